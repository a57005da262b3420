"""The lines of the front, one rule a kind of line, in the order in which they are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from .. import lexicon
from .attachments import label_of
from .dates import day_in, days_in, only_day
from .front import ZONE, Front
from .lines import Line
from .markers import marker
from .numbers import CIRCULAR, ORDER, ORDER_ALONE, TAIWAN, only_modern, only_taiwan, only_yearly
from .organisations import is_addressee, is_name, names_in, split_names
from .tables_caption import is_count
from .title_lines import SUBJECTLESS, put_together
from .titles import fold, kind_of

_LABELLED = re.compile(r"[【\[]?([一-鿿][一-鿿\s]{0,14}?)[】\]]?\s?[：:]\s?(.*)", re.S)
_PASSED = re.compile(
    r"(?:通过|公布|发布|修正|修订|施行|批准|令|订定|函|核定|备查)[）)。]?$|次会议|根据.{4,60}(?:修正|修订)"
)
_TAKES_EFFECT = re.compile(r"\s*起?(?:施行|实施|生效|执行)")
_EDITION = re.compile(r"第[一二三四五六七八九十\d]{1,3}版|(?:民国)?\d{2,4}年\d{1,2}月")
_FIELD = re.compile(r"[^：《》]{2,14}：[^：]{0,20}")
_SUBTITLE = re.compile(
    r"[—－-]{1,3}.*(?:会议|大会)上?.*|.{0,20}(?:代?[省市县区州旗盟镇乡]长|主任|书记|院长|检察长)\s?[一-鿿]{2,4}"
)
_STAMPED = re.compile(r"\d{6}|[特加平]?[急提]件?|(?:绝密|机密|秘密)(?:★.{0,6})?")
# The shelves of a site on which a page stands.
_SHELVES = frozenset(
    {"政策文件", "规范性文件", "通知公告", "公示公告", "政务公开", "政府信息公开", "信息公开", "文件", "正文"}
)
_LETTER = re.compile(r"(.{3,30}?)(书函|函|令|公告)")
_SUBJECT = re.compile(r"主旨[：:](.{2,200}?)(?:[，,]?请(?:查照|鉴核|核示|转知|配合)[^，。]{0,20})?[。.]?")
_ADDRESS_END = ("：", ":")
_SENTENCE_WORDS = re.compile(r"如下|现将|通知|公告|为了|根据|按照|要求|提出|决定|包括|原则|内容")
_FIRST_HEADINGS = frozenset({"目录", "目次", "摘要", "目的", "背景", "引言", "前言", "序言", "说明", "概述", "简介"})
_OPENING = ("为", "根据", "按照")

Rule = Callable[[Front, Sequence[Line], int], bool]


@cache
def _labels() -> dict[str, str]:
    return dict(lexicon.column("front_labels", "field"))


def read(lines: Sequence[Line], table: int | None, hint: str | None = None) -> Front:
    """The front of a document, which ends at the latest where the first table begins (`table`, an offset).

    `hint` is the title that the file itself gives: a line that says it is the title where no other looks like one.

    A page may repeat the title above a summary; the front is then where the title stands again.
    """
    front = _read(lines, table, 0, hint)
    wanted = fold(front.title or "")
    for index in range(front.body, min(len(lines), front.body + 12)):
        if wanted and kind_of(front.title or "") and fold(lines[index].text) == wanted:
            again = _read(lines, table, _head_above(lines, index, front.body), hint)
            again.labelled = {**again.labelled, **front.labelled}
            return again
    return front


def _head_above(lines: Sequence[Line], index: int, floor: int) -> int:
    """The first of the lines right above a title that are letterhead or number."""
    while index > floor and any(rule(Front(), lines, index - 1) for rule in (number, order, letterhead)):
        index -= 1
    return index


def _read(lines: Sequence[Line], table: int | None, start: int, hint: str | None) -> Front:
    front = Front()
    titles: list[tuple[int, Line]] = []
    index = start
    while index < min(len(lines), start + ZONE):
        line = lines[index]
        if table is not None and line.span.start > table:
            break
        if _is_addressees(line):
            front.addressees = split_names(line.text)
            index += 1
            break
        if _is_body(line, index - start):
            break
        if not any(rule(front, lines, index) for rule in RULES):
            titles.append((index, line))
        index += 1
    front.body = index
    front.title, place = put_together(titles)
    if hint and kind_of(front.title or "") is None:
        named = next(((line.text, index) for index, line in titles if fold(line.text) == fold(hint)), None)
        front.title, place = named or (front.title, place)
    if front.title is None and index < len(lines) and (subject := _SUBJECT.fullmatch(lines[index].text)):
        front.title = subject.group(1)
    _keep_letterhead(front, place, {index for index, _ in titles})
    return front


def _keep_letterhead(front: Front, title: int | None, others: set[int]) -> None:
    """A body named above the title is a letterhead where nothing but the like stands between the two."""
    if title is not None:
        front.letterhead = [
            (index, name)
            for index, name in front.letterhead
            if index > title or not any(index < other < title for other in others)
        ]


def _is_addressees(line: Line) -> bool:
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
    if only_day(text) or (text[0] in "（(" and text[-1] in "）)") or _is_passage(text):
        return False
    found = marker(text, line.gaps)
    if found is not None and found.kind != "decimal1" and (index > 0 or len(text) > 40):
        return True
    if "".join(text.split()) in _FIRST_HEADINGS or (text[0] in "·•●◆■▪①" and index > 0):
        return True
    if text.startswith(_OPENING) and len(text) > 20 and kind_of(text) is None:
        return True
    if text[-1] in "：:" and "，" in text and len(text) > 12:
        return True
    return (
        text.startswith("主旨")
        or len(text) > 150
        or (text[-1] in "。；" and len(text) > 15)
        or (len(text) > 40 and "。" in text)
    )


def _is_passage(text: str) -> bool:
    hit = day_in(text.lstrip("（("))
    return hit is not None and hit[1] == 0 and len(text) < 400 and bool(_PASSED.search(text))


def labelled(front: Front, lines: Sequence[Line], index: int) -> bool:
    """来源：…, 发布时间：…, 发文字号：…"""
    found = _LABELLED.fullmatch(lines[index].text.lstrip("•· "))
    name = "".join(found.group(1).split()) if found else ""
    if found is None or name not in _labels():
        return False
    key, value = _labels()[name], found.group(2).strip()
    if key == "source_site" and (hit := day_in(value)):
        front.labelled.setdefault("published_on", value[hit[1] : hit[2]])
        value = value[: hit[1]].strip(" |")
    if key != "-" and value:
        front.labelled.setdefault(key, value)
    return True


def subtitle(front: Front, lines: Sequence[Line], index: int) -> bool:
    """——2024年1月5日在青岭县第十届人民代表大会第二次会议上, 县长 …"""
    text = lines[index].text
    if _SUBTITLE.fullmatch(text) is None:
        return False
    front.dates += [(day, text) for day, _, _ in days_in(text)]
    return True


def passage(front: Front, lines: Sequence[Line], index: int) -> bool:
    """（2024年1月5日青岭县第十届人民代表大会常务委员会第二次会议通过）"""
    text = lines[index].text
    if not only_day(text) and not _is_passage(text):
        return False
    front.dates += [(day, text[end:]) for day, _, end in days_in(text) if not _TAKES_EFFECT.match(text, end)]
    after = re.sub(r"^.*?日", "", text)
    if order := ORDER.search(after):
        front.order = front.order or order.group(1)
        front.number = front.number or _order_number(order.group(1), order.group(2))
    elif letter := TAIWAN.search(after):
        front.number = front.number or f"{letter.group(1)}第{letter.group(2)}号"
    return True


def number(front: Front, lines: Sequence[Line], index: int) -> bool:
    """青政发〔2024〕3号, 府农字第1120000001号, 税务总局公告2024年第2号"""
    text = lines[index].text
    found = only_modern(text) or only_taiwan(text)
    if found is None and (found := only_yearly(text)) and not found[0].isdigit():
        found = "".join(name for place, name in front.letterhead if place == index - 1) + found
    front.number = front.number or found
    return found is not None


def circular(front: Front, lines: Sequence[Line], index: int) -> bool:
    """教育局通告第12/2023号"""
    found = CIRCULAR.fullmatch("".join(lines[index].text.split()))
    if found is None:
        return False
    front.number, front.kind = found.group(), found.group(2)
    if is_name(found.group(1)):
        front.letterhead.append((index, found.group(1)))
    return True


def letter(front: Front, lines: Sequence[Line], index: int) -> bool:
    """青岭县政府函, over lines that say to whom and when"""
    found = _LETTER.fullmatch("".join(lines[index].text.split()))
    if found is None or not is_name(found.group(1)):
        return False
    if not any(line.text.startswith(("受文者", "发文日期", "发文字号")) for line in lines[index + 1 : index + 12]):
        return False
    front.kind = found.group(2).removeprefix("书")
    front.letterhead.append((index, found.group(1)))
    return True


def order(front: Front, lines: Sequence[Line], index: int) -> bool:
    """青岭省人民政府令 and, in the same line or the next, 第3号"""
    text = lines[index].text
    if found := ORDER.fullmatch("".join(text.split())):
        front.order, front.number = found.group(1), _order_number(found.group(1), found.group(2))
        front.order_line = text
        return True
    after = "".join(lines[index + 1].text.split()) if index + 1 < len(lines) else ""
    if text.endswith("令") and len(text) <= 45 and ORDER_ALONE.fullmatch(after):
        front.order = front.order_line = text
        return True
    alone = ORDER_ALONE.fullmatch("".join(text.split()))
    if alone and front.order:
        front.number = _order_number(front.order, alone.group(1))
    return alone is not None


def _order_number(name: str, figure: str) -> str:
    """国务院令 is cited as 国令; every other order by its body's full name."""
    own = name.removeprefix("中华人民共和国")
    return f"{'国令' if own == '国务院令' else own}第{figure}号"


def letterhead(front: Front, lines: Sequence[Line], index: int) -> bool:
    """青岭县农业农村局文件; several bodies in one line"""
    line = lines[index]
    words = line.text.removesuffix("文件").strip()
    marked = words != line.text
    names = names_in(line.part(0, len(words))) if len(words) <= 120 else None
    if names is None:
        return False
    block = lines[index + 1 : index + 16]
    following = next((other.text for other in block if names_in(other) is None), "")
    if not marked and _goes_on(names, following) and not _known(lines[:index], following):
        front.heads += names
        return False
    front.letterhead += [(index, name) for name in names]
    return True


def _goes_on(names: list[str], following: str) -> bool:
    """Whether the line below goes on with a title that a line of bodies begins: 关于…, or another body and 关于…."""
    if following.startswith(SUBJECTLESS):
        return True
    other, about, _ = following.partition("关于")
    return bool(about) and is_name(other) and other not in names


def _known(lines: Sequence[Line], title: str) -> bool:
    """Whether a title stands above already, without the body that now precedes it."""
    return any(fold(line.text) == fold(title) or fold(line.text).startswith(fold(title)) for line in lines)


def aside(front: Front, lines: Sequence[Line], index: int) -> bool:
    """What is no title: 联系人：…, 附件, 第三版, （12家）, an address"""
    text = lines[index].text
    return (
        (text.endswith(_ADDRESS_END) and "，" not in text)
        or _STAMPED.fullmatch(text) is not None
        or text in _SHELVES
        or (_FIELD.fullmatch(text) is not None and kind_of(text) is None)
        or (label_of(text) or ("", "-"))[1] == ""
        or _EDITION.fullmatch(text) is not None
        or is_count(text)
        or text.startswith(("http://", "https://", "【法宝", "浏览"))
    )


RULES: tuple[Rule, ...] = (labelled, subtitle, passage, number, circular, letter, order, letterhead, aside)
