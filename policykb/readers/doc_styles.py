"""Styles of a binary Word file, and what holds for a paragraph or a run: its own properties over its styles'."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import doc_sprms as sprm
from .doc_file import FONTS, STYLES, WordFile, u16, u32
from .doc_sprms import Properties

_DEPTH_LIMIT = 12
_BASE_SIZE = 10.0
_WHITE = b"\xff\xff\xff\x00"
_ALIGNMENTS = {1: "center", 2: "right"}


@dataclass(frozen=True, slots=True)
class Style:
    """A style's own properties; `heading` is the level of a built-in heading."""

    base: int
    paragraph: bytes
    character: bytes
    heading: int | None


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """What holds for a paragraph: where it stands in tables, its list, and how it looks.

    Args:
        depth: how many tables it stands in.
        list_style: the style that its list comes from, None where the paragraph itself names it.
    """

    style: int
    depth: int = 0
    ends_row: bool = False
    ends_cell: bool = False
    list_id: int = 0
    list_level: int = 0
    list_style: int | None = None
    level: int | None = None
    align: str | None = None
    shaded: bool = False
    row: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunFormat:
    """What holds for a run; `symbol` is the font and code of a character inserted from a symbol font."""

    hidden: bool = False
    deleted: bool = False
    size: float = _BASE_SIZE
    white: bool = False
    symbol: tuple[str, int] | None = None
    font: str = ""
    picture: int | None = None
    object: bool = False


@dataclass
class Styles:
    """The styles by number, with the formats that were asked for already."""

    word: WordFile
    styles: dict[int, Style]
    fonts: list[str]
    _chains: dict[int, list[Style]] = field(default_factory=dict)
    _paragraphs: dict[tuple[bytes, int], ParagraphFormat] = field(default_factory=dict)
    _runs: dict[tuple[bytes, int, int], RunFormat] = field(default_factory=dict)
    _inherited: dict[tuple[int, bool], Properties] = field(default_factory=dict)

    def paragraph(self, place: int) -> ParagraphFormat:
        """What holds for the paragraph whose mark stands at a place."""
        key = self.word.paragraphs.at(place)
        if key not in self._paragraphs:
            self._paragraphs[key] = self._paragraph(*key)
        return self._paragraphs[key]

    def run(self, key: tuple[bytes, int], style: int) -> RunFormat:
        """What holds for a run with the given properties in a paragraph of the given style."""
        full = (*key, style)
        if full not in self._runs:
            self._runs[full] = self._run(*full)
        return self._runs[full]

    def _paragraph(self, own_bytes: bytes, modifier: int) -> ParagraphFormat:
        style = u16(own_bytes, 0)
        own = {**sprm.properties(self.word, own_bytes[2:]), **sprm.modifier(self.word, modifier)}
        found = {**self._style(style, paragraph=True), **own}
        depth = min(u32(found.get(sprm.DEPTH, b""), 0), _DEPTH_LIMIT)
        if not depth and sprm.flag(found, sprm.IN_TABLE):
            depth = 1
        list_id = u16(found.get(sprm.LIST, b""), 0)
        outline = found.get(sprm.OUTLINE)
        headings = (parent.heading for parent in self._chain(style))
        level = outline[0] + 1 if outline else next((one for one in headings if one is not None), None)
        align = found.get(sprm.ALIGN) or found.get(sprm.ALIGN_OLD) or b"\0"
        return ParagraphFormat(
            style,
            depth,
            sprm.flag(found, sprm.ROW_END) or sprm.flag(found, sprm.INNER_ROW_END),
            sprm.flag(found, sprm.INNER_CELL_END),
            list_id if 0 < list_id < 0x7FF else 0,
            (found.get(sprm.LIST_LEVEL) or b"\0")[0],
            None if sprm.LIST in own or sprm.LIST_LEVEL in own else style,
            level if level is not None and 1 <= level <= 9 else None,
            _ALIGNMENTS.get(align[0]),
            _shaded(found),
            own if depth else {},
        )

    def _run(self, own_bytes: bytes, modifier: int, style: int) -> RunFormat:
        own = {**sprm.properties(self.word, own_bytes), **sprm.modifier(self.word, modifier)}
        base = self._style(style, paragraph=False)
        named = self._style(u16(own[sprm.STYLE], 0), paragraph=False) if sprm.STYLE in own else {}
        found = {**base, **named, **own}
        hidden = sprm.flag(own, sprm.HIDDEN, sprm.flag(named, sprm.HIDDEN, sprm.flag(base, sprm.HIDDEN)))
        symbol = found.get(sprm.SYMBOL)
        font = u16(found.get(sprm.FONT, b""), 0)
        picture = found.get(sprm.PICTURE)
        return RunFormat(
            hidden,
            sprm.flag(own, sprm.DELETED),
            u16(found[sprm.SIZE], 0) / 2 if sprm.SIZE in found else _BASE_SIZE,
            _white(found),
            (self._font(u16(symbol, 0)), u16(symbol, 2)) if symbol else None,
            self._font(font),
            u32(picture, 0) if picture else None,
            sprm.flag(own, sprm.OBJECT),
        )

    def _font(self, index: int) -> str:
        return self.fonts[index] if index < len(self.fonts) else ""

    def _chain(self, number: int) -> list[Style]:
        """A style and those it is based on, nearest first."""
        if number not in self._chains:
            chain: list[Style] = []
            seen: set[int] = set()
            parent = number
            while parent in self.styles and parent not in seen:
                seen.add(parent)
                chain.append(self.styles[parent])
                parent = self.styles[parent].base
            self._chains[number] = chain
        return self._chains[number]

    def _style(self, number: int, paragraph: bool) -> Properties:
        key = number, paragraph
        if key not in self._inherited:
            merged: Properties = {}
            for style in reversed(self._chain(number)):
                merged.update(sprm.properties(self.word, style.paragraph if paragraph else style.character))
            self._inherited[key] = merged
        return self._inherited[key]


def _shaded(found: Properties) -> bool:
    return sprm.PARAGRAPH_SHADING in found or u16(found.get(sprm.PARAGRAPH_SHADING_OLD, b""), 0) != 0


def _white(found: Properties) -> bool:
    """White letters with nothing set behind them."""
    colour, index = found.get(sprm.COLOUR), found.get(sprm.COLOUR_INDEX)
    white = colour == _WHITE if colour is not None else index == b"\x08"
    return white and not any(code in found for code in (sprm.SHADING, sprm.SHADING_OLD, sprm.HIGHLIGHT))


def load_styles(word: WordFile) -> Styles:
    """The style sheet; an empty one where the file has none that can be read."""
    part = word.part(STYLES)
    at = 2 + u16(part, 0)
    count, base_size = u16(part, 2), u16(part, 4)
    styles: dict[int, Style] = {}
    for number in range(count):
        if at + 2 > len(part):
            break
        size = u16(part, at)
        if size:
            styles[number] = _definition(part[at + 2 : at + 2 + size], base_size)
        at += 2 + size
    return Styles(word, styles, _fonts(word))


def _definition(entry: bytes, base_size: int) -> Style:
    identifier, kind = u16(entry, 0) & 0xFFF, u16(entry, 2) & 0xF
    at = base_size
    at += 2 + 2 * u16(entry, at) + 2
    parts: list[bytes] = []
    for _ in range(u16(entry, 4) & 0xF):
        at += at & 1
        size = u16(entry, at)
        parts.append(entry[at + 2 : at + 2 + size])
        at += 2 + size
    paragraph, character = b"", b""
    if kind == 1:
        paragraph = parts[0][2:] if parts else b""
        character = parts[1] if len(parts) > 1 else b""
    elif kind == 2 and parts:
        character = parts[0]
    return Style(u16(entry, 2) >> 4, paragraph, character, identifier if kind == 1 and 1 <= identifier <= 9 else None)


def _fonts(word: WordFile) -> list[str]:
    part = word.part(FONTS)
    names: list[str] = []
    at = 4
    for _ in range(u16(part, 0)):
        if at >= len(part):
            break
        entry = part[at + 1 : at + 1 + part[at]]
        names.append(entry[39:].decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + part[at]
    return names
