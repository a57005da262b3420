"""What a normalising step is, and the classes of characters that the steps share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..model import Issue
from ..text import Edit, Span, Text

# Insides of character classes for regular expressions.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
FULL = "。，、；：！？（）《》〈〉“”‘’〔〕【】「」『』…"
SPACE = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
SPACE_CHARACTERS = " \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

CHINESE = re.compile(f"[{HAN}{FULL}]")
ENDED = frozenset("。；：！？;:!?")
# What opens an item of an outline or list, at the start of a line.
ITEM = re.compile(
    r"第[〇零一二三四五六七八九十百0-9]{1,5}[编章节条篇]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,3}(?:[、．）)]|\.(?![0-9]))|[①-⑳㈠-㈩]|附件|——"
)


@dataclass(frozen=True, slots=True)
class NormalizingStep:
    """A named step: from the text it meets to the edits it makes, sorted and apart from each other.

    Args:
        edits: pure; applied to its own result it gives nothing.
        issue: the kind under which every edit is reported, None where only guesses are. An edit that puts back what
            was there and is a guess reports something seen and left.
    """

    name: str
    edits: Callable[[str], Iterable[Edit]]
    issue: str | None = None

    def apply(self, text: Text) -> tuple[Text, tuple[Issue, ...]]:
        """The text with the step's edits made, and what is to be said about them."""
        made = tuple(self.edits(text.clean))
        return text.apply(self.name, made), tuple(self._issues(text, made))

    def _issues(self, text: Text, made: tuple[Edit, ...]) -> Iterator[Issue]:
        for edit in made:
            if not (edit.guess or self.issue):
                continue
            span = Span(edit.start, edit.end)
            old = span.cut(text.clean)
            others = f"; it may also be {', '.join(edit.alternatives)}" if edit.alternatives else ""
            if edit.guess and edit.text == old:
                kind, message = "unresolved", f"{self.name}: {_short(old)!r} was left as it is{others}"
            elif edit.guess:
                kind, message = "inferred_text", f"{self.name}: {_short(old)!r} read as {_short(edit.text)!r}{others}"
            else:
                kind, message = self.issue or "", f"{self.name}: {_short(old)!r} is not part of the document"
            yield Issue(kind, message, text.to_source(span))


def in_charset(text: str, charset: str) -> bool:
    """Whether a character set has all characters of the text."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def runs(before: str, after: str, start: int = 0) -> Iterator[Edit]:
    """The edits that make `after` of `before`, two texts of one length, a run of changed characters an edit.

    `start` is the place of the two in their text. Blocks that are equal are skipped by a comparison of slices.
    """
    size = 256
    open_at = -1
    for block in range(0, len(before), size):
        old, new = before[block : block + size], after[block : block + size]
        if old == new:
            if open_at >= 0:
                yield Edit(start + open_at, start + block, after[open_at:block])
                open_at = -1
            continue
        for index, (here, there) in enumerate(zip(old, new, strict=True), block):
            if here != there:
                open_at = index if open_at < 0 else open_at
            elif open_at >= 0:
                yield Edit(start + open_at, start + index, after[open_at:index])
                open_at = -1
    if open_at >= 0:
        yield Edit(start + open_at, start + len(before), after[open_at:])
