"""Pieces of one table put together: parts that a page break or a repeated header keeps apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..model import GridCell
from ..text import Span
from .tables_grid import Grid, fold, shift

_CONTINUED = re.compile(r"[（(]?续(?:表|上表|前表)?[\d一二三四五六七八九十]*[）)]?")
_SERIAL = re.compile(r"\d{1,4}")


def join(grids: list[Grid], between: Callable[[Span, Span], list[str]]) -> list[Grid]:
    """The tables of a document, each whole; `between` gives the lines that stand between two places."""
    whole: list[Grid] = []
    for grid in grids:
        if whole:
            words = [line for line in between(whole[-1].span, grid.span) if not _CONTINUED.fullmatch(line)]
            repeated = _repeated_header(whole[-1], grid)
            if not words and grid.width == whole[-1].width and (repeated or _continues(whole[-1], grid)):
                whole[-1] = _append(whole[-1], grid, repeated)
                continue
        whole.append(grid)
    return whole


def _repeated_header(first: Grid, second: Grid) -> int:
    """How many rows of the second piece repeat the head of the first."""
    above, below = first.filled(), second.filled()
    count = 0
    while count < min(3, len(above) - 1, len(below)) and [*map(fold, above[count])] == [*map(fold, below[count])]:
        count += 1
    return count if count and any(fold(cell) for cell in above[0]) else 0


def _continues(first: Grid, second: Grid) -> bool:
    """Whether a piece without a header goes on with the table above: on the next page, or with the next serial."""
    if not first.cells or not second.cells:
        return False
    last, top = first.filled()[-1], second.filled()[0]
    if _SERIAL.fullmatch(last[0]) and _SERIAL.fullmatch(top[0]):
        return int(top[0]) == int(last[0]) + 1
    if first.pages and second.pages and second.pages[0] == first.pages[-1] + 1:
        return not _looks_like_header(top)
    return False


def _looks_like_header(row: list[str]) -> bool:
    return bool(row) and row[0] in {"序号", "编号", "项目", "名称", "单位", "姓名"}


def _append(first: Grid, second: Grid, header: int) -> Grid:
    """The second piece below the first, without its repeated header; a row that the page cut in two made whole."""
    height = first.height
    below = [cell for cell in second.cells if cell.row >= header]
    moved = shift(below, height - header)
    cells = list(first.cells)
    known = first.pages and second.pages and second.pages[0] > first.pages[-1]
    if known and moved and _cut_row(first, second, header):
        cells, moved = _mend(cells, moved, height)
    span = Span(first.span.start, second.span.end)
    pages = tuple(dict.fromkeys((*first.pages, *second.pages)))
    return Grid(span, [*cells, *moved], first.inferred and second.inferred, first.header_rows, pages)


def _cut_row(first: Grid, second: Grid, header: int) -> bool:
    """Whether the first row of the next page is the rest of the last one: its key cells are empty."""
    rows, last = second.filled(), first.filled()[-1]
    if header >= len(rows):
        return False
    top = rows[header]
    filled = [index for index, cell in enumerate(top) if cell]
    return (
        bool(filled) and not top[0] and bool(last[0]) and len(filled) < len(top) and not any(top[: max(1, filled[0])])
    )


def _mend(cells: list[GridCell], moved: list[GridCell], row: int) -> tuple[list[GridCell], list[GridCell]]:
    """The row's rest added to the last row; everything below moves up by one."""
    rest = {cell.col: cell.text for cell in moved if cell.row == row and cell.rowspan == 1}
    if any(cell.row == row and cell.rowspan > 1 for cell in moved):
        return cells, moved
    mended = [
        replace(cell, text=cell.text + rest.pop(cell.col, ""), span=None)
        if cell.row + cell.rowspan == row and cell.col in rest
        else cell
        for cell in cells
    ]
    below = [cell for cell in moved if cell.row > row]
    return mended, shift(below, -1)
