"""Ranges of dates and open ends: 2016年9月——12月, 2021-2023年, 到2023年底, 自2021年1月1日起, 7月底以前.

Semantics: 到…, …前, …底前 give the end only; 自…起, …以来, …以后 the start only; a named stretch gives both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from .base import When
from .date import TIME_OF_DAY, point_at
from .dateparts import whole_number
from .lookalike import numbered_year
from .point import Point, day_point
from .scan import Found, Scan
from .sharedunit import shared_unit_at
from .stretches import stretch_at

_CONNECTOR = re.compile("(?:-{1,3}|—{1,2}|–{1,2}|―+|−|~{1,2}|至|到|直至|起至|起到|开始至|开始到)")
_BETWEEN = re.compile("[和与及]")
_CLOSER = re.compile("(?:之间|期间|间)(?![隔接断距])")
_UNTIL_AFTER = re.compile(
    r"(?:（含[^（）]{0,4}）)?(?:(?:(?:及|或|和)其?)?(?:以前|之前|更早)"
    r"|前(?![三两二四五六七八九十\d年身期往来景]|[\u4e00-\u9fff]个月|后)|止(?!损|血|境)|为止|截止(?!日|时))"
)
_SINCE_AFTER = re.compile(
    r"(?:（含[^（）]{0,4}）)?(?:(?:及|或|和)?(?:以后|之后|更晚)|后(?!期|半|续|勤|台|备|来|者|\d)"
    r"|起(?![草步点动来诉]|到(?!\d|[一二三四五六七八九十今明后本]))|开始(?![日时])|以来|始(?!终))"
)
_UNTIL_BEFORE = re.compile(
    "(?:(?<!不)早于|截至|截止到|截止至|截止|截|到|至|直到|直至|不迟于|不晚于|最迟(?:不?超过|于|在)?|最晚(?:不?超过|于|在)?)$"
)
_SINCE_BEFORE = re.compile("(?:自|从|自从|不早于|晚于|始于)$")
# 由…增加到2015年的…: the year belongs to a comparison and ends nothing.
_GROWN = re.compile("(?:增加|增长|提高|上升|下降|减少|降低|提升|回升|达)[到至]$")
# 从2014年的13.6%下降到…: the year of a figure, no beginning.
_COMPARED = re.compile(r"的?(?:[负\d]|[\u4e00-\u9fff]{0,6}的\d)")
# Days of the lunar calendar are found and left without a date.
_LUNAR = re.compile(
    "(?:(?:农历|阴历|旧历)(?:[一二三四五六七八九冬腊正]|十[一二]?)月|[正冬腊]月)(?:初?[一二三四五六七八九十廿]{1,3}(?![个名家]))?"
)
_NOW = re.compile("(?:至|到)(?:今(?![年天日明后])|现在|目前|当前)")
_ABOUT = re.compile("左右|前后|期间|[之以]?内(?![部外容涵蒙地])")
_AT_BEFORE = re.compile("(?:在|于)$")


def calendar_value(scan: Scan, start: int, floor: int) -> Found | None:
    """A date, a range of dates or an open end whose first named point begins at a place."""
    text, reference = scan.text, scan.reference
    if start > 1 and text[start] in "0123456789" and text[start - 1] in "0123456789.-/" and text[start - 2].isdigit():
        return None
    label = numbered_year(text, start)
    if label is not None:
        return Found(start, label, start, label, "date", rule="date.label")
    fixed = stretch_at(text, start, reference)
    lunar = _LUNAR.match(text, start)
    if lunar is not None:
        return Found(start, lunar.end(), start, lunar.end(), "date", when=When(""), rule="date.lunar")
    point = fixed or shared_unit_at(text, start, reference) or point_at(text, start, reference)
    if point is None:
        return None
    point = replace(point, end=_time_behind(text, point))
    if (fixed is None and point.grain != "part") or point.since is not None:
        ranged = _ranged(text, floor, point, reference)
        if ranged is not None:
            return ranged
    return _open_ended(text, floor, point, reference)


def _time_behind(text: str, point: Point, timed: bool = False) -> int:
    """The end of a day with its hour, where a bound follows the hour (5月20日17:00前) or the range began with one."""
    match = TIME_OF_DAY.match(text, point.end) if point.grain == "day" else None
    if match is None:
        return point.end
    if timed:
        return match.end()
    bound = _UNTIL_AFTER.match(text, match.end()) or _SINCE_AFTER.match(text, match.end())
    return match.end() if bound or _CONNECTOR.match(text, match.end()) else point.end


def _ranged(text: str, floor: int, first: Point, reference: date | None) -> Found | None:
    """Two points joined by 至, — or 和…之间; what the second leaves out it takes from the first."""
    joint = _CONNECTOR.match(text, first.end)
    between = None if joint else _BETWEEN.match(text, first.end)
    follow = joint or between
    if follow is None or follow.end() >= len(text):
        return _chained(text, floor, first, reference)
    now = _NOW.match(text, first.end)
    if now is not None and first.since is not None:
        when = When("", first.since, reference, inferred_year=True)
        return Found(first.start, now.end(), first.start, now.end(), "daterange", when=when, rule="daterange.now")
    second = _second(text, follow.end(), first, reference)
    if second is None:
        return None
    closer = _CLOSER.match(text, second.end)
    if between is not None and closer is None:
        return None
    end = closer.end() if closer else _time_behind(text, second, text[first.end - 1] not in "日号")
    stop = _UNTIL_AFTER.match(text, end)
    if stop is not None and follow.group().startswith("起") and stop.group().endswith("前"):
        return None
    end = stop.end() if stop else end
    opener = _SINCE_BEFORE.search(text, max(floor, first.start - 2), first.start)
    if opener is None and closer is not None:
        opener = _AT_BEFORE.search(text, max(floor, first.start - 1), first.start)
    start = opener.start() if opener else first.start
    invalid = first.invalid or second.invalid
    if first.since and second.until and first.since > second.until:
        return None
    since, until = (None, None) if invalid else (first.since, second.until)
    rule = "daterange.invalid" if invalid else "daterange"
    when = When("", since, until, inferred_year=first.inferred)
    return Found(start, end, first.start, end, "daterange", when=when, rule=rule)


_REPUBLICAN = re.compile(r"(?P<n>1?\d{2})年度?(?!\d)")


def _republican(text: str, at: int, first: Point) -> Point | None:
    """110年 of 民国108年至110年: the second year counts from the same era."""
    match = _REPUBLICAN.match(text, at) if text.startswith(("民国", "中华民国"), first.start) else None
    if match is None or first.grain != "year":
        return None
    year = 1911 + int(match["n"])
    return Point(at, match.end(), "year", date(year, 1, 1), date(year, 12, 31), year)


def _second(text: str, at: int, first: Point, reference: date | None) -> Point | None:
    anchored = reference if first.year is None or not first.since else first.since
    second = point_at(text, at, anchored) or _republican(text, at, first)
    if second is None and first.grain == "day" and first.month is not None:
        match = re.compile(r"(?P<d>\d{1,2}|[一二三]?十?[一二三四五六七八九]?)[日号]").match(text, at)
        if match is not None and match["d"]:
            return day_point(at, match.end(), first.year, first.month, whole_number(match["d"]), first.inferred)
    if second is None:
        return None
    if (
        second.inferred
        and second.since
        and first.since
        and second.since < first.since
        and second.month
        and first.inferred
    ):
        return point_at(text, at, date(first.since.year + 1, 1, 1))
    return second


def _chained(text: str, floor: int, first: Point, reference: date | None) -> Found | None:
    """2010年之后2018年之前: a start and an end, each with its own word."""
    after = _SINCE_AFTER.match(text, first.end)
    if after is None or after.end() >= len(text):
        return None
    joint = after.end() + (text[after.end()] in "，、到至且")
    second = point_at(text, joint, reference) if joint < len(text) else None
    if second is None or second.since is None or first.since is None or second.since <= first.since:
        return None
    before = re.compile("(?:以前|之前|前)").match(text, second.end)
    if before is None or text[after.end()] in "，、" or not after.group().endswith("后"):
        return None
    until = date.fromordinal(second.since.toordinal() - 1)
    when = When("", first.since, until, inferred_year=first.inferred)
    return Found(first.start, before.end(), first.start, before.end(), "daterange", when=when, rule="daterange.chain")


def _open_ended(text: str, floor: int, point: Point, reference: date | None) -> Found:
    """A point with what stands around it: …前, 到…, 自…起; or the point alone."""
    start, end, since, until = point.start, point.end, point.since, point.until
    rule = "date.anaphoric" if point.anaphoric else "date.invalid" if point.invalid else "date"
    kind = "date" if point.grain in ("day", "month", "year") else "daterange"
    before = _UNTIL_BEFORE.search(text, max(floor, start - 5), start)
    if before is not None and before.group() in ("到", "至") and _GROWN.search(text, max(floor, start - 6), start):
        before = None
    opener = _SINCE_BEFORE.search(text, max(floor, start - 3), start)
    if opener is not None and opener.group() == "从" and _COMPARED.match(text, end):
        opener = None
    if point.grain == "range":
        kind, rule = "daterange", rule if point.invalid else "daterange"
        start = opener.start() if opener else start
        stop = _UNTIL_AFTER.match(text, end) or _CLOSER.match(text, end)
        end = stop.end() if stop else end
    elif match := _UNTIL_AFTER.match(text, end):
        kind, since, end, rule = "daterange", None, match.end(), "daterange.until"
    elif match := _SINCE_AFTER.match(text, end):
        kind, until, end, rule = "daterange", None, match.end(), "daterange.since"
    elif before is not None:
        kind, since, rule = "daterange", None, "daterange.until"
    elif match := _ABOUT.match(text, end):
        end = match.end()
    elif opener is not None:
        kind, until, rule = "daterange", None, "daterange.since"
    if before is not None and rule == "daterange.until":
        start = before.start()
    elif opener is not None and rule == "daterange.since":
        start = opener.start()
    when = When("", since, until, inferred_year=point.inferred)
    return Found(
        start, end, point.start, point.end, "daterange" if kind == "daterange" else "date", when=when, rule=rule
    )


_LISTED = re.compile("[、和及与或](?:同?年)?$")
_DAY_ONLY = re.compile(
    r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号](?![内以之均])"
)


def continued(scan: Scan, start: int, previous: Found) -> Found | None:
    """A date in a list that takes its year or month from the one before: 2020年2月、3月; 1月22日、23日."""
    last = previous.when.end if previous.when is not None else None
    if last is None or not _LISTED.fullmatch(scan.text, previous.end, start):
        return None
    match = _DAY_ONLY.match(scan.text, start)
    if match is not None and previous.kind == "date":
        point = day_point(start, match.end(), last.year, last.month, whole_number(match["d"]), True)
        return _open_ended(scan.text, start, point, last)
    return calendar_value(replace(scan, reference=last), start, start)
