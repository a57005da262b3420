"""Tables as typed columns, and every form in which they leave the catalogue."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.errors import MissingExtraError
from policykb.export import calendar, package, parquet, xlsx
from policykb.export.columns import field
from policykb.export.delimited import is_formula, write_sheet
from policykb.export.sheets import Sheet, of_records, of_tables

Cases = list[tuple[str, list[str], str | None, str, str | None, list[Any]]]

COLUMNS: Cases = [
    # wild: how columns are printed
    ("序号", ["1", "2.", "3"], None, "serial", None, [1, 2, 3]),
    ("投资（万元）", ["1,200", "35.5", "—"], None, "money", "万元", [1200, Decimal("35.5"), None]),
    ("金额", ["300万元", "20万元"], None, "money", "万元", [300, 20]),
    ("奖励", ["3000元", "2万元"], None, "money", "元", [3000, 20000]),
    ("治理率", ["45%", "7.5%"], None, "percent", "%", [45, Decimal("7.5")]),
    ("治理率（%）", ["45", "7.5"], None, "percent", "%", [45, Decimal("7.5")]),
    ("里程", ["85公里", "12公里"], None, "integer", "公里", [85, 12]),
    ("温度", ["-5", "3"], None, "integer", None, [-5, 3]),
    ("完成时限", ["2024年11月底", "2024年12月底前"], None, "date", None, [date(2024, 11, 30), date(2024, 12, 31)]),
    ("日期", ["2024.3.5", "2024-03-06"], None, "date", None, [date(2024, 3, 5), date(2024, 3, 6)]),
    ("旗县区", ["东柳县", "禾岭区"], None, "place", None, ["东柳县", "禾岭区"]),
    ("主导产业", ["马铃薯、大宗蔬菜", "燕麦"], None, "list", None, [("马铃薯", "大宗蔬菜"), ("燕麦",)]),
    # the caption's unit
    ("产值", ["12", "30"], "万元", "money", "万元", [12, 30]),
    ("参训人数", ["12", "30"], "万元", "integer", None, [12, 30]),
    ("种植面积", ["8.6"], "万亩、万吨", "decimal", "万亩", [Decimal("8.6")]),
    ("产量", ["3.8"], "万亩、万吨", "decimal", "万吨", [Decimal("3.8")]),
    ("种植面积", ["8"], "万元", "integer", None, [8]),
    # negative: what looks like a figure or a list and is none
    ("联系电话", ["04715551234", "5551234"], None, "text", None, ["04715551234", "5551234"]),
    ("编码", ["007", "008"], None, "text", None, ["007", "008"]),
    ("目标", ["≥90%", "不少于30家"], None, "text", None, ["≥90%", "不少于30家"]),
    (
        "措施",
        ["加强领导、落实责任，做好保障。", "落实"],
        None,
        "text",
        None,
        ["加强领导、落实责任，做好保障。", "落实"],
    ),
    ("名称", ["东柳县", "禾岭区"], None, "text", None, ["东柳县", "禾岭区"]),
    # a cell that is no value of its column's kind
    ("数量", ["1", "2", "3", "4", "若干"], None, "integer", None, [1, 2, 3, 4, None]),
]


@pytest.mark.parametrize(("name", "cells", "caption", "kind", "unit", "values"), COLUMNS)
def test_a_column_has_a_type(
    name: str, cells: list[str], caption: str | None, kind: str, unit: str | None, values: list[Any]
) -> None:
    found = field((name,), cells, caption)
    assert (found.kind, found.unit, list(found.values)) == (kind, unit, values)
    assert list(found.printed) == cells


@given(
    st.lists(st.text("0123456789.,-+%万元亩年月日、 —约≥", max_size=12), max_size=6), st.sampled_from(["数量", "时间"])
)
def test_whatever_is_printed_is_kept(cells: list[str], name: str) -> None:
    found = field((name,), cells)
    assert list(found.printed) == cells
    assert len(found.values) == len(cells)


def table(columns: list[str], rows: list[list[str]], **more: Any) -> dict[str, Any]:
    cells = [{"row": 0, "col": n, "rowspan": 1, "colspan": 1, "text": name} for n, name in enumerate(columns)]
    places = [{"span": [0, 1], "page": 3} for _ in rows]
    known = {"document": "d1", "source": "a.docx", "number": 1, "label": "附件1", "title": "任务表", "unit": None}
    known |= {"totals": [["合计", "3"]], "notes": [], "checks": []}
    evidence = {"span": [0, 9], "pages": [3], "rows": places}
    return {**known, "columns": columns, "rows": rows, "cells": cells, "evidence": evidence, **more}


def two_rows() -> dict[str, Any]:
    cells = [(0, 0, 2, 1, "县区"), (0, 1, 1, 2, "2022年"), (1, 1, 1, 1, "计划"), (1, 2, 1, 1, "单价（元/亩）")]
    names = ("row", "col", "rowspan", "colspan", "text")
    printed = [dict(zip(names, cell, strict=True)) for cell in cells]
    columns = ["县区", "2022年/计划", "2022年/单价（元/亩）"]
    return table(columns, [["东柳县", "1,200", "3.50"], ["禾岭区", "—", "4.50"]], cells=printed)


def text(sheet: Sheet) -> list[list[str]]:
    out = io.StringIO(newline="")
    write_sheet(sheet, out)
    return list(csv.reader(io.StringIO(out.getvalue(), newline="")))


def test_csv_has_values_what_was_printed_and_the_origin() -> None:
    (sheet,) = of_tables([table(["序号", "面积"], [["1", "1,200亩"], ["2", "-5亩"]])])
    assert text(sheet) == [
        ["序号", "面积", "面积（原文）", "document", "table", "page", "row"],
        ["1", "1200", "1,200亩", "a.docx", "1", "3", "1"],
        ["2", "-5", "'-5亩", "a.docx", "1", "3", "2"],
    ]


def test_tables_of_the_same_header_and_unit_are_united() -> None:
    one = table(["县区", "面积"], [["东柳县", "3"]], unit="亩")
    other = table(["县区", "面 积"], [["禾岭区", "4"]], unit="亩", document="d2", source="b.docx", number=2)
    third = table(["县区", "面积"], [["双溪县", "5"]], unit="公顷")
    united = of_tables([one, other, third], united=True)
    assert [sheet.height for sheet in united] == [2, 1]
    assert text(united[0])[2] == ["禾岭区", "4", "b.docx", "2", "3", "1"]
    assert len(of_tables([one, other, third])) == 3


def test_names_are_made_unique() -> None:
    (sheet,) = of_tables([table(["名称", "名称", "", "row"], [["a", "b", "c", "d"]])])
    names = [column.name for column in sheet.columns]
    assert names == ["名称", "名称_2", "列3", "row_2", "document", "table", "page", "row"]


def test_a_workbook_looks_like_the_table_and_runs_nothing() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    cells = ["=1+1", "+A1", "-A1", "@SUM(A1)", "＝1", "＋1A", "－A", "＠A", "\t=1", "-5人"]
    rows = [[cell, "2024年3月5日", "12.5%"] for cell in cells]
    formulas = table(["说明", "日期", "比例"], rows, label="附表[1]:", title="甲" * 40)
    out = io.BytesIO()
    xlsx.write(of_tables([two_rows(), formulas, formulas]), out)
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    first = book.worksheets[0]
    assert {str(one) for one in first.merged_cells.ranges} >= {"A1:A2", "B1:D1", "E1:E2"}
    assert [first["B2"].value, first["C2"].value, first["D2"].value] == ["计划", "计划（原文）", "单价（元/亩）"]
    second = book.worksheets[1]
    assert [second.cell(row, 1).value for row in range(2, 12)] == cells
    for row in range(2, 11):
        assert second.cell(row, 1).data_type == "s"
        assert second.cell(row, 1).quotePrefix
    assert second["B2"].value == datetime(2024, 3, 5)
    assert second["B2"].number_format == "yyyy-mm-dd"
    assert (second["D2"].value, second["D2"].number_format) == (0.125, "0.0%")
    assert len({sheet.title for sheet in book.worksheets}) == 4
    origin = [cell.value for cell in book["来源"][2]]
    assert origin[1:6] == ["d1", "a.docx", 1, "附件1", "任务表"]


def test_parquet_keeps_types_units_and_origin() -> None:
    pytest.importorskip("pyarrow")
    from pyarrow.parquet import read_table

    rows = [["1", "1,200.50", "2024年3月5日", "麦、豆"], ["2", "—", "2024年4月", "豆"]]
    (sheet,) = of_tables([table(["序号", "投资（万元）", "时限", "作物"], rows)])
    out = io.BytesIO()
    parquet.write(sheet, out)
    read = read_table(io.BytesIO(out.getvalue()))
    assert read.column("投资（万元）").to_pylist() == [Decimal("1200.50"), None]
    assert read.column("作物").to_pylist() == [["麦", "豆"], ["豆"]]
    assert read.schema.field("投资（万元）").metadata[b"unit"] == "万元".encode()
    assert json.loads(read.schema.metadata[b"policykb"])["tables"][0]["source"] == "a.docx"
    assert read.column("row").to_pylist() == [1, 2]


def test_a_data_package_is_valid(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    rows = [["1", "1,200.50", "2024年3月5日", "麦、豆", "=1+1"], ["2", "—", "2024年4月1日", "", "a\r\nb"]]
    sheets = of_tables([table(["序号", "投资（万元）", "时限", "作物", "备注"], rows), two_rows()])
    for name, data in package.files(sheets, "tables"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    fields = {one["name"]: one for one in described["resources"][0]["schema"]["fields"]}
    assert (fields["投资（万元）"]["type"], fields["投资（万元）"]["unit"]) == ("number", "万元")
    assert fields["作物"]["type"] == "array"
    assert described["resources"][0]["schema"]["primaryKey"] == ["document", "table", "row"]


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, write in (("xlsxwriter", xlsx.write), ("pyarrow", parquet.write)):
        monkeypatch.setitem(__import__("sys").modules, module, None)
        with pytest.raises(MissingExtraError, match=r"policykb\[(xlsx|parquet)\]"):
            write(of_records([{"a": 1}]) if module == "pyarrow" else [], io.BytesIO())  # type: ignore[arg-type]


def due(end: str | None, start: str | None = None, every: str | None = None, action: str = "报送；总结, 材料") -> Any:
    when = {"text": "", "start": start, "end": end, "every": every}
    evidence = {"span": [1, 9]}
    record = {"document": "d1", "source": "a.docx", "kind": "deadline", "quote": "于年底前报送\n总结" * 9}
    return {**record, "section": None, "when": when, "action": action, "evidence": evidence}


def test_a_calendar_of_what_is_due() -> None:
    out = io.StringIO(newline="")
    calendar.write([due("2024-12-31"), due(None), due(None, "2024-01-15", "quarter")], {"d1": "2024-01-02"}, out)
    text = out.getvalue()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20241231" in lines
    assert "DTEND;VALUE=DATE:20250101" in lines
    assert "RRULE:FREQ=MONTHLY;INTERVAL=3" in lines
    assert "SUMMARY:报送；总结\\, 材料" in lines
    assert len({line for line in lines if line.startswith("UID:")}) == 2


@given(st.text(max_size=200))
def test_no_text_breaks_out_of_its_line_of_a_calendar(words: str) -> None:
    out = io.StringIO(newline="")
    calendar.write([due("2024-12-31", action=words or "x")], {}, out)
    lines = out.getvalue().replace("\r\n ", "").split("\r\n")
    assert len(lines) == 16
    assert not any("\n" in line or "\r" in line for line in lines)


@given(st.text("=+-@＝＋－＠ \t\r1A%.", min_size=1, max_size=6))
def test_only_numbers_may_begin_with_a_sign(cell: str) -> None:
    if not is_formula(cell) and cell.strip().startswith(tuple("=+-@＝＋－＠")):
        float(cell.strip().translate(str.maketrans("－＋", "-+")).rstrip("%"))
