"""A calendar (iCalendar, RFC 5545) of what is due."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import IO, Any

from .. import __version__

Json = Mapping[str, Any]

_RULES = {
    "year": "FREQ=YEARLY",
    "half_year": "FREQ=MONTHLY;INTERVAL=6",
    "quarter": "FREQ=MONTHLY;INTERVAL=3",
    "month": "FREQ=MONTHLY",
    "week": "FREQ=WEEKLY",
    "day": "FREQ=DAILY",
}
_ESCAPED = re.compile(r"([\\;,])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# How many bytes a line may have before it is folded.
_LINE = 75


def is_dated(record: Json) -> bool:
    """Whether a record has a day to stand at: that on which its time ends, or on which something recurrent begins."""
    when = record.get("when") or {}
    return bool(when.get("end") or (when.get("every") and when.get("start")))


def write(records: Sequence[Json], issued: Mapping[str, str | None], file: IO[str]) -> None:
    """The dated records as all-day events: at the day on which the time ends; what is recurrent, as often as it comes.

    Args:
        records: as the catalogue gives them, with "source".
        issued: the day each document was issued on by its id; events are stamped with it, so that the same catalogue
            gives the same calendar.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//policykb {__version__}//ZH", "CALSCALE:GREGORIAN"]
    for record in filter(is_dated, records):
        lines += _event(record, issued.get(record["document"]))
    lines.append("END:VCALENDAR")
    file.writelines(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(record: Json, issued: str | None) -> Iterator[str]:
    when = record["when"]
    every = _RULES.get(when.get("every") or "")
    day = date.fromisoformat(when["start"] if every and when["start"] else when["end"])
    identity = f"{record['document']} {record['kind']} {record['evidence']['span']} {when} {record['quote']}"
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(identity.encode()).hexdigest()[:32]}@policykb"
    yield f"DTSTAMP:{(issued or '1970-01-01').replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    if every:
        until = f";UNTIL={when['end'].replace('-', '')}" if when["end"] and when["start"] else ""
        yield f"RRULE:{every}{until}"
    yield f"SUMMARY:{_escaped(record.get('action') or record.get('indicator') or record['quote'])}"
    origin = " ".join(filter(None, (record.get("source"), record.get("doc_number"), record.get("section"))))
    yield f"DESCRIPTION:{_escaped(record['quote'])}\\n{_escaped(origin)}"
    yield f"CATEGORIES:{record['kind'].upper()}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPED.sub(r"\\\1", plain).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, no character cut; each but the first begins with a blank."""
    piece = ""
    for character in line:
        if len((piece + character).encode("utf-8", "replace")) > _LINE:
            yield piece
            piece = " "
        piece += character
    yield piece
