"""Glyphs to lines of text, and what a line's geometry says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from .pdf_page import Glyph

HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FULL = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class Segment:
    """A stretch of a line without a wide gap."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def x0(self) -> float:
        """Its left end."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """Its right end."""
        return max(glyph.x1 for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        """Its characters, spaces where the gaps are."""
        return spaced(self.glyphs)


@dataclass(frozen=True)
class Line(Segment):
    """A line of text on one page, its glyphs from left to right; `region` holds the sides of its column of print."""

    page: int
    region: tuple[float, float] | None = None

    @cached_property
    def top(self) -> float:
        """The upper end."""
        return min(glyph.top for glyph in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        """The lower end."""
        return max(glyph.bottom for glyph in self.glyphs)

    @cached_property
    def base(self) -> float:
        """The base line."""
        return median(glyph.base for glyph in self.glyphs)

    @cached_property
    def em(self) -> float:
        """The height of the letters in points."""
        return em(self.glyphs)

    @cached_property
    def sized(self) -> bool:
        """Whether full-width characters show the size; the others' boxes depend on the font."""
        return any(_FULL.match(glyph.char) for glyph in self.glyphs)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The parts that gaps of more than an em part."""
        parts: list[list[Glyph]] = [[]]
        end = self.glyphs[0].x0
        for glyph in self.glyphs:
            if glyph.x0 - end > max(0.9 * self.em, 5):
                parts.append([])
            parts[-1].append(glyph)
            end = max(end, glyph.x1)
        return tuple(Segment(tuple(part)) for part in parts)


def em(glyphs: Sequence[Glyph]) -> float:
    """The size of the letters: the width of the full-width ones, or what the height of the others suggests."""
    widths = [glyph.x1 - glyph.x0 for glyph in glyphs if not glyph.turned and _FULL.match(glyph.char)]
    if widths:
        return max(1.0, median(widths))
    return max(1.0, median(glyph.bottom - glyph.top for glyph in glyphs) / 1.15)


def lines(glyphs: Iterable[Glyph], page: int, region: tuple[float, float] | None = None) -> list[Line]:
    """The lines, from above downwards."""
    rows: list[list[Glyph]] = []
    place = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0)):
        tall = glyph.bottom - glyph.top
        if rows and glyph.base - place <= 0.42 * max(min(height, tall), 4.0):
            rows[-1].append(glyph)
            if tall > height:
                place, height = glyph.base, tall
        else:
            rows.append([glyph])
            place, height = glyph.base, tall
    return [Line(tuple(_once(sorted(row, key=lambda glyph: glyph.x0))), page, region) for row in rows]


def _once(row: list[Glyph]) -> list[Glyph]:
    """A row without the characters that were drawn a second time, a little to the side, to look bold."""
    kept: list[Glyph] = []
    for glyph in row:
        near = kept[-3:]
        if any(
            other.char == glyph.char and glyph.x0 - other.x0 < 0.3 * max(1.0, other.x1 - other.x0)
            and abs(glyph.base - other.base) < 0.3 * max(1.0, other.bottom - other.top)
            for other in near
        ):  # fmt: skip
            continue
        kept.append(glyph)
    return kept


def spaced(glyphs: Sequence[Glyph]) -> str:
    """The characters in their order, with spaces for gaps: one between words, more for a wide one."""
    size = em(glyphs)
    pieces: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            gap = glyph.x0 - last.x1
            full = _FULL.match(glyph.char) or _FULL.match(last.char)
            if gap > (0.6 if full else 0.18) * size or (glyph.apart and not full):
                pieces.append(" " * max(1, min(8, round(gap / size))))
        pieces.append(glyph.char)
        last = glyph
    return "".join(pieces)


def stacked(glyphs: Sequence[Glyph], page: int) -> str:
    """The text of a cell, its lines parted by line breaks; text that was turned is read along its own direction."""
    turned = [glyph for glyph in glyphs if glyph.turned]
    if 2 * len(turned) > len(glyphs):
        return _turned_text(turned)
    return "\n".join(line.text for line in lines(glyphs, page))


def aligned_lines(cells: Sequence[Sequence[Glyph]], width: float) -> list[float]:
    """Where to part cells that stand side by side, if their lines are rows of a list and not broken text.

    They are rows where every cell has its lines at the same heights, at least three, the first cell (so wide) has one
    at each of them and hardly ever fills its width. No places where they are not.
    """
    if not cells or len(cells[0]) < 3:
        return []
    first, *others = (lines(cell, 0) for cell in cells)
    short = sum(line.x1 - line.x0 < 0.75 * width for line in first)
    filled = sum(len(other) >= 0.8 * len(first) for other in others)
    if len(first) < 3 or short < 0.8 * len(first) or not filled:
        return []
    reach = 0.4 * first[0].em
    if any(min(abs(line.base - key.base) for key in first) > reach for other in others for line in other):
        return []
    return [(above.bottom + below.top) / 2 for above, below in pairwise(first)]


def _turned_text(glyphs: list[Glyph]) -> str:
    """Text that runs upwards (its lines from left to right) or downwards (from right to left)."""
    upwards = sum(glyph.turned == 90 for glyph in glyphs) * 2 > len(glyphs)
    laid = [
        Glyph(g.char, -g.bottom, -g.top, g.x0, g.x1, (g.x0 + g.x1) / 2)
        if upwards
        else Glyph(g.char, g.top, g.bottom, -g.x1, -g.x0, -(g.x0 + g.x1) / 2)
        for g in glyphs
    ]
    return "\n".join(line.text for line in lines(laid, 0))
