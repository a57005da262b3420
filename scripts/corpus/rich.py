"""Drafts as Rich Text, with labels of lists and merged cells as word processors write them."""

from __future__ import annotations

from pathlib import Path

from .draft import Grid, GridCell, Line
from .labels import Labels

HEAD = r"{\rtf1\ansi\ansicpg936\uc1\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
COLUMN = 1600
ALIGNMENTS = {"title": r"\qc", "heading": r"\qc", "centre": r"\qc", "right": r"\qr"}


def write(parts: list[Line | Grid], path: Path) -> None:
    """Write the draft as an .rtf; the same draft gives the same bytes."""
    labels = Labels()
    body = [_table(part) if isinstance(part, Grid) else _paragraph(part, labels) for part in parts]
    path.write_text("\n".join([HEAD, *body, "}"]), encoding="ascii")


def _paragraph(line: Line, labels: Labels) -> str:
    label = labels.next(line.style)
    shown = rf"{{\listtext\f0 {escaped(label)}}}" if label else ""
    size = 44 if line.style == "title" else 32
    return rf"{shown}\pard\plain{ALIGNMENTS.get(line.style, '')}\f0\fs{size} {escaped(line.text)}\par"


def _table(grid: Grid) -> str:
    rows = []
    cells = grid.cells()
    for row in range(len(grid.rows)):
        definition, texts = [], []
        for cell in sorted((c for c in cells if c.row <= row < c.row + c.rowspan), key=lambda c: c.col):
            definition.append(rf"{_merge(cell, row)}\cellx{COLUMN * (cell.col + cell.colspan)}")
            text = escaped(cell.text).replace("\n", r"\par ") if cell.row == row else ""
            texts.append(rf"\pard\plain\intbl\f0\fs24 {text}\cell")
        header = r"\trhdr" if row < grid.header_rows else ""
        rows.append(rf"\trowd{header}{''.join(definition)}" + "\n" + "\n".join(texts) + r"\row")
    return "\n".join(rows)


def _merge(cell: GridCell, row: int) -> str:
    if cell.rowspan == 1:
        return ""
    return r"\clvmgf" if cell.row == row else r"\clvmrg"


def escaped(text: str) -> str:
    """Text as Rich Text writes it: Chinese by the bytes of code page 936, what that has not by number."""
    written = []
    for character in text:
        if character in "\\{}":
            written.append("\\" + character)
        elif character.isascii():
            written.append(character)
        else:
            try:
                written.append("".join(rf"\'{byte:02x}" for byte in character.encode("gbk")))
            except UnicodeEncodeError:
                written.append(rf"\u{ord(character)}?")
    return "".join(written)
