"""A notice as the extractors read it: its passages, who answers for them, and the values in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from .. import values
from ..model import Notice
from ..text import Span
from ..values.base import Value, When
from . import actors
from .grants import Grant, announces, grants
from .headings import Outlook, is_statute, outlook
from .sentences import Passage, Sentence, passages

_YEAR = re.compile(r"(?<![0-9到至〔(（])(?P<year>(?:19|20)[0-9]{2})年(?!度?[版修])")
_QUOTED = re.compile(r"《[^》]{0,200}》")


class NoticeReading:
    """What several extractors need of one notice, each part made once, when it is first asked for."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        self.clean = notice.text.clean

    def text(self, span: Span) -> str:
        """What stands at a span of the clean text."""
        return span.cut(self.clean)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passages(self.notice))

    @cached_property
    def statute(self) -> bool:
        """Whether the document is written in articles."""
        return is_statute(self.notice)

    @property
    def articles(self) -> bool:
        """Whether the document is written in the traditional script, in which 得 gives leave."""
        return self.notice.metadata.script == "hant"

    @cached_property
    def outlooks(self) -> dict[int, Outlook]:
        """Where each passage looks, by its start: ahead, back, or at who is eligible."""
        return {passage.span.start: outlook(self.notice, passage) for passage in self.passages}

    def headed(self, passage: Passage) -> str | None:
        """The body whose name is the heading of a passage: （一）县农业农村局。负责…"""
        index = passage.section
        title = self.notice.outline[index].title.strip("。：: ") if index is not None else ""
        named = actors.leading(title) if title else None
        return title if named is not None and named.end == len(title) else None

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
            names = actors.responsible(self.text(sentence.span), bracket=sentence.aside)
            if sentence.aside and self.clean[sentence.span.end + 1 : sentence.span.end + 2] in ("，", "、"):
                names = None
            if names is None:
                waiting.append(sentence)
                continue
            found[sentence.span.start] = ""
            found.update((other.span.start, names) for other in waiting)
            waiting = []
        return waiting

    @cached_property
    def reference(self) -> date | None:
        """The day from which the document speaks: signed, published, or the year its title or its text is about."""
        metadata = self.notice.metadata
        day = metadata.issued_on or metadata.published_on
        if day is not None:
            return day
        for text in (metadata.title, metadata.inner_title):
            if text and (match := _YEAR.search(text)):
                return date(int(match["year"]), 1, 1)
        years = Counter(int(match["year"]) for match in _YEAR.finditer(_QUOTED.sub("", self.clean)))
        return date(min(years, key=lambda year: (-years[year], year)), 1, 1) if years else None

    @cached_property
    def period(self) -> When | None:
        """The years that the title names: 三年行动方案（2021—2023年）."""
        for text in (self.notice.metadata.inner_title, self.notice.metadata.title):
            for value in values.find(text or "", self.reference):
                if value.when and value.when.start and value.when.end and value.kind == "daterange":
                    return replace(value.when, inherited="title", inferred_year=True)
        return None

    @cached_property
    def _values(self) -> tuple[list[int], list[Value]]:
        found: list[Value] = []
        for passage in self.passages:
            text = self.text(passage.span)
            if any(map(str.isdigit, text)) or _WORTH.search(text):
                found += (_moved(value, passage.span.start) for value in self._found(text))
        return [value.span.start for value in found], found

    def _found(self, text: str) -> Iterator[Value]:
        """The values of a text; a floor and a ceiling in two clauses are two: 不少于5天，最长不超过15天."""
        for value in values.find(text, self.reference):
            inside = value.span.cut(text)
            if "，" not in inside:
                yield value
                continue
            start = value.span.start
            for piece in inside.split("，"):
                yield from (_moved(other, start) for other in values.find(piece, self.reference))
                start += len(piece) + 1

    def values(self, span: Span) -> list[Value]:
        """The values inside a span of the running text, their spans in the clean text."""
        starts, found = self._values
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [value for value in found[first:last] if value.span.end <= span.end]

    def is_past(self, span: Span) -> bool:
        """Whether a span names a time that was over when the document was signed."""
        day = self.notice.metadata.issued_on
        if day is None:
            return False
        ends = (
            value.when.end
            for value in self.values(span)
            if value.when is not None and self.clean[max(0, value.span.start - 1)] not in "较比与同"
        )
        return any(end is not None and end < day for end in ends)

    @cached_property
    def grants(self) -> dict[int, tuple[Grant, ...]]:
        """What each sentence gives, by its start; a standard that is announced reaches over its item."""
        found: dict[int, tuple[Grant, ...]] = {}
        until, standard = -1, ""
        for passage in self.passages:
            listed = standard if passage.span.start < until else ""
            for sentence in passage.sentences:
                inside = self.values(sentence.span)
                given = tuple(grants(sentence, inside, listed if inside else "", self.articles))
                listed = next((grant.instrument for grant in given if grant.rule == "subsidies.listed"), listed)
                if given:
                    found[sentence.span.start] = given
            if passage.section is not None and announces(passage.sentences[-1]):
                until = self.notice.outline[passage.section].body.end
                standard = passage.sentences[-1].clauses[-1].text
        return found

    @cached_property
    def granted(self) -> frozenset[int]:
        """The starts of the amounts that are given."""
        return frozenset(
            grant.value.span.start for given in self.grants.values() for grant in given if grant.value is not None
        )


_WORTH = re.compile(r"[零一二两三四五六七八九十百千万亿年月日季周]")


def _moved(value: Value, by: int) -> Value:
    return replace(value, span=value.span.shift(by), core=value.core.shift(by))
