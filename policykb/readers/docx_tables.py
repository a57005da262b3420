"""A Word table as a grid of cells, each once with its reach."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .base import DraftCell
from .docx_package import Element, W
from .docx_styles import number, switch, value
from .docx_text import unwrapped

# A grid column narrower than this (twentieths of a point) is the trace of two borders that were drawn out of line.
_SLIVER = 80
_COLUMN_LIMIT = 4096


@dataclass
class GridCell:
    """A cell on its way into the grid, by the boundaries of the table's own column grid."""

    row: int
    left: int
    right: int
    text: str
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, and how many rows at its top are marked to be repeated on every page."""

    cells: list[DraftCell]
    header_rows: int | None


def grid(table: Element, text_of: Callable[[Element], str]) -> Grid:
    """The grid of a w:tbl; `text_of` gives the text of a w:tc and is called once for each cell, in order."""
    cells: list[GridCell] = []
    above: dict[int, GridCell] = {}
    header_rows, row = 0, 0
    for element in unwrapped(table, "tr"):
        properties = element.find(W + "trPr")
        if properties is not None and (properties.find(W + "del") is not None or switch(properties, "hidden")):
            continue
        if properties is not None and switch(properties, "tblHeader") and header_rows == row:
            header_rows += 1
        above = _row(element, row, above, cells, text_of)
        row += 1
    _even(cells, row)
    return Grid(_compact(cells, _slivers(table)), header_rows or None)


def _row(
    element: Element, row: int, above: dict[int, GridCell], cells: list[GridCell], text_of: Callable[[Element], str]
) -> dict[int, GridCell]:
    """Put a row's cells into the grid; the cells that a cell of the next row may continue, by their left boundary."""
    properties = element.find(W + "trPr")
    column = 0
    open_cells: dict[int, GridCell] = {}
    skipped = min(number(value(properties, "gridBefore")) or 0, _COLUMN_LIMIT // 2)
    if skipped > 0:
        cells.append(GridCell(row, 0, skipped, ""))
        column = skipped
    last: GridCell | None = None
    for cell in unwrapped(element, "tc"):
        marks = cell.find(W + "tcPr")
        if marks is not None and marks.find(W + "cellDel") is not None:
            continue
        right = min(column + max(1, number(value(marks, "gridSpan")) or 1), _COLUMN_LIMIT)
        if right <= column:
            break
        continued = above.get(column) if _merge(marks, "vMerge") == "continue" else None
        if _merge(marks, "hMerge") == "continue" and last is not None:
            last.right = max(last.right, right)
        elif continued is not None and row == continued.row + continued.rowspan:
            continued.rowspan += 1
            last = open_cells[column] = continued
        else:
            last = open_cells[column] = GridCell(row, column, right, text_of(cell))
            cells.append(last)
        column = right
    return open_cells


def _merge(marks: Element | None, name: str) -> str | None:
    mark = marks.find(W + name) if marks is not None else None
    return None if mark is None else str(mark.get(W + "val") or "continue")


def _even(cells: list[GridCell], rows: int) -> None:
    """Fill the ends of short rows with empty cells."""
    ends = [0] * rows
    for cell in cells:
        for row in range(cell.row, min(rows, cell.row + cell.rowspan)):
            ends[row] = max(ends[row], cell.right)
    width = max(ends, default=0)
    cells.extend(GridCell(row, end, width, "") for row, end in enumerate(ends) if 0 < end < width)


def _slivers(table: Element) -> set[int]:
    """The boundaries that lie hardly to the right of the one before."""
    columns = table.find(W + "tblGrid")
    widths = [number(column.get(W + "w")) for column in columns.iterfind(W + "gridCol")] if columns is not None else []
    return {index + 1 for index, width in enumerate(widths) if width is not None and 0 < width < _SLIVER}


def _compact(cells: list[GridCell], slivers: set[int]) -> list[DraftCell]:
    """Number the columns anew: without slivers that hold no text, and without boundaries at which nothing begins."""
    held = {cell.right for cell in cells if cell.right == cell.left + 1 and cell.text.strip()}

    def snapped(boundary: int) -> int:
        while boundary in slivers and boundary not in held:
            boundary -= 1
        return boundary

    placed = [(cell, snapped(cell.left), snapped(cell.right)) for cell in cells]
    starts = sorted({left for _, left, right in placed if left < right})
    return [
        DraftCell(cell.row, first, cell.text, cell.rowspan, max(1, bisect_left(starts, right) - first))
        for cell, left, right in placed
        if left < right
        for first in (bisect_left(starts, left),)
    ]


def only_cell(table: Element) -> Element | None:
    """The one cell of a table that has no other: a frame around text, not a table."""
    rows = iter(unwrapped(table, "tr"))
    first = next(rows, None)
    if first is None or next(rows, None) is not None:
        return None
    cells: Iterator[Element] = iter(unwrapped(first, "tc"))
    cell = next(cells, None)
    return cell if cell is not None and next(cells, None) is None else None
