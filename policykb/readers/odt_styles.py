"""Styles of an OpenDocument text: what a paragraph and its letters inherit, and how its lists are numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .docx_package import Element, Package
from .list_labels import Level

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_BASE_SIZE = 12.0
_POINTS = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)(pt|in|cm|mm)")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.346, "mm": 2.8346}
_ALIGNMENTS = {"center": "center", "end": "right", "right": "right"}
_SUFFIXES = {"listtab": "tab", "space": "space", "nothing": "nothing"}
_PLACE = re.compile(r"%([1-9])%")
# A number format is named by how it begins to count.
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCountingThousand", "〇": "ideographDigital", "甲": "ideographTraditional", "子": "ideographZodiac",
    "①": "decimalEnclosedCircle", "１": "decimalFullWidth", "": "none", "01": "decimalZero",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """One style's own settings; None where it leaves them to its parent."""

    parent: str | None = None
    align: str | None = None
    size: float | None = None
    hidden: bool | None = None
    colour: str | None = None
    background: str | None = None
    font: str | None = None
    list_style: str | None = None


@dataclass
class OdtStyles:
    """The styles of paragraphs and letters by family and name, and the levels of lists by the name of their style."""

    by_name: dict[tuple[str, str], OdtStyle] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    _found: dict[tuple[str, str, str], object] = field(default_factory=dict)

    def inherited(self, family: str, name: str | None, setting: str) -> object:
        """A setting of a style or of the nearest of its parents that has it; None where none does."""
        if name is None:
            return None
        key = family, name, setting
        if key not in self._found:
            value: object = None
            parent: str | None = name
            seen: set[str] = set()
            while value is None and parent is not None and parent not in seen:
                seen.add(parent)
                style = self.by_name.get((family, parent))
                value = getattr(style, setting) if style is not None else None
                parent = style.parent if style is not None else None
            self._found[key] = value
        return self._found[key]

    def size(self, name: str | None) -> float:
        """The height in points of a paragraph's letters."""
        found = self.inherited("paragraph", name, "size")
        return found if isinstance(found, float) else _BASE_SIZE


def load_styles(package: Package, content: Element) -> OdtStyles:
    """The styles of the document and those that its content defines on the way."""
    styles = OdtStyles()
    common = package.xml("styles.xml")
    for root in (common, content):
        if root is None:
            continue
        for element in root.iter(STYLE + "style"):
            key = str(element.get(STYLE + "family")), str(element.get(STYLE + "name"))
            styles.by_name[key] = _style(element)
        for element in root.iter(TEXT + "list-style"):
            styles.lists[str(element.get(STYLE + "name"))] = _levels(element)
        for element in root.iter(TEXT + "outline-style"):
            styles.lists[""] = _levels(element)
    return styles


def _style(element: Element) -> OdtStyle:
    paragraph = element.find(STYLE + "paragraph-properties")
    letters = element.find(STYLE + "text-properties")
    align = paragraph.get(FO + "text-align") if paragraph is not None else None
    background = paragraph.get(FO + "background-color") if paragraph is not None else None
    numbered_as = element.get(STYLE + "list-style-name")
    if letters is None:
        parent = element.get(STYLE + "parent-style-name")
        return OdtStyle(parent, _align(align), background=background, list_style=numbered_as)
    display = letters.get(TEXT + "display")
    return OdtStyle(
        element.get(STYLE + "parent-style-name"),
        _align(align),
        _points(letters.get(STYLE + "font-size-asian") or letters.get(FO + "font-size")),
        None if display is None else display == "none",
        letters.get(FO + "color"),
        letters.get(FO + "background-color") or background,
        letters.get(STYLE + "font-name") or letters.get(FO + "font-family"),
        numbered_as,
    )


def _align(value: str | None) -> str | None:
    return None if value is None else _ALIGNMENTS.get(value, "")


def _points(value: str | None) -> float | None:
    found = _POINTS.fullmatch(value or "")
    return round(float(found[1]) * _UNITS[found[2]], 1) if found else None


def _levels(element: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for child in element:
        depth = child.get(TEXT + "level")
        if depth is not None and depth.isdecimal() and 1 <= int(depth) <= 10:
            levels[int(depth) - 1] = _level(child, int(depth))
    return levels


def _level(element: Element, depth: int) -> Level:
    start = element.get(TEXT + "start-value") or "1"
    alignment = element.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    suffix = _SUFFIXES.get(str(alignment.get(TEXT + "label-followed-by")), "tab") if alignment is not None else "tab"
    bullet = element.get(TEXT + "bullet-char")
    written = str(element.get(STYLE + "num-format") or "")
    first = written.split(",")[0].strip()
    name = "bullet" if bullet is not None else _format(first, written)
    return Level(
        int(start) if start.isdecimal() and len(start) < 7 else 1,
        name,
        bullet if bullet is not None else _pattern(element, depth, name),
        suffix,
        None,
        False,
        None,
        "",
    )


def _format(first: str, written: str) -> str:
    if first == "壹":
        return "chineseLegalSimplified" if "贰" in written else "ideographLegalTraditional"
    return _FORMATS.get(first, "decimal")


def _pattern(element: Element, depth: int, number_format: str) -> str:
    """A level's label with %1 for the number of the first level, as Word writes it."""
    written = element.get(LOEXT + "num-list-format")
    if written is not None:
        return _PLACE.sub(lambda found: f"%{found[1]}", written)
    prefix, suffix = element.get(STYLE + "num-prefix") or "", element.get(STYLE + "num-suffix") or ""
    shown = element.get(TEXT + "display-levels") or "1"
    first = max(1, depth - (int(shown) if shown.isdecimal() else 1) + 1)
    places = ".".join(f"%{level}" for level in range(first, depth + 1)) if number_format != "none" else ""
    return f"{prefix}{places}{suffix}"
