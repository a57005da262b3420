"""The objects of an OFD page as glyphs and rulings, in the coordinates that pages of print share."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from .docx_package import Element
from .elements import child, children, kind, number, words
from .ofd_package import numbers
from .pdf_drawing import OBJECT_LIMIT, Drawing, Matrix, Run, product
from .pdf_page import Glyph, Page

# Points in a millimetre.
_POINTS = 72 / 25.4
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEPTH_LIMIT = 10
_GLYPH_LIMIT = 200_000
# How far letters reach above and below the base line, in ems.
_ASCENT, _DESCENT = 0.88, 0.12
# How many numbers follow each letter of a path, and at which of them the point stands that it leads to.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}

Units = dict[str, Element]


@dataclass
class Scan:
    """What stands on a page, gathered from its templates and its own content, in points, y downwards.

    Args:
        units: composite graphics by their ids.
        glyphs: each with the number of its run in `drawing.runs`.
        shown: whether objects that say they are not visible are taken too.
    """

    units: Units
    drawing: Drawing = field(default_factory=lambda: Drawing(None))
    glyphs: list[tuple[int, Glyph]] = field(default_factory=list)
    unseen: int = 0
    down: int = 0
    on: int = 0
    shown: bool = False

    def walk(self, element: Element, matrix: Matrix = _IDENTITY, depth: int = 0) -> None:
        """Take in the objects of a layer, a block or a composite graphic."""
        if depth > _DEPTH_LIMIT:
            return
        for item in children(element):
            self.drawing.objects += 1
            if self.drawing.objects >= OBJECT_LIMIT or len(self.glyphs) >= _GLYPH_LIMIT:
                return
            name = kind(item)
            if item.get("Visible") == "false" and not self.shown:
                self.unseen += name == "TextObject"
                continue
            if name in ("Layer", "PageBlock"):
                self.walk(item, matrix, depth + 1)
            elif name == "TextObject":
                self._text(item, product(_own(item), matrix))
            elif name == "PathObject":
                self._path(item, product(_own(item), matrix))
            elif name == "ImageObject":
                self.drawing.pictures += 1
            elif name == "CompositeObject":
                unit = self.units.get(item.get("ResourceID", ""))
                if unit is not None:
                    self.walk(unit, product(_own(item), matrix), depth + 1)

    def _text(self, item: Element, matrix: Matrix) -> None:
        a, b, c, d, _, _ = matrix
        size = abs(number(item.get("Size")) or 0.0)
        height = size * math.hypot(c, d) * _POINTS
        if not 0.2 < height < 1000:
            return
        low, high, opaque = _colour(item, "FillColor")
        hidden = opaque == 0 or (item.get("Fill") == "false" and item.get("Stroke") != "true")
        run = len(self.drawing.runs)
        angle = math.degrees(math.atan2(-b, a))
        pale = low >= 140 and high <= 247
        self.drawing.runs.append(Run(run, angle, height, pale or opaque < 128, low > 247 and not hidden, hidden))
        scale = number(item.get("HScale")) or 1.0
        x = y = 0.0
        for code in children(item, "TextCode"):
            x, y = number(code.get("X")) or x, number(code.get("Y")) or y
            text = code.text or ""
            steps, falls = numbers(code.get("DeltaX")), numbers(code.get("DeltaY"))
            # Writers that break their XML into lines count only what stands between the breaks.
            if len(text.strip()) != len(text) and max(len(steps), len(falls)) + 1 <= len(text.strip()):
                text = text.strip()
            self._string(run, text, (x, y), (steps, falls), (size, scale), matrix)

    def _string(
        self,
        run: int,
        text: str,
        start: tuple[float, float],
        deltas: tuple[list[float], list[float]],
        sizes: tuple[float, float],
        matrix: Matrix,
    ) -> None:
        """The characters of one string, each at the place to which the steps before it lead."""
        (x, y), (steps, falls), (size, scale) = start, deltas, sizes
        apart = False
        for index, char in enumerate(text):
            wide = unicodedata.east_asian_width(char) in "WFA"
            advance = size * scale * (1.0 if wide else 0.5)
            step = steps[index] if index < len(steps) else None
            width = step if step is not None and not wide and 0.15 * size < step < 1.05 * size else advance
            if char.isspace() or unicodedata.category(char) in ("Cc", "Cf"):
                apart = True
            else:
                self._glyph(run, char, (x, y - _ASCENT * size, x + width, y + _DESCENT * size), y, matrix, apart)
                apart = False
            down = falls[index] if index < len(falls) else 0.0
            self.down += abs(down) > 0.5 * size and not step
            self.on += bool(step)
            x += step if step is not None else (0.0 if down else advance)
            y += down

    def _glyph(
        self, run: int, char: str, box: tuple[float, float, float, float], base: float, matrix: Matrix, apart: bool
    ) -> None:
        x0, top, x1, bottom = box
        corners = [_at(matrix, x, y) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        line = _at(matrix, x0, base)[1]
        self.glyphs.append((run, Glyph(char, min(xs), max(xs), min(ys), max(ys), line, 0, apart)))

    def _path(self, item: Element, matrix: Matrix) -> None:
        stroked, filled = item.get("Stroke") != "false", item.get("Fill") == "true"
        if not stroked and not filled:
            return
        pale = not stroked and _colour(item, "FillColor")[0] > 247
        into = self.drawing.pale if pale else self.drawing.segments
        points: list[tuple[float, float]] = []
        pieces = iter(words(child(item, "AbbreviatedData")).split())
        for piece in pieces:
            self.drawing.objects += 1
            if piece == "C":
                self.drawing.outline(points, stroked, into, closed=True)
                points = points[:1]
                continue
            count = _OPERANDS.get(piece)
            if count is None:
                continue
            values = [number(next(pieces, "")) for _ in range(count)]
            x, y = values[-2:]
            if x is None or y is None:
                break
            if piece in "MS":
                self.drawing.outline(points, stroked, into, closed=False)
                points = []
            points.append(_at(matrix, x, y))
        self.drawing.outline(points, stroked, into, closed=False)

    def page(self, no: int, width: float, height: float) -> Page:
        """The page, turned so that most of its text runs from left to right; width and height in points."""
        drawing = self.drawing
        quarters = Counter(
            round(drawing.runs[run].angle / 90) % 4 for run, _ in self.glyphs if drawing.runs[run].upright
        )
        angle = quarters.most_common(1)[0][0] * 90 if quarters else 0
        vertical = angle == 0 and self.down >= 12 and self.down > 2 * self.on
        turn = _Turn(270 if vertical else angle, width, height)
        foreign, turned = drawing.foreign(angle)
        page = Page(no, *turn.size, pictures=drawing.pictures, crowded=drawing.objects >= OBJECT_LIMIT)
        for run, glyph in self.glyphs:
            if run in foreign or not (-20 < glyph.x0 < width + 20 and -20 < glyph.top < height + 20):
                continue
            tilt = turned.get(run, 0)
            if turn.angle or tilt:
                x0, top, x1, bottom = turn.box(glyph.x0, glyph.top, glyph.x1, glyph.bottom)
                base = (top + bottom) / 2 if vertical else bottom
                glyph = Glyph(glyph.char, x0, x1, top, bottom, base, tilt, glyph.apart)
            page.glyphs.append(glyph)
        page.invisible = bool(drawing.runs) and all(run.hidden for run in drawing.runs)
        for x0, y0, x1, y1 in drawing.edges():
            page.rule(*turn.box(x0, y0, x1, y1))
        return page


@dataclass(frozen=True)
class _Turn:
    """A page laid so that text at an angle (anticlockwise, in quarters) runs from left to right."""

    angle: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        return (self.width, self.height) if self.angle in (0, 180) else (self.height, self.width)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (a, b), (c, d) = self._at(x0, y0), self._at(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 90:
            return self.height - y, x
        if self.angle == 180:
            return self.width - x, self.height - y
        return (y, self.width - x) if self.angle == 270 else (x, y)


def box(area: Element | None) -> tuple[float, float] | None:
    """The width and height in points of a page area, None where it does not say a sensible one."""
    sides = numbers(words(child(area, "PhysicalBox")))
    if len(sides) != 4 or not (1 < sides[2] < 10_000 and 1 < sides[3] < 10_000):
        return None
    return sides[2] * _POINTS, sides[3] * _POINTS


def _own(item: Element) -> Matrix:
    """An object's own transformation: its matrix, then the place of its boundary."""
    place, values = numbers(item.get("Boundary")), numbers(item.get("CTM"))
    a, b, c, d, e, f = values if len(values) == 6 else _IDENTITY
    x, y = place[:2] if len(place) >= 2 else (0.0, 0.0)
    return a, b, c, d, e + x, f + y


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point of an object in points on the page."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * _POINTS, (b * x + d * y + f) * _POINTS


def _colour(item: Element, name: str) -> tuple[float, float, float]:
    """The least and the greatest of red, green and blue, and how opaque; black where nothing is said."""
    colour = child(item, name)
    values = numbers(colour.get("Value")) if colour is not None else []
    opaque = 255.0
    for holder in (item, colour):
        alpha = number(holder.get("Alpha")) if holder is not None else None
        opaque = min(opaque, 255.0 if alpha is None else alpha)
    return (min(values), max(values), opaque) if len(values) in (1, 3) else (0.0, 0.0, opaque)
