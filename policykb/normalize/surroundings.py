"""What a document says of itself where a choice is to be made: its script, and which characters go together in it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise

from . import words
from .base import in_charset
from .gbk import simple
from .script import is_traditional, simplify

# How much what stands side by side counts beside what makes words, and a pair of the document beside one of the genre.
_SHARE, _OWN = 0.7, 3.0
_MOST = 60_000
_HALF = {"，": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")"}
_CLOSES = {"）": "（", "》": "《", "”": "“", "〕": "〔", "】": "【"}
_OPENS = {opening: closing for closing, opening in _CLOSES.items()}
_OPEN_ENDED = 4.0


class Surroundings:
    """A document as the choices of a repair see it. `failures` counts places that were looked at in vain in a row."""

    def __init__(self, text: str) -> None:
        self._text = text[:_MOST]
        self.failures = 0

    @cached_property
    def traditional(self) -> bool:
        return is_traditional(self._text)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._text)

    @cached_property
    def _follows(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(map(simple, simplify(self._text))))

    def value(self, left: str, middle: str, right: str, *, own: int = 0) -> float:
        """How likely `middle` is between two neighbours, and how well they go together.

        Args:
            own: how often the document has `middle` at this very place, which says nothing for it.
        """
        plain = [*map(simple, left + middle + right)]
        begin, end = len(left), len(left) + len(middle)
        near = ["\n", *plain, "\n"][begin : end + 2]
        together = sum(
            words.association(one, two, _OWN * max(0, self._follows[one, two] - own)) for one, two in pairwise(near)
        )
        return words.score(plain) + _SHARE * together + sum(map(self._foreign, middle))

    def _foreign(self, character: str) -> float:
        """What a character loses that the document's script does not have, or that it has in another width only."""
        if "\u4e00" <= character <= "\u9fff":
            return 0.0 if in_charset(character, "big5" if self.traditional else "gb2312") else -6.0
        half = _HALF.get(character, "")
        return -4.0 if half and self._counts[half] > 3 and not self._counts[character] else 0.0


def balance(before: str, middle: str, after: str) -> float:
    """What brackets and quotes gain that close what is open on the line, or open what is closed there."""
    value = 0.0
    for place, one in enumerate(middle):
        if one in _CLOSES:
            head = before + middle[:place]
            value += _OPEN_ENDED if head.rfind(_CLOSES[one]) > head.rfind(one) else -_OPEN_ENDED
        elif one in _OPENS:
            tail = middle[place + 1 :] + after
            closing, opening = tail.find(_OPENS[one]), tail.find(one)
            value += _OPEN_ENDED if closing >= 0 and (opening < 0 or closing < opening) else -_OPEN_ENDED
    return value
