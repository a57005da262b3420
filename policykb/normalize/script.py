"""Traditional characters to simplified ones, character by character: words are never exchanged for other words.

OpenCC's `*p` tables, which say 软件 for 軟體, are not used. A character that simplified text has too (乾 著 徵 藉) is
converted in traditional surroundings only: a line's own script decides, and the document's where a line says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import opencc

from ..text import Edit
from .base import in_charset, runs


def convert(table: str, text: str) -> str:
    """The text by one of OpenCC's tables, which is read at the first question."""
    new: str = _converter(table).convert(text)
    return new


@cache
def _converter(table: str) -> opencc.OpenCC:
    return opencc.OpenCC(table)


@cache
def _only_traditional() -> re.Pattern[str]:
    """Characters that are converted and that simplified text does not have (GB 2312 lacks them)."""
    every = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    changed = convert("t2s", "\n".join(every)).split("\n")
    kept = {old for old, new in zip(every, changed, strict=True) if old != new and not in_charset(old, "gb2312")}
    return re.compile(f"[{''.join(sorted(kept))}後]")  # GB 2312 has 後, simplified text does not


def is_traditional(text: str) -> bool:
    """Whether a document is written in traditional script: one in thirty of its first characters is only there."""
    head = text[:20_000]
    return len(_only_traditional().findall(head)) * 30 > len(head)


def edits(text: str) -> Iterator[Edit]:
    """Runs of traditional characters, each replaced by as many simplified ones."""
    pattern = _only_traditional()
    if not pattern.search(text):
        return
    if is_traditional(text):
        yield from runs(text, simplify(text))
        return
    start = 0
    for line in text.splitlines(keepends=True):
        if pattern.search(line):
            yield from runs(line, simplify(line), start)
        start += len(line)


def simplify(text: str) -> str:
    """The text in simplified script, of the same length."""
    new = convert("tw2s", text)
    if len(new) != len(text):  # an entry of unequal lengths: line by line, and there character by character
        lines = text.splitlines(keepends=True)
        new = "".join(map(simplify, lines if len(lines) > 1 else text)) if len(text) > 1 else text
    if "么" in text:  # a variant of 幺 to the tables of Taiwan, the simplified 麼 to everybody who mixes scripts
        new = "".join("么" if old == "么" else one for old, one in zip(text, new, strict=True))
    return new.translate(_left_over())


@cache
def _left_over() -> dict[int, str]:
    """What the tables of Taiwan leave: variants of Hong Kong, and what they turn into traditional again (薴 苧 苎)."""
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    taiwan, hong_kong = (convert(table, "\n".join(every)).split("\n") for table in ("tw2s", "hk2s"))
    rows = zip(every, taiwan, hong_kong, strict=True)
    variants = {ord(old): there for old, here, there in rows if old == here != there}
    simple = dict(zip(every, taiwan, strict=True))
    again = ((new, simple.get(new, new)) for new in taiwan if not in_charset(new, "gb2312"))
    return variants | {ord(new): simpler for new, simpler in again if simpler != new}
