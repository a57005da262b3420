"""Times counted from something: deadlines (自印发之日起30个工作日内), windows (近三年), distances (20天后)."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from .base import Amount, When
from .measure import Measured, amount_of, bounds_around
from .point import day_point
from .quantity import kind_of_unit, lasting_at
from .scan import Found, Scan

_OWN = "(?!然|主|治|己|身|我|行|动|愿|觉|筹|由|建|购|用|有|查|评|来水)"
_EVENT = re.compile(rf"自{_OWN}[^，。；：、（）\s\d]{{2,20}}?之日起")
_WITHIN = re.compile("(?:之内|以内|内(?![部外容涵蒙]))")
_BY = re.compile("于|在|至|到|务必|请")
_SINCE = re.compile("以?来(?=$|[，。；、：的]|[^自源])")
_AFTER = re.compile("(?:之后|以后|后(?![续期勤台备]))")
_BEFORE = re.compile("(?:之前|以前|前(?![期往述提]))")
# What a deadline counts from: 自…之日起, 收到申请后, 印发后.
_FROM = re.compile(
    r"(?P<from>自|从)?(?P<event>[^，。；：、（）\s]{1,24}?)(?:之日起?|之日后|当日起|次日起|日起|起|后)[，,]?的?$"
)
_PREPOSITION = re.compile(f"自{_OWN}|从|在|于|应当?|须|并|要|由|及")
_WINDOW = re.compile(
    "(?P<word>最近|近|过去|前|此前|以往|未来|今后|接下来|此后|往后|后)(?:的|这)?"
    "(?!\\d{4})(?=[\\d一二两三四五六七八九十半几数])"
)
_BACK = frozenset({"最近", "近", "过去", "此前", "以往"})
_DAYS = {"天": 1, "日": 1, "自然日": 1, "工作日": 1, "交易日": 1, "日历日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MONTHS = {"个月": 1, "季度": 3, "年": 12, "周年": 12, "学年": 12}


def deadline(scan: Scan, start: int, floor: int) -> Found | None:
    """A duration that counts from an event or from now: within it, after it, before it.

    `When.days` holds the days of it (a month as 30, a year as 365); dates are left open, they hang on the event.
    """
    text = scan.text
    measured = lasting_at(text, start, floor)
    if measured is None or measured.unit is None or kind_of_unit(measured.unit) != "time":
        return None
    bounds = bounds_around(text, floor, measured)
    closing = _WITHIN.match(text, measured.end) or _AFTER.match(text, measured.end) or _BEFORE.match(text, measured.end)
    if closing is None:
        return None
    word = closing.group()
    rule = "deadline.within" if "内" in word else "deadline.after" if "后" in word else "deadline.before"
    if rule == "deadline.before" and (by := _by_day(scan, measured, closing.end(), floor)) is not None:
        return by
    counted = rule != "deadline.before"
    first = _event_before(text, max(floor, bounds.start - 28), bounds.start) if counted else bounds.start
    amount = amount_of(measured, bounds, measured.unit)
    if rule == "deadline.within":
        amount = Amount(None if not measured.ranged else measured.low, measured.high, bounds.approx, measured.unit)
    when = When("", days=days_of(measured))
    return Found(first, closing.end(), measured.start, measured.end, "duration", amount, when, rule)


def _by_day(scan: Scan, measured: Measured, end: int, floor: int) -> Found | None:
    """于15日前: a day of the month in which the text was written, not a distance of days."""
    text, day = scan.text, measured.high
    if measured.unit != "日" or day is None or not 1 <= day <= 31 or day != int(day):
        return None
    if not _BY.search(text, max(floor, measured.start - 2), measured.start):
        return None
    reference = scan.reference
    point = (
        day_point(measured.start, measured.end, reference.year, reference.month, int(day), True) if reference else None
    )
    when = When("", None, point.since if point else None, inferred_year=True)
    return Found(measured.start, end, measured.start, measured.end, "daterange", when=when, rule="daterange.until")


def _event_before(text: str, floor: int, start: int) -> int:
    """Where the event begins that a deadline counts from: 自收到申请之日起, 疫情结束后; `start` when there is none."""
    match = _FROM.search(text, floor, start)
    if match is None:
        return start
    first = match.start()
    for preposition in _PREPOSITION.finditer(text, match.start(), match.end("event")):
        if preposition.group() in ("自", "从"):
            return preposition.start()
        first = preposition.end()
    return first if first > match.start() or _opens_clause(text, first) else start


def _opens_clause(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum()


def days_of(measured: Measured) -> int | None:
    """How many days a duration has, a month counted as 30 and a year as 365; None for shorter ones."""
    high = measured.high if measured.high is not None else measured.low
    if measured.unit in _DAYS:
        return int(high * _DAYS[measured.unit])
    if measured.unit in _MONTHS:
        months = high * _MONTHS[measured.unit]
        return int(months / 12 * 365) if months % 12 == 0 else int(months * 30)
    return int(high / 24) if measured.unit in ("小时", "钟头") and high % 24 == 0 else None


def window(scan: Scan, start: int, floor: int) -> Found | None:
    """近三年, 未来两个月, 今后五年: a stretch of time that ends or begins at the reference."""
    text = scan.text
    match = _WINDOW.match(text, start)
    if match is None or (start and text[start - 1] in "附接临最以之日月年天"):
        return None
    measured = lasting_at(text, match.end(), match.end())
    if measured is None or measured.unit is None or kind_of_unit(measured.unit) != "time":
        return None
    word, end = match["word"], measured.end
    if word == "前" and measured.unit == "季度":
        return None
    end += len(inner.group()) if (inner := _WITHIN.match(text, end) or _SINCE.match(text, end)) else 0
    if word == "前" and (months := _months_so_far(scan, start, measured)) is not None:
        when, rule = months, "window.so_far"
    elif word in ("前", "后"):
        when, rule = When("", days=None), "window.order"
    else:
        since, until = _window_days(scan.reference, measured, word)
        when, rule = When("", since, until, inferred_year=True), "window"
    return Found(
        start,
        end,
        start,
        end,
        "daterange",
        amount_of(measured, bounds_around(text, match.end(), measured), measured.unit),
        when,
        rule,
    )


def _months_so_far(scan: Scan, start: int, measured: Measured) -> When | None:
    """前5个月 where a clause begins: January to May of the year of the text."""
    count, reference = measured.low, scan.reference
    if measured.unit != "个月" or reference is None or measured.high != count or not 2 <= count <= 11:
        return None
    if count != int(count) or not (_opens_clause(scan.text, start) or measured.end == len(scan.text)):
        return None
    month = int(count)
    last = date(reference.year, month, calendar.monthrange(reference.year, month)[1])
    return When("", date(reference.year, 1, 1), last, inferred_year=True)


def _window_days(reference: date | None, measured: Measured, word: str) -> tuple[date | None, date | None]:
    if reference is None:
        return None, None
    count = measured.high if measured.high is not None else measured.low
    if word in _BACK:
        return moved(reference, count, measured.unit, -1), reference
    if word in ("今后", "此后", "往后") and measured.unit == "年":
        return date(reference.year, 1, 1), date(reference.year + int(count) - 1, 12, 31)
    return reference, moved(reference, count, measured.unit, 1)


def moved(day: date, count: Decimal, unit: str | None, sign: int) -> date | None:
    """The day so many units before (sign -1) or after a day; working days skip Saturdays and Sundays."""
    if unit == "工作日":
        return _working_days(day, int(count), sign)
    if unit in _DAYS:
        days = int(count * _DAYS[unit])
        return day + timedelta(sign * days) if days < 400_000 else None
    if unit not in _MONTHS:
        return None
    index = day.year * 12 + day.month - 1 + sign * int(count * _MONTHS[unit])
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _working_days(day: date, count: int, sign: int) -> date | None:
    if count > 10_000:
        return None
    while count:
        day += timedelta(sign)
        count -= day.weekday() < 5
    return day


def event(scan: Scan, start: int, floor: int) -> Found | None:
    """自印发之日起: a start that hangs on an event; what it is, the document must say."""
    match = _EVENT.match(scan.text, start)
    if match is None:
        return None
    return Found(start, match.end(), start, match.end(), "daterange", when=When(""), rule="event.since")
