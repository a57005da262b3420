"""Rich Text as tokens: groups, control words, and bytes of text; and the encodings that fonts and headers name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}]+)|\\",
    re.DOTALL,
)
# The code pages of \fcharset; 2 is a symbol font.
_CHARSETS = {
    77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
    178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
_CODECS = {936: "gb18030", 950: "cp950", 1361: "johab", 10000: "mac_roman", 65001: "utf-8"}

Kind = Literal["open", "close", "word", "symbol", "byte", "text", "binary"]


class Token(NamedTuple):
    """A token: a control word with its number (None without one), a control symbol, or bytes of text."""

    kind: Kind
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file in order; what \\bin names is passed over."""
    at = 0
    while True:
        found = _TOKEN.match(data, at)
        if found is None:
            return
        at = found.end()
        word, number, code, symbol, brace, text = found.groups()
        if text is not None:
            # Line breaks are there for people who look into the file.
            shown = text.translate(None, b"\r\n")
            if shown:
                yield Token("text", data=shown)
        elif word is not None:
            if word == b"bin":
                at += max(0, int(number or 0))
                yield Token("binary")
            else:
                yield Token("word", word.decode("ascii"), int(number) if number else None)
        elif code is not None:
            yield Token("byte", data=bytes([int(code, 16)]))
        elif brace is not None:
            yield Token("open" if brace == b"{" else "close")
        elif symbol is not None:
            yield Token("symbol", symbol.decode("latin-1"))


def charset_codec(charset: int) -> str | None:
    """The codec of a font's character set; None for one that leaves it to the file's own."""
    page = _CHARSETS.get(charset)
    return page_codec(page) if page is not None else None


def page_codec(page: int) -> str:
    """The codec of a code page, that of Western Europe for one that Python does not know."""
    name = _CODECS.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
