"""How likely a stretch of text is, by the words of jieba's dictionary and by what goes together in official prose.

Both are read at the first question and not before. Scores are natural logarithms; a higher one is likelier.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from math import log

from ..lexicon import column, load

LONGEST = 5
# Of what the dictionary does not have: a Chinese character, a letter or digit, any other sign.
UNKNOWN, LATIN, LONE_LATIN, SIGN = -18.0, -4.5, -9.0, -15.0
_SIGNS = {
    "，": -3.2, "。": -4.0, "、": -3.6, "：": -6.0, "；": -5.5, "（": -5.5, "）": -5.5, "《": -6.5, "》": -6.5,
    "“": -5.5, "”": -5.5, "〔": -7.5, "〕": -7.5, "—": -7.5, "？": -9.0, "！": -9.0, "·": -9.0, "…": -9.0,
    "【": -8.0, "】": -8.0, "[": -9.0, "]": -9.0, "{": -9.0, "}": -9.0, "_": -9.0, "@": -9.0, "~": -9.0,
    "<": -10.0, ">": -10.0, "|": -10.0, "〈": -8.0, "〉": -8.0,
    "%": -6.0, "-": -6.5, "/": -7.5, "+": -8.5, ".": -6.0, "□": -8.0, "\u3000": -7.0, " ": -6.0, "〇": -9.0,
    "\ufffd": -10.0,
}  # fmt: skip
# The columns of the word list, each with a count in the middle of what it stands for; and of what it does not have.
_COUNTS = {"followed_3": 5.0, "followed_10": 17.0, "followed_30": 55.0, "followed_100": 200.0}
_SELDOM, _UNSEEN = 2.0, 0.5


@cache
def frequencies() -> dict[str, float]:
    """The logarithm of each word's share."""
    fields = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8").split()
    counts = list(map(int, fields[1::3]))
    total = log(sum(counts))
    shares = {count: log(count or 1) - total for count in set(counts)}
    return dict(zip(fields[::3], map(shares.__getitem__, counts), strict=True))


@cache
def continuations() -> dict[str, frozenset[str]]:
    """What each beginning of a word goes on with; the empty one has the characters that stand for themselves."""
    found: dict[str, set[str]] = {"": set()}
    for word in frequencies():
        if len(word) == 1:
            found[""].add(word)
        for place in range(1, min(len(word), LONGEST)):
            found.setdefault(word[:place], set()).add(word[place])
    return {start: frozenset(some) for start, some in found.items()}


@cache
def beginnings() -> dict[str, frozenset[str]]:
    """With what words begin whose second character it is."""
    found: dict[str, set[str]] = {}
    for word in frequencies():
        if len(word) > 1:
            found.setdefault(word[1], set()).add(word[0])
    return {second: frozenset(some) for second, some in found.items()}


@cache
def common() -> frozenset[str]:
    """The two thousand commonest characters, which make 19 of 20 in any text; simplified."""
    return frozenset("".join(column("common_characters", "characters").values()))


def sign(character: str) -> float:
    """The score of a character that is no Chinese one."""
    found = _SIGNS.get(character)
    if found is not None:
        return found
    return LATIN if character.isascii() and character.isalnum() else SIGN


def single(character: str) -> float:
    """The score of one character that stands for itself."""
    found = frequencies().get(character)
    if found is not None:
        return found
    return UNKNOWN if "\u3400" <= character <= "\u9fff" else sign(character)


def score(text: Sequence[str]) -> float:
    """The score of the likeliest division of a text into words."""
    words, best = frequencies(), [0.0]
    joined = "".join(text)
    for end in range(1, len(joined) + 1):
        value = best[end - 1] + single(joined[end - 1])
        for start in range(max(0, end - LONGEST), end - 1):
            found = words.get(joined[start:end])
            if found is not None and best[start] + found > value:
                value = best[start] + found
        best.append(value)
    return best[-1]


def association(first: str, second: str, seen: float = 0.0) -> float:
    """How much likelier than by chance two characters of simplified text stand side by side.

    `seen` is how often the document itself has them so; a line break stands for the end of a line.
    """
    counts, pairs, total = _pairs()
    one, two = _class(first), _class(second)
    by_chance = counts.get(one, _SELDOM) * counts.get(two, _SELDOM) / total
    return log((pairs.get(one + two, 0.0) + seen + _UNSEEN) / (by_chance + _UNSEEN))


@cache
def _class(character: str) -> str:
    if character in "\n\t":
        return "¶"
    if character.isdigit() or character == "〇":
        return "0"
    return "A" if character.isascii() and character.isalpha() else character


@cache
def _pairs() -> tuple[dict[str, float], dict[str, float], float]:
    """Characters and pairs of official prose with their counts, and the sum of the former."""
    counts: dict[str, float] = {}
    pairs: dict[str, float] = {}
    for row in load("character_pairs"):
        one = row["character"]
        counts[one] = float(row["count"])
        for name, count in _COUNTS.items():
            pairs.update((one + two, count) for two in row[name])
    return counts, pairs, sum(counts.values())
