"""A notice made by hand from clean text, a paragraph a line; its structure is parsed where a test asks for it."""

from __future__ import annotations

from datetime import date

from policykb.model import Content, Metadata, Notice, Paragraph, Source
from policykb.normalize import normalize
from policykb.readers import read
from policykb.structure import parse
from policykb.text import Span, Text


def plain_notice(text: str, issued_on: date | None = None, **metadata: object) -> Notice:
    """The text as the body of a notice without headings, word for word."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line)), "letter"))
        start += len(line) + 1
    source = Source("hand.txt", text.encode())
    content = Content(text, (), "txt", "hand")
    fields = Metadata(issued_on=issued_on, **metadata)  # type: ignore[arg-type]
    return Notice(source, content, Text.of(text), fields, (), tuple(paragraphs), ())


def parsed_notice(text: str) -> Notice:
    """The text read, normalised and parsed as a file would be."""
    source = Source("hand.txt", text.encode())
    content = read(source)
    clean, _ = normalize(content)
    return parse(source, content, clean)
