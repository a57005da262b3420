"""Tables whose rows each have borders of their own (binary Word, Rich Text), brought onto one set of columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from .base import DraftCell

# Borders of different rows nearer to each other than this (twentieths of a point) are one border.
_NEAR = 60
_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class CellShape:
    """The left and right border of a cell of a row, and whether it only goes on from its neighbours."""

    left: int
    right: int
    goes_on_left: bool = False
    goes_on_above: bool = False


@dataclass
class RowCell:
    """A cell of one row on its way into the grid."""

    left: int
    right: int
    text: str
    goes_on_above: bool


@dataclass
class GridCell:
    """A cell on its way into the grid, by the borders of the table."""

    row: int
    left: int
    right: int
    text: str
    rowspan: int = 1


def row_cells(texts: list[str], shapes: list[CellShape]) -> list[RowCell]:
    """The cells of a row; those beyond its shapes get a width of their own, those that go on from the left join."""
    end = shapes[-1].right if shapes else 0
    while shapes and len(texts) > len(shapes) and not texts[-1].strip():
        texts = texts[:-1]
    extra = range(len(texts) - len(shapes))
    shapes = [*shapes[: len(texts)], *(CellShape(end + _WIDTH * n, end + _WIDTH * (n + 1)) for n in extra)]
    found: list[RowCell] = []
    # A shape without a cell is none: a row is as long as what stands in it.
    for shape, text in zip(shapes, texts, strict=False):
        if found and shape.goes_on_left:
            found[-1].right = max(found[-1].right, shape.right)
        elif shape.right > shape.left or text.strip():
            found.append(RowCell(shape.left, max(shape.right, shape.left + 1), text, shape.goes_on_above))
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
