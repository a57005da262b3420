"""Worksheets as paragraphs and tables: areas parted by empty rows and columns, captions above them, remarks below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model import Content, Locator
from .base import Draft, DraftCell
from .sheet_grid import Place, Worksheet
from .sheet_view import View, view_of

_DEPTH_LIMIT = 12
# A table with more places than this is written without its empty cells.
_EMPTY_LIMIT = 400_000
_DEFAULT_NAME = re.compile(
    r"(?:sheet|工作表|表|表格|book|chart)?\s*[\d一二三四五六七八九十]*(?:\s*[（(]\d+[)）])?", re.IGNORECASE
)
# What stands beside a table's title or under the table: its unit, who made it and when.
_LABEL = re.compile(
    r"\s*[（(]?(?:计量|計量|货币|金额|数量)?(?:单位|單位)(?:名称|名稱)?\s*[:：].*|.{0,12}(?:日期|时间|時間|人|部门|單位|单位|电话|電話|签字|盖章|编号)"
    r"(?:[（(].{1,8}[)）])?\s*[:：].{0,40}|\d{4}年\d{1,2}月(?:\d{1,2}日)?",
    re.DOTALL,
)
_NOTE = re.compile(
    r"\s*(?:注|註|备注|備註|附注|附註|说明|說明|填表说明|填报说明|数据来源|资料来源|資料來源)\s*[\d一二三四五六七八九十]?\s*[:：.、]|\s*[※*＊]"
)


class Region:
    """Cells with text that hang together, by rows."""

    def __init__(self, view: View, places: Iterable[Place]) -> None:
        self.view = view
        self.rows: dict[int, list[Place]] = {}
        for place in sorted(place for place in places if place in view.texts):
            self.rows.setdefault(place[0], []).append(place)
        cells = [place for row in self.rows.values() for place in row]
        self.first = min((col for _, col in cells), default=0)
        self.last = max((view.end(place)[1] for place in cells), default=-1)
        self.ruled = 2 * sum(place in view.lined for place in cells) > len(cells)

    def without(self, places: Iterable[Place]) -> Region:
        """The cells but those at some places."""
        gone = set(places)
        return Region(self.view, [place for row in self.rows.values() for place in row if place not in gone])

    def wide(self, place: Place) -> bool:
        """Whether a merged cell reaches from the first column to the last."""
        return self.first < self.last and place[1] == self.first and self.view.end(place)[1] == self.last

    def captions(self) -> list[Place]:
        """The cells above the table: its title, its unit, what its sheet is for."""
        found: list[Place] = []
        for cells in self.rows.values():
            if not self._is_caption(cells):
                break
            found += cells
        return found

    def _is_caption(self, cells: list[Place]) -> bool:
        view, place = self.view, cells[0]
        if self.ruled and any(cell in view.lined for cell in cells):
            return len(cells) == 1 and self.wide(place)
        if len(cells) > 1:
            return len(cells) <= 4 and all(_LABEL.fullmatch(view.texts[cell]) for cell in cells)
        row, col = view.end(place)
        if self.ruled or self.wide(place) or _LABEL.fullmatch(view.texts[place]):
            return True
        # What spans some columns, or rows, beside empty cells heads a group of columns.
        return row == place[0] and (col == place[1] or place[1] == self.first)

    def remarks(self) -> list[Place]:
        """The cells below the table: notes, who made it and when."""
        found: list[list[Place]] = []
        certain = 0
        for cells in reversed(self.rows.values()):
            texts = [self.view.texts[cell] for cell in cells]
            lined = self.ruled and any(cell in self.view.lined for cell in cells)
            said = all(_NOTE.match(text) or _LABEL.fullmatch(text) for text in texts)
            if lined and not (said and len(cells) == 1 and self.wide(cells[0])):
                break
            if not (self.ruled or said or len(cells) == 1):
                break
            found.append(cells)
            if self.ruled or said:
                certain = len(found)
        return [cell for cells in reversed(found[:certain]) for cell in cells]

    def beside(self) -> list[Place]:
        """The cells to the right of the table: no header stands above them, and few of their rows are filled."""
        rows = list(self.rows.values())
        depth = max(self.view.end(place)[0] for place in rows[0])
        head = [place for row in rows for place in row if place[0] <= depth]
        edge = max(self.view.end(place)[1] for place in head)
        beyond = [place for row in rows for place in row if place[1] > edge]
        body = sum(row[0][0] > depth for row in rows)
        if not beyond or (self.ruled and any(place in self.view.lined for place in beyond)):
            return []
        columns: dict[int, int] = {}
        for _, col in beyond:
            columns[col] = columns.get(col, 0) + 1
        return beyond if 2 * max(columns.values()) <= body else []


def written(draft: Draft, sheets: list[Worksheet]) -> Content:
    """The sheets of a workbook as a content; what is hidden is left out and noted."""
    hidden = [sheet.name for sheet in sheets if sheet.hidden and sheet.texts]
    if hidden:
        draft.issue("hidden_sheets", f"hidden sheets left out: {', '.join(hidden[:40])}")
    visible = [sheet for sheet in sheets if not sheet.hidden and sheet.texts]
    for sheet in visible:
        _sheet(draft, sheet, several=len(visible) > 1)
        if sheet.missing:
            shown = f"{', '.join(sheet.missing[:20])}{' …' if len(sheet.missing) > 20 else ''}"
            draft.issue("formula_without_value", f"{sheet.title}: no value is stored for {shown}")
        if sheet.cut:
            draft.issue("too_long", f"{sheet.title}: too many cells; the rest was left out")
    broken = [sheet.name for sheet in sheets if sheet.broken]
    if broken:
        draft.issue("damaged", f"the file ends before these sheets do: {', '.join(broken[:40])}")
    content = draft.content()
    if not content.blocks:
        draft.issue("empty", "the workbook shows no text")
        return draft.content()
    return content


def _sheet(draft: Draft, sheet: Worksheet, several: bool) -> None:
    """Write a sheet; one of several is named, so that its name tells it from the others."""
    view = view_of(draft, sheet)
    if not view.texts:
        return
    named = sheet.name.strip()
    first = "".join(view.texts[place] for place in Region(view, view.texts).captions())
    if not _DEFAULT_NAME.fullmatch(named) and (several or not first) and _plain(named) not in _plain(first):
        draft.paragraph(named, locator=Locator(sheet=sheet.name))
    for part in _parts(view.covered()):
        _write(draft, view, part)


def _write(draft: Draft, view: View, places: set[Place], depth: int = 0) -> None:
    """Write what hangs together: captions, the table or tables between them, remarks."""
    region = Region(view, places)
    if not region.rows:
        return
    captions = region.captions()
    _paragraphs(draft, view, captions, region)
    region = region.without(captions)
    remarks = region.remarks() if len(region.rows) > 1 else []
    region = region.without(remarks)
    aside = region.beside() if len(region.rows) > 1 else []
    region = region.without(aside)
    if region.rows:
        top, bottom = min(region.rows), max(view.end(p)[0] for row in region.rows.values() for p in row)
        inner = {(r, c) for r, c in places if top <= r <= bottom and region.first <= c <= region.last}
        parts = [part for part in _parts(inner) if any(place in view.texts for place in part)]
        if len(parts) > 1 and depth < _DEPTH_LIMIT:
            for part in parts:
                _write(draft, view, part, depth + 1)
        else:
            _table(draft, view, region)
    _paragraphs(draft, view, [*aside, *remarks], region)


def _paragraphs(draft: Draft, view: View, places: Iterable[Place], region: Region) -> None:
    for place in places:
        middle = view.end(place)[1] > place[1] and place not in view.lined and len(region.rows.get(place[0], ())) == 1
        align = "center" if middle and not _LABEL.fullmatch(view.texts[place]) else None
        draft.paragraph(view.texts[place], locator=view.locator(place), align=align)


def _table(draft: Draft, view: View, region: Region) -> None:
    """A table with its empty cells; a single row or column that no lines are drawn around is a list of paragraphs."""
    cells = [place for row in region.rows.values() for place in row]
    top, left, bottom = cells[0][0], region.first, max(view.end(place)[0] for place in cells)
    empty = sorted(place for place in view.reach if place not in view.texts and top <= place[0] <= bottom)
    last = region.last
    for place in empty:
        # The answers of a form are empty merged cells beside their questions.
        last = max(last, view.end(place)[1]) if left <= place[1] <= last + 1 else last
    rows, columns = bottom - top + 1, last - left + 1
    if (len(region.rows) == 1 or columns == 1) and (not region.ruled or len(cells) == 1):
        for place in cells:
            draft.paragraph(view.texts[place], locator=view.locator(place))
        return
    placed: list[DraftCell] = []
    covered: set[Place] = set()
    for place in (*cells, *(place for place in empty if left <= place[1] <= last)):
        row, col = min(view.end(place)[0], bottom), min(view.end(place)[1], last)
        covered.update((r, c) for r in range(place[0], row + 1) for c in range(place[1], col + 1))
        text = view.texts.get(place, "")
        placed.append(DraftCell(place[0] - top, place[1] - left, text, row - place[0] + 1, col - place[1] + 1))
    if rows * columns <= _EMPTY_LIMIT:
        blank = ((r, c) for r in range(rows) for c in range(columns) if (r + top, c + left) not in covered)
        placed += [DraftCell(r, c, "") for r, c in blank]
    draft.table(placed, view.locator(cells[0]))


def _parts(places: set[Place], depth: int = 0) -> Iterator[set[Place]]:
    """Places parted at empty rows, and each part at empty columns, until nothing can be parted."""
    for axis in (0, 1) if depth < _DEPTH_LIMIT else ():
        groups: list[set[Place]] = []
        last = None
        for place in sorted(places, key=lambda place: place[axis]):
            if last is None or place[axis] > last + 1:
                groups.append(set())
            groups[-1].add(place)
            last = place[axis]
        if len(groups) > 1:
            for group in groups:
                yield from _parts(group, depth + 1)
            return
    yield places


def _plain(text: str) -> str:
    return "".join(text.split())
