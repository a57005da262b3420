"""A PDF opened with pypdfium2, page by page. The only file that knows this library.

A page is turned so that most of its text runs from left to right, whatever the page's own rotation says; vertical
writing is laid on its side, so that its columns become lines.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from itertools import islice
from typing import Any

from ..errors import EncryptedError, UnreadableError
from .pdf_drawing import OBJECT_LIMIT, Drawing, address, objects_of
from .pdf_page import Glyph, Page

_GLYPH_LIMIT = 200_000
_BOOKMARK_LIMIT = 5000
_SAMPLES = 240
# Characters wider or higher than this, in points, are not text.
_LARGEST = 1000.0
_SPACES = frozenset((*range(2), *range(3, 33), 0x7F, 0xA0, 0xAD, 0x3000, 0xFFFE, 0xFEFF, *range(0x2000, 0x2010)))


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
        drawing = Drawing(self.raw)
        drawing.walk(objects_of(self.raw, self.handle), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
        angle = self._main_angle(drawing)
        vertical = angle == 0 and self._vertical()
        turn = 270 if vertical else angle
        left, bottom, right, top = self.box
        width, height = (right - left, top - bottom) if turn in (0, 180) else (top - bottom, right - left)
        page = Page(number, width, height, pictures=drawing.pictures, crowded=drawing.objects >= OBJECT_LIMIT)
        page.glyphs = self._glyphs(drawing, angle, turn, vertical)
        page.invisible = bool(drawing.runs) and all(run.hidden for run in drawing.runs)
        for x0, y0, x1, y1 in drawing.edges():
            (a, b), (c, d) = self._place(x0, y0, turn), self._place(x1, y1, turn)
            page.rule(min(a, c), min(b, d), max(a, c), max(b, d))
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

    def _main_angle(self, drawing: Drawing) -> int:
        angles = Counter(round(run.angle / 90) * 90 % 360 for run in drawing.runs if run.upright)
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

    def _glyphs(self, drawing: Drawing, angle: int, turn: int, vertical: bool) -> list[Glyph]:
        raw, text = self.raw, self.text
        foreign, turned = drawing.foreign(angle)
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        glyphs: list[Glyph] = []
        left, ceiling = self.box[0], self.box[3]
        high = 0
        apart = False
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(text, index)
            if code in _SPACES:
                apart = True
                continue
            if 0xD800 <= code < 0xE000:
                if code < 0xDC00:
                    high = code
                    continue
                code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD), 0
            tilt = 0
            if foreign or turned:
                run = address(raw.FPDFText_GetTextObject(text, index))
                if run in foreign:
                    continue
                tilt = turned.get(run, 0)
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            if turn == 0:
                x0, x1, top, bottom = box.left - left, box.right - left, ceiling - box.top, ceiling - box.bottom
                start, base = x.value - left, ceiling - y.value
            else:
                (a, b), (c, d) = self._place(box.left, box.bottom, turn), self._place(box.right, box.top, turn)
                x0, x1, top, bottom = min(a, c), max(a, c), min(b, d), max(b, d)
                start, base = self._place(x.value, y.value, turn)
            if vertical:
                base = (top + bottom) / 2
            elif tilt:
                base = bottom
            else:
                x0, x1 = start, (x1 if x1 > start + 0.5 else start + 0.5)
            if x1 - x0 < _LARGEST and bottom - top < _LARGEST:
                # pdfium gives the hyphen at a line's end as U+0002.
                glyphs.append(Glyph("-" if code == 2 else chr(code), x0, x1, top, bottom, base, tilt, apart))
            apart = False
        return glyphs


def _sane(box: tuple[float, float, float, float]) -> bool:
    return all(map(math.isfinite, box)) and 1 < box[2] - box[0] < 20000 and 1 < box[3] - box[1] < 20000
