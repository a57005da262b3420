"""The order of the stages, and the one trap for a bad document."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .model import Issue, Source
from .records import Document
from .sources import MAX_BYTES, Erratum, correct, document_id, errata, load


def document(path: Path, max_bytes: int = MAX_BYTES) -> Document:
    """The document in a file that stands in no knowledge base.

    Raises:
        UnreadableError: the file is no document that can be read here.
    """
    return process(load(path, path.name, max_bytes), document_id(path.name), errata(path))


def process(source: Source, doc_id: str, corrections: tuple[Erratum, ...] = ()) -> Document:
    """A file as a document: read, normalised, corrected, parsed, extracted.

    Raises:
        UnreadableError: the file is no document that can be read here.
    """
    from .extract import extract
    from .normalize import normalize
    from .readers import read
    from .structure import parse

    content = read(source)
    text, normalising = normalize(content)
    text, correcting = correct(text, corrections)
    notice = parse(source, content, text)
    records, extracting = extract(notice)
    issues = (*content.issues, *normalising, *correcting, *notice.issues, *extracting)
    return Document(doc_id, hashlib.sha256(source.data).hexdigest(), notice, records, _in_order(issues))


def _in_order(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Each issue once, those about the whole document first, the others as they stand in the source."""

    def place(issue: Issue) -> tuple[int, int]:
        return (-1, -1) if issue.span is None else (issue.span.start, issue.span.end)

    return tuple(sorted(dict.fromkeys(issues), key=place))
