"""Spaces: none at the ends of lines and cells, none beside Chinese characters and punctuation, one between Latin words.

A letter-spaced title (总 体 要 求) is closed up by the same rule. Spaces around a dash between digits go too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import Edit
from .base import CHINESE, SPACE

_WHITE = re.compile(f"[{SPACE}]+")
_DASHES = frozenset("-–—~～至")


def edits(text: str) -> Iterator[Edit]:
    """Runs of spaces removed, or made one."""
    for found in _WHITE.finditer(text):
        start, end = found.span()
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        new = "" if _closes(before, after) else " "
        if found.group() != new:
            yield Edit(start, end, new)


def _closes(before: str, after: str) -> bool:
    if before in "\n\t" or after in "\n\t":
        return True
    if "\N{REPLACEMENT CHARACTER}" in (before, after):  # what was lost there stood apart from its neighbour
        return False
    if CHINESE.match(before) or CHINESE.match(after):
        return True
    return (before.isdigit() and after in _DASHES) or (before in _DASHES and after.isdigit()) or after == "%"
