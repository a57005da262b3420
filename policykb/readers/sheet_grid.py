"""A worksheet as it was found in its file, whatever the file's format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

# Rows and columns are counted from 0.
Place = tuple[int, int]
# First row, first column, last row, last column.
Area = tuple[int, int, int, int]

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass
class Worksheet:
    """Cells by their places.

    Args:
        texts: what cells show; cells without text are not there.
        lined: cells with a border on at least two sides.
        totals: what its formulas add up, for each formula the places of its numbers.
        hidden: the sheet is not shown.
        missing: addresses of formulas whose value the file does not have.
        cut: there are more cells than were read.
        broken: the file ends before the sheet does.
    """

    name: str
    hidden: bool = False
    texts: dict[Place, str] = field(default_factory=dict)
    lined: set[Place] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    totals: list[Area] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    cut: bool = False
    broken: bool = False

    @property
    def title(self) -> str:
        """What messages call it."""
        return f"sheet {self.name}" if self.name else "the table"

    def put(self, place: Place, text: str) -> None:
        """Note what a cell shows, its line breaks as \\n."""
        text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
        if text.strip():
            self.texts[place] = text


def address(place: Place) -> str:
    """A place as spreadsheets write it: (6, 1) is B7."""
    return f"{column_name(place[1])}{place[0] + 1}"


def column_name(column: int) -> str:
    """A column as spreadsheets write it: 27 is AB."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def place_of(text: str | None) -> Place | None:
    """The place that an address such as "$B$7" means, None for what is no address."""
    match = _ADDRESS.fullmatch(text or "")
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if row else None


def area_of(text: str | None) -> Area | None:
    """The area that a range such as "A1:B7", or a single address, means; None for what is no range."""
    first, _, last = (text or "").partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is None or end is None:
        return None
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])


def listed(numbers: Iterable[int]) -> str:
    """Numbers in order, those that follow one another as a stretch: 1-3, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs[:20]]
    return ", ".join(shown) + (" …" if len(runs) > 20 else "")
