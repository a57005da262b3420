"""Values in texts: the cases of tests/cases/values.yaml, and the laws that hold for every text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.values import Value, find

REFERENCE = date(2021, 6, 14)
CASES = Path(__file__).parent / "cases" / "values.yaml"


def cases() -> list[tuple[str, list[str]]]:
    groups = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [(case["text"], case["is"]) for group in groups.values() for case in group]


def render(value: Value, text: str) -> str:
    """A value as the cases write it: span [core] kind amount when."""
    words = [value.span.cut(text)]
    if value.core != value.span:
        words.append(f"[{value.core.cut(text)}]")
    words.append(value.kind)
    if value.amount is not None:
        low, high = plain(value.amount.min), plain(value.amount.max)
        words.append(low if low == high else f"{low}..{high}")
        words += ["approx"] * value.amount.approx + [value.amount.unit or ""]
    if value.when is not None:
        when = value.when
        if when.start or when.end:
            words.append(str(when.start) if when.start == when.end else f"{when.start or ''}..{when.end or ''}")
        words += [f"every {when.every}"] * bool(when.every) + ["inferred"] * when.inferred_year
        words += [f"{when.days} days"] * (when.days is not None)
    return " ".join(filter(None, words))


def plain(number: Decimal | None) -> str:
    return "" if number is None else f"{round(number, 6).normalize():f}"


@pytest.mark.parametrize(("text", "expected"), cases(), ids=lambda each: each if isinstance(each, str) else "")
def test_cases(text: str, expected: list[str]) -> None:
    assert [render(value, text) for value in find(text, REFERENCE)] == expected


NUMERALS = "零〇一二两三四五六七八九十百千万亿"
SIGNS = NUMERALS + "年月日号个家元%％.,，、-—~至到前后内第每按（）(){}[]〔〕“” \t\n\N{IDEOGRAPHIC SPACE}"
WORDS = (
    "2021",
    "30",
    "不少于",
    "以上",
    "以下",
    "自",
    "之日起",
    "工作日",
    "左右",
    "近",
    "人民币",
    "百分之",
    "分之",
    "季度",
)
TIMES = ("上半年", "“十四五”期间", "底", "今年", "本月", "下周三", "春节", "民国", "世纪", "年代", "每年", "之间")
PIECES = st.sampled_from([*SIGNS, *WORDS, *TIMES])


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=400, deadline=None)
def test_values_are_in_order_apart_and_quote_the_text(text: str) -> None:
    end = 0
    for value in find(text, REFERENCE):
        assert end <= value.span.start < value.span.end <= len(text)
        assert value.core in value.span
        assert value.amount is not None or value.when is not None
        if value.when is not None:
            assert value.when.text == value.span.cut(text)
        if value.amount is not None and value.amount.min is not None and value.amount.max is not None:
            assert value.amount.min <= value.amount.max
        end = value.span.end


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert find(text) == find(text)


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "十", "亿", "1,", "1.", "年", "2021年", "至", "每", "“", "第", " ", "自", "1-", "一、", "最", "分之"],
)
def test_a_hostile_run_is_read_in_linear_time(piece: str) -> None:
    from time import process_time

    def seconds(count: int) -> float:
        began = process_time()
        find(piece * count, REFERENCE)
        return process_time() - began

    seconds(10)
    assert seconds(6000) < 20 * seconds(1500) + 0.5
