"""Text that was handled as GBK bytes and lost some: ？茀f becomes 。科協 again, 域?qū)<胰瞬湃后w 域專家人才群體.

Suspicious lines are read once more as bytes (`bytestream`). Where putting a byte back makes words of what was none, the
line is mended; which character the byte belonged to is chosen by the words around it and by how the document itself
goes on from its neighbours. Every repair is a guess that names the other readings; where none is clearly best and
little hangs on it, the text stays and is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise, product
from math import log

from ..text import Edit
from . import words
from .base import HAN, in_charset
from .bytestream import UNKNOWN, Unit, pair, penalty, read, simple, units
from .glosses import is_reading
from .script import is_traditional, simplify

# How much likelier, in nats, a mended stretch has to be (less where a decoder marked it), a choice than the next.
GAIN, MARKED_GAIN, MARGIN, NEAR = 7.0, 5.0, 1.0, 6.0
_CONTEXT, _JITTER, _LIKELY = 5, 3, 12
# Sound text scores about -5 a character, characters at random -11.
_UNLIKELY = -8.0
_BLANK = re.compile(r"\s+")
_BEFORE, _PIECE = 30, 12
_GLOSS = re.compile(r"[?？\ufffda-z]\(?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")
_LINE_LIMIT, _LIMIT, _FAILURES = 1_500, 60_000, 60

_HALF = {"，": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")"}

Characters = list[tuple[str, int, int]]


def edits(text: str) -> Iterator[Edit]:
    """The stretches in which bytes were lost, each replaced by its likeliest reading."""
    if not _suspect().search(text):
        return
    context = _Context(text)
    spent = place = 0
    for found in _suspect().finditer(text):
        if found.start() < place or not _unlikely(text, found):
            continue
        start, end = _stretch(text, found.start(), place)
        place = end
        spent += end - start
        if spent > _LIMIT or context.failures > _FAILURES:
            yield Edit(found.start(), found.end(), found.group(), guess=True)
            return
        for edit in _mend(text[start:end], context):
            yield Edit(start + edit.start, start + edit.end, edit.text, edit.alternatives, edit.guess)


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


class _Context:
    """What the document says of itself: its script, and which characters follow each other in it."""

    def __init__(self, text: str) -> None:
        self._text = text[:_LIMIT]
        self.failures = 0

    @cached_property
    def traditional(self) -> bool:
        return is_traditional(self._text)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self._text)

    @cached_property
    def follows(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(self._text))

    def bonus(self, before: str, characters: str, after: str) -> float:
        """For what stands together elsewhere in the document too, and is in its script."""
        pairs = pairwise((before, *characters, after))
        together = sum(min(log(1 + self.follows[two]), 4.0) for two in pairs)
        alone = sum(self._alone(one) for one in characters)
        return together + alone - 6.0 * sum(map(self._of_other_script, characters))

    def _alone(self, character: str) -> float:
        if "\u4e00" <= character <= "\u9fff":
            return min(log(1 + self.counts[character]), 4.0) / 2
        # Full-width punctuation of which the document has half-width forms only was not there.
        half = _HALF.get(character, "")
        return -4.0 if half and self.counts[half] > 3 and not self.counts[character] else 0.0

    def _of_other_script(self, character: str) -> bool:
        if not "\u4e00" <= character <= "\u9fff":
            return False
        return not in_charset(character, "big5" if self.traditional else "gb2312")


def _mend(line: str, context: _Context) -> Iterator[Edit]:
    stream = units(line)
    mended = read(stream, repair=True)
    characters = list(mended.characters)
    if all(text for text, _, _ in characters):
        return
    for begin, end in _regions(stream, characters):
        yield from _region(line, stream, characters, begin, end, context)


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
    line: str, stream: list[Unit], characters: Characters, begin: int, end: int, context: _Context
) -> Iterator[Edit]:
    """The edit for one stretch, when it is enough likelier than what the line has there."""
    low, high = stream[characters[begin][1]].place, stream[characters[end - 1][2] - 1].end
    left = "".join(text or "□" for text, _, _ in characters[max(0, begin - _CONTEXT) : begin])
    right = "".join(text or "□" for text, _, _ in characters[end : end + _CONTEXT])
    context.failures += 1
    if sum(not text for text, _, _ in characters[begin:end]) > 3 + (end - begin) // 8:
        return  # more holes than a loss here and there makes: no text was here
    pieces, costs, doubtful, others = list(characters[begin:end]), 0.0, False, []
    index = 0
    while index < len(pieces):
        if pieces[index][0]:
            index += 1
            continue
        costs += penalty(stream, *pieces[index][1:])
        if index + 1 < len(pieces) and not pieces[index + 1][0]:
            costs += penalty(stream, *pieces[index + 1][1:])
        choices = sorted(_choices(stream, pieces, index, left, right, context), key=lambda choice: -choice[0])
        if not choices:
            return
        value, new, index = choices[0]
        near = [choice for choice in choices[1:] if choice[0] > value - NEAR]
        doubtful = doubtful or any(choice[0] > value - MARGIN for choice in near)
        others += ["".join(text or "□" for text, _, _ in choice[1]) for choice in near[:3]]
        pieces = new
    mended = "".join(text for text, _, _ in pieces)
    gain = (
        words.score([*map(simple, left + mended + right)])
        + context.bonus(left[-1] if left else "\n", mended, right[0] if right else "\n")
        + costs
        - words.score([*map(simple, left + _damaged(stream, characters[begin][1], characters[end - 1][2]) + right)])
    )
    marked = "\ufffd" in line[low:high]
    if gain < (MARKED_GAIN if marked else GAIN) or (marked and len(mended) < 3 and not _odd(line[low:high])):
        return
    context.failures = 0
    if doubtful and len(mended) <= 2:
        yield Edit(low, high, line[low:high], tuple(dict.fromkeys([mended, *others])), guess=True)
    else:
        yield Edit(low, high, mended, tuple(dict.fromkeys(others)), guess=True)


def _odd(damaged: str) -> bool:
    """Whether an uncommon character stands in a stretch, and not only common ones beside a mark of damage."""
    return any("\u4e00" <= one <= "\u9fff" and simple(one) not in words.common() for one in damaged)


def _damaged(stream: list[Unit], start: int, end: int) -> str:
    return "".join(unit.text or "□" for unit in stream[start:end] if unit.first)


def _choices(
    stream: list[Unit], pieces: Characters, index: int, left: str, right: str, context: _Context
) -> Iterator[tuple[float, Characters, int]]:
    """Ways to fill a hole, with their scores: every character that its bytes allow, here or a few characters aside."""
    low, high = max(0, index - _CONTEXT - _JITTER), index + 1 + _CONTEXT + _JITTER
    ends = (left[-1] if left else "\n", right[0] if right else "\n")
    for shifted, hole in _shifts(stream, pieces, index):
        head = "".join(text for text, _, _ in shifted[low:hole])
        tail = "".join(text or "□" for text, _, _ in shifted[hole + 1 : high])
        before, after = [*map(simple, left + head)], [*map(simple, tail + right)]
        for filled in _fillings(stream, shifted, hole):
            value = words.score([*before, *map(simple, filled), *after[len(filled) - 1 :]])
            value += context.bonus(ends[0], f"{head}{filled}{tail[len(filled) - 1 :]}", ends[1])
            made = [(text, *piece[1:]) for text, piece in zip(filled, shifted[hole:], strict=False)]
            rest = hole + len(filled)
            yield value - 0.3 * abs(hole - index), [*shifted[:hole], *made, *shifted[rest:]], rest


def _fillings(stream: list[Unit], pieces: Characters, hole: int) -> Iterator[str]:
    """What can stand in a hole: a character; in two holes side by side, two that are likely ones or make a word."""
    first = _completions(stream, *pieces[hole][1:])
    if hole + 1 == len(pieces) or pieces[hole + 1][0]:
        yield from first
        return
    second = _completions(stream, *pieces[hole + 1][1:])
    vocabulary = words.frequencies()
    likely = [sorted(some, key=lambda one: -words.single(simple(one)))[:_LIKELY] for some in (first, second)]
    for one, two in product(first, second):
        if simple(one) + simple(two) in vocabulary or (one in likely[0] and two in likely[1]):
            yield one + two


def _shifts(stream: list[Unit], pieces: Characters, index: int) -> Iterator[tuple[Characters, int]]:
    """The stretch with its hole where it is, and, of a hole of one byte, a few characters to either side."""
    yield pieces, index
    _, start, end = pieces[index]
    if end - start != 1:
        return
    for by in range(1, _JITTER + 1):
        ahead = pieces[index + 1 : index + 1 + by]
        if len(ahead) == by and all(text and stop - at == 2 for text, at, stop in ahead):
            new = _pairs(stream, start, start + 2 * by)
            if new:
                hole = ("", start + 2 * by, start + 2 * by + 1)
                yield [*pieces[:index], *new, hole, *pieces[index + 1 + by :]], index + by
        behind = pieces[max(0, index - by) : index]
        if len(behind) == by and all(text and stop - at == 2 for text, at, stop in behind):
            new = _pairs(stream, start - 2 * by + 1, start + 1)
            if new:
                hole = ("", start - 2 * by, start - 2 * by + 1)
                yield [*pieces[: index - by], hole, *new, *pieces[index + 1 :]], index - by


def _pairs(stream: list[Unit], start: int, end: int) -> Characters:
    """The bytes of a range as characters of two, nothing when they do not make some."""
    made = [(pair(stream[at].value, stream[at + 1].value), at, at + 2) for at in range(start, end, 2)]
    return made if all(text for text, _, _ in made) else []


def _completions(stream: list[Unit], start: int, end: int) -> tuple[str, ...]:
    """The characters that the bytes of a hole can have belonged to."""
    first = stream[start]
    if end - start == 1:
        if first.value == UNKNOWN:
            return ()
        return _with(first.value, None) + (_with(None, first.value) if first.first else ())
    if first.value != UNKNOWN:
        return _with(first.value, None)
    found = _with(None, stream[start + 1].value)
    if not first.reading or not start:
        return found
    # The gloss names the character that the byte before and the lost lead byte were taken for.
    before = stream[start - 1].value
    return tuple(one for one in found if is_reading(first.reading, pair(before, one.encode("gbk")[0])))


@cache
def _with(lead: int | None, trail: int | None) -> tuple[str, ...]:
    """Characters with a given first or second byte that the dictionary or the table of signs knows."""
    leads = range(0x81, 0xFF) if lead is None else (lead,)
    trails = range(0x40, 0xFF) if trail is None else (trail,)
    found = (pair(one, two) for one in leads for two in trails)
    return tuple(one for one in found if one and words.single(simple(one)) > words.SIGN)
