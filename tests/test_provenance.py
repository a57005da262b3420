"""The laws of docs/records.md, over every document of the corpus and a sample of the shared documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from policykb.codec import document_json
from policykb.errors import UnreadableError
from policykb.pipeline import process
from policykb.records import Document, Record
from policykb.sources import Found, errata, find, load
from policykb.text import Span
from policykb.values import find as values_of

HOME = Path(__file__).parents[1]
SHARED = HOME.parent / "shared" / "documents"
FORMATS = {".txt", ".html", ".docx", ".pdf"}


def documents(folder: Path) -> list[Found]:
    return [found for found in find(folder) if not (found.aside or found.reason)] if folder.is_dir() else []


def sample(every: int) -> list[Found]:
    """The seeds, and each n-th of the others."""
    found = [one for one in documents(SHARED) if one.path.suffix in FORMATS]
    return [one for n, one in enumerate(found) if n % every == 0 or one.place.startswith("seeds/")]


CORPUS = [pytest.param(found.path, id=found.place) for found in documents(HOME / "corpus")]
OTHERS = [pytest.param(found.path, id=found.place, marks=pytest.mark.shared) for found in sample(40)]
every_document = pytest.mark.parametrize("path", [*CORPUS, *OTHERS])


@cache
def read(path: Path) -> Document:
    try:
        return process(load(path, path.name), "id", errata(path))
    except UnreadableError as error:
        pytest.skip(f"no document: {error}")


@every_document
def test_every_quote_is_the_source_at_its_span(path: Path) -> None:
    document = read(path)
    source = document.notice.text.source
    for record in document.records:
        evidence = record.evidence
        assert evidence.quote == source[evidence.span.start : evidence.span.end]
        assert record.quote in document.notice.text.to_clean(evidence.span).cut(document.notice.text.clean)
        assert evidence.rule
        assert evidence.block is not None
        block = document.notice.content.blocks[evidence.block]
        assert block.span.overlaps(evidence.span)


@every_document
def test_every_time_stands_in_its_quote_or_in_what_governs_it(path: Path) -> None:
    document = read(path)
    for record in document.records:
        when = getattr(record, "when", None)
        if when is not None and when.text not in record.quote:
            assert when.inherited in ("heading", "title") or when.text in paragraph(document, record), record


def paragraph(document: Document, record: Record) -> str:
    """The paragraph of the clean text that a record stands in."""
    text = document.notice.text
    place = text.to_clean(record.evidence.span)
    start = text.clean.rfind("\n", 0, place.start) + 1
    end = text.clean.find("\n", place.end)
    return text.clean[start : end if end >= 0 else None]


@every_document
def test_every_figure_stands_in_its_quote(path: Path) -> None:
    for record in read(path).records:
        amount = getattr(record, "quantity", None) or getattr(record, "amount", None)
        if amount is None or amount.min is amount.max is None:
            continue
        said = [value.amount for value in values_of(record.quote) if value.amount]
        figures = {figure for one in said for figure in (one.min, one.max) if figure is not None}
        # Half a charge (减半) is a figure that stands in a word; a third of something is given in per cent.
        halved = amount.unit == "%" and amount.min == 50 and "半" in record.quote
        shares = {round(figure * 100, 2) for figure in figures if amount.unit == "%"}
        assert halved or {amount.min, amount.max} & (figures | shares), record


@every_document
def test_the_parts_lie_in_the_text(path: Path) -> None:
    document = read(path)
    notice = document.notice
    clean, source = notice.text.clean, notice.text.source
    blocks = notice.content.blocks
    assert all(one.span.end <= other.span.start for one, other in pairwise(blocks))
    assert all(cell.span in block.span for block in blocks for cell in block.cells)
    assert not blocks or blocks[-1].span.end <= len(source)
    for section in notice.outline:
        assert section.span in section.body
        assert section.body.end <= len(clean)
        assert section.label in section.span.cut(clean)
    for table in notice.tables:
        assert all(span in Span(0, len(clean)) for span in (table.span, *table.row_spans))
        assert all(len(row) == len(table.columns) for row in table.rows if table.columns)
    for issue in document.issues:
        assert issue.span is None or issue.span.end <= len(source)
        assert issue.message
        assert "\n" not in issue.message


@every_document
def test_the_clean_text_is_clean(path: Path) -> None:
    clean = read(path).notice.text.clean
    for line in clean.split("\n"):
        assert line == line.strip(" \N{IDEOGRAPHIC SPACE}"), line
    assert "\n\n" not in clean
    assert not set(clean) & {"\r", "\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}", "\N{SOFT HYPHEN}"}


def test_the_same_bytes_give_the_same_output_whatever_the_hashes_are() -> None:
    paths = [str(found.path) for found in documents(HOME / "corpus")]
    command = [sys.executable, "-m", "policykb", "extract", *paths]
    outputs = {
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("path", CORPUS)
def test_the_json_is_what_the_documentation_says(path: Path) -> None:
    data = json.loads(json.dumps(document_json(read(path)), ensure_ascii=False))
    for record in data["records"]:
        assert list(record)[:3] == ["kind", "quote", "section"]
        assert list(record)[-1] == "evidence"
    for table in data["tables"]:
        assert all(cell["text"] == cell["text"].strip() and "\n" not in cell["text"] for cell in table["cells"])
