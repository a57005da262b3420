"""Ruled tables: a grid over the drawn lines, whose cells are one where no line was drawn between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .pdf_grid import PlacedTable, make_grid, root, unite
from .pdf_page import Glyph, Page, Ruling

# In points: lines nearer than this are one; ends nearer than this touch.
_SNAP, _GAP, _TOUCH = 2.5, 3.0, 3.0
_SHORTEST = 7.0
# More lines than any table has: a map, a drawing, an attack.
_RULING_LIMIT = 3000


# Left, top, right, bottom.
Box = tuple[float, float, float, float]


def ruled_tables(page: Page) -> tuple[list[PlacedTable], list[Glyph]]:
    """The ruled tables of a page from above downwards, and the glyphs that stand in none of them."""
    frames, across, down = _framed(page)
    if frames:
        # Boxes around the text of cells: the table is drawn by the other lines, if each cell then holds one box.
        tables, free = _tables(page, _joined(across), _joined(down))
        if _hold_one_each(tables, frames):
            return tables, free
    return _tables(page, _joined(page.across), _joined(page.down))


def _tables(page: Page, across: list[Ruling], down: list[Ruling]) -> tuple[list[PlacedTable], list[Glyph]]:
    free = page.glyphs
    if len(across) < 2 or not down or len(across) > _RULING_LIMIT or len(down) > _RULING_LIMIT:
        return [], free
    tables: list[PlacedTable] = []
    # A table inside a cell of another takes its glyphs first.
    for rows, columns in sorted(_touching(across, down), key=_size):
        inside, outside = _held(free, rows, columns)
        grid = make_grid(rows, columns, inside)
        found = grid.tables(page.number, inside) if grid is not None else []
        if found:
            tables += found
            free = outside
    return sorted(tables, key=lambda table: (table.top, table.x0)), free


def _framed(page: Page) -> tuple[list[Box], list[Ruling], list[Ruling]]:
    """The boxes that four lines of their own make, and the lines that belong to none."""
    if not 8 <= len(page.across) + len(page.down) <= 4 * _RULING_LIMIT:
        return [], page.across, page.down
    sides: dict[tuple[int, int, int], list[Ruling]] = {}
    for line in page.down:
        sides.setdefault((round(line.place / 2), round(line.start / 2), round(line.end / 2)), []).append(line)
    across, down = sorted(page.across), sorted(page.down)
    levels: dict[tuple[int, int], list[Ruling]] = {}
    for line in page.across:
        levels.setdefault((round(line.start / 2), round(line.end / 2)), []).append(line)
    frames: list[Box] = []
    used: set[Ruling] = set()
    for group in levels.values():
        stack: list[Box] = []
        for upper, lower in _neighbours(sorted(group)):
            left = _side(sides, upper.start, upper.place, lower.place)
            right = _side(sides, upper.end, upper.place, lower.place)
            inner = (upper.place + _SNAP, lower.place - _SNAP), (upper.start + _SNAP, upper.end - _SNAP)
            if not left or not right or _any_within(across, *inner) or _any_within(down, *reversed(inner)):
                continue
            used.update((*(r for r in group if r.place in (upper.place, lower.place)), *left, *right))
            if stack and upper.place - stack[-1][3] < _SNAP:
                stack[-1] = (*stack[-1][:3], lower.place)  # The frames of paragraphs that follow one another.
            else:
                stack.append((upper.start, upper.place, upper.end, lower.place))
        frames += stack
    rest = ([r for r in page.across if r not in used], [r for r in page.down if r not in used])
    return (frames, *rest) if len(frames) > 1 else ([], page.across, page.down)


def _any_within(ordered: list[Ruling], places: tuple[float, float], stretch: tuple[float, float]) -> bool:
    """Whether a line lies between two places and somewhere in a stretch along its own direction."""
    low = bisect_left(ordered, Ruling(places[0], 0, 0))
    high = bisect_right(ordered, Ruling(places[1], 0, 0))
    return any(line.start < stretch[1] and line.end > stretch[0] for line in ordered[low:high])


def _neighbours(group: list[Ruling]) -> Iterator[tuple[Ruling, Ruling]]:
    """Lines of one length under one another, with room for letters between them."""
    last: Ruling | None = None
    for line in group:
        if line.end - line.start < _SHORTEST:
            continue
        if last is not None and line.place - last.place >= _SHORTEST:
            yield last, line
        last = line


def _side(sides: dict[tuple[int, int, int], list[Ruling]], place: float, start: float, end: float) -> list[Ruling]:
    """The lines downwards that stand at a place from start to end, a point or two more or less."""
    x, y0, y1 = round(place / 2), round(start / 2), round(end / 2)
    keys = ((x + i, y0 + j, y1 + k) for i in (0, -1, 1) for j in (0, 1, -1) for k in (0, -1, 1))
    return next((sides[key] for key in keys if key in sides), [])


def _hold_one_each(tables: list[PlacedTable], frames: list[Box]) -> bool:
    """Whether every frame stands in a cell of a table, and each in one of its own."""
    cells: set[tuple[int, int, int]] = set()
    for x0, y0, x1, y1 in frames:
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        around = [n for n, t in enumerate(tables) if t.x0 < x0 and x1 < t.x1 and t.top < y0 and y1 < t.bottom]
        if not around:
            return False
        table = tables[around[-1]]
        row, col = bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1
        cell = next(
            ((c.row, c.col) for c in table.cells
             if c.row <= row < c.row + c.rowspan and c.col <= col < c.col + c.colspan), (row, col)
        )  # fmt: skip
        if (around[-1], *cell) in cells:
            return False
        cells.add((around[-1], *cell))
    return True


def _size(lines: tuple[list[Ruling], list[Ruling]]) -> float:
    left, top, right, bottom = _extent(*lines)
    return (right - left) * (bottom - top)


def _extent(across: list[Ruling], down: list[Ruling]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a group of lines."""
    return (
        min(min(r.start for r in across), min(r.place for r in down)),
        min(min(r.place for r in across), min(r.start for r in down)),
        max(max(r.end for r in across), max(r.place for r in down)),
        max(max(r.place for r in across), max(r.end for r in down)),
    )


def _held(glyphs: list[Glyph], across: list[Ruling], down: list[Ruling]) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs within a group of lines, and the others."""
    left, top, right, bottom = _extent(across, down)
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        (inside if left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1 else outside).append(glyph)
    return inside, outside


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
                unite(parent, i, len(across) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(parent, index), ([], []))
        if index < len(across):
            group[0].append(across[index])
        else:
            group[1].append(down[index - len(across)])
    for rows, columns in groups.values():
        if len(rows) >= 2 and columns:
            yield rows, columns
