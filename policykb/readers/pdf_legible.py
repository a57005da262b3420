"""Whether a page's text layer says which characters it shows.

A font without a table to Unicode gives codes, not characters: "!\\"#$%", Latin letters with accents, private use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from .pdf_page import Glyph

_KNOWN = re.compile(
    r"[0-9A-Za-z\u0370-\u03ff\u0400-\u04ff\u2000-\u206f\u2100-\u27bf\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f"
    r"\uff01-\uffee\U0001f100-\U0003ffff!\"#%&'()*+,\-./:;<=>?@\[\]_~|$·×÷°±§©®€£¥]"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_HAN_OR_DIGIT = re.compile(r"[0-9\u2e80-\u9fff\uac00-\ud7a3\u0370-\u04ff\uf900-\ufaff\uff01-\uffee]")
_LEAST = 12


def legible(glyphs: Sequence[Glyph]) -> bool:
    """True unless too many characters are unknown ones, or letters and signs that make no words."""
    # Leader dots and filled-in lines repeat one sign; they say nothing either way.
    text = "".join(char for char, _ in groupby(glyph.char for glyph in glyphs))
    if len(text) < _LEAST:
        return not text or any(_KNOWN.match(c) for c in text)
    known = sum(bool(_KNOWN.match(c)) for c in text)
    if known < 0.7 * len(text):
        return False
    plain = len(_HAN_OR_DIGIT.findall(text))
    worded = sum(len(word) for word in _WORD.findall(text) if _VOWEL.search(word))
    return plain + worded >= 0.35 * len(text)


def unknown(glyphs: Sequence[Glyph]) -> float:
    """The share of characters that no document would be written in: private ones, controls, lost ones."""
    return sum(not _KNOWN.match(g.char) and not g.char.isalpha() for g in glyphs) / max(1, len(glyphs))
