"""How lists count, whatever the format: the labels that a word processor shows and that stand nowhere in the text.

The count belongs to the abstract list, not to its instance: two instances of one abstract list go on counting, unless
an instance says where it starts over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .docx_counting import counted
from .docx_symbols import symbol

_PLACE = re.compile(r"%([1-9])")
# After these a label runs on into the text without a space.
_CLOSING = frozenset("、）。．：，〕】》」』")
_ENCLOSED = re.compile(r"[\u2460-\u24ff\u3220-\u32ff]")

# The number formats by the codes that binary Word and Rich Text give them ([MS-OSHARED] 2.2.1.3).
CODES = (
    *("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText"),
    *("hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth"),
    *("decimalHalfWidth", "japaneseLegal", "japaneseDigitalTenThousand", "decimalEnclosedCircle"),
    *("decimalFullWidth2", "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung"),
    *("decimalEnclosedFullstop", "decimalEnclosedParen", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"),
    *("ideographTraditional", "ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting"),
    *("ideographLegalTraditional", "taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting"),
    *("chineseLegalSimplified", "chineseCountingThousand", "japaneseDigitalTenThousand", "koreanDigital"),
    *("koreanCounting", "koreanLegal", "koreanDigital2"),
)
_LATE_CODES = {57: "numberInDash", 255: "none"}
SUFFIXES = ("tab", "space", "nothing")


def number_format(code: int) -> str:
    """The name of a number format by its code, "decimal" for one that is not known."""
    return CODES[code] if code < len(CODES) else _LATE_CODES.get(code, "decimal")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; `restart` is the level after which it starts over, 0 for never, None for any above."""

    start: int
    number_format: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None
    font: str


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A w:num: the abstract list it counts with, where it starts over, and the levels it puts in place of others."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass
class Lists:
    """The lists of a document and how far each has counted."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, ListInstance] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, list_id: str, depth: int) -> tuple[str, str]:
        """Count a paragraph of a list: its label and the suffix between label and text; empty where no level is."""
        instance = self.instances.get(list_id)
        if instance is None:
            return "", ""
        levels = {**self.abstracts.get(instance.abstract, {}), **instance.levels}
        level = levels.get(depth)
        if level is None:
            return "", ""
        counts = self._count(list_id, instance, levels, depth)

        def shown(found: re.Match[str]) -> str:
            above = levels.get(int(found[1]) - 1)
            count = counts.get(int(found[1]) - 1, above.start if above else 1)
            kind = above.number_format if above else "decimal"
            return counted("decimal" if level.legal and kind != "decimalZero" else kind, count)

        if level.number_format == "bullet":
            text = "".join(symbol(level.font, ord(c)) if "\uf000" <= c <= "\uf0ff" else c for c in level.text)
        else:
            text = _PLACE.sub(shown, level.text)
        return text, level.suffix

    def _count(self, list_id: str, instance: ListInstance, levels: dict[int, Level], depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(instance.abstract, {})
        for above in range(depth):
            # A level that was passed over counts as begun.
            if above in levels:
                counts.setdefault(above, levels[above].start)
        if depth in instance.starts and (list_id, depth) not in self._started:
            counts[depth] = instance.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        self._started.add((list_id, depth))
        for deeper in [d for d in counts if d > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart != 0 and depth < restart):
                del counts[deeper]
        return counts


def joined(label: str, suffix: str, text: str) -> str:
    """A label and its text as one line; a tab becomes a space only where words would run together."""
    if not label or suffix == "nothing":
        return label + text
    if suffix == "space":
        return f"{label} {text}"
    closed = label[-1] in _CLOSING or _ENCLOSED.match(label[-1]) or (label[-1] in ".)" and not text[:1].isascii())
    return label + text if closed else f"{label} {text}"
