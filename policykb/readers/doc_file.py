"""A binary Word file ([MS-DOC]): its streams, its header, and its text in order with the runs of properties over it.

Every number is read through `u16`, `u32` and slices, which answer 0 or nothing beyond the end: a lying file cannot make
them fail.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ..errors import EncryptedError, UnreadableError
from .ole import Compound

# The places of parts in the table stream, by their index in the header's list ([MS-DOC] 2.5.5).
STYLES, FOOTNOTE_REFERENCES, FOOTNOTE_TEXTS, CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS = 1, 2, 3, 12, 13, 15
PIECES, SHAPE_PLACES, ENDNOTE_REFERENCES, ENDNOTE_TEXTS, DRAWINGS, BOX_TEXTS = 33, 40, 46, 47, 50, 56
LISTS, LIST_OVERRIDES = 73, 74

_PAGE = 512
_WORD_97, _WORD_6 = 0xA5EC, 0xA5DC
# A header that says less was written by Word 6 or 95.
_FIRST_VERSION = 0xB0
# Characters that no document has; a file that was read at a wrong place is full of them.
_ODD = re.compile(r"[\x00\x06\x0f-\x12\x16-\x1d\x7f-\x9f\ufffd-\uffff]")
_ODD_SHARE = 0.02


class OldWordError(UnreadableError):
    """A file of Word 6 or 95."""


def legible(text: str) -> bool:
    """Whether hardly any of the characters are such as no document has."""
    return len(_ODD.findall(text)) <= _ODD_SHARE * len(text)


def u16(data: bytes, offset: int) -> int:
    """Two bytes as a number; 0 beyond the end."""
    return int.from_bytes(data[offset : offset + 2], "little")


def s16(data: bytes, offset: int) -> int:
    """Two bytes as a number with a sign."""
    return int.from_bytes(data[offset : offset + 2], "little", signed=True)


def u32(data: bytes, offset: int) -> int:
    """Four bytes as a number; 0 beyond the end."""
    return int.from_bytes(data[offset : offset + 4], "little")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, [start, end) in characters: where its bytes stand, how wide they are, its own property."""

    start: int
    end: int
    offset: int
    width: int
    modifier: int


@dataclass
class Runs:
    """Properties over the text: the run that begins at `starts[i]` ends at `ends[i]` and holds `values[i]`."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[tuple[bytes, int]] = field(default_factory=list)

    def at(self, place: int) -> tuple[bytes, int]:
        """The properties and the modifier of its piece of the character at a place; nothing where no run reaches."""
        index = bisect_right(self.starts, place) - 1
        return self.values[index] if index >= 0 and place < self.ends[index] else (b"", 0)

    def ends_at(self, place: int) -> bool:
        """Whether a run ends right before a place."""
        index = bisect_right(self.starts, place - 1) - 1
        return index >= 0 and self.ends[index] == place

    def over(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[bytes, int]]]:
        """The runs over a stretch, cut to it."""
        index = max(0, bisect_right(self.starts, start) - 1)
        while index < len(self.starts) and self.starts[index] < end:
            if self.ends[index] > start:
                yield max(start, self.starts[index]), min(end, self.ends[index]), self.values[index]
            index += 1


@dataclass
class WordFile:
    """The streams of the file, its text (one UTF-16 unit a character), and its properties by place in the text."""

    main: bytes
    table: bytes
    data: bytes
    text: str = ""
    modifiers: list[bytes] = field(default_factory=list)
    characters: Runs = field(default_factory=Runs)
    paragraphs: Runs = field(default_factory=Runs)
    damage: list[str] = field(default_factory=list)

    def part(self, index: int) -> bytes:
        """A part of the table stream."""
        start = self.start(index)
        return self.table[start : start + u32(self.main, 0x9A + 8 * index + 4)]

    def start(self, index: int) -> int:
        """Where a part begins in the table stream."""
        return u32(self.main, 0x9A + 8 * index)

    def stretches(self) -> list[tuple[int, int]]:
        """The main text, footnotes, headers, macros, comments, endnotes, boxes and boxes of headers within the text."""
        found, start = [], 0
        for index in range(8):
            end = min(len(self.text), start + u32(self.main, 0x4C + 4 * index))
            found.append((start, end))
            start = end
        return found

    def places(self, index: int, size: int) -> tuple[list[int], list[bytes]]:
        """A part that is a list of places in the text (one more than entries) and entries of a size in bytes."""
        part = self.part(index)
        count = max(0, (len(part) - 4) // (4 + size))
        base = 4 * (count + 1)
        return (
            [u32(part, 4 * n) for n in range(count + 1)],
            [part[base + size * n : base + size * (n + 1)] for n in range(count)],
        )

    def parts_of(self, index: int, size: int, stretch: tuple[int, int]) -> list[tuple[int, int] | None]:
        """The parts that a list of places cuts a stretch of the text into; None for one without text.

        None of them reaches over another, whatever the list says.
        """
        places, _ = self.places(index, size)
        base, limit = stretch
        found: list[tuple[int, int] | None] = []
        reached = base
        for start, end in pairwise(places):
            first, last = max(reached, base + start), min(limit, base + end)
            found.append((first, last) if first < last else None)
            reached = max(reached, last)
        return found


def open_word(data: bytes) -> WordFile:
    """The file with its text and runs.

    Raises:
        EncryptedError: it opens with a password only.
        UnreadableError: it was written by Word 6 or 95, is damaged, or no Word file.
    """
    box = Compound(data)
    main = box.read("WordDocument")
    magic, version, flags = u16(main, 0), u16(main, 2), u16(main, 0x0A)
    if magic == _WORD_6 or (magic == _WORD_97 and version < _FIRST_VERSION):
        raise OldWordError("this is a file of Word 6 or 95; it can be read where LibreOffice is installed")
    if magic != _WORD_97:
        raise UnreadableError("the Word document's header is damaged")
    if flags & 0x0100:
        raise EncryptedError("the document is encrypted with a password")
    table = box.read("1Table" if flags & 0x0200 else "0Table") or box.read("0Table" if flags & 0x0200 else "1Table")
    if not table:
        raise UnreadableError("the Word document has no table stream")
    word = WordFile(main, table, box.read("Data"))
    pieces = _pieces(word)
    if not word.text:
        raise UnreadableError("the Word document's list of text pieces is damaged")
    word.characters = _runs(pieces, _pages(word, CHARACTER_PAGES, _character_page))
    word.paragraphs = _runs(pieces, _pages(word, PARAGRAPH_PAGES, _paragraph_page))
    return word


def _pieces(word: WordFile) -> list[Piece]:
    """Read the text; the pieces by their place in it."""
    part, at = word.part(PIECES), 0
    while part[at : at + 1] == b"\x01":
        size = u16(part, at + 1)
        word.modifiers.append(part[at + 3 : at + 3 + size])
        at += 3 + size
    if part[at : at + 1] != b"\x02":
        return []
    plc = part[at + 5 : at + 5 + u32(part, at + 1)]
    count = max(0, (len(plc) - 4) // 12)
    pieces: list[Piece] = []
    texts: list[str] = []
    place, limit = 0, 2 * len(word.main)
    for index in range(count):
        length = u32(plc, 4 * index + 4) - u32(plc, 4 * index)
        entry = 4 * (count + 1) + 8 * index
        offset, modifier = u32(plc, entry + 2), u16(plc, entry + 6)
        narrow = bool(offset & 0x40000000)
        offset = (offset & 0x3FFFFFFF) // 2 if narrow else offset & 0x3FFFFFFF
        text = _decoded(word.main, offset, max(0, min(length, limit - place)), narrow)
        if len(text) < length and not word.damage:
            word.damage.append("the text is cut off or damaged")
        if text:
            pieces.append(Piece(place, place + len(text), offset, 1 if narrow else 2, modifier))
            texts.append(text)
            place += len(text)
    word.text = "".join(texts)
    return pieces


def _decoded(main: bytes, offset: int, length: int, narrow: bool) -> str:
    if narrow:
        return main[offset : offset + length].decode("cp1252", "replace")
    raw = main[offset : offset + 2 * length]
    text = raw[: len(raw) & ~1].decode("utf-16-le", "surrogatepass")
    if len(text) == len(raw) // 2:
        return text
    # Characters beyond the first plane are two units, and places count units.
    return "".join(chr(u16(raw, n)) for n in range(0, len(raw) - 1, 2))


def _pages(
    word: WordFile, index: int, read: Callable[[bytes], list[tuple[int, int, bytes]]]
) -> list[tuple[int, int, bytes]]:
    """The runs on all formatted disk pages as (first byte, last byte, properties), sorted, not overlapping."""
    part = word.part(index)
    count = max(0, (len(part) - 4) // 8)
    numbers = dict.fromkeys(u32(part, 4 * (count + 1) + 4 * n) & 0x3FFFFF for n in range(count))
    found: list[tuple[int, int, bytes]] = []
    for number in numbers:
        page = word.main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            found += read(page)
    found.sort(key=lambda run: run[:2])
    runs: list[tuple[int, int, bytes]] = []
    last = 0
    for start, end, properties in found:
        if max(start, last) < end:
            runs.append((max(start, last), end, properties))
            last = end
    return runs


def _character_page(page: bytes) -> list[tuple[int, int, bytes]]:
    count = min(page[511], 101)
    runs = []
    for n in range(count):
        at = 2 * page[4 * (count + 1) + n]
        properties = page[at + 1 : at + 1 + page[at]] if at else b""
        runs.append((u32(page, 4 * n), u32(page, 4 * n + 4), properties))
    return runs


def _paragraph_page(page: bytes) -> list[tuple[int, int, bytes]]:
    count = min(page[511], 29)
    runs = []
    for n in range(count):
        at = 2 * page[4 * (count + 1) + 13 * n]
        if not at:
            properties = b""
        elif page[at]:
            properties = page[at + 1 : at + 2 * page[at]]
        else:
            properties = page[at + 2 : at + 2 + 2 * page[at + 1]] if at < 511 else b""
        runs.append((u32(page, 4 * n), u32(page, 4 * n + 4), properties))
    return runs


def _runs(pieces: list[Piece], pages: list[tuple[int, int, bytes]]) -> Runs:
    """Runs by place in the text; a piece that no page covers is a run of its own modifier."""
    runs = Runs()
    ends = [end for _, end, _ in pages]
    for piece in pieces:
        last_byte = piece.offset + piece.width * (piece.end - piece.start)
        index = bisect_right(ends, piece.offset)
        while index < len(pages) and pages[index][0] < last_byte:
            first, last, properties = pages[index]
            start = piece.start + max(0, first - piece.offset) // piece.width
            end = piece.start + (min(last, last_byte) - piece.offset) // piece.width
            if start < end:
                runs.starts.append(start)
                runs.ends.append(end)
                runs.values.append((properties, piece.modifier))
            index += 1
    return runs
