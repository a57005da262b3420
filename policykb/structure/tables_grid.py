"""A table as a grid of cells with their clean text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ..model import Block, GridCell
from ..text import Span, Text


@dataclass
class Grid:
    """A table on its way: its cells in order of row and column, merged cells once.

    Args:
        inferred: the source knows no merged cells (its cells were flattened into lines), so they must be inferred.
        header_rows: how many rows the format marks as header, None where it does not say.
    """

    span: Span
    cells: list[GridCell]
    inferred: bool = False
    header_rows: int | None = None
    pages: tuple[int, ...] = ()

    @cached_property
    def height(self) -> int:
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        return max((cell.col + cell.colspan for cell in self.cells), default=0)

    def covering(self) -> list[list[GridCell | None]]:
        """For each place of the grid the cell that covers it, None where the table has a hole."""
        found: list[list[GridCell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for col in range(cell.col, cell.col + cell.colspan):
                    found[row][col] = found[row][col] or cell
        return found

    def filled(self) -> list[list[str]]:
        """The text at every place, merged cells repeated."""
        return [[cell.text if cell else "" for cell in row] for row in self.covering()]

    def by_row(self) -> list[list[GridCell]]:
        """For each row the cells that begin in it."""
        found: list[list[GridCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            found[cell.row].append(cell)
        return found

    def row(self, number: int) -> list[GridCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == number]


def fold(text: str) -> str:
    """A cell's text for comparison."""
    return "".join(text.split()).replace("(", "（").replace(")", "）")


def from_block(block: Block, span: Span, text: Text) -> Grid:
    """The grid of a table block; spans that reach over each other or out of any sense are cut down to one place."""
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for cell in block.cells:
        place = text.to_clean(cell.span).strip(text.clean)
        reach = {
            (row, col)
            for row in range(cell.row, cell.row + max(1, min(cell.rowspan, 2000)))
            for col in range(cell.col, cell.col + max(1, min(cell.colspan, 200)))
        }
        rowspan, colspan = max(1, min(cell.rowspan, 2000)), max(1, min(cell.colspan, 200))
        if reach & taken:
            if (cell.row, cell.col) in taken:
                continue
            reach, rowspan, colspan = {(cell.row, cell.col)}, 1, 1
        taken |= reach
        words = " ".join(place.cut(text.clean).split("\n"))
        cells.append(GridCell(cell.row, cell.col, words, rowspan, colspan, cell.page, place if len(place) else None))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    pages = block.pages or tuple(sorted({cell.page for cell in block.cells if cell.page is not None}))
    inferred = all(cell.rowspan == 1 and cell.colspan == 1 for cell in cells)
    return Grid(span, cells, inferred, block.header_rows, pages)


def shift(cells: list[GridCell], rows: int) -> list[GridCell]:
    """The cells moved down."""
    return [replace(cell, row=cell.row + rows) for cell in cells]
