"""The numbers that a browser prints before the entries of an ordered list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .html_dom import Element, name, number, words

HIGHEST = 9999

_NUMBERED = re.compile(
    r"\s*(?:[（(]?\d{1,3}[.、．)）]|[（(]?[一二三四五六七八九十]{1,3}[)）、.]|第[一二三四五六七八九十百\d]{1,4}[条章节項项])"
)
_ROMAN = (
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
)


@dataclass
class Counter:
    """The counting of one list: its kind of figures (1, a, A, i, I), the next value, and whether any is shown."""

    kind: str
    next: int
    step: int
    shown: bool

    def label(self, entry: Element) -> str:
        """What stands before an entry; nothing where the entry's own words begin with a number."""
        if entry.get("value"):
            self.next = number(entry, "value", 0, HIGHEST)
        value = self.next
        self.next += self.step
        return f"{figures(self.kind, value)}." if self.shown and not _NUMBERED.match(words(entry, 40)) else ""


def counter(element: Element) -> Counter:
    """The counter of an ol or ul; an unordered list shows nothing."""
    style = (element.get("style") or "").replace(" ", "").lower()
    shown = name(element) == "ol" and "list-style:none" not in style and "list-style-type:none" not in style
    back = element.get("reversed") is not None
    first = number(element, "start", 1, HIGHEST) if element.get("start") else (len(element) if back else 1)
    return Counter(element.get("type") or "1", first, -1 if back else 1, shown)


def figures(kind: str, value: int) -> str:
    """A list number: 3, c, C, iii or III."""
    if kind in ("a", "A"):
        letters = ""
        while value > 0:
            value, rest = divmod(value - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters.upper() if kind == "A" else letters
    if kind in ("i", "I"):
        roman = ""
        for letter, worth in _ROMAN:
            roman += letter * (value // worth)
            value %= worth
        return roman.upper() if kind == "I" else roman
    return str(value)
