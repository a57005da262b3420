"""Lines of a plain text, their pages, and the marks around them that are not the document's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..text import Span

# White space, and characters without width that stand for nothing: they are left outside a block.
BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\0\u200b\u200c\u200d\u2060\ufeff"
REMARKS_AT_THE_ENDS = 40

# Not at U+0085: nobody writes it on purpose, and it is a byte of most Chinese text that was read as Latin-1.
_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]*(?:\r\n|[\n\r\v\f\u2028\u2029]|\Z)")
_SPECIAL = frozenset(BLANKS + "[]")
_NOISE = re.compile(r"\[(?:bookmark|image): ?[^\[\]\n]{0,200}\]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: from its first character to before its line end; `blank` when nothing is printed in it.

    Args:
        page: counted from 1 by form feeds; None in a text without any.
    """

    start: int
    end: int
    blank: bool
    page: int | None = None


def split_lines(text: str) -> list[Line]:
    """The lines in order; a line ends at any of the marks that word processors and old systems write."""
    lines: list[Line] = []
    page = 1 if "\f" in text else None
    for match in _LINE.finditer(text):
        if match.start() == match.end():
            break
        line = match.group()
        start, end = match.start(), match.start() + len(line.rstrip("\n\r\v\f\u2028\u2029"))
        lines.append(Line(start, end, not line.strip(BLANKS), page))
        if page is not None and line.endswith("\f"):
            page += 1
    return lines


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks and converters' remarks ([bookmark: …], [image: …]) at its ends."""
    if span and text[span.start] not in _SPECIAL and text[span.end - 1] not in _SPECIAL:
        return span
    for _ in range(REMARKS_AT_THE_ENDS):
        span = span.strip(text, BLANKS)
        if text.startswith("[", span.start) and (mark := _NOISE.match(text, span.start, span.end)):
            span = Span(mark.end(), span.end)
        elif text.endswith("]", span.start, span.end) and (place := text.rfind("[", span.start, span.end)) >= 0:
            if not _NOISE.fullmatch(text, place, span.end):
                break
            span = Span(span.start, place)
        else:
            break
    return span
