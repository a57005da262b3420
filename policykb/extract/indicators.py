"""What a figure counts, and what is to be done with it."""

from __future__ import annotations

import re
from functools import cache

from . import words
from .figures import WINDOW, Figure

SCOPE = re.compile(
    r"全[国省市区县旗镇乡村州盟]|每个?[\u4e00-\u9fff]{1,8}?(?=至少|建设|培养|选派|组建|支持|有|都)|县域|城乡|农村"
)

_BREAK = re.compile(r"[，；：、和及与]|以及")

_HEADWORD = re.compile(
    r"(?:要|应|将|力争|确保|争取|累计|总体|均|分别|平均|全年|基本|稳定|保持|达到?|超过|突破|增长|提高到?|提升到?|下降到?|控制在|不低于|不少于|至少|左右|约|在|为|到){1,5}$"
)


def indicator(counted: Figure) -> tuple[str, str | None]:
    """What is counted, and what is to be done with it."""
    text, bare = counted.clause.text, counted.clause.bare
    first = max(0, counted.at - WINDOW)
    stop = _BREAK.search(bare, counted.end)
    noun = text[counted.end : stop.start() if stop else len(text)].removeprefix("的")
    breaks = [match.end() for match in _BREAK.finditer(bare, first, counted.at)]
    last = text[breaks[-1] if breaks else first : counted.at]
    pieces = [text[first : breaks[-1] - 1], last] if breaks else [last]
    reached = _HEADWORD.search(last)
    if counted.value.kind != "percent" and len(noun) > 1 and reached is None and _verb_last().search(last):
        verb = _verb_last().search(last)
        return noun, verb.group() if verb else None
    if reached is not None:
        name = last[: reached.start()] or (pieces[-2] if len(pieces) > 1 else "")
        return name or noun or text, reached.group()
    phrase = _PHRASE.match(last)
    inner = [m for m in _verb().finditer(last, phrase.end()) if len(last) - m.end() > 1] if phrase is not None else []
    verb = inner[-1] if inner else _verb_first().match(last)
    if verb is not None and verb.end() < len(last):
        return last[verb.end() :], verb.group()
    return last or noun or text, None


_PHRASE = re.compile("依托|在|从|通过|利用|结合|立足")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(words.verbs())


@cache
def _verb_last() -> re.Pattern[str]:
    return re.compile(f"{words.verbs()}$")


@cache
def _verb_first() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()}){{0,6}}(?:{words.verbs()}|{words.encouragement()})+")
