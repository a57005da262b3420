"""Tables, case by case: tests/cases/tables.yaml; and the laws that hold for every grid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.model import Content, Notice, Source
from policykb.normalize import normalize
from policykb.readers.base import Draft, DraftCell
from policykb.structure import parse

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "tables.yaml").read_text(encoding="utf-8"))


def notice(content: Content) -> Notice:
    clean, _ = normalize(content)
    return parse(Source("t", b""), content, clean)


def flat(draft: Draft, rows: list[list[str]], page: int | None = None) -> None:
    cells = [DraftCell(r, c, text, page=page) for r, row in enumerate(rows) for c, text in enumerate(row)]
    draft.table(cells, pages=(page,) if page else ())


def draft_of(case: dict[str, Any]) -> Draft:
    draft = Draft("docx" if "merged" in case else "txt", "test")
    for line in case.get("above", []):
        draft.paragraph(line)
    if "merged" in case:
        draft.table(DraftCell(row, col, text, rows, cols) for row, col, rows, cols, text in case["merged"])
    for number, rows in enumerate(case.get("pieces", [case["flat"]] if "flat" in case else [])):
        flat(draft, rows, case["pages"][number] if "pages" in case else None)
    for line in case.get("below", []):
        draft.paragraph(line)
    return draft


@pytest.mark.parametrize("case", [case for group in CASES.values() for case in group], ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    found = notice(draft_of(case).content())
    assert len(found.tables) == 1
    table = found.tables[0]
    for name in ("label", "title", "unit"):
        if name in case:
            assert getattr(table, name) == case[name], name
    assert list(table.columns) == case["columns"]
    for number, row in case.get("rows", {}).items():
        assert list(table.rows[number]) == row
    if "count" in case:
        assert len(table.rows) == case["count"]
    if "groups" in case:
        assert dict(table.group_counts) == case["groups"]
    if "declared" in case:
        assert [[item.count, item.unit] for item in table.declared] == case["declared"]
    assert [list(row) for row in table.totals] == case.get("totals", [])
    assert list(table.notes) == case.get("notes", [])
    for check, ok in case.get("checks", {}).items():
        assert {item.check: item.ok for item in table.checks}[check] is ok, check
        if not ok:
            assert any(issue.kind == "table_check" for issue in found.issues)


def test_two_tables_that_touch_stay_apart() -> None:
    draft = Draft("docx", "test")
    flat(draft, [["序号", "品种"], ["1", "水稻"]])
    flat(draft, [["序号", "机具"], ["1", "水泵"]])
    assert len(notice(draft.content()).tables) == 2


def test_a_form_has_no_rows() -> None:
    draft = Draft("docx", "test")
    draft.paragraph("申请表")
    draft.table(
        [
            *(DraftCell(0, 0, "姓名"), DraftCell(0, 1, ""), DraftCell(0, 2, "性别"), DraftCell(0, 3, "")),
            *(DraftCell(1, 0, "单位"), DraftCell(1, 1, "", 1, 3)),
            *(DraftCell(2, 0, "简历"), DraftCell(2, 1, "", 1, 2), DraftCell(2, 3, "照片")),
            DraftCell(3, 0, "意见", 1, 2),
            DraftCell(3, 2, "", 1, 2),
        ]
    )
    table = notice(draft.content()).tables[0]
    assert table.form
    assert table.rows == ()
    assert len(table.cells) == 11


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(["", "1", "2", "合计", "序号", "甲（2个）", "注：乙"]), max_size=5), max_size=6)
)
def test_every_row_is_as_wide_as_the_table(rows: list[list[str]]) -> None:
    draft = Draft("txt", "test")
    draft.paragraph("表1 青岭情况表")
    flat(draft, rows)
    for table in notice(draft.content()).tables:
        width = max(cell.col + cell.colspan for cell in table.cells)
        assert len(table.columns) <= width
        assert len({len(row) for row in (*table.rows, *table.totals, table.columns)} - {0}) <= 1
        assert len(table.rows) == len(table.row_spans) == len(table.row_pages)
        taken = [
            (row, col)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        ]
        assert len(taken) == len(set(taken))
