"""Tables without a grid: between rules that only run across, or by columns of white space alone."""

from __future__ import annotations

from itertools import pairwise

from .pdf_grid import PlacedCell, PlacedTable
from .pdf_lines import Line, stacked
from .pdf_page import Glyph, Page, Ruling

_LONGEST_LIST = 400
# A stretch of this many lines that is no table is not tried again from its second line on.
_LONG = 60


def white_tables(page: Page, free: list[Line]) -> tuple[list[PlacedTable], list[Line]]:
    """Tables without vertical lines among the free lines of a page, and the lines that stand in none."""
    tables: list[PlacedTable] = []
    for rules in _rule_groups(page.across, free):
        inside = _between(rules[0], rules[-1], free)
        rows = _banded(inside, [rule.place for rule in rules])
        table = _table(page.number, rows, 2) if len(rows) > 1 and sum(map(_parted, inside)) >= 2 else None
        if table is not None:
            tables.append(table)
            free = [line for line in free if line not in inside]
    kept: list[Line] = []
    place = 0
    while place < len(free):
        run = _run(free, place)
        table = _table(page.number, _rows(run), 3) if sum(map(_parted, run)) >= 3 else None
        if table is not None and _dense(table):
            tables.append(table)
            place += len(run)
        else:
            # What follows may be a table without its first line, which was a line of prose with a gap.
            passed = max(1, len(run) if len(run) > _LONG else 1)
            kept += free[place : place + passed]
            place += passed
    return tables, kept


def _parted(line: Line) -> bool:
    return len(line.segments) > 1


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _run(free: list[Line], start: int) -> list[Line]:
    """Lines with gaps that follow one another, and between them lines that stand in one of their columns."""
    run: list[Line] = []
    for line in free[start : start + _LONGEST_LIST]:
        if run and (line.base <= run[-1].base or line.top - run[-1].bottom >= 1.6 * max(run[-1].em, line.em)):
            break
        if not _parted(line) and not (run and _in_a_column(line, run)):
            break
        run.append(line)
    return run


def _in_a_column(line: Line, run: list[Line]) -> bool:
    """Whether a line without gaps can be the next line of a cell: it stands below one and clear of its neighbours."""
    full = next(above for above in reversed(run) if _parted(above))
    close = line.base - run[-1].base < 1.7 * line.em
    cells = full.segments
    for index, cell in enumerate(cells):
        end = cells[index + 1].x0 if index + 1 < len(cells) else cell.x1 + 8 * line.em
        start = cells[index - 1].x1 if index else cell.x0 - line.em
        if close and start < line.x0 and line.x1 < end and min(line.x1, cell.x1) > max(line.x0, cell.x0):
            return True
    return False


def _rule_groups(across: list[Ruling], free: list[Line]) -> list[list[Ruling]]:
    """Three or more rules of one length under one another, with no running text and no caption between them."""
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


def _between(above: Ruling, below: Ruling, free: list[Line]) -> list[Line]:
    return [
        line
        for line in free
        if above.place - 1 <= _middle(line) <= below.place + 1 and above.start - 6 < line.x0 and line.x1 < above.end + 6
    ]


def _prose(above: Ruling, below: Ruling, free: list[Line]) -> bool:
    """Whether lines of running text, or a caption with room around it, stand between two rules."""
    between = _between(above, below, free)
    whole = [line for line in between if not _parted(line)]
    if any(line.x1 - line.x0 > 0.7 * (above.end - above.start) for line in whole):
        return True
    roomy = between and below.place - above.place > 2.6 * sum(line.em for line in between)
    return len(whole) == len(between) and bool(roomy or len(between) > 3)


def _banded(inside: list[Line], rules: list[float]) -> list[list[Line]]:
    """Rows between rules: a row a band where every row has its rule, else by the gaps between lines."""
    bands: list[list[Line]] = [[] for _ in range(len(rules) - 1)]
    for line in inside:
        index = next((i for i, (a, b) in enumerate(pairwise(rules)) if a - 1 <= _middle(line) <= b + 1), None)
        if index is not None:
            bands[index].append(line)
    filled = [band for band in bands if band]
    if len(filled) >= 3 and all(sum(map(_parted, band)) <= 1 for band in filled[1:]):
        return filled
    if len(filled) >= 4:
        return filled
    return [row for band in filled for row in _rows(band)]


def _rows(run: list[Line]) -> list[list[Line]]:
    """Lines as rows: parted by the wider gaps where cells have several lines, else every line a row."""
    steps = [b.base - a.base for a, b in pairwise(run)]
    if not steps:
        return [[line] for line in run]
    most = max(len(line.segments) for line in run)
    by_gap: list[list[Line]] = [[run[0]]]
    for line, step in zip(run[1:], steps, strict=True):
        if step < (min(steps) + max(steps)) / 2 and max(steps) > 1.2 * min(steps):
            by_gap[-1].append(line)
        else:
            by_gap.append([line])
    if all(sum(len(line.segments) >= max(2, most - 1) for line in row) <= 1 for row in by_gap):
        return by_gap
    rows: list[list[Line]] = []
    for line in run:
        # A line that says little and nothing in the first column goes on with the cells above.
        little = rows and 2 * len(line.segments) <= most and line.x0 > rows[-1][0].segments[0].x1
        if little:
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
