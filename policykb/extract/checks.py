"""What the records took from elsewhere: years that the text leaves out, times from a heading or the title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Issue
from ..records import Deadline, Record


def checks(records: Iterable[Record]) -> Iterator[Issue]:
    """What a reader should know of how the records were read; spans lie in the source.

    Only deadlines are named: a target repeats the time of the deadline it stands under.
    """
    for record in records:
        if not isinstance(record, Deadline):
            continue
        when = record.when
        if when.inherited is not None:
            message = f"{when.text}: the period comes from the {when.inherited}"
            yield Issue("inherited_time", message, record.evidence.span)
        elif when.inferred_year:
            days = " to ".join(str(day) for day in (when.start, when.end) if day is not None)
            yield Issue("inferred_year", f"{when.text}: understood as {days or 'open'}", record.evidence.span)
