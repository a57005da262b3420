"""Excel workbooks in XML (.xlsx, .xlsm, .xltx): every cell as it is shown, hidden sheets, rows and columns left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from ..errors import UnreadableError, UnsupportedFormatError
from ..model import Content, Source
from . import sniff
from .base import Draft, Reader
from .docx_package import Element, open_package
from .elements import child, children, is_true, kind, number, whole
from .sheet_formats import BUILT_IN, shown
from .sheet_grid import Place, Worksheet, address, area_of, place_of
from .sheet_layout import written

_CELL_LIMIT, _MERGE_LIMIT, _SHEET_LIMIT = 400_000, 20_000, 1000
_WIDEST, _LONGEST = 16_384, 1_048_576
# Entries for columns, and additions for all sums of a sheet: what lies beyond would take minutes.
_COLUMN_LIMIT, _ADDITION_LIMIT = 1000, 5_000_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SUM = re.compile(r"SUM\(([$A-Za-z0-9:,]{1,200})\)", re.IGNORECASE)


@dataclass
class Styles:
    """What a cell's style number means: the code of its number format, and whether it is drawn around."""

    codes: list[str] = field(default_factory=list)
    lined: list[bool] = field(default_factory=list)

    def code(self, style: int) -> str:
        """The number format of a style."""
        return self.codes[style] if 0 <= style < len(self.codes) else "General"

    def is_lined(self, style: int) -> bool:
        """Whether a style draws lines on two sides or more."""
        return 0 <= style < len(self.lined) and self.lined[style]


class _Filling:
    """The reading of one worksheet's XML."""

    def __init__(self, sheet: Worksheet, strings: list[str], styles: Styles, from_1904: bool) -> None:
        self.sheet, self.strings, self.styles, self.from_1904 = sheet, strings, styles, from_1904
        self.numbers: dict[Place, float] = {}
        self.unvalued: list[tuple[Place, str, int]] = []

    def fill(self, root: Element) -> None:
        """Take in columns, rows, cells and merged ranges."""
        sheet = self.sheet
        for part in children(root):
            name = kind(part)
            if name == "cols":
                for column in islice(children(part, "col"), _COLUMN_LIMIT):
                    if is_true(column.get("hidden")):
                        first, last = whole(column.get("min"), 1), whole(column.get("max"), 1)
                        sheet.hidden_columns.update(range(first - 1, min(last, _WIDEST)))
            elif name == "sheetData":
                self._rows(part)
            elif name == "mergeCells":
                areas = [area_of(item.get("ref")) for item in list(children(part, "mergeCell"))[:_MERGE_LIMIT]]
                sheet.merged += [area for area in areas if area is not None]
        self._totals()

    def _rows(self, data: Element) -> None:
        row = -1
        for entry in children(data, "row"):
            row = min(whole(entry.get("r"), row + 2) - 1, _LONGEST)
            if is_true(entry.get("hidden")) or entry.get("ht") == "0":
                self.sheet.hidden_rows.add(row)
            col = -1
            for cell in children(entry, "c"):
                place = place_of(cell.get("r")) or (row, col + 1)
                col = place[1]
                if len(self.sheet.texts) >= _CELL_LIMIT:
                    self.sheet.cut = True
                    return
                self._cell(cell, place)

    def _cell(self, cell: Element, place: Place) -> None:
        style = whole(cell.get("s"))
        if self.styles.is_lined(style):
            self.sheet.lined.add(place)
        value = formula = inline = None
        for part in children(cell):
            name = kind(part)
            if name == "v":
                value = part.text
            elif name == "f":
                formula = part.text or ""
            elif name == "is":
                inline = _rich(part)
        if formula and (match := _SUM.fullmatch(formula.strip())):
            self.sheet.totals += filter(None, map(area_of, match[1].split(",")))
        if value is None and inline is None:
            if formula is not None:
                self.unvalued.append((place, formula, style))
            return
        self.sheet.put(place, self._text(cell.get("t", "n"), value or "", inline, style, place))

    def _text(self, type: str, value: str, inline: str | None, style: int, place: Place) -> str:
        if inline is not None:
            return inline
        if type == "s":
            index = whole(value, -1)
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if type == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if type in ("str", "e"):
            return _unescaped(value)
        amount = number(value)
        if type == "d" or amount is None:
            return value
        self.numbers[place] = amount
        return shown(amount, self.styles.code(style), self.from_1904)

    def _totals(self) -> None:
        """Sums whose value the writing program did not store, worked out; other such formulas are noted."""
        additions = 0
        for place, formula, style in self.unvalued:
            match = _SUM.fullmatch(formula.strip())
            areas = [area_of(part) for part in match[1].split(",")] if match else [None]
            additions += len(self.numbers)
            if None in areas or additions > _ADDITION_LIMIT:
                self.sheet.missing.append(address(place))
                continue
            total = sum(
                amount for (row, col), amount in self.numbers.items()
                if any(a is not None and a[0] <= row <= a[2] and a[1] <= col <= a[3] for a in areas)
            )  # fmt: skip
            self.sheet.put(place, shown(float(total), self.styles.code(style), self.from_1904))


def _styles(root: Element | None) -> Styles:
    codes = {whole(f.get("numFmtId")): f.get("formatCode", "") for f in children(child(root, "numFmts"), "numFmt")}
    borders = [
        sum(kind(side) in ("left", "right", "top", "bottom") and side.get("style", "none") != "none" for side in border)
        > 1
        for border in children(child(root, "borders"), "border")
    ]
    styles = Styles()
    for xf in children(child(root, "cellXfs"), "xf"):
        id, border = whole(xf.get("numFmtId")), whole(xf.get("borderId"))
        styles.codes.append(codes.get(id) or BUILT_IN.get(id, "General"))
        styles.lined.append(0 <= border < len(borders) and borders[border])
    return styles


def _rich(item: Element) -> str:
    """The text of a string, its runs together, the readings above its characters left out."""
    texts = [part.text or "" for part in children(item, "t")]
    texts += [text.text or "" for run in children(item, "r") for text in children(run, "t")]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    """Characters that XML does not have are written _x000D_."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _read(source: Source) -> Content:
    package = open_package(source.data)
    book = package.xml(package.main)
    if package.main.endswith(".bin"):
        raise UnsupportedFormatError("a binary workbook (.xlsb); saved as .xlsx it can be read")
    if book is None:
        raise UnreadableError("the workbook's main part is damaged")
    links = {id: link for id, link in package.relations.items() if link.kind == "worksheet" and not link.external}
    strings = [_rich(item) for item in children(package.xml(package.related("sharedStrings")), "si")]
    styles = _styles(package.xml(package.related("styles")))
    settings = child(book, "workbookPr")
    from_1904 = settings is not None and is_true(settings.get("date1904"))
    draft = Draft("xlsx", "lxml")
    sheets: list[Worksheet] = []
    for entry in list(children(child(book, "sheets"), "sheet"))[:_SHEET_LIMIT]:
        ids = (value for key, value in entry.attrib.items() if str(key).rpartition("}")[2] == "id")
        link = next((links[id] for id in map(str, ids) if id in links), None)
        if link is None:
            continue
        sheet = Worksheet(entry.get("name", ""), hidden=entry.get("state", "visible") != "visible")
        root = package.xml(link.target)
        if root is None:
            draft.issue("unread_sheet", f"sheet {sheet.name}: missing or damaged and left out")
            continue
        _Filling(sheet, strings, styles, from_1904).fill(root)
        sheets.append(sheet)
    for damage in package.damage:
        draft.issue("damaged", damage)
    return written(draft, sheets)


def _is_workbook(source: Source) -> bool:
    return sniff.kind(source.data) == "xlsx"


READER = Reader("xlsx", "lxml", _is_workbook, _read)
