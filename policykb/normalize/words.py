"""How likely a stretch of Chinese text is, by the words of jieba's dictionary and their frequencies.

The dictionary is read at the first question and not before. Scores are natural logarithms; a higher one is likelier.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from math import log

from ..lexicon import column

LONGEST = 5
# Of what the dictionary does not have: a Chinese character, a letter or digit, any other sign.
UNKNOWN, LATIN, LONE_LATIN, SIGN = -18.0, -4.5, -9.0, -15.0
_SIGNS = {
    "，": -3.2, "。": -4.0, "、": -3.6, "：": -6.0, "；": -5.5, "（": -5.5, "）": -5.5, "《": -6.5, "》": -6.5,
    "“": -5.5, "”": -5.5, "〔": -7.5, "〕": -7.5, "—": -7.5, "？": -9.0, "！": -9.0, "·": -9.0, "…": -9.0,
    "%": -6.0, "-": -6.5, "/": -7.5, "+": -8.5, ".": -6.0, "□": -8.0, "\u3000": -7.0, " ": -6.0, "〇": -9.0,
    "\ufffd": -10.0,
}  # fmt: skip


@cache
def frequencies() -> dict[str, float]:
    """The logarithm of each word's share."""
    fields = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8").split()
    counts = list(map(int, fields[1::3]))
    total = log(sum(counts))
    shares = {count: log(count or 1) - total for count in set(counts)}
    return dict(zip(fields[::3], map(shares.__getitem__, counts), strict=True))


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
