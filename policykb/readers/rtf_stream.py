"""The paragraphs of the body, of a note or of a box of a Rich Text file as they are gathered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .flow import Flow, Items, Line
from .list_labels import joined
from .rtf_state import State

_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass
class OpenField:
    """A field that is open: its instruction, the text before it, and the state of its box where it is a form field."""

    instruction: list[str] = field(default_factory=list)
    shown: bool = False
    box: int | None = None


@dataclass
class Stream:
    """The paragraphs of the body, of a note or of a box, and the one that is open."""

    kind: str
    flow: Flow = field(default_factory=Flow)
    pieces: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    boxes: list[Items] = field(default_factory=list)
    notes: list[Items] = field(default_factory=list)
    carried: str = ""

    def show(self, text: str, size: float) -> None:
        """Add text to the open paragraph."""
        self.pieces.append(text)
        if not text.isspace():
            self.sizes[size] += len(text)

    def end_paragraph(self, place: int, state: State, depth: int, joins: bool = False) -> None:
        """Close the open paragraph; `joins` says that it runs on into the next."""
        text = _whole("".join(self.pieces))
        if joins:
            self.carried += text
            text = ""
        else:
            label = _whole("".join(self.label))
            suffix = "tab" if label.endswith("\t") else "space" if label.endswith(" ") else "nothing"
            label = label.strip()
            if text.strip():
                text = joined(label, suffix, text.lstrip(" \t\u3000"))
            text, self.carried = self.carried + (text or label), ""
        size = self.sizes.most_common(1)[0][0] if self.sizes else None
        self.flow.enter(depth)
        self.flow.here.append(Line(text, place, state.level, state.align, size, self.boxes, self.notes))
        self.pieces, self.label, self.boxes, self.notes = [], [], [], []
        self.sizes = Counter()

    @property
    def is_open(self) -> bool:
        """Whether anything stands in the open paragraph."""
        return bool(self.pieces or self.label or self.boxes or self.notes or self.carried)


def _whole(text: str) -> str:
    """Characters beyond the first plane, which stand as two halves, made whole."""
    if _SURROGATE.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
