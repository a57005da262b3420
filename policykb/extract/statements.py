"""Plain statements that bind: a body that acts, a body that is set up."""

from __future__ import annotations

import re
from functools import cache

from ..text import Span
from . import actors, words
from .readings import Reading, place
from .sentences import Clause

_PAST = re.compile(r"(?:已经?|曾|正在)|[^为除]了(?!解)|过(?=$|的)")


_COPULA = re.compile(
    r"(?:不(?:计入|纳入|列入|适用|包括|属于|作为|构成|影响|在)|是|属于|系指|是指|包括|指(?![导定派挥])|为[^，；]{0,12}(?:单位|部门|人|者)$|为[^，；]{1,8}的)"
)


def plain(clause: Clause, start: int, articles: bool) -> Reading | None:
    """县水务局定期巡查…: a plain statement whose subject is a body; one that tells a state leads to the next clause."""
    named = actors.leading(clause.bare, start)
    if not clause.stop and len(clause.bare) < _LABEL:
        return None
    if named is None or named.end == len(clause.bare) or clause.bare.startswith(("以及", "及", "和", "或", "即")):
        return None
    rest = clause.bare[named.end :]
    if rest.startswith(("如", "若")):
        return Reading(clause, lead=True, topic=place(clause, named))
    if _COPULA.match(rest) and clause.stop == "，":
        return Reading(clause, lead=True, topic=place(clause, named), bound=_ANSWERS.match(rest) is not None)
    if _PAST.search(rest) or _COPULA.match(rest) or (_NOUN.search(rest) and not rest.startswith("将")):
        return None
    if _affair().match(rest):
        return None
    if clause.stop in "：:" and clause.stop and _ANNOUNCES.search(rest) is None:
        return None
    if clause.stop == "，" and _made().match(rest):
        return Reading(clause, foreign=True, lead=True)
    if articles and clause.stop == "，" and rest.startswith(("为", "于", "就", "对", "依")):
        return Reading(
            clause,
            lead=True,
            topic=place(clause, named),
            bound=clause.bare.endswith("者") and _for_sake().match(rest) is not None,
        )
    if clause.stop == "，" and _phrase_only().match(rest) and not _acts().match(rest):
        return Reading(clause, lead=True, topic=place(clause, named), bound=True)
    if (
        rest.startswith("至少")
        or (clause.bare.startswith("每", start) and _AT_LEAST.search(rest))
        or _AMOUNTS_TO.match(rest)
    ):
        return None
    if _acts().match(rest):
        return Reading(clause, "must", "obligations.plain", place(clause, named))
    return Reading(clause, lead=True, topic=place(clause, named)) if _is_state().match(rest) else None


_ANSWERS = re.compile("是[^，；]*(?:责任|主体|主管|牵头)")
_LABEL = 40
# What a plain statement before a colon ends with; anything else there is the name of an item.
_ANNOUNCES = re.compile("负责|职责|如下|以下|下列|[^，]{12}$")
_AT_LEAST = re.compile("至少|不少于|不低于")
_AMOUNTS_TO = re.compile(
    "达到|突破|超过|增长|下降|提高到|保持在|稳定在|[^，]{0,8}(?:时间|人数|数量|比例|率|注册[^，]{0,4})[^，]{0,4}(?:不少于|不低于|达到|保持|超过)"
)
_NOUN = re.compile(
    r"^公告[（0-9]|(?:收入|所得|物资|货物|服务)[^，]{0,4}(?:免征|免收|减征)|"
    r"^.{2}及|之.{0,4}(?:损害|事项|规定|义务)$|"
    r"的.{0,4}(?:机制|体系|格局|局面|模式|氛围|环境|渠道|平台|协议|标准|名单|情况)$|(?:时间|日期|标准|范围|对象|地点|电话|条件)(?:为|以|是|自|从)|为[0-9一二三四五六七八九十]|的(?:积极性|主动性|能力|水平|质量|意识|素质|数量|比例|规模)"
    r"|^.{2,4}(?:任务|情况|制度|办法|方案|计划|标准|名单|目录|流程|说明|须知|一览表|报告|证书|合同|表|书)$|^(?:决定|认为|强调|指出)$"
)


@cache
def _acts() -> re.Pattern[str]:
    """A predicate that acts: a verb behind adverbs, or a phrase with a verb behind it."""
    phrase = f"{words.prepositions()}[^，；]{{2,160}}?"
    verb = f"(?:{words.verbs()}|(?:主要)?职责是)(?![的者率之])"
    return re.compile(f"不?(?:{words.adverbs()}){{0,6}}(?:{phrase})?(?:{words.adverbs()}){{0,6}}{verb}|[将把]")


@cache
def _made() -> re.Pattern[str]:
    """What somebody makes, a thing and nobody: 申报单位报送的材料，应当…"""
    return re.compile(f"(?:{words.adverbs()})?(?:所)?{words.verbs()}的[^，；的]{{0,8}}{_THINGS}$")


_THINGS = "(?:材料|资料|文件|信息|数据|资金|费用|项目|产品|物品|设施|设备|证明|证书|报告|方案|计划|标准|档案|票据)"


@cache
def _for_sake() -> re.Pattern[str]:
    return re.compile(f"为(?:{words.adverbs()})?{words.verbs()}")


@cache
def _phrase_only() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()})?{words.prepositions()}")


@cache
def _affair() -> re.Pattern[str]:
    """What follows the name of an affair, not of a body: 创新中心|建设以…为平台"""
    return re.compile(f"(?:{words.any_verbs()}){{1,2}}(?:工作|活动)?(?:以[^，；]+为|是|为(?:期|主))")


@cache
def _is_state() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()}|不|未){{0,6}}{words.any_verbs()}")


_TASK_FORCE = re.compile(
    r"(?:下设|成立|组建|设立|建立)(?P<name>[^，；]{2,160}?(?:领导小组|工作小组|协调小组|专班|指挥部|[工专]作?项?组|联席会议|委员会))"
    r"(?!、|等)"
)


def task_force(clause: Clause, start: int, articles: bool) -> Reading | None:
    """成立…工作领导小组，负责…: the body that is set up is bound to what follows."""
    match = _TASK_FORCE.match(clause.bare, start)
    if match is None or clause.stop != "，":
        return None
    return Reading(clause, "must", "obligations.task_force", place(clause, Span(*match.span("name"))))
