"""Bytes to text: which encoding it is, and the text with every loss on record.

Declared encodings lie, and a single flipped byte makes every strict decoder give up, so the decision is taken by what
comes out: Chinese prose read in its own encoding consists of a few thousand common characters and punctuation marks,
read in another it does not. UTF-8 that decodes strictly needs no such question.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..errors import UnreadableError
from ..model import Issue
from ..text import Span

# The order settles a tie. gb18030 reads gbk and gb2312, big5hkscs reads big5.
CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "unicode": "utf-16-le",
    "utf-16": "utf-16-le",
}
SAMPLE_WINDOW = 24_576
SAMPLE_WINDOWS = 4
# Below this share of characters that one expects, a text is not in the encoding it was read in.
SHARE_OF_A_TEXT = 0.3
ISSUES_NAMED = 50
UTF16_STRETCH = 64
UTF16_STRIDE = 2048
SHIFTS_FOLLOWED = 100

_EXPECTED_MARKS = frozenset(
    "　、。〈〉《》「」『』【】〔〕〖〗·—―–…‘’“”×÷°℃‰±≥≤①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸㈠㈡㈢㈣㈤ⅠⅡⅢⅣⅤ"
    "■□●○◆◇★☆△▲√※→─━│┃┌┐└┘├┤┬┴┼﹙﹚﹐﹔﹕﹖﹗"
    "\N{NO-BREAK SPACE}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
# Three ideographs one after another in UTF-8.
# No character of GB18030 or Big5 has such a byte as its second one, so a piece never cuts a character.
_PIECE = re.compile(rb"[^\n<>]+[\n<>]?|[\n<>]")
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and what was lost or mixed on the way; spans lie in `text`."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file in UTF-8, GB18030 (GBK, GB2312), Big5 or UTF-16; a byte order mark is left out.

    Args:
        declared: the encoding that the file or its envelope names; asked only where the bytes leave it open.

    Raises:
        UnreadableError: no encoding gives a text.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    if data.count(b"\0") * 50 < len(data):
        strict = _strict_utf8(data)
        if strict is not None:
            return strict
    encoding, share = best_encoding(data)
    if share >= SHARE_OF_A_TEXT:
        return _read(data, encoding)
    found = _as_declared(data, declared) or _latin(data)
    if found is None:
        raise UnreadableError("the bytes are text in none of UTF-8, GB18030, Big5 and UTF-16, or no text at all")
    return found


def best_encoding(data: bytes) -> tuple[str, float]:
    """The candidate under which most of the text beyond ASCII is what Chinese prose is made of, and that share."""
    windows = tuple(_windows(data))
    shares = {encoding: max(_shares(windows, encoding)) for encoding in CANDIDATES}
    best = max(CANDIDATES, key=lambda encoding: shares[encoding])
    return best, shares[best]


def share_expected(text: str) -> float:
    """How much of a text beyond ASCII is common characters and Chinese punctuation; 0 to 1, controls count against."""
    expected = other = 0
    common = _common()
    for character, count in Counter(text).items():
        if "\t" <= character < "\x7f" and (character >= " " or character in "\t\n\v\f\r"):
            continue
        if character in common:
            expected += count
        elif "㐀" <= character <= "鿿":
            other += count
        else:
            other += 2 * count
    return expected / (expected + other) if expected + other else 1.0


@cache
def _common() -> frozenset[str]:
    characters = "".join(row["characters"] for row in lexicon.load("prose_characters"))
    full_width = "".join(map(chr, range(0xFF01, 0xFF5F)))
    return frozenset(characters) | frozenset(full_width) | _EXPECTED_MARKS


def _windows(data: bytes) -> Iterator[bytes]:
    """All of a small file; of a large one some stretches, the first where the text beyond ASCII begins."""
    if len(data) <= SAMPLE_WINDOW * SAMPLE_WINDOWS:
        yield data
        return
    found = _HIGH.search(data)
    begin = found.start() if found else 0
    for number in range(SAMPLE_WINDOWS):
        start = (begin + (len(data) - begin) * number // SAMPLE_WINDOWS) & ~1
        yield data[start : start + SAMPLE_WINDOW]


def _shares(windows: tuple[bytes, ...], encoding: str) -> Iterator[float]:
    """The share for each way in which the bytes can be paired: a byte lost puts UTF-16 out of step from there on."""
    for phase in (0, 1) if encoding.startswith("utf-16") else (0,):
        yield share_expected("".join(window[phase:].decode(encoding, "replace") for window in windows))


def _strict_utf8(data: bytes) -> Decoded | None:
    """The text where it is UTF-8 without fault, but for a character cut off at the very end."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(data) or error.reason != "unexpected end of data":
            return None
        return _read(data, "utf-8") if _HIGH.search(data, 0, error.start) else None
    # Two GBK characters now and then make two valid letters of some alphabet (the "联通" fault).
    letters = [character for character in text[:4096] if character > "\x7f"]
    if letters and max(letters) < "\u0800" and share_expected(data[:8192].decode("gb18030", "replace")) > 0.9:
        return None
    return Decoded(text, "utf-8")


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    name = (declared or "").strip().lower()
    try:
        return Decoded(data.decode(ALIASES.get(name, name)), name) if name else None
    except (LookupError, UnicodeDecodeError):
        return None


def _latin(data: bytes) -> Decoded | None:
    """Western text with a letter beyond ASCII now and then."""
    if b"\0" in data or len(_HIGH.findall(data)) * 20 > len(data):
        return None
    text = data.decode("cp1252", "replace")
    return Decoded(text, "cp1252", tuple(losses(text, "cp1252")))


def _read(data: bytes, encoding: str) -> Decoded:
    text, mixed = _read_utf16(data, encoding) if encoding.startswith("utf-16") else _read_lines(data, encoding)
    return Decoded(text, encoding, (*mixed, *losses(text, encoding)))


def _read_lines(data: bytes, encoding: str) -> tuple[str, list[Issue]]:
    """The text, piece by piece where a line, or what stands between two tags, may be in another encoding."""
    try:
        text = data.decode(encoding)
        if encoding == "utf-8" or not _UTF8_RUN.search(data):
            return text, []
    except UnicodeDecodeError:
        pass
    pieces: list[str] = []
    issues: list[Issue] = []
    place = 0
    for raw in _PIECE.findall(data):
        piece, other = _read_piece(raw, encoding)
        if other != encoding:
            issues.append(Issue("mixed_encoding", f"this stands in {other}, the file in {encoding}", _at(place, piece)))
        pieces.append(piece)
        place += len(piece)
    return "".join(pieces), _named(issues)


def _read_piece(raw: bytes, encoding: str) -> tuple[str, str]:
    """A piece and its encoding: another than the file's where that reads it without fault and clearly better."""
    line = raw.decode(encoding, "replace")
    if raw.isascii():
        return line, encoding
    # Anything decodes as GBK more often than not, so a line without fault is only asked whether it is UTF-8.
    faulty = "\N{REPLACEMENT CHARACTER}" in line
    share = None
    for other in ("utf-8", "gb18030", "big5hkscs") if faulty else ("utf-8",):
        try:
            read = raw.decode(other)
        except UnicodeDecodeError:
            continue
        share = share_expected(line) if share is None else share
        if other != encoding and share_expected(read) > max(0.8, share + 0.1):
            return read, other
    return line, encoding


def _read_utf16(data: bytes, encoding: str) -> tuple[str, list[Issue]]:
    """The text, its bytes paired anew wherever a lost byte has put the pairs out of step."""
    pieces: list[str] = []
    issues: list[Issue] = []
    start = place = 0
    for cut in _shifts(data, encoding):
        piece = data[start:cut].decode(encoding, "replace")
        place += len(piece)
        issues.append(Issue("lost_bytes", "a byte is missing here; the pairs go on from the next", _at(place, "")))
        pieces.append(piece)
        start = cut
    pieces.append(data[start:].decode(encoding, "replace"))
    return "".join(pieces), _named(issues)


def _shifts(data: bytes, encoding: str) -> Iterator[int]:
    """Where the pairing of UTF-16 changes step: from there on the other step gives text and this one does not."""
    last = start = found = 0
    while start < len(data) and found < SHIFTS_FOLLOWED:
        if share_expected(data[start : start + UTF16_STRIDE].decode(encoding, "replace")) > 0.85:
            start += UTF16_STRIDE
            continue
        end = min(start + UTF16_STRIDE, len(data))
        place = next((at for at in range(start, end, UTF16_STRETCH) if _out_of_step(data, at, encoding)), None)
        if place is None:
            start = end
            continue
        window, end = max(last, place - UTF16_STRETCH), place + UTF16_STRETCH
        last = start = max(
            range(window + 1, end, 2), key=lambda cut: _share_cut(data[window:end], cut - window, encoding)
        )
        found += 1
        yield start


def _out_of_step(data: bytes, at: int, encoding: str) -> bool:
    here, there = (data[at + step : at + step + UTF16_STRETCH] for step in (0, 1))
    return len(there) >= 8 and share_expected(there.decode(encoding, "replace")) > 0.3 + share_expected(
        here.decode(encoding, "replace")
    )


def _share_cut(data: bytes, cut: int, encoding: str) -> float:
    return share_expected(data[:cut].decode(encoding, "replace") + data[cut:].decode(encoding, "replace"))


def losses(text: str, encoding: str) -> list[Issue]:
    """An issue for each place of a text where bytes could not be decoded."""
    found = re.finditer("\N{REPLACEMENT CHARACTER}+", text)
    return _named(
        Issue("undecodable", f"bytes here are not {encoding}; what stood there is lost", Span(*match.span()))
        for match in found
    )


def _named(issues: Iterable[Issue]) -> list[Issue]:
    """The first issues one by one, the rest as a count: a file of rubbish does not fill the catalogue."""
    every = list(issues)
    if len(every) <= ISSUES_NAMED:
        return every
    more = len(every) - ISSUES_NAMED
    return [*every[:ISSUES_NAMED], Issue(every[0].kind, f"{more} more places of the same kind")]


def _at(place: int, text: str) -> Span:
    return Span(place, place + len(text))
