"""From the tree of a page to paragraphs and tables in reading order, with what each is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .base import DraftCell
from .html_dom import BLOCKS, Element, Walk, alignment, font_size, is_hidden, name
from .html_list import Counter, counter
from .html_table import grid, header_rows, is_layout
from .text_lines import BLANKS

# Tables in cells of tables in cells: beyond this depth the text is kept and the grid is not.
MAX_NESTING = 12

_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_LEVELS = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Link:
    """A link's words and where it leads."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph, or a table when it has cells.

    Args:
        element: the block element it stands in.
        linked: how many of its characters are links.
    """

    element: Element
    text: str
    align: str | None = None
    size: float | None = None
    level: int | None = None
    links: tuple[Link, ...] = ()
    linked: int = 0
    cells: tuple[DraftCell, ...] = ()
    header_rows: int | None = None


@dataclass
class _Line:
    """The paragraph in the making."""

    pieces: list[str] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    linked: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """What an element hands down to what stands in it."""

    element: Element
    align: str | None
    size: float | None
    level: int | None
    verbatim: bool


class Walker:
    """One pass over an element; `items` grows in reading order.

    Args:
        hidden: classes that the page's style sheets hide.
        nesting: how many data tables the element stands in.
    """

    def __init__(self, hidden: frozenset[str] = frozenset(), nesting: int = 0) -> None:
        self.items: list[Item] = []
        self.ranges: dict[Element, tuple[int, int]] = {}
        self._hidden = hidden
        self._nesting = nesting
        self._line = _Line()
        self._states: list[_State] = []
        self._lists: list[Counter] = []
        self._anchors: list[tuple[Element, int, int]] = []
        self._starts: dict[Element, int] = {}

    def walk(self, root: Element, mark: Element | None = None) -> None:
        """Read the element; `ranges[mark]` then says which items stand in it."""
        self._states = [_State(root, None, None, None, False)]
        walker = Walk(root)
        for event, element in walker:
            if event == "start":
                if element is mark:
                    self._flush()
                    self._starts[element] = len(self.items)
                if not self._start(element, element is root):
                    walker.skip()
            else:
                self._end(element, element is root)
                if element is mark:
                    self._flush()
                    self.ranges[element] = self._starts[element], len(self.items)
                if element is not root:
                    self._text(element.tail)
        self._flush()

    def _start(self, element: Element, is_root: bool) -> bool:
        """Take note of an element; False where nothing in it is read."""
        tag = name(element)
        above = self._states[-1]
        self._states.append(above)
        if not is_root and is_hidden(element, self._hidden):
            return False
        if tag == "table" and not is_root and self._is_data(element):
            self._flush()
            self._table(element)
            return False
        if tag in BLOCKS or tag == "br":
            self._flush()
        state = _State(
            element if tag in BLOCKS else above.element,
            alignment(element) or above.align,
            above.size if (size := font_size(element)) is None else size,
            _LEVELS.get(tag, above.level),
            above.verbatim or tag == "pre",
        )
        self._states[-1] = state
        if tag in ("ol", "ul"):
            self._lists.append(counter(element))
        elif tag == "li" and self._lists:
            self._label(element)
        elif tag == "a" and element.get("href"):
            self._anchors.append((element, len(self._line.pieces), len(self.items)))
        self._text(element.text, raised=tag == "sup")
        return True

    def _is_data(self, table: Element) -> bool:
        return self._nesting < MAX_NESTING and not is_layout(table)

    def _end(self, element: Element, is_root: bool) -> None:
        tag = name(element)
        if self._anchors and self._anchors[-1][0] is element:
            self._link(*self._anchors.pop())
        if tag in ("ol", "ul") and self._lists and not is_hidden(element, self._hidden):
            self._lists.pop()
        if tag in BLOCKS:
            self._flush()
        self._states.pop()

    def _text(self, text: str | None, raised: bool = False) -> None:
        state = self._states[-1]
        if not text or state.size == 0:
            return
        if (
            raised
            and text.strip() in ("2", "3")
            and self._line.pieces
            and self._line.pieces[-1].endswith(("m", "米", "M"))
        ):
            text = {"2": "²", "3": "³"}[text.strip()]
        if state.size is not None:
            self._line.sizes[state.size] = self._line.sizes.get(state.size, 0) + len(text.strip())
        if not state.verbatim:
            self._line.pieces.append(text)
            return
        for number_, line in enumerate(text.splitlines()):
            if number_:
                self._flush()
            self._line.pieces.append(line)

    def _link(self, element: Element, piece: int, item: int) -> None:
        """A link ends: its words, which may already be in an item when it holds blocks."""
        inside = self.items[item:]
        self.items[item:] = [replace(whole, linked=len(whole.text)) for whole in inside]
        words = collapsed("".join(self._line.pieces[piece:] if not inside else self._line.pieces))
        self._line.linked += len(words)
        words = " ".join([*(whole.text for whole in inside), words]).strip()
        self._line.links.append(Link(words, (element.get("href") or "").strip()))

    def _label(self, element: Element) -> None:
        """The number that a browser prints before an entry of an ordered list."""
        label = self._lists[-1].label(element)
        if label:
            self._line.pieces.append(label)

    def _table(self, element: Element) -> None:
        places = grid(element)
        cells: list[DraftCell] = []
        nested: list[Item] = []
        links: list[Link] = []
        linked = 0
        for caption in (part for part in element if name(part) == "caption"):
            self.items += _inner(caption, self._hidden, self._nesting)
        for place in places:
            inner = _inner(place.element, self._hidden, self._nesting + 1)
            words = [item for item in inner if not item.cells]
            nested += [item for item in inner if item.cells]
            text = "\n".join(item.text for item in words)
            cells.append(DraftCell(place.row, place.col, text, place.rowspan, place.colspan))
            links += [link for item in words for link in item.links]
            linked += sum(item.linked for item in words)
        if any(cell.text for cell in cells):
            text = "\t".join(cell.text for cell in cells)
            self.items.append(
                Item(
                    element,
                    text,
                    links=tuple(links),
                    linked=linked,
                    cells=tuple(cells),
                    header_rows=header_rows(element, places),
                )
            )
        self.items += nested

    def _flush(self) -> None:
        line, self._line = self._line, _Line()
        text = collapsed("".join(line.pieces))
        if not text:
            return
        state = self._states[-1]
        size = max(line.sizes, key=lambda key: line.sizes[key]) if line.sizes else None
        align = state.align if state.align in ("center", "right") else None
        self.items.append(Item(state.element, text, align, size, state.level, tuple(line.links), line.linked))


def collapsed(text: str) -> str:
    """White space as a browser prints it; a line that the page's source breaks between Chinese characters is whole."""
    return _SPACE.sub(" ", _WRAP.sub("", text)).strip(BLANKS)


def _inner(element: Element, hidden: frozenset[str], nesting: int) -> list[Item]:
    walker = Walker(hidden, nesting)
    walker.walk(element)
    return walker.items
