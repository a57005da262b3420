"""What comes again: 每年, 每季度末, 每两年, 逐年, 按月, 按年度, 每年六月一日至六月三十日, 每周三."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from .. import lexicon
from .base import Amount, Every, When
from .date import TIME_OF_DAY, point_at
from .dateparts import whole_number
from .daterange import calendar_value
from .scan import Found, Scan
from .stretches import festival_name_at

_EVERY: dict[str, Every] = {
    "年": "year",
    "半年": "half_year",
    "季": "quarter",
    "月": "month",
    "周": "week",
    "天": "day",
}
_NAMES = {
    "年度": "年",
    "季度": "季",
    "月份": "月",
    "月度": "月",
    "星期": "周",
    "礼拜": "周",
    "日": "天",
    "自然年": "年",
    "学年": "年",
    "自然月": "月",
    "自然日": "天",
    "工作日": "天",
    "晚": "天",
    "个月": "月",
    "旬": "天",
    "半年度": "半年",
}
_UNIT = (
    "半年度|半年|年度|自然年|学年|年(?![龄级代纪轻产均])|季度|季(?!节)|个?自然月|月度|月份|月(?![嫂饼球])|周(?![边期围年岁])"
    "|星期|礼拜|旬|工作日|自然日|天(?![然津])|日(?![常程报益])|晚(?!会)"
)
_EACH = re.compile(rf"每逢?(?P<apart>间?隔)?(?P<n>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})?个?(?P<unit>{_UNIT})")
_BY = re.compile(rf"(?P<word>逐|按|分|隔)(?P<unit>{_UNIT})(?![一二两三四五六七八九十\d])")


@cache
def _words() -> tuple[re.Pattern[str], dict[str, lexicon.Row]]:
    rows = {row["word"]: row for row in lexicon.load("recurrences")}
    return re.compile("|".join(sorted(rows, key=len, reverse=True))), rows


_DAY = re.compile(r"(?P<d>3[01]|[12]\d|[1-9]|三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]")
_DAYS = re.compile(
    r"(?:\d{1,2}|[一二三]?十?[一二三四五六七八九])[日号]?(?:-|—{1,2}|~|至|到)(?:\d{1,2}|[一二三]?十?[一二三四五六七八九])[日号]"
)
_WEEKDAYS = re.compile(
    "(?:一三五|二四六|六日|[一二三四五六日天末](?:(?:[、和至到]|-)(?:周|星期)?[一二三四五六日天]){0,6})(?![次个名件天例期])"
)
_PART = re.compile(
    "(?:第[一二三四五1-5]个?|最后一?个?|首个?)(?:周末|(?:周|星期|礼拜)[一二三四五六日天]?|工作日|自然日)|最后(?:一|1)[天日]|最后一?[两二1-3]?个月|首月|末月|次月|初|末|底|中旬|上旬|下旬|第[一二三]个月|头|结束后|开始"
)
_SEASON = re.compile("[春夏秋冬](?:[、和]?[春夏秋冬]){0,3}[两二]?季")
# 每年3月、9月: a list of points in one period; 每年3、6、9月 with the unit once.
_NEXT = re.compile("[、和及与]")
_SHARED_MONTHS = re.compile(r"(?:\d{1,2}、){1,11}\d{1,2}月")
_CLOSER = re.compile("前后|以?前|之前|底前|左右|期间|起|后(?!续|期)")


def recurrence(scan: Scan, start: int, floor: int) -> Found | None:
    """A period, with the point in it if one is named; `amount` counts the units of 每两年 (2 of unit 年)."""
    text = scan.text
    match = _EACH.match(text, start)
    core = start
    if match is not None:
        count = whole_number(match["n"]) if match["n"] else 1
        count += match["apart"] is not None and count == 1 and not match["unit"].startswith("半年")
    elif (match := _BY.match(text, start)) is not None:
        core = start + 1
        count = 2 if match["word"] == "隔" else 1
        if match["word"] == "分" and match["unit"] not in ("年度", "季度", "月度"):
            return None
    else:
        return _named(text, start)
    count *= 10 if match["unit"] == "旬" else 1
    unit = _NAMES.get(match["unit"].removeprefix("个"), match["unit"])
    if count == 0 or unit not in _EVERY:
        return None
    end = _point_behind(scan, match.end(), unit) if match["unit"] != "年度" or text[start] == "每" else match.end()
    when = When("", every=_EVERY[unit])
    amount = Amount(Decimal(count), Decimal(count), False, unit)
    if end > match.end():
        core = start
    return Found(start, end, core, end, "recurrence", amount, when, "recurrence")


def _named(text: str, start: int) -> Found | None:
    pattern, rows = _words()
    match = pattern.match(text, start)
    if match is None:
        return None
    row = rows[match.group()]
    amount = Amount(Decimal(row["count"]), Decimal(row["count"]), False, row["unit"])
    when = When("", every=_EVERY[row["unit"]])
    return Found(start, match.end(), start, match.end(), "recurrence", amount, when, "recurrence.named")


def _points_of_year(scan: Scan, start: int) -> int | None:
    """The end of the months, days or parts of a year listed at a place; None if there are none."""
    text, end, at = scan.text, None, start
    for _ in range(12):
        point = point_at(text, at, None) if at < len(text) else None
        if point is not None and point.inferred and point.grain in ("month", "day", "days", "part"):
            found = calendar_value(Scan(scan.original, scan.folded, None), at, at)
            end = found.end if found else point.end
        elif (feast := festival_name_at(text, at)) is not None:
            end = feast
        else:
            return end
        joint = _NEXT.match(text, end)
        if joint is None:
            return end
        at = joint.end()
    return end


def _point_behind(scan: Scan, at: int, unit: str) -> int:
    """The end of the point inside the period that follows it: 每年|9月底前, 每月|4号, 每周|三."""
    text = scan.text
    inner = at + (text[at : at + 1] == "的")
    if inner >= len(text):
        return at
    end = at
    if unit == "年":
        season = _SEASON.match(text, inner) or _SHARED_MONTHS.match(text, inner)
        end = season.end() if season else _points_of_year(scan, inner) or at
    elif unit == "周":
        match = _WEEKDAYS.match(text, inner)
        end = match.end() if match else at
    else:
        match = (_DAYS.match(text, inner) or _DAY.match(text, inner) if unit == "月" else None) or _PART.match(
            text, inner
        )
        end = match.end() if match else at
        if match and (day := _DAY.match(text, end)) and match.group() != day.group() and "月" in match.group():
            end = day.end()
    if (hour := TIME_OF_DAY.match(text, end)) is not None:
        end = hour.end()
    closer = _CLOSER.match(text, end) if end > at else None
    return closer.end() if closer else end
