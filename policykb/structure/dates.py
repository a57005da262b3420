"""Days as documents write them under their signature or title."""

from __future__ import annotations

import re
from datetime import date

from .markers import chinese_number

_FIGURE = "〇○零Ｏ一二三四五六七八九十百元\\d"
_DAY = re.compile(
    rf"(?P<era>(?:中华)?民国)?(?P<year>[{_FIGURE}]{{1,6}})年(?P<month>[{_FIGURE}]{{1,3}})月(?P<day>[{_FIGURE}]{{1,3}})[日号]"
)
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d.])"
)
_FOLD = str.maketrans({"○": "〇", "Ｏ": "〇"})


def day_in(text: str) -> tuple[date, int, int] | None:
    """The first day in a text, with its start and end; None where there is none that the calendar has."""
    closed = text
    for pattern in (_DAY, _NUMERIC):
        for found in pattern.finditer(closed):
            day = _day(found)
            if day is not None:
                return day, found.start(), found.end()
    return None


def days_in(text: str) -> list[tuple[date, int, int]]:
    """Every day in a text, in order."""
    found, place = [], 0
    while (hit := day_in(text[place:])) is not None:
        day, start, end = hit
        found.append((day, place + start, place + end))
        place += end
    return found


def only_day(text: str) -> date | None:
    """The day that a line consists of, in brackets or not; None where it says anything else."""
    words = "".join(text.split()).strip("（）()")
    hit = day_in(words)
    return hit[0] if hit is not None and hit[1] == 0 and hit[2] == len(words) else None


def _day(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    try:
        year = _number(groups["year"])
        if groups.get("era"):
            year += 1911
        elif year < 100:
            return None
        return date(year, _number(groups["month"]), _number(groups["day"]))
    except ValueError:
        return None


def _number(figure: str) -> int:
    return 1 if figure == "元" else chinese_number(figure.translate(_FOLD))
