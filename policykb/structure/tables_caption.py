"""What stands around a table: label, title, declared count and unit above it, notes below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..model import Declared
from ..text import Span
from .attachments import label_of
from .lines import Line
from .markers import marker
from .tables_header import unit_in
from .titles import fold

# A count on a line of its own or in brackets at the end of a title: （74家）, 共12项; not a year, a sum or an edition.
_NUMBERED = r"(\d{1,6})\s?(?!年|月|日|号|版|稿|元|万|亿|[%％])(个?[一-鿿]{1,6})"
_COUNT = re.compile(rf"[（(](?:共|计|共计)?\s?{_NUMBERED}[）)]|共计?\s?{_NUMBERED}")
_COUNT_TAIL = re.compile(rf"[（(](?:共|计|共计)?\s?{_NUMBERED}[）)]$")
_TABLE_LABEL = re.compile(r"((?:附?表|附件)\s?[\d一二三四五六七八九十]{1,3}(?:[-－.]\d{1,2})?)[：:、.．]?\s*(.*)")
_NOTE = re.compile(r"(?:备?注|说明|填表说明|填写说明|附注)\s?\d{0,2}\s?[：:、.．]|\*|※")
_NOTE_ITEM = re.compile(r"\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳]")
_FILLED_BY = re.compile(
    r"(?:填报|填表|申报|申请|报送|制表|推荐|所在)?(?:单位|日期|时间|人|部门)[（(]?(?:盖章|公章|签章)?[）)]?[：:]"
)


_DATED = re.compile(
    r"[（(]?(?:截至|截止|时间|日期|填报时间)?[：:]?\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:止|底)?[）)]?"
)


@dataclass
class Caption:
    """The lines above a table."""

    label: str | None = None
    title: str | None = None
    unit: str | None = None
    declared: list[Declared] = field(default_factory=list)


def declared_in(text: str) -> Declared | None:
    """The count that brackets at the end of a title state: …表（74家）."""
    found = _COUNT_TAIL.search(text)
    return Declared(int(found.group(1)), found.group(2)) if found else None


def is_count(text: str) -> bool:
    """Whether a line is nothing but a count: （74家）."""
    return _COUNT.fullmatch(text) is not None


def above(
    lines: Sequence[Line], place: int, floor: int, titles: frozenset[str], body: Callable[[Line], bool]
) -> Caption:
    """The caption over a table that begins at `place`; nothing before `floor` (the table above) belongs to it.

    Args:
        titles: of the attachments, folded; one above another caption is the attachment's, not the table's.
        body: whether a line may belong to a caption (a signature may not).
    """
    caption = Caption()
    starts = [line.span.start for line in lines]
    index = bisect_left(starts, place) - 1
    title: list[str] = []
    for line in reversed(lines[max(0, index - 6) : index + 1]):
        if line.span.start < floor or not body(line) or not _reads(caption, title, line):
            break
        if caption.label is not None:
            break
        if len(title) > 1 and any(fold(words) in titles for words in title[:1]):
            del title[0]
    if title:
        words = "".join(title)
        if declared := declared_in(words):
            caption.declared.insert(0, declared)
            words = _COUNT_TAIL.sub("", words)
        found = _TABLE_LABEL.fullmatch(words)
        if found and found.group(2):
            caption.label, words = caption.label or "".join(found.group(1).split()), found.group(2)
        caption.title = words.strip() or None
    return caption


def _reads(caption: Caption, title: list[str], line: Line) -> bool:
    """Take in a line above a table, from the nearest upwards; False where the caption ends."""
    text = line.text
    if unit := unit_in(text):
        caption.unit = caption.unit or unit
        if len(text) <= 40:
            return True
    if count := _COUNT.fullmatch(text):
        caption.declared.insert(0, Declared(int(count.group(1) or count.group(3)), count.group(2) or count.group(4)))
        return True
    if _DATED.fullmatch(text):
        return True
    label = label_of(text)
    if label is not None:
        caption.label = label[0]
        if label[1]:
            title[:0] = [label[1]]
        return True
    if _FILLED_BY.match(text) and len(text) <= 60:
        return True
    if text[0] in "（(" and text[-1] in "）)":
        return True
    if not is_title(text):
        return False
    if marker(text, line.gaps) is not None and not _TABLE_LABEL.fullmatch(text):
        if not title:
            words = text[marker(text, line.gaps).end :]  # type: ignore[union-attr]
            title[:0] = [words] if words.endswith(("表", "名单", "清单", "目录", "情况")) else []
        return False
    if title and ("，" in text or _TABLE_LABEL.fullmatch(title[0]) or line.align == "right" or len(title) >= 3):
        return False
    if title and line.align is None and text.endswith(("表", "名单", "清单", "目录")):
        return False
    title[:0] = [text]
    return True


def below(lines: Sequence[Line], place: int, ceiling: int | None) -> tuple[str, ...]:
    """The notes under a table that ends at `place`, up to the next table."""
    starts = [line.span.start for line in lines]
    notes: list[str] = []
    for line in lines[bisect_left(starts, place) :]:
        if ceiling is not None and line.span.start >= ceiling:
            break
        if _NOTE.match(line.text) or (notes and _NOTE_ITEM.match(line.text)):
            notes.append(line.text)
        else:
            break
    return tuple(notes)


def is_title(text: str) -> bool:
    """Whether a line can be a table's title: short, no sentence, no field to be filled in."""
    return 0 < len(text) <= 60 and text[-1] not in "。；，？！" and not set("：□") & set(text) and not _NOTE.match(text)


def is_note(text: str) -> bool:
    """Whether a row that one cell fills is a note."""
    return bool(_NOTE.match(text))


def between(lines: Sequence[Line], first: Span, second: Span) -> list[str]:
    """The lines that stand between two tables."""
    starts = [line.span.start for line in lines]
    return [line.text for line in lines[bisect_left(starts, first.end) : bisect_left(starts, second.start)]]
