"""Paragraphs that were run together on one line are set apart again.

Two ways are known in which a document loses its line breaks: each became a space, or each became nothing (text read
from a picture of a page). In the first, a long line with many spaces after full stops, every space that a letter-spaced
word or a date does not explain was a line break. In the second, the outline's numbers that follow each other, and the
parts of the head that every notice has, show where lines began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import Edit
from .base import HAN, ITEM, SPACE

_LINE = re.compile(r"[^\n]{150,}")
_GAP = re.compile(f"[{SPACE}]+")
_STOP_GAP = re.compile(f"[。；：:;）)][{SPACE}]+(?=[^{SPACE}])")
_STOP = frozenset("。；：！？:;”）》)】")
_OPEN = frozenset("（(【[《“〔")
_LABEL = frozenset("：:")
_DIGIT_SIDE = frozenset("年月日号第条章款项个")
_SOLE = re.compile(rf"(?<![^{SPACE}])[{HAN}](?![^{SPACE}])")


def edits(text: str) -> Iterator[Edit]:
    """Line breaks put back, in place of spaces or of nothing."""
    long_lines = list(_LINE.finditer(text))
    for found in long_lines:
        line, start = found.group(), found.start()
        if "\t" in line or not (len(line) > 300 or _GAP.search(line)):
            continue
        whole = len(line) * 10 > len(text) * 9
        if _spaced_out(line, whole):
            yield from _breaks_for_spaces(line, start)
        elif whole and len(line) > 300:
            yield from (Edit(start + place, start + place, "\n") for place in _starts(line))


def _spaced_out(line: str, whole: bool) -> bool:
    """Whether spaces stand for line breaks: several follow a stop, and not every full stop has one."""
    gaps = [found.end() for found in _STOP_GAP.finditer(line)]
    if len(gaps) < 2 or len(gaps) * 1000 < len(line):
        return False
    return whole or len(gaps) < 0.9 * sum(map(line.count, "。；")) or any(ITEM.match(line, place) for place in gaps)


def _breaks_for_spaces(line: str, start: int) -> Iterator[Edit]:
    depth = place = 0
    for found in _GAP.finditer(line):
        piece = line[place : found.start()]
        depth = max(0, depth + sum(map(piece.count, "《“")) - sum(map(piece.count, "》”")))
        marker = ITEM.match(piece)
        place = found.end()
        if marker and marker.end() == len(piece):
            continue
        if found.start() and place < len(line) and not depth and _was_break(line, found):
            yield Edit(start + found.start(), start + place, "\n")


def _was_break(line: str, found: re.Match[str]) -> bool:
    before, after = line[found.start() - 1], line[found.end()]
    if before in _OPEN or (before in _LABEL and after.isascii()):
        return False
    if before in _STOP or ITEM.match(line, found.end()):
        return True
    if (before in _DIGIT_SIDE and after.isdigit()) or (before.isdigit() and after in _DIGIT_SIDE):
        return False
    if before.isascii() and after.isascii():
        return False
    return not (_SOLE.match(line, found.start() - 1) or _SOLE.match(line, found.end()))


_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_MARKERS = re.compile(
    r"(?P<A>[一二三四五六七八九十]{1,3})、|[（(](?:(?P<B>[一二三四五六七八九十]{1,3})|(?P<D>[0-9]{1,2}))[）)]|(?<![0-9.A-Za-z/-])(?P<C>[0-9]{1,2})\.(?![0-9])"
)
_LEVELS = "ABCD"
_HEAD = re.compile(
    rf"\A(?P<letterhead>[{HAN}（）]{{4,80}}文件)?(?P<number>[{HAN}]{{2,14}}[〔\[（(](?:19|20)[0-9]{{2}}[〕\]）)][{SPACE}]?[0-9]{{1,5}}号)"
    rf"(?P<title>[^。；]{{0,60}}关于[^。；]{{4,120}}?的(?:通知|意见|通告|公告|决定|批复|函|报告))(?P<to>[^。；：:]{{2,200}}[：:])?"
)


def _starts(line: str) -> Iterator[int]:
    """Where lines began in a document that lost every line break."""
    head = _HEAD.match(line)
    if head:
        yield from sorted({head.start(part) for part in ("number", "title", "to") if head[part]} - {0})
        if head["to"]:
            yield head.end("to")
    last = dict.fromkeys(_LEVELS, 0)
    for found in _MARKERS.finditer(line, head.end() if head else 1):
        level = found.lastgroup or ""
        value = _value(found[level])
        before = line[found.start() - 1]
        opens = value == 1 and (before in "。；：:;" or last["A"] > 0) and level != "A"
        if before in "第条款“《" or not ((value == last[level] + 1 and (value > 1 or before in "。；：:;")) or opens):
            continue
        last[level] = value
        for lower in _LEVELS[_LEVELS.index(level) + 1 :]:
            last[lower] = 0
        if not head or found.start() > head.end():
            yield found.start()


def _value(numeral: str) -> int:
    """一 to 九十九, or Arabic digits."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMERALS.get(numeral, 0)
    return 10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0)
