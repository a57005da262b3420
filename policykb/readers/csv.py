"""Tables as text with separators (.csv, .tsv), in any encoding; title and notes stand apart from the table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from ..errors import UnreadableError
from ..model import Content, Source
from . import sniff
from .base import Draft, Reader
from .encoding import decode
from .sheet_grid import Worksheet
from .sheet_layout import written

MAX_BYTES = 32 * 1024 * 1024
_CELL_LIMIT = 400_000
_NAMES = (".csv", ".tsv", ".tab")
_DELIMITERS = ",\t;|"
_HEAD, _ROWS = 16_384, 60
# Excel writes ="007" so that the zeros are kept.
_KEPT = re.compile(r'="([^"]*)"')
# What Excel writes above a table to say what parts its columns.
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def separated(source: Source) -> bool:
    """Whether a text's name says that it is a table with separators, and its lines are."""
    named = source.name.lower().endswith(_NAMES)
    return named and sniff.kind(source.data) == "txt" and _delimiter(source.data[:_HEAD]) is not None


@lru_cache(maxsize=1)
def _delimiter(head: bytes) -> str | None:
    """The separator that gives most rows the same number of columns, two or more; None where none does."""
    try:
        text = decode(head).text
    except UnreadableError:
        return None
    declared = _DECLARED.match(text)
    if declared:
        return declared[1]
    best: tuple[float, int, str] | None = None
    for delimiter in _DELIMITERS:
        rows = [row for row in islice(_rows(text, delimiter), _ROWS) if any(cell.strip() for cell in row)]
        # The last row of a long file is cut off.
        rows = rows[:-1] if len(head) == _HEAD and len(rows) > 2 else rows
        (columns, count), *_ = Counter(map(len, rows)).most_common(1) or [(0, 0)]
        share = count / max(1, len(rows))
        if columns >= 2 and share >= 0.5 and (best is None or (share, columns) > best[:2]):
            best = (share, columns, delimiter)
    return best[2] if best else None


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    # Cells are as long as documents are; the module's own limit is lower.
    csv.field_size_limit(MAX_BYTES)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def _read(source: Source) -> Content:
    if len(source.data) > MAX_BYTES:
        raise UnreadableError(f"{len(source.data) >> 20} MB of text; the limit is {MAX_BYTES >> 20} MB: split it")
    decoded = decode(source.data)
    delimiter = _delimiter(source.data[:_HEAD])
    text = decoded.text.lstrip("\ufeff")
    if declared := _DECLARED.match(text):
        text = text[declared.end() :]
    sheet = Worksheet("")
    for number, row in enumerate(_rows(text, delimiter or ",")):
        for column, cell in enumerate(row):
            kept = _KEPT.fullmatch(cell.strip())
            sheet.put((number, column), kept[1] if kept else cell.strip())
        if len(sheet.texts) > _CELL_LIMIT:
            sheet.cut = True
            break
    draft = Draft("csv", f"policykb, {decoded.encoding}")
    # Their places are those in the file, not in the text of the cells.
    draft.issues += [replace(issue, span=None) for issue in decoded.issues]
    return written(draft, [sheet])


READER = Reader("csv", "policykb", separated, _read)
