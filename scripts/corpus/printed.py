"""Drafts as printed pages: a PDF with wrapped lines, page numbers, ruled tables that run over pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from .draft import Grid, Line

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 80.0, WIDTH - 80.0, HEIGHT - 90.0, 112.0
SIZE, LEADING = 15.0, 26.0
CELL_SIZE, CELL_LEADING, PAD = 10.5, 14.0, 4.0


class Press:
    """A pen over pages; it starts a new page when the line does not fit."""

    def __init__(self, canvas: Any) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.canvas = canvas
        self.y, self.number = TOP, 1

    def turn(self) -> None:
        self.canvas.setFont(FONT, 12)
        self.canvas.drawCentredString(WIDTH / 2, 50, f"— {self.number} —")
        self.canvas.showPage()
        self.y, self.number = TOP, self.number + 1

    def line(self, line: Line) -> None:
        size = 20.0 if line.style == "title" else SIZE
        indent = 2 if line.style in ("body", "auto1", "auto2", "auto3") else 0
        for n, piece in enumerate(wrap("\u3000" * indent + line.text, size, RIGHT - LEFT)):
            if self.y - LEADING < BOTTOM:
                self.turn()
            self.canvas.setFont(FONT, size)
            text = piece.lstrip("\u3000") if n == 0 and indent else piece
            start = LEFT + indent * size if n == 0 else LEFT
            if line.style in ("title", "heading", "centre"):
                self.canvas.drawCentredString(WIDTH / 2, self.y, text)
            elif line.style == "right":
                self.canvas.drawRightString(RIGHT - 2 * size, self.y, text)
            else:
                self.canvas.drawString(start, self.y, text)
            self.y -= LEADING if line.style != "title" else 34

    def table(self, grid: Grid) -> None:
        widths = _column_widths(grid, RIGHT - LEFT)
        xs = [LEFT + sum(widths[:n]) for n in range(len(widths) + 1)]
        cells = {(cell.row, cell.col): cell for cell in grid.cells()}
        heights = [_row_height(grid, r, widths) for r in range(len(grid.rows))]
        for (r, c), cell in cells.items():  # a tall merged cell makes its last row taller
            lines = len(_cell_lines(cell.text, sum(widths[c : c + cell.colspan])))
            lack = lines * CELL_LEADING + 2 * PAD - sum(heights[r : r + cell.rowspan])
            heights[r + cell.rowspan - 1] += max(0.0, lack)
        head = list(range(grid.header_rows))
        rows = list(range(len(grid.rows)))
        while rows:
            fitting, room = [], self.y - BOTTOM
            while rows and heights[rows[0]] <= room:
                room -= heights[rows[0]]
                fitting.append(rows.pop(0))
            if fitting and fitting != head[: len(fitting)]:
                self._piece(grid, fitting, xs, heights)
            elif fitting:
                rows = fitting + rows
            if rows:
                self.turn()
                rows = [r for r in head if r not in rows] + rows
        self.y -= LEADING

    def _piece(self, grid: Grid, rows: list[int], xs: list[float], heights: list[float]) -> None:
        tops, y = {}, self.y
        for r in rows:
            tops[r] = y
            y -= heights[r]
        end = y
        for cell in grid.cells():
            here = [r for r in range(cell.row, cell.row + cell.rowspan) if r in tops]
            if not here:
                continue
            top, bottom = tops[here[0]], tops[here[-1]] - heights[here[-1]]
            x0, x1 = xs[cell.col], xs[cell.col + cell.colspan]
            self.canvas.rect(x0, bottom, x1 - x0, top - bottom)
            if cell.row in tops:  # the part of a merged cell on the next page stays empty, as word processors print it
                self._text(cell.text, x0, x1, top, bottom)
        self.y = end

    def _text(self, text: str, x0: float, x1: float, top: float, bottom: float) -> None:
        lines = _cell_lines(text, x1 - x0)
        y = (top + bottom) / 2 + len(lines) * CELL_LEADING / 2 - CELL_LEADING * 0.75
        self.canvas.setFont(FONT, CELL_SIZE)
        for piece in lines:
            self.canvas.drawCentredString((x0 + x1) / 2, y, piece)
            y -= CELL_LEADING


def wrap(text: str, size: float, width: float) -> list[str]:
    """The text in lines of at most `width` points; closing punctuation hangs rather than starting a line."""
    lines, line = [], ""
    for piece in re.findall(r"[!-~]+|[^!-~]", text):  # a number or a Latin word is not broken
        if line and pdfmetrics.stringWidth(line + piece, FONT, size) > width and piece not in "，。；：、）”！？》":
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line] if line or not lines else lines


def _cell_lines(text: str, width: float) -> list[str]:
    return [line for part in text.split("\n") for line in wrap(part, CELL_SIZE, width - 2 * PAD)]


def _column_widths(grid: Grid, total: float) -> list[float]:
    longest = [
        max(min(len(row[c]), 16) for row in grid.rows if row[c] not in ("^", "<")) for c in range(len(grid.rows[0]))
    ]
    weights = [max(4, n) for n in longest]
    return [total * weight / sum(weights) for weight in weights]


def _row_height(grid: Grid, r: int, widths: list[float]) -> float:
    single = [cell for cell in grid.cells() if cell.row == r and cell.rowspan == 1]
    lines = [len(_cell_lines(cell.text, sum(widths[cell.col : cell.col + cell.colspan]))) for cell in single]
    return max([1, *lines]) * CELL_LEADING + 2 * PAD


def write(parts: list[Line | Grid], path: Path) -> None:
    """Write the draft as a PDF; the same draft gives the same bytes."""
    draw(parts, Canvas(str(path), pagesize=A4, invariant=1))


def draw(parts: list[Line | Grid], canvas: Any) -> None:
    """Draw the draft on pages; the canvas has the methods of reportlab's."""
    press = Press(canvas)
    for part in parts:
        if isinstance(part, Grid):
            press.table(part)
        elif part.style == "heading" and part.text.startswith("附件"):
            press.turn() if press.y < TOP else None
            press.line(part)
        else:
            press.line(part)
    press.turn()
    press.canvas.save()
