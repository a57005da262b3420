"""Characters that print nothing: zero-width spaces, soft hyphens, marks of direction, variation selectors, controls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import Edit

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e01ef]+"
)


def edits(text: str) -> Iterator[Edit]:
    """Runs of such characters, taken out."""
    for found in _INVISIBLE.finditer(text):
        yield Edit(found.start(), found.end(), "")
