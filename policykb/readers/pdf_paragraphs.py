"""Lines of print to paragraphs: by indents, short last lines, gaps and the size of the letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from .pdf_grid import PlacedTable
from .pdf_lines import HAN, Line

Region = tuple[float, float] | None

_FEW_LINES = 6
# No first line is indented by so many letters; what begins further in is a signature, a date, a remark at the right.
_DEEPEST = 5
_ENDS = "。；：！？.;:!?”」』）)"
_MARKER = re.compile(
    r"\s*(?:[（(][0-9０-９一二三四五六七八九十]{1,3}[)）]|[0-9０-９]{1,3}(?:[.．、)）]|(?:\.[0-9]{1,3}){1,3}\s)|[一二三四五六七八九十百]{1,4}、"
    r"|[壹貳贰參叁肆伍陸陆柒捌玖拾]{1,3}、|第[一二三四五六七八九十百零〇0-9\s]{1,7}[编編章节節条條款项項]|[\u2460-\u2473\u2474-\u249b\u3220-\u3229]|[•●■◆➢☑□※*]"
    r"|附[件录錄表][0-9一二三四五六七八九十]{0,3})"
)  # fmt: skip
# A line of a table of contents: dots that lead to a page number.
_LEADER = re.compile(r"(?:[.．·…‥]\s?){4}\s*[-–—(（]?\s*\d{1,4}\s*[-–—)）]?$")
_OPENING = "（《〈“‘「『【〔(["
_CLOSING = "，。、；：！？）》〉”’」』】〕,.;:!?)]%％"


@dataclass(frozen=True)
class Margins:
    """The sides of the text area, the usual step from one base line to the next, and the usual size of the letters."""

    left: float
    right: float
    step: float
    size: float


@dataclass
class PlacedParagraph:
    """The lines of one paragraph, and the area they were set in."""

    lines: list[Line]
    margins: Margins

    @property
    def text(self) -> str:
        """The lines, parted by line breaks."""
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The height of the letters in points, to a half."""
        lines = [line for line in self.lines if line.sized] or self.lines
        return round(median(line.em for line in lines) * 2) / 2

    @cached_property
    def align(self) -> str | None:
        """ "center" or "right" where the lines stand so."""
        if all(_centred(line, self.margins) for line in self.lines):
            return "center"
        line = self.lines[0]
        width = self.margins.right - self.margins.left
        alone = len(self.lines) == 1 and line.x0 - self.margins.left > 0.4 * width
        return "right" if alone and self.margins.right - line.x1 < 0.15 * width else None


def margins(lines: Sequence[Line], tables: Sequence[PlacedTable], width: float) -> dict[tuple[int, Region], Margins]:
    """The text area of every page and column of print, by page and region.

    Pages that are set alike lend one another their lines: the sides are where several lines begin and end. Where there
    is hardly a line of text, the tables and the width of the page (in points) show the area.
    """
    groups: dict[Region, list[Line]] = {}
    for line in lines:
        groups.setdefault(_group(line), []).append(line)
    found = {key: _area(group) for key, group in groups.items()}
    if None in found and len(groups[None]) < _FEW_LINES:
        area = found[None]
        left = min([area.left, *(table.x0 for table in tables)])
        right = max([area.right, *(table.x1 for table in tables)])
        found[None] = replace(area, left=left, right=right if tables else max(right, width - left))
    return {(line.page, line.region): found[_group(line)] for line in lines}


def _group(line: Line) -> Region:
    return (round(line.region[0] / 12), round(line.region[1] / 12)) if line.region else None


def _area(lines: list[Line]) -> Margins:
    size = median(line.em for line in lines)
    body = [line for line in lines if abs(line.em - size) < 0.25 * size] or lines
    steps = [b.base - a.base for a, b in pairwise(body) if a.page == b.page and 0.8 * size < b.base - a.base < 4 * size]
    left = _side([line.x0 for line in body], size)
    right = -_side([-line.x1 for line in body], size)
    return Margins(left, right, median(steps) if steps else 2 * size, size)


def _side(places: list[float], size: float) -> float:
    """The outermost place near which several lines begin."""
    ordered = sorted(places)
    needed = max(2, round(0.04 * len(ordered)))
    for index, place in enumerate(ordered):
        near = index
        while near < len(ordered) and ordered[near] - place <= size:
            near += 1
        if near - index >= needed:
            return median(ordered[index:near])
    return ordered[0]


def paragraphs(lines: Iterable[Line], areas: dict[tuple[int, Region], Margins]) -> list[PlacedParagraph]:
    """Lines that follow one another, as paragraphs."""
    found: list[PlacedParagraph] = []
    for line in lines:
        area = areas[line.page, line.region]
        if found and _goes_on(found[-1], line, area):
            found[-1].lines.append(line)
        else:
            found.append(PlacedParagraph([line], area))
    return found


def _goes_on(paragraph: PlacedParagraph, line: Line, area: Margins) -> bool:
    """Whether a line continues a paragraph."""
    last = paragraph.lines[-1]
    size = max(line.em, last.em)
    if abs(line.em - last.em) > max(1.2, (0.12 if line.sized and last.sized else 0.3) * size):
        return False
    before = paragraph.margins
    if _centred(last, before) and _centred(line, area):
        return _title_goes_on(last, line, area)
    near = line.page != last.page or line.region != last.region or line.base - last.base <= _reach(area, size)
    if not near or (line.page == last.page and line.region == last.region and line.base < last.base):
        return False
    if _centred(line, area) and line.x0 - area.left > 3 * size:
        return False
    if len(paragraph.lines) == 1 and last.x0 - line.x0 > _DEEPEST * size:
        return False
    if _LEADER.search(last.text[-24:]):
        return False
    if _MARKER.match(line.text) and last.text.rstrip()[-1:] in _ENDS:
        return False
    room = before.right - last.x1
    short = room > _first_word(line) + 0.6 * size
    if short and (room > max(4 * size, 0.22 * (before.right - before.left)) or last.text.rstrip()[-1:] in _ENDS):
        return False
    indent = line.x0 - area.left
    if indent <= 1.5 * size:
        return True
    return _hangs(paragraph, line, size)


def _reach(area: Margins, size: float) -> float:
    return max(1.45 * area.step, 1.3 * size)


def _hangs(paragraph: PlacedParagraph, line: Line, size: float) -> bool:
    """Whether an indented line goes on with a paragraph that hangs from its marker, or stands indented as a whole."""
    last = paragraph.lines[-1]
    offset = line.x0 - last.x0
    if len(paragraph.lines) > 1:
        return abs(offset) < 0.6 * size
    if _MARKER.match(last.text):
        return 0.5 * size < offset < 6 * size and not _MARKER.match(line.text)
    return abs(offset) < 0.6 * size and last.text.rstrip()[-1:] not in _ENDS and not _MARKER.match(line.text)


def _title_goes_on(last: Line, line: Line, area: Margins) -> bool:
    """Whether two centred lines are one title: set alike, close to one another, larger than text or long enough."""
    apart = line.page != last.page or not 0 < line.base - last.base <= 2.4 * line.em
    if apart or last.text.rstrip()[-1:] in "。；：" or _MARKER.match(line.text) or abs(line.em - last.em) > 0.6:
        return False
    return last.x1 - last.x0 > 0.45 * (area.right - area.left) or line.em > 15.5


def _first_word(line: Line) -> float:
    """The width that a line's first word, with what may not be parted from it, would have needed above."""
    glyphs = line.glyphs
    end = 1
    if not HAN.match(glyphs[0].char) and glyphs[0].char not in _OPENING:
        while end < len(glyphs) and glyphs[end].char.isascii() and glyphs[end].x0 - glyphs[end - 1].x1 < 0.2 * line.em:
            end += 1
    while end < len(glyphs) and end < 40 and (glyphs[end].char in _CLOSING or glyphs[end - 1].char in _OPENING):
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0


def _centred(line: Line, area: Margins) -> bool:
    """Whether a line stands in the middle, with room on both sides; a line of large letters may fill the width."""
    if line.text.rstrip()[-1:] in "。；，、":
        return False
    before, after = line.x0 - area.left, area.right - line.x1
    even = abs(before - after) < max(1.5 * line.em, 0.1 * (before + after))
    return even and (min(before, after) > 1.8 * line.em or line.em > 1.2 * area.size)
