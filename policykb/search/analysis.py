"""The one analysis that indexing, searching and asking share: text -> folded text -> tokens.

Folding keeps the length, so a token's place in the folded text is its place in the text. Chinese runs are cut by
rjieba, or by jieba, which gives the same words; runs of letters and digits are cut here, so that the two agree by
construction. Positions count words without gaps. The number of a document, however written, is one token: 〔2021〕1号.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import opencc

# Part of the index's fingerprint: raise it when the same text would give other tokens.
ANALYSIS_VERSION = 1

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPEN, _CLOSE = "\\[(〔【〖﹝{<〈", "\\])〕】〗﹞}>〉"
_PLAIN = rf"""
    (?P<han>[{_HAN}]+)
  | (?P<word>[^\W\d_{_HAN}]+)
  | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*)
"""
_NUMBER = rf"""
    (?P<number> (?: [{_OPEN}]\x20?(?P<y1>(?:19|20)\d\d)\x20?(?:年\x20?)?[{_CLOSE}] | (?<!\d)(?P<y2>(?:19|20)\d\d)年 )
                \x20?(?:第\x20?)?0*(?P<n>\d{{1,5}})\x20?号)
"""
_RUN = re.compile(_PLAIN, re.VERBOSE)
_RUN_OR_NUMBER = re.compile(f"{_NUMBER}|{_PLAIN}", re.VERBOSE)
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its place: [start, end) in code points of the text, `position` in words from 0."""

    text: str
    start: int
    end: int
    position: int


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """Simplified script, half-width letters and signs, small letters; as many code points as the text has."""
    convert = _simplifier().convert
    # Twice, since the tables turn a few rare characters into ones that are themselves traditional (薴 苧 苎).
    folded = _same_length(_same_length(text.translate(_WIDTH), convert), convert)
    return _same_length(folded, str.lower)


def _same_length(text: str, change: Callable[[str], str]) -> str:
    changed = change(text)
    if len(changed) == len(text):
        return changed
    return "".join(new if len(new := change(character)) == 1 else character for character in text)


def cut(run: str) -> list[str]:
    """The words of a run of Chinese characters in simplified script, in order; joined they are the run."""
    return _cutter().cut(run)


@dataclass(frozen=True, slots=True)
class _Cutter:
    """What cuts runs of Chinese characters, and its dictionary."""

    cut: Callable[[str], list[str]]
    has_word: Callable[[str], bool]


@cache
def _cutter() -> _Cutter:
    try:
        import rjieba
    except ImportError:
        # There is no wheel of it for every machine; jieba gives the same words, fifteen times slower.
        import jieba

        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
        return _Cutter(jieba.lcut, lambda word: bool(jieba.dt.FREQ.get(word)))
    return _Cutter(rjieba.cut, rjieba.Jieba().has_word)


@lru_cache(maxsize=1 << 16)
def subwords(word: str) -> tuple[str, ...]:
    """The dictionary's words of two and three characters inside a longer word, as jieba's search mode gives them."""
    if len(word) < 3 or word.isascii():
        return ()
    parts = [word[i : i + 2] for i in range(len(word) - 1)]
    if len(word) > 3:
        parts += [word[i : i + 3] for i in range(len(word) - 2)]
    return tuple(filter(_cutter().has_word, parts))


def tokens(text: str) -> list[Token]:
    """The words of a text in order, their positions without gaps; the text need not be folded."""
    found: list[Token] = []
    for kind, run, start, end in _runs(fold(text), _RUN_OR_NUMBER):
        if kind != "han":
            found.append(Token(run, start, end, len(found)))
            continue
        place = start
        for word in cut(run):
            found.append(Token(word, place, place + len(word), len(found)))
            place += len(word)
    return found


def words(text: str) -> list[str]:
    """The words of a text, without their places."""
    found: list[str] = []
    for kind, run, _, _ in _runs(fold(text), _RUN_OR_NUMBER):
        found += cut(run) if kind == "han" else (run,)
    return found


def pairs(text: str) -> list[str]:
    """Each two neighbouring characters of the Chinese runs, with the last character of a run; other runs whole."""
    return _pairs_and_squeezed(fold(text))[0]


def squeeze(text: str) -> str:
    """The text without spaces and signs, as phrases are compared.

    One space stays between two numbers or Latin words, so that they do not become one.
    """
    return _pairs_and_squeezed(fold(text))[1]


def squeezed(text: str) -> tuple[str, list[int]]:
    """The squeezed text, and for each of its characters the place in the text.

    The list is one longer than the text: it ends with the end of the last run.
    """
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for _, run, start, end in _runs(fold(text), _RUN):
        if pieces and _parted(pieces[-1], last, run, start):
            pieces.append(" ")
            places.append(last)
        pieces.append(run)
        places += range(start, end) if len(run) == end - start else [start] * len(run)
        last = end
    return "".join(pieces), [*places, last]


def _parted(before: str, last: int, run: str, start: int) -> bool:
    """Whether a space must stay between two runs."""
    return start > last and run[0].isascii() and before[-1].isascii()


@dataclass(frozen=True, slots=True)
class Analysed:
    """All that indexing needs of a text; see `words`, `pairs` and `squeeze`."""

    words: list[str]
    pairs: list[str]
    squeezed: str


def analyse(text: str) -> Analysed:
    """The words, the pairs of characters and the squeezed form of a text."""
    folded = fold(text)
    return Analysed(words(folded), *_pairs_and_squeezed(folded))


def _pairs_and_squeezed(folded: str) -> tuple[list[str], str]:
    two: list[str] = []
    pieces: list[str] = []
    last = 0
    for kind, run, start, end in _runs(folded, _RUN):
        if pieces and _parted(pieces[-1], last, run, start):
            pieces.append(" ")
        pieces.append(run)
        if kind == "han":
            two += map("".join, pairwise(run))
            two.append(run[-1])
        else:
            two.append(run)
        last = end
    return two, "".join(pieces)


def _runs(folded: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str, int, int]]:
    """Kind, normal form, start and end of each run of a folded text."""
    for match in pattern.finditer(folded):
        kind = match.lastgroup or ""
        run = match.group()
        if kind == "number":
            run = f"〔{match['y1'] or match['y2']}〕{match['n']}号"
        elif kind == "digits":
            run = run.replace(",", "")
        yield kind, run, match.start(), match.end()


def one_form(number: str) -> str:
    """A document's number without spaces, however it is written: 青水发[2021]第07号 as 青水发〔2021〕7号."""
    return "".join(words(number))


def is_number(text: str, place: int) -> bool:
    """Whether the bracketed year of a document's number begins at a place."""
    match = _RUN_OR_NUMBER.match(text.translate(_WIDTH), place)
    return bool(match and match.lastgroup == "number")
