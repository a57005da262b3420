"""Points of time with a calendar: years, halves, quarters, months, ten days, weeks and days, as text names them.

A `Point` keeps which year and month it names, so that the second half of a range can take them over (2016年9月——12月).
Years may be Gregorian (二〇二一年, 08年), of the Republic (民国111年) or relative (去年, 明年).
"""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from .dateparts import MONTH, last_of, month_number, months_of_quarter, part_of_month, part_of_year, span_of_month
from .numeral import DIGITS, evaluate

Grain = Literal["year", "part", "month", "days", "day", "range"]


@dataclass(frozen=True, slots=True)
class Point:
    """A named stretch of days.

    Args:
        since, until: its first and last day; None when no reference says which year, or no such day exists.
        year, month: what the text names or the reference gives.
        inferred: the year is not in the text.
        invalid: there is no such day (2月30日).
        anaphoric: 当年, 次年: bound to something said before.
    """

    start: int
    end: int
    grain: Grain
    since: date | None = None
    until: date | None = None
    year: int | None = None
    month: int | None = None
    inferred: bool = False
    invalid: bool = False
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """A year and where its name ends."""

    end: int
    number: int | None
    inferred: bool = False
    anaphoric: bool = False


_C = DIGITS.replace("两", "")
_YEAR = re.compile(
    rf"(?:公元|西元)?(?:(?P<four>[12]\d{{3}})|(?P<digits>[一二][{_C}]{{3}})"
    rf"|(?P<words>(?:[二两]千|一千(?=[一二三四五六七八九]百))(?:[{_C}]百)?(?:[零〇]?[{_C}]?十?[{_C}]?)))年(?P<grade>度)?"
)
_SHORT_YEAR = re.compile(
    rf"(?<![\d{DIGITS}十百千万.])(?:(?P<zero>0\d|[〇零][{_C}])|(?P<two>[1-9]\d|[一二七八九][{_C}]))年(?!代)(?P<next>的?(?:第?[1-4一二三四]季|[上下]半年|\d{{1,2}}月|[一二三四五六七八九十]+月|第\d|[年]?[底末初]))?"
)
_REPUBLIC = re.compile(
    rf"(?:中华)?民国(?P<named>元|\d{{1,3}}|[{DIGITS}十百]{{1,6}})年度?|(?<![\d第])(?P<bare>1[0-3]\d)(?:年(?=\d{{1,2}}月)|年度)"
    rf"|(?<![{DIGITS}十百千万\d第])(?P<counted>一百[零一二三十]?[{_C}十]{{0,3}}|[{_C}]十[{_C}]?)年(?:(?=[{_C}十元]{{1,3}}月[{_C}十]{{1,3}}日)|度)"
)
_RELATIVE_YEARS = {
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2, "大前年": -3, "明年": 1, "来年": 1, "下年": 1,
    "下一年": 1, "后年": 2, "大后年": 3, "当年": 0, "同年": 0, "次年": 1, "翌年": 1, "前一年": -1,
}  # fmt: skip
_ANAPHORIC = frozenset({"当年", "同年", "次年", "翌年", "前一年"})
_RELATIVE_YEAR = re.compile(
    "(?P<word>" + "|".join(sorted(_RELATIVE_YEARS, key=len, reverse=True)) + ")(?!纪|级|轻|龄|代|报|刊|鉴)度?"
)
_NUMERIC = re.compile(
    r"(?P<y>[12]\d{3})(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d])(?!\.\d)"
)
_YEAR_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})[-/.](?P<m>0[1-9]|1[0-2])(?![\d/.-]|[万亿元%个])")
_AMERICAN = re.compile(r"(?P<m>0?[1-9]|1[0-2])/(?P<d>3[01]|[12]\d|0?[1-9])/(?P<y>(?:19|20)\d{2})(?!\d)")
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\dA-Za-z万亿元个人名家户.,])"
)
_DAY = re.compile(
    r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|初?[一二三四五六七八九])"
    r"(?P<mark>日|号(?![线楼文令院])|(?![\w%.]))"
)
_LAST_DAY = re.compile("最后一[天日]|末日")
_WEEKDAY_NOTE = re.compile("[（(](?:星期|周|礼拜)[一二三四五六日天][)）]")
TIME_OF_DAY = re.compile(
    r"(?:上午|下午|晚上?|早上?|中午|凌晨|午间)?(?:(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?|[时点](?:[0-5]?\d分?|半|整|许)?)"
    r"|(?:二十[一二三四]?|十[一二三四五六七八九]?|[一二三四五六七八九两零])[时点](?:半|整|[一二三四五六七八九十]{1,3}分)?)|上午|下午|晚间?|零时|24时"
)
_DAY_WORDS = {
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
    "后天": 2,
    "大前天": -3,
    "大后天": 3,
}
_DAY_WORD = re.compile("(?:" + "|".join(sorted(_DAY_WORDS, key=len, reverse=True)) + ")(?!性|下(?!午))")
_WEEK = re.compile(
    "(?P<which>上上|下下|上|下|本|这)(?P<ge>一?个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?(?![期年边围长报刊])"
)
_WEEKDAY = re.compile("(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?![一二三四五六七八九十至到、])")


def point_at(text: str, start: int, reference: date | None) -> Point | None:
    """The longest point of time that begins at a place of a folded text."""
    character = text[start]
    if character.isdigit():
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


def year_at(text: str, start: int, reference: date | None) -> Year | None:
    """The year whose name begins at a place, with 年 or 年度."""
    match = _YEAR.match(text, start)
    if match is not None:
        number = int(match["four"]) if match["four"] else _number(match["digits"] or match["words"])
        return Year(match.end(), number) if 1000 <= number <= 2999 else None
    match = _REPUBLIC.match(text, start)
    if match is not None:
        named = match["named"] or match["bare"] or match["counted"]
        return Year(match.end(), 1911 + (1 if named == "元" else _number(named)))
    match = _RELATIVE_YEAR.match(text, start)
    if match is not None and (start == 0 or text[start - 1] not in "以较"):
        relative = None if reference is None else reference.year + _RELATIVE_YEARS[match["word"]]
        return Year(match.end(), relative, True, match["word"] in _ANAPHORIC)
    match = _SHORT_YEAR.match(text, start)
    if match is not None and (match["zero"] or match["next"]):
        two = _number(match["zero"] or match["two"])
        return Year(match.end() - len(match["next"] or ""), two + (2000 if two < 50 else 1900))
    return None


def _number(numeral: str) -> int:
    value = evaluate(numeral)
    return int(value) if value is not None else 0


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
    relative = _relative_quarter(text, start, reference) or _relative_month(text, start, reference)
    return relative or _month_left_out(text, start, reference) or _relative_day(text, start, reference)


def month_at(text: str, start: int, at: int, year: int | None, inferred: bool) -> Point | None:
    """A month that is named at `at`, with its day or part; `start` is where the whole point began."""
    match = MONTH.match(text, at)
    if match is None:
        return None
    month = month_number(match["month"])
    return _inside_month(text, start, match.end(), year, month, inferred)


def _inside_month(text: str, start: int, at: int, year: int | None, month: int, inferred: bool) -> Point:
    inner = at + (text[at : at + 1] == "的")
    day = _DAY.match(text, inner)
    if day is not None and (day["mark"] or inner == at):
        return day_point(start, _noted(text, day.end()), year, month, _number(day["d"].lstrip("初")), inferred)
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


def day_point(start: int, end: int, year: int | None, month: int, day: int, inferred: bool) -> Point:
    """A day; where the year is inferred and has no 29 February the last year that has one."""
    point = Point(start, end, "day", year=year, month=month, inferred=inferred)
    if year is None:
        return replace(point, invalid=not 1 <= day <= 31)
    while inferred and (month, day) == (2, 29) and not isleap(year):
        year -= 1
    try:
        found = date(year, month, day)
    except ValueError:
        return replace(point, invalid=True)
    return replace(point, since=found, until=found, year=year)


def _numeric_at(text: str, start: int) -> Point | None:
    match = _NUMERIC.match(text, start) or _COMPACT.match(text, start) or _AMERICAN.match(text, start)
    if match is not None:
        return day_point(start, match.end(), int(match["y"]), int(match["m"]), int(match["d"]), False)
    match = _YEAR_MONTH.match(text, start)
    if match is None:
        return None
    since, until = span_of_month(int(match["y"]), int(match["m"]))
    return Point(start, match.end(), "month", since, until, int(match["y"]), int(match["m"]))


_MONTHS = {"本月": 0, "这个月": 0, "当月": 0, "上月": -1, "上个月": -1, "上一个月": -1, "下月": 1, "下个月": 1, "次月": 1,
           "上上个月": -2, "下下个月": 2, "上一月": -1, "下一个月": 1, "上上月": -2, "下下月": 2, "下一月": 1}  # fmt: skip
_RELATIVE_MONTH = re.compile("(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")(?!报|刊|末)份?")


def _relative_month(text: str, start: int, reference: date | None) -> Point | None:
    match = _RELATIVE_MONTH.match(text, start)
    if match is None or (start and text[start - 1] in "以"):
        return None
    word = match.group().removesuffix("份")
    anaphoric = word in ("当月", "次月")
    if reference is None:
        return Point(start, match.end(), "month", inferred=True, anaphoric=anaphoric)
    index = reference.year * 12 + reference.month - 1 + _MONTHS[word]
    point = _inside_month(text, start, match.end(), index // 12, index % 12 + 1, True)
    return replace(point, anaphoric=anaphoric)


_QUARTER = re.compile("(?P<which>上|本|这|下|当|前)(?:一?个)?季度(?P<tail>[初中末底])?(?!报)")
_MONTH_LEFT_OUT = re.compile("(?P<part>上旬|中旬|下旬|上半月|下半月|月底|月末|月初)(?!余额)")


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
    match = _DAY_WORD.match(text, start)
    if match is not None:
        if reference is None:
            return Point(start, match.end(), "day", inferred=True)
        day = reference + timedelta(_DAY_WORDS[match.group()])
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
