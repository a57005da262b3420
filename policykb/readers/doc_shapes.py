"""Drawn shapes of a binary Word file: which text box and which word art hangs at which place of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .doc_file import BOX_TEXTS, DRAWINGS, SHAPE_PLACES, WordFile, u16, u32

_DRAWING, _GROUP, _SHAPE, _SHAPE_ID, _OPTIONS = 0xF002, 0xF003, 0xF004, 0xF00A, 0xF00B
_WORD_ART_TEXT = 0x00C0
_BOX_SIZE, _PLACE_SIZE = 22, 26
_DEPTH_LIMIT = 20


@dataclass
class Shapes:
    """What hangs at the places of the main text: stretches of the text of boxes, and the words of word art."""

    boxes: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    word_art: dict[int, list[str]] = field(default_factory=dict)
    loose: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class _Drawing:
    """The shapes by number: the outermost group of each, and its words where it is word art."""

    group: dict[int, int] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)


def load_shapes(word: WordFile) -> Shapes:
    """Boxes and word art by the place they hang at; `loose` are the boxes of shapes that hang nowhere."""
    shapes, drawing = Shapes(), _drawing(word.part(DRAWINGS))
    places, entries = word.places(SHAPE_PLACES, _PLACE_SIZE)
    stretches = word.stretches()
    body_end, box_stretch = stretches[0][1], stretches[6]
    place_of = {u32(entry, 0): place for entry, place in zip(entries, places, strict=False) if place < body_end}
    _, boxes = word.places(BOX_TEXTS, _BOX_SIZE)
    for box, stretch in zip(boxes, word.parts_of(BOX_TEXTS, _BOX_SIZE, box_stretch), strict=False):
        shape = u32(box, 14)
        if stretch is None or not shape:
            continue
        place = place_of.get(drawing.group.get(shape, shape))
        if place is None:
            shapes.loose.append(stretch)
        else:
            shapes.boxes.setdefault(place, []).append(stretch)
    for shape, words in drawing.words.items():
        place = place_of.get(drawing.group.get(shape, shape))
        if place is not None:
            shapes.word_art.setdefault(place, []).append(words)
    return shapes


def _drawing(part: bytes) -> _Drawing:
    drawing = _Drawing()
    at = 0
    # The records of the document's shapes as a whole, then a label of one byte before each drawing.
    if u16(part, 2) == 0xF000:
        at = 8 + u32(part, 4) + 1
    while at + 8 <= len(part):
        if u16(part, at + 2) != _DRAWING:
            break
        end = at + 8 + u32(part, at + 4)
        for kind, start, stop in _records(part, at + 8, end):
            if kind == _GROUP:
                _group(part, start, stop, drawing, None, 0)
        at = end + 1
    return drawing


def _group(part: bytes, start: int, end: int, drawing: _Drawing, outermost: int | None, depth: int) -> None:
    """Walk a group; the first group of a drawing is the page itself, groups right below it are outermost."""
    own: int | None = None
    for kind, first, last in _records(part, start, end):
        if kind == _SHAPE:
            shape = _shape(part, first, last, drawing)
            if own is None:
                own = shape
            group = outermost if outermost is not None else (own if depth else shape)
            drawing.group[shape] = group
        elif kind == _GROUP and depth < _DEPTH_LIMIT:
            _group(part, first, last, drawing, (outermost or own) if depth else None, depth + 1)


def _shape(part: bytes, start: int, end: int, drawing: _Drawing) -> int:
    shape, words = 0, ""
    for kind, first, last in _records(part, start, end):
        if kind == _SHAPE_ID:
            shape = u32(part, first)
        elif kind == _OPTIONS:
            words = words or _word_art(part[first:last], u16(part, first - 8) >> 4)
    if words.strip():
        drawing.words[shape] = words.strip()
    return shape


def _word_art(options: bytes, count: int) -> str:
    at = 6 * count
    for n in range(min(count, len(options) // 6)):
        option, size = u16(options, 6 * n), u32(options, 6 * n + 2)
        if option & 0x8000:
            if option & 0x3FFF == _WORD_ART_TEXT:
                return options[at : at + size].decode("utf-16-le", "replace").partition("\0")[0]
            at += size
    return ""


def _records(part: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The records of a stretch: kind, and where the content begins and ends."""
    end = min(end, len(part))
    while start + 8 <= end:
        last = min(end, start + 8 + u32(part, start + 4))
        yield u16(part, start + 2), start + 8, last
        start = last
