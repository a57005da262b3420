"""The likeliest reading of a line's GBK bytes when some of them may be missing.

When a text is handled byte by byte as GBK and a byte falls out, every character after it is put together from the
second half of one and the first half of the next, until a single byte (a letter, a line's end) brings them into step
again. The reading found here puts a byte back wherever that makes words of what was none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import words
from .gbk import UNKNOWN, Unit, best_single, pair, plain_completions, simple

# What it costs that a byte was lost, which is rare; that the reading falls into step again, where a decoder leaves out
# or marks the byte it cannot place.
LOST, RESYNC = -6.0, -3.0
_NONE: frozenset[str] = frozenset()
# A character, "" for one to be guessed, and its bytes [start, end).
Piece = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a stream: for each character its text ("" for one to be guessed) and its bytes [start, end)."""

    score: float
    characters: tuple[tuple[str, int, int], ...]


def read(stream: list[Unit], repair: bool) -> Reading:
    """The likeliest reading; with `repair` bytes may be put back, without it every byte keeps its place."""
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
        for end, value, made in _words(stream, start, repair):
            offer(end, here + value, made)
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
        value = words.LONE_LATIN if lone else words.sign(unit.text)
        yield unit.text, start + 1, value if unit.value >= 0 else words.single(simple(unit.text))


def _words(stream: list[Unit], start: int, repair: bool) -> Iterator[tuple[int, float, tuple[Piece, ...]]]:
    """The words that begin at a place, as (end, score, characters); with `repair`, of one character a byte may miss."""
    vocabulary, continuations = words.frequencies(), words.continuations()
    begun: list[tuple[int, str, tuple[Piece, ...], float]] = [(start, "", (), 0.0)]
    while begun:
        place, word, made, cost = begun.pop()
        character = "" if place + 1 >= len(stream) else pair(stream[place].value, stream[place + 1].value)
        if character and (repair or stream[place].first):
            new, whole = word + simple(character), (*made, (character, place, place + 2))
            known = vocabulary.get(new)
            if known is None and not made:
                known = words.single(new)
            if known is not None:
                yield place + 2, known + cost, whole
            if new in continuations and len(whole) < words.LONGEST:
                begun.append((place + 2, new, whole, cost))
        if not repair or cost:
            continue
        for end, lost in _holes(stream, place):
            able = plain_completions(stream, place, end)
            hole = (*made, ("", place, end))
            if not made:
                yield end, best_single(able) + lost, hole
                after = "" if end + 1 >= len(stream) else pair(stream[end].value, stream[end + 1].value)
                able = able & words.beginnings().get(simple(after), _NONE) if after else _NONE
            else:
                able = able & continuations.get(word, _NONE)
            for one in able:
                if made and (known := vocabulary.get(word + one)) is not None:
                    yield end, known + lost, hole
                if word + one in continuations and len(hole) < words.LONGEST:
                    begun.append((end, word + one, hole, lost))


def _holes(stream: list[Unit], start: int) -> Iterator[tuple[int, float]]:
    """Characters of which a byte is missing or unknown, as (end, cost)."""
    if start >= len(stream):
        return
    value = stream[start].value
    if value >= 0x40 or value == UNKNOWN:
        yield start + 1, penalty(stream, start, start + 1)
    if start + 1 < len(stream):
        other = stream[start + 1].value
        if (value == UNKNOWN) != (other == UNKNOWN) and value != -2 and other != -2:
            known = other if value == UNKNOWN else value
            if known >= 0x40:
                yield start + 2, RESYNC


def penalty(stream: list[Unit], start: int, end: int) -> float:
    """What it costs to take the bytes [start, end) for a character that is not whole."""
    return LOST if end - start == 1 and stream[start].first and stream[start].value != UNKNOWN else RESYNC


def _trace(back: list[tuple[tuple[str, int, int], ...]]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    place = len(back) - 1
    while place > 0 and back[place]:
        found += reversed(back[place])
        place = back[place][0][1]
    return found[::-1]
