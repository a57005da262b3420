"""The lines of the clean text outside tables, each with what its block says about its looks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Block, Content
from ..text import Span, Text

_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the clean text: its place, its words, and how its block was set.

    Args:
        gaps: places inside the line (offsets from its start) where the source has white space and the clean text
            has none: the names of two bodies in one line stand apart by nothing else.
    """

    span: Span
    text: str
    align: str | None = None
    size: float | None = None
    level: int | None = None
    gaps: tuple[int, ...] = ()

    def part(self, start: int, end: int | None = None) -> Line:
        """A stretch of the line, without white space at its ends, as a line of its own."""
        stop = len(self.text) if end is None else end
        piece = self.text[start:stop]
        begin = start + len(piece) - len(piece.lstrip())
        words = piece.strip()
        gaps = tuple(gap - begin for gap in self.gaps if begin < gap < begin + len(words))
        place = self.span.start + begin
        return Line(Span(place, place + len(words)), words, self.align, self.size, self.level, gaps)


def table_spans(content: Content, text: Text) -> list[tuple[Block, Span]]:
    """Each table block with its place in the clean text."""
    return [(block, text.to_clean(block.span)) for block in content.blocks if block.kind == "table"]


def read(content: Content, text: Text, tables: Iterable[Span]) -> list[Line]:
    """The lines of the clean text that lie in no table, in order; blank ones left out."""
    blocks = [block for block in content.blocks if block.kind != "table"]
    starts = [text.to_clean(block.span).start for block in blocks]
    taken = sorted(tables, key=lambda span: span.start)
    table_starts = [span.start for span in taken]
    lines = []
    for span in _line_spans(text.clean):
        before = bisect_right(table_starts, span.start) - 1
        if before >= 0 and span.start < taken[before].end:
            continue
        index = bisect_right(starts, span.start) - 1
        block = blocks[index] if index >= 0 else None
        words = span.cut(text.clean)
        lines.append(
            Line(
                span,
                words,
                block.align if block else None,
                block.size if block else None,
                block.level if block else None,
                _gaps(text, span) if len(words) <= 90 else _gaps(text, Span(span.start, span.start + 16)),
            )
        )
    return lines


def _line_spans(clean: str) -> Iterator[Span]:
    start = 0
    while start < len(clean):
        end = clean.find("\n", start)
        end = len(clean) if end < 0 else end
        span = Span(start, end).strip(clean)
        if len(span):
            yield span
        start = end + 1


def _gaps(text: Text, span: Span) -> tuple[int, ...]:
    """Where white space of the source was closed up inside a line, unless the line is letter-spaced throughout."""
    if not _SPACE.search(text.quote(span)):
        return ()
    found = []
    for place in range(span.start + 1, span.end):
        left, right = text.to_source(Span(place - 1, place)), text.to_source(Span(place, place + 1))
        between = text.source[left.end : right.start] if left.end <= right.start else ""
        if between and between.isspace():
            found.append(place - span.start)
    return tuple(found) if len(found) * 3 <= max(9, len(span)) else ()
