"""The words beside a figure: floors, ceilings, estimates (不少于30家, 30家以上, 30家左右), on either side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from .. import lexicon

# 至少 and its like may be parted from the figure by a verb: 至少建设1个, 最高奖励50万元.
_PARTED = re.compile(
    r"(?:(?P<min>至少|最少|起码|不少于)(?:要|应|须|应当|能够|可|能)?[\u4e00-\u9fff]{0,4}?|(?P<max>至多|最多)[\u4e00-\u9fff]{0,4}?"
    r"|(?P<top>最高|最多)(?:可|可以|能|不超过|给予|按|可获|可获得|可申请|可享受)?(?:奖励|补助|补贴|给予|资助|支持|奖补|补偿|贷款|授信|达到?|额度为?|限额为?))$"
)
# Between the bound and the share stands the whole that it is of; a noun of sums needs no 的 behind it.
_WHOLE = re.compile(
    "(?:(?P<max>不(?:得|能|应|可)?(?:超过|高于|多于|大于)|最高不超过)|(?P<min>不(?:得|能|应|可)?(?:低于|少于|小于)))"
    "(?!去年|上年|同期)[\u4e00-\u9fffA-Z（）“”]{1,20}?(?:的|之|额|费|费用|资金|经费|总量|总数|收入|投入|总价|价|款|面积|比例)$"
)
_NO_VERB = re.compile("[的和与或及且每个、一二三四五六七八九十]")
_FILLER = "(?:是|有|为|达到?|了|过)?"
_REACH = 14
# A bound that is the end of a longer word: the characters that then stand before it.
_LONGER = {
    "约": "节制合公预条特签契",
    "近": "附最临邻靠亲贴远",
    "超": "赶反高",
    "不足": "补",
    "不到": "得看做",
    "突破": "要待",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the words around [start, end) say of the figure in it."""

    start: int
    end: int
    floor: bool = False
    ceiling: bool = False
    approx: bool = False


@cache
def _before() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = [row for row in lexicon.load("bounds") if row["side"] == "before"]
    words = sorted((row["word"] for row in rows), key=len, reverse=True)
    pattern = "(?:" + "|".join(map(re.escape, words)) + ")"
    return re.compile(f"(?<![最附])(?P<word>{pattern}){_FILLER}(?P<second>约|近)?$"), {
        row["word"]: row["bound"] for row in rows
    }


@cache
def _word() -> re.Pattern[str]:
    words = sorted((row["word"] for row in lexicon.load("bounds") if row["side"] == "before"), key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, words)) + ")" + _FILLER)


def word_before(text: str, start: int) -> tuple[int, str] | None:
    """Where a bound that stands before its figure and begins at `start` ends, and which bound it is."""
    match = _word().match(text, start)
    return (match.end(), _before()[1][match[1]]) if match else None


@cache
def _after() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = [row for row in lexicon.load("bounds") if row["side"] == "after"]
    words = sorted((row["word"] for row in rows), key=len, reverse=True)
    pattern = "|".join(map(re.escape, words))
    return re.compile(f"(?:{pattern})"), {row["word"]: row["bound"] for row in rows}


@cache
def _first_of_after() -> frozenset[str]:
    return frozenset(word[0] for word in _after()[1])


@cache
def _last_of_before() -> frozenset[str]:
    return frozenset(word[-1] for word in _before()[1]) | frozenset("是有为达到了过")


def bounds_of(text: str, floor: int, start: int, end: int) -> Bounds:
    """The bounds of the expression at [start, end) of a folded text; nothing before `floor` belongs to it."""
    kinds: set[str] = set()
    first, last = start, end
    if start > floor and text[start - 1] in _last_of_before():
        pattern, meaning = _before()
        low = max(floor, start - _REACH)
        match = pattern.search(text, low, start)
        if match is not None and not _inside_word(text, match.start(), match["word"]):
            kinds.add(meaning[match["word"]])
            first = match.start()
            if match["second"]:
                kinds.add("approx")
    if end < len(text) and text[end] in _first_of_after():
        pattern, meaning = _after()
        match = pattern.match(text, end)
        if match is not None:
            kinds.add(meaning[match.group()])
            last = match.end()
    if not kinds & {"min", "max"}:
        kinds |= _parted(text, floor, first)
    return Bounds(first, last, "min" in kinds, "max" in kinds, "approx" in kinds)


def _inside_word(text: str, start: int, word: str) -> bool:
    """近 of 附近, 约 of 节约, 超 of 赶超: the end of a longer word, no bound."""
    return start > 0 and text[start - 1] in _LONGER.get(word, "")


def _parted(text: str, floor: int, start: int) -> set[str]:
    low = max(floor, start - _REACH)
    window = text[low:start]
    if not any(word in window for word in ("至", "最", "起码", "不少于")):
        return set()
    match = _PARTED.search(window)
    if match is None:
        return set()
    between = window[(match.end("min") if match["min"] else match.end("max") if match["max"] else len(window)) :]
    if _NO_VERB.search(between):
        return set()
    return {"min"} if match["min"] else {"max"}


def of_whole(text: str, floor: int, start: int, bounds: Bounds) -> Bounds:
    """The bounds, with the one that names the whole between itself and the share: 不超过合同金额的30%."""
    if bounds.floor or bounds.ceiling:
        return bounds
    match = _WHOLE.search(text, max(floor, start - 26), start)
    return (
        bounds if match is None else replace(bounds, ceiling=match["max"] is not None, floor=match["min"] is not None)
    )


def bounded(low: Decimal | None, high: Decimal | None, bounds: Bounds) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that remain of [low, high] under its bounds; a range keeps both its ends."""
    if low != high:
        return low, high
    if bounds.floor and not bounds.ceiling:
        return low, None
    if bounds.ceiling and not bounds.floor:
        return None, high
    return low, high
