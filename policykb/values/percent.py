"""Percentages and percentage points: 5%, 百分之二点四, 千分之五, ‰, 六成, 零点六个百分点, 5%-20%."""

from __future__ import annotations

import re
from decimal import Decimal

from .bounds import of_whole
from .figure import Figure, figure_at
from .measure import CONNECTOR, Measured, Suffix, amount_of, both_ends, bounds_around, measured_at
from .numeral import DIGITS, UNITS, evaluate
from .scan import Found, Scan

_SIGN = re.compile(
    "(?P<percent>%)|(?P<permille>‰)|(?P<tenths>成(?![果立为员本功熟交年人效长套就都县片分品型色份因方规]))|(?P<points>个?百分点)|(?P<bp>个?基点)"
)
_HUNDREDTH = re.compile("([一二三四五六七八九半])(?![一二三四五六七八九十百千万亿\u4e00-\u9fff])")
_SHARE = re.compile(rf"(?P<sign>负)?(?P<of>[百千万]{{1,4}}+)分之(?=[\d{DIGITS}{UNITS}负数几])")
_NUMERAL_BEFORE = frozenset(DIGITS + UNITS + "0123456789")


def suffix_at(text: str, figure: Figure) -> Suffix | None:
    """The sign of per cent, 成 or 个百分点 behind a figure."""
    match = _SIGN.match(text, figure.end)
    if match is None:
        return None
    if match["percent"]:
        return Suffix(match.end(), "%")
    if match["permille"]:
        return Suffix(match.end(), "%", times=Decimal("0.1"))
    if match["tenths"]:
        return _tenths(text, match.end()) if figure.low <= 10 else None
    if match["bp"]:
        return Suffix(match.end(), "个百分点", times=Decimal("0.01"))
    return Suffix(match.end(), "个百分点")


def _tenths(text: str, end: int) -> Suffix:
    """成 with a hundredth behind it: 七成五 is 75 per cent."""
    match = _HUNDREDTH.match(text, end)
    hundredth = evaluate(match[1].replace("半", "五")) if match else None
    if match is None or hundredth is None:
        more = text.startswith("多", end)
        return Suffix(end + more, "%", times=Decimal(10), more=more)
    return Suffix(match.end(), "%", hundredth, times=Decimal(10))


def share_at(text: str, start: int) -> Measured | None:
    """百分之N and 千分之N, alone or as a range."""
    match = _SHARE.match(text, start)
    if match is None or (start and text[start - 1] in _NUMERAL_BEFORE):
        return None
    figure = figure_at(text, match.end())
    of = evaluate(match["of"])
    if figure is None or of is None:
        return None
    scale = (-100 if match["sign"] else 100) / of
    first = Measured(
        start, figure.end, figure.low * scale, None if figure.high is None else figure.high * scale, "%", start, True
    )
    connector = CONNECTOR.match(text, figure.end)
    if connector is None or figure.vague:
        return first
    second = share_at(text, connector.end())
    end, high = (second.end, second.high) if second else (0, None)
    if second is None:
        plain = figure_at(text, connector.end())
        if plain is not None and plain.high is not None:
            end, high = plain.end, plain.high * scale
    if high is None or high <= first.low:
        return first
    return Measured(start, end, first.low, high, "%", start, True, True)


def _any_at(text: str, start: int, floor: int) -> Measured | None:
    return share_at(text, start) or measured_at(text, start, floor, suffix_at)


def percent(scan: Scan, start: int, floor: int) -> Found | None:
    """A percentage with its comparators; unit "%" or "个百分点"."""
    text = scan.text
    measured = _any_at(text, start, floor)
    if measured is None:
        return None
    bounds = bounds_around(text, floor, measured)
    if measured.unit == "%" and not measured.ranged:
        bounds = of_whole(text, floor, measured.start, bounds)
    second = both_ends(text, measured, bounds, suffix_at)
    if second is not None:
        last, amount = second
        return Found(bounds.start, last, measured.start, last, "percent", amount, rule="percent.both_ends")
    amount = amount_of(measured, bounds, measured.unit)
    return Found(bounds.start, bounds.end, measured.start, measured.end, "percent", amount, rule="percent")
