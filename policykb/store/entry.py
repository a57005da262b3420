"""A document as the rows of the catalogue: made where the document was read, so that the writer only writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..codec import table_evidence
from ..model import Metadata
from ..records import Document
from .schema import HEAD, LAYOUTS, Layout, json_text, row

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document ready to be written.

    Args:
        head: the values of `document_columns`.
        rows: table name -> its rows: the object's number within the document (records of every kind are counted
            together, as they stand in the text), then the values of the layout's columns.
        grids: the evidence of each row of "grid", as JSON text.
    """

    id: str
    head: tuple[Any, ...]
    rows: dict[str, Rows]
    grids: tuple[str, ...]


def entry(document: Document, location: str, fingerprint: str) -> Entry:
    """The rows of a document that stands at a location (an absolute path) and was made under a fingerprint."""
    notice = document.notice
    own = {
        "id": document.id,
        "location": location,
        "place": notice.source.path or notice.source.name,
        "source": notice.source.name,
        "sha256": document.sha256,
        "fingerprint": fingerprint,
        "format": notice.content.format,
        "reader": notice.content.reader,
        "source_text": notice.text.source,
        "clean_text": notice.text.clean,
    }
    head = (*(own[name] for name in HEAD), json_text(notice.text.alignment.gaps), *row(Metadata, notice.metadata))
    rows = {layout.table: tuple(_rows(layout, document)) for layout in LAYOUTS}
    grids = tuple(json.dumps(table_evidence(table, notice)) for table in notice.tables)
    return Entry(document.id, head, rows, grids)


def _rows(layout: Layout, document: Document) -> Iterator[tuple[Any, ...]]:
    notice = document.notice
    parts: dict[str, tuple[Any, ...]] = {
        "block": notice.content.blocks,
        "section": notice.outline,
        "paragraph": notice.paragraphs,
        "attachment": notice.attachments,
        "grid": notice.tables,
        "issue": document.issues,
    }
    for number, part in enumerate(parts.get(layout.table, document.records)):
        if layout.table in parts or part.kind == layout.table:
            yield number, *row(layout.kind, part)
