"""The second reading of a page, with pdfplumber: for what the first could not read or reads with a doubt.

It is some five times slower, so it is asked only about single pages, and never about many of them.
"""

from __future__ import annotations

import io
import logging
import math
import struct
import zlib
from collections import Counter
from typing import Any

from .pdf_page import Glyph, Page

# What pdfminer is known to raise on broken files besides its own errors, which are children of Exception directly.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    NotImplementedError,
    OSError,
    struct.error,
    zlib.error,
)
_PAGES, _BYTES, _OBJECTS = 8, 64 * 1024 * 1024, 40_000


class SecondReading:
    """A file read with pdfplumber, opened when it is asked for the first time."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _PAGES if len(data) <= _BYTES else 0
        self._file: Any = None

    def page(self, index: int) -> Page | None:
        """A page by its place from 0; None where this reader fails too, or has been asked too often."""
        if self._left <= 0:
            return None
        self._left -= 1
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        try:
            if self._file is None:
                # It warns about every oddity of a font; what matters is whether the page can be read.
                logging.getLogger("pdfminer").setLevel(logging.ERROR)
                self._file = pdfplumber.open(io.BytesIO(self._data))
            return _page(self._file.pages[index], index + 1)
        except (PDFException, PSException, PdfminerException, MalformedPDFException, *_BROKEN):
            return None


def _page(found: Any, number: int) -> Page:
    page = Page(number, float(found.width), float(found.height), pictures=len(found.images))
    for char in found.chars[:_OBJECTS]:
        text = str(char["text"])
        if not char["upright"] or not text.strip() or text.startswith("(cid:"):
            continue
        sides = [float(char[name]) for name in ("x0", "x1", "top", "bottom")]
        if all(map(math.isfinite, sides)):
            x0, x1, top, bottom = sides
            page.glyphs += [Glyph(c, x0, max(x1, x0 + 0.5), top, bottom, bottom) for c in text]
    for edge in found.edges[:_OBJECTS]:
        page.rule(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
    return page


def same_text(first: Page, second: Page) -> bool:
    """Whether two readings of a page see nearly the same characters."""
    seen, again = (Counter(glyph.char for glyph in page.glyphs) for page in (first, second))
    return sum((seen & again).values()) >= 0.95 * max(1, seen.total(), again.total())
