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


def ruled_tables(page: Page) -> tuple[list[PlacedTable], list[Glyph]]:
    """The ruled tables of a page from above downwards, and the glyphs that stand in none of them."""
    across, down = _joined(page.across), _joined(page.down)
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
