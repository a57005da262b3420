"""Lines that belong to one paragraph are joined: broken in mid-sentence, at a page's end, or in a title's middle.

Only what can be known from the two lines themselves is joined; a line that may stand on its own does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..text import Edit
from .base import HAN, ITEM

_LINE = re.compile(r"[^\n]+")
_KINDS = (
    "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|办法|规定|条例|细则|规划|计划|要点"
    "|安排|标准|措施|规则|准则|政策"
)
_TITLE_END = re.compile(rf"(?:{_KINDS})(?:（[^（）\n]{{1,20}}）)?》?(?:的(?:通知|函|批复|报告|公告|通告))?$")
_BODY_END = re.compile(
    r"(?:部|委|局|厅|署|院|会|办|室|府|司|社|团|行|校|所|站|处|科协|中心|公司|集团|组|指挥部|法院|检察院|联|盟|委员会|[0-9〇零一二三四五六七八九十]日|号|年)$"
)
_INSIDE = re.compile(rf"[{HAN}]+[，；、]|[{HAN}]。[{HAN}]")
_STOPPED = frozenset("。；：！？;:!?…")
_OPEN = re.compile(r"[，、]$")
_MARKED = re.compile(r"[。；：！？，]")
_REPEAT = re.compile(rf"[{HAN}]{{1,8}}[。；，]")
_LONG = 32


def edits(text: str) -> Iterator[Edit]:
    """Line breaks removed, and with them a word that the next page repeats."""
    lines = list(_LINE.finditer(text))
    for one, two in pairwise(lines):
        above, below = one.group(), two.group()
        if "\t" in above or "\t" in below or ITEM.match(below):
            continue
        repeated = _repeated(above, below)
        if repeated:
            yield Edit(one.end(), two.start() + repeated, "")
        elif _broken(above, below) or _title(above, below):
            yield Edit(one.end(), two.start(), "" if not (above[-1].isascii() and below[0].isascii()) else " ")


def _repeated(above: str, below: str) -> int:
    """How many characters at the head of a page only say again how the page before ended: 工作站。/站。依托…"""
    found = _REPEAT.match(below)
    if found and len(below) > found.end() and above.endswith(found.group()) and len(above) > found.end():
        return found.end()
    return 0


def _broken(above: str, below: str) -> bool:
    """Whether a sentence breaks off at the end of a line and goes on in the next."""
    if above[-1] in _STOPPED or not re.match(f"[{HAN}A-Za-z0-9“《（]", below):
        return False
    if _OPEN.search(above):
        return len(above) > 12 or bool(_MARKED.search(below))
    if not re.search(f"[{HAN}“《（0-9A-Za-z]$", above):
        return False
    if "。" not in above and (len(above) < _LONG or ITEM.match(above)):
        return False
    return len(above) >= _LONG - 12 and bool(_INSIDE.search(above)) and bool(_MARKED.search(below))


def _title(above: str, below: str) -> bool:
    """Whether two short lines are one title: the first leaves it open, the second ends in a kind of document."""
    if len(above) > 40 or len(below) > 40 or _MARKED.search(above) or _MARKED.search(below):
        return False
    if ITEM.match(above) or _BODY_END.search(above) or _TITLE_END.search(above) or len(above) < 8:
        return False
    return bool(_TITLE_END.search(below)) and not below.startswith(("关于", "印发"))
