"""One page of a PDF as glyphs and rulings in upright coordinates: points from the upper left corner, y downwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

# Rulings are at most this thick, in points.
THICK = 3.5


class Glyph(NamedTuple):
    """A character and the box it takes up; `base` is its base line, `turned` its angle against the page's text.

    `apart` says that the file, or pdfium, has a space before it.
    """

    char: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    turned: int = 0
    apart: bool = False


class Ruling(NamedTuple):
    """A straight line along one axis: where it lies on the other axis, and from where to where it runs."""

    place: float
    start: float
    end: float


@dataclass
class Page:
    """What stands on a page, and what was noticed while it was read."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Ruling] = field(default_factory=list)
    down: list[Ruling] = field(default_factory=list)
    pictures: int = 0
    invisible: bool = False
    crowded: bool = False

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Add a line; a dot, which may be part of a dotted line, counts for both directions."""
        wide, high = x1 - x0, y1 - y0
        if high <= THICK and (wide >= high or wide <= THICK):
            self.across.append(Ruling((y0 + y1) / 2, x0, x1))
        if wide <= THICK and (high >= wide or high <= THICK):
            self.down.append(Ruling((x0 + x1) / 2, y0, y1))
