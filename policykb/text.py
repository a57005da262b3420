"""Spans, edits and alignments: the only file that does offset arithmetic.

A text is normalised by edits, never by building a new string beside the old one, so every offset of the clean text
has an exact place in the source. All offsets are code points, ends are exclusive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open interval [start, end) of code points.

    Raises:
        ValueError: start is negative or lies behind end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        if isinstance(other, Span):
            return self.start <= other.start and other.end <= self.end
        return isinstance(other, int) and self.start <= other < self.end

    def cut(self, text: str) -> str:
        """The part of text that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same length, by code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def strip(self, text: str, characters: str | None = None) -> Span:
        """The span without the white space (or the given characters) at both of its ends."""
        piece = self.cut(text)
        start = self.end - len(piece.lstrip(characters))
        return Span(start, max(start, self.start + len(piece.rstrip(characters))))


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` where [start, end) is.

    An edit that keeps the length is understood character by character: the n-th character replaces the n-th. A guess
    names the other readings in `alternatives` and is reported to the reader of the document.
    """

    start: int
    end: int
    text: str
    alternatives: tuple[str, ...] = ()
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One normalising step as it was applied: its name, and its edits in offsets of the text it met."""

    name: str
    edits: tuple[Edit, ...]


# A gap of an alignment: [clean start, clean end) stands for [source start, source end), as a whole.
Gap = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where each place of a clean text stands in its source.

    Outside the gaps the two run in step, so a text that was edited in a few places costs a few tuples.
    """

    gaps: tuple[Gap, ...] = ()
    _clean: tuple[tuple[int, ...], tuple[int, ...]] = field(init=False, repr=False, compare=False)
    _source: tuple[tuple[int, ...], tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        columns = tuple(zip(*self.gaps, strict=True)) if self.gaps else ((), (), (), ())
        object.__setattr__(self, "_clean", (columns[0], columns[1]))
        object.__setattr__(self, "_source", (columns[2], columns[3]))

    def to_source(self, span: Span) -> Span:
        """The smallest span of the source whose edited form covers a span of the clean text."""
        return _project(span, self._clean, self._source)

    def to_clean(self, span: Span) -> Span:
        """The smallest span of the clean text that covers what a span of the source became."""
        return _project(span, self._source, self._clean)

    def after(self, edits: Iterable[Edit]) -> Alignment:
        """This alignment once `edits`, sorted and apart from each other, were applied to the clean text."""
        return Alignment(tuple(_compose(self.gaps, tuple(_gaps(edits)))))


def _project(span: Span, here: tuple[tuple[int, ...], ...], there: tuple[tuple[int, ...], ...]) -> Span:
    start, end = _first(span.start, here, there), _last(span.end, here, there)
    return Span(start, end) if start <= end else Span(start, start)


def _first(place: int, here: tuple[tuple[int, ...], ...], there: tuple[tuple[int, ...], ...]) -> int:
    index = bisect_right(here[0], place) - 1
    if index < 0:
        return place
    return there[0][index] if place < here[1][index] else there[1][index] + place - here[1][index]


def _last(place: int, here: tuple[tuple[int, ...], ...], there: tuple[tuple[int, ...], ...]) -> int:
    index = bisect_left(here[0], place) - 1
    if index < 0:
        return place
    return there[1][index] if place <= here[1][index] else there[1][index] + place - here[1][index]


def _gaps(edits: Iterable[Edit]) -> Iterator[Gap]:
    shift = 0
    for edit in edits:
        if len(edit.text) != edit.end - edit.start:
            start = edit.start + shift
            yield start, start + len(edit.text), edit.start, edit.end
            shift += len(edit.text) - (edit.end - edit.start)


def _compose(inner: tuple[Gap, ...], outer: tuple[Gap, ...]) -> Iterator[Gap]:
    """Gaps clean -> source from middle -> source (inner) and clean -> middle (outer); what overlaps becomes one."""
    if not inner or not outer:
        yield from inner or outer
        return
    i = o = to_source = to_clean = 0
    while i < len(inner) or o < len(outer):
        start = end = -1
        from_source, from_clean = to_source, to_clean
        while True:
            next_inner = inner[i][0:2] if i < len(inner) else None
            next_outer = outer[o][2:4] if o < len(outer) else None
            take_inner = next_inner is not None and (next_outer is None or next_inner <= next_outer)
            low, high = next_inner if take_inner and next_inner else next_outer or (0, 0)
            if (next_inner is None and next_outer is None) or (end >= 0 and low >= end):
                break
            start, end = (low if start < 0 else start), max(end, high)
            if take_inner:
                to_source = inner[i][3] - inner[i][1]
                i += 1
            else:
                to_clean = outer[o][1] - outer[o][3]
                o += 1
        yield start + from_clean, end + to_clean, start + from_source, end + to_source


@dataclass(frozen=True, slots=True)
class Text:
    """A source text, its clean form, and how each place of the one stands in the other."""

    source: str
    clean: str
    alignment: Alignment = Alignment()
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, source: str) -> Text:
        """A text to which nothing was done yet."""
        return cls(source, source)

    def apply(self, name: str, edits: Iterable[Edit]) -> Text:
        """The text with a step's edits made; the text itself when there are none.

        Raises:
            ValueError: the edits are not sorted, overlap, or reach beyond the text.
        """
        made = tuple(edits)
        if not made:
            return self
        pieces: list[str] = []
        place = 0
        for edit in made:
            if not place <= edit.start <= edit.end <= len(self.clean):
                raise ValueError(f"step {name}: edit [{edit.start}, {edit.end}) is out of order or out of the text")
            pieces += (self.clean[place : edit.start], edit.text)
            place = edit.end
        pieces.append(self.clean[place:])
        return Text(self.source, "".join(pieces), self.alignment.after(made), (*self.steps, Step(name, made)))

    def to_source(self, span: Span) -> Span:
        """Where a span of the clean text stands in the source."""
        return self.alignment.to_source(span)

    def to_clean(self, span: Span) -> Span:
        """What a span of the source became in the clean text."""
        return self.alignment.to_clean(span)

    def quote(self, span: Span) -> str:
        """What the source says, character for character, where the clean text has `span`."""
        return self.to_source(span).cut(self.source)


def replay(source: str, steps: Iterable[Step]) -> str:
    """The clean text made again from the source and the list of changes."""
    text = Text.of(source)
    for step in steps:
        text = text.apply(step.name, step.edits)
    return text.clean
