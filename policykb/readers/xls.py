"""Binary Excel workbooks (.xls, Kingsoft's .et): every cell as it is shown, hidden sheets, rows, columns left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import EncryptedError, UnreadableError
from ..model import Content, Source
from .base import Draft, Reader
from .ole import Compound, holds
from .sheet_formats import BUILT_IN, shown
from .sheet_grid import Place, Worksheet
from .sheet_layout import written
from .xls_records import BEGIN, END, Record, Strings, numbers, packed, real, records, string

_CELL_LIMIT, _MERGE_LIMIT, _SHEET_LIMIT = 400_000, 20_000, 1000
_BIFF8 = 0x600
_WIDEST = 255
# What the record numbers mean.
_BOUNDSHEET, _CODEPAGE, _DATEMODE, _FILEPASS, _FORMAT, _SST, _XF = 0x85, 0x42, 0x22, 0x2F, 0x41E, 0xFC, 0xE0
_BLANK, _BOOLERR, _COLINFO, _FORMULA, _LABEL, _LABELSST = 0x201, 0x205, 0x7D, 0x06, 0x204, 0xFD
_MERGED, _MULBLANK, _MULRK, _NUMBER, _RK, _ROW, _RSTRING, _STRING = 0xE5, 0xBE, 0xBD, 0x203, 0x27E, 0x208, 0xD6, 0x207
# Code pages by number; what names none of these is as files of mainland offices are.
_ENCODINGS = {950: "big5hkscs", 65001: "utf-8"}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass
class Book:
    """What all sheets share."""

    version: int = _BIFF8
    encoding: str = "gb18030"
    from_1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[tuple[int, bool]] = field(default_factory=list)
    sheets: list[tuple[int, Worksheet]] = field(default_factory=list)

    @property
    def bytes_encoding(self) -> str | None:
        """The encoding of strings of single bytes; None where strings say themselves how wide they are."""
        return None if self.version >= _BIFF8 else self.encoding

    def shown(self, value: float, style: int) -> str:
        """A number as its style shows it."""
        id = self.styles[style][0] if style < len(self.styles) else 0
        return shown(value, self.formats.get(id) or BUILT_IN.get(id, "General"), self.from_1904)

    def is_lined(self, style: int) -> bool:
        """Whether a style draws lines on two sides or more."""
        return style < len(self.styles) and self.styles[style][1]


def _globals(stream: bytes) -> Book:
    book = Book()
    for record in records(stream):
        data, kind = record.data, record.kind
        if kind == BEGIN:
            book.version = numbers("<H", data)[0]
        elif kind == _FILEPASS:
            raise EncryptedError("the workbook opens with a password only")
        elif kind == _CODEPAGE:
            book.encoding = _ENCODINGS.get(numbers("<H", data)[0], "gb18030")
        elif kind == _DATEMODE:
            book.from_1904 = numbers("<H", data)[0] == 1
        elif kind == _FORMAT:
            book.formats[numbers("<H", data)[0]] = string(data, 2, book.version >= _BIFF8, book.bytes_encoding)
        elif kind == _XF:
            lines = numbers("<I", data, 10)[0] if book.version >= _BIFF8 else 0
            drawn = sum(bool(lines >> shift & 15) for shift in (0, 4, 8, 12))
            book.styles.append((numbers("<H", data, 2)[0], drawn > 1))
        elif kind == _SST:
            book.strings = Strings([data[8:], *record.more]).table(numbers("<I", data, 4)[0])
        elif kind == _BOUNDSHEET:
            place, state, type = numbers("<IBB", data)
            if type == 0 and len(book.sheets) < _SHEET_LIMIT:
                name = string(data, 6, False, book.bytes_encoding)
                book.sheets.append((place, Worksheet(name, hidden=bool(state & 3))))
        elif kind == END:
            break
    return book


class _Filling:
    """The reading of one sheet's records."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book, self.sheet = book, sheet
        self.awaited: Place | None = None

    def fill(self, stream: bytes, place: int) -> None:
        """Take in the records from the sheet's beginning to its end; those of charts inside it are passed over."""
        depth = 0
        for record in records(stream, place):
            if record.kind == BEGIN:
                depth += 1
            elif record.kind == END:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                if len(self.sheet.texts) >= _CELL_LIMIT:
                    self.sheet.cut = True
                    return
                self._take(record)
        self.sheet.broken = True

    def _take(self, record: Record) -> None:
        data, kind, book, sheet = record.data, record.kind, self.book, self.sheet
        if kind == _ROW:
            row, *_, flags = numbers("<HHHHHHH", data)
            if flags & 0x20:
                sheet.hidden_rows.add(row)
        elif kind == _COLINFO:
            first, last, _, _, flags = numbers("<HHHHH", data)
            if flags & 1:
                sheet.hidden_columns.update(range(first, min(last, _WIDEST) + 1))
        elif kind == _MERGED:
            for n in range(min(numbers("<H", data)[0], (len(data) - 2) // 8)):
                top, bottom, left, right = numbers("<HHHH", data, 2 + 8 * n)
                if len(sheet.merged) < _MERGE_LIMIT and top <= bottom and left <= right:
                    sheet.merged.append((top, left, bottom, right))
        elif kind in (_MULRK, _MULBLANK):
            size = 6 if kind == _MULRK else 2
            row, col = numbers("<HH", data)
            for n in range((len(data) - 6) // size):
                (style,) = numbers("<H", data, 4 + n * size)
                text = book.shown(packed(data, 6 + n * size), style) if kind == _MULRK else ""
                self._put((row, col + n), style, text)
        elif kind == _STRING and self.awaited is not None:
            sheet.put(self.awaited, self._long(record, 0))
            self.awaited = None
        elif kind in (_BLANK, _BOOLERR, _FORMULA, _LABEL, _LABELSST, _NUMBER, _RK, _RSTRING) and len(data) >= 6:
            row, col, style = numbers("<HHH", data)
            self._put((row, col), style, self._text(record, style, (row, col)))

    def _put(self, place: Place, style: int, text: str) -> None:
        if self.book.is_lined(style):
            self.sheet.lined.add(place)
        self.sheet.put(place, text)

    def _text(self, record: Record, style: int, place: Place) -> str:
        data, kind, book = record.data, record.kind, self.book
        if kind == _LABELSST:
            (index,) = numbers("<I", data, 6)
            return book.strings[index] if index < len(book.strings) else ""
        if kind == _NUMBER:
            return book.shown(real(data, 6), style)
        if kind == _RK:
            return book.shown(packed(data, 6), style)
        if kind in (_LABEL, _RSTRING):
            return self._long(record, 6)
        if kind == _BOOLERR:
            value, error = numbers("<BB", data, 6)
            return _ERRORS.get(value, "#N/A") if error else ("TRUE" if value else "FALSE")
        if kind == _FORMULA:
            self._total(data[22 : 22 + numbers("<H", data, 20)[0]])
            if data[12:14] != b"\xff\xff":
                return book.shown(real(data, 6), style)
            type, _, value = numbers("<BBB", data, 6)
            self.awaited = place if type == 0 else None
            return {1: "TRUE" if value else "FALSE", 2: _ERRORS.get(value, "#N/A")}.get(type, "")
        return ""

    def _total(self, tokens: bytes) -> None:
        """Note the area of a formula that is nothing but its sum: an area, and SUM as a short or a long token."""
        if tokens[:1] in (b"\x25", b"\x45", b"\x65") and (
            tokens[9:11] == b"\x19\x10" or (tokens[9:10] in (b"\x22", b"\x42", b"\x62") and tokens[10:13] == b"\1\4\0")
        ):
            top, bottom, left, right = numbers("<HHHH", tokens, 1)
            self.sheet.totals.append((top, left & 0x3FFF, bottom, right & 0x3FFF))

    def _long(self, record: Record, place: int) -> str:
        """A string that may run on over the records that continue this one."""
        (count,) = numbers("<H", record.data, place)
        encoding = self.book.bytes_encoding
        if encoding is not None:
            return string(record.data, place, True, encoding)
        text = Strings([record.data[place + 2 :], *record.more])
        return text.characters(count, text.byte())


def _read(source: Source) -> Content:
    file = Compound(source.data)
    stream = file.read("Workbook") or file.read("Book")
    if not stream:
        raise UnreadableError("the compound file has no workbook in it")
    book = _globals(stream)
    for place, sheet in book.sheets:
        _Filling(book, sheet).fill(stream, place)
    if not book.sheets:
        raise UnreadableError("the workbook names no sheets; it is damaged or from before Excel 5")
    return written(Draft("xls", "olefile"), [sheet for _, sheet in book.sheets])


def _is_workbook(source: Source) -> bool:
    data = source.data
    return (holds(data, "Workbook") or holds(data, "Book")) and not holds(data, "WordDocument")


READER = Reader("xls", "olefile", _is_workbook, _read)
