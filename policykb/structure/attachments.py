"""Attachments: the list that a letter ends with, mentions in running text, and labels above their bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Line
from .markers import CHINESE, chinese_number

_N = r"[\d一二三四五六七八九十]{1,3}"
_LABEL = re.compile(rf"(附件|附表|附录|附)[（(]?({_N})?[）)]?[：:、.．]?\s*(.*)", re.S)
_LIST = re.compile(rf"附(?:件|表)?[：:]\s*(.*)|附件({_N})[：:]?\s*(.+)", re.S)
_ITEM = re.compile(rf"(?:附件)?({_N})[.．、，,：:\s]?(?!\d)\s*(.+)", re.S)
_COUNT = re.compile(r"[（(](?:共|计|共计)?\s?\d+\s?(?!年|月|日|版|号)[一-鿿]{1,6}[）)]$")
# 《…表》（以下简称《…》，附件1）, 《…表》电子版（附件3）
_MENTION = re.compile(
    rf"《([^《》]{{2,60}})》[一-鿿]{{0,6}}\s?[（(](?:以下简称《[^《》]{{1,30}}》[，,])?(?:[^（()）《》]{{0,20}}?[，,见])?附(?:件|表)({_N})?[）)]"
)
_BARE = re.compile(
    rf"([一-鿿0-9]{{4,40}}(?:表|单|册|录|书|人|图|式|模板|方案|办法|标准|指南))[（(](?:请?见|详见)?附件({_N})[）)]"
)

_ENDING = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar|txt|rtf|pptx?)$", re.I)
_QUOTED = re.compile(r"《([^《》]+)》(?:[（(][^（()）]*号[）)])?")


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry of a list of attachments, and the lines it stands on."""

    label: str
    title: str
    lines: tuple[int, ...]


def clean_title(title: str) -> str:
    """A title without a bracketed count, the ending of a file's name, and the marks around a document's name."""
    words = _COUNT.sub("", _ENDING.sub("", title.strip()).rstrip("。；;，,、").lstrip("，,、.．：: "))
    quoted = _QUOTED.fullmatch(words)
    return (quoted.group(1) if quoted else words).strip()


def key(label: str) -> str:
    """A label for comparison: 附件一 and 附件1 are one."""
    return re.sub(rf"[{CHINESE}]+", lambda found: str(chinese_number(found.group())), label)


def linked(names: Sequence[str]) -> list[tuple[str, str]]:
    """Label and title of each file that a page links to as an attachment."""
    found = []
    for number, name in enumerate(names, 1):
        label = label_of(_ENDING.sub("", name.strip()))
        plain = f"附件{number}" if len(names) > 1 else "附件"
        found.append(label if label and label[1] else (plain, clean_title(name)))
    return found


def label_of(text: str) -> tuple[str, str] | None:
    """Label and title of a line that opens the body of an attachment: 附件1, 附件2：…表."""
    if len(text) > 80 or not text.startswith("附"):
        return None
    found = _LABEL.fullmatch(text)
    if found is None or text.endswith(("。", "；")):
        return None
    word, number, title = found.group(1), found.group(2) or "", found.group(3)
    if word == "附" and (number or title):
        return None
    if word in {"附表", "附录"} and not number and title:
        return None
    if title and not number and not re.match(r"附(?:件|表|录)[：:]", text):
        return None
    if re.match(r"[的所中规和及至或并、到—-]", title):
        return None
    return f"{'附件' if word == '附' else word}{number}", clean_title(title)


def listing(lines: Sequence[Line], start: int) -> list[Listing]:
    """The entries of the lists of attachments (附件：1.… 2.…) among the lines from `start` on."""
    for index in range(start, len(lines)):
        text = lines[index].text
        found = _LIST.fullmatch(text) if len(text) <= 200 else None
        if found is None or (index + 1 == len(lines) and not found.group(1)):
            continue
        first = found.group(1) if found.group(1) is not None else f"{found.group(2)}.{found.group(3)}"
        entries = _entries(lines, index, first)
        if entries:
            return entries
    return []


def _entries(lines: Sequence[Line], index: int, first: str) -> list[Listing]:
    items: list[tuple[str, list[str], list[int]]] = []
    for place in range(index, min(len(lines), index + 60)):
        text = first if place == index else lines[place].text
        if not text:
            continue
        for piece in _inline(text):
            found = _ITEM.fullmatch(piece)
            expected = str(len(items) + 1)
            if found and found.group(1) in {expected, "一二三四五六七八九十"[len(items) : len(items) + 1]}:
                items.append((found.group(1), [found.group(2)], [place]))
            elif place == index and not items:
                return [Listing("附件", clean_title(text), (index,))] if len(text) >= 4 else []
            else:
                return _finish(items, index)
    return _finish(items, index)


def _inline(text: str) -> list[str]:
    """The entries of a list that stands in one line: 1.甲表2.乙表."""
    cuts = [0]
    number = 2
    place = 1
    mark = r"[.．、]" if re.match(r"(?:附件)?1[.．、，,]", text) else ""
    while (hit := re.search(rf"(?<![\d.])(?:附件)?{number}{mark}(?!\d)", text[place:])) is not None:
        cuts.append(place + hit.start())
        place += hit.end()
        number += 1
    return [text[a:b].strip(" ；;") for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _finish(items: list[tuple[str, list[str], list[int]]], index: int) -> list[Listing]:
    return [
        Listing(key(f"附件{number}"), clean_title("".join(words)), (index, *places)) for number, words, places in items
    ]


def mentions(text: str) -> list[tuple[str, str]]:
    """Label and title of each attachment that running text names: 《…表》（附件1）."""
    found: dict[str, str] = {}
    for hit in _MENTION.finditer(text):
        found.setdefault(f"附件{hit.group(2) or ''}", clean_title(hit.group(1)))
    for hit in _BARE.finditer(text):
        label = f"附件{hit.group(2)}"
        words = re.split(r"[，。；、]|列出了|填写|填报|按照|每个|报送|见", hit.group(1))[-1]
        if label not in found and len(words) >= 4:
            found[label] = clean_title(words)
    return sorted(found.items())
