"""What continues a duty from clause to clause, and what sets in anew."""

from __future__ import annotations

import re
from functools import cache

from . import actors, words
from .readings import Reading, start_of
from .sentences import Clause, Passage, Sentence

_NOW = re.compile(r"^(?:目前|现有|现在|截至|截止|当前，|近年来|去年|过去|长期以来|.{0,12}以来)")


_DONE = re.compile(r"[^为除到除]了(?!解|然|望|如)")


_DEFINES = re.compile("所称|[是系]指|^[^，；指]{2,12}指(?![导定派挥标数示])")


def defines(sentence: Sentence) -> bool:
    """Whether a sentence says what a word means."""
    return _DEFINES.search(sentence.clauses[0].bare) is not None


def tells(sentence: Sentence) -> bool:
    """Whether a sentence tells how things stand: its plain statements bind nobody."""
    if any(_NOW.search(clause.bare) or _DONE.search(clause.bare) for clause in sentence.clauses):
        return True
    return introduces(sentence) or defines(sentence)


_INTRODUCES = re.compile(
    r"适用本(?:办法|条例|规定|法|细则|规则)|现将|现就|现印发|现作|作(?:出)?如下|(?:制定|提出|明确)(?:本|如下|以下)|特?[制订]定本|特制定|(?:通知|公告|通告|意见|要求|规定|措施)如下[：。]?$|作出.{0,4}安排部署"
)


def introduces(sentence: Sentence) -> bool:
    """Whether a sentence only introduces the document (为推进…，特制定本方案): what it supports is no duty."""
    return any(_INTRODUCES.search(clause.bare) for clause in sentence.clauses)


def has_circumstance(found: Reading) -> bool:
    """Whether a clause says when or where before its modal word: 核查中须…"""
    return _CIRCUMSTANCE.match(found.clause.bare) is not None


_CIRCUMSTANCE = re.compile("[^，；]{2,8}?(?:中|时|后|前|期间)(?:必须|务必|应当?|须|要|不得)")
_STEP = 8
_HEADING = 24


def is_heading(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence is the heading of its item, with the text behind it: 3．鼓励技术改造。对…给予补助。"""
    first = sentence is passage.sentences[0] and len(passage.sentences) > 1 and not passage.sentences[1].aside
    if not first or not passage.label or len(sentence.clauses) > 1:
        return False
    return len(sentence.span) < (_HEADING if sentence.text.startswith(words.encouraging()) else _STEP)


_CONDITIONS = re.compile(
    "(?:符合|具备|有)[^，]*下列|下列[^，]*(?:之一|条件|情形|要件|资格)|指[^，]*下列|情形之一|规定之"
)


def opens_conditions(sentence: Sentence) -> bool:
    """Whether a sentence announces a list of conditions or of cases."""
    return any(_CONDITIONS.search(clause.bare) for clause in sentence.clauses)


_REPORTS = re.compile("(?:》|会议|中央)[^，；]{0,30}(?:提出|指出|强调|明确|要求|规定|部署)(?:$|[要应须])")


def reports(found: Reading) -> bool:
    """Whether a clause says what a higher document or a meeting has called for: 《…规划》提出，要…"""
    clause = found.clause
    start = clause.bare.startswith(("《", "党的", "中央", "全国", "会议"))
    return start and _REPORTS.search(clause.bare) is not None


def is_open(found: Reading) -> bool:
    """Whether a clause breaks off inside a list or a phrase, so that the next one begins no statement of its own."""
    bare = found.clause.bare
    if found.clause.stop != "，" or found.modality is not None or found.topic is not None:
        return False
    if bare.startswith("对") and _GIVEN.search(bare) is None:
        return not bare.endswith(("的", "者", "上", "中"))
    return not found.lead and re.search("[对、]", bare) is not None and actors.closing_body(bare)


_GIVEN = re.compile("给予|予以|进行|实行|实施|开展")


def acts_anew(opened: Reading, found: Reading) -> bool:
    """Whether a clause leaves the encouraging one before it, both with a verb (县级支持建设服务站，搭建平台)."""
    if opened.modality != "encourage" or found.modality is not None:
        return False
    if not _verb_at(opened) and actors.names_somebody(opened.clause.bare, opened.head):
        return False
    return _verb().match(found.clause.bare, start_of(found.clause.bare)) is not None


def goes_on(opened: Reading, found: Reading) -> bool:
    """Whether an encouraging clause goes on with an encouraging one before it (鼓励企业制定规划，支持开展培训)."""
    if (
        found.rule == "obligations.modal"
        and found.actor is None
        and found.clause.bare.startswith(("也要", "又要", "还要", "务必"))
    ):
        emphasis = found.clause.bare.startswith("务必") and opened.modality == "must" and found.modality == "must"
        return emphasis or "既要" in opened.clause.bare
    if opened.modality != "encourage" or found.modality != "encourage" or found.actor is not None:
        return False
    if (not _verb_at(opened) and _verb_at(found)) or "通过" in opened.clause.bare[: opened.head]:
        return True
    pivot = _PIVOT_ONLY.match(opened.clause.bare, opened.head)
    return not _verb_at(opened) and pivot is not None and _verb().search(pivot.group("object")) is None


def _verb_at(found: Reading) -> bool:
    return _verb().match(found.clause.bare, found.head) is not None


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(words.verbs())


# Someone encouraged, and a phrase without its verb: 鼓励各镇围绕茶叶产业的需求，…
_PIVOT_ONLY = re.compile(r"[^，；]{1,20}?(?:围绕|结合|按照|根据|针对|依托|立足)(?:[^，；]*的)?(?P<object>[^，；的]*)$")


def is_aim(opened: Reading) -> bool:
    """Whether a duty has an aim and no verb yet (要以节水为重点，…): the next clause goes on with it."""
    return _AIM.search(opened.clause.bare) is not None


# A modal word with an aim and no verb yet: 要以节水为重点，…
_AIM = re.compile("(?:要|应|应当|必须)(?:紧紧|始终|坚持)?(?:以[^，；]*为[^，；]{2,6}|围绕[^，；]*)$")
_STATES = re.compile(
    r"[^，；]{2,30}?(?:适用|属于|是指|是|包括|高于|低于|达到|有效|到期|超过|占|位于|具有|纳入[^，]*，属于)"
)


def is_imperative(clauses: list[Clause]) -> bool:
    """Whether clauses tell somebody to act, rather than state how something is."""
    bare = clauses[0].bare
    start = start_of(bare)
    if bare.startswith(("不予", "不再", "是", "系", "指", "即"), start):
        return False
    return opens_with_verb(clauses[0]) or _STATES.match(bare, start) is None


_FORWARDS = re.compile("(?:再|统一|逐级|一并|及时|以[^，；]{1,12}为单位){0,2}(?:上?报(?!销|酬)|提交|移交|转交|转送|送)")


def forwards(clause: Clause) -> bool:
    """Whether a clause hands something on: its subject is the one who dealt with it before (镇审核后，报县…)."""
    return _FORWARDS.match(clause.bare) is not None


_COPULA = re.compile("是|系|指(?![导定派挥])|为|包括|即")


def is_copular(clause: Clause) -> bool:
    """Whether a clause says what somebody is."""
    return _COPULA.match(clause.bare, start_of(clause.bare)) is not None


def stays(found: Reading) -> bool:
    """Whether the one whom a condition names is the next clause's subject too: 窗口人员在收到材料后，…"""
    if found.topic is None:
        return False
    return found.clause.bare.startswith(("在", "于"), found.topic.end - found.clause.span.start)


def opens_with_verb(clause: Clause) -> bool:
    """Whether a clause begins with a verb or a phrase before it."""
    start = start_of(clause.bare)
    return _imperative().match(clause.bare, start) is not None and _NO_ACT.match(clause.bare, start) is None


_NO_ACT = re.compile("[不经未有因如若]")


def is_kind(sentence: Sentence) -> bool:
    """Whether a sentence only names a kind of body: 在本市从事种植的农业企业。"""
    last = sentence.clauses[-1].bare
    return len(sentence.clauses) == 1 and "的" in last[-_STEP:-1] and actors.closing_body(last)


@cache
def _imperative() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()}){{0,6}}(?:{words.verbs()}|{words.prepositions()}|不)")
