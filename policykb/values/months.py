"""Months with their days and parts: 5月20日, 五月二十, 6月上旬, 十二月月底, 十月的第一周."""

from __future__ import annotations

import re

from .dateparts import MONTH, last_of, month_number, part_of_month, span_of_month, whole_number
from .point import Point, day_point

_DAY = re.compile(
    r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|初?[一二三四五六七八九])"
    r"(?P<mark>日|号(?![线楼文令院])|(?![\w%.]))"
)
_LAST_DAY = re.compile("最后一[天日]|末日")
_WEEKDAY_NOTE = re.compile("[（(](?:星期|周|礼拜)[一二三四五六日天][)）]|(?:星期|周|礼拜)[一二三四五六日天]")


def month_at(text: str, start: int, at: int, year: int | None, inferred: bool) -> Point | None:
    """A month that is named at `at`, with its day or part; `start` is where the whole point began."""
    match = MONTH.match(text, at)
    if match is None:
        return None
    month = month_number(match["month"])
    return inside_month(text, start, match.end(), year, month, inferred)


def inside_month(text: str, start: int, at: int, year: int | None, month: int, inferred: bool) -> Point:
    """What is named inside a month whose name ends at `at`: a day, a part, or nothing more."""
    inner = at + (text[at : at + 1] == "的")
    day = _DAY.match(text, inner)
    if day is not None and (day["mark"] or inner == at):
        return day_point(start, _noted(text, day.end()), year, month, whole_number(day["d"].lstrip("初")), inferred)
    part = part_of_month(text, inner, year, month)
    if part is not None:
        end, since, until = part
        return Point(start, end, "days", since, until, year, month, inferred)
    last = _LAST_DAY.match(text, inner)
    if last is not None and year is not None:
        return Point(start, last.end(), "day", last_of(year, month), last_of(year, month), year, month, inferred)
    since, until = span_of_month(year, month)
    return Point(start, at, "month", since, until, year, month, inferred)


def _noted(text: str, end: int) -> int:
    """The end of a day with its weekday in brackets behind it."""
    match = _WEEKDAY_NOTE.match(text, end)
    return match.end() if match else end
