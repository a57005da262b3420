"""Lists of a binary Word file: abstract lists with their levels, and the instances that paragraphs name."""

from __future__ import annotations

from . import doc_sprms as sprm
from .doc_file import LIST_OVERRIDES, LISTS, WordFile, u16, u32
from .doc_styles import ParagraphFormat, Styles
from .list_labels import SUFFIXES, Level, ListInstance, Lists, number_format

_LEVELS = 9
_NO_STYLE = 0xFFF


class DocLists(Lists):
    """The lists of the document, asked by what holds for a paragraph."""

    def label(self, paragraph: ParagraphFormat) -> tuple[str, str]:
        """Count a paragraph: its label and what stands between label and text; two empty strings without a list."""
        list_id = str(paragraph.list_id)
        if list_id not in self.instances:
            return "", ""
        depth = paragraph.list_level
        if paragraph.list_style is not None:
            # A style takes the level that names it, whatever level the style itself names.
            levels = self.abstracts.get(self.instances[list_id].abstract, {})
            style = str(paragraph.list_style)
            depth = next((index for index, level in levels.items() if level.style == style), depth)
        return self.next_label(list_id, depth)


def load_lists(word: WordFile, styles: Styles) -> DocLists:
    """The document's lists; none where the file has no table of them."""
    lists = DocLists()
    table, part = word.table, word.part(LISTS)
    at = word.start(LISTS) + len(part)
    for index in range(min(u16(part, 0), (len(part) - 2) // 28 if len(part) > 2 else 0)):
        head = part[2 + 28 * index : 30 + 28 * index]
        levels: dict[int, Level] = {}
        for depth in range(1 if head[26] & 1 else _LEVELS):
            level, at = _level(word, styles, table, at, u16(head, 8 + 2 * depth))
            levels[depth] = level
        lists.abstracts[str(u32(head, 0))] = levels
    _instances(word, styles, lists)
    return lists


def _instances(word: WordFile, styles: Styles, lists: DocLists) -> None:
    part = word.part(LIST_OVERRIDES)
    count = min(u32(part, 0), max(0, len(part) - 4) // 16)
    at = 4 + 16 * count
    for index in range(count):
        head = part[4 + 16 * index : 20 + 16 * index]
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        at += 4
        for _ in range(min(head[12], _LEVELS)):
            start, flags = u32(part, at), u32(part, at + 4)
            depth = flags & 0xF
            at += 8
            if flags & 0x20:
                levels[depth], at = _level(word, styles, part, at, _NO_STYLE)
                start = levels[depth].start
            if flags & 0x10:
                starts[depth] = start
        lists.instances[str(index + 1)] = ListInstance(str(u32(head, 0)), starts, levels)


def _level(word: WordFile, styles: Styles, data: bytes, at: int, style: int) -> tuple[Level, int]:
    """A level that begins at a place, and where the next begins."""
    head = data[at : at + 28].ljust(28, b"\0")
    flags, character_size, paragraph_size = head[5], head[24], head[25]
    at += 28 + paragraph_size
    font = sprm.properties(word, data[at : at + character_size]).get(sprm.FONT)
    at += character_size
    length = u16(data, at)
    units = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(one) + 1}" if one < "\x09" else one for one in units)
    level = Level(
        min(u32(head, 0), 1_000_000),
        number_format(head[4]),
        text,
        SUFFIXES[head[15]] if head[15] < len(SUFFIXES) else "tab",
        head[26] if flags & 0x08 else None,
        bool(flags & 0x04),
        str(style) if style != _NO_STYLE else None,
        styles.fonts[u16(font, 0)] if font and u16(font, 0) < len(styles.fonts) else "",
    )
    return level, at + 2 + 2 * length
