"""Whole documents of another format inside a package (w:altChunk), as programs write them that turn pages into Word."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import UnreadableError
from ..model import Content, Locator, Source
from . import html, mhtml, text
from .base import Draft, DraftCell
from .docx_package import Element, Package, R, is_word


def chunk(package: Package, element: Element, nested: Callable[[Source], Content] | None) -> Content | None:
    """What the part says that a w:altChunk names; None where there is no such part or nobody can read it.

    `nested` reads a Word document; None where this already is one inside another.
    """
    relation = package.relations.get(str(element.get(R + "id")))
    if relation is None or relation.external or relation.target not in package.parts:
        return None
    source = Source(relation.target, package.read(relation.target))
    if is_word(source.data):
        return nested(source) if nested is not None else None
    reader = next((r for r in (mhtml.READER, html.READER, text.READER) if r.identify(source)), None)
    try:
        return reader.read(source) if reader is not None else None
    except UnreadableError:
        return None


def append(draft: Draft, content: Content, paragraph: int) -> None:
    """Add what another reader found at the place of a paragraph."""
    for block in content.blocks:
        locator = Locator(paragraph=paragraph)
        if block.kind == "table":
            cells = [DraftCell(c.row, c.col, c.span.cut(content.source), c.rowspan, c.colspan) for c in block.cells]
            draft.table(cells, locator, header_rows=block.header_rows)
        else:
            words = block.span.cut(content.source)
            draft.paragraph(words, block.kind, locator, level=block.level, align=block.align, size=block.size)
