"""OpenDocument texts (.odt, .ott): blocks in the order of the body, numbering counted, tracked changes accepted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..errors import EncryptedError, UnreadableError
from ..model import Content, Source
from .base import Draft, Reader
from .docx_package import Element, Package, open_zip
from .flow import Items, Line, Row, Table, write
from .list_labels import ListInstance, Lists, joined
from .odt_styles import OFFICE, TEXT, OdtStyles, load_styles
from .odt_text import ParagraphText
from .row_grid import CellShape

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_WIDTH = 1000
_COLUMN_LIMIT, _REPEATED_LIMIT = 1024, 50_000
_ROW_GROUPS = tuple(_TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_SILENT = frozenset(
    (
        *(TEXT + name for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls")),
        *(OFFICE + name for name in ("forms", "annotation", "event-listeners")),
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list stands: its identity, its style, and its depth from 0."""

    list_id: str
    style: str
    depth: int


@dataclass
class Story:
    """The reading of one document: its styles, and what was counted so far."""

    styles: OdtStyles
    lists: Lists = field(default_factory=Lists)
    paragraphs: int = 0
    pictures: int = 0
    objects: int = 0
    repeated: int = 0
    later: list[Items] = field(default_factory=list)
    _last: dict[str, str] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    def items(self, parent: Element) -> Items:
        """Everything that stands in a body, a cell, a box or a note."""
        found: Items = []
        for child in parent:
            if child.tag in (TEXT + "p", TEXT + "h"):
                found.append(self._line(child, None, None))
            elif child.tag == TEXT + "list":
                found += self._list(child, None)
            elif child.tag == _TABLE + "table":
                found.append(self._table(child))
            elif isinstance(child.tag, str) and child.tag not in _SILENT:
                found += self.items(child)
        return found

    def _list(self, element: Element, outer: Place | None) -> Items:
        style = element.get(TEXT + "style-name") or (outer.style if outer is not None else "")
        if outer is not None:
            place = Place(outer.list_id, style, outer.depth + 1)
        else:
            place = Place(self._identity(element, style), style, 0)
        found: Items = []
        for item in element:
            numbered = item.tag == TEXT + "list-item"
            own = item.get(TEXT + "style-override")
            at = replace(place, style=own) if own is not None else place
            if own is not None and place.depth == 0:
                self._last[own] = place.list_id
            if not numbered and item.tag != TEXT + "list-header":
                continue
            first = True
            for child in item:
                if child.tag in (TEXT + "p", TEXT + "h"):
                    found.append(self._line(child, at if numbered and first else None, item))
                    first = False
                elif child.tag == TEXT + "list":
                    found += self._list(child, place)
                elif child.tag == _TABLE + "table":
                    found.append(self._table(child))
        return found

    def _identity(self, element: Element, style: str) -> str:
        """The list that an element belongs to: the one it says it continues, or one of its own."""
        continued = element.get(TEXT + "continue-list")
        if continued is not None and continued in self._named:
            found = self._named[continued]
        elif style in self._last and (continued or element.get(TEXT + "continue-numbering") == "true"):
            # Some programs name a list that they have not written; its style tells it.
            found = self._last[style]
        else:
            found = f"list {len(self._named)} {len(self.lists.abstracts)}"
            self.lists.abstracts[found] = {}
        self._last[style] = found
        self._named[str(element.get(_XML_ID) or found)] = found
        return found

    def _line(self, element: Element, place: Place | None, item: Element | None) -> Line:
        self.paragraphs += 1
        style = element.get(TEXT + "style-name")
        read = ParagraphText(self.styles, style).read(element)
        self.pictures += read.pictures
        self.objects += read.objects
        text = read.text
        level = element.get(TEXT + "outline-level") if element.tag == TEXT + "h" else None
        if place is None and item is None and level is not None:
            place = self._outline(element, style, level)
        if place is not None:
            label, suffix = self._label(place, item)
            text = joined(label, suffix, text.lstrip(" \t\u3000")) if text.strip() else label
        align = self.styles.inherited("paragraph", style, "align")
        line = Line(
            text.lstrip(" \t\u3000"),
            self.paragraphs,
            int(level) if level is not None and level in "123456789" else None,
            align if align in ("center", "right") else None,
            read.size,
            [self.items(box) for box in read.boxes],
        )
        for note in read.notes:
            body = note.find(TEXT + "note-body")
            if body is not None:
                ends = note.get(TEXT + "note-class") == "endnote"
                (self.later if ends else line.notes).append(self.items(body))
        return line

    def _outline(self, heading: Element, style: str | None, level: str) -> Place | None:
        """Where a heading outside all lists stands in the numbering of headings."""
        numbered_as = self.styles.inherited("paragraph", style, "list_style")
        if numbered_as == "" or heading.get(TEXT + "is-list-header") == "true" or level not in "123456789":
            return None
        name = str(numbered_as or "")
        self.lists.abstracts.setdefault(f"outline {name}", {})
        return Place(f"outline {name}", name, int(level) - 1)

    def _label(self, place: Place, item: Element | None) -> tuple[str, str]:
        start = item.get(TEXT + "start-value") if item is not None else None
        key = f"{place.list_id} {place.style} {place.depth}"
        starts: dict[int, int] = {}
        if start is not None and start.isdecimal() and len(start) < 7:
            key, starts = f"{key} {self.paragraphs}", {place.depth: int(start)}
        if key not in self.lists.instances:
            levels = self.styles.lists.get(place.style, {})
            self.lists.instances[key] = ListInstance(place.list_id, starts, levels)
        return self.lists.next_label(key, place.depth)

    def _table(self, element: Element) -> Table:
        table = Table()
        above: dict[int, tuple[int, int]] = {}
        for row, header in _rows(element):
            above = self._row(row, header, above, table)
        return table

    def _row(
        self, element: Element, header: bool, above: dict[int, tuple[int, int]], table: Table
    ) -> dict[int, tuple[int, int]]:
        """Add a row; `above` has, by column, how many more rows a cell reaches down and how many columns it covers."""
        column = 0
        cells: list[Items] = []
        shapes: list[CellShape] = []
        reaching: dict[int, tuple[int, int]] = {}
        covered = 0
        for cell in element:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            # Only empty cells are repeated: nobody repeats text in a text document but to fill the memory.
            times = 1 if _holds_text(cell) else _count(cell, "number-columns-repeated")
            for repetition in range(times):
                if column >= _COLUMN_LIMIT or (repetition and self.repeated >= _REPEATED_LIMIT):
                    break
                self.repeated += repetition > 0
                if column in above:
                    rows, width = above[column]
                    if rows > 1:
                        reaching[column] = rows - 1, width
                    cells.append([])
                    shapes.append(CellShape(column * _WIDTH, (column + width) * _WIDTH, goes_on_above=True))
                    covered = width
                elif cell.tag == _TABLE + "table-cell":
                    width = _count(cell, "number-columns-spanned")
                    rows = _count(cell, "number-rows-spanned")
                    if rows > 1:
                        reaching[column] = rows - 1, width
                    cells.append(self.items(cell))
                    shapes.append(CellShape(column * _WIDTH, (column + width) * _WIDTH))
                    covered = width
                elif covered <= 0:
                    cells.append([])
                    shapes.append(CellShape(column * _WIDTH, (column + 1) * _WIDTH))
                column += 1
                covered -= 1
        if cells:
            table.rows.append(Row(cells, shapes, header))
        return reaching


def _rows(element: Element, header: bool = False) -> list[tuple[Element, bool]]:
    """The rows of a table, and whether each is repeated on every page."""
    found: list[tuple[Element, bool]] = []
    for child in element:
        if child.tag == _TABLE + "table-row":
            found.append((child, header))
        elif child.tag in _ROW_GROUPS:
            found += _rows(child, header or child.tag == _ROW_GROUPS[0])
    return found


def _holds_text(cell: Element) -> bool:
    return any(text.strip() for text in cell.itertext())


def _count(element: Element, name: str) -> int:
    value = element.get(_TABLE + name) or "1"
    return min(max(1, int(value)), _COLUMN_LIMIT) if value.isdecimal() and len(value) < 7 else 1


def _is_odt(source: Source) -> bool:
    head = source.data[:160]
    return head[:2] == b"PK" and head[30:38] == b"mimetype" and b"opendocument.text" in head


def _check_encrypted(package: Package) -> None:
    manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.parts else b""
    if b"encryption-data" in manifest or "encrypted-package" in package.parts:
        raise EncryptedError("the document is encrypted with a password")


def _read(source: Source) -> Content:
    package = open_zip(source.data)
    _check_encrypted(package)
    content = package.xml("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise UnreadableError(package.damage[0] if package.damage else "the document has no text body")
    story = Story(load_styles(package, content))
    draft = Draft("odt", "lxml")
    write(draft, story.items(body))
    for note in story.later:
        write(draft, note, "footnote")
    if story.objects:
        draft.issue("embedded", f"embedded objects were not read: {story.objects}")
    if story.pictures:
        draft.issue("pictures", f"pictures whose content was not read: {story.pictures}")
    for damage in dict.fromkeys(package.damage):
        draft.issue("damaged", damage)
    if not draft.content().blocks:
        draft.issue("empty", "the document holds no text")
    return draft.content()


READER = Reader("odt", "lxml", _is_odt, _read)
