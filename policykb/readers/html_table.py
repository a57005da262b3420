"""Tables of a web page: the grid of the cells, and whether it holds data or only lays out the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .html_dom import Element, is_hidden, name, number, words

# What a browser accepts at most.
MAX_COLSPAN = 1000
MAX_ROWSPAN = 65_534
# A grid beyond this is an attack or a mistake, not a table.
MAX_COLUMNS = 400

_LAYOUT_CELL = 200
_BORDERED = re.compile(
    r"border(?:-(?:top|bottom|left|right|width|style))?\s*:[^;]*(?:solid|double|dotted|dashed|[1-9.]\s*p[tx])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A cell's element and where it stands in the grid."""

    element: Element
    row: int
    col: int
    rowspan: int
    colspan: int
    header: bool


def rows_of(table: Element) -> list[Element]:
    """The rows of the table itself, not of tables in it, hidden ones left out."""
    rows = []
    for part in table:
        if name(part) == "tr":
            rows.append(part)
        elif name(part) in ("thead", "tbody", "tfoot") and not is_hidden(part):
            rows += [row for row in part if name(row) == "tr"]
    # Word writes a row of no height that only sets the widths of the columns.
    return [row for row in rows if not is_hidden(row) and row.get("height") != "0"]


def cells_of(row: Element) -> list[Element]:
    return [cell for cell in row if name(cell) in ("td", "th") and not is_hidden(cell)]


def grid(table: Element) -> list[Place]:
    """The cells with their places, merged cells once, as a browser lays them out."""
    rows = rows_of(table)
    taken: dict[int, int] = {}  # column -> the row up to which it is taken by a cell from above
    places = []
    for index, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while taken.get(column, 0) > index:
                column += 1
            if column >= MAX_COLUMNS:
                break
            colspan = min(number(cell, "colspan", 1, MAX_COLSPAN), MAX_COLUMNS - column)
            down = number(cell, "rowspan", 0, MAX_ROWSPAN) if cell.get("rowspan") else 1
            rowspan = min(down or len(rows), len(rows) - index)
            while colspan > 1 and any(taken.get(column + step, 0) > index for step in range(1, colspan)):
                colspan -= 1
            for step in range(colspan):
                taken[column + step] = index + rowspan
            places.append(Place(cell, index, column, rowspan, colspan, name(cell) == "th"))
            column += colspan
    return places


def header_rows(table: Element, places: list[Place]) -> int | None:
    """How many rows the page itself marks as header: those of thead, or those that consist of th."""
    head = next((part for part in table if name(part) == "thead"), None)
    if head is not None and (count := sum(name(row) == "tr" for row in head)):
        return count
    count = 0
    while (row := [place for place in places if place.row == count]) and all(place.header for place in row):
        count += 1
    return count or None


def is_layout(table: Element) -> bool:
    """Whether the table only arranges the page: its cells hold paragraphs and other tables, not values."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = [cells_of(row) for row in rows_of(table)]
    widest = max(map(len, rows), default=0)
    lengths = [_length(cell) for row in rows for cell in row]
    if widest <= 1 or not any(lengths):
        return True
    if any(_holds_table(cell) for row in rows for cell in row):
        return not _is_bordered(table) or max(lengths) > 2 * _LAYOUT_CELL
    if any(name(cell) == "th" for row in rows for cell in row) or any(name(part) == "caption" for part in table):
        return False
    if _is_bordered(table):
        return len(rows) <= 3 and max(lengths) > 8 * _LAYOUT_CELL and max(lengths) > 0.85 * sum(lengths)
    if len(rows) == 1:
        return widest < 3 or max(lengths) > _LAYOUT_CELL
    return max(lengths) > _LAYOUT_CELL and max(lengths) > 0.6 * sum(lengths)


def _is_bordered(table: Element) -> bool:
    if (table.get("border") or "0").strip() not in ("0", "0px", "") or table.get("rules"):
        return True
    if "msotablegrid" in (table.get("class") or "").lower() or "bordercolor" in table.attrib:
        return True
    cells = [cell for row in rows_of(table)[:4] for cell in cells_of(row)]
    drawn = sum(bool(_BORDERED.search((cell.get("style") or "").lower())) for cell in cells)
    return bool(cells) and drawn * 2 > len(cells)


def _length(cell: Element) -> int:
    return len("".join(words(cell).split()))


def _holds_table(cell: Element) -> bool:
    return next(cell.iter("table"), None) is not None
