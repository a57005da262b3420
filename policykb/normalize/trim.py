"""What other steps left over: spaces at the ends of lines, and lines with nothing in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import Edit
from .base import SPACE, SPACE_CHARACTERS

_EMPTY = re.compile(rf"\A[\n{SPACE}]+|\n[\n{SPACE}]+|\n\Z")


def edits(text: str) -> Iterator[Edit]:
    """Blank lines, and spaces beside a line break."""
    if "\n\n" not in text and "\n " not in text and text == text.strip("\n" + SPACE_CHARACTERS):
        return
    for found in _EMPTY.finditer(text):
        new = "\n" if found.start() > 0 and found.end() < len(text) else ""
        if found.group() != new:
            yield Edit(found.start(), found.end(), new)
