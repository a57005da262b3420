"""Merged cells where the source knows none: cells flattened one to a line leave an empty cell below a merged one."""

from __future__ import annotations

from dataclasses import replace

from ..model import GridCell
from .tables_grid import Grid, fold

# Columns whose empty cells mean what they show.
_FREE = ("备注", "说明", "签名", "签字", "签章", "电话", "手机", "联系", "邮箱")
_TOTAL = ("合计", "总计", "小计", "共计", "总和")


def spread(grid: Grid) -> Grid:
    """The grid with cells that reach over several columns: a total, a title, a header over a second header row."""
    return replace(grid, cells=_header_spans(grid.width, _widen(grid)))


def infer(grid: Grid, header: int) -> Grid:
    """The grid with the merged cells below the header that the behaviour of its columns shows."""
    columns = _merged_columns(grid, header)
    return replace(grid, cells=_merge_down(grid, columns, header))


def _widen(grid: Grid) -> list[GridCell]:
    """Rows with fewer cells than the table is wide: a total reaches over the columns it leaves out."""
    cells: list[GridCell] = []
    for row in grid.by_row():
        missing = grid.width - len(row)
        if row and missing > 0 and (fold(row[0].text).startswith(_TOTAL) or len(row) == 1):
            cells.append(replace(row[0], colspan=missing + 1))
            cells += [replace(cell, col=cell.col + missing) for cell in row[1:]]
        else:
            cells += row
    return cells


def _header_spans(width: int, cells: list[GridCell]) -> list[GridCell]:
    """A first row with fewer cells over a second one of full width, empty where the first reaches down."""
    first = [cell for cell in cells if cell.row == 0]
    second = [cell for cell in cells if cell.row == 1]
    filled = [cell.col for cell in second if cell.text]
    if (
        not 1 < len(first) < width
        or any(cell.colspan > 1 for cell in first)
        or len(second) != width
        or not filled
        or len(filled) == width
    ):
        return cells
    left, right = filled[0], width - 1 - filled[-1]
    over = len(first) - left - right
    if over < 1 or len(filled) != width - left - right or len(filled) % over:
        return cells
    share = len(filled) // over
    spread_out = [
        *(replace(cell, rowspan=2) for cell in first[:left]),
        *(replace(cell, col=left + n * share, colspan=share) for n, cell in enumerate(first[left : left + over])),
        *(replace(cell, col=width - right + n, rowspan=2) for n, cell in enumerate(first[left + over :])),
    ]
    return [*spread_out, *(cell for cell in second if cell.text), *(cell for cell in cells if cell.row > 1)]


def _merged_columns(grid: Grid, header: int) -> set[int]:
    """The columns whose empty cells are the rest of the filled cell above.

    One column beside the serial numbers must be filled throughout. Left of the first such column stand the stubs, each
    filled at least where the one to its left is; right of it a merged column is filled exactly where a stub is.
    """
    by_row = grid.by_row()
    rows = [number for number in range(header, grid.height) if len(by_row[number]) > 1]
    texts = grid.filled()
    names = [fold(cell) for cell in texts[0]] if texts else []
    filled = [frozenset(row for row in rows if texts[row][col]) for col in range(grid.width)]
    body = frozenset(row for row in rows if not fold(texts[row][0]).startswith(_TOTAL))
    full = [col for col in range(grid.width) if body <= filled[col] and not _counts(texts, col, rows)]
    if not full or len(body) < 2 or not rows:
        return set()
    stubs: list[int] = []
    for col in range(full[0]):
        held = filled[col] & body
        if _counts(texts, col, rows) or not held or min(body) not in held or names[col].startswith(_FREE):
            continue
        if stubs and not filled[stubs[-1]] & body <= held:
            return set()
        stubs.append(col)
    shapes = {filled[col] & body for col in stubs}
    merged = {col for col in stubs if filled[col] & body != body}
    for col in range(full[0] + 1, grid.width):
        if filled[col] & body in shapes and filled[col] & body != body and not names[col].startswith(_FREE):
            merged.add(col)
    return merged


def _counts(texts: list[list[str]], col: int, rows: list[int]) -> bool:
    """Whether a column holds serial numbers: 1, 2, 3 …"""
    numbers = [texts[row][col].rstrip(".、") for row in rows if texts[row][col]]
    return len(numbers) > 1 and all(n.isdigit() for n in numbers[:-1]) and numbers[:2] == ["1", "2"]


def _merge_down(grid: Grid, columns: set[int], header: int) -> list[GridCell]:
    cells: list[GridCell] = []
    open_at: dict[int, int] = {}
    for cell in grid.cells:
        col = cell.col
        if cell.row < header or col not in columns or cell.colspan > 1:
            cells.append(cell)
            if cell.colspan > 1:
                open_at.clear()
            continue
        if not cell.text and col in open_at:
            above = cells[open_at[col]]
            if above.row + above.rowspan == cell.row:
                cells[open_at[col]] = replace(above, rowspan=above.rowspan + 1)
                continue
        open_at[col] = len(cells)
        cells.append(cell)
    return cells
