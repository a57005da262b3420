"""Words that one looks for when another was typed: data/synonyms.tsv, a word and its others a row.

A word finds its others and each of them finds the word; the others do not find each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ..lexicon import load
from . import analysis

# A name of so many characters is looked for inside running text; a shorter one only as a whole word.
_LONG = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a query with the other ways to say it."""

    text: str
    others: tuple[str, ...] = ()


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Each word of the list, folded, with the words it finds besides itself, in the order of the list."""
    found: dict[str, dict[str, None]] = {}
    for row in load("synonyms"):
        word = analysis.fold(row["word"])
        for other in map(analysis.fold, row["others"].split(" ")):
            found.setdefault(word, {})[other] = None
            found.setdefault(other, {})[word] = None
    return MappingProxyType({word: tuple(others) for word, others in found.items()})


def units(text: str) -> list[Unit]:
    """The words of a text in order, a name of several words as one where the list knows it."""
    found: list[Unit] = []
    for piece in _pieces(analysis.fold(text)):
        if piece in groups():
            found.append(Unit(piece, groups()[piece]))
        else:
            found += _joined(analysis.words(piece))
    return found


def _pieces(text: str) -> Iterator[str]:
    """The text cut before and after each long name of the list, the longest name that begins at a place first."""
    place = start = 0
    while place < len(text):
        name = next((name for name in _names_by_start().get(text[place], ()) if text.startswith(name, place)), None)
        if name is None:
            place += 1
            continue
        if start < place:
            yield text[start:place]
        yield name
        place = start = place + len(name)
    if start < len(text):
        yield text[start:]


@cache
def _names_by_start() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in sorted(groups(), key=lambda name: (-len(name), name)):
        if len(name) >= _LONG:
            found.setdefault(name[0], []).append(name)
    return {first: tuple(names) for first, names in found.items()}


def _joined(words: list[str]) -> Iterator[Unit]:
    place = 0
    while place < len(words):
        end = next((end for end in (place + 2, place + 1) if "".join(words[place:end]) in groups()), place + 1)
        text = "".join(words[place : min(end, len(words))])
        yield Unit(text, groups().get(text, ()))
        place = end
