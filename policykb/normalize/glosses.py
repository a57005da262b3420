"""Pinyin glosses that a machine put behind characters: 實(shí)施 becomes 實施.

A gloss goes only where it is a reading of the character before it, whatever its tone. An author explains a rare
character in the same way (砀(dàng)山县), so beside characters that are not common a gloss goes only when common ones
are glossed too; so does one without a tone mark, which is otherwise a word or a unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ..text import Edit
from .base import SPACE_CHARACTERS, in_charset
from .script import simplify
from .variants import plain

_LETTERS = "a-zɑɡāáǎàēéěèêếềōóǒòīíǐìūúǔùǖǘǚǜüńňǹḿ"
GLOSS = rf"[(（]([{_LETTERS}\u0300\u0301\u0302\u0304\u0308\u030c]{{1,8}})[)）]"
_GLOSSED = re.compile(GLOSS)
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
# This many glosses of common characters show that a machine set them all.
_MANY = 3


def edits(text: str) -> Iterator[Edit]:
    """The glosses, each taken out whole with its brackets."""
    found: list[tuple[Edit, bool, bool]] = []
    for gloss in _GLOSSED.finditer(text):
        before = text[max(0, gloss.start() - 3) : gloss.start()].rstrip(SPACE_CHARACTERS)
        if before and is_reading(gloss[1], before[-1]):
            start = gloss.start() - len(text[max(0, gloss.start() - 3) : gloss.start()]) + len(before)
            found.append((Edit(start, gloss.end(), ""), common(before[-1]), toned(gloss[1])))
    many = sum(usual and tone for _, usual, tone in found) >= _MANY
    for edit, usual, tone in found:
        if many or (usual and tone):
            yield edit


def is_reading(gloss: str, character: str) -> bool:
    """Whether `gloss` is a reading of the character, tones left aside."""
    return toneless(gloss) in readings(character) | readings(plain(character))


@cache
def readings(character: str) -> frozenset[str]:
    """The readings of a character without tones, as pypinyin lists them."""
    return frozenset(map(toneless, _dictionary().get(ord(character), "").split(","))) - {""}


@cache
def _dictionary() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return dict(pinyin_dict)


@cache
def toneless(syllable: str) -> str:
    """xiāng -> xiang, lǜ -> lü; the letters ɑ and ɡ of some fonts as a and g."""
    parts = unicodedata.normalize("NFD", syllable.replace("ɑ", "a").replace("ɡ", "g"))
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))


def toned(syllable: str) -> bool:
    """Whether a tone mark stands over the syllable."""
    return not _TONES.isdisjoint(unicodedata.normalize("NFD", syllable))


@cache
def common(character: str) -> bool:
    """Whether the simplified form is among the 3755 characters of the first level of GB 2312."""
    simple = simplify(plain(character))
    return in_charset(simple, "gb2312") and simple.encode("gb2312") < b"\xd8"
