"""What can have stood where a byte is missing: every character that the bytes allow, here or a few characters aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from . import words
from .gbk import Unit, completions, pair, simple
from .surroundings import Surroundings, balance

Characters = list[tuple[str, int, int]]
CONTEXT = 5
_JITTER, _LIKELY, _MOST = 3, 12, 80


def choices(
    stream: list[Unit], pieces: Characters, index: int, left: str, right: str, near: Surroundings
) -> Iterator[tuple[float, Characters, int]]:
    """Ways to fill the hole at an index: the score, the characters as they are then, and the index behind the hole.

    `left` and `right` are the line before and after.
    """
    low, high = max(0, index - CONTEXT - _JITTER), index + 1 + CONTEXT + _JITTER
    for shifted, hole in _shifts(stream, pieces, index):
        head = "".join(text for text, _, _ in shifted[low:hole])
        tail = "".join(text or "□" for text, _, _ in shifted[hole + 1 : high])
        for filled in _fillings(stream, shifted, hole, head[-1:] or left[-1:], tail[:1] or right[:1]):
            rest = tail[len(filled) - 1 :]
            value = near.value(left[-CONTEXT:], head + filled + rest, right[:CONTEXT])
            value += balance(left + head, filled, rest + right)
            made = [(text, *piece[1:]) for text, piece in zip(filled, shifted[hole:], strict=False)]
            behind = hole + len(filled)
            yield value - 0.3 * abs(hole - index), [*shifted[:hole], *made, *shifted[behind:]], behind


def _fillings(stream: list[Unit], pieces: Characters, hole: int, before: str, after: str) -> Iterable[str]:
    """What can stand in a hole: a character; in two holes side by side, two that are likely ones or make a word."""
    first = completions(stream, *pieces[hole][1:])
    if hole + 1 == len(pieces) or pieces[hole + 1][0]:
        return first if len(first) <= _MOST else sorted(first, key=lambda one: _fit(before, one, after))[-_MOST:]
    return _twins(first, completions(stream, *pieces[hole + 1][1:]))


def _twins(first: tuple[str, ...], second: tuple[str, ...]) -> Iterator[str]:
    vocabulary = words.frequencies()
    likely = [sorted(some, key=lambda one: -words.single(simple(one)))[:_LIKELY] for some in (first, second)]
    for one, two in product(first[:2000], second[:2000] if len(first) < 500 else likely[1]):
        if simple(one) + simple(two) in vocabulary or (one in likely[0] and two in likely[1]):
            yield one + two


def _fit(before: str, one: str, after: str) -> float:
    middle = simple(one)
    together = words.association(simple(before or "\n"), middle) + words.association(middle, simple(after or "\n"))
    return words.single(middle) + together


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
