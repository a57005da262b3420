"""What a text has around its document: page numbers, the remains of a web page, spam at the end of a hacked one.

A line goes only as a whole, and only where nothing in it can be the document's: a label of the word list `boilerplate`
with a number, a date, a name or buttons behind it. Source and time of publication (来源, 发布时间) stay: the document's
header is read from them. Every line that goes is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ..lexicon import load
from ..text import Edit
from .base import HAN, ITEM
from .joins import broken

_LINE = re.compile(r"[^\n]+")
_LONGEST = 60
_PAGE = re.compile(r"[—\-–－·•_]{1,4}\d{1,4}[—\-–－·•_]{1,4}|(?:第\d{1,4}页[，,/、]?)?共\d{1,4}页|第\d{1,4}页")
_BULLETS = " •·●■◆★▪>【[（(|"
_VALUE = {
    "count": r"[：:]?[\d\-/.年月日时分秒: 次|人\[\]【】()（）加载中]*",
    "editor": rf"[：:][{HAN}]{{0,4}}(?:[、， ][{HAN}]{{2,4}})?[\]】)）|]*",
    "button": r"[：:]?.{0,24}",
}
_PATH = re.compile(rf"(?:[{HAN}A-Za-z]{{2,16}}[>＞»›/]){{2,8}}(?:[{HAN}A-Za-z]{{0,30}})")
_SPAM_LINES, _SPAM_WORDS = 8, 2


def edits(text: str) -> Iterator[Edit]:
    """Lines taken out, each with the line break behind it."""
    lines = list(_LINE.finditer(text))
    for index, line in enumerate(lines):
        words = line.group()
        if "\t" in words:
            continue
        if _is_page_number(words):
            yield _page_number(text, lines, index)
            continue
        last = index >= len(lines) - _SPAM_LINES
        # A label without a value is the site's at the end only; elsewhere the value may stand in the next line.
        of_the_site = (
            len(words) <= _LONGEST and (last or words[-1] not in "：:") and any(rule(words) for rule in _RULES)
        )
        if of_the_site or (last and _is_spam(words)):
            yield Edit(line.start(), min(len(text), line.end() + 1), "")


def _page_number(text: str, lines: list[re.Match[str]], index: int) -> Edit:
    """A page number goes; with both of its line breaks where a sentence goes on from one page to the next."""
    line = lines[index]
    if 0 < index < len(lines) - 1:
        above, below = lines[index - 1], lines[index + 1]
        alone = "\t" in above.group() or "\t" in below.group() or ITEM.match(below.group())
        if not alone and broken(above.group(), below.group()):
            return Edit(above.end(), below.start(), "")
    return Edit(line.start(), min(len(text), line.end() + 1), "")


def _is_page_number(line: str) -> bool:
    return len(line) <= 20 and _PAGE.fullmatch(line) is not None


def _is_of_the_site(line: str) -> bool:
    """A label and its value, one or several in a row: 浏览量：128 | 责任编辑：张三."""
    if not line.strip(_BULLETS):
        return True
    return _labels().fullmatch(line.strip(_BULLETS + "】])）")) is not None


def _is_path(line: str) -> bool:
    """Where a page stands in its site: 当前位置：首页>通知公告>正文."""
    return (line.startswith(_phrases("path")) and any(mark in line for mark in ">＞»›/：")) or (
        line.startswith("首页") and _PATH.fullmatch(line) is not None
    )


def _is_footer(line: str) -> bool:
    return line.startswith((*_phrases("footer"), "©", *(f"{one}：" for one in _phrases("neighbour"))))


def _is_spam(line: str) -> bool:
    """Words that no authority strings together; two different ones."""
    return len({word for word in _phrases("spam") if word in line}) >= _SPAM_WORDS


_RULES: tuple[Callable[[str], bool], ...] = (_is_of_the_site, _is_path, _is_footer)


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(row["phrase"] for row in load("boilerplate") if row["kind"] == kind)


@cache
def _labels() -> re.Pattern[str]:
    one = "|".join(
        f"(?:{'|'.join(sorted(_phrases(kind), key=len, reverse=True))}){value}" for kind, value in _VALUE.items()
    )
    return re.compile(rf"(?:{one})(?:[ |｜\[\]【】]*(?:{one}))*[ |｜\[\]【】]*")
