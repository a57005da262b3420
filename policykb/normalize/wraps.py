"""Lines that a program broke at a fixed width, as in e-mails and printed text: which line goes on in the next.

A width shows itself: several lines near each other are as wide as that, to within a character and a half, and none that
belongs to them is wider. A Chinese character takes two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Content
from .base import ENDED, HAN, ITEM

NARROWEST, WIDEST = 52, 110
_STOPS = ENDED | frozenset("）】》”")
_MARKER = re.compile(r"[0-9]{1,3}[.、][ \u3000]*")
_WORD = re.compile(r"[!-~]{1,20}")
_CLOSING = frozenset("，。、；：）》”」』！？%")
_OPENING = frozenset("【（(《[•·□☐")
_LABEL = re.compile(f"[{HAN}]{{2,8}}[：:]")
_SLACK, _WINDOW, _LINES, _INDENT = 3, 10, 3, 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A block of one line: its width and indent in columns, and whether it follows the line before without a gap."""

    text: str
    width: int
    indent: int
    follows: bool


def continued(content: Content) -> frozenset[int]:
    """The indices of blocks that go on with the sentence of the block before."""
    if content.format != "txt" or len(content.blocks) < _LINES:
        return frozenset()
    lines = list(_lines(content))
    return frozenset(index for index in range(1, len(lines)) if _goes_on(lines, index))


def _lines(content: Content) -> Iterator[_Line]:
    source, end = content.source, 0
    for block in content.blocks:
        begin = max(source.rfind("\n", 0, block.span.start) + 1, end)
        text = source[begin : block.span.end]
        if block.cells or len(text) > WIDEST or "\n" in text:
            text = ""
        bare = text.lstrip()
        width = _columns(text.rstrip()) if bare else 0
        yield _Line(bare.rstrip(), width, width - _columns(bare.rstrip()), source.count("\n", end, begin) == 1)
        end = block.span.end


def _columns(text: str) -> int:
    return len(text.encode("gbk", "replace"))  # two bytes where there are two columns


def _goes_on(lines: list[_Line], index: int) -> bool:
    above, below = lines[index - 1], lines[index]
    if not below.follows or not NARROWEST <= above.width <= WIDEST or below.width == 0:
        return False
    marker = _MARKER.match(above.text)
    if below.indent >= _INDENT and below.indent > max(above.indent, marker.end() if marker else 0):
        return False
    if above.text[-1] in _STOPS or "…" in above.text or ".." in above.text:
        return False
    if ITEM.match(below.text) or below.text[0] in _OPENING or _LABEL.match(below.text):
        return False
    limit = above.width + _room(below.text) - 1
    near = lines[max(0, index - 1 - _WINDOW) : index + _WINDOW]
    full = sum(above.width - _SLACK <= line.width <= limit and line.text[-1] not in _STOPS for line in near)
    return below.width <= limit and full >= _LINES


def _room(below: str) -> int:
    """How many columns the line above had to leave free: less than the next character takes, or the next word, or one
    more character where the second must not begin a line."""
    word = _WORD.match(below)
    if word:
        return word.end() + 1
    return 4 if below[1:2] and below[1] in _CLOSING else 2
