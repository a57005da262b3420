"""The row definitions of binary Word: the borders of a row's cells, and which of them are merged."""

from __future__ import annotations

from . import doc_sprms as sprm
from .doc_file import s16, u16
from .doc_sprms import Properties
from .row_grid import CellShape

_FIRST_OF_MERGED, _CONTINUES = 2, 1
_ENTRY = 20


def row_shapes(properties: Properties) -> list[CellShape]:
    """The shape of each cell of a row, with later changes of merging applied; empty where the row has no definition."""
    operand = properties.get(sprm.ROW_CELLS, b"")
    count = operand[2] if len(operand) > 2 else 0
    base = 3 + 2 * (count + 1)
    if len(operand) < base:
        return []
    borders = [s16(operand, 3 + 2 * n) for n in range(count + 1)]
    flags = [u16(operand, base + _ENTRY * n) for n in range(count)]
    changes = properties.get(sprm.VERTICAL_MERGE, b"")
    for index, merge in zip(changes[::2], changes[1::2], strict=False):
        if index < count:
            flags[index] = flags[index] & ~0x60 | (merge & 3) << 5
    changes = properties.get(sprm.MERGE, b"")
    for first, end in zip(changes[::2], changes[1::2], strict=False):
        for index in range(first, min(end, count)):
            flags[index] = flags[index] & ~3 | (_FIRST_OF_MERGED if index == first else _CONTINUES)
    return [
        CellShape(borders[n], borders[n + 1], flags[n] & 3 == _CONTINUES, (flags[n] >> 5) & 3 == _CONTINUES)
        for n in range(count)
    ]
