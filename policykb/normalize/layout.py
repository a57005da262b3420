"""Blocks and cells become lines and tabs: the only step that looks at `Content.blocks`.

A paragraph is a line, a row of a table is a line, its cells stand a tab apart. What lies outside the blocks is not the
document and goes. No other step sees where a block ends but by the line breaks and tabs that this one sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Block, Content
from ..text import Edit, Span
from . import wraps
from .base import CHINESE, ENDED, ITEM, SPACE_CHARACTERS

# Without the control characters that Python counts as white space: a text decoded in the wrong set is full of them.
_SPACES = SPACE_CHARACTERS + "\t\n\r\x0b\x0c\u2028\u2029"
_WHITE = re.compile(f"[{_SPACES}]+")
# Bytes of another character set that look like a line's end (U+0085) to who splits lines.
_BYTES = re.compile("[\x80-\u2122][\x80-\xa0]{1,3}[\x80-\u2122]")
_BREAKS = frozenset("\n\r\x0b\x0c\u2028\u2029")
# Formats in which a line break within a paragraph says where the paper ended and nothing else.
_PAPER = frozenset({"pdf", "ofd", "image"})


def edits(content: Content) -> Iterator[Edit]:
    """The edits over `content.source` that leave its blocks a line a paragraph or row, its cells a tab apart."""
    source, place, begun = content.source, 0, False
    wrapped = wraps.continued(content)
    for index, block in enumerate(content.blocks):
        for mark, span in _pieces(block, source):
            if index in wrapped:
                mark = closing(source[place - 1], source[span.start])
            elif begun and _BYTES.fullmatch(source, place - 1, span.start + 1):
                mark = source[place : span.start]
            inner = span.strip(source, _SPACES)
            # Three edits, not one: so a cell's or block's own span goes to its own text and not to the mark beside it.
            yield from _put(source, place, span.start, mark if begun else "")
            yield from _put(source, span.start, inner.start, "")
            yield from _inside(source, inner, bool(block.cells), content.format in _PAPER)
            yield from _put(source, inner.end, span.end, "")
            place, begun = span.end, True
    yield from _put(source, place, len(source), "")


def _pieces(block: Block, source: str) -> Iterator[tuple[str, Span]]:
    """The spans of a block, each with what parts it from the span before."""
    if not block.cells:
        if block.span.cut(source).strip(_SPACES):
            yield "\n", block.span
        return
    row = None
    for cell in block.cells:
        yield "\t" if cell.row == row else "\n", cell.span
        row = cell.row


def _put(source: str, start: int, end: int, text: str) -> Iterator[Edit]:
    if source[start:end] != text:
        yield Edit(start, end, text)


def _inside(source: str, span: Span, in_cell: bool, on_paper: bool) -> Iterator[Edit]:
    """White space within a paragraph or cell: tabs become spaces, line breaks are closed up or stay a single one."""
    text = span.cut(source)
    for found in _WHITE.finditer(text):
        white = found.group()
        broken = not _BREAKS.isdisjoint(white)
        if not broken and "\t" not in white:
            continue
        before, after = text[found.start() - 1], text[found.end()]
        closed = closing(before, after)
        if not broken or in_cell:
            new = closed
        elif on_paper:
            new = "\n" if before in ENDED and ITEM.match(text, found.end()) else closed
        else:
            new = "\n"
        yield from _put(source, span.start + found.start(), span.start + found.end(), new)


def closing(before: str, after: str) -> str:
    """What stands for a line break in one sentence: nothing beside Chinese or within a number, else a space."""
    return "" if CHINESE.match(before) or CHINESE.match(after) or before.isdigit() else " "
