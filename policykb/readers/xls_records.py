"""The records of a binary workbook (BIFF5 and BIFF8, [MS-XLS]): cut apart, their numbers and strings read."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import UnreadableError

CONTINUE, END, BEGIN = 0x3C, 0x0A, 0x809
_RECORD_LIMIT, _STRING_LIMIT = 3_000_000, 1_000_000


class Record(NamedTuple):
    """A record: where it begins, its number, its bytes, and those of the records that continue it."""

    place: int
    kind: int
    data: bytes
    more: tuple[bytes, ...] = ()


def records(stream: bytes, place: int = 0) -> Iterator[Record]:
    """The records from a place on, to the end of the stream or to what is no record.

    Raises:
        UnreadableError: there are more than any workbook has.
    """
    pending: Record | None = None
    more: list[bytes] = []
    count = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        data = stream[place + 4 : place + 4 + size]
        count += 1
        if count > _RECORD_LIMIT:
            raise UnreadableError("the workbook has more records than can be read")
        if kind == CONTINUE and pending is not None:
            more.append(data)
        else:
            if pending is not None:
                yield pending._replace(more=tuple(more))
            pending, more = Record(place, kind, data), []
        if len(data) < size:
            break
        place += 4 + size
    if pending is not None:
        yield pending._replace(more=tuple(more))


def numbers(form: str, data: bytes, place: int = 0) -> tuple[int, ...]:
    """Whole numbers at a place, zeros where the record is too short."""
    size = struct.calcsize(form)
    return struct.unpack_from(form, data[place : place + size].ljust(size, b"\0"))


def real(data: bytes, place: int) -> float:
    """A double at a place; what is none, or beyond the record, is zero."""
    if place + 8 > len(data):
        return 0.0
    value = float(struct.unpack_from("<d", data, place)[0])
    return value if abs(value) < 1e308 else 0.0


def packed(data: bytes, place: int) -> float:
    """A number in the four bytes of an RK: thirty bits of a whole number or of a double, perhaps a hundredfold."""
    (bits,) = numbers("<I", data, place)
    if bits & 2:
        value = float(struct.unpack("<i", struct.pack("<I", bits & 0xFFFFFFFC))[0] >> 2)
    else:
        value = real(b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC), 0)
    # A hundredth is taken in decimal: 12.3, not 12.299999999999999.
    return float(f"{value / 100:.15g}") if bits & 1 else value


def string(data: bytes, place: int, wide_count: bool, encoding: str | None) -> str:
    """A string with its count of characters before it, in one or two bytes.

    Args:
        encoding: that of BIFF5's single bytes; None for BIFF8, which says after the count how wide characters are.
    """
    (count,) = numbers("<H" if wide_count else "<B", data, place)
    place += 2 if wide_count else 1
    if encoding is not None:
        return data[place : place + count].decode(encoding, "replace")
    text = Strings([data[place:]])
    return text.characters(count, text.byte())


class Strings:
    """The bytes of a record and of those that continue it, read one after another."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = [piece for piece in pieces if piece]
        self._piece = self._place = 0

    def table(self, count: int) -> list[str]:
        """The strings of the shared table, as many as there are."""
        found: list[str] = []
        while len(found) < min(count, _STRING_LIMIT) and self._rest():
            length = self.byte() | self.byte() << 8
            flags = self.byte()
            runs = self.byte() | self.byte() << 8 if flags & 8 else 0
            extra = sum(self.byte() << shift for shift in (0, 8, 16, 24)) if flags & 4 else 0
            found.append(self.characters(length, flags))
            self._skip(4 * runs + extra)
        return found

    def characters(self, count: int, flags: int) -> str:
        """So many characters; where they run on in the next record, it says anew how wide they are."""
        texts: list[str] = []
        while count > 0:
            wide = 2 if flags & 1 else 1
            here = min(count, self._rest() // wide)
            if here <= 0 and self._piece + 1 >= len(self._pieces):
                break
            if here > 0:
                piece = self._pieces[self._piece]
                raw = piece[self._place : self._place + here * wide]
                texts.append(raw.decode("utf-16-le" if wide == 2 else "latin-1", "replace"))
                self._place += here * wide
                count -= here
            if count > 0:
                self._piece, self._place = self._piece + 1, 0
                flags = self.byte()
        return "".join(texts)

    def byte(self) -> int:
        """The next byte, zero at the end."""
        if not self._rest():
            return 0
        self._place += 1
        return self._pieces[self._piece][self._place - 1]

    def _rest(self) -> int:
        """How many bytes are left in this record, or in the next one where this one is used up."""
        while self._piece < len(self._pieces) and self._place >= len(self._pieces[self._piece]):
            self._piece, self._place = self._piece + 1, 0
        return len(self._pieces[self._piece]) - self._place if self._piece < len(self._pieces) else 0

    def _skip(self, count: int) -> None:
        while count > 0 and (rest := self._rest()):
            step = min(count, rest)
            self._place += step
            count -= step
