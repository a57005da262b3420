"""The one analysis that indexing, searching and asking share: text -> folded text -> tokens.

Folding keeps the length, so a token's place in the folded text is its place in the text. Chinese runs are cut by
rjieba, which gives the words of jieba; runs of letters and digits are cut here, so that the two agree by construction.
Positions count words without gaps. A number of a document, however it is written, is one token: 〔2021〕1号.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import opencc
import rjieba

# Part of the index's fingerprint: raise it when the same text would give other tokens.
ANALYSIS_VERSION = 1

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPEN, _CLOSE = "\\[(〔【〖﹝{<〈", "\\])〕】〗﹞}>〉"
_RUN = re.compile(
    rf"""
    (?P<number> (?: [{_OPEN}]\x20?(?P<y1>(?:19|20)\d\d)\x20?(?:年\x20?)?[{_CLOSE}] | (?<!\d)(?P<y2>(?:19|20)\d\d)年 )
                \x20?(?:第\x20?)?0*(?P<n>\d{{1,5}})\x20?号)
  | (?P<han>[{_HAN}]+)
  | (?P<word>[^\W\d_{_HAN}]+)
  | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*)
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")
_NO_BRACKETS = str.maketrans("", "", "〔〕")
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
    folded = _same_length(text.translate(_WIDTH), _simplifier().convert)
    return _same_length(folded, str.lower)


def _same_length(text: str, change: Callable[[str], str]) -> str:
    changed = change(text)
    if len(changed) == len(text):
        return changed
    return "".join(new if len(new := change(character)) == 1 else character for character in text)


def cut(run: str) -> list[str]:
    """The words of a run of Chinese characters in simplified script, in order; joined they are the run."""
    words: list[str] = rjieba.cut(run)
    return words


@lru_cache(maxsize=1 << 16)
def subwords(word: str) -> tuple[str, ...]:
    """The dictionary's words of two and three characters inside a longer word, as jieba's search mode gives them."""
    if len(word) < 3 or word.isascii():
        return ()
    jieba = _dictionary()
    parts = [word[i : i + 2] for i in range(len(word) - 1)]
    if len(word) > 3:
        parts += [word[i : i + 3] for i in range(len(word) - 2)]
    return tuple(part for part in parts if jieba.has_word(part))


@cache
def _dictionary() -> rjieba.Jieba:
    return rjieba.Jieba()


def tokens(text: str) -> list[Token]:
    """The words of a text in order, their positions without gaps; the text need not be folded."""
    found: list[Token] = []
    for kind, run, start, end in _runs(fold(text)):
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
    return analyse(text).words


def pairs(text: str) -> list[str]:
    """Each two neighbouring characters of the Chinese runs, with the last character of a run; other runs whole."""
    return analyse(text).pairs


def squeeze(text: str) -> str:
    """The text without spaces and signs, as phrases are compared.

    One space stays between two numbers or Latin words, so that they do not become one.
    """
    return squeezed(text)[0]


def squeezed(text: str) -> tuple[str, list[int]]:
    """The squeezed text, and for each of its characters the place in the text.

    A document's number comes in one form, so its characters share the place of the whole. The list is one longer
    than the text: it ends with the end of the last run.
    """
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for kind, run, start, end in _runs(fold(text)):
        piece = _piece(kind, run, pieces[-1] if start > last and pieces else "")
        pieces.append(piece)
        if piece.startswith(" "):
            places.append(last)
        length = len(piece.lstrip(" "))
        places += range(start, end) if length == end - start else [start] * length
        last = end
    return "".join(pieces), [*places, last]


def _piece(kind: str, run: str, before: str) -> str:
    """A run as it stands in a squeezed text; `before` is the piece that a space or a sign parts it from."""
    if kind == "number":
        run = run.translate(_NO_BRACKETS)
    return f" {run}" if before and run[0].isascii() and before[-1].isascii() else run


@dataclass(frozen=True, slots=True)
class Analysed:
    """All that indexing needs of a text, from one reading of it."""

    words: list[str]
    pairs: list[str]
    squeezed: str


def analyse(text: str) -> Analysed:
    """The words, the pairs of characters and the squeezed form of a text; see `words`, `pairs`, `squeeze`."""
    found: list[str] = []
    two: list[str] = []
    pieces: list[str] = []
    last = 0
    for kind, run, start, end in _runs(fold(text)):
        pieces.append(_piece(kind, run, pieces[-1] if start > last and pieces else ""))
        last = end
        if kind == "han":
            found += cut(run)
            two += map("".join, pairwise(run))
            two.append(run[-1])
        else:
            found.append(run)
            two.append(run)
            if kind == "number":
                two += _DIGITS.findall(run)
    return Analysed(found, two, "".join(pieces))


def _runs(folded: str) -> Iterator[tuple[str, str, int, int]]:
    """Kind, normal form, start and end of each run of a folded text."""
    for match in _RUN.finditer(folded):
        kind = match.lastgroup or ""
        run = match.group()
        if kind == "number":
            run = f"〔{match['y1'] or match['y2']}〕{match['n']}号"
        elif kind == "digits":
            run = run.replace(",", "")
        yield kind, run, match.start(), match.end()


def is_number(text: str, place: int) -> bool:
    """Whether the bracketed year of a document's number begins at a place."""
    match = _RUN.match(text.translate(_WIDTH), place)
    return bool(match and match.lastgroup == "number")
