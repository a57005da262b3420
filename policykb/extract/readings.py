"""What the grammar of duties says of a clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..records import Modality
from ..text import Span
from . import actors
from .sentences import Clause

_LEAD_WORDS = re.compile(
    r"(?:(?:[一二三四五六七八九十]{1,2}是(?:要)?|以及|第[一二三四五六七八九十](?!季度|[条期批次轮项款类档方]|阶段|产业|责任|时间)是?|首先是?|其次是?|再次|最后|同时|另外|此外|并(?![网购行轨联发])且?|而且|但是?|且|其中|即"
    r"|特别是?|尤其是?|具体(?:来讲)?|具体是|就是|因此|所以|为此|今后|目前|当前|近期|下一步|必要时|原则上|年底前|全年|年内|全区|全市|全省|全县|全国)[：:，]?)*"
)


_TIME = re.compile(
    r"(?:第[一二三四]季度|[上下]半年|(?:截[至止]|[到在于自从至截])?(?:每|今|明|去|当|全|本|近|“○+”|[0-9]{1,4})(?:年|月|日|周|季度|时期|期间)(?:[0-9]{1,2}[月日号])*"
    r"(?:度|初(?!步)|底|末|[上中下]旬|[上下]半年|至|—|-|[0-9]{1,2}[月日号])*(?:以?前|以?内|起|之?后|期间)?)?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause as the grammar of duties sees it.

    Args:
        modality: None where the clause opens no duty of its own.
        rule: the name of the rule that opened it.
        actor: whom the clause itself names, a span of the clean text.
        foreign: the clause has a subject that is nobody who could be bound (前项金额应…), so none is carried into it.
        lead: it leads to the next clause: a condition, a phrase of time or manner, a subject standing alone.
        topic: whom the clause only names before the next one says what binds him (企业，… / 对符合条件的企业，…).
    bound: a plain statement may follow the topic.
    beneficiary: that somebody is one for whom something is done (对…的企业).
    head: where the predicate of an encouraging clause goes on, an offset of the clause.
    """

    clause: Clause
    modality: Modality | None = None
    rule: str = ""
    actor: Span | None = None
    foreign: bool = False
    lead: bool = False
    topic: Span | None = None
    bound: bool = False
    beneficiary: bool = False
    head: int = 0


LABEL = "obligations.label"
Rule = Callable[[Clause, int, bool], Reading | None]


def start_of(bare: str) -> int:
    """Where the clause's own words begin, behind connectives and a time."""
    place = 0
    for pattern in (_LEAD_WORDS, _TIME, _LEAD_WORDS):
        match = pattern.match(bare, place)
        place = match.end() if match else place
    return place if place < len(bare) else 0


def place(clause: Clause, span: Span) -> Span:
    return actors.without_particles(clause.bare, span).shift(clause.span.start)
