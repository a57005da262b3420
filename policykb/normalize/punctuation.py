"""Half-width punctuation in Chinese text to full width, brackets of document numbers to 〔〕, straight quotes to “”.

What decides is the nearest letter on either side, punctuation and spaces passed over, so that a second run sees what
the first one saw. Addresses of the network, decimals, times and ratios between digits and whatever stands in Latin text
keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import Edit
from .base import HAN, SPACE

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_MARK = re.compile(r"[,;:?!]")
_BRACKET = re.compile(r"[()（）]")
_HAN = re.compile(f"[{HAN}]")
_URL = re.compile(r"(?:https?://|ftp://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+", re.ASCII)
# Passed over on the way to the nearest letter.
_NEUTRAL = frozenset(SPACE + ",;:?!()[]\"'%‰$#*" + "，；：？！（）［］。、“”‘’《》〈〉〔〕【】「」『』…")
_REACH = 12
_NUMBER = re.compile(
    rf"([(（\[［【﹝〈<《])[{SPACE}]{{0,2}}(?:19|20)[0-9]{{2}}[{SPACE}]{{0,2}}([)）\]］】﹞〉>》])"
    rf"(?=[{SPACE}]{{0,2}}(?:第[{SPACE}]?)?[0-9]{{1,5}}[{SPACE}]{{0,2}}(?:号|之))"
)
_AGENCY = re.compile(rf"[{HAN}A-Za-z][{SPACE}]{{0,2}}\Z")


def edits(text: str) -> Iterator[Edit]:
    """Edits of one character each, all keeping the length."""
    made: dict[int, str] = {}
    if any(mark in text for mark in ',;:?!()"'):
        apart = _Addresses(text)
        made.update(_marks(text, apart))
        made.update(_brackets(text, apart))
        made.update(_quotes(text, apart))
    made.update(_numbers(text))
    for place in sorted(made):
        if text[place] != made[place]:
            yield Edit(place, place + 1, made[place])


class _Addresses:
    """Which places lie within a network address."""

    def __init__(self, text: str) -> None:
        self._places = (
            {place for found in _URL.finditer(text) for place in range(found.start(), found.end())}
            if "@" in text or "://" in text or "www." in text
            else set()
        )

    def __contains__(self, place: int) -> bool:
        return place in self._places


def _before(text: str, place: int) -> str:
    """The nearest letter to the left on the same line, "" where there is none within reach."""
    for index in range(place - 1, max(-1, place - 1 - _REACH), -1):
        if text[index] not in _NEUTRAL:
            return text[index] if text[index] not in "\n\t" else ""
    return ""


def _after(text: str, place: int) -> str:
    for index in range(place + 1, min(len(text), place + 1 + _REACH)):
        if text[index] not in _NEUTRAL:
            return text[index] if text[index] not in "\n\t" else ""
    return ""


def _is_han(character: str) -> bool:
    return bool(character) and _HAN.match(character) is not None


def _marks(text: str, apart: _Addresses) -> Iterator[tuple[int, str]]:
    for found in _MARK.finditer(text):
        place = found.start()
        if place not in apart and (_is_han(_before(text, place)) or _is_han(_after(text, place))):
            yield place, _WIDE[found.group()]


def _brackets(text: str, apart: _Addresses) -> Iterator[tuple[int, str]]:
    """Pairs go together: full-width where one of them is, where Chinese stands between or beside them."""
    open_places: list[int] = []
    line_end = -1
    for found in _BRACKET.finditer(text):
        place = found.start()
        if place in apart:
            continue
        if place > line_end:
            for left in open_places:
                yield from _bracket(text, left, left)
            open_places = []
            line_end = text.find("\n", place)
            line_end = len(text) if line_end < 0 else line_end
        if found.group() in "(（":
            open_places.append(place)
        elif open_places:
            yield from _bracket(text, open_places.pop(), place)
        else:
            yield from _bracket(text, place, place)
    for left in open_places:
        yield from _bracket(text, left, left)


def _bracket(text: str, left: int, right: int) -> Iterator[tuple[int, str]]:
    if text[left] in "（）" and text[right] in "（）":
        return
    if (
        text[left] in "（）"
        or text[right] in "（）"
        or _is_han(_before(text, left))
        or _is_han(_after(text, right))
        or _HAN.search(text, left, right)
    ):
        for place in {left, right}:
            yield place, _WIDE.get(text[place], text[place])


def _quotes(text: str, apart: _Addresses) -> Iterator[tuple[int, str]]:
    """Straight double quotes, taken in pairs along a line, where Chinese stands between or beside them."""
    start = text.find('"')
    while start >= 0:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        places = [place for place in range(start, end) if text[place] == '"' and place not in apart]
        for left, right in zip(places[::2], places[1::2], strict=False):
            if _is_han(_before(text, left)) or _is_han(_after(text, right)) or _HAN.search(text, left, right):
                yield left, "“"
                yield right, "”"
        start = text.find('"', end)


def _numbers(text: str) -> Iterator[tuple[int, str]]:
    """内科发〔2021〕1号, whatever brackets the source has; a court's case number has letters after the bracket."""
    for found in _NUMBER.finditer(text):
        if _AGENCY.search(text, max(0, found.start() - 3), found.start()):
            yield found.start(1), "〔"
            yield found.start(2), "〕"
