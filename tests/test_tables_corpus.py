"""The same three tables from a Word document, a web page, a ruled PDF and flattened text: cell for cell the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from policykb.model import Source, Table
from policykb.pipeline import process

CORPUS = Path(__file__).parents[1] / "corpus"


@cache
def tables(place: str) -> tuple[Table, ...]:
    file = CORPUS / place
    return process(Source(file.name, file.read_bytes()), place).tables


@pytest.mark.parametrize("format", ["docx", "html", "pdf"])
def test_every_format_gives_the_same_cells_and_rows(format: str) -> None:
    found, flat = tables(f"work-plan-attachments-{format}/source.{format}"), tables("work-plan/source.txt")
    assert [len(table.rows) for table in flat] == [14, 16, 5]
    for one, other in zip(found, flat, strict=True):
        grids = [[(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells] for table in (one, other)]
        assert grids[0] == grids[1]
        assert (one.label, one.title, one.columns, one.rows) == (other.label, other.title, other.columns, other.rows)
        assert all(check.ok for check in one.checks)
