"""The tables of fonts and colours of a Rich Text file, and its bytes read as the fonts say."""

from __future__ import annotations

from dataclasses import dataclass, field

from .docx_symbols import symbol
from .rtf_tokens import charset_codec, page_codec

_SYMBOL_CHARSET = 2
_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])


@dataclass
class Font:
    """A font: its codec (None: that of the file), whether its places are symbols, and its name."""

    codec: str | None = None
    symbols: bool = False
    name: str = ""


@dataclass
class Fonts:
    """The fonts by number, the file's own codec, and the numbers of the colours that are white."""

    codec: str = "cp1252"
    by_number: dict[int, Font] = field(default_factory=dict)
    white: set[int] = field(default_factory=set)
    _colour: list[int] = field(default_factory=list)
    _colours: int = 0

    def set_charset(self, number: int, charset: int) -> None:
        """Take a font's character set."""
        font = self.by_number.setdefault(number, Font())
        font.codec, font.symbols = charset_codec(charset), charset == _SYMBOL_CHARSET

    def set_page(self, number: int, page: int) -> None:
        """Take a font's code page."""
        self.by_number.setdefault(number, Font()).codec = page_codec(page)

    def name(self, number: int, data: bytes) -> None:
        """Take a font's name."""
        self.by_number.setdefault(number, Font()).name += data.decode("latin-1").rstrip(";")

    def take_part(self, value: int) -> None:
        """Take a red, green or blue of the colour that is described."""
        self._colour.append(value)

    def end_colours(self, count: int) -> None:
        """Take the ends of descriptions of colours."""
        for _ in range(count):
            if self._colour == [255, 255, 255]:
                self.white.add(self._colours)
            self._colour = []
            self._colours += 1

    def read(self, number: int, data: bytes) -> str:
        """Bytes in a font as text."""
        font = self.by_number.get(number, Font())
        if font.symbols:
            return "".join(symbol(font.name or "symbol", 0xF000 + byte) if byte > 32 else " " for byte in data)
        return data.decode(font.codec or self.codec, "replace").translate(_CONTROLS)

    def character(self, number: int, code: int) -> str:
        """A character by its Unicode number; one of a symbol font's own as what it looks like."""
        font = self.by_number.get(number)
        if 0xF000 <= code <= 0xF0FF and font is not None:
            return symbol(font.name, code)
        return chr(code) if 0 < code < 0x110000 else ""
