"""Bare numbers, fractions and ordinals: 10000, 三分之一, 负十五万点三七九, 第二百五十."""

from __future__ import annotations

import re
from decimal import Decimal

from .base import Amount
from .figure import Figure, figure_at
from .lookalike import heading, numbered
from .measure import Measured, Suffix, amount_of, both_ends, bounds_around, measured_at
from .numeral import DIGITS, NUMERAL, UNITS, evaluate, pair
from .scan import Found, Scan

_FRACTION = re.compile(rf"(?P<sign>负)?(?:(?P<whole>{NUMERAL})又)?(?P<below>{NUMERAL})分之(?P<above>{NUMERAL})")
_SLASHED = re.compile(r"(?P<above>\d{1,2})/(?P<below>\d{1,2})(?![\d/年月日-])")
_HALF = re.compile("一半(?=$|[^\u4e00-\u9fff]|以上|左右|以下|的)")
_ORDINAL = re.compile(rf"第(?P<numeral>{NUMERAL})")
_LABEL_AFTER = re.compile(
    r"(?:、\d{1,3}){1,8}+[号级条款](?!以)|[.．](?=[\u4e00-\u9fff《“])|会议室|房间|教室|[号届版室栋幢楼路型院系级时]|[A-Za-z_]|[-/]\d|\+[A-Za-z\d]|@"
)
# What stands beside a single numeral that is a number: 大于十, 一到十之间, 五以上.
_OPENS = "于过到至从和与约负"
_CLOSES = re.compile("[到至和与且](?=[\\d一二两三四五六七八九十百])|之间|以[上下内]|左右|小于|大于")
_WORD = re.compile(r"[\w]")


def fraction(scan: Scan, start: int, floor: int) -> Found | None:
    """A fraction: 三分之二以上, 十一又十四分之一, 1/3."""
    text = scan.text
    match = _FRACTION.match(text, start)
    end, value = 0, None
    if match is not None:
        end, value = match.end(), _quotient(match)
        if value is None:
            return Found(start, end, start, end, "number", rule="number.malformed")
    elif (slashed := _SLASHED.match(text, start)) and 0 < int(slashed["above"]) < int(slashed["below"]):
        end, value = slashed.end(), Decimal(slashed["above"]) / Decimal(slashed["below"])
    elif _HALF.match(text, start):
        end, value = start + 2, Decimal("0.5")
    if value is None:
        return None
    measured = Measured(start, end, value, value, None, start, True)
    bounds = bounds_around(text, floor, measured)
    amount = amount_of(measured, bounds, None)
    return Found(bounds.start, bounds.end, start, end, "number", amount, rule="number.fraction")


def _quotient(match: re.Match[str]) -> Decimal | None:
    """The worth of a fraction; None if a part is no whole number, as in 五百分之2.2."""
    below, above = evaluate(match["below"]), evaluate(match["above"])
    whole = evaluate(match["whole"]) if match["whole"] else Decimal(0)
    if not below or above is None or whole is None or above != int(above) or below != int(below):
        return None
    value = whole + above / below
    return -value if match["sign"] else value


def ordinal(scan: Scan, start: int, floor: int) -> Found | None:
    """A rank: 第二百五十, 第3万. Articles, numbers and names (第三条, 第12号, 第二产业) are none and are left out."""
    text = scan.text
    match = _ORDINAL.match(text, start)
    if match is None:
        return None
    figure = figure_at(text, match.start("numeral"))
    if figure is None or figure.high is None or figure.vague:
        return None
    named = numbered(text, start)
    if named is not None and named > figure.end:
        return Found(start, named, start, named, "ordinal", rule="ordinal.label")
    return Found(start, figure.end, start, figure.end, "ordinal", Amount(figure.low, figure.low), rule="ordinal")


def suffix_at(text: str, figure: Figure) -> Suffix | None:
    """Nothing behind a bare number."""
    return Suffix(figure.end, None) if _stands_alone(text, figure) else None


def number(scan: Scan, start: int, floor: int) -> Found | None:
    """A number without a unit, with its comparators."""
    text = scan.text
    label = heading(text, start)
    if label is not None:
        return Found(start, label, start, label, "number", rule="number.heading")
    measured = measured_at(text, start, floor, suffix_at)
    if measured is None:
        return None
    bounds = bounds_around(text, floor, measured)
    bound = bounds.start < measured.opener or bounds.end > measured.end
    if not bound and not measured.ranged and _part_of_word(text, measured):
        return None
    second = both_ends(text, measured, bounds, suffix_at)
    if second is not None:
        last, amount = second
        return Found(bounds.start, last, measured.start, last, "number", amount, rule="number.both_ends")
    amount = amount_of(measured, bounds, None)
    rule = "number.range" if measured.ranged else "number"
    return Found(bounds.start, bounds.end, measured.start, measured.end, "number", amount, rule=rule)


def _stands_alone(text: str, figure: Figure) -> bool:
    """Whether a figure without a unit is a number rather than a part of a word."""
    numeral = figure.numeral
    if text[figure.end : figure.end + 1] and text[figure.end] in DIGITS + UNITS + "0123456789":
        return False
    if _LABEL_AFTER.match(text, figure.end):
        return False
    if not figure.chinese:
        return True
    if figure.bare_unit and figure.high is not None:
        return len(numeral) <= 2 and (
            _free(text, figure) or text[figure.start - 1 : figure.start] in tuple("近超逾过破")
        )
    if pair(numeral) is not None and not any(unit in numeral for unit in UNITS):
        return _free(text, figure)
    if len(numeral) >= 2 and any(unit in numeral for unit in UNITS + "点廿卅"):
        return True
    return text[figure.start] == "负" or _free(text, figure)


def _part_of_word(text: str, measured: Measured) -> bool:
    """十二 of 十二生肖: two Chinese characters that run on into a word."""
    if (
        not measured.chinese
        or measured.end - measured.start > 2
        or measured.high is None
        or text[measured.start] == "负"
    ):
        return False
    after = text[measured.end : measured.end + 1]
    return bool(after) and "\u4e00" <= after <= "\u9fff" and after not in "的和与或及是在等为"


def _free(text: str, figure: Figure) -> bool:
    before = text[figure.start - 1] if figure.start else ""
    opened = not _WORD.match(before) or before in _OPENS
    return opened and (not _WORD.match(text, figure.end) or _CLOSES.match(text, figure.end) is not None)
