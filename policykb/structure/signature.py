"""The signature: who signed (发文机关署名) and on which day (成文日期)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .dates import day_in, only_day
from .lines import Line
from .organisations import is_name, names_in

_PERSON = re.compile(
    r"(?:代?(?:总理|省长|市长|县长|区长|州长|旗长|盟长|镇长|乡长|部长|主任|局长|厅长|署长|院长|主席|行长|书记|会长|校长|理事长|董事长))"
    r"[：:]?\s*[一-鿿·\s]{2,8}"
)
_ISSUED = re.compile(r"(?:印发|校对|打印|翻印)[。）)]?$")
# A name that begins with its place is whole.
_PLACED = re.compile(r"[一-鿿]{1,6}[省市县区旗盟州镇乡]|国|中|教育|财政|农业|水利|公安|民政")
_REMARK = re.compile(r"[（(](?:此件|本文|公开)[^（()）]{0,20}[）)]$")
_STAMP = re.compile(r"[（(](?:盖章|公章|印章|章|代章)[）)]")


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature over the lines [first, last]: the bodies named in it, and its day."""

    first: int
    last: int
    names: tuple[str, ...]
    day: date | None


def signatures(lines: Sequence[Line], start: int) -> list[Signature]:
    """The signatures among the lines from `start` on, in order."""
    found: list[Signature] = []
    floor = start
    for index in range(start, len(lines)):
        signature = _ending_at(lines, index, floor)
        if signature is not None:
            found.append(signature)
            floor = index + 1
    return found


def _ending_at(lines: Sequence[Line], index: int, floor: int) -> Signature | None:
    line = lines[index]
    if len(line.text) > 90 or _ISSUED.search(line.text):
        return None
    if remark := _REMARK.search(line.text):
        line = line.part(0, remark.start())
    day = only_day(line.text)
    if day is None:
        return _in_one_line(line, index)
    first, names = _signers(lines, index, floor)
    if names or first < index:
        return Signature(first, index, tuple(names), day)
    if line.text[:1] in "（(" or index == floor:
        return None
    ends = index >= len(lines) - 3 or line.align == "right" or _opens_something(lines[index + 1])
    return Signature(index, index, (), day) if ends else None


def _opens_something(line: Line) -> bool:
    return line.text.startswith(("（", "(", "附件", "附：", "抄送", "主题词")) or line.align == "center"


def _in_one_line(line: Line, index: int) -> Signature | None:
    hit = day_in(line.text)
    if hit is None or hit[2] != len(line.text) or hit[1] < 2:
        return None
    names = names_in(line.part(0, hit[1]))
    return Signature(index, index, tuple(names), hit[0]) if names else None


def _signers(lines: Sequence[Line], index: int, floor: int) -> tuple[int, list[str]]:
    """The bodies named directly above a day, and the line where they begin."""
    first, names = index, list[str]()
    while first > floor and index - first < 16:
        line = lines[first - 1]
        text = _STAMP.sub("", line.text)
        found = names_in(line.part(0, len(text))) if len(text) <= 80 else None
        if found is None and first - 1 > floor and len(text) <= 30:
            joined = lines[first - 2].text + text
            if len(joined) <= 60 and is_name(joined) and not lines[first - 2].text.endswith(("。", "；", "：")):
                names[:0] = [joined]
                first -= 2
                continue
        if found is None and not _PERSON.fullmatch(line.text):
            break
        names[:0] = found or []
        first -= 1
    above = lines[first - 1].text if first > floor and names else ""
    broken = bool(names) and _PLACED.match(names[0]) is None
    if (
        broken
        and 4 <= len(above) <= 40
        and not re.search(r"[。；：:，,！？）)》\d]", above)
        and is_name(above + names[0])
    ):
        names[0] = above + names[0]
        first -= 1
    return first, names
