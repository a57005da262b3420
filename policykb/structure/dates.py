"""Days as documents write them under their signature or title: of the values in a text, those that are one day."""

from __future__ import annotations

import re
from datetime import date

from .. import values

_LIKELY = re.compile(r"年.{1,4}月|(?:19|20)\d{2}[-/.]\d")


def days_in(text: str) -> list[tuple[date, int, int]]:
    """Every day with its year in a text, with start and end, in order."""
    if not _LIKELY.search(text):
        return []
    found = []
    for value in values.find(text):
        when = value.when
        if when is not None and when.start is not None and when.start == when.end and not when.inferred_year:
            found.append((when.start, value.core.start, value.core.end))
    return found


def day_in(text: str) -> tuple[date, int, int] | None:
    """The first day in a text; None where there is none that the calendar has."""
    return next(iter(days_in(text)), None)


def only_day(text: str) -> date | None:
    """The day that a line consists of, in brackets or not; None where it says anything else."""
    words = "".join(text.split()).strip("（）()")
    hit = day_in(words) if len(words) <= 24 else None
    return hit[0] if hit is not None and hit[1] == 0 and hit[2] == len(words) else None
