"""The parts of a year and of a month, and their days: 上半年, 第三季度, 年底, 前十一个月, 中旬, 月初, 第二周."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from .numeral import evaluate

Part = tuple[int, date | None, date | None, int | None]

_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
MONTH = re.compile(
    r"(?P<month>1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九]|元)月(?:份|(?![饼球嫂刊子老牙亮壁]|报(?![送名批备请到])))"
)
_HALF = re.compile("(?P<which>上|下|前|后)半年(?!度?报)度?")
_QUARTER = re.compile(
    "(?:第(?P<n>[一二三四1-4])个?季度?|(?P<m>[一二三四1-4])季度?|(?P<edge>首|头|末|最后一)个?季度?|Q(?P<q>[1-4]))(?P<tail>[初中末底](?!旬))?(?!节)"
)
_QUARTERS = re.compile("(?P<side>前|头|后)(?P<n>[一二两三123])个?季度")
_END_OF_YEAR = re.compile("年?(?:底|末|终(?![身止端]))|岁末|岁尾|年关")
_START_OF_YEAR = re.compile("年?初(?![中期级步衷审次心始])|伊始|开年|年头")
_MIDDLE_OF_YEAR = re.compile("年?中(?![旬央国共小心期医学文等期])期?")
_WITHIN = re.compile("年?内(?![容部外涵蒙地])")
_WHOLE = re.compile("全年")
_FIRST_MONTH = re.compile("首月|第一个?月")
_NTH_MONTH = re.compile(f"第{_N}个?月")
_MONTHS = re.compile(f"(?P<side>前|头|后|最后){_N}个?月(?!内)")
_NTH_WEEK = re.compile(f"(?:第{_N}个?(?:周|星期|礼拜)|(?P<first>首周))")
_WEEKS = re.compile(f"前{_N}个?(?:周|星期|礼拜)")
_NTH_WEEKDAY = re.compile("第(?P<n>[一二三四五1-5])个?(?:周|星期|礼拜)(?P<day>[一二三四五六日])")
_LAST_MONTH = re.compile("末月|最后一个月|最后1个月")
_TEN_DAYS = re.compile("上旬|中旬|下旬|上半月|下半月|中下旬|上中旬|中上旬")
_START_OF_MONTH = re.compile("月?初(?![中期级步衷审次始])")
_END_OF_MONTH = re.compile("月?(?:底|末)")
_MIDDLE_OF_MONTH = re.compile("月?中(?![央国共小心期医学文等])")


def month_number(name: str) -> int:
    """The number of a month: 3, 十一, 元."""
    return 1 if name == "元" else whole_number(name)


def whole_number(numeral: str) -> int:
    """A small numeral as an int; 0 when it is not well formed."""
    value = evaluate(numeral)
    return int(value) if value is not None else 0


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def span_of_month(year: int | None, month: int) -> tuple[date | None, date | None]:
    """The first and the last day of a month."""
    return (None, None) if year is None else (date(year, month, 1), last_of(year, month))


def _months(year: int | None, first: int, last: int) -> tuple[date | None, date | None]:
    return (None, None) if year is None or last < first else (date(year, first, 1), last_of(year, last))


def first_monday(day: date) -> date:
    """The first Monday on or after a day: weeks of a month or a year are counted from it."""
    return day + timedelta(-day.weekday() % 7)


def part_of_year(text: str, at: int, year: int | None, *, bare: bool) -> Part | None:
    """A part of a year named at a place: its end, first and last day, and its month if it is one.

    `bare` says that no year stands before it, so that only what names a part by itself counts (年底, not 底).
    """
    match = _HALF.match(text, at)
    if match is not None:
        first = 1 if match["which"] in "上前" else 7
        return (match.end(), *_months(year, first, first + 5), None)
    match = _QUARTERS.match(text, at)
    if match is not None:
        count = whole_number(match["n"])
        first, last = (13 - 3 * count, 12) if match["side"] == "后" else (1, 3 * count)
        return (match.end(), *_months(year, first, last), None)
    return _quarter(text, at, year, bare) or _edge_of_year(text, at, year, bare) or _counted(text, at, year, bare)


def _quarter(text: str, at: int, year: int | None, bare: bool) -> Part | None:
    match = _QUARTER.match(text, at)
    if match is None or (bare and not match.group().rstrip("初中末底").endswith("季度") and match["edge"] is None):
        return None
    named = match["n"] or match["m"] or match["q"]
    number = whole_number(named) if named else 1 if match["edge"] in ("首", "头") else 4
    return (match.end(), *months_of_quarter(year, number, match["tail"]), None)


def months_of_quarter(year: int | None, quarter: int, tail: str | None = None) -> tuple[date | None, date | None]:
    """The days of a quarter; of its first, middle or last month for 初, 中, 末."""
    first = 3 * quarter - 2
    if tail == "初":
        return _months(year, first, first)
    if tail == "中":
        return _months(year, first + 1, first + 1)
    return _months(year, first + 2, first + 2) if tail else _months(year, first, first + 2)


def _edge_of_year(text: str, at: int, year: int | None, bare: bool) -> Part | None:
    match = _END_OF_YEAR.match(text, at)
    if match is not None and (not bare or len(match.group()) > 1):
        last = None if year is None else date(year, 12, 31)
        return match.end(), last, last, None
    match = _START_OF_YEAR.match(text, at)
    if match is not None and (not bare or match.group() in ("年初", "年头", "开年")):
        until = 1 if match.group() in ("伊始", "开年") else 2
        return (match.end(), *_months(year, 1, until), None)
    match = _MIDDLE_OF_YEAR.match(text, at)
    if match is not None and (not bare or match.group().startswith("年中")):
        return (match.end(), *_months(year, 6, 7), None)
    match = _WITHIN.match(text, at) or _WHOLE.match(text, at)
    if match is not None and (not bare or len(match.group()) > 1):
        return (match.end(), *_months(year, 1, 12), None)
    return None


def _counted(text: str, at: int, year: int | None, bare: bool) -> Part | None:
    """The n-th month or week, the first or last n of them; only inside a named year."""
    if bare:
        return None
    if match := _FIRST_MONTH.match(text, at):
        return (match.end(), *_months(year, 1, 1), 1)
    if match := _LAST_MONTH.match(text, at):
        return (match.end(), *_months(year, 12, 12), 12)
    if match := _NTH_MONTH.match(text, at):
        number = whole_number(match["n"])
        return (match.end(), *_months(year, number, number), number) if 1 <= number <= 12 else None
    if match := _MONTHS.match(text, at):
        number = whole_number(match["n"])
        if not 1 <= number <= 12:
            return None
        first, last = (1, number) if match["side"] in ("前", "头") else (13 - number, 12)
        return (match.end(), *_months(year, first, last), None)
    return _weeks(text, at, None if year is None else date(year, 1, 1))


def _weeks(text: str, at: int, origin: date | None) -> Part | None:
    match = _NTH_WEEK.match(text, at)
    first, count = 1, 1
    if match is not None:
        first = 1 if match["first"] else whole_number(match["n"])
    else:
        match = _WEEKS.match(text, at)
        if match is None:
            return None
        count = whole_number(match["n"])
    if not (1 <= first <= 54 and 1 <= count <= 54):
        return None
    if origin is None:
        return match.end(), None, None, None
    monday = first_monday(origin) + timedelta(7 * (first - 1))
    return match.end(), monday, monday + timedelta(7 * count - 1), None


def part_of_month(text: str, at: int, year: int | None, month: int) -> tuple[int, date | None, date | None] | None:
    """A part of a month named at a place: its end, its first and last day."""
    match = _TEN_DAYS.match(text, at)
    if match is not None:
        return (match.end(), *ten_days(year, month, match.group()))
    match = _START_OF_MONTH.match(text, at)
    if match is not None:
        return (match.end(), *_days(year, month, 1, 5))
    match = _END_OF_MONTH.match(text, at)
    if match is not None:
        last = None if year is None else last_of(year, month)
        return match.end(), last, last
    match = _MIDDLE_OF_MONTH.match(text, at)
    if match is not None:
        return (match.end(), *_days(year, month, 11, 20))
    origin = None if year is None else date(year, month, 1)
    weekday = _NTH_WEEKDAY.match(text, at)
    if weekday is not None:
        return weekday.end(), *_nth_weekday(origin, whole_number(weekday["n"]), "一二三四五六日".index(weekday["day"]))
    weeks = _weeks(text, at, origin)
    return weeks[:3] if weeks else None


def _nth_weekday(origin: date | None, count: int, weekday: int) -> tuple[date | None, date | None]:
    if origin is None:
        return None, None
    day = origin + timedelta((weekday - origin.weekday()) % 7 + 7 * (count - 1))
    return day, day


def ten_days(year: int | None, month: int, name: str) -> tuple[date | None, date | None]:
    """The days of a third or a half of a month."""
    first, last = {
        "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31), "中下旬": (11, 31),
        "上中旬": (1, 20), "中上旬": (1, 20),
    }[name]  # fmt: skip
    return _days(year, month, first, last)


def _days(year: int | None, month: int, first: int, last: int) -> tuple[date | None, date | None]:
    if year is None:
        return None, None
    return date(year, month, first), min(
        date(year, month, min(last, 28)) + timedelta(max(0, last - 28)), last_of(year, month)
    )
