"""Tables: blocks of cells to grids, pieces joined, and the grid read as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..model import Block, Check, Content, Declared, GridCell, Issue, Table
from ..text import Span, Text
from . import tables_caption, tables_checks, tables_fill, tables_header, tables_join, tables_spelling
from .lines import Line
from .tables_grid import Grid, fold, from_block

_GROUP = re.compile(
    r"(.{2,30}?)\s?[（(]\s?(?:共|计|共计)?\s?(\d{1,5})\s?(?:个|家|名|户|人|项|所|处|件|种|类|支|条|台)?\s?[）)]", re.S
)
_TOTAL = re.compile(r"(?:总|合|小|共)\s*计|总\s*和")


@dataclass
class _Reading:
    """The body of a table as data; `above` says how many rows stand above each total."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    totals: list[tuple[str, ...]] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    groups: dict[str, int] = field(default_factory=dict)
    kept: list[int] | None = None


def read(
    content: Content,
    text: Text,
    placed: Sequence[tuple[Block, Span]],
    lines: Sequence[Line],
    titles: frozenset[str],
    body: Callable[[Line], bool],
) -> tuple[tuple[Table, ...], tuple[Issue, ...]]:
    """The tables of a document and what does not fit in them; `titles` and `body` as in `tables_caption.above`."""
    grids = [from_block(block, span, text) for block, span in placed if block.cells]
    for grid in grids:
        grid.inferred = grid.inferred and content.format == "txt"
    grids = tables_join.join(grids, lambda first, second: tables_caption.between(lines, first, second))
    tables: list[Table] = []
    for index, grid in enumerate(grids):
        floor = grids[index - 1].span.end if index else 0
        ceiling = grids[index + 1].span.start if index + 1 < len(grids) else None
        caption = tables_caption.above(lines, grid.span.start, floor, titles, body)
        tables.append(_table(grid, caption, tables_caption.below(lines, grid.span.end, ceiling)))
    whole = tables_spelling.with_spellings(tables, "\n".join(line.text for line in lines))
    issues = [issue for table in whole for issue in _issues(table, text)]
    return whole, tuple(issues)


def _table(grid: Grid, caption: tables_caption.Caption, notes: tuple[str, ...]) -> Table:
    if grid.inferred:
        grid = tables_fill.spread(grid)
    first = tables_header.caption_rows(grid)
    count = tables_header.header_rows(grid, first)
    if grid.inferred:
        grid = tables_fill.infer(grid, first + count)
    for words in (row[0].text for row in grid.by_row()[:first] if row):
        if unit := tables_header.unit_in(words):
            caption.unit = caption.unit or unit
        elif tables_caption.is_title(words):
            caption.title = caption.title or words
    form = tables_header.is_form(grid, first + count)
    reading = _Reading() if form else _body(grid, first + count)
    columns = () if form else tables_header.column_names(grid, first, count)
    columns = _without_empty(columns, reading)
    by_row = grid.by_row()
    blank = form or tables_header.is_blank(reading.rows, grid.height - first - count)
    declared = [*caption.declared]
    if caption.title and (stated := tables_caption.declared_in(caption.title)):
        declared.append(stated)
    header_unit = next((unit for cell in grid.row(first) if (unit := tables_header.unit_in(cell.text))), None)
    return Table(
        span=grid.span,
        cells=tuple(grid.cells),
        columns=columns,
        rows=tuple(reading.rows),
        label=caption.label,
        title=caption.title,
        unit=caption.unit or header_unit,
        declared=tuple(dict.fromkeys(declared)),
        group_counts=reading.groups,
        totals=tuple(reading.totals),
        notes=(*reading.notes, *notes),
        checks=() if blank or not columns else _checks(grid, columns, reading, declared, first + count),
        pages=grid.pages,
        row_pages=tuple(_page(by_row[number]) for number in reading.numbers),
        row_spans=tuple(_row_span(grid, by_row[number]) for number in reading.numbers),
        form=blank,
    )


def _body(grid: Grid, first: int) -> _Reading:
    """The rows below the header: data, totals, groups and notes apart from each other."""
    reading = _Reading()
    covering, by_row = grid.covering(), grid.by_row()
    labels = _group_labels(grid, first)
    for number in range(first, grid.height):
        own = by_row[number]
        whole = len(own) == 1 and own[0].colspan == grid.width and grid.width > 1
        if whole and tables_caption.is_note(own[0].text):
            reading.notes.append(own[0].text)
            continue
        texts = tuple(_value(cell, labels) for cell in covering[number])
        if not any(texts):
            continue
        if _is_total(texts):
            reading.totals.append(texts)
            reading.above.append(len(reading.rows))
        elif whole:
            found = _GROUP.fullmatch(own[0].text)
            if found:
                reading.groups[found.group(1)] = int(found.group(2))
        else:
            reading.rows.append(texts)
            reading.numbers.append(number)
    for name, stated in labels.values():
        reading.groups.setdefault(name, stated)
    return reading


def _without_empty(columns: tuple[str, ...], reading: _Reading) -> tuple[str, ...]:
    """The names of the columns that hold anything; rows and totals lose the others too."""
    used = [
        col for col, name in enumerate(columns) if name or any(row[col] for row in (*reading.rows, *reading.totals))
    ]
    if len(used) < len(columns):
        reading.rows = [tuple(row[col] for col in used) for row in reading.rows]
        reading.totals = [tuple(row[col] for col in used) for row in reading.totals]
        reading.kept = used
    return tuple(columns[col] for col in used)


def _is_total(texts: Sequence[str]) -> bool:
    leading = next((text for text in texts if text), "")
    return bool(
        _TOTAL.fullmatch(fold(leading).rstrip("：:")) or (_TOTAL.match(fold(leading)) and len(leading) <= 8)
    ) or any(_TOTAL.fullmatch(fold(text)) for text in texts[:3])


def _group_labels(grid: Grid, first: int) -> dict[tuple[int, int], tuple[str, int]]:
    """The cells that name a group and its count, 青州市（9个）: merged ones, in a column in which all do so."""
    found: dict[tuple[int, int], tuple[str, int]] = {}
    for col in range(grid.width):
        cells = [cell for cell in grid.cells if cell.col == col and cell.row >= first and cell.text]
        cells = [cell for cell in cells if not _TOTAL.match(fold(cell.text)) and cell.colspan < grid.width]
        hits = [(cell, hit) for cell in cells if (hit := _GROUP.fullmatch(cell.text))]
        if hits and len(hits) * 3 >= len(cells) * 2 and any(cell.rowspan > 1 for cell, _ in hits):
            found |= {(cell.row, cell.col): (hit.group(1).strip(), int(hit.group(2))) for cell, hit in hits}
    return found


def _value(cell: GridCell | None, labels: dict[tuple[int, int], tuple[str, int]]) -> str:
    if cell is None:
        return ""
    label = labels.get((cell.row, cell.col))
    return label[0] if label else cell.text


def _checks(
    grid: Grid, columns: Sequence[str], reading: _Reading, declared: Sequence[Declared], first: int
) -> tuple[Check, ...]:
    numbers = set(reading.numbers)
    merged = []
    groups = []
    labels = _group_labels(grid, first)
    for cell in grid.cells:
        reach = sum(row in numbers for row in range(cell.row, cell.row + cell.rowspan))
        if cell.row >= first and cell.text and cell.colspan == 1 and reach:
            merged.append((cell.col, cell.text, reach))
            if (cell.row, cell.col) in labels:
                groups.append((*labels[cell.row, cell.col], reach))
    if reading.kept is not None:
        merged = [(reading.kept.index(col), text, reach) for col, text, reach in merged if col in reading.kept]
    totals = list(zip(reading.totals, reading.above, strict=True))
    return tables_checks.checks(columns, reading.rows, declared, groups, totals, merged)


def _page(row: Sequence[GridCell]) -> int | None:
    return next((cell.page for cell in row if cell.page is not None), None)


def _row_span(grid: Grid, row: Sequence[GridCell]) -> Span:
    spans = [cell.span for cell in row if cell.span is not None]
    if not spans:
        return Span(grid.span.start, grid.span.start)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _issues(table: Table, text: Text) -> list[Issue]:
    place = text.to_source(table.span)
    name = " ".join(word for word in (table.label, table.title) if word) or "a table"
    found = [
        Issue("table_check", f"{name}: {check.check} is {check.found} where the document says {check.expected}", place)
        for check in table.checks
        if not check.ok
    ]
    if not table.form and not any(table.columns):
        found.append(Issue("table_without_header", f"{name} has no row that could be its header", place))
    return found
