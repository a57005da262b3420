"""One page of a PDF as glyphs and rulings in upright coordinates: points from the upper left corner, y downwards.

The only file that knows pypdfium2. A page is turned so that most of its text runs from left to right, whatever the
page's own rotation says; vertical writing is laid on its side, so that its columns become lines.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from ..errors import EncryptedError, UnreadableError

_OBJECT_LIMIT = 200_000
_GLYPH_LIMIT = 200_000
_DEPTH_LIMIT = 10
_BOOKMARK_LIMIT = 5000
# Rulings are at most this thick, in points.
_THICK = 3.5
_SAMPLES = 240
_LIGHT, _FAINT = 0.6, 128


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


@dataclass
class _Run:
    """A text object: its address, its angle in degrees in page space, its height, how light and how opaque it is."""

    address: int
    angle: float
    size: float
    light: float
    alpha: int
    hidden: bool


@dataclass
class _Drawing:
    """The objects of a page, in page space."""

    runs: list[_Run] = field(default_factory=list)
    segments: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: int = 0
    objects: int = 0


class File:
    """An open PDF.

    Raises:
        EncryptedError: it opens with a password only.
        UnreadableError: it is cut off or damaged.
    """

    def __init__(self, data: bytes) -> None:
        import pypdfium2 as pdfium

        try:
            self._document = pdfium.PdfDocument(data)
            self.count = len(self._document)
        except pdfium.PdfiumError as error:
            if "assword" in str(error) or "ecurity" in str(error):
                raise EncryptedError("the document opens with a password only") from error
            raise UnreadableError(f"the document is cut off or damaged: {' '.join(str(error).split())}") from error

    def page(self, index: int) -> Page | None:
        """A page by its place from 0; None where it cannot be loaded."""
        import pypdfium2 as pdfium

        try:
            handle = self._document[index]
        except pdfium.PdfiumError:
            return None
        try:
            text = handle.get_textpage()
        except pdfium.PdfiumError:
            handle.close()
            return None
        try:
            return _Scan(handle, text).page(index + 1)
        finally:
            text.close()
            handle.close()

    def bookmarks(self) -> list[tuple[int, str]]:
        """The outline's titles with their levels from 1."""
        import pypdfium2 as pdfium

        found: list[tuple[int, str]] = []
        try:
            for mark in islice(self._document.get_toc(max_depth=9), _BOOKMARK_LIMIT):
                found.append((mark.level + 1, mark.get_title()))
        except pdfium.PdfiumError:
            return found
        return found

    def close(self) -> None:
        """Give the memory back."""
        self._document.close()


class _Scan:
    """The reading of one page."""

    def __init__(self, page: Any, text: Any) -> None:
        import pypdfium2.raw as raw

        self.raw = raw
        self.handle = page.raw
        self.text = text.raw
        self.box: tuple[float, float, float, float] = page.get_bbox() if _sane(page.get_bbox()) else (0, 0, 595, 842)
        self.count = min(raw.FPDFText_CountChars(self.text), _GLYPH_LIMIT)

    def page(self, number: int) -> Page:
        drawing = _Drawing()
        self._walk(raw_objects(self.raw, self.handle), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), drawing, 0)
        angle = self._main_angle(drawing)
        vertical = angle == 0 and self._vertical()
        turn = 270 if vertical else angle
        left, bottom, right, top = self.box
        width, height = (right - left, top - bottom) if turn in (0, 180) else (top - bottom, right - left)
        page = Page(number, width, height, pictures=drawing.pictures, crowded=drawing.objects >= _OBJECT_LIMIT)
        page.glyphs = self._glyphs(drawing, angle, turn, vertical)
        page.invisible = bool(drawing.runs) and all(run.hidden for run in drawing.runs)
        for x0, y0, x1, y1 in drawing.segments:
            (a, b), (c, d) = self._place(x0, y0, turn), self._place(x1, y1, turn)
            _add_ruling(page, min(a, c), min(b, d), max(a, c), max(b, d))
        return page

    def _place(self, x: float, y: float, turn: int) -> tuple[float, float]:
        left, bottom, right, top = self.box
        if turn == 0:
            return x - left, top - y
        if turn == 90:
            return y - bottom, x - left
        if turn == 180:
            return right - x, y - bottom
        return top - y, right - x

    def _main_angle(self, drawing: _Drawing) -> int:
        angles = Counter(round(run.angle / 90) * 90 % 360 for run in drawing.runs if abs(run.angle) % 90 < 3)
        if len(angles) <= 1:
            return next(iter(angles), 0)
        step = max(1, self.count // _SAMPLES)
        sampled = Counter(
            round(math.degrees(self.raw.FPDFText_GetCharAngle(self.text, index)) / 90) * 90 % 360
            for index in range(0, self.count, step)
        )
        # pdfium turns clockwise, page space counter-clockwise.
        found = sampled.most_common(1)[0][0] if sampled else 0
        return found if found in angles else (360 - found) % 360

    def _vertical(self) -> bool:
        """Whether characters follow one another downwards instead of to the right."""
        x, y = ctypes.c_double(), ctypes.c_double()
        down = on = 0
        last: tuple[float, float] | None = None
        for index in range(min(self.count, _SAMPLES)):
            if self.raw.FPDFText_GetUnicode(self.text, index) <= 32:
                last = None
                continue
            self.raw.FPDFText_GetCharOrigin(self.text, index, x, y)
            if last is not None:
                across, along = abs(x.value - last[0]), last[1] - y.value
                down += across < 2 and 4 < along < 40
                on += abs(along) < 2 and across > 2
            last = (x.value, y.value)
        return down >= 12 and down > 2 * on

    def _glyphs(self, drawing: _Drawing, angle: int, turn: int, vertical: bool) -> list[Glyph]:
        raw, text = self.raw, self.text
        foreign, turned = _foreign(drawing, angle)
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        glyphs: list[Glyph] = []
        high = 0
        apart = False
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(text, index)
            if code <= 32 or code in (0xA0, 0x3000, 0xFFFE, 0xFEFF):
                if code != 2:
                    apart = True
                    continue
                code = 0x2D
            if 0xD800 <= code < 0xE000:
                if code < 0xDC00:
                    high = code
                    continue
                code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD), 0
            tilt = 0
            if foreign or turned:
                address = _address(raw.FPDFText_GetTextObject(text, index))
                if address in foreign:
                    continue
                tilt = turned.get(address, 0)
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            (a, b), (c, d) = self._place(box.left, box.bottom, turn), self._place(box.right, box.top, turn)
            x0, x1, top, bottom = min(a, c), max(a, c), min(b, d), max(b, d)
            start, base = self._place(x.value, y.value, turn)
            if vertical:
                base = (top + bottom) / 2
            elif not tilt:
                x0, x1 = start, max(x1, start + 0.5)
            else:
                base = bottom
            if x1 - x0 < 2000 and bottom - top < 2000:
                glyphs.append(Glyph(chr(code), x0, x1, top, bottom, base, tilt, apart))
            apart = False
        return glyphs

    def _walk(self, objects: list[Any], matrix: Matrix, drawing: _Drawing, depth: int) -> None:
        raw = self.raw
        for item in objects:
            drawing.objects += 1
            if drawing.objects >= _OBJECT_LIMIT:
                return
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                drawing.runs.append(self._run(item, matrix))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix, drawing)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                drawing.pictures += 1
                self._picture(item, matrix, drawing)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH_LIMIT:
                count = min(raw.FPDFFormObj_CountObjects(item), _OBJECT_LIMIT)
                inner = [raw.FPDFFormObj_GetObject(item, index) for index in range(max(0, count))]
                self._walk(inner, _product(self._matrix(item), matrix), drawing, depth + 1)

    def _matrix(self, item: Any) -> Matrix:
        found = self.raw.FS_MATRIX()
        self.raw.FPDFPageObj_GetMatrix(item, found)
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _run(self, item: Any, matrix: Matrix) -> _Run:
        raw = self.raw
        a, b, c, d, _, _ = _product(self._matrix(item), matrix)
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(item, size)
        red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
        raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
        light = (0.3 * red.value + 0.59 * green.value + 0.11 * blue.value) / 255
        return _Run(
            _address(item),
            math.degrees(math.atan2(b, a)),
            abs(size.value) * math.hypot(c, d),
            light,
            alpha.value,
            raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        )

    def _picture(self, item: Any, matrix: Matrix, drawing: _Drawing) -> None:
        """A picture a few points high or wide is a line."""
        a, b, c, d, e, f = _product(self._matrix(item), matrix)
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THICK:
            drawing.segments.append((min(xs), min(ys), max(xs), max(ys)))

    def _path(self, item: Any, matrix: Matrix, drawing: _Drawing) -> None:
        raw = self.raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        a, b, c, d, e, f = _product(self._matrix(item), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        count = min(raw.FPDFPath_CountSegments(item), _OBJECT_LIMIT - drawing.objects)
        drawing.objects += max(0, count)
        points: list[tuple[float, float]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                _add_outline(drawing, points, bool(stroke.value), closed=False)
                points = []
            points.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                _add_outline(drawing, points, bool(stroke.value), closed=True)
                points = []
        _add_outline(drawing, points, bool(stroke.value), closed=False)


Matrix = tuple[float, float, float, float, float, float]


def raw_objects(raw: Any, page: Any) -> list[Any]:
    """The objects of a page, top level."""
    return [raw.FPDFPage_GetObject(page, index) for index in range(min(raw.FPDFPage_CountObjects(page), _OBJECT_LIMIT))]


def _add_outline(drawing: _Drawing, points: list[tuple[float, float]], stroked: bool, closed: bool) -> None:
    """A path's straight strokes; of an area without strokes its edges, where it is a box."""
    if len(points) < 2:
        return
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if x1 - x0 <= _THICK or y1 - y0 <= _THICK:
        drawing.segments.append((x0, y0, x1, y1))
    elif stroked or len(points) <= 5:
        ends = [*points[1:], points[0]] if closed or not stroked else points[1:]
        for (ax, ay), (bx, by) in zip(points, ends, strict=False):
            if abs(ax - bx) <= 1 or abs(ay - by) <= 1:
                drawing.segments.append((ax, ay, bx, by))


def _add_ruling(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    """Sort a segment in; a dot, which may be part of a dotted line, counts for both directions."""
    wide, high = x1 - x0, y1 - y0
    if high <= _THICK and (wide >= high or wide <= _THICK):
        page.across.append(Ruling((y0 + y1) / 2, x0, x1))
    if wide <= _THICK and (high >= wide or high <= _THICK):
        page.down.append(Ruling((x0 + x1) / 2, y0, y1))


def _foreign(drawing: _Drawing, angle: int) -> tuple[set[int], dict[int, int]]:
    """The text objects that are watermarks or stamps, and those that stand upright beside the page's direction."""
    sizes = sorted(run.size for run in drawing.runs)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    foreign: set[int] = set()
    turned: dict[int, int] = {}
    for run in drawing.runs:
        against = (run.angle - angle) % 360
        off = min(against % 90, 90 - against % 90)
        faint = run.light > _LIGHT or run.alpha < _FAINT
        if off > 3 or (faint and run.size >= 1.8 * usual and len(drawing.runs) > 1):
            foreign.add(run.address)
        elif round(against / 90) % 4:
            turned[run.address] = round(against / 90) % 4 * 90
    return (foreign, turned) if len(foreign) < len(drawing.runs) else (set(), turned)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _sane(box: tuple[float, float, float, float]) -> bool:
    return all(map(math.isfinite, box)) and 1 < box[2] - box[0] < 20000 and 1 < box[3] - box[1] < 20000
