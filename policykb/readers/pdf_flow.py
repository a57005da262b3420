"""The pages of a file as one flow: stretches of lines, and tables, those that run over pages joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .pdf_grid import PlacedTable
from .pdf_join import continues, joined
from .pdf_lines import Line

# What stands above the rest of a table on its next page: "续表", "表3（续）", or its title and "（续）".
_CONTINUED = re.compile(
    r"[（(]?[续續](?:上?[页頁表])?\d{0,2}[)）]?|.{0,40}[（(][续續]表?[一二三四五六七八九十\d]{0,2}[)）]"
)


@dataclass
class Sheet:
    """A page laid out: its free lines in reading order, its footnotes and its tables."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)


def flow(sheets: list[Sheet]) -> Iterator[list[Line] | PlacedTable]:
    """Stretches of lines and tables in reading order; a table that runs over pages once."""
    run: list[Line] = []
    open_table: PlacedTable | None = None
    for sheet in sheets:
        for item in _items(sheet):
            if isinstance(item, Line):
                run.append(item)
                continue
            if open_table is not None and all(map(_says_continued, run)) and continues(open_table, item):
                open_table, run = joined(open_table, item), []
                continue
            if open_table is not None:
                yield open_table
            if run:
                yield run
                run = []
            open_table = item
    if open_table is not None:
        yield open_table
    if run:
        yield run


def _says_continued(line: Line) -> bool:
    return _CONTINUED.fullmatch("".join(line.text.split())) is not None


def _items(sheet: Sheet) -> Iterator[Line | PlacedTable]:
    tables = list(sheet.tables)
    for line in sheet.lines:
        while tables and tables[0].top < line.base:
            yield tables.pop(0)
        yield line
    yield from tables
