"""Lines that belong to one paragraph are joined: broken in mid-sentence, at a page's end, or in a title's middle.

Only what can be known from the lines themselves is joined; a line that may stand on its own does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import Edit
from . import words
from .base import ENDED, HAN, ITEM

_LINE = re.compile(r"[^\n]+")
_KINDS = (
    "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|办法|规定|条例|细则|规划|计划|要点"
    "|安排|标准|措施|规则|准则|政策"
)
_TITLE_END = re.compile(rf"(?:{_KINDS})(?:（[^（）\n]{{1,20}}）)?》?(?:的(?:通知|函|批复|报告|公告|通告))?$")
_TITLE_START = re.compile(rf"^(?:[{HAN}]{{2,40}})?(?:关于|转发|印发|发布|公布)")
_HANGING = re.compile(r"(?:关于|转发|印发|发布|公布|关于印发)$")
# What ends in one of these is complete as it stands: a body, a date, a number, a label.
_BODY_END = re.compile(
    r"(?:[部委局厅署院会办室府司社团行校所站处联盟组旗县区市]|科协|中心|公司|集团|[0-9〇零一二三四五六七八九十]日|[号年])$"
)
_INSIDE = re.compile(rf"[{HAN}]+[，；、]|[{HAN}]。[{HAN}]")
_GOES_ON = re.compile(rf"[{HAN}A-Za-z0-9“《（]")
_OPEN_END = re.compile(rf"[{HAN}“《（0-9A-Za-z]$")
_MARKED = re.compile(r"[。；：！？，]")
_REPEAT = re.compile(rf"[{HAN}]{{1,8}}[。；，]")
_STOP = re.compile("[。；：]")
_DAY_END = re.compile(r"[年月○]?[0-9○〇零一二三四五六七八九十]{0,3}日$")
_OPENS = re.compile(f"中华民国|[{HAN}]{{2,8}}：")
_LONG, _SHORT, _MEMORY = 32, 8, 2000
_TITLE_LINES, _TITLE_WIDTH = 4, 60
_WORD, _SLACK = 4, 0.1
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("〔", "〕"))
_NEVER_FIRST = frozenset("，。、；：）》”〕")
# Kinds of document that are common words too: a headline ends in them as well.
_WEAK_END = re.compile(r"(?:措施|政策|规划|计划|标准|安排|要点|报告|决定|规定)$")
_OF_A_TITLE = re.compile(r"关于|印发|转发|发布|公布|若干|实施|行动|工作")


def edits(text: str) -> Iterator[Edit]:
    """Line breaks removed, and with them a word that the next page repeats."""
    lines = list(_LINE.finditer(text))
    above, rest = (lines[0].group() if lines else ""), 0
    for index in range(1, len(lines)):
        start, below = lines[index - 1].end(), lines[index].group()
        rest = rest - 1 if rest > 1 else _count(above, lines, index)
        if not rest:
            above = below
            continue
        repeated = _repeated(above, below)
        between = "" if repeated else _between(above, below)
        yield Edit(start, lines[index].start() + repeated, between)
        above = (above + between + below[repeated:])[-_MEMORY:]


def _count(above: str, lines: list[re.Match[str]], index: int) -> int:
    """How many of the lines from `index` on go on with the line above, which may be several joined already."""
    below = lines[index].group()
    if "\t" in above or "\t" in below:
        return 0
    if above[-1] == "。" and not above.endswith(below[: below.find("。") + 1] or "\n"):
        return 0  # most lines: a sentence ends, and the next line does not say its end again
    if ITEM.match(below):
        return 0
    if below[0] in _NEVER_FIRST or _repeated(above, below) or (broken(above, below) and _bridged(above, below)):
        return 1
    return _title_lines([above, *(line.group() for line in lines[index : index + _TITLE_LINES - 1])]) - 1


def _between(above: str, below: str) -> str:
    return " " if above[-1].isascii() and below[0].isascii() else ""


def _repeated(above: str, below: str) -> int:
    """How many characters at the head of a page only say again how the page before ended: 工作站。/站。依托…"""
    found = _REPEAT.match(below)
    if found and len(below) > found.end() and above.endswith(found.group()) and len(above) > found.end():
        return found.end()
    return 0


def _bridged(above: str, below: str) -> bool:
    """Whether something holds two lines together: a comma, a bracket, a number with its unit, a word broken in two.

    Without any, the first may be a paragraph whose full stop was forgotten.
    """
    if above[-1] in "，、":
        return True
    if any(above.count(left) > above.count(right) and right in below for left, right in _PAIRS):
        return True
    if above[-1].isdigit():
        return words.association("0", below[0]) > 0
    left, right = above[-_WORD:], below[:_WORD]
    return words.score(left + right) > words.score(left) + words.score(right) + _SLACK


def broken(above: str, below: str) -> bool:
    """Whether a sentence seems to break off at the end of a line and to go on in the next."""
    if above[-1] in ENDED or above[-1] == "…" or _DAY_END.search(above) or not _GOES_ON.match(below):
        return False
    if _OPENS.match(below):
        return False
    if above[-1] in "，、":
        return len(above) > 12 or bool(_MARKED.search(below))
    if not _OPEN_END.search(above) or not _MARKED.search(below):
        return False
    last = _STOP.split(above)[-1]
    if last == above and (len(above) < _LONG or ITEM.match(above) or _TITLE_END.search(above)):
        return False
    if last != above and (ITEM.match(last) or len(last) < _SHORT):
        return False  # what follows the last full stop may be a heading, a label, a caption
    return len(above) >= _LONG - 12 and bool(_INSIDE.search(above))


def _title_lines(lines: list[str]) -> int:
    """How many of the lines are one title: all but the last leave it open, the last ends in a kind of document."""
    if ITEM.match(lines[0]) or lines[0].startswith(("（", "【", "[")):
        return 1
    for count, line in enumerate(lines, 1):
        if len(line) > _TITLE_WIDTH or "\t" in line or _MARKED.search(line):
            return 1
        before = lines[count - 2] if count > 1 else ""
        if before and (ITEM.match(line) or (_TITLE_START.match(line) and not _HANGING.search(before))):
            return 1
        if _TITLE_END.search(line):
            return count if not _WEAK_END.search(line) or any(map(_OF_A_TITLE.search, lines[:count])) else 1
        if count > 1 and not _TITLE_START.match(lines[0]):
            return 1
        if _BODY_END.search(line) or len(line) < (8 if count == 1 else 2):
            return 1
    return 1
