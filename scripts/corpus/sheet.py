"""Drafts as workbooks: lines as merged cells over the table's width, figures as numbers with number formats."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from .draft import Grid, Line
from .word import without_times

NUMBER = re.compile(r"(-?[\d,]+)(\.\d+)?(%?)")
LINE = Side(style="thin")


def write(parts: list[Line | Grid], path: Path) -> None:
    """Write the draft as an .xlsx of one sheet; the same draft gives the same bytes."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(1980, 1, 1)
    sheet = book.active
    width = max(len(part.rows[0]) for part in parts if isinstance(part, Grid))
    row = 1
    for part in parts:
        row = _line(sheet, row, width, part) if isinstance(part, Line) else _table(sheet, row, part)
    raw = io.BytesIO()
    # Not by Workbook.save, which writes the time into the file.
    ExcelWriter(book, zipfile.ZipFile(raw, "w")).save()
    path.write_bytes(without_times(raw.getvalue()))


def _line(sheet: Worksheet, row: int, width: int, line: Line) -> int:
    if line.text:
        side = {"title": "center", "heading": "center", "centre": "center", "right": "right"}.get(line.style, "left")
        column = width if line.style == "right" else 1
        sheet.cell(row, column, line.text).alignment = Alignment(horizontal=side)
        if line.style != "right":
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    return row + 1


def _table(sheet: Worksheet, top: int, grid: Grid) -> int:
    for cell in grid.cells():
        row, column = top + cell.row, 1 + cell.col
        value, form = _value(cell.text)
        sheet.cell(row, column, value).number_format = form
        if cell.rowspan > 1 or cell.colspan > 1:
            sheet.merge_cells(None, row, column, row + cell.rowspan - 1, column + cell.colspan - 1)
    for row in sheet.iter_rows(top, top + len(grid.rows) - 1, 1, len(grid.rows[0])):
        for cell in row:
            cell.border = Border(LINE, LINE, LINE, LINE)
    return top + len(grid.rows)


def _value(text: str) -> tuple[str | float, str]:
    """A figure as a number and the format that shows it so; everything else as text."""
    match = NUMBER.fullmatch(text)
    if not match:
        return text, "General"
    whole, part, percent = match.groups()
    form = ("#,##0" if "," in whole else "0") + ("." + "0" * (len(part) - 1) if part else "") + percent
    value = float(whole.replace(",", "") + (part or ""))
    return (round(value / 100, 9) if percent else value), form
