"""What a page carries around its text: page numbers, running heads and feet. Found by place and by repetition."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from .pdf_grid import PlacedTable
from .pdf_lines import Line

_PAGE_NUMBER = re.compile(
    r"[\s\-—–－―─·•.~～|/／]*(?:第|共|[Pp]age|[Pp])?[\s\-—–－―─·•.]*(?:\d{1,4}|[IVXivxlc]{1,6}|[〇零一二三四五六七八九十百]{1,5})"
    r"[\s\-—–－―─·•.|/／,，]*(?:页|頁|of)?[\s,，/／]*(?:共\s*)?(?:\d{1,4})?\s*(?:页|頁)?[\s\-—–－―─·•.~～|]*"
)
_DIGITS = re.compile(r"\d+|[〇零一二三四五六七八九十百]+")
# Shares of the page's height: where page numbers stand, and where nothing of the text does.
_EDGE, _MARGIN = 0.13, 0.095


def without_furniture(
    pages: list[list[Line]], tables: list[list[PlacedTable]], heights: list[float]
) -> list[list[Line]]:
    """The lines of each page, without page numbers and without what stands in the same place on many pages."""
    edges = [_edge_lines(lines, boxes, height) for lines, boxes, height in zip(pages, tables, heights, strict=True)]
    counts = Counter(key for page in edges for key in {_key(line, height) for line, height in page})
    needed = max(2, round(0.3 * len(pages)))
    kept: list[list[Line]] = []
    for lines, edge in zip(pages, edges, strict=True):
        dropped = {
            id(line)
            for line, height in edge
            if _PAGE_NUMBER.fullmatch(line.text)
            or (counts[_key(line, height)] >= needed and _apart(line, height, lines))
        }
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _edge_lines(lines: list[Line], tables: list[PlacedTable], height: float) -> list[tuple[Line, float]]:
    """The lines in the margins: the first and last three beyond every table, near the upper or lower edge."""
    top = min((table.top for table in tables), default=height)
    bottom = max((table.bottom for table in tables), default=0.0)
    ordered = sorted(lines, key=lambda line: line.base)
    found: dict[int, Line] = {}
    for line in ordered[:3]:
        if line.bottom < min(top + 2, _EDGE * height):
            found[id(line)] = line
    for line in ordered[-3:]:
        if line.top > max(bottom - 2, (1 - _EDGE) * height):
            found[id(line)] = line
    if ordered:
        last, first = ordered[-1], ordered[0]
        if last.top > max(bottom - 2, 0.8 * height) and _PAGE_NUMBER.fullmatch(last.text):
            found[id(last)] = last
        if first.bottom < min(top + 2, 0.2 * height) and _PAGE_NUMBER.fullmatch(first.text):
            found[id(first)] = first
    return [(line, height) for line in found.values()]


def _apart(line: Line, height: float, lines: list[Line]) -> bool:
    """Whether a line stands in the margin itself, set no larger than the text: a form's title on each page does not."""
    in_margin = line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height
    return in_margin and line.em <= 1.15 * median(other.em for other in lines)


def _key(line: Line, height: float) -> tuple[str, bool, int]:
    """What makes two lines the same furniture: their words without figures, and their height on the page."""
    return _DIGITS.sub("#", "".join(line.text.split())), line.base < height / 2, round(line.base / 4)
