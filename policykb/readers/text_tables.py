"""Tables in plain text: flattened one cell to a line, separated by tabs, drawn with pipes or box characters.

Each finder looks at the lines from a place on. It answers with the place behind the stretch it looked at, and with a
table when the stretch is one; a stretch is looked at once, so the time stays linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ..model import Block, Cell, Locator
from ..text import Span
from .text_lines import Line, trimmed

# The place behind the stretch, and the table if it is one; None where nothing of the kind begins.
Found = tuple[int, Block | None] | None
Rows = list[list[Span]]

LONG_CELL = 40
_OUTLINE = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,4}[、章节節編编条條]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．]|附[件表錄录])"
)
_MARKER = re.compile(r"\d{1,3}[.、．)）]|[（(][\w一-鿿]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[·•●○◆■▪□➢\-*]")
_PAGE_NUMBER = re.compile(r"[\divxIVX—\- ]{1,6}")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_TAB = re.compile("\t")
_PIPE = re.compile(r"(?<!\\)\|")
_BOX_PIPE = re.compile("[│┃║｜]")
_BOX_BORDER = re.compile(r"[\s─━═┄┅┈┉\-=+＋┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝┠┨┯┷┿╂│┃║｜]+")
_BOX_CORNER = re.compile("[┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝┠┨┯┷┿╂]")


def find(text: str, lines: Sequence[Line], at: int) -> Found:
    """What the first finder says that knows the line at index `at`."""
    for finder in FINDERS:
        found = finder(text, lines, at)
        if found is not None:
            return found
    return None


def flattened(text: str, lines: Sequence[Line], at: int) -> Found:
    """As Apache Tika writes a table: a tab opens a cell, an empty line ends the row, a merged cell goes on as empty."""
    if not _opens_cell(text, lines[at]):
        return None
    rows: list[list[tuple[int, int]]] = []
    place = at
    while place < len(lines) and _opens_cell(text, lines[place]):
        row: list[tuple[int, int]] = []
        width = len(rows[0]) if rows else 0
        while place < len(lines):
            line = lines[place]
            if _opens_cell(text, line):
                row.append((place, place))
            elif line.blank and not (len(row) < width and _goes_on(text, lines, place)):
                break
            elif row:
                row[-1] = (row[-1][0], place)
            place += 1
        rows.append(row)
        place += 1
    rows, place = _mended(rows), min(place, len(lines))
    spans = [
        [trimmed(text, Span(lines[a].start + 1, max(lines[a].start + 1, lines[b].end))) for a, b in row] for row in rows
    ]
    return place, _table(spans, [lines[row[0][0]].page for row in rows]) if _is_flattened(text, spans) else None


def _mended(rows: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Rows that an empty paragraph at a cell's end cut in two made whole: two short ones that fill one row's width.

    The first row is left alone: there short rows are headings that reach over several columns.
    """
    width, same = _common_width(rows)
    if same * 5 < len(rows) * 3:
        return rows
    mended: list[list[tuple[int, int]]] = []
    for row in rows:
        if len(mended) > 1 and len(mended[-1]) < width and len(mended[-1]) + len(row) == width:
            mended[-1] = mended[-1] + row
        else:
            mended.append(row)
    return mended


def _opens_cell(text: str, line: Line) -> bool:
    return text.startswith("\t", line.start, line.end)


def _goes_on(text: str, lines: Sequence[Line], blank: int) -> bool:
    """Whether an empty line stands inside a cell: what follows is more of the cell, then a next cell of the row."""
    if blank + 1 >= len(lines) or lines[blank + 1].blank or _opens_cell(text, lines[blank + 1]):
        return False
    for line in lines[blank + 1 : blank + 9]:
        if line.blank:
            return False
        if _opens_cell(text, line):
            return True
    return False


def _is_flattened(text: str, rows: Rows) -> bool:
    """Paragraphs that a tab indents look alike; they are long, end like sentences and do not keep a width."""
    cells = [span.cut(text) for row in rows for span in row]
    printed = [cell for cell in cells if cell]
    if not printed or _like_sentences(printed):
        return False
    width, same = _common_width(rows)
    outline = sum(bool(_OUTLINE.match(cell)) for cell in printed)
    if len(rows) == 1:
        return width >= 3 and not outline and all(len(cell) <= LONG_CELL for cell in printed)
    if width >= 2 and same >= 2 and same * 2 >= len(rows):
        return True
    # A form: its rows differ in width, but most of them have several cells.
    several = sum(len(row) > 1 for row in rows)
    return len(rows) > 2 and several * 2 > len(rows) and outline * 3 < len(printed)


def _like_sentences(cells: Sequence[str]) -> bool:
    sentences = sum(cell.endswith(("。", "；", "：", "，")) and len(cell) > 12 for cell in cells)
    return sentences * 2 > len(cells)


def _common_width(rows: Sequence[Sequence[object]]) -> tuple[int, int]:
    return Counter(len(row) for row in rows).most_common(1)[0]


def separated(text: str, lines: Sequence[Line], at: int) -> Found:
    """A row a line, its cells parted by tabs."""
    place = at
    while place < len(lines) and text.find("\t", lines[place].start + 1, lines[place].end) >= 0:
        if lines[place].blank:
            break
        place += 1
    if place == at:
        return None
    rows = [_split(text, line, _TAB) for line in lines[at:place]]
    pages = [line.page for line in lines[at:place]]
    return place, _table(rows, pages) if _is_separated(text, rows) else None


def _is_separated(text: str, rows: Rows) -> bool:
    width, same = _common_width(rows)
    cells = [span.cut(text) for row in rows for span in row if len(span)]
    if width < 2 or len(rows) < (2 if width > 2 else 3) or same * 2 < len(rows) or _like_sentences(cells):
        return False
    if sum(map(len, cells)) > LONG_CELL * len(cells):
        return False
    lists = sum(_is_listed(*(span.cut(text) for span in row)) for row in rows)
    return lists * 2 < len(rows)


def _is_listed(first: str, *others: str) -> bool:
    """Whether a line is an entry of a list, with a tab behind its marker, or of a table of contents."""
    if _MARKER.fullmatch(first):
        return len(others) == 1
    return bool(others and _PAGE_NUMBER.fullmatch(others[-1]) and _OUTLINE.match(first))


def piped(text: str, lines: Sequence[Line], at: int) -> Found:
    """A Markdown table: a header, a line of dashes, rows; or rows that stand between pipes."""
    place = at
    while place < len(lines) and "|" in text[lines[place].start : lines[place].end]:
        place += 1
    if place - at < 2:
        return None
    marks = [bool(_DELIMITER.fullmatch(text, line.start, line.end)) for line in lines[at:place]]
    body = [line for line, mark in zip(lines[at:place], marks, strict=True) if not mark]
    rows = [_unframed(text, _split(text, line, _PIPE)) for line in body]
    if not rows or (not marks[1] and not all(_framed(text, line) for line in body)) or _common_width(rows)[0] < 2:
        return place, None
    return place, _table(rows, [line.page for line in body], header_rows=1 if marks[1] else None)


def _framed(text: str, line: Line) -> bool:
    words = text[line.start : line.end].strip()
    return len(words) > 2 and words.startswith("|") and words.endswith("|")


def _unframed(text: str, row: list[Span]) -> list[Span]:
    """Without the empty pieces before the first pipe and behind the last."""
    row = row[1:] if len(row) > 1 and not row[0].cut(text) else row
    return row[:-1] if len(row) > 1 and not row[-1].cut(text) else row


def drawn(text: str, lines: Sequence[Line], at: int) -> Found:
    """A table drawn with box characters; each printed line between its borders is a row."""
    if not _is_border(text, lines[at]):
        return None
    place = at
    while place < len(lines) and (
        _BOX_PIPE.search(text, lines[place].start, lines[place].end) or _is_border(text, lines[place])
    ):
        place += 1
    body = [line for line in lines[at:place] if not _BOX_BORDER.fullmatch(text, line.start, line.end)]
    rows = [_unframed(text, _split(text, line, _BOX_PIPE)) for line in body]
    good = bool(rows) and _common_width(rows)[0] >= 2
    return place, _table(rows, [line.page for line in body]) if good else None


def _is_border(text: str, line: Line) -> bool:
    return bool(_BOX_CORNER.search(text, line.start, line.end) and _BOX_BORDER.fullmatch(text, line.start, line.end))


def _split(text: str, line: Line, mark: re.Pattern[str]) -> list[Span]:
    cuts = [match.span() for match in mark.finditer(text, line.start, line.end)]
    starts = [line.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), line.end]
    return [trimmed(text, Span(start, end)) for start, end in zip(starts, ends, strict=True)]


def _table(rows: Rows, pages: Iterable[int | None], header_rows: int | None = None) -> Block:
    numbers = list(pages)
    cells = tuple(
        Cell(number, column, span, page=page)
        for number, (row, page) in enumerate(zip(rows, numbers, strict=True))
        for column, span in enumerate(row)
    )
    span = Span(cells[0].span.start, cells[-1].span.end)
    seen = tuple(sorted({page for page in numbers if page is not None}))
    return Block("table", span, Locator(page=numbers[0]), cells, header_rows=header_rows, pages=seen)


FINDERS: tuple[Callable[[str, Sequence[Line], int], Found], ...] = (piped, drawn, separated, flattened)
