"""The paragraphs of a stretch of a binary Word file gathered into paragraphs and tables, tables in cells too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from .doc_file import WordFile
from .doc_lists import DocLists
from .doc_shapes import Shapes
from .doc_styles import ParagraphFormat, Styles
from .doc_text import ParagraphText
from .list_labels import joined

_ENDS = re.compile(r"[\r\x07\x0c]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its number before it, and what hangs on it; `number` counts paragraphs from 1."""

    text: str
    format: ParagraphFormat
    number: int
    size: float | None
    boxes: tuple[tuple[int, int] | str, ...] = ()
    notes: tuple[int, ...] = ()


@dataclass
class Row:
    """A row's cells, each with what stands in it; `format` is that of the mark at its end."""

    cells: list[list[Item]]
    format: ParagraphFormat | None


@dataclass
class Table:
    """A table while and after it is read; `items` are those of the cell that is open, `cells` those of the open row."""

    rows: list[Row] = field(default_factory=list)
    cells: list[list[Item]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def end_cell(self) -> None:
        """Close the open cell."""
        self.cells.append(self.items)
        self.items = []

    def end_row(self, paragraph: ParagraphFormat | None, deleted: bool = False) -> None:
        """Close the open row; one that was deleted leaves nothing."""
        if self.items:
            self.end_cell()
        if self.cells and not deleted:
            self.rows.append(Row(self.cells, paragraph))
        self.cells = []


Item: TypeAlias = Line | Table


@dataclass
class Story:
    """The reading of one document: its definitions, and what was counted so far."""

    word: WordFile
    styles: Styles
    lists: DocLists
    shapes: Shapes
    paragraphs: int = 0
    pictures: int = 0
    objects: list[str] = field(default_factory=list)

    def items(self, start: int, end: int, on_paper: bool) -> list[Item]:
        """The paragraphs and tables of a stretch, in order."""
        found: list[Item] = []
        open_tables: list[Table] = []

        def close(depth: int) -> None:
            while len(open_tables) > depth:
                table = open_tables.pop()
                table.end_row(None)
                if table.rows:
                    (open_tables[-1].items if open_tables else found).append(table)

        carried = ""
        for first, mark, paragraph in self._paragraphs(start, end):
            close(paragraph.depth)
            while len(open_tables) < paragraph.depth:
                open_tables.append(Table())
            deleted = self.styles.run(self.word.characters.at(mark), paragraph.style).deleted
            if paragraph.ends_row and open_tables:
                open_tables[-1].end_row(paragraph, deleted)
                continue
            line = self._line(first, mark, paragraph, carried, deleted, on_paper and not paragraph.depth)
            ends_cell = bool(open_tables) and (
                paragraph.ends_cell if paragraph.depth > 1 else self.word.text[mark : mark + 1] == "\x07"
            )
            carried = line.text if deleted and not ends_cell else ""
            if carried:
                line = Line("", paragraph, line.number, None, line.boxes, line.notes)
            (open_tables[-1].items if open_tables else found).append(line)
            if ends_cell:
                open_tables[-1].end_cell()
        close(0)
        if carried:
            found.append(Line(carried, ParagraphFormat(0), self.paragraphs, None))
        return found

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int, ParagraphFormat]]:
        """Where each paragraph begins and its mark stands; a page break is a mark only where a paragraph ends."""
        first = start
        for found in _ENDS.finditer(self.word.text, start, end):
            mark = found.start()
            if found[0] != "\x0c" or self.word.paragraphs.ends_at(mark + 1):
                yield first, mark, self.styles.paragraph(mark)
                first = mark + 1
        if first < end:
            yield first, end, self.styles.paragraph(end - 1)

    def _line(
        self, start: int, mark: int, paragraph: ParagraphFormat, carried: str, mark_deleted: bool, on_paper: bool
    ) -> Line:
        self.paragraphs += 1
        read = ParagraphText(self.word, self.styles, paragraph.style, on_paper and not paragraph.shaded)
        read.read(start, mark)
        self.pictures += read.pictures
        self.objects += read.objects
        text = read.text
        if not mark_deleted and (text.strip() or self._may_count(read, mark, paragraph)):
            label, suffix = self.lists.label(paragraph)
            text = joined(label, suffix, text.lstrip(" \t\u3000")) if text.strip() else label
        boxes: list[tuple[int, int] | str] = []
        for place in read.anchors:
            boxes += self.shapes.word_art.get(place, [])
            boxes += self.shapes.boxes.get(place, [])
        return Line(carried + text, paragraph, self.paragraphs, read.size, tuple(boxes), tuple(read.notes))

    def _may_count(self, read: ParagraphText, mark: int, paragraph: ParagraphFormat) -> bool:
        """Whether an empty paragraph shows its number: not one that ends a section, holds a picture, or is hidden."""
        hidden = self.styles.run(self.word.characters.at(mark), paragraph.style).hidden
        ends_section = self.word.text[mark : mark + 1] == "\x0c"
        return not (hidden or ends_section or read.pictures or read.anchors or read.objects)
