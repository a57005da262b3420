"""Figures with something behind them, alone or as a range with a shared or repeated unit (3000至5000元, 5%-20%)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .base import Amount
from .bounds import Bounds, bounded, bounds_of, word_before
from .figure import Figure, figure_at, spread
from .numeral import DIGITS, UNITS, evaluate

CONNECTOR = re.compile(r"(?:-{1,2}|—{1,2}|–{1,2}|―|~|至|到|−)(?=[\d负数几十百千万一二两三四五六七八九])")
# 10万元（含）至50万元（不含）
_INCLUSION = re.compile("（不?包?含）")
_BETWEEN = re.compile(r"[和与及](?=[\d负一二两三四五六七八九十百千])")
_CLOSER = re.compile("(?:之间|之內|间)(?![隔接断距])")
_OPENER = re.compile("(?:位于|介于|处于|从|由|在)$")
_JOINT = re.compile(r"(?:，|、|,|且|并且|而且|但|的同时|同时)?")
STARTS_FIGURE = frozenset("0123456789负-数几好上廿卅" + DIGITS + UNITS)


@dataclass(frozen=True, slots=True)
class Suffix:
    """What stands behind a figure: where it ends, the unit's name, how much it adds (半) or multiplies, 多 or 余."""

    end: int
    unit: str | None
    plus: Decimal = Decimal(0)
    times: Decimal = Decimal(1)
    more: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure or a range of figures with its unit."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    unit: str | None
    opener: int
    chinese: bool
    ranged: bool = False


SuffixAt = Callable[[str, Figure], Suffix | None]


def measured_at(text: str, start: int, floor: int, suffix_at: SuffixAt) -> Measured | None:
    """The longest measured figure at a place: a range if there is one, else a single figure."""
    figure = figure_at(text, start)
    if figure is None:
        return None
    suffix = suffix_at(text, figure)
    ranged = _range(text, floor, figure, suffix, suffix_at)
    if ranged is not None or suffix is None:
        return ranged
    low, high = _worth(figure, suffix)
    return Measured(start, suffix.end, low, high, suffix.unit, start, figure.chinese)


def _worth(figure: Figure, suffix: Suffix) -> tuple[Decimal, Decimal | None]:
    low = figure.low * suffix.times + suffix.plus
    if suffix.more or figure.high is None:
        return low, None
    return low, figure.high * suffix.times + suffix.plus


def _range(text: str, floor: int, first: Figure, suffix: Suffix | None, suffix_at: SuffixAt) -> Measured | None:
    end = suffix.end if suffix else first.end
    inclusion = _INCLUSION.match(text, end)
    connector = CONNECTOR.match(text, inclusion.end() if inclusion else end)
    between = None if connector else _BETWEEN.match(text, end)
    joint = connector or between
    if joint is None or first.vague:
        return None
    second = figure_at(text, joint.end())
    behind = suffix_at(text, second) if second is not None else None
    if second is None or behind is None or (suffix is not None and suffix.unit != behind.unit):
        return None
    closer = _CLOSER.match(text, behind.end)
    if between and not closer:
        return None
    factor = spread(first, second) if suffix is None or suffix.end == first.end else Decimal(1)
    times = suffix.times if suffix is not None else behind.times
    low = first.low * factor * times + (suffix.plus if suffix else 0)
    _, high = _worth(second, behind)
    if high is None or low > high or (low == high and between is None):
        return None
    opener = _OPENER.search(text, max(floor, first.start - 2), first.start)
    opened = opener.start() if opener and (closer or opener.group() in ("从", "由")) else first.start
    closing = _INCLUSION.match(text, behind.end)
    last = closer.end() if closer else closing.end() if closing and inclusion else behind.end
    return Measured(first.start, last, low, high, behind.unit, opened, first.chinese, True)


# 分别奖励10万、5万和3万元: the unit stands once, behind the last figure of a list.
_LIST = re.compile(r"(?:(?:、|和|与|及|或者?)\d{1,9}(?:\.\d{1,3})?+[十百千万亿]{0,2}+){1,12}+(?!\d|、|[和与及或]\d)")
_LAST = re.compile(r"\d{1,9}(?:\.\d{1,3})?[十百千万亿]{0,2}$")


def shared_behind(text: str, figure: Figure, suffix_at: SuffixAt) -> Suffix | None:
    """The unit that an Arabic figure shares with the last one of its list; None where the list has none."""
    if figure.vague or figure.start == 0 or figure.chinese or text[figure.start - 1] in "\n\t（(第—-~至到":
        return None
    listed = _LIST.match(text, figure.end)
    last = _LAST.search(text, max(figure.end, listed.end() - 15), listed.end()) if listed else None
    following = figure_at(text, last.start()) if last else None
    if following is None or following.vague or (_scaled(figure) and not _scaled(following)):
        return None
    behind = suffix_at(text, following)
    if behind is None or behind.plus or behind.more:
        return None
    if _scaled(figure) or not _scaled(following):
        return Suffix(figure.end, behind.unit, times=behind.times)
    # 100、50、30万元 are all of them 万; 2000、3万元 is not.
    scale = evaluate(following.numeral.lstrip("0123456789."))
    return None if scale is None or figure.low >= 1000 else Suffix(figure.end, behind.unit, times=behind.times * scale)


def _scaled(figure: Figure) -> bool:
    return figure.numeral[-1] in UNITS


def amount_of(measured: Measured, bounds: Bounds, unit: str | None) -> Amount:
    """The amount of a measured figure under its bounds."""
    low, high = bounded(measured.low, measured.high, bounds)
    return Amount(low, high, bounds.approx, unit)


def bounds_around(text: str, floor: int, measured: Measured) -> Bounds:
    """The bounds of a measured figure, its opener (从8500到3万) taken as part of it."""
    return bounds_of(text, floor, measured.opener, measured.end)


# Units of one measure, each in the smallest of them: 六个月以上三年以下 is 6 to 36 个月.
_COMMENSURATE = (
    {"个月": 1, "季度": 3, "年": 12},
    {"天": 1, "日": 1, "周": 7, "星期": 7},
    {"秒": 1, "分钟": 60, "小时": 3600},
    {"米": 1, "公里": 1000, "千米": 1000},
)


def both_ends(text: str, first: Measured, bounds: Bounds, suffix_at: SuffixAt) -> tuple[int, Amount] | None:
    """The expression that names a floor and a ceiling as one amount, and where it ends; None if it names one only.

    三年以上十年以下 and 1000以上，1500以下; 最多100最少20 and 大于二十的同时小于等于三十五.
    """
    if first.ranged or first.high is None or bounds.floor == bounds.ceiling:
        return None
    joint = _JOINT.match(text, bounds.end)
    at = joint.end() if joint else bounds.end
    word = word_before(text, at)
    second = measured_at(text, word[0] if word else at, at, suffix_at)
    if second is None or second.ranged or second.high is None:
        return None
    end = second.end
    if word is None:
        closing = bounds_around(text, at, second)
        if bounds.end == first.end or closing.end == second.end or closing.ceiling != bounds.floor:
            return None
        end = closing.end
    elif (word[1] == "max") != bounds.floor:
        return None
    low, high = (first, second) if bounds.floor else (second, first)
    amount = _spanning(low, high)
    return (end, amount) if amount is not None else None


def _spanning(low: Measured, high: Measured) -> Amount | None:
    """The amount from one measured figure to another; None if their units differ or it is empty."""
    unit, factors = high.unit, (1, 1)
    if low.unit != high.unit and low.unit is not None and high.unit is not None:
        table = next((each for each in _COMMENSURATE if low.unit in each and high.unit in each), None)
        if table is None:
            return None
        factors = table[low.unit], table[high.unit]
        smaller = min(factors)
        unit = low.unit if factors[0] == smaller else high.unit
        factors = factors[0] // smaller, factors[1] // smaller
    least, most = low.low * factors[0], high.low * factors[1]
    return Amount(least, most, False, unit or low.unit) if least < most else None
