"""Ruled tables: a grid over the drawn lines, whose cells are one where no line was drawn between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .pdf_lines import stacked
from .pdf_page import Glyph, Page, Ruling

# In points: lines nearer than this are one; ends nearer than this touch.
_SNAP, _GAP, _TOUCH = 2.5, 3.0, 3.0
_SHORTEST = 7.0
_OPEN = 8.0
# More lines than any table has: a map, a drawing, an attack.
_RULING_LIMIT = 3000
_CELL_LIMIT = 200_000


@dataclass
class PlacedCell:
    """A cell by its place in the grid, its reach, its text and its page."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    page: int


@dataclass
class PlacedTable:
    """A table on a page: its place, the boundaries of its columns, its cells.

    Args:
        xs: the left ends of the columns and the right end of the last.
        rows: how many rows.
        torn: cells that are no rectangle and were cut up, a sign that lines are missing.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    xs: list[float]
    rows: int
    cells: list[PlacedCell]
    pages: list[int] = field(default_factory=list)
    torn: int = 0
    ruled: bool = True


def ruled_tables(page: Page) -> tuple[list[PlacedTable], list[Glyph]]:
    """The ruled tables of a page from above downwards, and the glyphs that stand in none of them."""
    across, down = _joined(page.across), _joined(page.down)
    free = page.glyphs
    if len(across) < 2 or not down or len(across) > _RULING_LIMIT or len(down) > _RULING_LIMIT:
        return [], free
    tables: list[PlacedTable] = []
    found = [grid for grid in map(_grid, _touching(across, down)) if grid is not None]
    # A table inside a cell of another takes its glyphs first.
    for grid in sorted(found, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])):
        inside, outside = _held(free, grid)
        table = grid.table(page.number, inside)
        if table is not None:
            tables.append(table)
            free = outside
    return sorted(tables, key=lambda table: (table.top, table.x0)), free


def _joined(rulings: list[Ruling]) -> list[Ruling]:
    """Lines along the same place as one, dots and dashes too; what is too short to part cells is left out."""
    joined: list[Ruling] = []
    group: list[Ruling] = []

    def close() -> None:
        place = sum(r.place * (r.end - r.start + 0.1) for r in group) / sum(r.end - r.start + 0.1 for r in group)
        start = end = None
        for ruling in sorted(group, key=lambda r: r.start):
            if start is None or end is None:
                start, end = ruling.start, ruling.end
            elif ruling.start <= end + _GAP:
                end = max(end, ruling.end)
            else:
                joined.append(Ruling(place, start, end))
                start, end = ruling.start, ruling.end
        if start is not None and end is not None:
            joined.append(Ruling(place, start, end))

    for ruling in sorted(rulings):
        if group and ruling.place - group[0].place > _SNAP:
            close()
            group = []
        group.append(ruling)
    if group:
        close()
    return [ruling for ruling in joined if ruling.end - ruling.start >= _SHORTEST]


def _touching(across: list[Ruling], down: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch one another, as groups."""
    parent = list(range(len(across) + len(down)))
    places = [ruling.place for ruling in down]
    for i, line in enumerate(across):
        low, high = bisect_left(places, line.start - _TOUCH), bisect_right(places, line.end + _TOUCH)
        for j in range(low, high):
            if down[j].start - _TOUCH <= line.place <= down[j].end + _TOUCH:
                parent[_root(parent, i)] = _root(parent, len(across) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(_root(parent, index), ([], []))
        if index < len(across):
            group[0].append(across[index])
        else:
            group[1].append(down[index - len(across)])
    for rows, columns in groups.values():
        if len(rows) >= 2 and columns:
            yield rows, columns


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


@dataclass
class _Grid:
    """The boundaries of a table, and for every small cell of the grid which cell it belongs to."""

    xs: list[float]
    ys: list[float]
    owner: list[list[int]]

    def table(self, page: int, glyphs: Sequence[Glyph]) -> PlacedTable | None:
        """The table with its text; None for what is no table but a frame, a drawing or an empty grid."""
        regions, torn = self._regions()
        if len(regions) < 2 or torn > 0.3 * len(regions):
            return None
        held: dict[int, list[Glyph]] = {}
        index = {(r, c): n for n, (top, left, h, w) in enumerate(regions)
                 for r in range(top, top + h) for c in range(left, left + w)}  # fmt: skip
        for glyph in glyphs:
            row = bisect_right(self.ys, (glyph.top + glyph.bottom) / 2) - 1
            col = bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2) - 1
            key = (min(max(row, 0), len(self.ys) - 2), min(max(col, 0), len(self.xs) - 2))
            held.setdefault(index[key], []).append(glyph)
        if not held:
            return None
        cells = [
            PlacedCell(top, left, h, w, stacked(held[n], page) if n in held else "", page)
            for n, (top, left, h, w) in enumerate(regions)
        ]
        box = (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])
        return PlacedTable(page, *box, list(self.xs), len(self.ys) - 1, cells, [page], torn)

    def _regions(self) -> tuple[list[tuple[int, int, int, int]], int]:
        """The cells as rectangles (row, column, height, width); how many had to be cut up for that."""
        members: dict[int, list[tuple[int, int]]] = {}
        for row, owners in enumerate(self.owner):
            for col, owner in enumerate(owners):
                members.setdefault(owner, []).append((row, col))
        regions: list[tuple[int, int, int, int]] = []
        torn = 0
        for places in members.values():
            top, bottom = places[0][0], places[-1][0]
            left, right = min(c for _, c in places), max(c for _, c in places)
            if len(places) == (bottom - top + 1) * (right - left + 1):
                regions.append((top, left, bottom - top + 1, right - left + 1))
                continue
            torn += 1
            regions += _cut(places)
        return sorted(regions), torn


def _cut(places: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """An area that is no rectangle as stretches of its rows."""
    stretches: list[tuple[int, int, int, int]] = []
    for row, col in places:
        last = stretches[-1] if stretches else None
        if last is not None and last[0] == row and last[1] + last[3] == col:
            stretches[-1] = (row, last[1], 1, last[3] + 1)
        else:
            stretches.append((row, col, 1, 1))
    return stretches


def _grid(lines: tuple[list[Ruling], list[Ruling]]) -> _Grid | None:
    across, down = lines
    down = _closed(down, across)
    across = _closed(across, down)
    xs, ys = _boundaries(down), _boundaries(across)
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1 or rows * cols < 2 or rows * cols > _CELL_LIMIT:
        return None
    over = _drawn(across, ys, xs)
    beside = _drawn(down, xs, ys)
    if not _framed(over, beside):
        return None
    parent = list(range(rows * cols))
    for row in range(rows):
        for col in range(cols):
            if col + 1 < cols and not beside[col + 1][row]:
                parent[_root(parent, row * cols + col + 1)] = _root(parent, row * cols + col)
            if row + 1 < rows and not over[row + 1][col]:
                parent[_root(parent, (row + 1) * cols + col)] = _root(parent, row * cols + col)
    return _Grid(xs, ys, [[_root(parent, row * cols + col) for col in range(cols)] for row in range(rows)])


def _closed(lines: list[Ruling], crossing: list[Ruling]) -> list[Ruling]:
    """Lines and, where the crossing ones run on beyond the outermost, the sides that were left open."""
    start, end = min(line.start for line in crossing), max(line.end for line in crossing)
    low, high = min(line.place for line in crossing), max(line.place for line in crossing)
    closed = list(lines)
    if min(line.place for line in lines) - start > _OPEN:
        closed.append(Ruling(start, low, high))
    if end - max(line.place for line in lines) > _OPEN:
        closed.append(Ruling(end, low, high))
    return closed


def _boundaries(lines: list[Ruling]) -> list[float]:
    """The places of lines, those that are hardly apart as one."""
    boundaries: list[float] = []
    count = 0
    for place in sorted(line.place for line in lines):
        if boundaries and place - boundaries[-1] <= _TOUCH:
            count += 1
            boundaries[-1] += (place - boundaries[-1]) / count
        else:
            boundaries.append(place)
            count = 1
    return boundaries


def _drawn(lines: list[Ruling], places: list[float], steps: list[float]) -> list[list[bool]]:
    """For each boundary, and each step along it, whether most of the step is drawn."""
    covered = [[0.0] * (len(steps) - 1) for _ in places]
    for line in lines:
        nearest = bisect_left(places, line.place)
        for index in (nearest - 1, nearest):
            if not 0 <= index < len(places) or abs(places[index] - line.place) > _TOUCH:
                continue
            first = max(0, bisect_right(steps, line.start) - 1)
            for step in range(first, len(steps) - 1):
                if steps[step] > line.end:
                    break
                covered[index][step] += max(0.0, min(line.end, steps[step + 1]) - max(line.start, steps[step]))
    return [
        [amount >= 0.6 * (steps[i + 1] - steps[i]) for i, amount in enumerate(along)]
        for along in covered
    ]  # fmt: skip


def _framed(over: list[list[bool]], beside: list[list[bool]]) -> bool:
    """Whether a grid has a frame around it; the boxes and arrows of a flow chart have none."""
    edges = (over[0], over[-1], beside[0], beside[-1])
    return sum(sum(edge) >= 0.5 * len(edge) for edge in edges) == len(edges)


def _held(glyphs: list[Glyph], grid: _Grid) -> tuple[list[Glyph], list[Glyph]]:
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        held = grid.xs[0] - 1 <= x <= grid.xs[-1] + 1 and grid.ys[0] - 1 <= y <= grid.ys[-1] + 1
        (inside if held else outside).append(glyph)
    return inside, outside
