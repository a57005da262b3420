"""Content to text: the steps in their order, and the one verb. Each step is a list of edits with exact offsets."""

from __future__ import annotations

from ..model import Content, Issue
from ..text import Text
from . import (
    boilerplate,
    glosses,
    invisible,
    joins,
    layout,
    lost_bytes,
    mojibake,
    paragraphs,
    punctuation,
    script,
    spacing,
    trim,
    variants,
    width,
)
from .base import NormalizingStep

STEPS: tuple[NormalizingStep, ...] = (
    NormalizingStep("mojibake", mojibake.edits),
    NormalizingStep("invisible", invisible.edits),
    NormalizingStep("glosses", glosses.edits),
    NormalizingStep("lost_bytes", lost_bytes.edits),
    NormalizingStep("variants", variants.edits),
    NormalizingStep("script", script.edits),
    NormalizingStep("width", width.edits),
    NormalizingStep("punctuation", punctuation.edits),
    NormalizingStep("paragraphs", paragraphs.edits),
    NormalizingStep("spacing", spacing.edits),
    NormalizingStep("boilerplate", boilerplate.edits, issue="left_out"),
    NormalizingStep("trim", trim.edits),
    NormalizingStep("joins", joins.edits),
    # Once more, for what a joined line has beside it now.
    NormalizingStep("punctuation", punctuation.edits),
    NormalizingStep("spacing", spacing.edits),
)


def normalize(content: Content) -> tuple[Text, tuple[Issue, ...]]:
    """The clean text of what a reader found, every change a named step, and what was guessed or left out.

    A paragraph is a line, a table its rows with cells a tab apart. Issues have their spans in the source.
    """
    text = Text.of(content.source).apply("layout", layout.edits(content))
    issues: list[Issue] = []
    for step in STEPS:
        text, seen = step.apply(text)
        issues += seen
    return text, tuple(issues)
