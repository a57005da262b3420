"""Lists out of the catalogue: which records are chosen, and CSV that runs nothing."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.export.delimited import write_objects, write_rows
from policykb.export.ledger import Choice, choose, within

HEAD = {"source": "a.txt", "title": "东柳县的通知", "doc_number": None, "issuers": ["东柳县农业局"], "addressees": []}


def record(low: float | None = None, high: float | None = None, end: str | None = None, **more: Any) -> dict[str, Any]:
    amount = {"min": low, "max": high, "approx": False, "unit": "元"}
    when = {"text": "", "start": None, "end": end, "every": None}
    return {"document": "d", "kind": "subsidy", "quote": "q", "amount": amount, "when": when, **more}


def chosen(one: dict[str, Any], **wanted: Any) -> bool:
    return bool(list(choose([one], {"d": HEAD}, Choice(**wanted))))


@pytest.mark.parametrize(
    ("low", "high", "least", "most", "fits"),
    [
        (10, 10, 10, 10, True),
        (10, None, 10, None, True),
        (10, None, 11, None, False),
        (10, None, None, 10, True),
        (None, 10, None, 10, True),
        (None, 10, None, 9, False),
        (5, 10, None, 9, False),
        (5, 10, 5, 10, True),
        (None, None, 1, None, False),
    ],
)
def test_a_figure_is_chosen_by_its_ends(
    low: float | None, high: float | None, least: float | None, most: float | None, fits: bool
) -> None:
    assert chosen(record(low, high), least=least, most=most) is fits


def test_what_is_due() -> None:
    assert chosen(record(end="2024-12-31"), due_before=date(2025, 1, 1))
    assert not chosen(record(end="2024-12-31"), due_before=date(2024, 12, 31))
    assert not chosen(record(), due_before=date(2025, 1, 1))
    first, after = within(30, date(2024, 12, 1))
    assert chosen(record(end="2024-12-31"), due_from=first, due_before=after)
    assert chosen(record(end="2024-12-01"), due_from=first, due_before=after)
    assert not chosen(record(end="2025-01-01"), due_from=first, due_before=after)
    assert not chosen(record(end="2024-11-30"), due_from=first, due_before=after)


def test_who_what_and_where() -> None:
    one = record(recipient="评估优秀的工作站", instrument="补助")
    assert chosen(one, actor="工作站", indicator="补助", region="东柳县")
    assert not chosen(one, actor="合作社")
    assert not chosen(one, indicator="奖励")
    assert not chosen(one, region="西柳县")


def test_nested_values_become_columns() -> None:
    out = io.StringIO()
    write_objects([{"a": 1, "b": {"c": None, "d": [1, 2]}}, {"a": 2, "e": "x,\ny"}], out)
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [
        ["a", "b.c", "b.d", "e"],
        ["1", "", "1；2", ""],
        ["2", "", "", "x,\ny"],
    ]


@given(st.text("=+-@＝＋－＠\t\r\n'\",甲1", min_size=1, max_size=8))
def test_no_cell_begins_a_formula_and_none_is_lost(text: str) -> None:
    out = io.StringIO(newline="")
    write_rows([[text, "end"]], out)
    ((cell, end),) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert end == "end"
    assert cell in (plain, f"'{plain}")
    number = re.fullmatch(r"\s*[-+－＋]\d+\s*", cell)
    assert number or not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t"))


def test_numbers_stay_numbers() -> None:
    out = io.StringIO()
    write_rows([[-5, "-5", "+3.2%", "－1", "-5=A1", "-"]], out)
    assert out.getvalue() == "-5,-5,+3.2%,－1,'-5=A1,'-\n"
