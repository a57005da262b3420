"""The drafts of corpus/ and how they are written.

One line a paragraph: `= ` a title, `== ` a centred heading or attachment label, `~ ` a centred line, `> ` a line at the
right, `#1 `, `#2 `, `#3 ` a heading or item that the word processor numbers itself, `| a | b |` a row of a table, in
which `^` stands for a cell that goes on from above and `<` for one that goes on from the left; `|---|` ends the table's
header. Within a cell two spaces do not occur; ` ` between Chinese characters is a line break inside the cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Style = Literal["title", "heading", "centre", "right", "auto1", "auto2", "auto3", "body"]
MARKS: dict[str, Style] = {
    "= ": "title",
    "== ": "heading",
    "~ ": "centre",
    "> ": "right",
    "#1 ": "auto1",
    "#2 ": "auto2",
    "#3 ": "auto3",
}
BREAK = re.compile(r"(?<=[\u4e00-\u9fff、）]) (?=[\u4e00-\u9fff（])")


@dataclass
class Line:
    style: Style
    text: str


@dataclass
class GridCell:
    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass
class Grid:
    rows: list[list[str]] = field(default_factory=list)
    header_rows: int = 1

    def cells(self) -> list[GridCell]:
        """Each cell once, with its reach; a line break inside a cell is \\n."""
        found: list[GridCell] = []
        for r, row in enumerate(self.rows):
            for c, text in enumerate(row):
                if text not in ("^", "<"):
                    right = next((k for k in range(c + 1, len(row)) if row[k] != "<"), len(row))
                    below = next((k for k in range(r + 1, len(self.rows)) if self.rows[k][c] != "^"), len(self.rows))
                    found.append(GridCell(r, c, BREAK.sub("\n", text), below - r, right - c))
        return found


def parse(text: str) -> list[Line | Grid]:
    """The lines and tables of a draft, in order."""
    parts: list[Line | Grid] = []
    for raw in text.splitlines():
        line = raw.rstrip()
        if line.startswith("|"):
            if not parts or not isinstance(parts[-1], Grid):
                parts.append(Grid())
            grid = parts[-1]
            assert isinstance(grid, Grid)
            if line.startswith("|---"):
                grid.header_rows = len(grid.rows)
            else:
                grid.rows.append([cell.strip() for cell in line.strip("|").split("|")])
        else:
            mark = next((mark for mark in MARKS if line.startswith(mark)), "")
            parts.append(Line(MARKS.get(mark, "body"), line[len(mark) :]))
    return parts
