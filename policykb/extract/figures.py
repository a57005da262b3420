"""Figures in a clause: which count something, and whether what they count is to be reached or already is so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..values.base import Amount, Value, When
from . import actors, words
from .headings import Outlook
from .reading import NoticeReading
from .required import bound, picks, required
from .sentences import Clause, Sentence

# A look around a figure goes no further, so that a clause of a thousand figures costs a thousand looks.
WINDOW = 120


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a clause: offsets of the clause, and how much it is."""

    clause: Clause
    at: int
    end: int
    value: Value
    amount: Amount

    @property
    def before(self) -> str:
        """The clause's own words before the figure, as far as they can matter."""
        return self.clause.bare[max(0, self.at - WINDOW) : self.at]

    @property
    def behind(self) -> str:
        """The clause's own words behind the figure, as far as they can matter."""
        return self.clause.bare[self.end : self.end + WINDOW]


_PER = re.compile(
    r"每(?:增加|认定|多|新增|满|超过)?[^不至有选配派取抽查设建须应]{0,4}$|(?:第|前|后|上述|以上|下列|以下|其他|同一|单)$|[一]式$|按$"
)

_ONE = re.compile(r"一[^万亿百千]{1,2}")

_SMALL = re.compile(
    r"[一二三四五六七八九十两]{1,2}(?:个|类|种|级|大|方面|份|次|批|层|条|者|点|步|套|支|项|件|名|人|是|期|年)"
)

_WORDY = re.compile(
    r"(?:个)?(?:会计年度|纳税年度|年度|月|方面|环节|阶段|步骤|层面|原则|要点|部分|统筹|坚持|结合|统一|确保|体系|重点(?!项目|企业|工程)|突破|工作日|周岁|岁|级|层|楼|号|份|版|页|字|批次|比(?![对较选武赛]))"
)

_EXTENT = re.compile("(?:面积|总长|全长|长度|总人口|人口|海拔)(?:为|约|共)?$")
_HAPPENED = re.compile(r"(?:发生(?!率|额|地|的)|造成|导致|遇难|死亡|受伤|受灾|损失|被命名|荣获)[^，]{0,6}")

_PROCEDURE = re.compile(
    r"加收|滞纳金|罚款|罚息|利息|(?:召集人|组长|主任|联络员|委员|理事)[0-9]|[0-9]个.{0,8}组成|基础上$|拨付|支付|签约|延期|展延|展期|以.{1,4}表示"
)
_RATE = re.compile(r"的?(?:征收率|税率|预征率|利率|费率|比例|标准(?!化)|概率)")
_DEFINES = re.compile(r"为[^，；]{2,12}(?:项目|企业|单位|人员|机构)$|为(?:原则|限|上限|下限)$")

_ATTRIBUTE = re.compile(r"[0-9](?:个|家|项|条|户)$|怀孕|年龄")

_OF_SIZE = re.compile("(?:以上)?的?(?:企业|项目|单位|主体|合作社|产业集群)")
_BY_WHOM = re.compile(
    r"^(?:以上|以下|以内)?(?:范围|[^，；的]{0,8}的(?:企业|单位|机构|人员|项目|个人|农户|主体|合作社|园区|基地|地区|县|村|能力|部分|余额))"
)

_FORECAST = re.compile(r"预计|预测|估计|测算")

# What something consists of, and whom a notice only names: 下设…等10个组, 对…等8个单位予以表扬.
_MADE_UP = re.compile("下设|下辖")
_ABOUT = re.compile("(?:^|决定|现)对[^，；]*$")
_PRAISED = re.compile("[^，；]{0,24}(?:予以|给予|进行|通报)(?:通报)?(?:表扬|表彰|批评|嘉奖|约谈|问责)")

_OLD = re.compile(r"(?:由|从)(?:原来?|目前|现在)?(?:的)?$")

_TO = re.compile(r"(?:提高|增加|上升|下降|调整|降低|减少|增长|扩大|降|升|提升|上调|下调)[到至为]")

_HAS = re.compile(
    r"(?:下设|现有|共有|已有|设有|拥有|下辖|总人口|(?<![要应须具没享])有|占地)[^，]{0,8}$|项目有$|注册(?!资本)[^，]{0,8}$"
)

_DONE = re.compile(r"(?:已经?|曾|(?<!公)共(?!建|享|同|产|青|和)|完成了|达到了|实现了)[^，]{0,16}$|了$")

_AMONG = re.compile(r"(?:重点)?(?:围绕|聚焦|依托|立足|针对|在|从|以|结合)")

_REACHED = re.compile(
    r"(?:达到?|达成|超过|突破|不少于|不低于|不超过|不高于|不能低于|不得低于|不得少于|稳定在|保持在|控制在|提高到?|提升到?|提升|提高|增加到?|增长到?|增长"
    r"|下降到?|下降|降低到?|降到|降至|减少到?|缩短到?|压缩到?|压减|覆盖[^，]{0,12}|至少|力争|确保|争取|实现|占比[^，]{0,4}|率[为达]?|计划投资|投资|总投资|新增|全覆盖|[要须应]有|必须有|应当有|配备|配足|至多|最多|拟|计划)"
    r"[^，]{0,6}$"
)

_AS = re.compile(r"为(?:重点|试点|示范|单元|抓手)")


def kind_of(
    reading: NoticeReading, counted: Figure, sentence: Sentence, tells: bool, under: Outlook, time: When | None
) -> tuple[str, str] | None:
    """Whether a number is a "target" or a "fact", with the name of the rule; None where it is neither."""
    text = counted.clause.text[counted.at : counted.end]
    if _is_no_figure(counted, text) or _is_condition(counted):
        return None
    before, behind = counted.before, counted.behind
    if _FORECAST.search(before) or any(_FORECAST.match(clause.bare) for clause in sentence.clauses[:1]):
        return "fact", "facts.forecast"
    if _MADE_UP.search(before) or (_ABOUT.search(before) and _PRAISED.search(behind)):
        return "fact", "facts.mentioned"
    if before.endswith("原") or (_OLD.search(before) and _TO.match(behind)):
        return "fact", "facts.before"
    if _EXTENT.search(before) and under != "ahead" and not _bounds(counted):
        return "fact", "facts.extent"
    if _HAS.search(before) and not _REACHED.search(before) and not tells and _begins().match(counted.clause.bare):
        return None
    needs = counted.value.kind != "money" and required(before, text, behind, counted.amount)
    if reading.statute and (time is None or time.end is None):
        return ("target", "targets.required") if needs else None
    if picks(behind) or (before.startswith("每") and _bounds(counted)):
        return "target", "targets.required"
    if _HAPPENED.search(before) or _HAPPENED.match(behind) or _is_past(reading, time):
        return "fact", "facts.past"
    if tells or _DONE.search(before) or (_HAS.search(before) and not _REACHED.search(before)):
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
    return ("target", "targets.required") if needs else None


def is_bare_item(counted: Figure) -> bool:
    """Whether a clause is nothing but a name and its number, an item of a list: 青年项目10项, 其中：2个企业"""
    text = counted.clause.text[counted.at : counted.end]
    plain = not _is_no_figure(counted, text) and not _is_condition(counted)
    if counted.before in ("", "其中", "包括"):
        return plain and len(counted.behind) > 1
    return plain and not counted.behind and _acts().search(counted.before) is None


def _is_past(reading: NoticeReading, time: When | None) -> bool:
    """Whether a time lies wholly before the day from which the document speaks."""
    return time is not None and time.end is not None and reading.reference is not None and time.end < reading.reference


def _is_no_figure(counted: Figure, text: str) -> bool:
    """A number that counts nothing: 三个方面, 每亩, 一式两份, 上述8家."""
    before, behind = counted.before, counted.behind
    if text.startswith(("未满", "不足", "不满", "零")) or (_ONE.fullmatch(text) and not bound(before, text, behind)):
        return True
    bounds = bound(before, text, behind)
    if _PER.search(before) and not (before.endswith("上述") or bounds or picks(behind)):
        return True
    unit = counted.amount.unit or ""
    if _WORDY.match(behind) or _WORDY.fullmatch(unit):
        return True
    small = _SMALL.fullmatch(text)
    return small is not None and not bounds and not (text.endswith("项") and behind.startswith("建设"))


def _is_condition(counted: Figure) -> bool:
    """A threshold of who is eligible, or a number inside a condition."""
    bare, behind = counted.clause.bare, counted.behind
    if (_PROCEDURE.search(bare) and not _bounds(counted)) or counted.amount.max == 0:
        return True
    if _RATE.match(behind) and not picks(behind):
        return True
    if counted.before.endswith(("未满", "不足")) or _ATTRIBUTE.search(counted.before):
        return True
    if bare.startswith(("如", "若", "凡", "对", "除", "当")) and not _REACHED.search(counted.before[-12:]):
        return True
    if _DEFINES.search(bare):
        return True
    if bare.endswith(("的", "者", "时", "之一")) and not bare.endswith("分之一") and counted.clause.stop in "，；。":
        return True
    if _BY_WHOM.search(behind):
        return True
    if counted.value.kind == "money" and _OF_SIZE.match(behind):
        return True
    if counted.amount.max is not None:
        return False
    return behind.startswith(("规模", "大品种", "重大")) or (
        behind.startswith("的") and actors.names_somebody(behind, 1)
    )


def _bounds(counted: Figure) -> bool:
    text = counted.clause.text[counted.at : counted.end]
    return bound(counted.before, text, counted.behind) or counted.amount.min != counted.amount.max


def _only_mentioned(counted: Figure) -> bool:
    """Whether a number only describes what an action is about: 围绕全县12个茶叶基地，…"""
    match = _AMONG.match(counted.clause.bare)
    if match is None:
        return False
    return (
        _acts().search(counted.before, max(match.end() if counted.at <= WINDOW else 0, counted.before.rfind("的") + 1))
        is None
    )


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()}){{0,6}}{words.verbs()}")


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(f"{words.verbs()}|{words.encouragement()}|确保|力争")


def _exact(amount: Amount) -> bool:
    return amount.min == amount.max and not amount.approx
