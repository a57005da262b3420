"""Tables that run over a page joined again: columns matched by place, repeated headers left out, cut rows closed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from .pdf_grid import PlacedCell, PlacedTable

# In points: the outer sides and the inner boundaries of two pieces of one table differ by less.
_SIDE, _INNER = 8.0, 5.0
_HEADER_ROWS = 4


def continues(above: PlacedTable, below: PlacedTable) -> bool:
    """Whether a table at the top of a page can be the rest of the one at the foot of the page before."""
    if above.ruled != below.ruled or above.pages[-1] + 1 != below.page:
        return False
    if abs(above.xs[0] - below.xs[0]) > _SIDE or abs(above.xs[-1] - below.xs[-1]) > _SIDE:
        return False
    shorter, longer = sorted((above.xs[1:-1], below.xs[1:-1]), key=len)
    matched = sum(any(abs(x - y) <= _INNER for y in longer) for x in shorter)
    return matched >= 0.7 * len(shorter) and (bool(shorter) or not longer)


def joined(above: PlacedTable, below: PlacedTable) -> PlacedTable:
    """One table from two pieces."""
    xs = _union(above.xs, below.xs)
    first = _on_grid(above.cells, above.xs, xs)
    second = _on_grid(below.cells, below.xs, xs)
    repeated = _repeated_header(first, second)
    second = [cell for cell in second if cell.row >= repeated]
    rows = above.rows
    cut = _row_was_cut(first, second, rows, repeated)
    carried = _carried(first, second, rows, repeated)
    shift = rows - repeated - (1 if cut else 0)
    by_place = {(cell.row + cell.rowspan, cell.col, cell.colspan): cell for cell in first}
    cells = list(first)
    for cell in second:
        over = by_place.get((rows, cell.col, cell.colspan)) if cell.row == repeated else None
        if over is not None and (cut or cell.col in carried):
            over.rowspan += cell.rowspan - (1 if cut else 0)
            over.text = "\n".join(filter(None, (over.text, cell.text)))
        else:
            cell.row += shift
            cells.append(cell)
    ys = above.ys + below.ys[repeated + 1 + (1 if cut else 0) :]
    table = PlacedTable(above.page, above.x0, above.top, above.x1, above.bottom, xs, ys, cells)
    table.pages = [*above.pages, *below.pages]
    table.header_rows = repeated or above.header_rows
    table.torn, table.ruled = above.torn + below.torn, above.ruled
    return table


def _union(first: list[float], second: list[float]) -> list[float]:
    """The boundaries of both pieces, those that are hardly apart once."""
    places = list(first)
    for x in second:
        if all(abs(x - y) > _SIDE if y in (first[0], first[-1]) else abs(x - y) > _INNER for y in first):
            places.append(x)
    return sorted(places)


def _on_grid(cells: list[PlacedCell], own: list[float], xs: list[float]) -> list[PlacedCell]:
    """Cells moved from their own piece's columns to the common ones."""
    place = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in own]
    return [
        PlacedCell(
            cell.row,
            place[cell.col],
            cell.rowspan,
            max(1, place[cell.col + cell.colspan] - place[cell.col]),
            cell.text,
            cell.page,
        )
        for cell in cells
    ]


def _plain(text: str) -> str:
    return "".join(text.split())


def _repeated_header(first: list[PlacedCell], second: list[PlacedCell]) -> int:
    """How many rows at the top of the second piece say the same as those of the first."""
    for count in range(_HEADER_ROWS, 0, -1):
        heads = [
            {(c.row, c.col): _plain(c.text) for c in cells if c.row < count and c.text} for cells in (first, second)
        ]
        whole = all(cell.row + cell.rowspan <= count for cell in second if cell.row < count)
        if heads[0] and heads[0] == heads[1] and whole and {row for row, _ in heads[0]} == set(range(count)):
            return count
    return 0


def _row_was_cut(first: list[PlacedCell], second: list[PlacedCell], rows: int, top: int) -> bool:
    """Whether the first row below goes on with the last row above: its key is empty, and it says less.

    Cells that are merged downwards on either side say nothing about this: they run on in any case.
    """
    last = {cell.col: cell for cell in first if cell.row == rows - 1}
    below = {cell.col: cell for cell in second if cell.row == top and cell.rowspan == 1}
    own = sorted(col for col, cell in last.items() if col in below and below[col].colspan == cell.colspan)
    if not own or any(cell.text and col not in own for col, cell in below.items()):
        return False
    filled = [col for col in own if below[col].text]
    above = [col for col in own if last[col].text]
    key = own[0]
    return bool(last[key].text) and not below[key].text and 0 < len(filled) < len(above) and set(filled) <= set(above)


def _carried(first: list[PlacedCell], second: list[PlacedCell], rows: int, top: int) -> set[int]:
    """The columns in which a merged cell runs on over the page."""
    last = {cell.col: cell for cell in first if cell.row + cell.rowspan == rows}
    found: set[int] = set()
    for cell in second:
        above = last.get(cell.col)
        if cell.row != top or above is None or above.colspan != cell.colspan or not above.text:
            continue
        if (above.rowspan > 1 or cell.rowspan > 1) and (not cell.text or _broken_label(above, cell)):
            found.add(cell.col)
    return found


def _broken_label(above: PlacedCell, cell: PlacedCell) -> bool:
    """A label that is set a character a line and goes on below the page's end."""
    pieces = [*above.text.split("\n"), *cell.text.split("\n")]
    return len(above.text.split("\n")) > 1 and all(len(_plain(piece)) == 1 for piece in pieces)


def in_order(table: PlacedTable) -> Iterator[PlacedCell]:
    """The cells with their columns numbered anew, without boundaries at which nothing begins."""
    starts = sorted({cell.col for cell in table.cells})
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        col = bisect_left(starts, cell.col)
        span = max(1, bisect_left(starts, cell.col + cell.colspan) - col)
        yield PlacedCell(cell.row, col, cell.rowspan, span, cell.text, cell.page)
