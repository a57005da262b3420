"""Digital PDF: text, rulings and pictures in one pass with pypdfium2, laid out again as paragraphs and tables.

Page numbers, running heads, watermarks and stamps are left out. Pages without a usable text layer are named in an issue
of the kind "needs_ocr": they are never silently empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model import Content, Source
from .base import Draft, Reader
from .pdf_file import File
from .pdf_flow import Sheet
from .pdf_layout import lay_out, listed, sheet_of
from .pdf_legible import legible, unknown
from .pdf_page import Page
from .pdf_second import SecondReading, same_text

# Characters and lines of a whole file; what lies beyond would take minutes.
_BUDGET = 8_000_000
# The share of unknown characters beyond which a page is reported.
_UNKNOWN = 0.02
# A page with more is too slow to be read a second time.
_MANY_GLYPHS = 6000


@dataclass
class Faults:
    """Pages by what was wrong with them."""

    blank: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    invisible: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)


def _sheets(file: File, second: SecondReading, faults: Faults) -> Iterator[Sheet]:
    spent = 0
    for index in range(file.count):
        page = file.page(index)
        if page is None or (page.glyphs and not legible(page.glyphs)):
            again = second.page(index) if page is None or len(page.glyphs) < _MANY_GLYPHS else None
            if again is None or not again.glyphs or not legible(again.glyphs):
                (faults.unread if page is None else faults.garbled).append(index + 1)
                continue
            faults.again.append(index + 1)
            page = again
        spent += len(page.glyphs) + len(page.across) + len(page.down)
        if spent > _BUDGET:
            faults.beyond += range(index + 1, file.count + 1)
            return
        if page.crowded:
            faults.crowded.append(page.number)
        if unknown(page.glyphs) > _UNKNOWN:
            faults.unknown.append(page.number)
        if page.invisible:
            faults.invisible.append(page.number)
        if not page.glyphs and (page.pictures or page.across or page.down):
            faults.blank.append(page.number)
        yield _checked(page, second, faults)


def _checked(page: Page, second: SecondReading, faults: Faults) -> Sheet:
    """A page laid out; where lines of a table seem to be missing, by the reading that misses fewer."""
    sheet = sheet_of(page)
    torn = sum(table.torn for table in sheet.tables)
    if torn:
        again = second.page(page.number - 1) if len(page.glyphs) < _MANY_GLYPHS else None
        other = sheet_of(again) if again is not None and same_text(page, again) else None
        if other is not None and other.tables and sum(table.torn for table in other.tables) < torn:
            faults.again.append(page.number)
            return other
        faults.torn.append(page.number)
    return sheet


def _note(draft: Draft, faults: Faults) -> None:
    for kind, pages, message in (
        ("needs_ocr", faults.blank, "no text, only pictures or drawings, on"),
        ("needs_ocr", faults.garbled, "the text layer does not say which characters it shows, on"),
        ("unread_page", faults.unread, "damaged and left out:"),
        ("ocr_layer", faults.invisible, "the text was recognised from a picture by another program, on"),
        ("second_reading", faults.again, "read with pdfplumber, because the first reading was in doubt:"),
        ("unknown_characters", faults.unknown, "characters that the text layer does not name, on"),
        ("torn_table", faults.torn, "a table in which lines seem to be missing, on"),
        ("too_long", faults.beyond, "the document is too long; left out:"),
        ("crowded_page", faults.crowded, "so many objects that some were left out, on"),
    ):
        if pages:
            draft.issue(kind, f"{message} {listed(pages)}")


def _read(source: Source) -> Content:
    file, second = File(source.data), SecondReading(source.data)
    faults = Faults()
    draft = Draft("pdf", "pypdfium2")
    try:
        sheets = list(_sheets(file, second, faults))
        levels = {"".join(title.split()): level for level, title in file.bookmarks()}
    finally:
        file.close()
    lay_out(draft, sheets, levels)
    _note(draft, faults)
    content = draft.content()
    if not content.blocks and not content.issues:
        draft.issue("empty", "the document holds no text and no pictures")
        return draft.content()
    return content


def _is_pdf(source: Source) -> bool:
    return b"%PDF-" in source.data[:1024]


READER = Reader("pdf", "pypdfium2", _is_pdf, _read)
