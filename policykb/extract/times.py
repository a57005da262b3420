"""Times in a clause: which of them bind what it says, and which only tell or describe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ..text import Span
from ..values.base import Value, When
from . import words
from .durations import LASTS, LASTS_BEHIND, opens, when_of
from .events import OWN_EVENT, Timed, events
from .reading import NoticeReading
from .sentences import Clause, Sentence


def times(reading: NoticeReading, sentence: Sentence, clause: Clause) -> Iterator[Timed]:
    """The times of a clause that bind what it says."""
    found = False
    inside = list(_joined(reading.values(clause.span)))
    for value in inside:
        at, end = value.span.start - clause.span.start, value.span.end - clause.span.start
        if clause.bare[at : at + 1] == "○":
            continue
        when = when_of(reading, value, clause, at, end)
        if when is None:
            continue
        rule = _bound_by(value, sentence, clause, at, end)
        told = _is_over(reading, when) and not _MODAL.search(clause.bare) and not _EFFECT.match(clause.bare, end)
        if rule in _PLAIN and told:
            continue
        if rule is not None:
            found = True
            if rule == "deadlines.date_is" and _ENDS.search(clause.bare):
                when = replace(when, start=None)
            if when.days is None and OWN_EVENT.match(reading.text(value.span)):
                when = replace(when, start=reading.notice.metadata.issued_on)
            yield Timed(value.span, replace(when, text=reading.text(value.span)), rule)
    if not found:
        signed = reading.notice.metadata.issued_on
        yield from (
            Timed(event.span.shift(clause.span.start), event.when, event.rule) for event in events(clause, signed)
        )


def _joined(found: list[Value]) -> Iterator[Value]:
    """The values, a beginning and what stands right behind it as one: 自印发之日起至3月底, 自2021年起每年."""
    waiting: Value | None = None
    for value in found:
        if waiting is not None:
            opened, when = waiting.when, value.when
            if (
                opened is not None
                and when is not None
                and waiting.kind == "daterange"
                and waiting.span.end == value.span.start
                and opened.end is None
                and when.start is None
                and (when.end is not None or value.kind == "recurrence")
                and opened.days is None
            ):
                span = Span(waiting.span.start, value.span.end)
                waiting = replace(value, span=span, core=span, when=replace(when, start=opened.start))
                continue
            yield waiting
        waiting = value
    if waiting is not None:
        yield waiting


_PLAIN = ("deadlines.governs", "deadlines.clause", "deadlines.preposed", "deadlines.due")


_EFFECT = re.compile("起?(?:正式|开始)?(?:施行|生效|实施|执行)")
_MODAL = re.compile("应|须|必须|不得|要|请")


def _is_over(reading: NoticeReading, when: When) -> bool:
    """Whether a time lies before the document: it tells of the past."""
    day = reading.reference
    last = when.end or (
        when.start if when.start and not when.end and when.start.year < (day.year if day else 0) else None
    )
    if day is None or last is None or last >= day:
        return False
    return last.year < day.year or reading.notice.metadata.issued_on is not None


_ENDS = re.compile("截止|截至|止于")


def _bound_by(value: Value, sentence: Sentence, clause: Clause, at: int, end: int) -> str | None:
    """The name of the rule by which a time binds its clause; None where it only tells or describes."""
    bare = clause.bare
    before, behind = bare[:at], bare[end:]
    if _COMPARED.search(before) or _COMPARES.match(behind) or _PAST_TIME.match(clause.text, at):
        return None
    if value.kind == "duration" and (_FROM.search(before) or _HAPPENED.match(behind) or before.endswith(_NOT_YET)):
        return None
    if value.kind == "duration":
        if _LOOKS_BACK.search(before) or _CONDITION_END.search(bare):
            return None
        described = behind.startswith(("的", "（", "之")) and LASTS_BEHIND.match(behind) is None
        return None if (described and not LASTS.search(before)) or _is_lasted(before, behind) else "deadlines.duration"
    if _PURPOSE.match(bare) or _CONDITIONAL.match(bare) or _GOVERNED.search(before):
        return None
    if not clause.text.startswith("到", at) and _tells(sentence, clause):
        return None
    if value.kind == "recurrence":
        if behind.startswith("连续处罚"):
            return None
        return None if _CONDITION_END.search(bare) else _recurrent(before, behind)
    if _WHOLE.match(clause.text, at) and _LEADS.fullmatch(before):
        return "deadlines.due"
    text = clause.text[at:end]
    if _DUE.search(text) and not behind.startswith("的"):
        return None if text.startswith(("截至", "截止")) and _CONDITION_END.search(bare) else "deadlines.due"
    if _PREPOSED.search(before) or text[0] in "到至自于在":
        return None if behind.startswith("的") else "deadlines.preposed"
    if not behind or _DATES.fullmatch(behind):
        if _DATE_IS.search(before):
            return "deadlines.date_is"
        return "deadlines.clause" if not before.strip("，") or _LEADS.fullmatch(before) else None
    if _STRIVES.search(before) and any(map(str.isdigit, behind)):
        return "deadlines.strives"
    if _verb_last().search(before) and not before.endswith(("确保", "力争", "争取")):
        return None
    described = _NAMED_BY.match(bare, end) is not None and not bare.startswith("对")
    return "deadlines.governs" if opens(bare, end) and not described else None


@cache
def _verb_last() -> re.Pattern[str]:
    return re.compile(f"{words.verbs()}$")


_CONDITIONAL = re.compile(r"(?:如|若|凡)(?!期|实|何|下)")


_PURPOSE = re.compile(
    r"为(?:了|进一步|加强|做好|贯彻|推进|促进|落实|规范|顺利|确保|切实|全面|深入|加快)|.*第[一二三四五六七八九十]+次修[订正]"
)
_GOVERNED = re.compile(r"(?:根据|按照|依据|参照|安排|下达|印发|发布|关于|公布|申报|认定)$")


_NAMED_BY = re.compile(r"[^，；]*的(?:企业|单位|项目|人员|机构|个人|产品|地区|部分)$")


_COMPARED = re.compile(r"(?:较|比|与|同|以|基于|相比|不及|超过|截至|自)$")
_LOOKS_BACK = re.compile(r"(?:日|之)前$")
# What somebody has done or not done within a time is a condition: 三年内未有违规记录, 未于六个月内办理.
_HAPPENED = re.compile("内?(?:未有|未曾|未受|曾|没有|无(?![需须])|有(?:违|不良|严重|重大)|发生|出现)")
_NOT_YET = ("未于", "未在", "未能在", "逾期")


def _is_lasted(before: str, behind: str) -> bool:
    """Whether a duration tells how long something has gone on already: 连续五年保持增长."""
    return before.endswith("连续") and _GIVEN_ON.match(behind) is None


_GIVEN_ON = re.compile(r"的?(?:给予|安排|奖励|补助|补贴|资助|支持|资金|经费|每|不得|不予|$)")
_FROM = re.compile(r"由(?:原来?)?$")


_WHOLE = re.compile(r"全年|年内|年底前|月底前|上半年|下半年|[一二三四]季度|第[一二三四]季度")


_COMPARES = re.compile(
    r"(?:相比|同期|以来|基础上|水平|度?(?:预算|决算|报表|总结|报告|版|修订|修正|级|届|生人)|出生|出台|印发|发布|公布)"
)


_PAST_TIME = re.compile(
    r"(?:上年|上一年|去年|前年|往年|近年|近[一二两三五十0-9]|过去|前一年|同年|当[年月](?!年?[底末]|(?:分别|一次性)?(?:给予|予以|奖励|补助|补贴|兑现|兑付|发放|拨付|支付|完成|办理|缴清|结清))|上月|昨|目前|当前|历年|今年以来)"
)


_DUE = re.compile(r"(?:内|前|底|末|以后|之后|起|止)$")


_PREPOSED = re.compile(r"(?:到|至|在|于|自|从|定于|截止|截至)$")


_STRIVES = re.compile(r"(?:力争|争取|推动|推进|确保|实现|完成)$")


_DATE_IS = re.compile(r"(?:时间|日期|期限|截止|截至)(?:分别)?(?:为|是|：)?[0-9年月日、和]*$")
_DATES = re.compile("(?:[、和][0-9年月日]{3,12})+")


_LEADS = re.compile(r"(?:并|且|同时|其中|力争|争取|确保|计划|拟|原则上|今后)*")


_CONDITION_END = re.compile(r"(?:的|者)$")


_TOLD = re.compile(
    r"(?:预计|预测|造成|遇难|已经?|曾|了(?!解)|以来|截至(?:目前|[0-9])|是[^，]*的(?:第|关键|重要|收官|开局|决胜))"
)


def _tells(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause tells of what was or is, so that its time binds nobody."""
    if clause.stop == "，" and len(clause.bare) < _SHORT:
        following = next((other for other in sentence.clauses if other.span.start > clause.span.end), None)
        if following is not None and (_TOLD.search(following.bare) or _IS.match(following.bare)):
            return True
    return _TOLD.search(clause.bare) is not None


_SHORT = 12


_IS = re.compile(
    r"(?:是|为(?!了|进|加|全|确|切|推)|我[国省市县区].{0,12}有|全[国省市县区].{0,12}(?:有|达))|.{0,12}的?[^，]{2,10}有[0-9]"
)


def _recurrent(before: str, behind: str) -> str | None:
    if (_PER.search(before) and not _PAYS_ONE.match(behind)) or (_PER_NEXT.match(behind) and not _PAYS.match(behind)):
        return None
    if behind.startswith(("的", "度")) or not (behind or _PREPOSED.search(before)):
        return None
    return "deadlines.recurrent"


_PER = re.compile(r"(?:每(?:人|户|亩|家|个|公顷|只|头|名|次|件|平方米|吨)|/)$")


_PER_NEXT = re.compile(r"每|人均|[0-9/]|新台币")


_PAYS_ONE = re.compile("(?:最高|最多)?(?:补助|补贴|发给|奖励|资助)")
_PAYS = re.compile(r"每.{1,3}(?:发给|给予|补助|补贴|奖励|支付)")
