"""Where a sentence gives money or spares somebody a charge: each amount given, and each gift without an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..lexicon import load
from ..values.base import Amount, Value
from . import actors, words
from .amounts import bounded
from .sentences import Clause, Sentence


@dataclass(frozen=True, slots=True)
class Grant:
    """Something given in one clause of a sentence.

    Args:
        index: of the clause in its sentence.
        instrument: what is given, as written.
        amount: None where the clause names no amount.
        value: where the amount stands.
        rule: the name of the rule that found it.
    """

    index: int
    instrument: str
    amount: Amount | None
    value: Value | None
    rule: str


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    rows = (row for row in load("subsidy_instruments") if row["class"] == kind)
    return re.compile(words.any_of(words.guard(row["word"], row["not_after"], row["not_before"]) for row in rows))


_GIVES = re.compile(
    r"给予|予以|发给|发放|核发|拨付|兑付|兑现|安排|设立|提供|用于(?=奖励|奖补|补助|补贴|资助)|享受(?![完过])|适用|获得|进行|纳入|给(?=[^予出])|奖励(?=[^、，的]{0,8}[0-9][0-9.]*[万亿]?[元块%])"
    r"|组织[^，；]{0,6}申报|补助(?=[^、，的]{0,8}[0-9])|补贴(?=[^、，的]{0,8}[0-9])|资助(?=[^、，的]{0,8}[0-9])|争取|统筹|落实|实施|实行|加大|加强|强化|增加|筹措|申请|申领|领取|通过"
)
_STANDARD = re.compile(
    r"(?:(?:医疗费|补助|补贴|津贴|奖励|奖补|待遇|救助|抚恤|资助|慰问|保障)[^，；：。]{0,10}(?:标准|金额|额度|基准)|(?:标准|金额|基准)如下)[^，；：。]{0,6}$"
)
_TIER = re.compile(
    r"最高|不超过|上限|限额|每[^，；]{1,8}|其中|总额|额度|分别|增加|另|再|前[一二三两]年|后[一二三两]年|等[奖次]|标准|比例|降至|下调|提高"
)
_ABOUT = re.compile(
    r"(?:资金|款)由|不能|未获得|按第|[所已溢]领|最长|截止日期|另行公告|梳理|落实到位|留存|申报表|聚焦|发票|不得|不可|重复|联网|代为办理|依前条|前项|进度|分期|(?:办法|规定|条例|政策|制度|方案|通知|细则)(?:如|由|自|的|执行)|抵扣|表彰奖励|表彰和奖励|申报(?:兑现|领取)|不予|不发|[已原应]发给?之?|再?不享受|停止|取消|追回|收回(?!的)|骗取|予以限制|惩戒|申请内容|申报材料|申请表|评审"
)
_THRESHOLD = re.compile(
    r"(?:达到?|超过|满|不足|低于|高于|投资(?:额|总额)?|收入|销售额|产值|注册资[本金]|总额的?|增长|下降|占|股本|持股)[^，；]{0,6}$"
)
_FOLLOWS = re.compile(
    r"^(?:（[^）]*）)?(?:及)?(?:以上|以下|以内)?(?:（[^）]*）)?的?[^，；补奖资]{0,14}(?:企业|单位|项目|个人|机构|主体|的|者)(?:[，；]|$|给|予|一|每|按|奖|补)"
)


_PROCEDURE = re.compile("审查|契约|书|专户|声明|撤销|追回|对象|款之|科目|资格|事项$|申请人|缴回|返还")


def _found(sentence: Sentence, values: list[Value], listed: str, articles: bool) -> Iterator[Grant]:
    name, about, open_list = listed, "", bool(listed)
    for index, clause in enumerate(sentence.clauses):
        bare = clause.bare
        if _STANDARD.search(bare) and clause.stop in "：:":
            open_list, name = True, bare
            continue
        noun, verb = _pattern("noun").search(bare), _pattern("verb").search(bare)
        found = noun or verb
        about = noun.group() if noun is not None else about
        refers = _REFERS.search(clause.text) is not None and _SUPPORT.search(sentence.text) is not None
        if found is not None and not refers and _ABOUT.search(bare) and clause.stop != "：":
            continue
        inside = [value for value in values if clause.span.start <= value.span.start < clause.span.end]
        amounts = list(_amounts(clause, inside, found is not None or open_list))
        if verb is not None and "减半" in verb.group():
            half = Amount(Decimal(50), Decimal(50), unit="%")
            yield Grant(index, _last(noun, verb, bare), half, None, "subsidies.half")
        elif found is not None and amounts:
            name = _last(noun, verb, bare)
            yield from (Grant(index, name, amount, value, "subsidies.amount") for value, amount in amounts)
        elif amounts and (
            open_list or (name and _TIER.search(bare) and not _SHARED.search(bare)) or (about and _PAYS.search(bare))
        ):
            rule = "subsidies.listed" if open_list else "subsidies.tier"
            yield from (Grant(index, name or about or bare, amount, value, rule) for value, amount in amounts)
        elif articles and (_PROCEDURE.search(bare) or ("申请" in bare and not _may_apply(sentence))):
            continue
        elif (
            found is not None
            and not inside_condition(clause)
            and (clause.stop or "。") not in "：:"
            and (verb is not None or _GIVES.search(bare))
        ):
            name = _last(noun, verb, bare)
            yield Grant(index, name, None, None, "subsidies.relief" if noun is None else "subsidies.support")
        elif refers and clause.stop != "：":
            yield Grant(index, about or bare, None, None, "subsidies.refers")
        elif (programme := _PROGRAMME.search(bare)) is not None:
            named = clause.text[programme.start() : programme.end()]
            yield Grant(index, named, None, None, "subsidies.programme")


def grants(sentence: Sentence, values: list[Value], listed: str = "", articles: bool = False) -> Iterator[Grant]:
    """The grants of a sentence, in order; support that the sentence then puts into figures is no grant of its own.

    Args:
        values: those inside the sentence.
        listed: the standard that was announced before, which makes every amount a grant; empty where none was.
        articles: a statute in the traditional script, where most clauses only rule the procedure.
    """
    found = list(_found(sentence, values, listed, articles))
    announced = announces(sentence)
    for grant in found:
        figured = any(
            other.amount is not None
            and (other.index > grant.index or (other.index < grant.index and grant.instrument in other.instrument))
            for other in found
        )
        apart = any(clause.stop in "；;" for clause in sentence.clauses[grant.index :] if clause.stop)
        spared = grant.rule == "subsidies.relief"
        if grant.amount is not None or not (announced or (figured and not apart and not spared)):
            yield grant


def _may_apply(sentence: Sentence) -> bool:
    return any(re.search("(?<![取获使所])得(?!到|了)", clause.bare) for clause in sentence.clauses)


def announces(sentence: Sentence) -> bool:
    """Whether a sentence ends by announcing a list of amounts: 补助标准如下："""
    last = sentence.clauses[-1]
    return last.stop in "：:" and bool(last.stop) and _STANDARD.search(last.bare) is not None


def _last(noun: re.Match[str] | None, verb: re.Match[str] | None, bare: str) -> str:
    """What is given: the instrument, or the verb with the charge it spares."""
    if noun is not None and (verb is None or verb.start() < noun.start()):
        return noun.group()
    assert verb is not None
    return bare[verb.start() :].split("，")[0][:20]


def inside_condition(clause: Clause) -> bool:
    """Whether a clause only says for whom or when something is given."""
    leads = clause.bare.endswith(("的", "者", "时", "后", "之一")) or (
        actors.closing_body(clause.bare) and "/" not in clause.bare[-4:]
    )
    return clause.stop == "，" and leads


def _amounts(clause: Clause, values: list[Value], plain: bool) -> Iterator[tuple[Value, Amount]]:
    bare = clause.bare
    gives = _GIVES.search(bare)
    for value in values:
        at, end = value.span.start - clause.span.start, value.span.end - clause.span.start
        if (
            value.amount is None
            or not _can_be_given(value, bare[:at])
            or bare[at : at + 1] == "○"
            or bare[:at].endswith("原")
        ):
            continue
        before, behind = bare[:at], bare[end:]
        by = _BY.search(before) is not None
        if gives is not None and end <= gives.start() and not by:
            continue
        if (gives is None or end <= gives.start()) and not by and _THRESHOLD.search(before):
            continue
        if (_FOLLOWS.match(behind) and not plain) or (
            behind.startswith(("以上的", "以下的", "以内的")) and _FOLLOWS.match(behind)
        ):
            continue
        if inside_condition(clause):
            continue
        yield value, bounded(value.amount, bare, at, end)


_BY = re.compile(r"(?:按照?|参照|依|以|不超过|最高)[^，；]{0,40}$")


# A named support that somebody is let into, or that leans towards somebody: 纳入人才支持范围, 计划向山区县倾斜.
_PROGRAMME = re.compile(
    r"(?<=纳入)[^，；]{2,20}?(?:支持|扶持|资助)(?=(?:政策)?的?范围)"
    r"|^[^，；]{0,16}?(?:计划|项目|资金|经费|○)”?(?=[^，；]{0,8}向[^，；]{2,20}倾斜)"
    r"|[^，；]{0,10}(?:资金|经费|投资)(?:安排)?(?:上|中|时|方面)?(?=(?:予以|给予)[^，；]{0,8}倾斜)"
)
# Support that is settled case by case, or as another provision has it: 实行一事一议, 奖励按第二条执行, 享受第五条政策.
_REFERS = re.compile(
    r"“?一事一议”?$|(?:奖励|补助|补贴|资助|支持)[^，；]{0,12}(?:按照?|参照|比照|依照)第?[^，；]{1,16}执行"
    r"|(?:按照?|参照|比照|依照)[^，；]{1,12}(?:奖励|补助|补贴|资助)[^，；]{0,6}政策执行|享受(?:第[^，；]{1,6}条|[此本该上]条|上述|前述|同等)[^，；]{0,4}(?:政策|奖励|补助|补贴)"
)
_SUPPORT = re.compile("奖励|补助|补贴|资助|扶持|支持(?!者)|享受")
_SHARED = re.compile("分配|分成|分享|股本")
_PAYS = re.compile("发给|给予|予以|补助|补贴|奖励|资助|核发")
_NUMBER_OF = re.compile("(?:奖励|补助|补贴|资助)(?:总数|名额|数量|个数)[^，；]{0,6}$")


def _can_be_given(value: Value, before: str) -> bool:
    assert value.amount is not None
    if value.kind in ("money", "percent"):
        return True
    if value.kind == "quantity":
        return _NUMBER_OF.search(before) is not None
    return value.kind == "duration" and value.amount.unit in ("天", "日") and value.amount.min == value.amount.max
