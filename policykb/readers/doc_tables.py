"""Tables of binary Word and Rich Text as grids: rows with borders of their own, brought onto one set of columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from . import doc_sprms as sprm
from .base import DraftCell
from .doc_file import s16, u16
from .doc_sprms import Properties

# Borders of different rows nearer to each other than this (twentieths of a point) are one border.
_NEAR = 60
_FIRST_OF_MERGED, _CONTINUES = 2, 1


@dataclass
class RowCell:
    """A cell of one row: its left and right border, and how it is merged with its neighbours."""

    left: int
    right: int
    text: str
    goes_on_left: bool = False
    goes_on_above: bool = False


@dataclass
class GridCell:
    """A cell on its way into the grid, by the borders of the table."""

    row: int
    left: int
    right: int
    text: str
    rowspan: int = 1


def row_cells(texts: list[str], properties: Properties) -> list[RowCell]:
    """The cells of a row from its definition; of equal width where it has none."""
    borders, flags = _definition(properties)
    if len(borders) < 2:
        borders, flags = [1000 * n for n in range(len(texts) + 1)], [0] * len(texts)
    while len(borders) <= len(texts):
        borders.append(borders[-1] + 1000)
        flags.append(0)
    cells = [
        RowCell(
            borders[n],
            borders[n + 1],
            texts[n] if n < len(texts) else "",
            flags[n] & 3 == _CONTINUES,
            (flags[n] >> 5) & 3 == _CONTINUES,
        )
        for n in range(len(borders) - 1)
    ]
    return _merged(cells)


def _definition(properties: Properties) -> tuple[list[int], list[int]]:
    """The borders of a row's cells and the flags of each cell, with later changes of merging applied."""
    operand = properties.get(sprm.ROW_CELLS, b"")
    count = operand[2] if len(operand) > 2 else 0
    if len(operand) < 3 + 2 * (count + 1):
        return [], []
    borders = [s16(operand, 3 + 2 * n) for n in range(count + 1)]
    base = 3 + 2 * (count + 1)
    flags = [u16(operand, base + 20 * n) for n in range(count)]
    changes = properties.get(sprm.VERTICAL_MERGE, b"")
    for index, merge in zip(changes[::2], changes[1::2], strict=False):
        if index < count:
            flags[index] = flags[index] & ~0x60 | (merge & 3) << 5
    changes = properties.get(sprm.MERGE, b"")
    for first, end in zip(changes[::2], changes[1::2], strict=False):
        for index in range(first, min(end, count)):
            flags[index] = flags[index] & ~3 | (_FIRST_OF_MERGED if index == first else _CONTINUES)
    return borders, flags


def _merged(cells: list[RowCell]) -> list[RowCell]:
    """Cells with those that go on from the left made one; a cell without width joins the one before it."""
    found: list[RowCell] = []
    for cell in cells:
        if found and cell.goes_on_left:
            found[-1].right = max(found[-1].right, cell.right)
        elif cell.right > cell.left or cell.text.strip():
            cell.right = max(cell.right, cell.left + 1)
            found.append(cell)
    return found


def grid(rows: list[list[RowCell]]) -> list[DraftCell]:
    """The cells of a table on one set of columns, merged cells once with their reach."""
    _aligned(rows)
    columns = _columns(rows)
    cells: list[GridCell] = []
    above: dict[int, GridCell] = {}
    for number, row in enumerate(rows):
        here: dict[int, GridCell] = {}
        placed = _placed(row, columns)
        if placed and placed[0][1] > 0:
            cells.append(GridCell(number, 0, placed[0][1], ""))
        for cell, left, right in placed:
            continued = above.get(left) if cell.goes_on_above else None
            if continued is not None and continued.right == right:
                continued.rowspan += 1
                here[left] = continued
            else:
                here[left] = GridCell(number, left, right, cell.text)
                cells.append(here[left])
        end = placed[-1][2] if placed else 0
        if end < len(columns) - 1:
            cells.append(GridCell(number, end, len(columns) - 1, ""))
        above = here
    starts = sorted({cell.left for cell in cells})
    ranks = {start: rank for rank, start in enumerate(starts)}
    return [
        DraftCell(c.row, ranks[c.left], c.text, c.rowspan, bisect_right(starts, c.right - 1) - ranks[c.left])
        for c in cells
    ]


def _aligned(rows: list[list[RowCell]]) -> None:
    """Move a row that is as wide as the one above it, cell for cell, but begins elsewhere, under that row."""
    for above, row in pairwise(rows):
        if above and len(above) == len(row) and above[0].left != row[0].left:
            shift = above[0].left - row[0].left
            if all(abs(one.right + shift - other.right) <= _NEAR for one, other in zip(row, above, strict=True)):
                for cell in row:
                    cell.left += shift
                    cell.right += shift


def _columns(rows: list[list[RowCell]]) -> list[int]:
    """The borders of the table; those that lie near each other are one, unless a cell with text stands between them."""
    borders = {border for row in rows for cell in row for border in (cell.left, cell.right)}
    held = {cell.right for row in rows for cell in row if cell.text.strip() and cell.right - cell.left <= _NEAR}
    columns: list[int] = []
    for border in sorted(borders):
        if not columns or border - columns[-1] > _NEAR or (border in held and border > columns[-1]):
            columns.append(border)
    return columns


def _placed(row: list[RowCell], columns: list[int]) -> list[tuple[RowCell, int, int]]:
    """The cells of a row with the indexes of their borders, from left to right, none over another."""
    placed: list[tuple[RowCell, int, int]] = []
    reached = 0
    for cell in row:
        left = max(reached, bisect_right(columns, cell.left) - 1)
        right = bisect_right(columns, cell.right) - 1
        if left < right:
            placed.append((cell, left, right))
            reached = right
    return placed
