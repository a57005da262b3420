"""Numbers to be reached or done (targets) and numbers that already are so (facts)."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import cache

from ..model import Issue
from ..records import Fact, Record, Target
from ..values.base import Amount, Value, When
from . import actors, words
from .amounts import bounded
from .deadlines import Timed, times
from .headings import Outlook
from .reading import NoticeReading
from .sentences import Clause, Passage, Sentence


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quantity in a clause: offsets of the clause, and how much it is."""

    clause: Clause
    at: int
    end: int
    value: Value
    amount: Amount

    @property
    def before(self) -> str:
        return self.clause.bare[: self.at]

    @property
    def behind(self) -> str:
        return self.clause.bare[self.end :]


def quantities(reading: NoticeReading) -> Iterator[Record | Issue]:
    """Targets and facts, in the order of the text."""
    for passage in reading.passages:
        under = reading.outlooks[passage.span.start]
        if under == "eligible":
            continue
        last: When | None = None
        for sentence in passage.sentences:
            if reading.bodies.get(sentence.span.start) == "":
                continue
            last = yield from _of_sentence(reading, passage, sentence, under, last)


def _of_sentence(
    reading: NoticeReading, passage: Passage, sentence: Sentence, under: Outlook, last: When | None
) -> Generator[Target | Fact, None, When | None]:
    """Yields the records of a sentence; returns the time that the next sentence may inherit."""
    time: When | None = None
    tells = under == "back" or _NOW.search(sentence.clauses[0].bare) is not None
    for clause in sentence.clauses:
        timed = list(times(reading, sentence, clause))
        time = timed[-1].when if timed else time
        if _leads_to_grant(reading, sentence, clause):
            continue
        for counted in _counted(reading, clause, timed):
            kind = _kind(counted, sentence, tells, under, time)
            if kind is None:
                continue
            when = time or (replace(last, inherited="sentence") if last is not None else None)
            yield _record(reading, sentence, counted, kind[0], kind[1], when)
    return time or last


def _leads_to_grant(reading: NoticeReading, sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause stands before something given, as its condition: 投资达到1亿元以上，给予…奖励."""
    place = sentence.clauses.index(clause)
    for grant in reading.grants.get(sentence.span.start, ()):
        between = sentence.clauses[place : grant.index]
        if grant.amount is not None and between and all(other.stop == "，" for other in between):
            return True
    return False


_NOW = re.compile(
    r"^(?:目前|现有|现在|截至|截止|当前，|近年来|去年|20[0-9]{2}年以来|过去|长期以来|(?:一|五)年来|今年以来|全年(?:共|累计)|据统计|据测算|经统计)"
)


def _counted(reading: NoticeReading, clause: Clause, timed: list[Timed]) -> Iterator[_Counted]:
    for value in reading.values(clause.span):
        if value.amount is None or value.kind in ("ordinal", "recurrence", "date", "daterange"):
            continue
        at, end = value.span.start - clause.span.start, value.span.end - clause.span.start
        if value.span.start in reading.granted or clause.bare[max(0, at - 1)] == "×":
            continue
        if clause.bare[at : at + 1] == "○" or any(value.span.overlaps(time.span) for time in timed):
            continue
        if value.kind == "duration" and not _MINIMUM.search(clause.text[max(0, at - 8) : end]):
            continue
        amount = bounded(value.amount, clause.bare, at, end)
        if value.kind == "number":
            if _OF_MONEY.search(clause.bare, 0, at) is None:
                continue
            amount = replace(amount, unit="元")
        yield _Counted(clause, at, end, value, amount)


_OF_MONEY = re.compile(r"(?:资金|投资|收入|产值|税收|贷款|规模|总额|额度|金额)[^，；]{0,6}$")


_MINIMUM = re.compile(r"不少于|不低于|至少|以上")
_PER = re.compile(r"每(?:增加|认定|多|新增|满|超过)?.{0,4}$|(?:第|前|后|上述|以上|下列|以下|其他|同一|单)$|[一]式$|按$")
_SMALL = re.compile(
    r"[一二三四五六七八九十两]{1,2}(?:个|类|种|级|大|方面|份|次|批|层|条|者|点|步|套|支|项|件|名|人|是|期|年)"
)
_WORDY = re.compile(
    r"(?:个)?(?:方面|环节|阶段|步骤|层面|原则|要点|部分|统筹|坚持|结合|统一|确保|体系|重点(?!项目|企业|工程)|突破|工作日|周岁|岁|级|层|楼|号|份|版|页|字|批次|比)"
)
_THRESHOLD = re.compile(
    r"(?:的|规模|大)?[^，、]{0,20}(?:的|者)(?=$|[^，]{2,12}$)|规模|大品种|重大项目|学历|职称|工作经[历验]|级以上"
)
_COMPARE = re.compile(r"(?:超过|占|不足|未满|满|高于|低于|大于|小于)[^，]{0,10}$")


def _kind(
    counted: _Counted, sentence: Sentence, tells: bool, under: Outlook, time: When | None
) -> tuple[str, str] | None:
    """Whether a number is a "target" or a "fact", with the name of the rule; None where it is neither."""
    text = counted.clause.text[counted.at : counted.end]
    if _is_no_figure(counted, text) or _is_condition(counted, sentence):
        return None
    before, behind = counted.before, counted.behind
    if _FORECAST.search(before) or any(_FORECAST.match(clause.bare) for clause in sentence.clauses[:1]):
        return "fact", "facts.forecast"
    if before.endswith("原") or _OLD.search(before):
        return "fact", "facts.before"
    if _HAS.search(before) and not tells and _begins().match(counted.clause.bare):
        return None
    if tells or _DONE.search(before) or _HAS.search(before):
        return "fact", "facts.now"
    if before.endswith("以") and _AS.search(behind):
        return "target", "targets.focus"
    if time is None and _exact(counted.amount) and _only_mentioned(counted):
        return ("fact", "facts.mentioned") if counted.value.kind == "quantity" and behind else None
    if _REACHED.search(before):
        return "target", "targets.reach"
    if _acts().search(before):
        return "target", "targets.act"
    if time is not None or under == "ahead":
        return "target", "targets.outlook"
    return None


def _is_no_figure(counted: _Counted, text: str) -> bool:
    """A number that counts nothing: 三个方面, 每亩, 一式两份, 上述8家."""
    before, behind = counted.before, counted.behind
    if text.startswith(("未满", "不足", "不满")):
        return True
    if _PER.search(before) and not before.endswith("上述"):
        return True
    unit = counted.amount.unit or ""
    if _WORDY.match(behind) or _WORDY.fullmatch(unit):
        return True
    small = _SMALL.fullmatch(text)
    return small is not None and not (text.endswith("项") and behind.startswith("建设"))


def _is_condition(counted: _Counted, sentence: Sentence) -> bool:
    """A threshold of who is eligible, or a number inside a condition."""
    bare, behind = counted.clause.bare, counted.behind
    if counted.before.endswith(("未满", "不足")) or _ATTRIBUTE.search(counted.before):
        return True
    if bare.startswith(("如", "若", "凡", "对", "除", "当")) and not _REACHED.search(counted.before[-12:]):
        return True
    if bare.endswith(("的", "者", "时", "之一")) and counted.clause.stop in "，；。":
        return True
    if _BY_WHOM.search(behind):
        return True
    if counted.amount.max is not None:
        return False
    return behind.startswith(("规模", "大品种", "重大")) or (
        behind.startswith("的") and actors.names_somebody(behind, 1)
    )


_ATTRIBUTE = re.compile(r"[0-9](?:个|家|项|条|户)$|怀孕|年龄")
_BY_WHOM = re.compile(r"^(?:以上|以下)?的(?:企业|单位|机构|人员|项目|个人|农户|主体|合作社|园区|基地|地区|县|村)")
_FORECAST = re.compile(r"预计|预测|估计|测算")
_OLD = re.compile(r"由(?:原来?|目前|现在)?(?:的)?$|从(?:原来?|目前|现在)?(?:的)?$")
_HAS = re.compile(
    r"(?:现有|共有|已有|设有|拥有|下辖|总人口|(?<![要应须具没享])有|占地)[^，]{0,8}$|项目有$|注册[^，]{0,8}$"
)
_DONE = re.compile(r"(?:已经?|曾|(?<!公)共(?!建|享|同|产|青|和)|完成了|达到了|实现了)[^，]{0,16}$|了$")
_AMONG = re.compile(r"(?:重点)?(?:围绕|聚焦|依托|立足|针对|在|从|以|结合)")
_REACHED = re.compile(
    r"(?:达到?|达成|超过|突破|不少于|不低于|不超过|不高于|不能低于|不得低于|不得少于|稳定在|保持在|控制在|提高到?|提升到?|提升|提高|增加到?|增长到?|增长"
    r"|下降到?|下降|降低到?|降到|降至|减少到?|缩短到?|压缩到?|压减|覆盖[^，]{0,12}|至少|力争|确保|争取|实现|占比[^，]{0,4}|率[为达]?|计划投资|投资|总投资|新增|全覆盖|要有)"
    r"[^，]{0,6}$"
)


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(f"{words.verbs()}|{words.encouragement()}|确保|力争")


def _only_mentioned(counted: _Counted) -> bool:
    """Whether a number only describes what an action is about: 围绕全县12个茶叶基地，…"""
    match = _AMONG.match(counted.clause.bare)
    if match is None:
        return False
    return _acts().search(counted.before, max(match.end(), counted.before.rfind("的") + 1)) is None


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()})*{words.verbs()}")


_AS = re.compile(r"为(?:重点|试点|示范|单元|抓手)")


def _exact(amount: Amount) -> bool:
    return amount.min == amount.max and not amount.approx


def _record(
    reading: NoticeReading, sentence: Sentence, counted: _Counted, kind: str, rule: str, when: When | None
) -> Target | Fact:
    clause = counted.clause
    indicator, action = _indicator(counted)
    named = actors.leading(clause.bare, 0)
    actor = clause.text[named.start : named.end] if named and named.end < counted.at else None
    scope = _SCOPE.search(clause.text, 0, counted.at)
    record = Target if kind == "target" else Fact
    return record(
        quote=clause.text,
        section=reading.notice.section_at(clause.span.start),
        evidence=reading.notice.evidence(clause.span, rule),
        indicator=indicator,
        quantity=counted.amount,
        action=action,
        scope=scope.group() if scope else None,
        actor=actor or reading.bodies.get(sentence.span.start) or None,
        when=when,
    )


_SCOPE = re.compile(
    r"全[国省市区县旗镇乡村州盟]|每个?[\u4e00-\u9fff]{1,8}?(?=至少|建设|培养|选派|组建|支持|有|都)|县域|城乡|农村"
)
_BREAK = re.compile(r"[，；：、和及与]|以及")
_HEADWORD = re.compile(
    r"(?:要|应|将|力争|确保|争取|累计|总体|均|分别|平均|全年|基本|稳定|保持|达到?|超过|突破|增长|提高到?|提升到?|下降到?|控制在|不低于|不少于|至少|左右|约|在|为|到)+$"
)


def _indicator(counted: _Counted) -> tuple[str, str | None]:
    """What is counted, and what is to be done with it."""
    text = counted.clause.text
    before, behind = text[: counted.at], text[counted.end :]
    noun = _BREAK.split(behind)[0].removeprefix("的")
    pieces = _BREAK.split(before)
    last = pieces[-1]
    reached = _HEADWORD.search(last)
    if counted.value.kind != "percent" and len(noun) > 1 and reached is None and _verb_last().search(last):
        verb = _verb_last().search(last)
        return noun, verb.group() if verb else None
    if reached is not None:
        name = last[: reached.start()] or (pieces[-2] if len(pieces) > 1 else "")
        return name or noun or text, reached.group()
    verb = _verb_first().match(last)
    if verb is not None and verb.end() < len(last):
        return last[verb.end() :], verb.group()
    return last or noun or text, None


@cache
def _verb_last() -> re.Pattern[str]:
    return re.compile(f"{words.verbs()}$")


@cache
def _verb_first() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()})*(?:{words.verbs()}|{words.encouragement()})+")
