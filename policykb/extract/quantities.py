"""Numbers to be reached or done (targets) and numbers that already are so (facts)."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from ..model import Issue
from ..records import Fact, Record, Target
from ..values.base import Amount, When
from . import actors
from .amounts import bounded
from .events import Timed
from .figures import WINDOW, Figure, is_bare_item, kind_of
from .headings import Outlook
from .indicators import SCOPE, indicator
from .reading import NoticeReading
from .required import bound
from .sentences import Clause, Passage, Sentence
from .times import times


def quantities(reading: NoticeReading) -> Iterator[Record | Issue]:
    """Targets and facts, in the order of the text."""
    for passage in reading.passages:
        under = reading.outlooks[passage.span.start]
        if under == "eligible":
            continue
        said = _Said()
        for sentence in passage.sentences:
            if reading.bodies.get(sentence.span.start) == "":
                continue
            said = yield from _of_sentence(reading, passage, sentence, under, said)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence leaves to the next one of its paragraph: its time, and the kind of its last figure."""

    time: When | None = None
    listed: str = ""


def _of_sentence(
    reading: NoticeReading, passage: Passage, sentence: Sentence, under: Outlook, said: _Said
) -> Generator[Target | Fact, None, _Said]:
    """Yields the records of a sentence; returns what the next sentence may take from it."""
    time: When | None = None
    last = said.time
    listed = said.listed if sentence.clauses[0].bare.startswith("其中") else ""
    tells = (
        under == "back"
        or any(_NOW.search(clause.bare) for clause in sentence.clauses)
        or reading.is_past(sentence.span)
    )
    if not reading.values(sentence.span):
        return replace(said, listed="")
    for clause in sentence.clauses:
        if clause.stop in ("：", ":") and clause.bare.endswith(("条件", "资格", "要求")):
            return _Said(time or last)
        timed = list(times(reading, sentence, clause))
        time = timed[-1].when if timed else time
        leads = _leads_to_grant(reading, sentence, clause)
        for counted in _counted(reading, clause, timed):
            if leads and (counted.value.kind != "quantity" or _REACHES.search(clause.bare)):
                continue
            kind = kind_of(reading, counted, sentence, tells, under, time)
            if kind is None and listed and counted.value.kind == "quantity" and is_bare_item(counted):
                kind = listed, f"{listed}s.listed"
            if kind is None:
                continue
            listed = kind[0]
            when = time if timed else _inherited(time or last)
            yield _record(reading, sentence, counted, kind[0], kind[1], when)
    return _Said(time or last, listed)


def _inherited(when: When | None) -> When | None:
    """A time that stands in another clause than the figure it governs."""
    return None if when is None else replace(when, inherited=when.inherited or "sentence")


def _leads_to_grant(reading: NoticeReading, sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause stands before something given, as its condition: 投资达到1亿元以上，给予…奖励."""
    given = reading.grants.get(sentence.span.start, ())
    place = sentence.clauses.index(clause) if given else 0
    for grant in given[:_LOOKED_AT]:
        between = sentence.clauses[place : grant.index]
        if grant.amount is not None and between and all(other.stop == "，" for other in between):
            return True
    return False


_NOW = re.compile(
    r"比上年|比去年|同比(?:增长|提高|下降|增加)[0-9.]+%?[，；。]?$|连续[一二三四五六七八九十0-9]+年|^(?:目前|现有|现在|截至|截止|当前，|近年来|去年|20[0-9]{2}年以来|过去|长期以来|(?:一|五)年来|今年以来|全年(?:共|累计)|据统计|据测算|经统计)"
)


def _counted(reading: NoticeReading, clause: Clause, timed: list[Timed]) -> Iterator[Figure]:
    for value in reading.values(clause.span):
        if value.amount is None or value.kind in ("ordinal", "recurrence", "date", "daterange"):
            continue
        at, end = value.span.start - clause.span.start, value.span.end - clause.span.start
        if value.span.start in reading.granted or "×" in clause.bare[max(0, at - 1) : end]:
            continue
        if clause.bare[at : at + 1] == "○" or any(value.span.overlaps(time.span) for time in timed):
            continue
        if value.kind == "duration" and not _MINIMUM.search(clause.text[max(0, at - 8) : end]):
            continue
        amount = bounded(value.amount, clause.bare, at, end)
        if value.kind == "money" and clause.text[at:end].endswith("块"):
            amount = replace(amount, unit="块")
        if value.kind == "number":
            if value.rule == "number.fraction":
                if not bound(clause.bare[max(0, at - WINDOW) : at], clause.text[at:end], ""):
                    continue
                amount = _share(amount)
            elif _OF_MONEY.search(clause.bare, 0, at) is None:
                continue
            else:
                amount = replace(amount, unit="元")
        yield Figure(clause, at, end, value, amount)


def _share(amount: Amount) -> Amount:
    """A fraction in per cent: 三分之二 is 66.67."""
    low, high = (None if side is None else round(side * 100, 2) for side in (amount.min, amount.max))
    return replace(amount, min=low, max=high, unit="%")


_OF_MONEY = re.compile(r"(?:资金|投资|收入|产值|税收|贷款|规模|总额|额度|金额)[^，；]{0,6}$")


_LOOKED_AT = 50
_REACHES = re.compile("达到?|超过|以上|满")
_MINIMUM = re.compile(r"不少于|不低于|不得少于|不得低于|至少")


def _record(
    reading: NoticeReading, sentence: Sentence, counted: Figure, kind: str, rule: str, when: When | None
) -> Target | Fact:
    clause = counted.clause
    name, action = indicator(counted)
    named = actors.leading(clause.bare, 0)
    actor = clause.text[named.start : named.end] if named and named.end < counted.at else None
    scope = SCOPE.search(clause.text, max(0, counted.at - WINDOW), counted.at)
    record = Target if kind == "target" else Fact
    return record(
        quote=clause.text,
        section=reading.notice.section_at(clause.span.start),
        evidence=reading.notice.evidence(clause.span, rule),
        indicator=name,
        quantity=counted.amount,
        action=action,
        scope=scope.group() if scope else None,
        actor=actor or reading.bodies.get(sentence.span.start) or None,
        when=when,
    )
