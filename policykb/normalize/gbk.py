"""A line as the GBK bytes it once was, and the characters that a part of their bytes leaves possible."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from . import words
from .glosses import GLOSS, is_reading
from .script import simplify

UNKNOWN = -1
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


def plain_completions(stream: list[Unit], start: int, end: int) -> frozenset[str]:
    """The characters that the bytes of a hole can have belonged to, as the dictionary writes them."""
    return _plain(completions(stream, start, end))


@cache
def _plain(characters: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(simple, characters))


def completions(stream: list[Unit], start: int, end: int) -> tuple[str, ...]:
    """The characters that the bytes of a hole can have belonged to."""
    first = stream[start]
    if end - start == 1:
        if first.value == UNKNOWN:
            return _of_unplaced(_follower(stream, start))
        return having(first.value, None) + (having(None, first.value) if first.first else ())
    if first.value != UNKNOWN:
        return _before_unplaced(first.value, _follower(stream, start + 1))
    found = having(None, stream[start + 1].value)
    if not first.reading or not start:
        return found
    # The gloss names the character that the byte before and the lost lead byte were taken for.
    before = stream[start - 1].value
    return tuple(one for one in found if is_reading(first.reading, pair(before, one.encode("gbk")[0])))


def _follower(stream: list[Unit], at: int) -> int:
    """The byte after one that no decoder could place; -1 where it says nothing."""
    return stream[at + 1].value if at + 1 < len(stream) else -1


@cache
def _unplaced(follower: int) -> tuple[int, ...]:
    """The bytes that make no character with the one after them: what a decoder's mark can stand for."""
    return tuple(byte for byte in range(0x81, 0xFF) if follower < 0 or not pair(byte, follower))


@cache
def _of_unplaced(follower: int) -> tuple[str, ...]:
    """Characters of which such a byte is the first or second one."""
    found = (one for byte in _unplaced(follower) for one in (*having(byte, None), *having(None, byte)))
    return tuple(dict.fromkeys(found))


@cache
def _before_unplaced(lead: int, follower: int) -> tuple[str, ...]:
    """Characters of a first byte whose second is such a byte."""
    trails = _unplaced(follower)
    return tuple(one for one in having(lead, None) if one.encode("gbk")[1] in trails)


@cache
def having(lead: int | None, trail: int | None) -> tuple[str, ...]:
    """Characters with a given first or second byte that the dictionary or the table of signs knows."""
    leads = range(0x81, 0xFF) if lead is None else (lead,)
    trails = range(0x40, 0xFF) if trail is None else (trail,)
    found = (pair(one, two) for one in leads for two in trails)
    return tuple(one for one in found if one and words.single(simple(one)) > words.SIGN)


@cache
def best_single(characters: frozenset[str]) -> float:
    """The score of the likeliest of some characters on its own."""
    return max(map(words.single, characters), default=float("-inf"))
