"""The objects of a page as pdfium gives them: text runs, straight strokes, pictures, also those inside forms."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from typing import Any

from .pdf_page import THICK

OBJECT_LIMIT = 200_000
_DEPTH_LIMIT = 10
# Large letters as pale as this (but not white, which stands on a dark ground), or as faint, are a watermark.
_PALE, _WHITE, _FAINT, _CLEAR = 140, 247, 128, 8
# Degrees off the upright beyond which a text is slanted.
_SLANT = 3.0

# From one end to the other: x, y, x, y.
Segment = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass
class Run:
    """A text object: its address, its angle in degrees in page space, its height.

    Args:
        faint: pale or see-through.
        white: not to be seen on white paper.
        hidden: not drawn at all, as the text that lies over a scanned picture.
    """

    address: int
    angle: float
    size: float
    faint: bool
    white: bool
    hidden: bool

    @property
    def upright(self) -> bool:
        """Whether it runs along one of the page's sides."""
        return min(self.angle % 90, 90 - self.angle % 90) < _SLANT


@dataclass
class Drawing:
    """The objects of a page, in page space."""

    raw: Any
    runs: list[Run] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    pale: list[Segment] = field(default_factory=list)
    coloured: int = 0
    pictures: int = 0
    objects: int = 0

    def walk(self, objects: list[Any], matrix: Matrix, depth: int) -> None:
        """Take in objects that stand under a matrix."""
        raw = self.raw
        for item in objects:
            self.objects += 1
            if self.objects >= OBJECT_LIMIT:
                return
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.runs.append(self._run(item, matrix))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
                self._picture(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH_LIMIT:
                count = min(raw.FPDFFormObj_CountObjects(item), OBJECT_LIMIT)
                inner = [raw.FPDFFormObj_GetObject(item, index) for index in range(max(0, count))]
                self.walk(inner, product(self._matrix(item), matrix), depth + 1)

    def _matrix(self, item: Any) -> Matrix:
        found = self.raw.FS_MATRIX()
        self.raw.FPDFPageObj_GetMatrix(item, found)
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _run(self, item: Any, matrix: Matrix) -> Run:
        raw = self.raw
        a, b, c, d, _, _ = product(self._matrix(item), matrix)
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(item, size)
        low, high, opaque = self._colour(item)
        pale = low >= _PALE and high <= _WHITE
        return Run(
            address(item),
            math.degrees(math.atan2(b, a)),
            abs(size.value) * math.hypot(c, d),
            pale or opaque < _FAINT,
            low > _WHITE or opaque < _CLEAR,
            raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        )

    def _picture(self, item: Any, matrix: Matrix) -> None:
        """A picture a few points high or wide is a line."""
        a, b, c, d, e, f = product(self._matrix(item), matrix)
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        if min(max(xs) - min(xs), max(ys) - min(ys)) <= THICK:
            self.segments.append((min(xs), min(ys), max(xs), max(ys)))

    def _path(self, item: Any, matrix: Matrix) -> None:
        raw = self.raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        a, b, c, d, e, f = product(self._matrix(item), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        count = min(raw.FPDFPath_CountSegments(item), OBJECT_LIMIT - self.objects)
        self.objects += max(0, count)
        into = self.segments
        if not stroke.value:
            white = self._white(item)
            into = self.pale if white else self.segments
        points: list[tuple[float, float]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                self.outline(points, bool(stroke.value), into, closed=False)
                points = []
            points.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                self.outline(points, bool(stroke.value), into, closed=True)
                points = []
        self.outline(points, bool(stroke.value), into, closed=False)

    def _white(self, item: Any) -> bool:
        """Whether an area does not show on white paper."""
        low, _, opaque = self._colour(item)
        return low > _WHITE or opaque < _CLEAR

    def _colour(self, item: Any) -> tuple[int, int, int]:
        """The least and the greatest of red, green and blue, and how opaque they are; black where nothing is said."""
        red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
        if not self.raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
            return 0, 0, 255
        values = (red.value, green.value, blue.value)
        return min(values), max(values), alpha.value

    def edges(self) -> list[Segment]:
        """The straight strokes; the edges of white areas only beside coloured ones, where they part cells."""
        return self.segments + self.pale if self.coloured > 1 else self.segments

    def outline(self, points: list[tuple[float, float]], stroked: bool, into: list[Segment], closed: bool) -> None:
        """A path's straight strokes; of an area without strokes its edges, where it is a box."""
        if len(points) < 2:
            return
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if x1 - x0 <= THICK or y1 - y0 <= THICK:
            into.append((x0, y0, x1, y1))
        elif stroked or len(points) <= 5:
            self.coloured += not stroked and into is self.segments
            ends = [*points[1:], points[0]] if closed or not stroked else points[1:]
            for (ax, ay), (bx, by) in zip(points, ends, strict=False):
                if abs(ax - bx) <= 1 or abs(ay - by) <= 1:
                    into.append((ax, ay, bx, by))

    def foreign(self, angle: int) -> tuple[set[int], dict[int, int]]:
        """The text objects that are watermarks, stamps or white on white, and the angles of those beside the page's."""
        sizes = sorted(run.size for run in self.runs)
        usual = sizes[len(sizes) // 2] if sizes else 0.0
        foreign: set[int] = set()
        turned: dict[int, int] = {}
        for run in self.runs:
            quarters = round((run.angle - angle) / 90) % 4
            unseen = run.white and not self.coloured and not self.pictures
            if unseen or not run.upright or (run.faint and run.size >= 1.8 * usual and len(self.runs) > 1):
                foreign.add(run.address)
            elif quarters:
                turned[run.address] = quarters * 90
        return (foreign, turned) if len(foreign) < len(self.runs) else (set(), turned)


def objects_of(raw: Any, page: Any) -> list[Any]:
    """The objects of a page, top level."""
    return [raw.FPDFPage_GetObject(page, index) for index in range(min(raw.FPDFPage_CountObjects(page), OBJECT_LIMIT))]


def product(first: Matrix, then: Matrix) -> Matrix:
    """The one transformation that does what two do, one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def address(pointer: Any) -> int:
    """Where an object lies in memory, which tells it from the others."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
