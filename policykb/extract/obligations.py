"""Who must, should, may or must not do what: one record for the span that one actor or one modal word governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from ..model import Issue
from ..records import Modality, Obligation, Record
from ..text import Span
from . import words
from .clauses import read
from .continuity import (
    acts_anew,
    defines,
    forwards,
    goes_on,
    has_circumstance,
    introduces,
    is_aim,
    is_copular,
    is_heading,
    is_imperative,
    is_kind,
    is_open,
    opens_conditions,
    opens_with_verb,
    reports,
    stays,
    tells,
)
from .reading import NoticeReading
from .readings import LABEL, Reading
from .sentences import Sentence


@dataclass(frozen=True, slots=True)
class _Duty:
    """A duty: a span of the clean text, and who is bound in which way."""

    span: Span
    modality: Modality
    rule: str
    actor: str | None
    opened: Reading | None = None

    def until(self, end: int) -> _Duty:
        return replace(self, span=Span(self.span.start, max(end, self.span.end)))


def obligations(reading: NoticeReading) -> Iterator[Record | Issue]:
    """The duties of a notice, in the order of the text."""
    articles = reading.articles
    conditions = False
    for passage in reading.passages:
        looks = reading.outlooks[passage.span.start]
        item = reading.statute and bool(passage.label) and not passage.label.startswith("第")
        if not item and passage.sentences:
            conditions = opens_conditions(passage.sentences[-1])
        headed = reading.headed(passage)
        carried, bound = None, False
        for sentence in passage.sentences:
            bodies = reading.bodies.get(sentence.span.start)
            if bodies is None and headed and _DUTIES.match(sentence.clauses[0].bare):
                bodies = headed
            if bodies == "" or _is_citation(reading, sentence) or is_heading(passage, sentence):
                continue
            if (looks == "eligible" and is_kind(sentence)) or (
                item and sentence.clauses[-1].bare.endswith(("者", "的"))
            ):
                continue
            sentence_duties = _Sentence(reading, sentence, bodies, articles)
            sentence_duties.carried, sentence_duties.bound = carried, bound
            for duty in sentence_duties.duties():
                if item and conditions and duty.actor is None:
                    continue
                if duty.rule in _BINDING or not (looks == "back" or item) or (item and duty.rule == _BY_BODY):
                    yield _record(reading, duty)
            carried, bound = sentence_duties.carried, sentence_duties.bound


def _is_citation(reading: NoticeReading, sentence: Sentence) -> bool:
    """Whether a bracket stands behind a title: 《…办法》（县政府公告第5号发布）."""
    return sentence.aside and reading.clean[max(0, sentence.span.start - 2) : sentence.span.start].startswith("》")


_BY_BODY = "obligations.by_body"
_PASSING = (_BY_BODY, "obligations.task_force")
_WILL = ("还将", "并将", "也将", "同时将")
_BINDING = ("obligations.modal", "obligations.request")
_OWN_CONDITION = re.compile("对|如|若|凡|属|因|逾期|情节|经|有|未|发现|需|确")
_GIVES = re.compile(
    "(?:分别|一次性|每年|每月|按.{0,12}|最高){0,3}(?:给予|予以|奖励|补助|补贴|资助|减免|免收|免征|享受)"
)
_DUTIES = re.compile("(?:主要|具体|牵头|共同)?(?:负责|承担|牵头|做好|组织|指导|落实|协调|统筹|配合|会同|督促)")
# One who acts within the body named before him: the body stays the subject.
_OFFICER = re.compile(
    "(?:党政|行政|单位|部门|主要|分管|有关|相关){0,3}(?:负责人|负责同志|领导|领导干部|领导同志|责任人)$"
)
_RECEIVES = re.compile("享受|申请|申领|领取|获得")


class _Sentence:
    """The duties of one sentence, found from its first clause to its last.

    `carried` is the actor of the sentence before, then the one that the next sentence may carry on; `bound` says that
    a modal word bound him: only then an encouraging sentence is taken to be his.
    """

    def __init__(self, reading: NoticeReading, sentence: Sentence, bodies: str | None, articles: bool) -> None:
        self.reading = reading
        self.sentence = sentence
        self.bodies = bodies
        self.carried: str | None = None
        self.bound = False
        self.readings = [read(clause, articles) for clause in sentence.clauses]
        self.subject: str | None = None
        self.topic: Reading | None = None
        self.lead: int | None = None
        self.listed = self.broken = self.passing = False
        self.foreign = False
        self.found: list[_Duty] = []

    @cached_property
    def told(self) -> bool:
        """Whether the sentence tells how things stand or stood."""
        return tells(self.sentence) or self.reading.is_past(self.sentence.span)

    @cached_property
    def introduces(self) -> bool:
        """Whether the sentence only introduces the document."""
        return introduces(self.sentence)

    def duties(self) -> list[_Duty]:
        """The duties in order; `carried` is renewed on the way."""
        for found in self.readings:
            if reports(found):
                break
            found = self._resolved(found)
            if found.modality is None and found.lead:
                self.lead = found.clause.span.start if self.lead is None else self.lead
                self.topic = found if found.topic is not None else self.topic
                if found.foreign:
                    self.subject, self.foreign = None, True
                self.listed = is_open(found)
                continue
            if found.modality is not None and not self._joins(found):
                self._open(found)
            elif self.found:
                self.found[-1] = self.found[-1].until(found.clause.span.end)
            if found.modality is not None or self.found:
                self.lead = None
            kept = not self.found and found.modality is None and not is_copular(found.clause)
            self.topic = self.topic if kept else None
            self.listed = is_open(found)
            self.broken = found.clause.stop == "；"
        self._item()
        if self.found:
            self.found[-1] = self.found[-1].until(self.sentence.span.end)
        subject = None if self.passing else self.subject
        if subject:
            self.bound = any(duty.rule in _BINDING for duty in self.found)
        self.carried = subject or (None if self.foreign else self.carried)
        return self.found

    def _resolved(self, found: Reading) -> Reading:
        """A reading in the light of what stands before it in the sentence."""
        if found.rule == "obligations.plain" and self._is_condition(found):
            return replace(found, modality=None, actor=None, lead=True, topic=found.actor)
        if found.modality is not None and defines(self.sentence):
            return replace(found, modality=None)
        if found.rule == "obligations.plain" and (self.told or self.listed):
            return replace(found, modality=None, actor=None)
        if found.rule == "obligations.encourage" and self.introduces and found.actor is None:
            return replace(found, modality=None)
        if self.bodies and found.rule == "obligations.modal" and found.clause.bare.startswith(("既要", "也要", "又要")):
            return replace(found, modality=None, actor=None)
        if found.rule == "obligations.with_body" and (self.found or self.bodies):
            return replace(found, modality=None, actor=None)
        if found.modality is None and not found.lead and self._acts(found) and not (self.told or self.introduces):
            return replace(found, modality="must", rule="obligations.plain")
        return found

    def _is_condition(self, found: Reading) -> bool:
        """Whether a plain statement is the beginning of a condition: 企业提供餐饮服务，取得收入免税的，…"""
        behind = [other for other in self.readings if other.clause.span.start > found.clause.span.start]
        for before, other in zip([found, *behind], behind, strict=False):
            if before.clause.stop == "；":
                return False
            if other.lead and other.clause.bare.endswith("的") and _OWN_CONDITION.match(other.clause.bare) is None:
                return True
            if other.modality is not None:
                return False
        return False

    def _acts(self, found: Reading) -> bool:
        """Whether a clause without modal word or subject is a plain statement about the one named before it."""
        if self.topic is not None:
            gives = _GIVES.match(found.clause.bare) is not None
            if self.topic.rule == LABEL:
                return _DUTIES.match(found.clause.bare) is not None
            if self.topic.clause.bare.endswith("后") and not (forwards(found.clause) or stays(self.topic)):
                return False
            return self.topic.bound and not gives and opens_with_verb(found.clause)
        opened = self.found[-1].opened if self.found else None
        if opened is None or not (self.subject or self.bodies):
            return False
        if self.bodies and self.broken and opened.modality == "encourage" and is_imperative([found.clause]):
            return True
        return found.clause.bare.startswith(_WILL) or acts_anew(opened, found)

    def _joins(self, found: Reading) -> bool:
        """Whether a clause only goes on with the duty before it, or names its modality afterwards."""
        if not self.found:
            return False
        last = self.found[-1]
        binds = found.rule == "obligations.modal" and found.modality == "must"
        if binds and last.rule == "obligations.plain" and found.actor is None and not has_circumstance(found):
            assert found.modality is not None
            self.found[-1] = replace(last, modality=found.modality, rule=found.rule).until(found.clause.span.end)
            return True
        if last.opened is None:
            return False
        if found.modality == "encourage" and last.span.end == last.opened.clause.span.end and is_aim(last.opened):
            self.found[-1] = last.until(found.clause.span.end)
            return True
        return goes_on(last.opened, found)

    def _open(self, found: Reading) -> None:
        start = found.clause.span.start if self.lead is None else self.lead
        if not self.found and start > self.sentence.span.start:
            self._item(start)
        actor = self._actor(found)
        assert found.modality is not None
        span = Span(start, found.clause.span.end)
        self.found.append(_Duty(span, found.modality, found.rule, actor, found))

    def _actor(self, found: Reading) -> str | None:
        """Whom a duty binds: named in the clause, or before it in the sentence, for the item, in the paragraph."""
        if found.actor is not None:
            actor = self.reading.text(found.actor)
            if self.subject is None or _OFFICER.match(actor) is None:
                self.subject, self.foreign = actor, False
                self.passing = found.rule in _PASSING
            return actor
        if found.foreign:
            self.subject, self.foreign = None, True
            return self.bodies
        if self.topic is not None and self.topic.topic is not None:
            actor = self.reading.text(self.topic.topic)
            if not self.topic.beneficiary:
                if self.subject is None or _OFFICER.match(actor) is None:
                    self.subject, self.foreign = actor, False
                return actor
            if found.modality == "may" and _RECEIVES.search(found.clause.bare):
                return actor
        if self.subject is None and found.modality == "encourage" and self._encourages_itself(found):
            return self.bodies
        unbound = not self.bound and (found.modality == "encourage" or found.rule == "obligations.request")
        carried = None if self.foreign or unbound else self.carried
        return self.subject or self.bodies or carried

    def _encourages_itself(self, found: Reading) -> bool:
        """Whether the one who would encourage is the one who is encouraged."""
        who = (self.carried or "").removeprefix("各级").removeprefix("各")
        return bool(who) and found.clause.text.startswith(who, found.head)

    def _item(self, before: int | None = None) -> None:
        """What a closing bracket makes a duty: the imperative sentence, or the clauses of it before another duty."""
        if self.found or not self.bodies or self.sentence.aside:
            return
        clauses = [c for c in self.sentence.clauses if before is None or c.span.end <= before]
        if clauses and is_imperative(clauses):
            span = Span(clauses[0].span.start, clauses[-1].span.end)
            self.found.append(_Duty(span, "must", "obligations.item", self.bodies))


def _record(reading: NoticeReading, duty: _Duty) -> Obligation:
    quote = reading.text(duty.span)
    action = quote
    if duty.actor and quote.startswith(duty.actor):
        action = quote[len(duty.actor) :].lstrip("，")
    return Obligation(
        quote=quote,
        section=reading.notice.section_at(duty.span.start),
        evidence=reading.notice.evidence(duty.span, duty.rule),
        modality=duty.modality,
        action=_modal_first().sub("", action, count=1) or quote,
        actor=duty.actor,
    )


@cache
def _modal_first() -> re.Pattern[str]:
    return re.compile(
        f"^(?:{words.adverbs()})?(?:必须|务必|应当|应该|应|须|需要|需|要|可以|可|得|将|主要职责是|请)(?=.{{2}})"
    )
