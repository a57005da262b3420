"""What the stages hand to each other. Frozen, no input or output, no rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from . import __version__
from .text import Span, Text

PRODUCER = f"policykb {__version__}"

BlockKind = Literal["paragraph", "table", "footnote", "textbox"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found: its name, its place, and its bytes."""

    name: str
    data: bytes = field(repr=False)
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """The place of a block in its file; what a format does not have is None.

    Args:
        page: counted from 1.
        box: left, top, right, bottom in points from the page's upper left corner.
        paragraph: counted from 1 in the order of the file.
        sheet: the name of a worksheet.
        cell: the address of a worksheet's cell, such as "B7".
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is printed: its place in the grid (from 0), how far it reaches, and where its text stands."""

    row: int
    col: int
    span: Span
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table, in reading order; `span` is its place in `Content.source`.

    Args:
        cells: of a table, in order of row and column, each once however far it reaches.
        level: the outline level that the format itself names, from 1.
        align: "center" or "right" where the format says so.
        size: the height of the letters in points where the format says it.
        header_rows: how many rows the format itself marks as the table's header.
        pages: the pages a table stands on.
    """

    kind: BlockKind
    span: Span
    locator: Locator = Locator()
    cells: tuple[Cell, ...] = ()
    level: int | None = None
    align: str | None = None
    size: float | None = None
    header_rows: int | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was seen and not understood, or understood by a guess.

    `span` lies in the source text; None where the whole document is meant.
    """

    kind: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found in a file.

    Args:
        source: the text in reading order, never edited afterwards.
        blocks: cover `source` in order without overlapping; what lies between them is white space or is not the
            document.
        fields: what the file says about itself, under the keys of `Metadata` (title, doc_number, issuers, issued_on,
            published_on, source_site), as printed.
        attachments: names of files the document links to as its attachments.
        reader: which reader read it, by which library.
    """

    source: str
    blocks: tuple[Block, ...]
    format: str
    reader: str
    fields: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Where something was read: a quote that is the source text at its span, character for character.

    It is made from the source itself, so one whose quote differs from its source cannot be constructed.

    Raises:
        ValueError: the span reaches beyond the source or is empty.
    """

    source: InitVar[str]
    span: Span
    block: int | None = None
    page: int | None = None
    rule: str | None = None
    producer: str = PRODUCER
    pages: tuple[int, ...] = ()
    quote: str = field(init=False)

    def __post_init__(self, source: str) -> None:
        if not 0 <= self.span.start < self.span.end <= len(source):
            raise ValueError(f"no evidence at [{self.span.start}, {self.span.end}) of {len(source)} characters")
        object.__setattr__(self, "quote", self.span.cut(source))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; spans lie in the clean text.

    Args:
        label: the marker as written: "一、", "（二）", "第三条".
        title: the heading's own words, without the marker; may be empty.
        level: from 1.
        span: of the heading (marker and title).
        body: from the heading's start to the end of everything under it.
        path: the markers from the top down to this one, joined: "二、（三）".
        parent: the index of the section it stands in.
    """

    label: str
    title: str
    level: int
    span: Span
    body: Span
    path: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment as the document lists or carries it; `span` is its body in the clean text where it has one."""

    label: str
    title: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """The header of a document, in clean form; the element names of GB/T 9704-2012 stand in docs/records.md."""

    title: str | None = None
    inner_title: str | None = None
    doc_type: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    issued_on: date | None = None
    published_on: date | None = None
    source_site: str | None = None
    script: Literal["hans", "hant"] = "hans"


@dataclass(frozen=True, slots=True)
class Check:
    """A statement of the document about its own table, held against the table."""

    check: str
    expected: int | float | str
    found: int | float | str
    ok: bool


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its clean text; `span` lies in the clean text, None for a cell that was split from another."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """A count that a table's title or text states: 74 家."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its reading; `span` lies in the clean text.

    Args:
        cells: the grid as printed, merged cells once.
        columns: one name a column; a header of several rows as a path "2022年/计划".
        rows: the body, every merged cell filled, group labels without their bracketed count, totals apart.
        row_pages: the page of each row, None where the format has no pages.
        row_spans: where each row stands in the clean text.
    """

    span: Span
    cells: tuple[GridCell, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    label: str | None = None
    title: str | None = None
    unit: str | None = None
    declared: tuple[Declared, ...] = ()
    group_counts: Mapping[str, int] = field(default_factory=dict)
    totals: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    pages: tuple[int, ...] = ()
    row_pages: tuple[int | None, ...] = ()
    row_spans: tuple[Span, ...] = ()
    form: bool = False


Part = Literal["front", "letter", "plan", "attachment", "signature", "back"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the clean text outside tables, or a stretch of one in which several were run together.

    Args:
        part: "front" (title, number, addressees), "letter" (the covering notice's body, or the whole body of a
            document without a covering notice), "plan" (what a covering notice issues), "attachment", "signature",
            "back" (copies to, print notes, and what follows the document).
        section: the index in `Notice.outline` of the innermost section it belongs to.
        heading: the span of the heading at its start; equal to `span` where the line is nothing else.
    """

    span: Span
    part: Part
    section: int | None = None
    heading: Span | None = None


@dataclass(frozen=True)
class Notice:
    """A document with its structure; every span but those of `content` and `issues` lies in the clean text."""

    source: Source
    content: Content
    text: Text
    metadata: Metadata
    outline: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    attachments: tuple[Attachment, ...] = ()
    issues: tuple[Issue, ...] = ()

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.content.blocks]

    def evidence(self, span: Span, rule: str | None = None) -> Evidence:
        """The place in the source of a span of the clean text.

        Raises:
            ValueError: nothing of the source stands behind the span.
        """
        place = self.text.to_source(span)
        index = max(0, bisect_right(self._block_starts, place.start) - 1)
        block = self.content.blocks[index] if self.content.blocks else None
        page = block.locator.page if block else None
        if block and block.cells:
            page = next((cell.page for cell in block.cells if place.start in cell.span), page)
        return Evidence(self.text.source, place, index if block else None, page, rule)

    def section_at(self, offset: int) -> str | None:
        """The path of the innermost section around an offset of the clean text, None before the first."""
        found = None
        for section in self.outline:
            if section.body.start <= offset < section.body.end:
                found = section.path or found
        return found
