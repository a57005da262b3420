"""Text to notice: the parts of a document in the order they are read, and the one verb."""

from __future__ import annotations

from ..model import Content, Notice, Source
from ..text import Text
from . import assemble

__all__ = ["parse"]


def parse(source: Source, content: Content, text: Text) -> Notice:
    """The structure of a document: header, tree of headings, parts, tables, attachments. Never fails on any text."""
    return assemble.notice(source, content, text)
