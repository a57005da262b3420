"""Text that was decoded in the wrong character set, and saved: UTF-8 or GBK taken for Latin-1, UTF-8 taken for GBK.

å…³äºŽ is 关于 in UTF-8 read as Windows-1252; 鍏充簬 is the same read as GBK. There a byte is lost wherever an odd
number of them stood before a letter or made no character (鈥? for ”); the character it belonged to is chosen by the
words around it, as a guess. What went the other way, 锟斤拷, holds nothing of what it was: it is reported and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from math import prod

from ..text import Edit
from . import words
from .base import CHINESE, HAN
from .gbk import simple

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN = re.compile(rf"[À-ÿ¡-¿][\x80-\xff{_CP1252}\ufffd]+")
# Beyond ASCII, spaces and what prints nothing apart.
_UPPER = "[^\\x00-\\x7f\u00ad\u200b-\u200f\u2060\u3000\ufeff]"
_BEYOND = re.compile(rf"{_UPPER}+(?:\?{_UPPER}*)*")
_LOST = re.compile("(?:锟斤拷)+|(?:烫烫){2,}|(?:屯屯){2,}")
# How much what stands side by side counts beside what makes words.
_SHARE = 0.5
# How much likelier, a character, what is read anew has to be than what stands there.
_GAIN = 2.0
_CONTINUATION = tuple(range(0x80, 0xC0))
_NOT_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
# What a mark gains at the end of a line.
_AT_END = {
    "。": 4.0,
    "：": 5.0,
    "；": 3.0,
    "）": 2.0,
    "》": 2.0,
    "，": -6.0,
    "、": -6.0,
    "（": -6.0,
    "《": -6.0,
    "“": -6.0,
}
_AFTER_DIGIT, _BEFORE_DIGIT, _AT_START = "年月日号〕", "〔第（", "一二三四五六七八九十（第附"
# The marks of Chinese text by the first byte of their UTF-8, for when both others are gone.
_MARKS = {0xE2: "“”‘’—…", 0xE3: "。、〔〕《》【】", 0xEF: "，：；（）？！"}
_MOST = 5_000
# A byte; None for one that was lost and left a mark.
Bytes = list[int | None]


def edits(text: str) -> Iterator[Edit]:
    """Stretches decoded anew, and those that hold nothing any more as guesses that change nothing."""
    made = [*_latin(text), *_gbk(text)]
    if any(mark in text for mark in ("锟斤拷", "烫烫烫", "屯屯屯")):
        made += (Edit(found.start(), found.end(), found.group(), guess=True) for found in _LOST.finditer(text))
    place = 0
    for edit in sorted(made, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= place:
            yield edit
            place = edit.end


def _latin(text: str) -> Iterator[Edit]:
    """UTF-8 read as Latin-1 or Windows-1252; or GBK, where a run of several characters shows it."""
    singles: list[Edit] = []
    several = False
    for found in _LATIN.finditer(text):
        data = _bytes_of_latin(found.group())
        edit = _anew(text, found.start(), found.end(), data, _NOT_IN_CP1252)
        if edit:
            yield edit
        elif None not in data:
            new = bytes(byte or 0 for byte in data).decode("gb18030", "replace")
            if _all_chinese(new):
                several = several or len(new) > 2
                singles.append(Edit(found.start(), found.end(), new))
    if several:
        yield from singles


def _bytes_of_latin(text: str) -> Bytes:
    """Each character's byte in Windows-1252, the five places it leaves empty as in Latin-1."""
    return [None if one == "\ufffd" else one.encode("cp1252")[0] if one in _CP1252 else ord(one) for one in text]


def _all_chinese(text: str) -> bool:
    usual = words.common()
    return all(CHINESE.match(one) or one in "\u3000·—％" for one in text) and any(
        one in usual or one in "，。、" for one in text
    )


@cache
def _heads() -> re.Pattern[str]:
    """What the first two bytes of a Chinese character in UTF-8 look like in GBK, where a run of such begins."""
    leads = (0xE2, 0xE3, *range(0xE4, 0xEA), 0xEF)
    trails = (*range(0x80, 0xC0),)
    heads = "".join(bytes((lead, trail)).decode("gbk", "ignore") for lead in leads for trail in trails)
    return re.compile(f"[{re.escape(heads)}](?<!{_UPPER}.)")


def _gbk(text: str) -> Iterator[Edit]:
    """UTF-8 read as GBK."""
    made: list[Edit] = []
    for head in _heads().finditer(text):
        found = _BEYOND.match(text, head.start())
        data = _bytes_of_gbk(found.group()) if found else []
        edit = _anew(text, found.start(), found.end(), data, _CONTINUATION) if found else None
        if edit:
            made.append(edit)
    if sum(len(edit.text) for edit in made) > 2:
        yield from made


def _bytes_of_gbk(run: str) -> Bytes:
    data: Bytes = []
    for one in run:
        if one in "?\ufffd":
            data.append(None)
        elif one == "€":
            data.append(0x80)
        else:
            data += one.encode("gb18030", "ignore")
    return data


def _anew(text: str, start: int, end: int, data: Bytes, lost: tuple[int, ...]) -> Edit | None:
    """The edit that reads the bytes as UTF-8, when that is possible and much likelier than what stands there."""
    options = _read(data, lost)
    if not options:
        return None
    new = _likeliest(options, text[start - 1 : start] or "\n", text[end : end + 1] or "\n")
    if words.score(new) / len(new) > words.score(text[start:end]) / (end - start) + _GAIN:
        return Edit(start, end, new, guess=any(len(some) > 1 for some in options))
    return None


def _likeliest(options: list[list[str]], left: str, right: str) -> str:
    """The characters, each one of its options, that make the likeliest words between two neighbours."""
    vocabulary = words.frequencies()
    best: list[tuple[float, str]] = [(0.0, "")]
    for end in range(1, len(options) + 1):
        before = best[end - 1]
        sides = (left if end == 1 else "", right if end == len(options) else "")
        found = max(
            (before[0] + _mark(one, before[1], *sides) + _together(before[1] or left, one), before[1] + one)
            for one in options[end - 1]
        )
        for start in range(max(0, end - words.LONGEST), end - 1):
            some = options[start:end]
            if prod(map(len, some)) <= _MOST:
                for word in map("".join, product(*some)):
                    value = vocabulary.get(word)
                    if value is None:
                        continue
                    value += best[start][0] + _together(best[start][1] or left, word)
                    if value > found[0]:
                        found = value, best[start][1] + word
        best.append(found)
    return best[-1][1]


def _together(before: str, after: str) -> float:
    return _SHARE * words.association(simple(before[-1]), simple(after[0]))


def _mark(one: str, before: str, left: str, right: str) -> float:
    """The score of a single character: quotes in turns, and beside digits and line breaks what stands there."""
    score = words.single(one)
    if one in "“”":
        score += 3.0 if (one == "”") == (before.count("“") > before.count("”")) else -3.0
    if left.isdigit() and one in _AFTER_DIGIT:
        score += 6.0
    if right.isdigit() and one in _BEFORE_DIGIT:
        score += 4.0
    if left == "\n" and one in _AT_START:
        score += 4.0
    return score + (_AT_END.get(one, 0.0) if right == "\n" else 0.0)


def _read(data: Bytes, lost: tuple[int, ...]) -> list[list[str]]:
    """The characters of UTF-8, each with all it can be; empty where the bytes are not UTF-8 of Chinese text."""
    found: list[list[str]] = []
    place = 0
    while place < len(data):
        lead = data[place]
        place += 1
        if lead is None or not (0xE2 <= lead <= 0xEF or lead in (0xC2, 0xC3)):
            return []
        size = 2 if lead >= 0xE0 else 1
        rest: Bytes = []
        while place < len(data) and len(rest) < size and ((byte := data[place]) is None or 0x80 <= byte < 0xC0):
            rest.append(byte)
            place += 1
        some = _characters(lead, tuple(rest), size, lost)
        if not some:
            return []
        found.append(some)
    return found


@cache
def _begun_by(lead: int) -> list[str]:
    """The usual marks and commonest characters whose UTF-8 begins with a byte."""
    return [*_MARKS.get(lead, ""), *sorted(one for one in words.common() if one.encode()[0] == lead)]


def _characters(lead: int, rest: tuple[int | None, ...], size: int, lost: tuple[int, ...]) -> list[str]:
    """What a character can be of which a byte is missing or marked as lost: Chinese characters and usual marks."""
    if len(rest) == size and None not in rest:
        whole = bytes((lead, *(byte or 0 for byte in rest))).decode("utf-8", "ignore")
        return [whole] if whole else []
    known = [byte for byte in rest if byte is not None]
    if size - len(known) > 1:
        return _begun_by(lead) if rest else []
    slots = (1, 2) if len(rest) < size else (1 if rest[0] is None else 2,)
    made = {bytes((lead, *known[: slot - 1], byte, *known[slot - 1 :])) for slot in slots for byte in lost}
    decoded = sorted(one for code in made if (one := code.decode("utf-8", "ignore")))
    return [
        one
        for one in decoded
        if (re.match(f"[{HAN}]", one) and words.single(one) > words.UNKNOWN) or words.sign(one) > words.SIGN
    ]
