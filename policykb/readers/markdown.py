"""Markdown's marks: what stands around the words of a line, and the level that a heading's marks name."""

from __future__ import annotations

import re

from ..text import Span
from .text_lines import BLANKS

# Enough for every line a person writes; a bound, so that a hostile line costs no more than its length.
MARKS_AT_ONE_END = 12

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t\u3000]+(?=\S)", re.MULTILINE)
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")
_RULE = re.compile(
    r"[ \t]*(?:(?:-[ \t]*){3,200}|(?:\*[ \t]*){3,200}|(?:_[ \t]*){3,200}|={3,200}|`{3,20}.*|~{3,20}.*)\s*"
)
_COMMENT = re.compile(r"\s*<!--(?:(?!-->).){0,2000}-->\s*")
_IMAGE = re.compile(r"\s*(?:\[?!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)(?:\]\([^)\n]{0,2000}\))?\s*)+")
_PREFIX = re.compile(r"(?:>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)+")
_TAGS = re.compile(r"(?:</?[A-Za-z][A-Za-z0-9]{0,12}(?:\s[^<>]{0,300})?/?>\s*)+")
_TAG_AT_END = re.compile(r"<(?:/[A-Za-z][A-Za-z0-9]{0,12}|br\s*/?)>\Z", re.IGNORECASE)
_EMPHASIS = ("***", "**", "__", "*", "_", "`")


def is_markdown(text: str) -> bool:
    """Whether the text has a heading marked by number signs; official prose never begins a line with them."""
    return _HEADING.search(text) is not None


def front_matter(text: str) -> int:
    """Where the document begins behind a block of settings between two lines of dashes; 0 without one."""
    match = re.match(r"---[ \t]*\r?\n(?:[A-Za-z_][\w-]*[ \t]*:.*\r?\n|[ \t-].*\r?\n){0,100}---[ \t]*(?:\r?\n|\Z)", text)
    return match.end() if match else 0


def unmarked(text: str, span: Span) -> tuple[Span, int | None]:
    """The words of a line without the marks at its ends, and a heading's level; an empty span where none are left."""
    line = span.cut(text)
    if _RULE.fullmatch(line) or _COMMENT.fullmatch(line) or _IMAGE.fullmatch(line):
        return Span(span.start, span.start), None
    level = None
    if heading := _HEADING.match(line):
        level = len(heading[1])
        closing = _CLOSING.search(line, heading.end())
        span = Span(span.start + heading.end(), span.start + (closing.start() if closing else len(line)))
    elif prefix := _PREFIX.match(line):
        span = Span(span.start + prefix.end(), span.end)
    return _bare(text, span), level


def _bare(text: str, span: Span) -> Span:
    """Without tags at the ends and without emphasis that holds the whole line."""
    for _ in range(MARKS_AT_ONE_END):
        span = span.strip(text, BLANKS)
        line = span.cut(text)
        if line.startswith("<") and (tags := _TAGS.match(line)):
            span = Span(span.start + tags.end(), span.end)
        elif line.endswith(">") and (tag := _TAG_AT_END.search(line)):
            span = Span(span.start, span.start + tag.start())
        elif mark := next((m for m in _EMPHASIS if _holds(line, m)), None):
            span = Span(span.start + len(mark), span.end - len(mark))
        else:
            break
    return span.strip(text, BLANKS)


def _holds(line: str, mark: str) -> bool:
    """Whether one pair of marks holds the line from end to end."""
    inner = line[len(mark) : -len(mark)]
    return len(line) > 2 * len(mark) and line.startswith(mark) and line.endswith(mark) and mark not in inner
