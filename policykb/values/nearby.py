"""Points told from the day of the text: 本月底, 上季度末, 下周三, 明天, 15号, 中旬."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from .. import lexicon
from .dateparts import months_of_quarter, part_of_month, whole_number
from .months import inside_month
from .point import Point, day_point

_NUMBERED_DAY = re.compile(
    r"(?P<d>3[01]|[12]\d|[1-9]|三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])号(?![线楼文令院店机码台库井站公馆通提议地段坑桩])"
)
_WEEK = re.compile(
    "(?P<which>上上|下下|上|下|本|这)(?P<ge>一?个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?(?![期年边围长报刊])"
)
_WEEKDAY = re.compile("(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?![一二三四五六七八九十至到、])")
_QUARTER = re.compile("(?P<which>上|本|这|下|当|前)(?:一?个)?季度(?P<tail>[初中末底])?(?!报)")
_MONTH_LEFT_OUT = re.compile("(?P<part>中上旬|上中旬|中下旬|上旬|中旬|下旬|上半月|下半月|月底|月末|月初)(?!余额)")
_NO_MONTH = ("报", "刊", "末")
_NO_DAY = re.compile("性|免疫|获得|下(?!午)")


@cache
def _words(unit: str) -> tuple[re.Pattern[str], dict[str, lexicon.Row]]:
    rows = {row["word"]: row for row in lexicon.load("relative_times") if row["unit"] == unit}
    return re.compile("|".join(sorted(rows, key=len, reverse=True))), rows


def nearby_at(text: str, start: int, reference: date | None) -> Point | None:
    """The point at a place that only the reference makes a date; without one its days stay open."""
    return (
        _numbered_day(text, start, reference)
        or _relative_quarter(text, start, reference)
        or _relative_month(text, start, reference)
        or _month_left_out(text, start, reference)
        or _relative_day(text, start, reference)
    )


def _relative_month(text: str, start: int, reference: date | None) -> Point | None:
    pattern, rows = _words("month")
    match = pattern.match(text, start)
    if match is None or text[match.end() : match.end() + 1] in _NO_MONTH or (start and text[start - 1] == "以"):
        return None
    row, end = rows[match.group()], match.end() + text.startswith("份", match.end())
    anaphoric = row["anaphoric"] == "yes"
    if reference is None:
        return Point(start, end, "month", inferred=True, anaphoric=anaphoric)
    index = reference.year * 12 + reference.month - 1 + int(row["offset"])
    return replace(inside_month(text, start, end, index // 12, index % 12 + 1, True), anaphoric=anaphoric)


def _numbered_day(text: str, start: int, reference: date | None) -> Point | None:
    """15号 alone: a day of the reference's month; where a noun stands before it, it numbers a house or a paper."""
    match = _NUMBERED_DAY.match(text, start)
    if match is None or reference is None:
        return None
    if start and (text[start - 1].isalnum() and text[start - 1] not in "于在到从至我他她你们的是就前每"):
        return None
    return day_point(start, match.end(), reference.year, reference.month, whole_number(match["d"]), True)


def _relative_quarter(text: str, start: int, reference: date | None) -> Point | None:
    match = _QUARTER.match(text, start)
    if match is None:
        return None
    if reference is None:
        return Point(start, match.end(), "part", inferred=True)
    steps = {"上": -1, "前": -1, "下": 1}.get(match["which"], 0)
    index = reference.year * 4 + (reference.month - 1) // 3 + steps
    since, until = months_of_quarter(index // 4, index % 4 + 1, match["tail"])
    return Point(start, match.end(), "part", since, until, index // 4, None, True)


def _month_left_out(text: str, start: int, reference: date | None) -> Point | None:
    """月底, 中旬 without a month: in the month of the reference."""
    match = _MONTH_LEFT_OUT.match(text, start)
    if match is None or (text[start - 1 : start] == "每" and start):
        return None
    if reference is None:
        return Point(start, match.end(), "days", inferred=True)
    part = part_of_month(text, start, reference.year, reference.month)
    if part is None:
        return None
    return Point(start, part[0], "days", part[1], part[2], reference.year, reference.month, True)


def _relative_day(text: str, start: int, reference: date | None) -> Point | None:
    pattern, rows = _words("day")
    match = pattern.match(text, start)
    if match is not None and not _NO_DAY.match(text, match.end()):
        if reference is None:
            return Point(start, match.end(), "day", inferred=True)
        day = reference + timedelta(int(rows[match.group()]["offset"]))
        return Point(start, match.end(), "day", day, day, day.year, day.month, True)
    match = _WEEK.match(text, start)
    if match is not None:
        weeks = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}[match["which"]]
        return _week_point(start, match.end(), match["day"], weeks, reference)
    match = _WEEKDAY.match(text, start)
    if match is not None and text[start - 1 : start] not in ("每", "逢", "一", "三", "两"):
        return _week_point(start, match.end(), match["day"], 0, reference)
    return None


def _week_point(start: int, end: int, day: str | None, weeks: int, reference: date | None) -> Point:
    if reference is None:
        return Point(start, end, "days", inferred=True)
    monday = reference - timedelta(reference.weekday()) + timedelta(7 * weeks)
    if day is None:
        return Point(start, end, "days", monday, monday + timedelta(6), monday.year, monday.month, True)
    if day == "末":
        saturday = monday + timedelta(5)
        return Point(start, end, "days", saturday, saturday + timedelta(1), saturday.year, saturday.month, True)
    found = monday + timedelta("一二三四五六日".index(day.replace("天", "日")))
    return Point(start, end, "day", found, found, found.year, found.month, True)
