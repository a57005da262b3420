"""Plain text and Markdown: the source is the file itself, decoded; a line is a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..errors import UnreadableError
from ..model import Block, Content, Locator, Source
from ..text import Span
from . import sniff
from .base import Reader
from .csv import separated
from .encoding import decode
from .markdown import front_matter, is_markdown, unmarked
from .text_lines import Line, split_lines, trimmed
from .text_tables import find

MAX_BYTES = 32 * 1024 * 1024
MAX_LINES = 400_000


def identify(source: Source) -> bool:
    """Whether the bytes are text without markup, and no table with separators."""
    return sniff.kind(source.data) == "txt" and not separated(source)


def read(source: Source) -> Content:
    """Lines as paragraphs, flattened and drawn tables as tables, all as spans of the decoded file.

    Raises:
        UnreadableError: the file is larger than any document, in no known encoding, or blank.
    """
    if len(source.data) > MAX_BYTES:
        raise UnreadableError(
            f"{len(source.data) >> 20} MB of text; the limit for one document is {MAX_BYTES >> 20} MB: split it"
        )
    decoded = decode(source.data)
    lines = split_lines(decoded.text)
    if len(lines) > MAX_LINES:
        raise UnreadableError(f"{len(lines)} lines; the limit for one document is {MAX_LINES}: split it")
    blocks = tuple(_blocks(decoded.text, lines))
    if not blocks:
        raise UnreadableError("the file holds nothing but white space")
    return Content(decoded.text, blocks, "txt", f"policykb text, {decoded.encoding}", issues=decoded.issues)


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    marked = is_markdown(text)
    begin = front_matter(text) if marked else 0
    index = number = 0
    while index < len(lines):
        line = lines[index]
        # A line of nothing but a tab may be the empty corner of a flattened table.
        empty = line.blank and not text.startswith("\t", line.start, line.end)
        found = None if empty or line.start < begin else find(text, lines, index)
        end, table = found or (index + 1, None)
        if table is not None:
            number += 1
            yield replace(table, locator=Locator(page=line.page, paragraph=number))
        else:
            for plain in lines[index:end]:
                span, level = _words(text, plain, marked)
                if span and plain.start >= begin:
                    number += 1
                    yield Block("paragraph", span, Locator(page=plain.page, paragraph=number), level=level)
        index = end


def _words(text: str, line: Line, marked: bool) -> tuple[Span, int | None]:
    span = trimmed(text, Span(line.start, line.end))
    return unmarked(text, span) if marked else (span, None)


READER = Reader("txt", "policykb", identify, read)
