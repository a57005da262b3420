"""Word documents in XML (.docx, .docm, .dotx, Strict, flat): blocks in the order of the body.

Numbering is counted as Word counts it, revisions are accepted, hidden text, comments, headers and footers stay out. A
table inside a cell is a table of its own after the one that holds it; a frame of one cell is not a table.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..errors import UnreadableError
from ..model import BlockKind, Content, Issue, Locator, Source
from .base import Draft, Reader, sentence_lines
from .docx_chunks import append, chunk
from .docx_numbering import Numbering, load_numbering
from .docx_package import Element, Package, W, is_word, open_package
from .docx_styles import Styles, load_styles
from .docx_tables import grid, only_cell
from .docx_text import ParagraphText, unwrapped
from .list_labels import joined

_BLOCKS = ("p", "tbl", "altChunk", "subDoc")
_EMPTY = Issue("empty", "the document holds no text")


@dataclass
class Story:
    """The reading of one document: its definitions, and the blocks so far."""

    package: Package
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    draft: Draft
    inner: bool = False
    paragraphs: int = 0
    endnotes: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    _carried: str = ""
    _noted: set[str] = field(default_factory=set)

    def blocks(self, parent: Element, kind: BlockKind = "paragraph") -> None:
        """Add everything that stands in a body, a box or a note."""
        for element in unwrapped(parent, *_BLOCKS):
            if element.tag == W + "p":
                self._paragraph(element, kind)
            elif element.tag == W + "tbl":
                self._table(element, kind)
            else:
                self._chunk(element, kind)
        self._flush(kind)

    def _chunk(self, element: Element, kind: BlockKind) -> None:
        """Add a document of another format that stands in this one."""
        self._flush(kind)
        nested = (lambda source: _read(source, inner=True)) if not self.inner else None
        content = chunk(self.package, element, nested) if element.tag == W + "altChunk" else None
        if content is None:
            self.embedded.append("document")
        else:
            append(self.draft, content, self.paragraphs)

    def _paragraph(self, element: Element, kind: BlockKind) -> None:
        read, text = self._read(element, on_paper=kind == "paragraph")
        if _mark_deleted(element):
            # The end of this paragraph was deleted or moved away, so it runs on into the next one.
            self._carried += text
        else:
            text, self._carried = self._carried + text, ""
            style = read.style
            for line in sentence_lines(text):
                self.draft.paragraph(
                    line,
                    kind,
                    Locator(paragraph=self.paragraphs),
                    level=style.level,
                    align=style.align,
                    size=read.size,
                )
        self._hangers(read.boxes, read.footnotes)

    def _read(self, element: Element, on_paper: bool = False) -> tuple[ParagraphText, str]:
        """A paragraph's parts, and its text with its number before it; an empty one counts but stays empty."""
        self.paragraphs += 1
        style = self.styles.paragraph(element.find(W + "pPr"))
        read = ParagraphText(self.styles, style, on_paper).read(element)
        self.endnotes += read.endnotes
        self.embedded += read.embedded
        text = read.text
        if _mark_deleted(element) or not (text.strip() or _may_count(element)):
            return read, text
        label, suffix = self.numbering.label(style)
        return read, joined(label, suffix, text.lstrip(" \t\u3000")) if text.strip() else label

    def _flush(self, kind: BlockKind) -> None:
        text, self._carried = self._carried, ""
        self.draft.paragraph(text, kind, Locator(paragraph=self.paragraphs))

    def _hangers(self, boxes: list[Element | str], footnotes: list[str]) -> None:
        for box in boxes:
            if isinstance(box, str):
                self.draft.paragraph(box, "textbox", Locator(paragraph=self.paragraphs))
            else:
                self.blocks(box, "textbox")
        for note in footnotes:
            self.note("footnote", note)

    def note(self, kind: str, note_id: str) -> None:
        """Add a footnote or endnote, the first time it is referred to."""
        note = self.notes.get((kind, note_id))
        if note is not None and f"{kind} {note_id}" not in self._noted:
            self._noted.add(f"{kind} {note_id}")
            self.blocks(note, "footnote")

    def _table(self, element: Element, kind: BlockKind) -> None:
        frame = only_cell(element)
        if frame is not None:
            self.blocks(frame, kind)
            return
        self._flush(kind)
        inner: list[Element] = []
        boxes: list[Element | str] = []
        footnotes: list[str] = []
        first = self.paragraphs + 1

        def text_of(cell: Element) -> str:
            lines: list[str] = []
            self._cell(cell, lines, inner, boxes, footnotes)
            return "\n".join(line for line in lines if line.strip())

        found = grid(element, text_of)
        self.draft.table(found.cells, Locator(paragraph=first), header_rows=found.header_rows)
        for table in inner:
            self._table(table, kind)
        self._hangers([], footnotes)

    def _cell(
        self,
        parent: Element,
        lines: list[str],
        inner: list[Element],
        boxes: list[Element | str],
        footnotes: list[str],
    ) -> None:
        carried = ""
        for element in unwrapped(parent, *_BLOCKS):
            if element.tag == W + "tbl":
                frame = only_cell(element)
                if frame is None:
                    inner.append(element)
                else:
                    self._cell(frame, lines, inner, boxes, footnotes)
            elif element.tag == W + "p":
                read, text = self._read(element)
                carried += text
                if not _mark_deleted(element):
                    lines.append(carried)
                    carried = ""
                footnotes += read.footnotes
                for box in read.boxes:
                    if isinstance(box, str):
                        lines.append(box)
                    else:
                        self._cell(box, lines, inner, boxes, footnotes)
        lines.append(carried)


def _may_count(paragraph: Element) -> bool:
    """Whether an empty paragraph shows its number: every one but those that only end a section or hold a picture."""
    properties = paragraph.find(W + "pPr")
    if properties is None or properties.find(W + "sectPr") is not None:
        return False
    return next(paragraph.iter(W + "drawing", W + "pict", W + "object"), None) is None


def _mark_deleted(paragraph: Element) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    found: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        root = package.xml(package.related(kind + "s"))
        for note in root.iterfind(W + kind) if root is not None else ():
            if note.get(W + "type") in (None, "normal"):
                found[kind, str(note.get(W + "id"))] = note
    return found


def _read(source: Source, inner: bool = False) -> Content:
    package = open_package(source.data)
    draft = Draft("docx", "lxml")
    root = package.xml(package.main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise UnreadableError(package.damage[0] if package.damage else "the document has no body")
    story = Story(package, load_styles(package), load_numbering(package), _notes(package), draft, inner)
    story.blocks(body)
    for note in story.endnotes:
        story.note("endnote", note)
    for name in dict.fromkeys(story.embedded):
        draft.issue("embedded", f"an embedded object was not read: {name}")
    for damage in dict.fromkeys(package.damage):
        draft.issue("damaged", damage)
    content = draft.content()
    return content if content.blocks else replace(content, issues=(*content.issues, _EMPTY))


READER = Reader("docx", "lxml", lambda source: is_word(source.data), lambda source: _read(source))
