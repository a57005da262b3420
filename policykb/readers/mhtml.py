"""Saved web pages with their parts (.mhtml, .mht): the page is found in the MIME envelope and read as a page."""

from __future__ import annotations

import email
from email.message import Message

from ..errors import UnreadableError
from ..model import Content, Source
from . import sniff
from .base import Reader
from .html import MAX_BYTES, read_page


def identify(source: Source) -> bool:
    """Whether the bytes are a MIME envelope of related parts."""
    return sniff.kind(source.data) == "mhtml"


def read(source: Source) -> Content:
    """The document on the saved page, as `readers.html` gives it.

    Raises:
        UnreadableError: the envelope holds no page, or is larger than any.
    """
    if len(source.data) > 4 * MAX_BYTES:
        raise UnreadableError(f"{len(source.data) >> 20} MB of saved page; the limit is {4 * MAX_BYTES >> 20} MB")
    pages = [part for part in email.message_from_bytes(source.data).walk() if part.get_content_type() in _PAGES]
    read_pages = [read_page(data, "mhtml", charset) for data, charset in map(_payload, pages) if data.strip()]
    if not read_pages:
        raise UnreadableError("the saved page holds no HTML part")
    # A page of frames comes as several parts; the one with the most in it is the document.
    return max(read_pages, key=lambda content: len(content.source))


def _payload(part: Message) -> tuple[bytes, str | None]:
    data = part.get_payload(decode=True)
    return (data if isinstance(data, bytes) else b""), part.get_content_charset()


_PAGES = ("text/html", "application/xhtml+xml")
READER = Reader("mhtml", "lxml", identify, read)
