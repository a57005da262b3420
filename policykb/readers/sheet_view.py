"""What a worksheet shows: its cells without the hidden rows and columns, merged cells with their reach."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Locator
from .base import Draft
from .sheet_grid import Area, Place, Worksheet, address, column_name, listed

# Rows or columns of one merged cell, and cells under all of them together.
_LONGEST_MERGE, _MERGED_LIMIT = 2000, 2_000_000


@dataclass
class View:
    """What a sheet shows, in rows and columns counted without the hidden ones; unused ones stand for one each.

    Args:
        reach: the last row and column of merged cells, by their first.
        rows: the sheet's own numbers of the rows and columns that are used.
    """

    sheet: str
    texts: dict[Place, str]
    reach: dict[Place, Place]
    lined: set[Place]
    rows: dict[int, int]
    columns: dict[int, int]

    def end(self, place: Place) -> Place:
        """The last row and column that a cell reaches to."""
        return self.reach.get(place, place)

    def locator(self, place: Place) -> Locator:
        """Where a cell stands in the file."""
        return Locator(sheet=self.sheet, cell=address((self.rows[place[0]], self.columns[place[1]])))

    def covered(self) -> set[Place]:
        """The places that are part of something: text, what a merged cell with text covers, a drawn empty cell."""
        found = {*self.texts, *self.lined}
        for place in self.texts:
            row, col = self.end(place)
            found.update((r, c) for r in range(place[0], row + 1) for c in range(place[1], col + 1))
        return found


def view_of(draft: Draft, sheet: Worksheet) -> View:
    """The rows and columns that are shown; the hidden ones are noted.

    Hidden rows that a total counts are kept: without them the table would contradict itself.
    """
    hidden = sheet.hidden_rows & {row for row, _ in sheet.texts}
    counted = _counted(hidden, sheet.totals)
    columns = sheet.hidden_columns & {col for _, col in sheet.texts}
    for kind, what, shown in (
        ("hidden_rows", "rows kept, because a total counts them", listed(row + 1 for row in counted)),
        ("hidden_rows", "rows left out", listed(row + 1 for row in hidden - counted)),
        ("hidden_columns", "columns left out", ", ".join(column_name(column) for column in sorted(columns)[:40])),
    ):
        if shown:
            draft.issue(kind, f"{sheet.title}: hidden {what}: {shown}")
    areas = [area for area in sheet.merged if area[:2] in sheet.texts]
    rows = {row for row, _ in (*sheet.texts, *sheet.lined)}
    rows.update(row for area in areas for row in range(area[0], min(area[2], area[0] + _LONGEST_MERGE) + 1))
    cols = {col for _, col in (*sheet.texts, *sheet.lined)}
    cols.update(col for area in areas for col in range(area[1], min(area[3], area[1] + _LONGEST_MERGE) + 1))
    down, across = _numbered(rows, sheet.hidden_rows - counted), _numbered(cols, sheet.hidden_columns)
    view = View(sheet.name, {}, {}, set(), {n: r for r, n in down.items()}, {n: c for c, n in across.items()})
    view.lined = {(down[r], across[c]) for r, c in sheet.lined if r in down and c in across}
    for place, text in sheet.texts.items():
        if place[0] in down and place[1] in across:
            view.texts[down[place[0]], across[place[1]]] = text
    budget = _MERGED_LIMIT
    for area in sheet.merged:
        ys = [down[r] for r in range(area[0], min(area[2], area[0] + _LONGEST_MERGE) + 1) if r in down]
        xs = [across[c] for c in range(area[1], min(area[3], area[1] + _LONGEST_MERGE) + 1) if c in across]
        budget -= len(ys) * len(xs)
        if not ys or not xs or budget < 0:
            continue
        # What the cells under a merged one still hold is not shown; its own text is, even if its first row is hidden.
        for row in ys:
            for col in xs:
                view.texts.pop((row, col), None)
        view.reach[ys[0], xs[0]] = (ys[-1], xs[-1])
        if area[:2] in sheet.texts:
            view.texts[ys[0], xs[0]] = sheet.texts[area[0], area[1]]
    return view


def _counted(hidden: set[int], totals: list[Area]) -> set[int]:
    """The hidden rows that are within what some formula adds up."""
    found: set[int] = set()
    ordered = sorted((top, bottom) for top, _, bottom, _ in totals)
    reach, index = -1, 0
    for row in sorted(hidden):
        while index < len(ordered) and ordered[index][0] <= row:
            reach, index = max(reach, ordered[index][1]), index + 1
        if row <= reach:
            found.add(row)
    return found


def _numbered(used: set[int], hidden: set[int]) -> dict[int, int]:
    """The rows or columns that are used and shown, numbered; where unused ones lie between, a number is left out."""
    numbers: dict[int, int] = {}
    number, before = -1, None
    for index in sorted(used - hidden):
        gap = before is not None and any(n not in hidden for n in range(before + 1, min(index, before + 1000)))
        number += 2 if gap else 1
        numbers[index], before = number, index
    return numbers
