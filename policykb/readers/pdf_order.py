"""The order in which a page is read: columns of prose one after the other."""

from __future__ import annotations

from .pdf_lines import Line, lines

# A column of prose is at least this many letters wide.
_NARROWEST = 10


def in_reading_order(free: list[Line], depth: int = 0) -> list[Line]:
    """The lines of a page; where it is set in columns, those of the left column before those of the right one."""
    if len(free) < 8 or depth > 2:
        return free
    left, right = min(line.x0 for line in free), max(line.x1 for line in free)
    gutter = _gutter(free, left, right)
    if gutter is None:
        return free
    crossing = [any(s.x0 < gutter < s.x1 for s in line.segments) for line in free]
    ordered: list[Line] = []
    start = 0
    while start < len(free):
        end = start
        while end < len(free) and crossing[end] == crossing[start]:
            end += 1
        run = free[start:end]
        if crossing[start] or not _set_in_columns(run, gutter):
            ordered += run
        else:
            for half in _halves(run, gutter):
                ordered += in_reading_order(half, depth + 1)
        start = end
    return ordered


def _gutter(free: list[Line], left: float, right: float) -> float | None:
    """The place in the middle half that the fewest lines cross, where nearly a half of the lines leave it free."""
    best: tuple[int, float] | None = None
    segments = [segment for line in free for segment in line.segments]
    for step in range(25, 76):
        x = left + (right - left) * step / 100
        crossed = sum(segment.x0 - 3 < x < segment.x1 + 3 for segment in segments)
        key = (crossed, abs(x - (left + right) / 2))
        if best is None or key < (best[0], abs(best[1] - (left + right) / 2)):
            best = (crossed, x)
    return best[1] if best is not None and best[0] <= 0.5 * len(free) else None


def _set_in_columns(run: list[Line], gutter: float, depth: int = 0) -> bool:
    """Whether the lines of a stretch fill both sides of the gutter, as prose does and the cells of a table do not."""
    return all(_filled(half, depth) for half in _halves(run, gutter))


def _halves(run: list[Line], gutter: float) -> list[list[Line]]:
    """The lines to the left of a gutter, and those to the right; each knows the sides of its column."""
    halves = []
    glyphs = [glyph for line in run for glyph in line.glyphs]
    for side in (True, False):
        half = [glyph for glyph in glyphs if ((glyph.x0 + glyph.x1) / 2 < gutter) == side]
        region = (min(glyph.x0 for glyph in half), max(glyph.x1 for glyph in half)) if half else None
        halves.append(lines(half, run[0].page, region))
    return halves


def _filled(half: list[Line], depth: int) -> bool:
    """Whether most lines reach from one side of their column to the other, or are set in columns again."""
    if len(half) < 6:
        return False
    left, right = half[0].region or (0.0, 0.0)
    if sum(len(line.segments) == 1 for line in half) < 0.8 * len(half):
        gutter = _gutter(half, left, right)
        return depth < 2 and gutter is not None and _set_in_columns(half, gutter, depth + 1)
    full = sum(line.x1 - line.x0 >= 0.8 * (right - left) for line in half)
    return right - left >= _NARROWEST * half[0].em and full >= 0.6 * len(half)
