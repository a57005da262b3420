"""Quantities: figures with a classifier, a unit of measure or a unit of time behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from .. import lexicon
from .base import ValueKind
from .bounds import of_whole
from .figure import Figure
from .lookalike import is_name
from .measure import Measured, Suffix, amount_of, both_ends, bounds_around, measured_at, shared_behind
from .numeral import evaluate
from .scan import Found, Scan

_HALF = Decimal("0.5")
_MIDDLE = re.compile("个(?P<mark>多|余|半)(?P<unit>月|小时|钟头|星期|礼拜|季度|学期|世纪|工作日)")
_TAIL = re.compile("(?P<more>多|余(?!额|下|地))|(?P<half>半)(?![年月天日径])")
_LATIN_AFTER = re.compile("[A-Za-z]")
_GE = re.compile("个(?=半(?:月|年|天|小时))")
_HALF_UNIT = re.compile(
    "半个?(?P<more>多)?(?P<unit>年|月|小时|天|日|星期|学期|学年|世纪|公斤|斤|公里|吨|米|亩|升)(?![以度])(?![会报径])"
)
# 三年行动, 五年规划: a duration, but as the name of a programme.
_NAMED_PLAN = re.compile("(?:滚动|专项)?(?:行动|计划|规划|攻坚|方案|目标)")
# 2.2本计划, 3.1章: behind the label of a heading these open the text; of other things there is a part (5.2件).
_WHOLE_ONLY = frozenset("本章节条款项目篇层部类级期个段种套组门课")
_MULTIPLE = re.compile(r"翻了?(?P<times>[一二两三四1-4])?番(?![茄禺])")
_HEIGHT = re.compile(
    r"(?P<tenth>[一二三四五六七八九]|\d(?!\d))(?![\u4e00-\u9fff])|(?P<hundredths>\d{2})(?![\d.\u4e00-\u9fff])"
)


@cache
def _units() -> tuple[re.Pattern[str], Mapping[str, lexicon.Row], frozenset[str]]:
    rows = {row["unit"]: row for row in lexicon.load("units")}
    words = sorted(rows, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), rows, frozenset(word[0] for word in words)


def kind_of_unit(unit: str) -> str | None:
    """The kind of thing a unit counts or measures (count, area, time, …) after data/units.tsv; None if unknown."""
    row = _by_name().get(unit)
    return row["kind"] if row else None


@cache
def _by_name() -> dict[str, lexicon.Row]:
    return {row["name"]: row for row in reversed(lexicon.load("units"))} | {
        row["unit"]: row for row in lexicon.load("units")
    }


def suffix_at(text: str, figure: Figure) -> Suffix | None:
    """The unit behind a figure."""
    end = figure.end
    pattern, rows, firsts = _units()
    if end >= len(text) or text[end] not in firsts:
        return shared_behind(text, figure, suffix_at) if text[end : end + 1] in ("、", "和", "或") else None
    middle = _MIDDLE.match(text, end)
    if middle is not None:
        unit = "个月" if middle["unit"] == "月" else middle["unit"]
        half = middle["mark"] == "半"
        return Suffix(middle.end(), unit, _HALF if half else Decimal(0), more=not half)
    match = pattern.match(text, end)
    while match is not None:
        row = rows[match.group()]
        if _fits(text, figure, row, match.end()):
            return _with_tail(text, row, match.end())
        if len(match.group()) == 1:
            return None
        match = pattern.match(text, end, match.end() - 1)
    return None


def _fits(text: str, figure: Figure, row: lexicon.Row, end: int) -> bool:
    after = text[end] if end < len(text) else ""
    if after and after in row["not_before"]:
        return False
    if row["unit"][-1].isascii() and _LATIN_AFTER.match(after):
        return False
    if row["numerals"] == "arabic" and figure.chinese and len(figure.numeral) < 3:
        return text.endswith("零下", 0, figure.start)
    return row["kind"] != "count" or figure.low == int(figure.low) or row["unit"] not in _WHOLE_ONLY


def _with_tail(text: str, row: lexicon.Row, end: int) -> Suffix:
    if row["unit"] == "米" and (height := _HEIGHT.match(text, end)):
        part = evaluate(height["tenth"]) if height["tenth"] else Decimal(height["hundredths"]) / 10
        return Suffix(height.end(), row["name"], (part or Decimal(0)) / 10)
    tail = _TAIL.match(text, end) if row["kind"] != "count" else None
    if tail is None:
        return Suffix(end, row["name"])
    if tail["half"]:
        return Suffix(tail.end(), row["name"], _HALF)
    return Suffix(tail.end(), row["name"], more=True)


def quantity(scan: Scan, start: int, floor: int) -> Found | None:
    """A quantity or a duration, with its comparators and, if one follows, the other end (十五年以上三十年以下)."""
    text = scan.text
    measured = lasting_at(text, start, floor)
    measured = _doubled(text, start) or measured
    if measured is None or measured.unit is None:
        return None
    if measured.chinese and is_name(text, measured.start, measured.end):
        return None
    measured = _compound(text, measured)
    measured = _below_zero(text, floor, _on_scale(text, floor, measured))
    bounds = bounds_around(text, floor, measured)
    if measured.unit == "倍" and not measured.ranged:
        bounds = of_whole(text, floor, measured.start, bounds)
    kind: ValueKind = "duration" if kind_of_unit(measured.unit or "") == "time" else "quantity"
    second = both_ends(text, measured, bounds, suffix_at)
    if second is not None:
        last, amount = second
        return Found(bounds.start, last, measured.start, last, kind, amount, rule=f"{kind}.both_ends")
    rule = f"{kind}.range" if measured.ranged else kind
    if kind == "duration" and _NAMED_PLAN.match(text, measured.end):
        rule = "duration.in_name"
    amount = amount_of(measured, bounds, measured.unit)
    return Found(bounds.start, bounds.end, measured.start, measured.end, kind, amount, rule=rule)


def _doubled(text: str, start: int) -> Measured | None:
    """翻一番 and 翻番 as 2 倍, 翻两番 as 4 倍."""
    match = _MULTIPLE.match(text, start)
    if match is None:
        return None
    times = evaluate(match["times"]) if match["times"] else Decimal(1)
    worth = Decimal(2) ** int(times or 1)
    return Measured(start, match.end(), worth, worth, "倍", start, True)


def lasting_at(text: str, start: int, floor: int) -> Measured | None:
    """A figure or range with a unit, or half a unit of time (半年)."""
    return measured_at(text, start, floor, suffix_at) or _half(text, start)


def _half(text: str, start: int) -> Measured | None:
    if text[start] != "半" or (start and text[start - 1] in "上下前后每大多一过两"):
        return None
    match = _HALF_UNIT.match(text, start)
    if match is None:
        return None
    unit = "个月" if match["unit"] == "月" else match["unit"]
    more = text.startswith("多", match.end()) and unit in ("年", "天", "小时")
    return Measured(start, match.end() + more, _HALF, None if more or match["more"] else _HALF, unit, start, True)


def _on_scale(text: str, floor: int, measured: Measured) -> Measured:
    """华氏100度: the scale named before the figure."""
    start = measured.start - 2
    if start < floor or measured.unit != "度" or text[start : measured.start] not in ("华氏", "摄氏"):
        return measured
    return replace(measured, start=start, opener=start, unit=text[start : measured.start] + "度")


def _below_zero(text: str, floor: int, measured: Measured) -> Measured:
    """零下五度 as -5."""
    start = measured.start - 2
    if start < floor or not text.startswith("零下", start) or kind_of_unit(measured.unit or "") != "temperature":
        return measured
    high = None if measured.high is None else -measured.low
    low = -measured.low if measured.high is None else -measured.high
    return Measured(start, measured.end, low, high, measured.unit, start, measured.chinese, measured.ranged)


_SMALLER = {"年": ("个月", 12), "小时": ("分钟", 60), "分钟": ("秒", 60), "分": ("秒", 60), "周": ("天", 7)}
_ALIASES = {"月": "个月", "分": "分钟", "日": "天", "秒钟": "秒"}


def _compound(text: str, first: Measured) -> Measured:
    """1年6个月 as 18个月: a second, smaller unit of time right behind the first."""
    smaller = _SMALLER.get(first.unit or "")
    if smaller is None or first.ranged or first.high is None:
        return first
    at = first.end + (text[first.end : first.end + 1] in ("零", "又"))
    second = measured_at(text, at, at, suffix_at)
    if second is None or second.ranged or second.high is None:
        return first
    if _ALIASES.get(second.unit or "", second.unit) != smaller[0]:
        return first
    total = first.low * smaller[1] + second.low
    return Measured(first.start, second.end, total, total, smaller[0], first.opener, first.chinese)
