"""Ranges and lists whose unit stands once, at their end: 2021-2023年, 1-5月, 8月11至22日, 一至三季度, 2024年3、6月."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from .dateparts import month_number, span_of_month, whole_number
from .months import month_at
from .point import Point, day_point
from .years import year_at

_YEARS = re.compile(
    r"(?P<a>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})(?:年?(?:-{1,2}|—{1,2}|–|~|至|到)|、)(?P<b>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})(?P<y>年度?|(?P<school>学年)度?)?(?![底末初]|[上下]半|\d{1,2}月|第?[一二三四]季|[\d/.\-]|[万亿元号])"
)
_SCHOOL_YEAR = re.compile(r"(?P<a>(?:19|20)\d\d)学年度?")
_MONTHS = re.compile(
    r"(?P<a>1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])(?:-{1,2}|—{1,2}|–|~|至|到|−)(?P<b>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?!前?[饼球])"
)
_DAYS = re.compile(
    r"(?P<a>\d{1,2}|[一二三]?十?[一二三四五六七八九]?)[日号]?(?:-{1,2}|—{1,2}|–|~|至|到|−)(?P<b>\d{1,2}|[一二三]?十?[一二三四五六七八九]?)[日号]"
)
_DOTTED = re.compile(
    r"(?P<y>(?:19|20)\d\d)[.](?P<m>1[0-2]|0?[1-9])(?:-{1,2}|—{1,2}|–|~|至|到)(?:(?P<z>(?:19|20)\d\d)[.])?(?P<n>1[0-2]|0?[1-9])(?![.\d])"
)
_QUARTERS = re.compile("第?(?P<a>[一二三1-3])(?:季度)?(?:-|—{1,2}|~|至|到)第?(?P<b>[二三四2-4])季度")
_LISTED_MONTH = re.compile(r"(?P<m>1[0-2]|[1-9])(?=(?:、(?:1[0-2]|[1-9])){0,10}[、和](?:1[0-2]|[1-9])月)")


def shared_unit_at(text: str, start: int, reference: date | None) -> Point | None:
    """The range, or the first months of a list, at a place of a folded text that takes its unit from what follows."""
    years = _years_at(text, start)
    if years is not None:
        return years
    match = _DOTTED.match(text, start)
    if match is not None and (match["z"] or len(match["m"]) == 2):
        since, _ = span_of_month(int(match["y"]), int(match["m"]))
        _, until = span_of_month(int(match["z"] or match["y"]), int(match["n"]))
        return Point(start, match.end(), "range", since, until, int(match["y"]))
    year = year_at(text, start, reference)
    at = (year.end if year else start) + (year is not None and text[year.end : year.end + 1] == "的")
    number = year.number if year else reference.year if reference else None
    inferred = year is None or year.inferred
    match = _MONTHS.match(text, at)
    if match is not None:
        since, _ = span_of_month(number, month_number(match["a"]))
        _, until = span_of_month(number, month_number(match["b"]))
        if since is None or until is None or since < until:
            return Point(start, match.end(), "range", since, until, number, month_number(match["b"]), inferred)
    match = _QUARTERS.match(text, at)
    if match is not None and whole_number(match["a"]) < whole_number(match["b"]):
        since, _ = span_of_month(number, 3 * whole_number(match["a"]) - 2)
        _, until = span_of_month(number, 3 * whole_number(match["b"]))
        return Point(start, match.end(), "range", since, until, number, None, inferred)
    match = _LISTED_MONTH.match(text, at)
    if match is not None and (year is not None or text[start - 1 : start] in ("、", "于", "在")):
        since, until = span_of_month(number, month_number(match["m"]))
        return Point(start, match.end(), "month", since, until, number, month_number(match["m"]), inferred)
    month = month_at(text, start, at, number, inferred)
    if month is None or month.month is None:
        return None
    return _days_of_month(text, start, month, number, inferred)


def _years_at(text: str, start: int) -> Point | None:
    """A range of years, or of school years from September to August: 2021-2023年, 2022—2023学年, 2023学年."""
    match = _YEARS.match(text, start)
    if match is not None and (match["y"] or not match.group().isdigit()):
        first, last = whole_number(match["a"]), whole_number(match["b"])
        if match["school"] and first < last:
            return Point(start, match.end(), "range", date(first, 9, 1), date(last, 8, 31), last)
        if first < last and (match["y"] or _bracketed(text, match)):
            return Point(start, match.end(), "range", date(first, 1, 1), date(last, 12, 31), last)
    match = _SCHOOL_YEAR.match(text, start)
    if match is None:
        return None
    first = int(match["a"])
    return Point(start, match.end(), "range", date(first, 9, 1), date(first + 1, 8, 31), first + 1)


def _days_of_month(text: str, start: int, month: Point, number: int | None, inferred: bool) -> Point | None:
    opened = text.find("月", start, month.end)
    match = _DAYS.match(text, opened + 1 + (text[opened + 1 : opened + 2] == "份")) if opened >= 0 else None
    if match is None or month.month is None or not match["a"] or not match["b"]:
        return None
    first = day_point(start, match.end(), number, month.month, whole_number(match["a"]), inferred)
    last = day_point(start, match.end(), number, month.month, whole_number(match["b"]), inferred)
    if first.since and last.until and first.since > last.until:
        return None
    invalid = first.invalid or last.invalid
    return replace(first, grain="range", until=last.until, invalid=invalid)


def _bracketed(text: str, match: re.Match[str]) -> bool:
    """2021-2023 without 年 is a range of years where brackets or nothing stand around it."""
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    after = text[match.end() : match.end() + 1]
    return (before in "（(\n" and after in "）)\n") or bool(re.match("[\u4e00-\u9fff]", before) and not after.isalnum())
