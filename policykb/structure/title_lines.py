"""A title put together from the lines it is printed on."""

from __future__ import annotations

from collections.abc import Sequence

from .attachments import clean_title, label_of
from .lines import Line
from .organisations import is_name
from .titles import bare, fold, kind_of, statutory

# A title that begins with one of these goes on from the line above or leaves its subject out.
SUBJECTLESS = ("关于", "印发", "转发", "批转", "对")


def put_together(lines: Sequence[tuple[int, Line]]) -> tuple[str | None, int | None]:
    """The title in the lines that are nothing else, and the index of its first line; None where there is none."""
    found: list[tuple[str, int]] = []
    current, first, last, look = "", 0, 0, None
    for index, line in lines:
        label = label_of(line.text)
        words = label[1] if label else line.text.lstrip("、，：")
        if not words:
            continue
        if current and fold(words).startswith(fold(current)):
            current, last = words, index
            continue
        if current and is_name(words) and fold(current).startswith(fold(words)):
            current = ""
        if current and (index != last + 1 or line.align != look or _ended(current, words)):
            found.append((current, first))
            current = ""
        if not current:
            first = index
        current, last, look = _joined(current, words), index, line.align
    if current:
        found.append((current, first))
    if not found:
        return None, None
    title, place = _choose(found)
    return bare(clean_title(title)), place


def _ended(current: str, following: str) -> bool:
    """Whether a title is complete before the line that follows."""
    if following.startswith(("（", "(")):
        return False
    if following.startswith(SUBJECTLESS) and not is_name(current):
        return True
    kind = kind_of(current)
    return kind is not None and (kind in statutory() or kind_of(following) not in statutory())


def _joined(left: str, right: str) -> str:
    latin = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
    return f"{left} {right}" if latin else left + right


def _choose(found: list[tuple[str, int]]) -> tuple[str, int]:
    first = found[0]
    for other in found[1:]:
        if fold(other[0]) == fold(first[0]):
            return first[0], other[1]
        if kind_of(first[0]) is None and kind_of(other[0]):
            return other
        if "关于" in other[0] and kind_of(other[0]) and "关于" not in first[0]:
            return other
    return first
