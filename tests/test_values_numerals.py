"""Numerals: cn2an as oracle, every small number there and back, and what no numeral is."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.lexicon import load
from policykb.values.figure import figure_at
from policykb.values.fold import fold
from policykb.values.numeral import evaluate, pair

DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """A whole number below 10^16 as it is spoken: the textbook form, made digit by digit."""
    if number < 10:
        return DIGITS[number]
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return spoken(head) + name + gap + (spoken(rest) if rest else "")
    raise AssertionError(number)


def test_every_number_up_to_twenty_thousand_there_and_back() -> None:
    for number in range(20_001):
        assert evaluate(spoken(number)) == number


@given(st.integers(0, 10**16 - 1))
@settings(max_examples=300, deadline=None)
def test_large_numbers_there_and_back(number: int) -> None:
    assert evaluate(spoken(number)) == number


@given(st.integers(0, 10**12), st.sampled_from(["low", "up", "direct"]))
@settings(max_examples=300, deadline=None)
def test_what_cn2an_writes_is_read(number: int, mode: str) -> None:
    written = cn2an.an2cn(number, mode)
    figure = figure_at(fold(written).text, 0)
    assert figure is not None
    assert (figure.low, figure.end) == (number, len(written)) or mode == "direct"


@given(st.integers(-(10**9), 10**9), st.integers(0, 9999))
@settings(max_examples=200, deadline=None)
def test_decimals_agree_with_cn2an(whole: int, part: int) -> None:
    if part == 0:
        return
    number = Decimal(f"{whole}.{part}")
    figure = figure_at(fold(cn2an.an2cn(str(number), "low")).text, 0)
    assert figure is not None
    assert figure.low == number


@given(st.integers(0, 10**9))
def test_grouped_and_full_width_figures(number: int) -> None:
    wide = str(number).translate({ord("0") + n: ord("０") + n for n in range(10)})
    for written in (f"{number:,}", wide):
        figure = figure_at(fold(written).text, 0)
        assert figure is not None
        assert figure.low == number


MIXED = {
    "3千万亿": 3 * 10**15,
    "7万5千4百": 75400,
    "100万三千": 1003000,
    "二百五": 250,
    "三万五": 35000,
    "两千零五": 2005,
    "一千一百十": 1110,
    "万万": 10**8,
    "廿二": 22,
    "二〇二一": 2021,
    "一点五万": 15000,
    "1.2万": 12000,
    "百万": 10**6,
}


@pytest.mark.parametrize(("written", "worth"), MIXED.items())
def test_mixed_numerals(written: str, worth: int) -> None:
    assert evaluate(written) == worth


@pytest.mark.parametrize("written", ["三百二千", "十二十", "一亿三亿", "点五", "1二", "三百二三", "零零百零", ""])
def test_malformed_numerals(written: str) -> None:
    assert evaluate(written) is None


PAIRS = [("三四十", 30, 40), ("十七八", 17, 18), ("三五千", 3000, 5000), ("一百二三十", 120, 130), ("七八", 7, 8)]


@pytest.mark.parametrize(("written", "low", "high"), PAIRS)
def test_pairs(written: str, low: int, high: int) -> None:
    assert pair(written) == (low, high)


@pytest.mark.parametrize("written", ["三七十", "二三四", "八七十", "三十"])
def test_no_pairs(written: str) -> None:
    assert pair(written) is None


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿兆点.,0123456789", max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_figure_is_a_prefix_with_a_finite_worth(text: str) -> None:
    figure = figure_at(text, 0) if text else None
    if figure is not None:
        assert 0 < figure.end <= len(text)
        assert figure.low.is_finite()


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize(
    ("name", "column"), [("units", "unit"), ("currencies", "name"), ("bounds", "word"), ("festivals", "name")]
)
def test_words_in_traditional_script_fold_to_the_words_of_the_lists(name: str, column: str, script: str) -> None:
    converter = opencc.OpenCC(script)
    for row in load(name):
        word = row[column]
        if len(converter.convert(word)) == len(word):
            assert fold(converter.convert(word)).text == fold(word).text


def test_a_run_of_a_million_digits_is_no_figure() -> None:
    assert figure_at("1" * 1_000_000, 0) is None
