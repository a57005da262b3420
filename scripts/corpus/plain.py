"""Drafts as text files: as they are typed, with tables flattened one cell to a line, or as Markdown."""

from __future__ import annotations

from .draft import Grid, Line


def text(parts: list[Line | Grid]) -> str:
    """Plain text; a table as converters flatten it: a tab opens a cell, an empty line a row's end, ten rows a page."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, Line):
            out.append(("    " if part.style == "right" else "") + part.text)
        else:
            out += _flattened(part)
    return "\n".join(out) + "\n"


def _flattened(grid: Grid) -> list[str]:
    shown = {(cell.row, cell.col): cell.text for cell in grid.cells()}
    out: list[str] = []
    for r, row in enumerate(grid.rows):
        if r > grid.header_rows and (r - grid.header_rows) % 10 == 0:  # the page ends, the header is printed again
            out += ["", "", "", ""]
            for head in range(grid.header_rows):
                out += _row(shown, head, len(row), row)
        out += _row(shown, r, len(row), row)
    return [*out, "", ""]


def _row(shown: dict[tuple[int, int], str], r: int, width: int, row: list[str]) -> list[str]:
    cells = [f"\t{shown.get((r, c), '')}" for c in range(width) if row[c] != "<"]
    return [line for cell in cells for line in cell.split("\n")] + [""]


def markdown(parts: list[Line | Grid]) -> str:
    """Markdown with a heading for titles and pipe tables."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, Line):
            out += [("# " if part.style == "title" else "") + part.text, ""]
        else:
            rows = [["" if text in "^<" else text for text in row] for row in part.rows]
            rule = ["---"] * len(rows[0])
            out += ["| " + " | ".join(row) + " |" for row in (rows[0], rule, *rows[1:])] + [""]
    return "\n".join(out)
