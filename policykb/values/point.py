"""A point of time: a named stretch of days, with what a range may take over from it (2016年9月——12月)."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

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
