"""What a query writes with signs: texts with gaps, names that are nearly so, ranges of days."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from ..errors import UsageError
from . import analysis

# How far a gap reaches, in characters without signs and spaces.
REACH = 20
_GAPS = re.compile(r"\*+|[?？]")
_DAY = r"(\d{4})(?:[-/年.](\d{1,2})(?:[-/月.](\d{1,2})日?|月)?|年)?"
_RANGE = re.compile(rf"\s*(?:{_DAY})?\s*(\.\.|~|至|到)?\s*(?:{_DAY})?\s*")


def pieces(text: str) -> list[str]:
    """What stands between the gaps of a text, squeezed."""
    return [piece for piece in map(analysis.squeeze, _GAPS.split(text)) if piece]


@lru_cache(maxsize=256)
def compiled(text: str) -> re.Pattern[str]:
    """The pattern that finds a text with gaps in a squeezed text."""
    found = "".join(
        f".{{0,{REACH}}}?" if part.startswith("*") else "." if part in "?？" else re.escape(analysis.squeeze(part))
        for part in re.split(r"(\*+|[?？])", text)
        if part
    )
    return re.compile(found)


def nearly_pieces(text: str) -> list[str]:
    """The halves of a name: where one character is changed, one half stands unchanged."""
    wanted = analysis.squeeze(text)
    return [wanted[: len(wanted) // 2], wanted[len(wanted) // 2 :]]


@lru_cache(maxsize=256)
def compiled_nearly(text: str) -> re.Pattern[str]:
    """The pattern that finds a name with one character changed, missing or added, in a squeezed text."""
    wanted = analysis.squeeze(text)
    ways = [re.escape(wanted)]
    for place in range(len(wanted)):
        before, after = re.escape(wanted[:place]), re.escape(wanted[place + 1 :])
        ways += [f"{before}.?{after}", f"{before}.{re.escape(wanted[place:])}" if place else f"{before}{after}"]
    return re.compile("|".join(dict.fromkeys(ways)))


def issued_range(text: str) -> tuple[str, str]:
    """The first and the last day, YYYY-MM-DD, of a day, month or year, or of a range of them open at one end.

    Raises:
        UsageError: it is none of these.
    """
    match = _RANGE.fullmatch(text)
    if not match or not (match[1] or match[5]):
        raise UsageError(
            f"issued: takes a day, month or year such as 2021-06 or a range 2021-01-01..2021-06, not {text!r}"
        )
    first = _day(match[1], match[2], match[3], False) if match[1] else "0000-01-01"
    if not match[4]:
        return first, _day(match[1], match[2], match[3], True)
    return first, _day(match[5], match[6], match[7], True) if match[5] else "9999-12-31"


def _day(year: str, month: str | None, day: str | None, last: bool) -> str:
    months = int(month) if month else 12 if last else 1
    if not 1 <= months <= 12:
        raise UsageError(f"issued: there is no month {month}")
    days = int(day) if day else calendar.monthrange(int(year), months)[1] if last else 1
    return f"{int(year):04}-{months:02}-{days:02}"
