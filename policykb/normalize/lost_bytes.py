"""Text that was handled as GBK bytes and lost some: ？茀f becomes 。科協 again, 域?qū)<胰瞬湃后w 域專家人才群體.

Suspicious lines are read once more as bytes (`bytestream`). Where putting a byte back makes words of what was none, the
line is mended; which character the byte belonged to is chosen by the words around it and by how the document itself
goes on from its neighbours. Every repair is a guess that names the other readings; where none is clearly best and
little hangs on it, the text stays and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..text import Edit
from . import words
from .base import HAN
from .bytestream import penalty, read
from .fillings import CONTEXT, Characters, choices
from .gbk import UNKNOWN, Unit, simple, units
from .script import simplify
from .surroundings import Surroundings, balance

# How much likelier, in nats, a mended stretch has to be (less where a decoder marked it), a choice than the next.
GAIN, MARKED_GAIN, KNOWN_GAIN, MARGIN, NEAR = 8.0, 4.0, 2.0, 0.5, 6.0
# Sound text scores about -5 a character, characters at random -11.
_UNLIKELY = -9.0
# The same where nothing is left of a character: it is known by its neighbours alone.
BARE_MARGIN = 3.0
_BLANK = re.compile(r"\s+")
_BEFORE, _PIECE = 30, 12
_GLOSS = re.compile(r"[?？\ufffda-z]\(?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")
_LINE_LIMIT, _LIMIT, _FAILURES = 1_500, 60_000, 60

_WHOLE = re.compile(rf"[^\n]{{1,{_LINE_LIMIT}}}")


def edits(text: str) -> Iterator[Edit]:
    """The stretches in which bytes were lost, each replaced by its likeliest reading.

    Once a repair shows that a document is damaged, all of its lines are read again, and less is asked of each repair.
    """
    if not _suspect().search(text):
        return
    near = Surroundings(text)
    made = list(_suspicious(text, near))
    if any(edit.text != text[edit.start : edit.end] for edit in made) and len(text) <= _LIMIT:
        near.failures = 0
        made = list(_everywhere(text, near))
    yield from made


def _suspicious(text: str, near: Surroundings) -> Iterator[Edit]:
    """Repairs of what looks damaged."""
    spent = place = 0
    for found in _suspect().finditer(text):
        if found.start() < place or not _unlikely(text, found):
            continue
        start, end = _stretch(text, found.start(), place)
        place = end
        spent += end - start
        if spent > _LIMIT or near.failures > _FAILURES:
            yield Edit(found.start(), found.end(), found.group(), guess=True)
            return
        yield from _shifted(_mend(text[start:end], near, GAIN), start)


def _everywhere(text: str, near: Surroundings) -> Iterator[Edit]:
    """Repairs of every line of a document that is known to be damaged."""
    for found in _WHOLE.finditer(text):
        yield from _shifted(_mend(found.group(), near, KNOWN_GAIN), found.start())


def _shifted(edits: Iterator[Edit], by: int) -> Iterator[Edit]:
    for edit in edits:
        yield Edit(edit.start + by, edit.end + by, edit.text, edit.alternatives, edit.guess)


@cache
def _suspect() -> re.Pattern[str]:
    """What damaged stretches have and sound ones seldom: uncommon characters, lone letters behind Chinese."""
    every = list(map(chr, range(0x4E00, 0x9FA6)))
    simplified = simplify("\n".join(every)).split("\n")
    usual = words.common()
    rare = "".join(old for old, new in zip(every, simplified, strict=True) if new not in usual)
    odd = f"[{rare}\u0370-\u04ff\u2200-\u22ff\u2460-\u257f\u3040-\u312f\ue000-\uf8ff]"
    return re.compile(
        rf"\ufffd|{odd}|[{HAN}][a-z@`{{|}}~^_\\](?![A-Za-z0-9])|[?？][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{{1,6}}\)"
    )


def _unlikely(text: str, found: re.Match[str]) -> bool:
    """Whether the words around a suspicious place are none: a cheap look before the line is read as bytes."""
    if len(found.group()) > 1 or found.group() == "\ufffd":
        return True
    place, vocabulary = found.start(), words.frequencies()
    left, here, right = map(simple, (text[place - 1 : place], text[place], text[place + 1 : place + 2]))
    if left + here in vocabulary or here + right in vocabulary:
        return False
    return _scores_low(text[max(0, place - 2) : found.end() + 5])


def _scores_low(piece: str) -> bool:
    window = _BLANK.sub("", piece)
    return words.score([*map(simple, window)]) < _UNLIKELY * len(window)


def _stretch(text: str, place: int, earliest: int) -> tuple[int, int]:
    """What is to be read as bytes: from a little before a suspicious place, within its line, to where text is sound."""
    start = max(text.rfind("\n", 0, place) + 1, place - _BEFORE, earliest)
    limit = text.find("\n", place)
    limit = min(len(text) if limit < 0 else limit, start + _LINE_LIMIT)
    end, sound = place, 0
    while end < limit and sound < 3:
        piece = text[end : end + _PIECE]
        sound = 0 if _scores_low(piece) or "\ufffd" in piece or _GLOSS.search(piece) else sound + 1
        end += _PIECE
    return start, min(end, limit)


def _mend(line: str, near: Surroundings, least: float) -> Iterator[Edit]:
    """The edits for a stretch of a line, each worth at least so much."""
    stream = units(line)
    mended = read(stream, repair=True)
    characters = list(mended.characters)
    if all(text for text, _, _ in characters):
        return
    for region in _regions(stream, characters):
        yield from _region(line, stream, characters, region, near, least)


def _regions(stream: list[Unit], characters: Characters) -> Iterator[tuple[int, int]]:
    """Stretches of characters that are not what the line has, as indices."""
    begin = -1
    for index, (text, start, end) in enumerate(characters):
        faithful = text != "" and stream[start].first and (end == len(stream) or stream[end].first)
        if not faithful and begin < 0:
            begin = index
        elif faithful and begin >= 0:
            yield begin, index
            begin = -1
    if begin >= 0:
        yield begin, len(characters)


def _region(
    line: str, stream: list[Unit], characters: Characters, region: tuple[int, int], near: Surroundings, least: float
) -> Iterator[Edit]:
    """The edit for one stretch, when it is enough likelier than what the line has there."""
    begin, end = region
    low, high = stream[characters[begin][1]].place, stream[characters[end - 1][2] - 1].end
    left = "".join(text or "□" for text, _, _ in characters[:begin])
    right = "".join(text or "□" for text, _, _ in characters[end:])
    near.failures += 1
    if sum(not text for text, _, _ in characters[begin:end]) > 3 + (end - begin) // 8:
        return  # more holes than a loss here and there makes: no text was here
    pieces, costs, doubtful, others = list(characters[begin:end]), 0.0, False, []
    index, bare = 0, True
    while index < len(pieces):
        if pieces[index][0]:
            index += 1
            continue
        hole = pieces[index][1:]
        costs += penalty(stream, *hole)
        if index + 1 < len(pieces) and not pieces[index + 1][0]:
            costs += penalty(stream, *pieces[index + 1][1:])
        found = sorted(choices(stream, pieces, index, left, right, near), key=lambda choice: -choice[0])
        if not found:
            return
        value, new, index = found[0]
        close = [choice for choice in found[1:] if choice[0] > value - NEAR]
        blank = all(unit.value == UNKNOWN for unit in stream[slice(*hole)])
        bare = bare and blank
        doubtful = doubtful or any(choice[0] > value - (BARE_MARGIN if blank else MARGIN) for choice in close)
        others += ["".join(text or "□" for text, _, _ in choice[1]) for choice in close[:3]]
        pieces = new
    mended = "".join(text for text, _, _ in pieces)
    damaged = _damaged(stream, characters[begin][1], characters[end - 1][2])
    sides = left[-CONTEXT:], right[:CONTEXT]
    gain = near.value(sides[0], mended, sides[1]) + balance(left, mended, right) + costs
    gain -= near.value(sides[0], damaged, sides[1], own=1) + balance(left, damaged, right)
    if gain < (min(least, MARKED_GAIN) if "\ufffd" in line[low:high] else least):
        return
    near.failures = 0
    if (doubtful and len(mended) <= 2) or (bare and least > KNOWN_GAIN):
        yield Edit(low, high, line[low:high], tuple(dict.fromkeys([mended, *others])), guess=True)
    else:
        yield Edit(low, high, mended, tuple(dict.fromkeys(others)), guess=True)


def _damaged(stream: list[Unit], start: int, end: int) -> str:
    return "".join(unit.text or "□" for unit in stream[start:end] if unit.first)
