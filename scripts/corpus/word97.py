"""Binary Word documents ([MS-DOC]) with paragraphs, runs, lists, tables and footnotes: as little as Word needs."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

from .compound import compound
from .draft import Grid, GridCell, Line

TEXT_START = 0x800
PAGE = 512
COLUMN = 1600
ALIGN, LIST_LEVEL, LIST, IN_TABLE, ROW_END, DEPTH = 0x2403, 0x260A, 0x460B, 0x2416, 0x2417, 0x6649
SIZE, DELETED, HIDDEN, SPECIAL = 0x4A43, 0x0800, 0x083C, 0x0855
HEADER_ROW, ROW_CELLS = 0x3404, 0xD608
# Parts of the table stream by their index in the file's header.
STYLES, NOTE_REFERENCES, NOTE_TEXTS, SECTIONS, CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS = 1, 2, 3, 6, 12, 13, 15
PIECES, LISTS, LIST_OVERRIDES = 33, 73, 74
# The levels of the one list: the code of the number format and the label.
LEVELS = ((39, "%1、"), (39, "（%2）"), (0, "%3."))


@dataclass
class Run:
    """Letters with their properties."""

    text: str
    properties: bytes = b""


@dataclass
class Paragraph:
    """Runs, the properties of the paragraph, and the mark that ends it."""

    runs: list[Run]
    properties: bytes = b""
    mark: str = "\r"
    mark_properties: bytes = b""


@dataclass
class Document:
    """The paragraphs of the body, the texts of footnotes (referred to by \\x02), and how its lists count."""

    paragraphs: list[Paragraph]
    footnotes: list[str] = field(default_factory=list)
    levels: tuple[tuple[int, str], ...] = LEVELS
    flags: int = 0x1200
    version: int = 0xC1


def sprm(code: int, value: int, size: int = 1) -> bytes:
    """A property modifier."""
    return struct.pack("<H", code) + value.to_bytes(size, "little")


def document_bytes(document: Document) -> bytes:
    """The file."""
    notes = [Paragraph([Run("\x02", sprm(SPECIAL, 1)), Run(text)]) for text in document.footnotes]
    everything = [*document.paragraphs, *notes, *([Paragraph([])] if notes else [])]
    letters: list[tuple[int, bytes]] = []
    ends: list[tuple[int, bytes]] = []
    texts: list[str] = []
    place = 0
    for paragraph in everything:
        for run in [*paragraph.runs, Run(paragraph.mark, paragraph.mark_properties)]:
            place += _units(run.text)
            texts.append(run.text)
            letters.append((place, run.properties))
        ends.append((place, b"\0\0" + paragraph.properties))
    body = sum(_units(run.text) for p in document.paragraphs for run in p.runs) + len(document.paragraphs)
    raw = "".join(texts).encode("utf-16-le")
    main = bytes(TEXT_START) + raw + bytes(-len(raw) % PAGE)
    parts = _Parts()
    for index, pages in ((CHARACTER_PAGES, _pages(letters, 1)), (PARAGRAPH_PAGES, _pages(ends, 13))):
        first = len(main) // PAGE
        bounds = [TEXT_START, *(TEXT_START + 2 * end for end, _ in pages)]
        parts.add(index, _longs(*bounds, *range(first, first + len(pages))))
        main += b"".join(page for _, page in pages)
    piece = _longs(0, place) + struct.pack("<HIH", 0, TEXT_START, 0)
    parts.add(PIECES, b"\x02" + _longs(len(piece)) + piece)
    parts.add(STYLES, struct.pack("<3H", 18, 15, 10) + bytes(14) + _style("Normal") + bytes(28))
    parts.add(FONTS, _fonts("宋体"))
    parts.add(SECTIONS, _longs(0, place) + struct.pack("<HIHI", 0, 0xFFFFFFFF, 0, 0))
    _add_lists(parts, document.levels)
    if notes:
        _add_notes(parts, "".join(texts)[:body], document.footnotes)
    return compound(
        {"WordDocument": _header(document, body, place - body, len(raw), parts) + main[1024:], "1Table": parts.data}
    )


def _units(text: str) -> int:
    """The length as places of the file count it."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Parts:
    data: bytes = b""
    places: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, index: int, part: bytes, behind: bytes = b"") -> None:
        """Add a part, and what stands behind it without being counted."""
        self.places[index] = len(self.data), len(part)
        self.data += part + behind


def _header(document: Document, body: int, notes: int, size: int, parts: _Parts) -> bytes:
    head = bytearray(1024)
    struct.pack_into("<HHHHHH", head, 0, 0xA5EC, document.version, 0, 0x0804, 0, document.flags)
    struct.pack_into("<II", head, 0x18, TEXT_START, TEXT_START + size)
    struct.pack_into("<H", head, 0x20, 14)
    struct.pack_into("<H", head, 62, 22)
    struct.pack_into("<I", head, 64, TEXT_START + size)
    struct.pack_into("<II", head, 0x4C, body, notes)
    struct.pack_into("<H", head, 152, 93)
    for index, (start, length) in parts.places.items():
        struct.pack_into("<II", head, 154 + 8 * index, start, length)
    return bytes(head)


def _longs(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def _pages(runs: list[tuple[int, bytes]], entry: int) -> list[tuple[int, bytes]]:
    """Runs on formatted disk pages: (where the last run of the page ends, the page); `entry` is an entry's size."""
    pages: list[tuple[int, bytes]] = []
    start, rest = 0, list(runs)
    while rest:
        taken: list[tuple[int, bytes]] = []
        room = PAGE - 5
        for end, properties in rest:
            size = len(_packed(properties, entry)) + 1  # each begins at an even place
            if taken and size + 4 + entry > room:
                break
            room -= size + 4 + entry
            taken.append((end, properties))
        pages.append((taken[-1][0], _page(start, taken, entry)))
        start, rest = taken[-1][0], rest[len(taken) :]
    return pages


def _page(start: int, runs: list[tuple[int, bytes]], entry: int) -> bytes:
    page = bytearray(PAGE)
    bounds = [TEXT_START + 2 * place for place in (start, *(end for end, _ in runs))]
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    free = PAGE - 1
    for index, (_, properties) in enumerate(runs):
        packed = _packed(properties, entry)
        if packed:
            free = (free - len(packed)) & ~1
            page[free : free + len(packed)] = packed
            page[4 * len(bounds) + entry * index] = free // 2
    page[PAGE - 1] = len(runs)
    return bytes(page)


def _packed(properties: bytes, entry: int) -> bytes:
    if entry == 1:
        return bytes([len(properties)]) + properties if properties else b""
    even = properties + bytes(len(properties) & 1)
    return bytes([0, len(even) // 2]) + even


def _style(name: str) -> bytes:
    raw = struct.pack("<5H", 0, 0xFFF1, 2, 0, 0) + struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    raw += bytes(len(raw) & 1) + struct.pack("<HHH", 2, 0, 0)
    return struct.pack("<H", len(raw)) + raw


def _fonts(name: str) -> bytes:
    entry = bytes(39) + name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HH", 1, 0) + bytes([len(entry)]) + entry


def _add_lists(parts: _Parts, levels: tuple[tuple[int, str], ...]) -> None:
    head = _longs(1, 0) + struct.pack("<9H", *[0xFFF] * 9) + bytes(2)
    filled = [*levels, *[(255, "")] * (9 - len(levels))]
    parts.add(LISTS, struct.pack("<H", 1) + head, b"".join(_level(code, label) for code, label in filled))
    parts.add(LIST_OVERRIDES, _longs(1, 1, 0, 0, 0, 0xFFFFFFFF))


def _level(code: int, label: str) -> bytes:
    text, places = "", []
    for part in label.replace("%", "\0%").split("\0"):
        if part.startswith("%"):
            places.append(len(text) + 1)
            part = chr(int(part[1]) - 1) + part[2:]
        text += part
    head = struct.pack("<IBB9sB8xBBBB", 1, code, 0, bytes(places).ljust(9, b"\0"), 2, 0, 0, 0, 0)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def _add_notes(parts: _Parts, body: str, notes: list[str]) -> None:
    places = [place for place, character in enumerate(body) if character == "\x02"]
    parts.add(NOTE_REFERENCES, _longs(*places, len(body)) + struct.pack(f"<{len(places)}H", *[1] * len(places)))
    starts = [0]
    for note in notes:
        starts.append(starts[-1] + len(note) + 2)
    parts.add(NOTE_TEXTS, _longs(*starts, starts[-1] + 1))


def numbered(level: int) -> bytes:
    """The properties of a paragraph of the list, at a level from 0."""
    return sprm(LIST_LEVEL, level) + sprm(LIST, 1, 2)


def table(grid: Grid) -> list[Paragraph]:
    """The paragraphs of a table, with its merged cells."""
    paragraphs: list[Paragraph] = []
    inside = sprm(IN_TABLE, 1) + sprm(DEPTH, 1, 4)
    cells = grid.cells()
    for row in range(len(grid.rows)):
        borders, flags = [0], []
        for cell in sorted((c for c in cells if c.row <= row < c.row + c.rowspan), key=lambda c: c.col):
            borders.append(COLUMN * (cell.col + cell.colspan))
            flags.append(_merge_flags(cell, row))
            *before, last = cell.text.split("\n") if cell.row == row else [""]
            paragraphs += [Paragraph([Run(text)], inside) for text in before]
            paragraphs.append(Paragraph([Run(last)], inside, "\x07"))
        definition = bytes([len(flags)]) + struct.pack(f"<{len(borders)}h", *borders)
        definition += b"".join(struct.pack("<H18x", flag) for flag in flags)
        end = inside + sprm(ROW_END, 1) + (sprm(HEADER_ROW, 1) if row < grid.header_rows else b"")
        end += struct.pack("<HH", ROW_CELLS, len(definition) + 1) + definition
        paragraphs.append(Paragraph([], end, "\x07"))
    return paragraphs


def _merge_flags(cell: GridCell, row: int) -> int:
    if cell.rowspan == 1:
        return 0
    return (3 if cell.row == row else 1) << 5


def write(parts: list[Line | Grid], path: Path) -> None:
    """Write a draft as a .doc; the same draft gives the same bytes."""
    paragraphs: list[Paragraph] = []
    for part in parts:
        if isinstance(part, Grid):
            paragraphs += table(part)
            continue
        size = sprm(SIZE, 44 if part.style == "title" else 32, 2)
        align = {"title": 1, "heading": 1, "centre": 1, "right": 2}.get(part.style, 0)
        properties = sprm(ALIGN, align) if align else b""
        if part.style.startswith("auto"):
            properties += numbered(int(part.style[-1]) - 1)
        paragraphs.append(Paragraph([Run(part.text, size)], properties, mark_properties=size))
    path.write_bytes(document_bytes(Document(paragraphs)))
