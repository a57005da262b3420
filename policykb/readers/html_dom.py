"""The tree of a web page: parsing, and what a tag and its style say about the words in it. The only file with lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lxml import etree
from lxml import html as lxml_html

Element = etree._Element
Event = tuple[Literal["start", "end"], Element]

# What is never part of the words on a page.
_SKIPPED = (
    "script style noscript template select option button input textarea iframe frame frameset object embed applet svg"
    " canvas audio video map head title rp rt rtc datalist dialog math colgroup col img del"
)
_BLOCKS = (
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul"
)
SKIPPED = frozenset(_SKIPPED.split())
BLOCKS = frozenset(_BLOCKS.split())

MAX_WORDS = 20_000

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer)\b"
    r"|opacity\s*:\s*0(?:\.0+)?(?![.\d])|text-indent\s*:\s*-\s*\d{3,}"
    r"|(?:left|top|right|margin-left|margin-top)\s*:\s*-\s*\d{4,}",
    re.IGNORECASE,
)
_NO_HEIGHT = re.compile(r"(?<![-\w])(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|\Z)", re.IGNORECASE)
_CLIPPED = re.compile(r"overflow\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(r"\.([A-Za-z_][\w-]{0,60})\s{0,9}\{[^{}]{0,400}display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Browsers read the mistaken </br> as a line break, and so do the people who write it; the parser would drop it.
_CLOSED_BREAK = re.compile(r"</br\s{0,9}/?>", re.IGNORECASE)
_FONT_SIZE = re.compile(r"font-size\s*:\s*(?:(\d{1,3}(?:\.\d{1,6})?)\s*(pt|px)|0(?![.\d]))", re.IGNORECASE)
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_ALIGN = re.compile(r"(?<![-\w])text-align\s*:\s*(\w{1,20})", re.IGNORECASE)


def parse(text: str) -> Element:
    """The page's root element; what cannot be a character of a page becomes U+FFFD."""
    cleaned = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", _CLOSED_BREAK.sub("<br>", _DECLARATION.sub("", text, count=1)))
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(cleaned, parser=parser)
    except etree.ParserError:  # nothing but white space and comments
        return lxml_html.document_fromstring("<html><body></body></html>")


class Walk:
    """Starts and ends of an element and all that stands in it, in document order and without recursion."""

    def __init__(self, element: Element) -> None:
        self._walker = etree.iterwalk(element, events=("start", "end"))

    def __iter__(self) -> Iterator[Event]:
        return iter(self._walker)

    def skip(self) -> None:
        """Go on with the end of the element that has just started."""
        self._walker.skip_subtree()


def name(element: Element) -> str:
    """The tag in small letters, without a prefix such as Word's o:."""
    tag = element.tag
    return _plain(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _plain(tag: str) -> str:
    return tag.lower().rpartition(":")[2]


def words(element: Element, limit: int = MAX_WORDS) -> str:
    """What is printed in the element, as it stands, up to somewhat more than `limit` characters.

    The limit keeps pages that nest thousands of elements from being read thousands of times.
    """
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(piece)
        if length > limit:
            break
    return "".join(pieces)


def labels(element: Element) -> tuple[str, ...]:
    """The tag as "<tag>", the classes, and the id as "#id", all in small letters."""
    classes = (element.get("class") or "").lower().split()
    identity = (element.get("id") or "").strip().lower()
    return (f"<{name(element)}>", *classes, *([f"#{identity}"] if identity else []))


def hidden_classes(root: Element) -> frozenset[str]:
    """Classes that the page's own style sheets never show."""
    sheets = (sheet.text or "" for sheet in root.iter("style"))
    return frozenset(match[1].lower() for sheet in sheets for match in _HIDDEN_CLASS.finditer(sheet[:200_000]))


@dataclass(frozen=True, slots=True)
class Style:
    """What a style attribute says of the words in its element."""

    hidden: bool
    align: str | None
    size: float | None


@lru_cache(maxsize=4096)
def _style(written: str) -> Style:
    hidden = bool(_HIDING.search(written) or (_NO_HEIGHT.search(written) and _CLIPPED.search(written)))
    align, size = _ALIGN.search(written), _FONT_SIZE.search(written)
    points = float(size[1] or 0) * (0.75 if (size[2] or "").lower() == "px" else 1.0) if size else None
    return Style(hidden, align[1].lower() if align else None, points)


def style(element: Element) -> Style:
    """The element's own style; very long ones are read in part."""
    return _style((element.get("style") or "")[:2000])


def is_hidden(element: Element, classes: frozenset[str] = frozenset()) -> bool:
    """Whether a browser would not show the element."""
    if name(element) in SKIPPED or element.get("hidden") is not None or style(element).hidden:
        return True
    return bool(classes) and not classes.isdisjoint((element.get("class") or "").lower().split())


def alignment(element: Element) -> str | None:
    """What the element says of its lines: "left", "center", "right", "justify" …; None if it says nothing."""
    if name(element) == "center":
        return "center"
    return style(element).align or (element.get("align") or "").lower() or None


def font_size(element: Element) -> float | None:
    """The height of the letters in points, where the element itself says it in points or pixels; 0 hides them."""
    size = style(element).size
    if size is None and name(element) == "font":
        return _FONT_SIZES.get(element.get("size") or "")
    return size


def number(element: Element, attribute: str, lowest: int, highest: int) -> int:
    """A whole number from an attribute, brought into the range that makes sense; `lowest` where there is none."""
    found = re.match(r"\s*(\d{1,6})", element.get(attribute) or "")
    return min(max(int(found[1]), lowest), highest) if found else lowest
