"""From a group of lines that touch one another to the cells of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from .pdf_lines import aligned_lines, stacked
from .pdf_page import Glyph, Ruling

# In points: lines nearer than this are one; a side is open where lines run on further than this.
_TOUCH, _OPEN = 3.0, 8.0
# An empty column or row narrower than this is the space between the frames of neighbouring cells.
_SLIVER_WIDTH, _SLIVER_HEIGHT = 10.5, 6.5
_CELL_LIMIT = 200_000
# A table with more rows than this has lines between them; a row lower than this, in points, is one row.
_FEW_ROWS, _THREE_LINES = 4, 28.0
# The share of cells that are no rectangles beyond which lines are a drawing.
_TORN = 0.3

Region = tuple[int, int, int, int]


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
        ys: the upper ends of the rows and the lower end of the last.
        torn: cells that are no rectangle and were cut up, a sign that lines are missing.
        header_rows: how many rows at the top are repeated on the next page.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    xs: list[float]
    ys: list[float]
    cells: list[PlacedCell]
    pages: list[int] = field(default_factory=list)
    torn: int = 0
    ruled: bool = True
    header_rows: int | None = None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.ys) - 1


@dataclass
class Grid:
    """The boundaries of a table, and for every small cell of the grid which cell it belongs to."""

    xs: list[float]
    ys: list[float]
    owner: list[list[int]]

    def tables(self, page: int, glyphs: Sequence[Glyph]) -> list[PlacedTable]:
        """The table with its text, and those that stand in its cells; none for a frame, a drawing, an empty grid."""
        self._part_rows(glyphs)
        regions, inner, torn = self._regions()
        if len(regions) < 2 or torn > _TORN * len(regions):
            return []
        place: dict[tuple[int, int], Region] = {}
        for region in [*regions, *(cell for cells in inner for cell in cells)]:
            row, col, height, width = region
            place.update({(r, c): region for r in range(row, row + height) for c in range(col, col + width)})
        held: dict[Region, list[Glyph]] = {}
        for glyph in glyphs:
            row = bisect_right(self.ys, (glyph.top + glyph.bottom) / 2) - 1
            col = bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2) - 1
            key = (min(max(row, 0), len(self.ys) - 2), min(max(col, 0), len(self.xs) - 2))
            held.setdefault(place[key], []).append(glyph)
        if not held:
            return []
        texts = {region: stacked(own, page) for region, own in held.items()}
        outer = self._table(page, regions, texts)
        outer.torn = torn
        return [outer, *(self._table(page, cells, texts) for cells in inner)]

    def _part_rows(self, glyphs: Sequence[Glyph]) -> None:
        """Part the rows of a table that has lines between its columns and none between its rows."""
        for row in range(len(self.owner) - 1, -1, -1):
            owners = self.owner[row]
            alone = all(owners != other for other in self.owner[max(0, row - 1) : row] + self.owner[row + 1 : row + 2])
            low = self.ys[row + 1] - self.ys[row] < _THREE_LINES
            if low or len(set(owners)) < 2 or not alone or len(self.owner) > _FEW_ROWS:
                continue
            cells: dict[int, list[Glyph]] = {owner: [] for owner in owners}
            for glyph in glyphs:
                if self.ys[row] <= (glyph.top + glyph.bottom) / 2 < self.ys[row + 1]:
                    col = bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2) - 1
                    cells[owners[min(max(col, 0), len(owners) - 1)]].append(glyph)
            places = aligned_lines(list(cells.values()), self.xs[1] - self.xs[0])
            for number, place in enumerate(places):
                self.ys.insert(row + 1 + number, place)
                self.owner.insert(row, [owner + (number + 1) * _CELL_LIMIT for owner in owners])

    def _table(self, page: int, regions: list[Region], texts: dict[Region, str]) -> PlacedTable:
        """A table from its cells; boundaries at which none of them begins are left out."""
        rows, cols = sorted({region[0] for region in regions}), sorted({region[1] for region in regions})
        bottom = max(row + height for row, _, height, _ in regions)
        right = max(col + width for _, col, _, width in regions)
        cells = []
        for region in regions:
            row, col = bisect_left(rows, region[0]), bisect_left(cols, region[1])
            height, width = (
                bisect_left(rows, region[0] + region[2]) - row,
                bisect_left(cols, region[1] + region[3]) - col,
            )
            cells.append(PlacedCell(row, col, height, width, texts.get(region, ""), page))
        xs = [self.xs[col] for col in cols] + [self.xs[right]]
        ys = [self.ys[row] for row in rows] + [self.ys[bottom]]
        return PlacedTable(page, xs[0], ys[0], xs[-1], ys[-1], xs, ys, cells, [page])

    def _regions(self) -> tuple[list[Region], list[list[Region]], int]:
        """The cells as rectangles (row, column, height, width), those of tables inside a cell apart; how many had to
        be cut up to be rectangles."""
        members: dict[int, list[tuple[int, int]]] = {}
        for row, owners in enumerate(self.owner):
            for col, owner in enumerate(owners):
                members.setdefault(owner, []).append((row, col))
        boxes = {owner: _box(places) for owner, places in members.items()}
        inner: list[list[Region]] = []
        taken: set[int] = set()
        torn = 0
        regions: list[Region] = []
        for owner, places in members.items():
            if len(places) == boxes[owner][2] * boxes[owner][3]:
                continue
            held = [other for other, box in boxes.items() if other != owner and _within(box, boxes[owner])]
            if len(places) + sum(len(members[other]) for other in held) == boxes[owner][2] * boxes[owner][3]:
                taken.update(held, [owner])
                regions.append(boxes[owner])
                inner.append(sorted(box for other in held for box in [boxes[other]]))
            else:
                torn += 1
                taken.add(owner)
                regions += _cut(places)
        regions += [box for owner, box in boxes.items() if owner not in taken]
        return sorted(regions), [cells for cells in inner if len(cells) > 1], torn


def _box(places: list[tuple[int, int]]) -> Region:
    top, bottom = places[0][0], places[-1][0]
    left, right = min(col for _, col in places), max(col for _, col in places)
    return top, left, bottom - top + 1, right - left + 1


def _within(box: Region, outer: Region) -> bool:
    return (
        outer[0] <= box[0]
        and outer[1] <= box[1]
        and box[0] + box[2] <= outer[0] + outer[2]
        and box[1] + box[3] <= outer[1] + outer[3]
    )


def _cut(places: list[tuple[int, int]]) -> list[Region]:
    """An area that is no rectangle as stretches of its rows."""
    stretches: list[Region] = []
    for row, col in places:
        last = stretches[-1] if stretches else None
        if last is not None and last[0] == row and last[1] + last[3] == col:
            stretches[-1] = (row, last[1], 1, last[3] + 1)
        else:
            stretches.append((row, col, 1, 1))
    return stretches


def make_grid(across: list[Ruling], down: list[Ruling], glyphs: Sequence[Glyph]) -> Grid | None:
    """The grid of a group of lines; None where they have no frame or part nothing."""
    down = _closed(down, across)
    across = _closed(across, down)
    xs = _boundaries(down, sorted((glyph.x0 + glyph.x1) / 2 for glyph in glyphs), _SLIVER_WIDTH)
    ys = _boundaries(across, sorted((glyph.top + glyph.bottom) / 2 for glyph in glyphs), _SLIVER_HEIGHT)
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1 or not 2 <= rows * cols <= _CELL_LIMIT:
        return None
    over, beside = _drawn(across, ys, xs), _drawn(down, xs, ys)
    if not all(sum(edge) >= 0.5 * len(edge) for edge in (over[0], over[-1], beside[0], beside[-1])):
        return None  # The boxes and arrows of a flow chart have no frame around them.
    parent = list(range(rows * cols))
    for row in range(rows):
        for col in range(cols):
            if col + 1 < cols and not beside[col + 1][row]:
                unite(parent, row * cols + col + 1, row * cols + col)
            if row + 1 < rows and not over[row + 1][col]:
                unite(parent, (row + 1) * cols + col, row * cols + col)
    owner = [[root(parent, row * cols + col) for col in range(cols)] for row in range(rows)]
    return Grid([sum(x) / 2 for x in xs], [sum(y) / 2 for y in ys], owner)


def root(parent: list[int], index: int) -> int:
    """The representative of a set of a union-find forest."""
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def unite(parent: list[int], first: int, second: int) -> None:
    """Make two sets of a union-find forest one."""
    parent[root(parent, first)] = root(parent, second)


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


def _boundaries(lines: list[Ruling], centres: list[float], sliver: float) -> list[tuple[float, float]]:
    """Where cells end, from one side of the boundary to the other: lines with no room for text between are one."""
    found: list[tuple[float, float]] = []
    for place in sorted(line.place for line in lines):
        if found:
            start, end = found[-1]
            empty = bisect_right(centres, place) == bisect_left(centres, end)
            if place - end <= _TOUCH or (place - end <= sliver and empty):
                found[-1] = (start, place)
                continue
        found.append((place, place))
    return found


def _drawn(
    lines: list[Ruling], places: list[tuple[float, float]], steps: list[tuple[float, float]]
) -> list[list[bool]]:
    """For each boundary, and each step along it, whether most of the step is drawn."""
    starts = [start for start, _ in places]
    ends = [end for _, end in steps[:-1]]
    covered = [[0.0] * len(ends) for _ in places]
    for line in lines:
        index = max(0, bisect_right(starts, line.place + 0.01) - 1)
        for step in range(max(0, bisect_right(ends, line.start) - 1), len(ends)):
            if ends[step] > line.end:
                break
            covered[index][step] += max(0.0, min(line.end, steps[step + 1][0]) - max(line.start, ends[step]))
    return [[amount >= 0.6 * (steps[i + 1][0] - ends[i]) for i, amount in enumerate(along)] for along in covered]
