"""The text of one paragraph as Word prints it: revisions accepted, fields by their results, hidden text left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .docx_formulas import formula
from .docx_package import MC, Element, M, W
from .docx_styles import ParagraphStyle, Styles, number, switch, value
from .docx_symbols import field_text, symbol

_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"

# What does not show: deleted and moved-away text, instructions, properties, the readings beside ruby characters.
_SILENT = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "delText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr"),
        *("customXmlPr", "fldData", "ffData", "commentReference", "annotationRef", "footnoteRef", "endnoteRef"),
        *("softHyphen", "separator", "continuationSeparator"),
    )
)


@dataclass
class Field:
    """A field that is open while a paragraph is read: its instruction, and what its result has shown so far."""

    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    shown: int = 0
    preset: str = ""


@dataclass
class ParagraphText:
    """What stands in a paragraph: its text, and the boxes, notes and embedded objects that hang on it.

    `on_paper` says that nothing dark can lie behind it, as it may behind the text of a box or of a cell.
    """

    styles: Styles
    style: ParagraphStyle
    on_paper: bool = False
    pieces: list[str] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    boxes: list[Element | str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    _fields: list[Field] = field(default_factory=list)
    _size: float = 0.0

    @property
    def text(self) -> str:
        """The text; tabs as \\t, forced line breaks as \\n."""
        return "".join(self.pieces)

    @property
    def size(self) -> float | None:
        """The height in points of most of the letters."""
        return self.sizes.most_common(1)[0][0] if self.sizes else None

    def read(self, paragraph: Element) -> ParagraphText:
        """Walk a w:p."""
        self._size = self.style.size
        self._children(paragraph)
        return self

    def _children(self, element: Element) -> None:
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SILENT:
                walk = _WALKS.get(child.tag)
                if walk is not None:
                    walk(self, child)
                else:
                    self._children(child)

    def _show(self, text: str) -> None:
        if not text or any(not opened.in_result for opened in self._fields):
            return
        for opened in self._fields:
            opened.shown += len(text)
        self.pieces.append(text)
        self.sizes[self._size] += len(text.strip())

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        if self.styles.hidden(properties, self.style.hidden) or (self.on_paper and self._white(properties)):
            # Hidden text is left out, but the marks of a field around visible text count.
            for mark in run.iterfind(W + "fldChar"):
                self._field_mark(mark)
            return
        outer, self._size = self._size, self.styles.size(properties, self.style.size)
        self._children(run)
        self._size = outer

    def _white(self, properties: Element | None) -> bool:
        """Whether the letters are white on white paper."""
        colour = properties.find(W + "color") if properties is not None else None
        if properties is None or colour is None:
            return False
        white = colour.get(W + "val", "").upper() == "FFFFFF" or colour.get(W + "themeColor") == "background1"
        grounds = [properties.find(W + name) for name in ("shd", "highlight")]
        if self.style.properties is not None:
            grounds.append(self.style.properties.find(W + "shd"))
        return white and all(ground is None for ground in grounds)

    def _text(self, element: Element) -> None:
        self._show(element.text or "")

    def _tab(self, element: Element) -> None:
        self._show("\t")

    def _break(self, element: Element) -> None:
        if element.get(W + "type") in ("page", "column"):
            # A page ends here; what follows in the same paragraph stands on a line of its own.
            if self.pieces:
                self._show("\n")
        else:
            self._show("\n")

    def _hyphen(self, element: Element) -> None:
        self._show("-")

    def _symbol(self, element: Element) -> None:
        try:
            code = int(str(element.get(W + "char", "")), 16)
        except ValueError:
            return
        self._show(symbol(str(element.get(W + "font") or ""), code))

    def _footnote(self, element: Element) -> None:
        self.footnotes.append(str(element.get(W + "id")))

    def _endnote(self, element: Element) -> None:
        self.endnotes.append(str(element.get(W + "id")))

    def _instruction(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].instruction.append(element.text or "")

    def _field_mark(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(Field(preset=_form_field(element)))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            if not closed.shown:
                self._show(closed.preset or field_text("".join(closed.instruction)))

    def _alternatives(self, element: Element) -> None:
        """The same content in a newer and an older form: only the first is read."""
        chosen = element.find(MC + "Choice")
        if chosen is None:
            chosen = element.find(MC + "Fallback")
        if chosen is not None:
            self._children(chosen)

    def _box(self, element: Element) -> None:
        self.boxes.append(element)

    def _drawn_text(self, element: Element) -> None:
        for paragraph in element.iter(_DRAWING + "p"):
            text = "".join(piece.text or "" for piece in paragraph.iter(_DRAWING + "t"))
            if text.strip():
                self.boxes.append(text)

    def _word_art(self, element: Element) -> None:
        text = str(element.get("string") or "")
        if text.strip():
            self.boxes.append(text)

    def _formula(self, element: Element) -> None:
        self._show(formula(element))

    def _embedded(self, element: Element) -> None:
        self.embedded.append(str(element.get("ProgID") or "object"))


def _form_field(mark: Element) -> str:
    """What a form field without a result shows: its box, ticked or not, or the chosen entry of its list."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = switch(box, "checked")
        return "☑" if (ticked if ticked is not None else switch(box, "default")) else "□"
    entries = mark.find(f"{W}ffData/{W}ddList")
    if entries is None:
        return ""
    names = [str(entry.get(W + "val", "")) for entry in entries.iterfind(W + "listEntry")]
    chosen = number(value(entries, "result")) or 0
    return names[chosen] if 0 <= chosen < len(names) else ""


_WALKS: dict[str, Callable[[ParagraphText, Element], None]] = {
    W + "r": ParagraphText._run,
    W + "t": ParagraphText._text,
    W + "tab": ParagraphText._tab,
    W + "ptab": ParagraphText._tab,
    W + "br": ParagraphText._break,
    W + "cr": ParagraphText._break,
    W + "noBreakHyphen": ParagraphText._hyphen,
    W + "sym": ParagraphText._symbol,
    W + "footnoteReference": ParagraphText._footnote,
    W + "endnoteReference": ParagraphText._endnote,
    W + "instrText": ParagraphText._instruction,
    W + "fldChar": ParagraphText._field_mark,
    W + "txbxContent": ParagraphText._box,
    MC + "AlternateContent": ParagraphText._alternatives,
    M + "oMath": ParagraphText._formula,
    _DRAWING + "txBody": ParagraphText._drawn_text,
    _VML + "textpath": ParagraphText._word_art,
    _OFFICE + "OLEObject": ParagraphText._embedded,
}


def unwrapped(parent: Element, *names: str) -> Iterator[Element]:
    """The children of the given names in order, also those inside content controls, custom XML and insertions."""
    wanted = {W + name for name in names}
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from unwrapped(content, *names)
        elif child.tag in (W + "customXml", W + "smartTag", W + "ins", W + "moveTo"):
            yield from unwrapped(child, *names)
        elif child.tag == MC + "AlternateContent":
            chosen = child.find(MC + "Choice")
            if chosen is None:
                chosen = child.find(MC + "Fallback")
            if chosen is not None:
                yield from unwrapped(chosen, *names)
