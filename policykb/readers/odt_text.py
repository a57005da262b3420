"""The text of one paragraph of an OpenDocument text as it is printed, and what hangs on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from .docx_package import Element
from .docx_symbols import symbol
from .odt_styles import OFFICE, TEXT, OdtStyles

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SPACE = re.compile(r"[ \t\r\n]+")
_SYMBOLS = re.compile(r"[\uf000-\uf0ff]")
_SPACES_LIMIT = 1000
_SILENT = frozenset(
    (
        *(TEXT + name for name in ("ruby-text", "tracked-changes", "hidden-text", "note-citation", "script")),
        *(TEXT + name for name in ("alphabetical-index-mark", "toc-mark", "user-index-mark")),
        *(OFFICE + name for name in ("annotation", "forms", "event-listeners")),
    )
)


@dataclass
class ParagraphText:
    """What stands in a text:p: its text; the elements of the boxes and notes that hang on it; pictures and objects."""

    styles: OdtStyles
    style: str | None
    pieces: list[str] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0
    _hidden: bool = False
    _size: float = 0.0
    _font: str = ""

    def read(self, paragraph: Element) -> ParagraphText:
        """Walk the paragraph."""
        self._hidden = self.styles.inherited("paragraph", self.style, "hidden") is True
        self._size = self.styles.size(self.style)
        self._font = str(self.styles.inherited("paragraph", self.style, "font") or "")
        self._children(paragraph)
        return self

    @property
    def text(self) -> str:
        """The text; tabs as \\t, line breaks as \\n."""
        return "".join(self.pieces)

    @property
    def size(self) -> float | None:
        """The height in points of most of the letters."""
        return self.sizes.most_common(1)[0][0] if self.sizes else None

    def _children(self, element: Element) -> None:
        self._collapsed(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SILENT:
                walk = _WALKS.get(child.tag)
                if walk is not None:
                    walk(self, child)
                else:
                    self._children(child)
            self._collapsed(child.tail)

    def _collapsed(self, text: str | None) -> None:
        """Show text in which, as in HTML, white space of any length is one space."""
        if text:
            after = self.pieces[-1][-1:] if self.pieces else " "
            shown = _SPACE.sub(" ", text)
            self._show(shown[1:] if shown.startswith(" ") and after in " \n" else shown)

    def _show(self, text: str) -> None:
        if text and not self._hidden:
            if _SYMBOLS.search(text):
                text = _SYMBOLS.sub(lambda found: symbol(self._font, ord(found[0])), text)
            self.pieces.append(text)
            if not text.isspace():
                self.sizes[self._size] += len(text)

    def _span(self, element: Element) -> None:
        name = element.get(TEXT + "style-name")
        hidden, size, font = self._hidden, self._size, self._font
        own = self.styles.inherited("text", name, "hidden")
        self._hidden = hidden if own is None else own is True
        own_size = self.styles.inherited("text", name, "size")
        self._size = own_size if isinstance(own_size, float) else size
        self._font = str(self.styles.inherited("text", name, "font") or font)
        self._children(element)
        self._hidden, self._size, self._font = hidden, size, font

    def _spaces(self, element: Element) -> None:
        count = element.get(TEXT + "c") or "1"
        self._show(" " * (min(int(count), _SPACES_LIMIT) if count.isdecimal() and len(count) < 7 else 1))

    def _tab(self, _: Element) -> None:
        self._show("\t")

    def _break(self, _: Element) -> None:
        self._show("\n")

    def _note(self, element: Element) -> None:
        self.notes.append(element)

    def _box(self, element: Element) -> None:
        self.boxes.append(element)

    def _shape(self, element: Element) -> None:
        """A drawn shape: its paragraphs are a box; in a group each shape is one."""
        if any(child.tag in (TEXT + "p", TEXT + "list") for child in element):
            self.boxes.append(element)

    def _picture(self, _: Element) -> None:
        self.pictures += 1

    def _object(self, element: Element) -> None:
        self.objects += 1

    def _frame(self, element: Element) -> None:
        """A frame holds the same thing in several forms; only the first is read."""
        first = next((child for child in element if child.tag in _WALKS), None)
        if first is not None:
            _WALKS[first.tag](self, first)


_WALKS: dict[str, Callable[[ParagraphText, Element], None]] = {
    TEXT + "span": ParagraphText._span,
    TEXT + "s": ParagraphText._spaces,
    TEXT + "tab": ParagraphText._tab,
    TEXT + "line-break": ParagraphText._break,
    TEXT + "note": ParagraphText._note,
    DRAW + "frame": ParagraphText._frame,
    DRAW + "text-box": ParagraphText._box,
    DRAW + "image": ParagraphText._picture,
    DRAW + "object": ParagraphText._object,
    DRAW + "object-ole": ParagraphText._object,
    **{
        DRAW + name: ParagraphText._shape
        for name in ("custom-shape", "rect", "ellipse", "line", "path", "polygon", "caption", "connector")
    },
}
