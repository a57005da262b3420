"""Damage as copied web pages have it: pinyin glosses put behind characters, and bytes of GBK that fell out."""

from __future__ import annotations

import opencc
from pypinyin import Style, pinyin


def glossed(text: str) -> str:
    """The text in traditional script with the reading behind every second of the characters that conversion changed."""
    out, changed = [], 0
    for before, after in zip(text, opencc.OpenCC("s2tw").convert(text), strict=True):
        out.append(after)
        if before != after:
            changed += 1
            if changed % 2:
                out.append(f"({pinyin(before, style=Style.TONE)[0][0]})")
    return "".join(out)


def lose_bytes(text: str, at: str) -> str:
    """The text after the first byte of GBK was lost at every place where `at` stands."""
    pieces = text.split(at)
    lost = (at.encode("gbk")[1:] + piece.encode("gbk") for piece in pieces[1:])
    return pieces[0] + "".join(piece.decode("gbk", errors="replace") for piece in lost)
