"""The paragraphs of a stretch of a binary Word file gathered into paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import doc_sprms as sprm
from .doc_file import WordFile
from .doc_lists import DocLists
from .doc_rows import row_shapes
from .doc_shapes import Shapes
from .doc_styles import ParagraphFormat, Styles
from .doc_text import ParagraphText
from .flow import Flow, Items, Line
from .list_labels import joined

_ENDS = re.compile(r"[\r\x07\x0c]")


@dataclass
class Story:
    """The reading of one document: its definitions, notes by the place that refers to them, and counts."""

    word: WordFile
    styles: Styles
    lists: DocLists
    shapes: Shapes
    footnotes: dict[int, tuple[int, int]]
    endnotes: dict[int, tuple[int, int]]
    paragraphs: int = 0
    pictures: int = 0
    objects: list[str] = field(default_factory=list)
    later: list[tuple[int, int]] = field(default_factory=list)

    def items(self, start: int, end: int, on_paper: bool = False) -> Items:
        """The paragraphs and tables of a stretch, in order."""
        flow, carried = Flow(), ""
        for first, mark, paragraph in self._paragraphs(start, end):
            flow.enter(paragraph.depth)
            deleted = self.styles.run(self.word.characters.at(mark), paragraph.style).deleted
            if paragraph.ends_row and flow.tables:
                header = sprm.flag(paragraph.row, sprm.HEADER_ROW)
                flow.tables[-1].end_row(row_shapes(paragraph.row), header, deleted)
                continue
            at_cell_end = self.word.text[mark : mark + 1] == "\x07"
            ends_cell = bool(flow.tables) and (paragraph.ends_cell if paragraph.depth > 1 else at_cell_end)
            joins = deleted and not ends_cell
            line = self._line(first, mark, paragraph, joins, on_paper and not paragraph.depth)
            line.text, carried = ("", carried + line.text) if joins else (carried + line.text, "")
            flow.here.append(line)
            if ends_cell:
                flow.tables[-1].end_cell()
        if carried:
            flow.here.append(Line(carried, self.paragraphs))
        return flow.finished()

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

    def _line(self, start: int, mark: int, paragraph: ParagraphFormat, joins: bool, on_paper: bool) -> Line:
        """A paragraph; one that runs on into the next has no number."""
        self.paragraphs += 1
        read = ParagraphText(self.word, self.styles, paragraph.style, on_paper and not paragraph.shaded)
        read.read(start, mark)
        self.pictures += read.pictures
        self.objects += read.objects
        text = read.text
        if not joins and (text.strip() or self._may_count(read, mark, paragraph)):
            label, suffix = self.lists.label(paragraph)
            text = joined(label, suffix, text.lstrip(" \t\u3000")) if text.strip() else label
        line = Line(text, self.paragraphs, paragraph.level, paragraph.align, read.size)
        for place in read.anchors:
            line.boxes += [[Line(words, self.paragraphs)] for words in self.shapes.word_art.get(place, [])]
            line.boxes += [self.items(*box) for box in self.shapes.boxes.get(place, [])]
        for place in read.notes:
            if place in self.footnotes:
                line.notes.append(self.items(*self.footnotes[place]))
            elif place in self.endnotes:
                self.later.append(self.endnotes[place])
        return line

    def _may_count(self, read: ParagraphText, mark: int, paragraph: ParagraphFormat) -> bool:
        """Whether an empty paragraph shows its number: not one that ends a section, holds a picture, or is hidden."""
        hidden = self.styles.run(self.word.characters.at(mark), paragraph.style).hidden
        ends_section = self.word.text[mark : mark + 1] == "\x0c"
        return not (hidden or ends_section or read.pictures or read.anchors or read.objects)
