"""What holds within a group of Rich Text: letters, paragraph, and the definition of a table's row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .row_grid import CellShape


@dataclass
class RowDefinition:
    """A row as \\trowd and what follows define it."""

    shapes: list[CellShape] = field(default_factory=list)
    left: int = 0
    goes_on_left: bool = False
    goes_on_above: bool = False
    header: bool = False

    def end_cell(self, right: int) -> None:
        """Take \\cellx, the right border of the cell that was described."""
        left = self.shapes[-1].right if self.shapes else self.left
        self.shapes.append(CellShape(left, right, self.goes_on_left, self.goes_on_above))
        self.goes_on_left = self.goes_on_above = False


@dataclass
class State:
    """What holds within a group and is given back at its end; `target` is what text is read for."""

    target: str = "text"
    font: int = 0
    size: float = 12.0
    hidden: bool = False
    deleted: bool = False
    colour: int = 0
    background: bool = False
    skip: int = 1
    align: str | None = None
    level: int | None = None
    in_table: bool = False
    depth: int = 1
    row: RowDefinition = field(default_factory=RowDefinition)

    def plain(self, font: int) -> None:
        """Take \\plain: letters as they are without any setting."""
        self.font, self.size, self.colour = font, 12.0, 0
        self.hidden = self.deleted = self.background = False

    def new_paragraph(self) -> None:
        """Take \\pard: a paragraph without any setting."""
        self.align = self.level = None
        self.in_table, self.depth = False, 1


def _setting(name: str, change: Callable[[int], object]) -> Callable[[State, int], None]:
    return lambda state, number: setattr(state, name, change(number))


def _row_setting(name: str, value: bool) -> Callable[[State, int], None]:
    return lambda state, number: setattr(state.row, name, value)


SETTINGS: dict[str, Callable[[State, int], None]] = {
    "fs": _setting("size", lambda number: number / 2),
    "v": _setting("hidden", bool),
    "deleted": _setting("deleted", bool),
    "cf": _setting("colour", int),
    "highlight": _setting("background", bool),
    "cb": _setting("background", bool),
    "chcbpat": _setting("background", bool),
    "cbpat": _setting("background", bool),
    "uc": _setting("skip", lambda number: min(max(0, number), 8)),
    "ql": _setting("align", lambda number: None),
    "qj": _setting("align", lambda number: None),
    "qc": _setting("align", lambda number: "center"),
    "qr": _setting("align", lambda number: "right"),
    "outlinelevel": _setting("level", lambda number: number + 1 if 0 <= number < 9 else None),
    "intbl": _setting("in_table", lambda number: True),
    "itap": _setting("depth", int),
    "pard": lambda state, number: state.new_paragraph(),
    "trleft": lambda state, number: setattr(state.row, "left", number),
    "trhdr": _row_setting("header", True),
    "clmrg": _row_setting("goes_on_left", True),
    "clvmrg": _row_setting("goes_on_above", True),
    "cellx": lambda state, number: state.row.end_cell(number),
}
