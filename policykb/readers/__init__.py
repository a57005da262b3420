"""Bytes to blocks: one reader a format, and exactly one of them for a file."""

from __future__ import annotations

from ..errors import UnreadableError, UnsupportedFormatError
from ..model import Content, Source
from . import csv, doc, docx, html, mhtml, odt, ofd, pdf, rtf, sniff, text, xls, xlsx
from .base import Draft, DraftCell, Reader

__all__ = ["READERS", "Draft", "DraftCell", "Reader", "formats", "read"]

READERS: tuple[Reader, ...] = (
    text.READER,
    csv.READER,
    html.READER,
    mhtml.READER,
    docx.READER,
    doc.READER,
    rtf.READER,
    odt.READER,
    pdf.READER,
    ofd.READER,
    xlsx.READER,
    xls.READER,
)


def read(source: Source) -> Content:
    """What a file says, read by the one reader that knows it; the bytes decide, not the name.

    Raises:
        UnsupportedFormatError: no reader knows the format; the message names it and the formats that can be read.
        UnreadableError: the file is empty, damaged beyond reading, or two readers claim it.
    """
    if not source.data.strip():
        raise UnreadableError("the file is empty")
    readers = [reader for reader in READERS if reader.identify(source)]
    if len(readers) > 1:
        raise UnreadableError(f"ambiguous: {', '.join(reader.name for reader in readers)} all claim this file")
    if not readers:
        raise _unsupported(source)
    return readers[0].read(source)


def formats() -> tuple[str, ...]:
    """The short names of the formats that can be read."""
    return tuple(sorted(reader.name for reader in READERS))


def _unsupported(source: Source) -> UnreadableError:
    kind = sniff.kind(source.data)
    if kind == "zeros":
        return UnreadableError("the file holds nothing but zero bytes")
    if kind == "binary":
        return UnreadableError("the bytes are no format known here, and no text")
    looks = sniff.DESCRIPTIONS.get(kind, kind)
    return UnsupportedFormatError(f"this is {looks}; formats that can be read: {', '.join(formats())}")
