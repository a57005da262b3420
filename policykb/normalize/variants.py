"""Characters that only stand for others: radicals (⼀ for 一), compatibility and Japanese forms, glyphs of old fonts.

Which ones: Unicode says it of radicals and compatibility ideographs, OpenCC of Japanese forms, the word list
`character_variants` of the rest. A form that a Chinese standard has (GB 2312, Big5) is nobody's variant. Private places
that nobody knows are left and reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ..lexicon import column
from ..text import Edit
from .base import in_charset
from .script import convert

_PRIVATE = re.compile("[\ue000-\uf8ff]+")
# Of what nobody knows, this many places are named.
_NAMED = 20


def edits(text: str) -> Iterator[Edit]:
    """Runs of variants as their plain forms; unknown private places as guesses that change nothing."""
    pattern, table = _table()
    unknown = 0
    for found in pattern.finditer(text):
        old = found.group()
        new = old.translate(table)
        if _PRIVATE.search(new):
            unknown += 1
            if unknown <= _NAMED:
                yield Edit(found.start(), found.end(), new, guess=True)
        else:
            yield Edit(found.start(), found.end(), new)


def plain(character: str) -> str:
    """What a variant stands for; the character itself when it is none."""
    return _table()[1].get(ord(character), character)


@cache
def _table() -> tuple[re.Pattern[str], dict[int, str]]:
    """What is looked for, and what each character becomes."""
    table: dict[int, str] = {}
    for start, end in ((0x2E80, 0x2FD6), (0xF900, 0xFB00), (0x2F800, 0x2FA20), (0xFB00, 0xFB07)):
        for code in range(start, end):
            same = unicodedata.normalize("NFKC", chr(code))
            if same != chr(code):
                table[code] = same
    table |= _japanese()
    table |= {int(place[2:], 16): other for place, other in column("character_variants", "plain").items()}
    # The supplementary plane as one range: single characters beyond the BMP make the class slow.
    single = "".join(chr(code) for code in table if code < 0x10000)
    return re.compile(f"[{single}\ue000-\uf8ff\U0002f800-\U0002fa1f]+"), table


def _japanese() -> dict[int, str]:
    """Forms that only Japanese has, as the simplified characters they stand for."""
    forms = [chr(code) for code in range(0x4E00, 0xA000)]
    forms = [form for form in forms if not in_charset(form, "gb2312") and not in_charset(form, "big5")]
    traditional = convert("jp2t", "\n".join(forms)).split("\n")
    simplified = convert("t2s", "\n".join(traditional)).split("\n")
    return {
        ord(form): new
        for form, old, new in zip(forms, traditional, simplified, strict=True)
        if form != old and len(new) == 1
    }
