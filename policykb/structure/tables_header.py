"""The header of a table: how many rows it has, and one name a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..model import GridCell
from .tables_grid import Grid

_NUMBER = re.compile(r"[-+]?[\d,.，]+(?:\.\d+)?[%％]?")
_UNIT = re.compile(
    r"[（(]?(?:计量|金额|货币)?单位[：:]\s?"
    r"((?!请|自|按)[一-鿿A-Za-z%％℃/㎡]{1,8}(?:[、，,][一-鿿A-Za-z%％℃/㎡]{1,8}){0,5})(?=$|[）)\s，,；;、])"
)
# What counts rows and heads none of them: 第1天, 3, 一、, □第1款
_COUNTED = re.compile(r"[□☑]?第?[\d一二三四五六七八九十]{1,3}(?:[.、．]|[天周期次年月日节课条款项类]|[）)])?")


def caption_rows(grid: Grid) -> int:
    """Rows above the header that one cell fills, or nothing: a title or a unit printed inside the table."""
    rows = grid.by_row()
    count = 0
    while count < grid.height - 1:
        row = rows[count]
        whole = len(row) == 1 and row[0].colspan == grid.width and row[0].rowspan == 1 and grid.width > 1
        if not whole and any(cell.text for cell in row):
            break
        count += 1
    return count


def header_rows(grid: Grid, first: int) -> int:
    """How many rows from `first` on are header; 0 where the table begins with data."""
    if grid.header_rows is not None and grid.header_rows > first:
        return grid.header_rows - first
    row, below = grid.row(first), grid.row(first + 1)
    if not row or grid.height - first < 2:
        return 0
    if below and _COUNTED.fullmatch(row[0].text) and _COUNTED.fullmatch(below[0].text):
        return 0
    if any(_NUMBER.fullmatch(cell.text) for cell in row if cell.text):
        return 0
    filled = [cell for cell in row if cell.text]
    if len(filled) * 2 < len(row) or any(len(cell.text) > 60 or cell.text[-1] in "。；" for cell in filled):
        return 0
    deepest, least = max(cell.rowspan for cell in row), min(cell.rowspan for cell in filled)
    depth = deepest if any(cell.colspan > 1 for cell in row) else least
    if 1 < depth <= 4:
        return min(depth, grid.height - first - 1)
    spread = any(cell.colspan > 1 for cell in row) and grid.height - first > 2
    words = bool(below) and all(cell.text and not _NUMBER.fullmatch(cell.text) for cell in below)
    return 2 if spread and words else 1


def column_names(grid: Grid, first: int, count: int) -> tuple[str, ...]:
    """One name a column; the rows of the header as a path: 2022年/计划."""
    covering = grid.covering()
    names = []
    for col in range(grid.width):
        path: list[GridCell] = []
        for row in range(first, first + count):
            cell = covering[row][col]
            if cell is not None and cell not in path and cell.text:
                path.append(cell)
        names.append("/".join(cell.text for cell in path))
    return tuple(names)


def unit_in(text: str) -> str | None:
    """The unit that a line above a table states: 单位：万元; several as one text: 万亩、万吨."""
    found = _UNIT.search(text)
    return re.sub("[，,]", "、", found.group(1)) if found else None


def is_form(grid: Grid, first: int) -> bool:
    """Whether a table is a form without a header: labels and empty cells in rows of many shapes."""
    shapes = Counter(_shape(row) for row in grid.covering()[first:])
    cells = [cell for cell in grid.cells if cell.row >= first]
    if len(cells) < 4 or len(shapes) < 3:
        return False
    empty = sum(not cell.text for cell in cells)
    common = shapes.most_common(1)[0][1]
    return empty * 4 >= len(cells) or (len(shapes) >= 4 and common * 2 < shapes.total())


def is_blank(rows: Sequence[Sequence[str]], height: int) -> bool:
    """Whether the body of a table, `height` rows of it, waits to be filled in: nearly nothing but serial numbers."""
    cells = [cell for row in rows for cell in row[1:]]
    return height > 0 and sum(not cell for cell in cells) * 10 >= len(cells) * 7


def _shape(row: Sequence[GridCell | None]) -> tuple[tuple[int, int], ...]:
    """How a row is divided, whichever rows its cells begin in."""
    return tuple(dict.fromkeys((cell.col, cell.colspan) for cell in row if cell))
