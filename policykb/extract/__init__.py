"""Notice to typed records: targets, facts, subsidies, deadlines, obligations and references, each with evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import Issue, Notice
from ..records import Record
from .checks import checks
from .deadlines import deadlines
from .obligations import obligations
from .quantities import quantities
from .reading import NoticeReading
from .references import references
from .subsidies import subsidies
from .table_targets import table_targets

Extractor = Callable[[NoticeReading], Iterator[Record | Issue]]

EXTRACTORS: tuple[Extractor, ...] = (quantities, table_targets, subsidies, deadlines, obligations, references)


def extract(notice: Notice) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
    """The records of a notice in the order of its text, and what was seen and not understood."""
    reading = NoticeReading(notice)
    found = [item for extractor in EXTRACTORS for item in extractor(reading)]
    records = sorted((item for item in found if isinstance(item, Record)), key=lambda record: record.evidence.span)
    issues = [item for item in found if isinstance(item, Issue)]
    return tuple(records), (*issues, *checks(records))
