"""Binary Word documents (.doc of Word 97 and later, .wps of Kingsoft): blocks in the order of the text.

Numbering is counted as Word counts it, deleted and hidden text, comments, headers and footers stay out. A table inside
a cell is a table of its own after the one that holds it; a frame of one cell is not a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model import BlockKind, Content, Locator, Source
from . import doc_sprms as sprm
from .base import Draft, Reader, sentence_lines
from .doc_file import ENDNOTE_REFERENCES, ENDNOTE_TEXTS, FOOTNOTE_REFERENCES, FOOTNOTE_TEXTS, WordFile, open_word
from .doc_lists import load_lists
from .doc_shapes import load_shapes
from .doc_story import Item, Line, Story, Table
from .doc_styles import load_styles
from .doc_tables import RowCell, grid, row_cells
from .ole import holds


@dataclass
class Writing:
    """The blocks so far, and the notes that paragraphs refer to by their place in the text."""

    story: Story
    draft: Draft
    footnotes: dict[int, tuple[int, int]]
    endnotes: dict[int, tuple[int, int]]
    later: list[tuple[int, int]] = field(default_factory=list)

    def stretch(self, start: int, end: int, kind: BlockKind) -> None:
        """Add everything that stands in a stretch of the text."""
        self.items(self.story.items(start, end, on_paper=kind == "paragraph"), kind)

    def items(self, items: list[Item], kind: BlockKind) -> None:
        """Add paragraphs and tables."""
        for item in items:
            if isinstance(item, Line):
                self._line(item, kind)
            else:
                self._table(item, kind)

    def _line(self, line: Line, kind: BlockKind) -> None:
        locator = Locator(paragraph=line.number)
        for text in sentence_lines(line.text):
            self.draft.paragraph(text, kind, locator, level=line.format.level, align=line.format.align, size=line.size)
        for box in line.boxes:
            self._box(box, locator)
        self._notes(line)

    def _box(self, box: tuple[int, int] | str, locator: Locator) -> None:
        if isinstance(box, str):
            self.draft.paragraph(box, "textbox", locator)
        else:
            self.stretch(*box, "textbox")

    def _notes(self, line: Line) -> None:
        for place in line.notes:
            if place in self.footnotes:
                self.stretch(*self.footnotes[place], "footnote")
            elif place in self.endnotes:
                self.later.append(self.endnotes[place])

    def _table(self, table: Table, kind: BlockKind) -> None:
        frame = _only_cell(table)
        if frame is not None:
            self.items(frame, kind)
            return
        first = next(_lines_of(table), None)
        inner: list[Table] = []
        referring: list[Line] = []
        rows: list[list[RowCell]] = []
        header_rows = 0
        for index, row in enumerate(table.rows):
            texts = []
            for cell in row.cells:
                lines: list[str] = []
                self._cell(cell, lines, inner, referring)
                texts.append("\n".join(line for line in lines if line.strip()))
            properties = row.format.row if row.format is not None else {}
            rows.append(row_cells(texts, properties))
            if header_rows == index and sprm.flag(properties, sprm.HEADER_ROW):
                header_rows += 1
        self.draft.table(
            grid(rows), Locator(paragraph=first.number if first else None), header_rows=header_rows or None
        )
        for nested in inner:
            self._table(nested, kind)
        for line in referring:
            self._notes(line)

    def _cell(self, items: list[Item], lines: list[str], inner: list[Table], referring: list[Line]) -> None:
        """Gather a cell's lines, the tables in it, and the lines that refer to notes."""
        for item in items:
            if isinstance(item, Table):
                frame = _only_cell(item)
                if frame is None:
                    inner.append(item)
                else:
                    self._cell(frame, lines, inner, referring)
                continue
            lines.append(item.text)
            if item.notes:
                referring.append(item)
            for box in item.boxes:
                if isinstance(box, str):
                    lines.append(box)
                else:
                    self._cell(self.story.items(*box, on_paper=False), lines, inner, referring)


def _lines_of(table: Table) -> Iterator[Line]:
    """The lines of a table, from its first cell on."""
    return (item for row in table.rows for cell in row.cells for item in cell if isinstance(item, Line))


def _only_cell(table: Table) -> list[Item] | None:
    """What stands in the one cell of a table that has no other: a frame around text, not a table."""
    if len(table.rows) == 1 and len(table.rows[0].cells) == 1:
        return table.rows[0].cells[0]
    return None


def _notes(word: WordFile, references: int, texts: int, stretch: tuple[int, int]) -> dict[int, tuple[int, int]]:
    """The stretch of each note's text by the place in the main text that refers to it."""
    places, _ = word.places(references, 2)
    _, body_end = word.stretches()[0]
    found = zip(places[:-1], word.parts_of(texts, 0, stretch), strict=False)
    return {place: note for place, note in found if note is not None and place < body_end}


def _read(source: Source) -> Content:
    word = open_word(source.data)
    styles = load_styles(word)
    story = Story(word, styles, load_lists(word, styles), load_shapes(word))
    body, footnotes, _, _, _, endnotes, _, _ = word.stretches()
    draft = Draft("doc", "olefile")
    writing = Writing(
        story,
        draft,
        _notes(word, FOOTNOTE_REFERENCES, FOOTNOTE_TEXTS, footnotes),
        _notes(word, ENDNOTE_REFERENCES, ENDNOTE_TEXTS, endnotes),
    )
    writing.stretch(*body, "paragraph")
    for box in story.shapes.loose:
        writing.stretch(*box, "textbox")
    for note in writing.later:
        writing.stretch(*note, "footnote")
    for name in dict.fromkeys(story.objects):
        draft.issue("embedded", f"an embedded object was not read: {name}")
    if story.pictures:
        draft.issue("pictures", f"pictures whose content was not read: {story.pictures}")
    for damage in word.damage:
        draft.issue("damaged", damage)
    content = draft.content()
    if not content.blocks:
        draft.issue("empty", "the document holds no text")
        return draft.content()
    return content


READER = Reader("doc", "olefile", lambda source: holds(source.data, "WordDocument"), _read)
