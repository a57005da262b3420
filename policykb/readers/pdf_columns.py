"""Tables without a grid: between rules that only run across, or by columns of white space alone; columns of prose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from .pdf_grid import PlacedCell, PlacedTable
from .pdf_lines import Line, lines, stacked
from .pdf_page import Glyph, Page, Ruling

_LONGEST_LIST = 2000


def white_tables(page: Page, free: list[Line]) -> tuple[list[PlacedTable], list[Line]]:
    """Tables without vertical lines among the free lines of a page, and the lines that stand in none."""
    tables: list[PlacedTable] = []
    for rules in _rule_groups(page.across, free):
        inside = [line for line in free if rules[0].place - 1 <= (line.top + line.bottom) / 2 <= rules[-1].place + 1]
        rows = _banded(inside, [rule.place for rule in rules])
        several = sum(len(line.segments) > 1 for line in inside)
        table = _table(page.number, rows, 2) if len(rows) > 1 and several >= 0.6 * len(inside) else None
        if table is not None:
            tables.append(table)
            free = [line for line in free if line not in inside]
    kept: list[Line] = []
    run: list[Line] = []
    for line in [*free, None]:
        if line is not None and len(line.segments) > 1 and (not run or _follows(run[-1], line)):
            run.append(line)
            continue
        table = _table(page.number, _rows(run), 3) if len(run) >= 3 else None
        if table is not None and _dense(table):
            tables.append(table)
        else:
            kept += run
        run = []
        if line is not None:
            if len(line.segments) > 1:
                run = [line]
            else:
                kept.append(line)
    return tables, kept


def _follows(above: Line, line: Line) -> bool:
    return line.top - above.bottom < 1.6 * max(above.em, line.em) and line.base > above.base


def _rule_groups(across: list[Ruling], free: list[Line]) -> list[list[Ruling]]:
    """Three or more rules of one length under one another, with no running text between them."""
    groups: list[list[Ruling]] = []
    for rule in sorted(across):
        if rule.end - rule.start < 100:
            continue
        for group in groups[-8:]:
            last = group[-1]
            if abs(last.start - rule.start) < 6 and abs(last.end - rule.end) < 6 and not _prose(last, rule, free):
                if rule.place - last.place > 4:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 3]


def _prose(above: Ruling, below: Ruling, free: list[Line]) -> bool:
    """Whether lines of running text stand between two rules, and not cells alone."""
    between = [line for line in free if above.place < (line.top + line.bottom) / 2 < below.place]
    whole = [line for line in between if len(line.segments) == 1]
    full = [line for line in whole if line.x1 - line.x0 > 0.7 * (above.end - above.start)]
    return len(full) > 1 or 2 * len(whole) > len(between)


def _banded(inside: list[Line], rules: list[float]) -> list[list[Line]]:
    """Rows between rules: a row a band where every row has its rule, else a row a line."""
    bands: list[list[Line]] = [[] for _ in range(len(rules) - 1)]
    for line in inside:
        middle = (line.top + line.bottom) / 2
        index = next((i for i, (a, b) in enumerate(pairwise(rules)) if a - 1 <= middle <= b + 1), None)
        if index is not None:
            bands[index].append(line)
    filled = [band for band in bands if band]
    if len(filled) >= 4:
        return filled
    return [row for band in filled for row in _rows(band)]


def _rows(run: Sequence[Line]) -> list[list[Line]]:
    """Lines as rows; one that stands closer to the line above than rows do belongs to it."""
    rows: list[list[Line]] = []
    steps = [b.base - a.base for a, b in pairwise(run)]
    usual = median(steps) if steps else 0.0
    for line in run:
        if rows and line.base - rows[-1][-1].base < 0.75 * usual and len(line.segments) < len(rows[-1][0].segments):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _table(page: int, rows: list[list[Line]], least: int) -> PlacedTable | None:
    """Rows cut into the columns that their gaps leave; None where there are fewer than `least`."""
    every = [line for row in rows for line in row]
    if not every or len(every) > _LONGEST_LIST:
        return None
    most = max(len(line.segments) for line in every)
    columns = _columns([line for line in every if len(line.segments) >= max(2, most - 1)])
    if len(columns) < least:
        return None
    cells: list[PlacedCell] = []
    for index, row in enumerate(rows):
        held: dict[tuple[int, int], list[Glyph]] = {}
        for line in row:
            for segment in line.segments:
                reach = [c for c, (a, b) in enumerate(columns) if min(b, segment.x1) - max(a, segment.x0) > 0]
                middle = (segment.x0 + segment.x1) / 2
                if not reach:
                    reach = [min(range(len(columns)), key=lambda c: abs(sum(columns[c]) / 2 - middle))]
                held.setdefault((reach[0], reach[-1]), []).extend(segment.glyphs)
        cells += _row_cells(index, held, len(columns), page)
    edges = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    ys = [min(line.top for line in row) for row in rows] + [max(line.bottom for line in every)]
    return PlacedTable(page, edges[0], ys[0], edges[-1], ys[-1], edges, ys, cells, [page], ruled=False)


def _row_cells(row: int, held: dict[tuple[int, int], list[Glyph]], width: int, page: int) -> list[PlacedCell]:
    """A row's cells; stretches of text over the same columns are one cell, columns without text are empty cells."""
    spans: list[tuple[int, int, list[Glyph]]] = []
    for (first, last), glyphs in sorted(held.items()):
        if spans and first <= spans[-1][1]:
            start, end, before = spans[-1]
            spans[-1] = (start, max(end, last), before + glyphs)
        else:
            spans.append((first, last, glyphs))
    cells = [PlacedCell(row, a, 1, b - a + 1, stacked(glyphs, page), page) for a, b, glyphs in spans]
    taken = {col for a, b, _ in spans for col in range(a, b + 1)}
    return cells + [PlacedCell(row, col, 1, 1, "", page) for col in range(width) if col not in taken]


def _columns(rows: list[Line], least_gap: float = 5.0) -> list[tuple[float, float]]:
    """The stretches that stay covered when all rows are laid over one another."""
    stretches = sorted((segment.x0, segment.x1) for line in rows for segment in line.segments)
    columns: list[tuple[float, float]] = []
    for start, end in stretches:
        if columns and start <= columns[-1][1] + least_gap:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _dense(table: PlacedTable) -> bool:
    """Whether most places are filled and hardly a cell reaches over columns: prose with gaps is neither."""
    width = len(table.xs) - 1
    filled = sum(bool(cell.text) for cell in table.cells)
    wide = sum(cell.colspan > 1 for cell in table.cells)
    return filled >= 0.6 * table.rows * width and wide <= 0.15 * len(table.cells)


def in_reading_order(free: list[Line], page: Page, depth: int = 0) -> list[Line]:
    """The lines of a page; where it is set in columns, those of the left column before those of the right one."""
    if len(free) < 8 or depth > 2:
        return free
    left, right = min(line.x0 for line in free), max(line.x1 for line in free)
    gutter = _gutter(free, left, right)
    if gutter is None:
        return free
    crossing = [any(s.x0 < gutter < s.x1 for s in line.segments) for line in free]
    ordered: list[Line] = []
    start = 0
    while start < len(free):
        end = start
        while end < len(free) and crossing[end] == crossing[start]:
            end += 1
        run = free[start:end]
        if crossing[start] or not _set_in_columns(run, gutter, left, right):
            ordered += run
        else:
            glyphs = [glyph for line in run for glyph in line.glyphs]
            for side in (True, False):
                half = [g for g in glyphs if ((g.x0 + g.x1) / 2 < gutter) == side]
                region = (min(g.x0 for g in half), max(g.x1 for g in half))
                ordered += in_reading_order(lines(half, page.number, region), page, depth + 1)
        start = end
    return ordered


def _gutter(free: list[Line], left: float, right: float) -> float | None:
    """The place in the middle half that the fewest lines cross, where nearly a half of the lines leave it free."""
    best: tuple[int, float] | None = None
    segments = [segment for line in free for segment in line.segments]
    for step in range(25, 76):
        x = left + (right - left) * step / 100
        crossed = sum(segment.x0 - 3 < x < segment.x1 + 3 for segment in segments)
        key = (crossed, abs(x - (left + right) / 2))
        if best is None or key < (best[0], abs(best[1] - (left + right) / 2)):
            best = (crossed, x)
    return best[1] if best is not None and best[0] <= 0.5 * len(free) else None


def _set_in_columns(run: list[Line], gutter: float, left: float, right: float) -> bool:
    """Whether the lines of a stretch fill both sides of the gutter, as prose does and lists of words do not."""
    for low, high in ((left, gutter), (gutter, right)):
        widths = [
            min(high, max(s.x1 for s in side)) - max(low, min(s.x0 for s in side))
            for line in run
            for side in ([s for s in line.segments if low - 1 <= (s.x0 + s.x1) / 2 <= high + 1],)
            if side
        ]
        full = sum(width >= 0.8 * max(widths) for width in widths)
        if len(widths) < 6 or max(widths) < 0.75 * (high - low) or full < 0.6 * len(widths):
            return False
    return True
