"""Times that bind an action or a stage of work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .. import values
from ..model import Issue
from ..records import Deadline, Record
from ..text import Span
from .events import Timed
from .reading import NoticeReading
from .sentences import Clause, Passage, Sentence
from .times import times


def deadlines(reading: NoticeReading) -> Iterator[Record | Issue]:
    """The times that bind something, in the order of the text."""
    yield from _of_headings(reading)
    for passage in reading.passages:
        if reading.outlooks[passage.span.start] == "back":
            continue
        for index, sentence in enumerate(passage.sentences):
            if reading.bodies.get(sentence.span.start) == "":
                continue
            stage = _stage(reading, passage, sentence) if not index else None
            if stage is not None:
                yield stage
                continue
            yield from _of_sentence(reading, sentence)


def _of_sentence(reading: NoticeReading, sentence: Sentence) -> Iterator[Deadline]:
    timed = list(_pairs((clause, time) for clause in sentence.clauses for time in times(reading, sentence, clause)))
    for number, (clause, time) in enumerate(timed):
        following = timed[number + 1][0].span.start if number + 1 < len(timed) else sentence.span.end + 1
        end = _reach(reading, sentence, clause, time, following)
        span = Span(clause.span.start, max(end, clause.span.end, time.span.end))
        yield _record(reading, span, time)


def _pairs(timed: Iterable[tuple[Clause, Timed]]) -> Iterator[tuple[Clause, Timed]]:
    """The times, the day something takes effect and the day it ends in the next clause as one: 自…起施行，至…止."""
    waiting: tuple[Clause, Timed] | None = None
    for clause, time in timed:
        if waiting is not None:
            opened, first = waiting[1].when, waiting[1].span
            ends = time.when.end is not None and time.when.start is None and len(clause.span) - len(time.span) <= _NEAR
            if ends and opened.start is not None and opened.end is None and clause.text[0] in "至到":
                when = replace(opened, end=time.when.end)
                yield waiting[0], replace(waiting[1], span=Span(first.start, time.span.end), when=when)
                waiting = None
                continue
            yield waiting
        waiting = clause, time
    if waiting is not None:
        yield waiting


def _reach(reading: NoticeReading, sentence: Sentence, clause: Clause, time: Timed, following: int) -> int:
    """How far a time reaches: it governs the clauses behind it up to the next time or semicolon."""
    end = clause.span.end
    governs_on = time.span.start - clause.span.start <= _NEAR
    for other in sentence.clauses:
        if other.span.start <= clause.span.start:
            continue
        before = reading.clean[end : other.span.start]
        if other.span.start >= following or "；" in before:
            break
        if not governs_on and end != time.span.end:
            break
        end = other.span.end
    return end


_NEAR = 3


def _record(reading: NoticeReading, span: Span, time: Timed) -> Deadline:
    quote = reading.text(span)
    at = time.span.start - span.start
    action = (quote[:at].rstrip("于在至到自从、（") + quote[at + len(time.span) :].lstrip("，、：）")).strip("，；：")
    return Deadline(
        quote=quote,
        section=reading.notice.section_at(span.start),
        evidence=reading.notice.evidence(span, time.rule),
        when=time.when,
        action=action or None,
    )


def _stage(reading: NoticeReading, passage: Passage, sentence: Sentence) -> Deadline | None:
    """A bracket with nothing but a time, behind the heading of a stage: 摸底排查。（2021年3月）"""
    if not sentence.aside or not passage.heading or passage.section is None:
        return None
    found = reading.values(sentence.span)
    if len(found) != 1 or found[0].when is None or len(found[0].span) < len(sentence.span) - 2:
        return None
    section = reading.notice.outline[passage.section]
    start = section.span.start + len(section.label)
    span = Span(start, sentence.span.end + 1).strip(reading.clean)
    when = replace(found[0].when, text=reading.text(found[0].span))
    quote = reading.text(span)
    return Deadline(
        quote=quote,
        section=section.path,
        evidence=reading.notice.evidence(span, "deadlines.stage"),
        when=when,
        action=section.title.rstrip("。") or None,
    )


_STAGE_TIME = re.compile(r"[（(](?P<time>[^（）()]{3,40})[）)]。?$|阶段[：:](?P<late>[^。]{3,40})。?$")


def _of_headings(reading: NoticeReading) -> Iterator[Deadline]:
    """The stages whose headings carry their time: （一）动员部署阶段（3月1日至15日）."""
    for section in reading.notice.outline:
        match = _STAGE_TIME.search(section.title)
        if match is None:
            continue
        inside = match["time"] or match["late"]
        found = [value for value in values.find(inside, reading.reference) if value.when is not None]
        if len(found) != 1 or len(found[0].span) < len(inside) - 3 or found[0].when is None:
            continue
        start = section.span.start + len(section.label)
        span = Span(start, section.span.end).strip(reading.clean)
        yield Deadline(
            quote=reading.text(span),
            section=section.path,
            evidence=reading.notice.evidence(span, "deadlines.stage"),
            when=replace(found[0].when, text=found[0].span.cut(inside)),
            action=section.title[: match.start()].strip("：:。 ") or None,
        )
