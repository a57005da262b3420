"""Heading markers: 第一章, 第三条, 一、, （一）, 1., （1）, ①, 1.1."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

CHINESE = "〇零一二三四五六七八九十百"
_CAPITAL = "壹贰叁参肆伍陆柒捌玖拾"
_DIGITS = {"〇": 0, "零": 0} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_DIGITS |= {digit: value for value, digit in enumerate("壹贰叁肆伍陆柒捌玖", 1)} | {"参": 3}
_UNITS = {"十": 10, "拾": 10, "百": 100}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of a line.

    Args:
        kind: its family; the two ways of writing one family (（一） and 一）) share it.
        rank: how high the family stands where a document does not say otherwise; 0 is the highest.
        number: what it counts; 1.2.3 gives its last figure.
        label: as written, without white space.
        end: where the heading's own words begin, counted from the line's start.
        apart: something stands between the marker and the words that only a marker has (white space in the source,
            the end of the line).
    """

    kind: str
    rank: int
    number: int
    label: str
    end: int
    apart: bool = False


def chinese_number(digits: str) -> int:
    """The value of a counting numeral up to 999 (十二, 二十, 一百零三, 一二), or of Arabic digits."""
    digits = digits.replace(" ", "")
    if digits.isdigit() and digits.isascii():
        return int(digits)
    total = last = 0
    positional = all(digit in _DIGITS for digit in digits)
    for digit in digits:
        if positional:
            total = total * 10 + _DIGITS[digit]
        elif digit in _UNITS:
            total += (last or 1) * _UNITS[digit]
            last = 0
        else:
            last = _DIGITS[digit]
    return total if positional else total + last


def _circled_number(sign: str) -> int:
    return _CIRCLED.index(sign) + 1


def _last_figure(label: str) -> int:
    return int(label.rpartition(".")[2])


@dataclass(frozen=True, slots=True)
class _Family:
    kind: str
    rank: int
    pattern: re.Pattern[str]
    number: Callable[[str], int] = chinese_number


_N = rf"[{CHINESE}]{{1,5}}|\d(?: ?\d){{0,2}}"
# What follows 第三条 in a sentence that speaks of an article and does not begin one.
_CITED = re.compile(r"[第的之所及或、和与至中项款，,；：规]|前款|但书")

FAMILIES: tuple[_Family, ...] = (
    _Family("part", 0, re.compile(rf"第 ?({_N}) ?(?:编|篇|部分)")),
    _Family("chapter", 1, re.compile(rf"第 ?({_N}) ?章")),
    _Family("section", 2, re.compile(rf"第 ?({_N}) ?节")),
    _Family("article", 3, re.compile(rf"第 ?({_N})(?:[-－—]\d{{1,2}})? ?条(?: ?之 ?[{CHINESE}\d]{{1,3}})?")),
    _Family("capital", 4, re.compile(rf"([{_CAPITAL}]{{1,3}})[、.．]")),
    _Family("chinese", 5, re.compile(rf"([{CHINESE}]{{1,4}})(?:、(?![{CHINESE}]{{1,3}}、)|[.．](?!\d))")),
    _Family("chinese_bracket", 6, re.compile(rf"[（(〔]?([{CHINESE}]{{1,4}})[）)〕]")),
    _Family("decimal4", 10, re.compile(r"(\d{1,2}(?:\.\d{1,2}){3})(?![\d.])"), _last_figure),
    _Family("decimal3", 9, re.compile(r"(\d{1,2}\.\d{1,2}\.\d{1,2})(?![\d.])"), _last_figure),
    _Family("decimal2", 8, re.compile(r"(\d{1,2}\.\d{1,2})(?![\d.%％‰万亿千百倍元米公年月日个人])"), _last_figure),
    _Family("arabic", 7, re.compile(r"(\d{1,3})(?:[.．]|、(?!\d))(?!\d)")),
    _Family("arabic_bracket", 11, re.compile(r"[（(](\d{1,2})[）)]")),
    _Family("arabic_half", 12, re.compile(r"(\d{1,2})[）)]")),
    _Family("decimal1", 7, re.compile(r"(\d{1,2})(?![\d.、年月日%％])")),
    _Family("circled", 13, re.compile(rf"([{_CIRCLED}])"), _circled_number),
)
# What a marker can begin with; nearly every line begins with something else.
_FIRST = frozenset(f"第（(〔0123456789{CHINESE}{_CAPITAL}{_CIRCLED}")
NAMED = frozenset({"part", "chapter", "section", "article"})


def marker(line: str, gaps: tuple[int, ...] = ()) -> Marker | None:
    """The marker at the start of a line, None where there is none."""
    if line[:1] not in _FIRST:
        return None
    for family in FAMILIES:
        found = family.pattern.match(line)
        if found is None:
            continue
        end = found.end()
        apart = end == len(line) or line[end].isspace() or end in gaps
        if family.kind in NAMED and not apart and _CITED.match(line, end):
            return None
        while end < len(line) and line[end].isspace():
            end += 1
        label = "".join(found.group().split())
        return Marker(family.kind, family.rank, family.number(found.group(1)), label, end, apart)
    return None
