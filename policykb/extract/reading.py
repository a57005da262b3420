"""A notice as the extractors read it: its passages, who answers for them, and the values in them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ..model import Notice
from ..text import Span
from . import actors
from .sentences import Passage, Sentence, passages


class NoticeReading:
    """What several extractors need of one notice, each part made once, when it is first asked for."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        self.clean = notice.text.clean

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passages(self.notice))

    @cached_property
    def bodies(self) -> dict[int, str]:
        """Who a closing bracket makes responsible for a sentence, by the sentence's start.

        The bracket itself is among the keys with an empty name: it is no sentence of its own.
        """
        found: dict[int, str] = {}
        waiting: list[Sentence] = []
        section: int | None = None
        for passage in self.passages:
            if passage.section != section or passage.label:
                waiting = []
            section = passage.section
            waiting = self._answering(passage.sentences, waiting, found)
        return found

    def _answering(
        self, sentences: Iterable[Sentence], waiting: list[Sentence], found: dict[int, str]
    ) -> list[Sentence]:
        for sentence in sentences:
            names = actors.responsible(sentence.span.cut(self.clean), bracket=sentence.aside)
            if names is None:
                waiting.append(sentence)
                continue
            found[sentence.span.start] = ""
            found.update((other.span.start, names) for other in waiting)
            waiting = []
        return waiting

    def text(self, span: Span) -> str:
        """What stands at a span of the clean text."""
        return span.cut(self.clean)
