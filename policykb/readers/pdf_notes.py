"""Footnotes: small lines at the foot of a page, below a short rule at its left side."""

from __future__ import annotations

from .pdf_lines import Line
from .pdf_page import Page

# In points, and in shares of the page's width and of the size of the text.
_SHORTEST, _LONGEST, _SMALL = 40.0, 0.5, 0.93


def notes(page: Page, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a page's text, and those of its notes."""
    if len(lines) < 3:
        return lines, []
    left = min(line.x0 for line in lines)
    for rule in sorted(page.across, reverse=True):
        length = rule.end - rule.start
        if (
            not _SHORTEST <= length <= _LONGEST * page.width
            or abs(rule.start - left) > 30
            or rule.place < page.height / 2
        ):
            continue
        below = [line for line in lines if line.base > rule.place]
        above = [line for line in lines if line.base <= rule.place]
        if below and above and all(line.x0 < rule.end for line in below):
            size = sorted(line.em for line in above)[len(above) // 2]
            small = [line for line in below if line.em <= _SMALL * size]
            # A page number below the notes is no note; furniture is taken away later.
            if small and len(below) - len(small) <= 1 and below[0] in small:
                return [line for line in lines if line not in small], small
    return lines, []
