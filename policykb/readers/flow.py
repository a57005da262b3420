"""What a word processor's file says on its way into a draft: paragraphs, tables in tables, what hangs on them.

Shared by the readers of binary Word, Rich Text and OpenDocument, so that the same document reads the same in each: a
table inside a cell is a table of its own after the one that holds it; a frame of one cell is not a table; boxes and
footnotes follow their paragraph, footnotes of a table follow the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ..model import BlockKind, Locator
from .base import Draft, sentence_lines
from .row_grid import CellShape, RowCell, grid, row_cells


@dataclass
class Line:
    """A paragraph with its number before it; `place` counts paragraphs from 1."""

    text: str
    place: int
    level: int | None = None
    align: str | None = None
    size: float | None = None
    boxes: list[Items] = field(default_factory=list)
    notes: list[Items] = field(default_factory=list)


@dataclass
class Row:
    """A row's cells, each with what stands in it, and the shape of each."""

    cells: list[Items]
    shapes: list[CellShape]
    header: bool = False


@dataclass
class Table:
    """A table while and after it is read; `items` are those of the open cell, `cells` those of the open row."""

    rows: list[Row] = field(default_factory=list)
    cells: list[Items] = field(default_factory=list)
    items: Items = field(default_factory=list)

    def end_cell(self) -> None:
        """Close the open cell."""
        self.cells.append(self.items)
        self.items = []

    def end_row(self, shapes: list[CellShape], header: bool = False, deleted: bool = False) -> None:
        """Close the open row; one that was deleted leaves nothing."""
        if self.items:
            self.end_cell()
        if self.cells and not deleted:
            self.rows.append(Row(self.cells, shapes, header))
        self.cells = []

    @property
    def only_cell(self) -> Items | None:
        """What stands in the one cell of a table that has no other: a frame around text, not a table."""
        return self.rows[0].cells[0] if len(self.rows) == 1 and len(self.rows[0].cells) == 1 else None

    def lines(self) -> Iterator[Line]:
        """The paragraphs that stand right in its cells."""
        return (item for row in self.rows for cell in row.cells for item in cell if isinstance(item, Line))


Item: TypeAlias = Line | Table
Items: TypeAlias = list[Item]


@dataclass
class Flow:
    """Paragraphs and tables as they come; a paragraph says how many tables it stands in."""

    items: Items = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def enter(self, depth: int) -> None:
        """Close and open tables until `depth` of them are open."""
        while len(self.tables) > depth:
            table = self.tables.pop()
            table.end_row([])
            if table.rows:
                self.here.append(table)
        while len(self.tables) < depth:
            self.tables.append(Table())

    @property
    def here(self) -> Items:
        """Where the next paragraph goes."""
        return self.tables[-1].items if self.tables else self.items

    def finished(self) -> Items:
        """All of it, with every table closed."""
        self.enter(0)
        return self.items


def write(draft: Draft, items: Items, kind: BlockKind = "paragraph") -> None:
    """Add paragraphs and tables to a draft."""
    for item in items:
        if isinstance(item, Table):
            _table(draft, item, kind)
            continue
        locator = Locator(paragraph=item.place)
        for text in sentence_lines(item.text):
            draft.paragraph(text, kind, locator, level=item.level, align=item.align, size=item.size)
        for box in item.boxes:
            write(draft, box, "textbox")
        for note in item.notes:
            write(draft, note, "footnote")


def _table(draft: Draft, table: Table, kind: BlockKind) -> None:
    frame = table.only_cell
    if frame is not None:
        write(draft, frame, kind)
        return
    first = next(table.lines(), None)
    inner: list[Table] = []
    notes: list[Items] = []
    rows: list[list[RowCell]] = []
    header_rows = 0
    for index, row in enumerate(table.rows):
        texts = []
        for cell in row.cells:
            lines: list[str] = []
            _cell(cell, lines, inner, notes)
            texts.append("\n".join(line for line in lines if line.strip()))
        rows.append(row_cells(texts, row.shapes))
        header_rows += header_rows == index and row.header
    draft.table(grid(rows), Locator(paragraph=first.place if first else None), header_rows=header_rows or None)
    for nested in inner:
        _table(draft, nested, kind)
    for note in notes:
        write(draft, note, "footnote")


def _cell(items: Items, lines: list[str], inner: list[Table], notes: list[Items]) -> None:
    """Gather a cell's lines, the tables in it, and its notes."""
    for item in items:
        if isinstance(item, Line):
            lines.append(item.text)
            notes += item.notes
            for box in item.boxes:
                _cell(box, lines, inner, notes)
        elif item.only_cell is not None:
            _cell(item.only_cell, lines, inner, notes)
        else:
            inner.append(item)
