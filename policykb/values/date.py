"""Points of time with a calendar, as texts name them: years, halves, quarters, months, ten days, weeks and days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from .dateparts import part_of_year, span_of_month
from .months import month_at
from .nearby import nearby_at
from .point import Point, day_point
from .years import Year, year_at

_NUMERIC = re.compile(
    r"(?P<y>[12]\d{3})(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d])(?!\.\d)"
)
_YEAR_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})[-/.](?P<m>0[1-9]|1[0-2])(?![\d/.-]|[万亿元%个])")
_AMERICAN = re.compile(r"(?P<m>0?[1-9]|1[0-2])/(?P<d>3[01]|[12]\d|0?[1-9])/(?P<y>(?:19|20)\d{2})(?!\d)")
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\dA-Za-z万亿元个人名家户.,])"
)
TIME_OF_DAY = re.compile(
    r"(?:上午|下午|晚上?|早上?|中午|凌晨|午间)?(?:(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?|[时点](?:[0-5]?\d分?|半|整|许)?)"
    r"|(?:二十[一二三四]?|十[一二三四五六七八九]?|[一二三四五六七八九两零])[时点](?:半|整|[一二三四五六七八九十]{1,3}分)?)|上午|下午|晚间?|零时|24时"
)


def point_at(text: str, start: int, reference: date | None) -> Point | None:
    """The longest point of time that begins at a place of a folded text."""
    character = text[start]
    if character.isdigit() and not (start and text[start - 1].isascii() and text[start - 1].isalpha()):
        numeric = _numeric_at(text, start)
        if numeric is not None:
            return numeric
    year = year_at(text, start, reference)
    if year is not None:
        inner = _inside_year(text, start, year, reference)
        return inner or _whole_year(start, year)
    return _without_year(text, start, reference)


def _whole_year(start: int, year: Year) -> Point:
    point = Point(start, year.end, "year", year=year.number, inferred=year.inferred, anaphoric=year.anaphoric)
    if year.number is None:
        return point
    return replace(point, since=date(year.number, 1, 1), until=date(year.number, 12, 31))


def _inside_year(text: str, start: int, year: Year, reference: date | None) -> Point | None:
    """What follows the name of a year: its month, half, quarter, end."""
    at = year.end + (text[year.end : year.end + 1] == "的")
    point = month_at(text, start, at, year.number, year.inferred)
    if point is not None:
        return replace(point, anaphoric=year.anaphoric)
    part = part_of_year(text, at, year.number, bare=False)
    if part is None:
        return None
    end, since, until, month = part
    return Point(start, end, "part", since, until, year.number, month, year.inferred, anaphoric=year.anaphoric)


def _without_year(text: str, start: int, reference: date | None) -> Point | None:
    number = reference.year if reference else None
    point = month_at(text, start, start, number, True)
    if point is not None:
        return point
    part = part_of_year(text, start, number, bare=True)
    if part is not None:
        end, since, until, month = part
        return Point(start, end, "part", since, until, number, month, True)
    return nearby_at(text, start, reference)


def _numeric_at(text: str, start: int) -> Point | None:
    match = _NUMERIC.match(text, start) or _COMPACT.match(text, start) or _AMERICAN.match(text, start)
    if match is not None:
        return day_point(start, match.end(), int(match["y"]), int(match["m"]), int(match["d"]), False)
    match = _YEAR_MONTH.match(text, start)
    if match is None:
        return None
    since, until = span_of_month(int(match["y"]), int(match["m"]))
    return Point(start, match.end(), "month", since, until, int(match["y"]), int(match["m"]))
