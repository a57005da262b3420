"""What stands above the body: letterhead, number, title, addressees, and a page's own lines about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from .. import lexicon
from .attachments import label_of
from .dates import day_in, days_in, only_day
from .lines import Line
from .markers import marker
from .numbers import ORDER, ORDER_ALONE, only_modern, only_taiwan, only_yearly
from .organisations import is_addressee, is_name, names_in, split_names
from .titles import bare, fold, kind_of, statutory

_ZONE = 30
_LABELLED = re.compile(r"[【\[]?([一-鿿][一-鿿\s]{0,14}?)[】\]]?\s?[：:]\s?(.*)", re.S)
_PASSED = re.compile(r"(?:通过|公布|发布|修正|修订|施行|批准|令)[）)。]?$|次会议|根据.{4,60}(?:修正|修订)")
_EDITION = re.compile(r"第[一二三四五六七八九十\d]{1,3}版|(?:民国)?\d{2,4}年\d{1,2}月")
_FIELD = re.compile(r"[^：《》]{2,14}：[^：]{0,20}")
_TAKES_EFFECT = re.compile(r"\s*起?(?:施行|实施|生效|执行)")
_SUBTITLE = re.compile(
    r"[—－-]{1,3}.*(?:会议|大会)上?.*|.{0,20}(?:代?[省市县区州旗盟镇乡]长|主任|书记|院长|检察长)\s?[一-鿿]{2,4}"
)
_RUN_TOGETHER = re.compile(r"(.{6,150}?的(?:通知|函|意见|通告|公告|批复|决定|通报|复函))(各.{2,}[：:])")
_STAMPED = re.compile(
    r"[•·\s]*[一-鿿]{2,6}[：:]\s?\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?(?=[^\d:])"
)
_SUBJECTLESS = ("关于", "印发", "转发", "批转", "对")
_ADDRESS_END = ("：", ":")
_SENTENCE_WORDS = re.compile(r"如下|现将|通知|公告|为了|根据|按照|要求|提出|决定|包括|原则|内容")


@dataclass
class Front:
    """What was found above the body; `body` is the index of the first line below it.

    Args:
        letterhead: bodies named in lines of their own.
        heads: bodies in lines of their own that the title goes on from.
    """

    title: str | None = None
    title_lines: tuple[int, ...] = ()
    number: str | None = None
    order: str | None = None
    letterhead: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    labelled: dict[str, str] = field(default_factory=dict)
    dates: list[tuple[date, str]] = field(default_factory=list)
    body: int = 0


@cache
def _labels() -> dict[str, str]:
    return dict(lexicon.column("front_labels", "field"))


def prepare(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those of the front cut where two things were run together."""
    found: list[Line] = []
    for index, line in enumerate(lines):
        if index < _ZONE and (hit := _RUN_TOGETHER.fullmatch(line.text)):
            found += [line.part(0, hit.end(1)), line.part(hit.start(2))]
        elif index < 3 and (hit := _STAMPED.match(line.text)):
            found += [line.part(0, hit.end()), line.part(hit.end())]
        else:
            found.append(line)
    return [line for line in found if line.text]


def read(lines: Sequence[Line]) -> Front:
    """The front of a document."""
    front = Front()
    titles: list[tuple[int, Line]] = []
    limit = min(len(lines), _ZONE)
    index = 0
    while index < limit:
        line = lines[index]
        if _is_addressee_line(line):
            front.addressees = split_names(line.text)
            index += 1
            break
        if _is_body(line, index):
            break
        if not (_label(front, line) or _number(front, lines, index) or _letterhead(front, lines, index, bool(titles))):
            titles.append((index, line))
        index += 1
    front.body = index
    _title(front, titles)
    return front


def _is_addressee_line(line: Line) -> bool:
    text = line.text
    if not text.endswith(_ADDRESS_END) or len(text) > 600 or _SENTENCE_WORDS.search(text) or marker(text):
        return False
    first = _LABELLED.fullmatch(text)
    if first and first.group(1) in _labels():
        return False
    names = split_names(text)
    return bool(names) and sum(is_addressee(name) for name in names) * 2 >= len(names)


def _is_body(line: Line, index: int) -> bool:
    text = line.text
    if only_day(text) or (text[0] in "（(" and text[-1] in "）)") or _passage(text):
        return False
    found = marker(text, line.gaps)
    if found is not None and found.kind != "decimal1" and (index > 0 or len(text) > 40):
        return True
    if "".join(text.split()) == "目录" or (text[0] in "·•●◆■▪①" and index > 0):
        return True
    if text.startswith(("为", "根据", "按照")) and len(text) > 20 and kind_of(text) is None:
        return True
    return len(text) > 150 or (text[-1] in "。；" and len(text) > 15) or (len(text) > 40 and "。" in text)


def _passage(text: str) -> bool:
    """A line that says when and by whom the document was passed or published."""
    hit = day_in(text.lstrip("（("))
    return hit is not None and hit[1] == 0 and len(text) < 400 and bool(_PASSED.search(text))


def _label(front: Front, line: Line) -> bool:
    """A line of the page about itself: 来源：…, 发布时间：…"""
    found = _LABELLED.fullmatch(line.text.lstrip("•· "))
    name = "".join(found.group(1).split()) if found else ""
    if found and name in _labels():
        key, value = _labels()[name], found.group(2).strip()
        if key != "-" and value:
            front.labelled.setdefault(key, value)
        if key == "source_site" and (hit := day_in(value)):
            front.labelled["source_site"] = value[: hit[1]].strip(" |")
            front.labelled.setdefault("published_on", value[hit[1] : hit[2]])
        return True
    text = line.text
    if _SUBTITLE.fullmatch(text):
        front.dates += [(day, text) for day, _, _ in days_in(text)]
        return True
    if only_day(text) or _passage(text):
        front.dates += [(day, text[end:]) for day, _, end in days_in(text) if not _TAKES_EFFECT.match(text, end)]
        if order := ORDER.search(re.sub(r"^.*?日", "", text)):
            front.order = front.order or order.group(1)
            front.number = front.number or _order_number(order.group(1), order.group(2))
        return True
    if (
        text.endswith(_ADDRESS_END)
        or (_FIELD.fullmatch(text) and kind_of(text) is None)
        or label_of(text) == ("附件", "")
        or _EDITION.fullmatch(text)
    ):
        return True
    return text.startswith(("http://", "https://", "【法宝", "浏览"))


def _number(front: Front, lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    number = only_modern(text) or only_taiwan(text) or only_yearly(text)
    if number is not None:
        front.number = front.number or number
        return True
    order = ORDER.fullmatch("".join(text.split()))
    if order:
        front.order, front.number = order.group(1), _order_number(order.group(1), order.group(2))
        return True
    after = "".join(lines[index + 1].text.split()) if index + 1 < len(lines) else ""
    if text.endswith("令") and len(text) <= 45 and ORDER_ALONE.fullmatch(after):
        front.order = text
        return True
    alone = ORDER_ALONE.fullmatch("".join(text.split()))
    if alone:
        if front.order:
            front.number = _order_number(front.order, alone.group(1))
        return True
    return False


def _order_number(order: str, number: str) -> str:
    """国务院令 is cited as 国令; every other order by its body's full name."""
    name = order.removeprefix("中华人民共和国")
    return f"{'国令' if name == '国务院令' else name}第{number}号"


def _letterhead(front: Front, lines: Sequence[Line], index: int, seen: bool) -> bool:
    line = lines[index]
    words = line.text.removesuffix("文件").strip()
    marked = words != line.text
    names = names_in(line.part(0, len(words))) if len(words) <= 120 else None
    if names is None:
        return False
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if not marked and _goes_on(names, following) and not _known(lines[:index], following):
        front.heads += names
        return False
    front.letterhead += [name for name in names if name not in front.letterhead]
    return True


def _goes_on(names: list[str], following: str) -> bool:
    """Whether the line below goes on with a title that a line of bodies begins: 关于…, or another body and 关于…."""
    if following.startswith(_SUBJECTLESS):
        return True
    other, about, _ = following.partition("关于")
    return bool(about) and is_name(other) and other not in names and len(names) == 1


def _known(lines: Sequence[Line], title: str) -> bool:
    """Whether a title stands above already, without the body that now precedes it."""
    return any(fold(line.text) == fold(title) or fold(line.text).startswith(fold(title)) for line in lines)


def _title(front: Front, lines: list[tuple[int, Line]]) -> None:
    """Put together the title from the lines that are nothing else."""
    found: list[tuple[str, tuple[int, ...]]] = []
    current, places, look = "", list[int](), None
    for index, line in lines:
        label = label_of(line.text)
        words = label[1] if label else line.text.lstrip("、，：")
        if not words:
            continue
        if current and fold(words).startswith(fold(current)):
            current, places = words, [*places, index]
            continue
        if current and (index != places[-1] + 1 or line.align != look or _ended(current, words)):
            found.append((current, tuple(places)))
            current, places = "", []
        current, places, look = _joined(current, words), [*places, index], line.align
    if current:
        found.append((current, tuple(places)))
    chosen = _choose(found)
    if chosen is not None:
        words, front.title_lines = chosen
        front.title = bare(words)


def _ended(current: str, following: str) -> bool:
    """Whether a title is complete before the line that follows."""
    if following.startswith(("（", "(")):
        return False
    if following.startswith(_SUBJECTLESS) and not is_name(current):
        return True
    kind = kind_of(current)
    return kind is not None and (kind in statutory() or kind_of(following) not in statutory())


def _joined(left: str, right: str) -> str:
    latin = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
    return f"{left} {right}" if latin else left + right


def _choose(found: list[tuple[str, tuple[int, ...]]]) -> tuple[str, tuple[int, ...]] | None:
    if not found:
        return None
    first = found[0]
    for other in found[1:]:
        if fold(other[0]) == fold(first[0]):
            return first[0], first[1] + other[1]
        if kind_of(first[0]) is None and kind_of(other[0]):
            return other
        if "关于" in other[0] and kind_of(other[0]) and "关于" not in first[0]:
            return other
    return first
