"""English questions in Chinese words, by data/glossary_en.tsv: phrase by phrase, the longest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ..lexicon import column

_WORD = re.compile(r"[a-z0-9&]+(?:['’.-][a-z0-9&]+)*|[^\sa-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words without which the Chinese question says the same.
_SILENT = frozenset(
    re.split(
        " ",
        "a an the of in on at to for from by with and or is are was were be been do does did has have had it its there "
        "this that these those as will would can could many much any all each every please tell me us about into than "
        "their our your his her not per end year years until before under new what",
    )
)


def is_english(question: str) -> bool:
    """Whether a question has Latin letters and no Chinese characters."""
    return not _HAN.search(question) and any(character.isascii() and character.isalpha() for character in question)


def translate(question: str) -> tuple[str, tuple[str, ...]]:
    """The question in Chinese words in the order of the English, and the words that the glossary does not have."""
    words = _WORD.findall(question.lower())
    found: list[str] = []
    unknown: list[str] = []
    place = 0
    while place < len(words):
        length, meaning = _longest(words, place)
        word = words[place]
        if meaning is not None:
            found.append(meaning)
        elif _YEAR.fullmatch(word):
            found.append(f"{word}年")
        elif not word[0].isalpha():
            found.append(word)
        elif word not in _SILENT:
            unknown.append(word)
            found.append(word)
        place += length
    return " ".join(found), tuple(unknown)


def _longest(words: list[str], place: int) -> tuple[int, str | None]:
    for length in range(min(_longest_entry(), len(words) - place), 0, -1):
        phrase = " ".join(words[place : place + length])
        for form in _forms(phrase):
            if form in _glossary():
                return length, _glossary()[form]
    return 1, None


def _forms(phrase: str) -> tuple[str, ...]:
    """A phrase and what it may be when its last word is in the plural, the past or goes on."""
    stems = [phrase.removesuffix(ending) for ending in ("s", "es", "ed", "ing") if phrase.endswith(ending)]
    return (phrase, *stems, *(f"{stem}e" for stem in stems))


@cache
def _glossary() -> Mapping[str, str]:
    return column("glossary_en", "chinese")


@cache
def _longest_entry() -> int:
    return max(len(entry.split()) for entry in _glossary())
