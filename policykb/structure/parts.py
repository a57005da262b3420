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
from .titles import fold, issued_title, kind_of

_BACK = re.compile(
    r"抄送|抄报|[正副]本[：:]|分送|主题词|[（(]?此件|[（(](?:本文有删|信息公开|公开方式|公开属性|公开类别)|政府信息公开选项|[（(]联系人|扫一扫|分享|打印|责任编辑|上一[篇个条]|下一[篇个条]|沿革[：:]?$|.{2,30}\d{4}年\d{1,2}月\d{1,2}日印发"
)

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
    plan_lines: tuple[int, ...] = ()
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
    plan = _plan_start(lines, front, parts, starts)
    if plan is not None:
        _mark_plan(lines, parts, plan)
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


def _plan_start(lines: Sequence[Line], front: Front, parts: Parts, starts: list[int]) -> int | None:
    """The first line of what the letter issues: its title stands again below the letter."""
    inner = issued_title(front.title or "")
    wanted = fold(inner or (_published(lines, front) if front.order else ""))
    for index in range(front.body + 1, len(lines)):
        if wanted and _spells(lines, index, wanted):
            return index
    if not front.order and inner is None:
        return None
    for signature in parts.signatures[:1]:
        index = signature.last + 1
        while index < len(lines) and _BACK.match(lines[index].text):
            index += 1
        if index < len(lines) - 1 and index not in starts and len(lines[index].text) <= 60:
            return index
    return None


def _published(lines: Sequence[Line], front: Front) -> str:
    """The title of the regulation that an order publishes: its own, or the first that its letter quotes."""
    quoted = (_QUOTED.search(line.text) for line in lines[front.body : front.body + 3])
    return front.title or next((hit.group(1) for hit in quoted if hit), "")


def _spells(lines: Sequence[Line], index: int, wanted: str) -> bool:
    """Whether a title is spelt by the line or by it and the next two."""
    if len(lines[index].text) > 120 or wanted[0] not in lines[index].text[:8]:
        return False
    if marker(lines[index].text) is not None:
        return False
    joined = ""
    for line in lines[index : index + 4]:
        joined += fold(line.text)
        if joined == wanted or (joined.startswith(wanted) and len(joined) <= len(wanted) + 8):
            return True
        if not wanted.startswith(joined):
            return False
    return False


def title_lines(lines: Sequence[Line], start: int, stop: int) -> tuple[int, ...]:
    """The lines from `start` on that make up a title above a body."""
    taken: list[int] = []
    text = ""
    for index in range(start, min(stop, start + 4)):
        line = lines[index]
        if marker(line.text, line.gaps) is not None or len(line.text) > 60 or line.text[-1] in "。；：:":
            break
        if text and kind_of(text) and line.text[0] not in "（(":
            break
        if text and line.align not in (None, "center") and lines[start].align == "center":
            break
        text += line.text
        taken.append(index)
    return tuple(taken)


def _mark_plan(lines: Sequence[Line], parts: Parts, start: int) -> None:
    taken = title_lines(lines, start, len(lines)) or (start,)
    parts.plan_lines = taken
    parts.plan_title = "".join(lines[index].text for index in taken)
    parts.of[start:] = ["plan"] * (len(lines) - start)
    for index in taken:
        parts.of[index] = "front"
    parts.breaks.append(start)


def _mark_attachments(lines: Sequence[Line], parts: Parts, starts: list[int], front: Front) -> None:
    inner = fold(issued_title(front.title or "") or "\0")
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(lines)
        label, title = label_of(lines[start].text) or ("附件", "")
        taken: tuple[int, ...] = ()
        if not title:
            taken = title_lines(lines, start + 1, end)
            title = "".join(lines[index].text for index in taken)
        if fold(title) == inner:
            _mark_plan(lines, parts, start + 1 if taken else start)
            parts.of[start] = "front"
            continue
        parts.of[start:end] = ["attachment"] * (end - start)
        if not clean_title(title) and not parts.bodies and start < front.body:
            title = front.title or ""
        parts.bodies.append((label, title, start, end))
        parts.breaks += [start, taken[-1] + 1 if taken else start + 1]


def _mark_back(lines: Sequence[Line], parts: Parts, body: int) -> None:
    for index in range(body, len(lines)):
        text = lines[index].text
        if len(text) <= 120 and _BACK.match(text) and parts.of[index] != "signature":
            parts.of[index] = "back"
            if text.startswith("沿革"):
                parts.of[index:] = ["back"] * (len(lines) - index)
                return
