"""What every reader is, and the one way in which blocks become a content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model import Block, BlockKind, Cell, Content, Issue, Locator, Source
from ..text import Span

_SENTENCE_ENDS = "。；：！？!?;"


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader answers two questions: is this file mine, and what does it say?

    Args:
        name: the format's short name ("docx"), as `Content.format` gives it.
        library: what it reads with, for `Content.reader` and for messages.
        identify: looks at the bytes, never at the name alone; cheap.
        read: raises `UnreadableError` or a child of it with a reason of one line, without the file's name.
    """

    name: str
    library: str
    identify: Callable[[Source], bool]
    read: Callable[[Source], Content]


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell on its way into a draft: its place from 0, its text as in the file (line breaks as \\n), its reach."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None


@dataclass
class Draft:
    """Blocks put one after another; their texts, a line apart, become the source text.

    A table's cells are joined by tabs and its rows by line breaks, in the order of row and column, each cell once.
    """

    format: str
    reader: str
    fields: dict[str, str] = field(default_factory=dict)
    attachments: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0

    def paragraph(self, text: str, kind: BlockKind = "paragraph", locator: Locator | None = None, **marks: Any) -> None:
        """Add a paragraph; one that holds nothing but white space is left out. `marks`: level, align, size."""
        if text.strip():
            start = self._length
            self._write(text)
            self._blocks.append(Block(kind, Span(start, self._length), locator or Locator(), **marks))
            self._write("\n")

    def table(self, cells: Iterable[DraftCell], locator: Locator | None = None, **marks: Any) -> None:
        """Add a table; one without any text is left out. `marks`: header_rows, pages."""
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.col))
        if not any(cell.text.strip() for cell in ordered):
            return
        start, row, placed = self._length, None, []
        for cell in ordered:
            if row is not None:
                self._write("\t" if cell.row == row else "\n")
            row, begin = cell.row, self._length
            self._write(cell.text)
            span = Span(begin, self._length)
            placed.append(Cell(cell.row, cell.col, span, cell.rowspan, cell.colspan, cell.page))
        self._blocks.append(
            Block("table", Span(start, self._length), locator or Locator(), cells=tuple(placed), **marks)
        )
        self._write("\n")

    def issue(self, kind: str, message: str) -> None:
        """Note something about the whole document."""
        self.issues.append(Issue(kind, message))

    def content(self, fields: Mapping[str, str] | None = None) -> Content:
        """The finished content."""
        return Content(
            "".join(self._pieces),
            tuple(self._blocks),
            self.format,
            self.reader,
            {**self.fields, **(fields or {})},
            tuple(self.attachments),
            tuple(self.issues),
        )

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def sentence_lines(text: str) -> Iterator[str]:
    """A paragraph in which a forced line break follows the end of a sentence is several paragraphs to its reader."""
    start = 0
    for index, character in enumerate(text):
        if character == "\n" and text[start:index].rstrip()[-1:] in _SENTENCE_ENDS:
            yield text[start:index]
            start = index + 1
    yield text[start:].rstrip("\n")
