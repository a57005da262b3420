"""One entity under two spellings: within a column, between tables, between a table and the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..lexicon import keys
from ..model import Check, Table
from .organisations import is_name

_SIGNS = re.compile(r"[\s·•・\-—－_.．、，,（）()“”\"'《》]")
_SENTENCE = re.compile(r"[\d，。；：、]")
_LEGAL = re.compile(r"(?:有限责任|股份有限|有限)公司$")
# What tells one entity from its neighbour: 第一中学 and 第二中学, 东河乡 and 西河乡.
_TELLING = frozenset("一二三四五六七八九十百千零〇两东西南北上下左右前后内外中大小老新总分副甲乙丙丁戊0123456789")
# Names are compared with each other and looked for in the text as long as this many steps are not passed.
_NAMES, _STEPS = 2000, 50_000_000
# How many places that begin like a name are looked at.
_LOOKED_AT = 100


def with_spellings(tables: Sequence[Table], text: str) -> tuple[Table, ...]:
    """The tables with a failed check for each name that stands in another spelling before, or elsewhere in the text.

    Args:
        text: the clean text outside tables.
    """
    counts: Counter[str] = Counter()
    for table in tables:
        counts.update(name for _, name in _names(table))
    if len(counts) > _NAMES:
        return tuple(tables)
    pairs = _pairs(counts)
    if len(counts) * len(text) <= _STEPS:
        pairs |= {name: other for name in counts if name not in pairs and (other := _in_text(name, text, counts))}
    return tuple(_checked(table, pairs) for table in tables)


def _checked(table: Table, pairs: dict[str, str]) -> Table:
    found = dict.fromkeys((column, name) for column, name in _names(table) if name in pairs)
    checks = (Check(f"spelling:{column}", pairs[name], name, False) for column, name in found)
    return replace(table, checks=(*table.checks, *checks)) if found else table


def _names(table: Table) -> Iterator[tuple[str, str]]:
    """The names of bodies and places in the columns that mostly hold such, each with its column."""
    for col, column in enumerate(table.columns):
        cells = [row[col] for row in table.rows if row[col]]
        names = [cell for cell in cells if 4 <= len(cell) <= 40 and _is_entity(cell)]
        if len(names) * 2 > len(cells):
            yield from ((column, name) for name in names)


def _is_entity(cell: str) -> bool:
    return is_name(cell) or (cell.endswith(keys("entity_endings")) and not _SENTENCE.search(cell))


def _pairs(counts: Counter[str]) -> dict[str, str]:
    """Name -> the spelling that stands oftener, or before it."""
    names = sorted(counts, key=lambda name: -counts[name])
    groups: dict[str, list[str]] = {}
    for name in names:
        for key in _keys(name):
            groups.setdefault(key, []).append(name)
    found: dict[str, str] = {}
    for group in groups.values():
        for number, name in enumerate(group[:50]):
            other = next((earlier for earlier in group[:number] if is_variant(earlier, name)), None)
            if other is not None:
                found.setdefault(name, other)
    return found


def _keys(name: str) -> set[str]:
    """What two spellings that differ in one character share at least one of: the first or the last half."""
    plain = _plain(name)
    half = len(plain) // 2
    return {f"^{plain[:half]}", f"^{plain[: max(2, half - 1)]}", f"{plain[half:]}$", f"{plain[half + 1 :]}$"}


def _plain(name: str) -> str:
    return _LEGAL.sub("公司", _SIGNS.sub("", name))


def is_variant(one: str, other: str) -> bool:
    """Whether two different names are spellings of one.

    They differ in signs, in the form of a company, in one character that is read alike, or in one that is left out
    inside and is not what tells two such names apart.
    """
    first, second = sorted((_plain(one), _plain(other)), key=len)
    if one == other:
        return False
    if first == second:
        return True
    start = _common(first, second)
    end = min(_common(first[::-1], second[::-1]), len(first) - start)
    left, right = first[start : len(first) - end], second[start : len(second) - end]
    if len(left) == len(right) == 1 and len(first) >= 4:
        return not {left, right} & _TELLING and _sound(left) == _sound(right)
    inside = start > 0 and end > 0
    return inside and not left and len(right) == 1 and len(first) >= 6 and right not in _TELLING


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _sound(character: str) -> str:
    """How a character is read, without its tone: names are mostly misspelt with one that is typed alike."""
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0])


def _in_text(name: str, text: str, known: Counter[str]) -> str | None:
    """Another spelling of a name in the text, where the name itself does not stand."""
    if len(name) < 6 or name in text:
        return None
    half = len(name) // 2
    place = text.find(name[:half])
    for _ in range(_LOOKED_AT):
        if place < 0:
            break
        for length in (len(name), len(name) - 1, len(name) + 1):
            other = text[place : place + length]
            if other[-1:] == name[-1] and other not in known and is_variant(name, other):
                return other
        place = text.find(name[:half], place + 1)
    return None
