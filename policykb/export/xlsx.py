"""Workbooks: a sheet for each header, merged as it is printed, and one that says where everything comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

from ..codec import number_json
from ..errors import MissingExtraError
from .delimited import is_formula
from .sheets import Column, Sheet

PROVENANCE = "来源"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# What a workbook holds at most.
_CELL, _ROWS = 32_767, 1_048_576
_HEAD: dict[str, Any] = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
_KEYS = ("sheet", "document", "source", "table", "label", "title", "unit", "pages", "rows", "totals", "notes", "checks")


def write(sheets: Sequence[Sheet], file: IO[bytes]) -> None:
    """A workbook of sheets.

    Every text is written as text, never as a formula; one that begins like a formula is marked so that editing it
    makes none. A text longer than a cell may hold is cut, and ends with "…".

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("xlsx", "XlsxWriter") from None
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        names: list[str] = [PROVENANCE]
        for sheet in sheets:
            names.append(_sheet_name(sheet.title, names))
            _Writer(book, book.add_worksheet(names[-1])).fill(sheet)
        if any(sheet.tables for sheet in sheets):
            _provenance(book, sheets, names[1:])


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """A name that a workbook takes: at most 31 characters, none forbidden, no other sheet's."""
    plain = _FORBIDDEN.sub(" ", title).strip().strip("'") or "table"
    known = {name.lower() for name in taken}
    found, number = plain[:31].strip(), 1
    while found.lower() in known:
        number += 1
        found = f"{plain[: 30 - len(str(number))].strip()} {number}"
    return found


class _Writer:
    """A worksheet on its way."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.book, self.sheet = book, sheet
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def fill(self, sheet: Sheet) -> None:
        depth = max((len(column.path) for column in sheet.columns), default=1)
        self.header(sheet.columns, depth)
        self.sheet.freeze_panes(depth, 0)
        for col, column in enumerate(sheet.columns):
            look = _look(column)
            for row, value in enumerate(column.values[: _ROWS - depth], depth):
                self.put(row, col, value, look)
            self.sheet.set_column(col, col, _width(column))

    def header(self, columns: Sequence[Column], depth: int) -> None:
        """The names, those of one group under one cell, those of fewer rows reaching down."""
        for row in range(depth):
            for first, last in _groups(columns, row):
                path = columns[first].path
                end = depth - 1 if len(path) == row + 1 else row
                if (first, row) == (last, end):
                    self.put(row, first, path[row], _HEAD)
                else:
                    self.sheet.merge_range(row, first, end, last, "", self.style(_HEAD))
                    self.put(row, first, path[row], _HEAD)

    def put(self, row: int, col: int, value: Any, look: dict[str, Any]) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(row, col, value, self.style(look))
        elif isinstance(value, int | float | Decimal):
            number = float(value) / 100 if "%" in str(look.get("num_format")) else number_json(Decimal(str(value)))
            self.sheet.write_number(row, col, number, self.style(look))
        elif isinstance(value, date):
            self.sheet.write_datetime(row, col, value, self.style(look))
        else:
            text = "；".join(value) if isinstance(value, tuple) else str(value)
            text = text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
            mark = {"quote_prefix": True} if is_formula(text) else {}
            self.sheet.write_string(row, col, text, self.style({**look, **mark}))

    def style(self, look: dict[str, Any]) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(key))
        return self.formats[key]


def _groups(columns: Sequence[Column], row: int) -> Iterator[tuple[int, int]]:
    """The first and last columns of each cell of a header row."""
    col = 0
    while col < len(columns):
        path = columns[col].path
        last = col
        if len(path) > row:
            inner = len(path) > row + 1
            while inner and last + 1 < len(columns) and _within(columns[last + 1].path, path, row):
                last += 1
            yield col, last
        col = last + 1


def _within(path: tuple[str, ...], group: tuple[str, ...], row: int) -> bool:
    return len(path) > row + 1 and path[: row + 1] == group[: row + 1]


def _look(column: Column) -> dict[str, Any]:
    """How the cells of a column are shown: days, shares of a hundred and figures as such."""
    if column.kind == "date":
        return {"num_format": "yyyy-mm-dd"}
    numbers: list[int | float | Decimal] = [n for n in column.values if isinstance(n, int | float | Decimal)]
    if not numbers or column.kind in ("text", "serial", "flag"):
        return {"text_wrap": True, "valign": "top"} if column.kind in ("text", "list") else {}
    places = max(_places(value) for value in numbers)
    if column.kind == "percent" and column.unit == "%":
        return {"num_format": "0" + (f".{'0' * places}" if places else "") + "%"}
    grouped = column.role == "value" and any(not -10_000 < value < 10_000 for value in numbers)
    return {"num_format": ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "")}


def _places(number: int | float | Decimal) -> int:
    return min(6, max(0, -int(Decimal(str(number)).as_tuple().exponent)))


def _width(column: Column) -> int:
    """How wide a column is, in characters; a Chinese one takes two."""
    texts = [column.path[-1], *(str(value) for value in column.values[:200] if value is not None)]
    widest = max(sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text) for text in texts)
    return min(60, max(6, widest + 2))


def _provenance(book: Any, sheets: Sequence[Sheet], names: Sequence[str]) -> None:
    writer = _Writer(book, book.add_worksheet(PROVENANCE))
    for col, key in enumerate(_KEYS):
        writer.put(0, col, key, _HEAD)
    row = 0
    for name, sheet in zip(names, sheets, strict=True):
        for table in sheet.tables:
            row += 1
            for col, value in enumerate(_origin(name, table)):
                writer.put(row, col, value, {"text_wrap": True, "valign": "top"})
    writer.sheet.set_column(0, len(_KEYS) - 1, 24)
    writer.sheet.freeze_panes(1, 0)


def _origin(name: str, table: dict[str, Any]) -> Iterator[Any]:
    """What the sheet of origins says of a table, in the order of its header."""
    yield from (name, table["document"], table["source"], table["number"], table["label"], table["title"])
    yield table["unit"]
    yield tuple(map(str, table["evidence"]["pages"])) or None
    yield len(table["rows"])
    yield "\n".join(" ".join(filter(None, total)) for total in table["totals"]) or None
    yield "\n".join(table["notes"]) or None
    checks = (
        f"{'✓' if one['ok'] else '✗'} {one['check']}: {one['expected']} / {one['found']}" for one in table["checks"]
    )
    yield "\n".join(checks) or None
