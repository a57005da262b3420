"""A line as the GBK bytes it once was, and the likeliest reading of them when some bytes may be missing.

When a text is handled byte by byte as GBK and a byte falls out, every character after it is put together from the
second half of one and the first half of the next, until a single byte (a letter, a line's end) brings them into step
again. The reading found here puts a byte back wherever that makes words of what was none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from . import words
from .glosses import GLOSS
from .script import simplify

UNKNOWN = -1
# What a character costs that is not known yet, and on top of it: that a byte was lost, which is rare; that the reading
# falls into step again, where a decoder leaves out or marks the byte it cannot place.
UNREAD, LOST, RESYNC = -3.0, -9.0, -3.0
# An orphan lead byte that swallowed the bracket of a gloss: 域?qū)…
_SWALLOWED = re.compile(r"[?？\ufffd]([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6})[)）]")
_GLOSS = re.compile(GLOSS)


@dataclass(frozen=True, slots=True)
class Unit:
    """A byte of the stream: its value, UNKNOWN, or -2 for a character that is not of the character set.

    Args:
        place: where the character begins that the byte came from, in the line.
        first: whether the byte is the first of its character.
        end: where that character ends, with the gloss behind it.
        text: the character itself, of a byte that stands for itself.
        reading: of an unknown byte, the gloss that names the character it is the second half of.
    """

    value: int
    place: int
    end: int
    first: bool = True
    text: str = ""
    reading: str = ""


def units(line: str) -> list[Unit]:
    """The bytes of a line. Half-width punctuation is taken as the full-width form it was made from."""
    stream: list[Unit] = []
    place = 0
    while place < len(line):
        swallowed = _SWALLOWED.match(line, place)
        gloss = _GLOSS.match(line, place + 1)
        end = gloss.end() if gloss else place + 1
        character = line[place]
        if swallowed:
            stream.append(Unit(UNKNOWN, place, swallowed.end(), text="\ufffd", reading=swallowed[1]))
            end = swallowed.end()
        elif character == "\ufffd":
            stream.append(Unit(UNKNOWN, place, end, text=character))
        else:
            code = _code(character)
            if len(code) == 2:
                stream += (Unit(code[0], place, end, text=character), Unit(code[1], place, end, first=False))
            else:
                stream.append(Unit(code[0] if code else -2, place, end, text=character))
        place = end
    return stream


@cache
def _code(character: str) -> bytes:
    if "!" <= character <= "?" and not character.isalnum():
        return bytes((0xA3, ord(character) + 0x80))
    try:
        code = character.encode("gb18030")
    except UnicodeEncodeError:
        return b""
    return code if len(code) <= 2 else b""


@cache
def pair(lead: int, trail: int) -> str:
    """The character of two bytes, "" where there is none."""
    if lead < 0x81 or trail < 0x40:
        return ""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def simple(character: str) -> str:
    """The character as the dictionary writes it: simplified, ASCII punctuation full-width."""
    new = simplify(character)
    return {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}.get(new, new)


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a stream: for each character its text ("" for one to be guessed) and its bytes [start, end)."""

    score: float
    characters: tuple[tuple[str, int, int], ...]


def read(stream: list[Unit], repair: bool) -> Reading:
    """The likeliest reading; with `repair` bytes may be put back, without it every byte keeps its place."""
    vocabulary = words.frequencies()
    best: list[float] = [0.0] + [float("-inf")] * len(stream)
    back: list[tuple[tuple[str, int, int], ...]] = [()] * (len(stream) + 1)

    def offer(end: int, value: float, made: tuple[tuple[str, int, int], ...]) -> None:
        if value > best[end]:
            best[end], back[end] = value, made

    for start in range(len(stream)):
        if best[start] == float("-inf"):
            continue
        here = best[start]
        for text, end, value in _own(stream, start):
            offer(end, here + value, ((text, start, end),))
        if repair:
            for end, value in _holes(stream, start):
                offer(end, here + value, (("", start, end),))
        made: list[tuple[str, int, int]] = []
        place, word = start, ""
        while len(made) < words.LONGEST and place + 1 < len(stream):
            if not repair and not stream[place].first:
                break
            character = pair(stream[place].value, stream[place + 1].value)
            if not character:
                break
            made.append((character, place, place + 2))
            word += simple(character)
            place += 2
            known = vocabulary.get(word)
            if known is None and len(made) == 1:
                known = words.single(word)
            if known is not None:
                offer(place, here + known, tuple(made))
    return Reading(best[-1], tuple(_trace(back)))


def _own(stream: list[Unit], start: int) -> Iterator[tuple[str, int, float]]:
    """The character at a place read as what it is there: a single byte, or something outside the character set."""
    unit = stream[start]
    if unit.value == UNKNOWN:
        yield unit.text, start + 1, words.sign("\ufffd")
    elif unit.value < 0x80:
        lone = unit.text.isalpha() and not any(
            0 <= near < len(stream) and stream[near].text.isascii() and stream[near].text.isalnum()
            for near in (start - 1, start + 1)
        )
        value = words.LONE_LATIN if lone and unit.text.islower() else words.sign(unit.text)
        yield unit.text, start + 1, value if unit.value >= 0 else words.single(simple(unit.text))


def _holes(stream: list[Unit], start: int) -> Iterator[tuple[int, float]]:
    """Characters of which a byte is missing or unknown, as (end, score)."""
    value = stream[start].value
    if value >= 0x40 or value == UNKNOWN:
        yield start + 1, UNREAD + penalty(stream, start, start + 1)
    if start + 1 < len(stream):
        other = stream[start + 1].value
        if (value == UNKNOWN) != (other == UNKNOWN) and value != -2 and other != -2:
            known = other if value == UNKNOWN else value
            if known >= 0x40:
                yield start + 2, UNREAD + RESYNC


def penalty(stream: list[Unit], start: int, end: int) -> float:
    """What it costs to take the bytes [start, end) for a character that is not whole."""
    return LOST if end - start == 1 and stream[start].first else RESYNC


def _trace(back: list[tuple[tuple[str, int, int], ...]]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    place = len(back) - 1
    while place > 0 and back[place]:
        found += reversed(back[place])
        place = back[place][0][1]
    return found[::-1]
