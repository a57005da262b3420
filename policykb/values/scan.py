"""What a recogniser is given, and what it gives back: places in the folded text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .base import Amount, Value, ValueKind, When
from .fold import Folded


@dataclass(frozen=True, slots=True)
class Scan:
    """A text in which values are looked for.

    Args:
        original: the text as it was handed in.
        folded: its folded form; recognisers look at `folded.text` only.
        reference: the day from which a missing year and 今年 are understood.
    """

    original: str
    folded: Folded
    reference: date | None = None

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text


@dataclass(frozen=True, slots=True)
class Found:
    """A value in offsets of the folded text; `When.text` is filled in by `value`."""

    start: int
    end: int
    core_start: int
    core_end: int
    kind: ValueKind
    amount: Amount | None = None
    when: When | None = None
    rule: str = ""

    def value(self, scan: Scan) -> Value:
        """The same in offsets of the original text, with the words of the time as they stand there."""
        span = scan.folded.span(self.start, self.end)
        when = self.when
        if when is not None:
            when = When(
                span.cut(scan.original), when.start, when.end, when.every, when.inferred_year, when.days, when.inherited
            )
        core = scan.folded.span(self.core_start, self.core_end)
        return Value(span, core, self.kind, self.amount, when, self.rule)


# (scan, where the core begins, how far left words may be taken) -> what was found.
Recogniser = Callable[[Scan, int, int], Found | None]
