"""Which part of the document each line belongs to: front, letter, plan, attachment, signature, back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model import Part
from .attachments import Listing, clean_title, label_of, listing
from .front import Front
from .lines import Line
from .markers import marker
from .signature import Signature, signatures
from .tables_caption import is_count
from .titles import fold, issued_title, kind_of

# Lines below the text: copies to, print notes, remarks on publication, what a page hangs under a document.
_BACK = re.compile(
    "|".join(
        (
            r"抄[送报]|分送[：:]|[正副]本[：:]|主题词[：:]|.{2,30}\d{4}年\d{1,2}月\d{1,2}日印发",
            r"[（(](?:此件|本文有删|信息公开|公开[方属类]|联系人)|政府信息公开选项",
            r"扫一扫|分享(?:到|[：:]|$)|打印(?:本页|[：:]|$)|责任编辑[：:]|[上下]一[篇个条][：:]",
            r"沿革[：:]?$",
        )
    )
)
# What the title of an attachment ends in.
_LISTS = ("表", "名单", "清单", "名录", "一览", "汇总", "指南", "模板", "样式")
_LONGEST_CONTENTS = 300
_QUOTED = re.compile(r"《([^《》]{4,80})》")


@dataclass
class Parts:
    """The part of every line, the signatures, and where attachments and the issued plan begin.

    Args:
        bodies: of each attachment that the document carries: label, title, first line, line behind the last.
        breaks: lines at which a new tree of headings begins.
    """

    of: list[Part]
    signatures: list[Signature] = field(default_factory=list)
    plan_title: str | None = None
    listings: list[Listing] = field(default_factory=list)
    bodies: list[tuple[str, str, int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


def split(lines: Sequence[Line], front: Front) -> Parts:
    """The parts of a document."""
    parts = Parts(["letter"] * len(lines))
    parts.of[: front.body] = ["front"] * front.body
    parts.breaks.append(front.body)
    parts.listings = listing(lines, front.body)
    listed = {index for item in parts.listings for index in item.lines}
    lists = contents(lines, front.body)
    listed |= {index for first, last in lists for index in range(first, last)}
    starts = [i for i in range(len(lines)) if i not in listed and label_of(lines[i].text)]
    if len(starts) < 2 or starts[0] >= front.body:
        starts = [i for i in starts if i >= max(front.body, 1)]
    parts.signatures = signatures(lines, front.body)
    _mark_plan(lines, parts, _plan_title(lines, front, parts, starts))
    _mark_attachments(lines, parts, starts, front)
    for first, last in lists:
        parts.of[first:last] = ["front"] * (last - first)
        parts.breaks.append(last)
    for signature in parts.signatures:
        parts.of[signature.first : signature.last + 1] = ["signature"] * (signature.last - signature.first + 1)
    for item in parts.listings:
        for index in item.lines:
            parts.of[index] = "back"
    _mark_back(lines, parts, front.body)
    return parts


def contents(lines: Sequence[Line], body: int) -> list[tuple[int, int]]:
    """Tables of contents: headings and nothing else, the first of which stands again where its text begins."""
    opening = next((i for i in range(body, len(lines)) if marker(lines[i].text, lines[i].gaps)), -1)
    found: list[tuple[int, int]] = []
    for index in range(body, len(lines) - 1):
        headed = len(lines[index].text) <= 6 and _entry(lines[index].text) == "目录"
        if (found and index < found[-1][1]) or not (headed or index == opening):
            continue
        first = index + headed
        wanted = _entry(lines[first].text)
        for place in range(first + 1, min(len(lines), first + _LONGEST_CONTENTS)):
            if _entry(lines[place].text) == wanted and place - first >= (1 if headed else 4):
                found.append((index, place))
                break
            if len(lines[place].text) > 60 or lines[place].text.endswith(("。", "；")):
                break
    return found


def _entry(text: str) -> str:
    """A heading without the dots and the page number behind it."""
    return re.sub(r"[.…·\s]*\d{0,3}$", "", "".join(text.split()))


def _plan_title(lines: Sequence[Line], front: Front, parts: Parts, starts: list[int]) -> tuple[int, ...]:
    """The lines of the title under which what the letter issues begins: they say again what the letter names."""
    inner = issued_title(front.title or "")
    wanted = fold(inner or (_published(lines, front) if front.order else ""))
    for index in range(front.body + 1, len(lines)):
        if wanted and (count := _spells(lines, index, wanted)):
            return tuple(range(index, index + count))
    if not parts.signatures or (not front.order and inner is None):
        return ()
    index = parts.signatures[0].last + 1
    while index < len(lines) and _BACK.match(lines[index].text):
        index += 1
    return () if index >= len(lines) - 1 or index in starts else _title_lines(lines, index, len(lines))


def _published(lines: Sequence[Line], front: Front) -> str:
    """The title of the regulation that an order publishes: its own, or the first that its letter quotes."""
    quoted = (_QUOTED.search(line.text) for line in lines[front.body : front.body + 3])
    return front.title or next((hit.group(1) for hit in quoted if hit), "")


def _spells(lines: Sequence[Line], index: int, wanted: str) -> int:
    """How many lines from `index` on spell a title; 0 where they do not."""
    if len(lines[index].text) > 120 or wanted[0] not in lines[index].text[:8]:
        return 0
    if marker(lines[index].text) is not None:
        return 0
    joined = ""
    for count, line in enumerate(lines[index : index + 4], 1):
        joined += fold(line.text)
        if joined == wanted or (joined.startswith(wanted) and len(joined) <= len(wanted) + 8):
            return count
        if not wanted.startswith(joined):
            return 0
    return 0


def _title_lines(lines: Sequence[Line], start: int, stop: int) -> tuple[int, ...]:
    """The lines from `start` on that make up a title above a body."""
    taken: list[int] = []
    text = ""
    for index in range(start, min(stop, start + 4)):
        line = lines[index]
        if marker(line.text, line.gaps) is not None or len(line.text) > 60 or line.text[-1] in "。；：:":
            break
        if text and (kind_of(text) or text.endswith(_LISTS)) and line.text[0] not in "（(":
            break
        if text and line.align not in (None, "center") and lines[start].align == "center":
            break
        text += line.text
        taken.append(index)
    return tuple(taken)


def _mark_plan(lines: Sequence[Line], parts: Parts, title: tuple[int, ...]) -> None:
    if title:
        parts.plan_title = "".join(lines[index].text for index in title)
        parts.of[title[0] :] = ["plan"] * (len(lines) - title[0])
        parts.of[title[0] : title[-1] + 1] = ["front"] * len(title)
        parts.breaks.append(title[0])


def _mark_attachments(lines: Sequence[Line], parts: Parts, starts: list[int], front: Front) -> None:
    inner = fold(issued_title(front.title or "") or "\0")
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(lines)
        label, title = label_of(lines[start].text) or ("附件", "")
        taken: tuple[int, ...] = ()
        if not title:
            taken = _title_lines(lines, start + 1, end)
            title = "".join(lines[index].text for index in taken)
        if fold(title) == inner:
            _mark_plan(lines, parts, taken or (start,))
            parts.of[start] = "front"
            continue
        parts.of[start:end] = ["attachment"] * (end - start)
        below = taken[-1] + 1 if taken else start + 1
        while below < end and is_count(lines[below].text):
            below += 1
        parts.of[start:below] = ["front"] * (below - start)
        if not clean_title(title) and not parts.bodies and start < front.body:
            title = front.title or ""
        parts.bodies.append((label, title, start, end))
        parts.breaks += [start, below]


def _mark_back(lines: Sequence[Line], parts: Parts, body: int) -> None:
    for index in range(body, len(lines)):
        text = lines[index].text
        if len(text) <= 120 and _BACK.match(text) and parts.of[index] != "signature":
            parts.of[index] = "back"
            if text.startswith("沿革"):
                parts.of[index:] = ["back"] * (len(lines) - index)
                return
