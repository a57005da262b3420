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


@cache
def _converter(table: str) -> opencc.OpenCC:
    return opencc.OpenCC(table)


@cache
def _only_traditional() -> re.Pattern[str]:
    """Characters that are converted and that simplified text does not have (GB 2312 lacks them)."""
    converter = _converter("t2s")
    every = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    changed = converter.convert("\n".join(every)).split("\n")
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
    whole = is_traditional(text)
    start = 0
    for line in text.splitlines(keepends=True):
        if whole or pattern.search(line):
            yield from runs(line, simplify(line), start)
        start += len(line)


def simplify(line: str) -> str:
    """The line in simplified script, of the same length."""
    if "么" in line:  # a variant of 幺 to the tables of Taiwan, the simplified 麼 to everybody who mixes scripts
        return "么".join(map(simplify, line.split("么")))
    for table in ("tw2s", "hk2s"):
        new = _converter(table).convert(line)
        if len(new) == len(line):
            line = new
        else:  # a table entry of unequal lengths: character by character there is none
            line = "".join(one if len(one) == 1 else old for old in line for one in [_converter(table).convert(old)])
    return line
