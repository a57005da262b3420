"""Stretches of time with names of their own: five-year plans, centuries, decades, 今明两年, festivals."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from .. import lexicon
from .dateparts import whole_number
from .point import Point
from .years import year_at

_CENTURY = re.compile(
    r"(?:(?P<rel>上个?|本)|(?P<c>\d{1,2}|[一二]?十[一二三四五六七八九]?|[一二]))世纪(?:(?P<d>[1-9]0|[一二三四五六七八九]十)年代)?(?P<part>初期?|末期?|中期|中叶|前期|后期|早期|晚期|初叶|末叶)?"
)
_DECADE = re.compile(
    r"(?<![\d一二三四五六七八九])(?P<d>(?:19|20)?[1-9]0|[一二三四五六七八九]十)年代(?P<part>初期?|末期?|中期|前期|后期|早期|晚期)?"
)
_PLAN = re.compile(
    '[“"「『]?(?P<n>十[一二三四五六七八]?|[五六七八九])五[”"」』]?(?P<what>(?:规划)?(?:期间|时期|期内)|以来|期末|期初|末(?![尾端])|初期|中期|后期|前[两三二]年|后[两三二]年)'
)
_NTH_PLAN = re.compile("第(?P<n>十[一二三四五六七八]?|[五六七八九])个五年(?:规划|计划)?(?P<what>期间|时期|期内)")
_PAIR = re.compile("(?P<which>今明|去今|明后|昨今|今后)(?:两|二)(?P<unit>年|天|日)")
_PAIRS = {"今明": (0, 1), "去今": (-1, 0), "明后": (1, 2), "昨今": (-1, 0), "今后": (0, 1)}


def stretch_at(text: str, start: int, reference: date | None) -> Point | None:
    """The stretch that is named at a place of a folded text."""
    match = _PLAN.match(text, start) or _NTH_PLAN.match(text, start)
    if match is not None:
        first = 1951 + 5 * whole_number(match["n"])
        what = match["what"]
        years = (first, first + 4)
        if "末" in what:
            years = (first + 4, first + 4)
        elif what[0] in "前后":
            count = whole_number(what[1])
            years = (first, first + count - 1) if what[0] == "前" else (first + 5 - count, first + 4)
        until = None if what == "以来" else date(years[1], 12, 31)
        return Point(start, match.end(), "part", date(years[0], 1, 1), until, years[0])
    match = _CENTURY.match(text, start)
    number = 0 if match is None else whole_number(match["c"]) if match["c"] else 21 - (match["rel"] != "本")
    if match is not None and number:
        century = (number - 1) * 100
        if match["d"]:
            return _decade(start, match, century + whole_number(match["d"]))
        return Point(start, match.end(), "part", date(century + 1, 1, 1), date(century + 100, 12, 31), century)
    match = _DECADE.match(text, start)
    if match is not None:
        number = whole_number(match["d"])
        return _decade(start, match, number if number > 100 else number + (1900 if number >= 30 else 2000))
    return _pair_at(text, start, reference) or _festival_at(text, start, reference)


def _decade(start: int, match: re.Match[str], first: int) -> Point:
    part = match["part"] or ""
    years = (first, first + 9)
    if part and part[0] in "初前早":
        years = (first, first + 2)
    elif part and part[0] in "末后晚":
        years = (first + 7, first + 9)
    elif part:
        years = (first + 3, first + 6)
    return Point(start, match.end(), "part", date(years[0], 1, 1), date(years[1], 12, 31), first)


def _pair_at(text: str, start: int, reference: date | None) -> Point | None:
    match = _PAIR.match(text, start)
    if match is None or reference is None or (match["which"] == "今后" and match["unit"] == "年"):
        return None
    first, last = _PAIRS[match["which"]]
    if match["unit"] == "年":
        since, until = date(reference.year + first, 1, 1), date(reference.year + last, 12, 31)
    else:
        since, until = reference + timedelta(first), reference + timedelta(last)
    return Point(start, match.end(), "range", since, until, since.year, None, True)


@cache
def _festivals() -> tuple[re.Pattern[str], dict[str, list[lexicon.Row]]]:
    names: dict[str, list[lexicon.Row]] = {}
    for row in lexicon.load("festivals"):
        names.setdefault(row["name"], []).append(row)
    words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?P<name>{words})(?:假期|长假|当[天日])?"), names


def festival_name_at(text: str, start: int) -> int | None:
    """The end of the name of a festival at a place of a folded text."""
    match = _festivals()[0].match(text, start)
    return match.end() if match else None


def _festival_at(text: str, start: int, reference: date | None) -> Point | None:
    """春节, 2022年国庆节: a day of the named year, else of the reference's; None if its date is not on the list."""
    pattern, names = _festivals()
    named = year_at(text, start, reference)
    at = start if named is None else named.end + (text[named.end : named.end + 1] == "的")
    match = pattern.match(text, at)
    year = named.number if named else reference.year if reference else None
    if match is None or year is None:
        return None
    for row in names[match["name"]]:
        if row["year"] in ("*", str(year)):
            day = date(year, int(row["month"]), int(row["day"]))
            return Point(start, match.end(), "day", day, day, year, day.month, named is None or named.inferred)
    return None
