"""What opens a duty in a clause: a modal word, an encouraging verb, a body that acts."""

from __future__ import annotations

import re
from functools import cache

from ..records import Modality
from ..text import Span
from . import actors, words
from .readings import Reading, place
from .sentences import Clause

_PAST = re.compile(r"(?:已经?|曾|正在)|[^为除]了(?!解)|过(?=$|的)")


_COPULA = re.compile(
    r"(?:不(?:计入|纳入|列入|适用|包括|属于|作为|构成|影响|在)|是|属于|系指|是指|包括|指(?![导定派挥])|为[^，；]{0,12}(?:单位|部门|人|者)$)"
)


@cache
def _by() -> re.Pattern[str]:
    return re.compile(
        f"(?:都|均|须|需|应|要|可|并|再|统一|原则上|具体|共同)*由(?P<name>[^，；]{{0,60}}?{words.ending()})(?={_predicate()})"
        f"(?!{words.verbs()}的)"
    )


@cache
def _predicate() -> str:
    forms = "|".join((words.adverbs(), words.prepositions(), words.verbs(), "不|协商|年度"))
    return f"(?!{words.compound().pattern})(?:{forms})"


def by_body(clause: Clause, start: int, articles: bool) -> Reading | None:
    """由县水务局负责…: the body after 由 is bound."""
    if "由" in clause.bare:
        match = _by().match(clause.bare, start) or _by_inside().search(clause.bare, start)
    else:
        match = _as_unit().match(clause.bare, start) if "为单位" in clause.bare else None
    if match is None or not match.group("name"):
        return None
    modality: Modality = "may" if "可" in clause.bare[start : match.start("name")] else "must"
    return Reading(clause, modality, "obligations.by_body", place(clause, Span(*match.span("name"))))


@cache
def _as_unit() -> re.Pattern[str]:
    return re.compile(f"(?:再|统一)?以(?P<name>[^，；]{{0,40}}?{words.ending()})为单位[^，；]{{0,6}}?(?:上报|报)")


@cache
def _by_inside() -> re.Pattern[str]:
    return re.compile(
        f"(?<=[^自理缘事])(?:都|均|须|需|应|要|统一)?由(?P<name>[^，；]{{0,60}}?{words.ending()})(?!{words.verbs()}的)(?=负责|牵头|进行|组织|实施|制定|办理|确定|规定|处理|核定|公布|另行|按|分担|负担|解决|列支|统筹|出资|支应|审批|审核|承担|责令|处|依法|给予|予以|兼任|担任|任|互选|推选)"
    )


@cache
def _with() -> re.Pattern[str]:
    return re.compile(
        f"(?:{words.adverbs()}){{0,6}}(?:会同|联合|(?:组织)?指导|商请?|督促指导|督促)(?P<name>[^，；]{{0,60}}?{words.ending()})(?=$|{_predicate()})"
    )


def with_body(clause: Clause, start: int, articles: bool) -> Reading | None:
    """会同财政局…, 指导各镇修订…: without a subject of its own, the clause binds the body it names."""
    if not any(word in clause.bare for word in _WITH_WORDS):
        return None
    match = _with().match(clause.bare, start)
    if match is None or not match.group("name"):
        return None
    return Reading(clause, "must", "obligations.with_body", place(clause, Span(*match.span("name"))))


_CLOSING = re.compile("请予(?:支持|协助|批准|审议|大力)|为盼|为荷|请批示|请审批")
_WITH_WORDS = ("会同", "联合", "指导", "督促", "商")
_ASK = re.compile(
    r"(?<!得)(?:现商|现|特|敬|恳|务|商|函|也|并|还|均)?(?:请|望|希望|希)(?!示|求|柬|假|勿|教|战|问|愿|辞|领|款|坐|奏|托|缨|安)"
)


# What is to be handed in stands before the request: 名单请于3月1日前报…
_HAND_IN = re.compile("(?:务必|及时|按时)?于[^，；]*[前内]|务必|及时|按时|直接")


def request(clause: Clause, start: int, articles: bool) -> Reading | None:
    """请各单位按时报送; 各单位请按时报送."""
    if not any(word in clause.bare for word in "请望希"):
        return None
    match = _ASK.match(clause.bare, start)
    if _CLOSING.search(clause.bare):
        return None
    if match is not None:
        named = actors.leading(clause.bare, match.end()) or actors.asked(clause.bare, match.end())
        return Reading(clause, "must", "obligations.request", place(clause, named) if named else None)
    match = _ASK.search(clause.bare, start)
    if match and match.group() == "请" and clause.bare[: match.start()].endswith(("期间", "时", "后", "前", "的")):
        return Reading(clause, "must", "obligations.request")
    if match is None or match.group() != "请":
        return None
    named = actors.before(clause.bare, start, match.start())
    if named is None and _HAND_IN.match(clause.bare, match.end()):
        return Reading(clause, "must", "obligations.request")
    if named is None or named.end != match.start():
        return None
    return Reading(clause, "must", "obligations.request", place(clause, named))


@cache
def _encouraging() -> re.Pattern[str]:
    place = "层面|一级|范围|上|中|内|期间|旗县|县域|区域|乡镇|地区"
    phrase = f"(?:在(?:每个|各)[^，；]{{1,8}}?|在[^，；]{{0,20}}?(?:{place})|每年[^，；]{{0,12}}?|通过)"
    return re.compile(f"{phrase}?(?:{words.adverbs()}|加强|并|要){{0,6}}?{words.encouragement()}")


_SLOGAN = 5


def encourage(clause: Clause, start: int, articles: bool) -> Reading | None:
    """鼓励企业…, 国家支持…: an encouraging verb heads the clause."""
    if not any(word in clause.bare for word in words.encouraging()):
        return None
    if len(clause.bare) - start < _SLOGAN or "就是" in clause.bare:
        return None
    match = _encouraging().match(clause.bare, start)
    if match is not None and "要" not in match.group():
        return Reading(clause, "encourage", "obligations.encourage", head=match.end())
    named = actors.leading(clause.bare, start)
    if named is None:
        return None
    match = _encouraging().match(clause.bare, named.end)
    if match is None or "要" in match.group():
        return None
    return Reading(clause, "encourage", "obligations.encourage", place(clause, named), head=match.end())


@cache
def _of_noun() -> re.Pattern[str]:
    """A verb right before 的: the modal word belongs to a clause before a noun (可以开放的数据)."""
    return re.compile(f"(?:{words.adverbs()}){{0,6}}{words.verbs()}的.")


_PERMIT = ("允许", "准予", "不准", "不许", "不允许", "禁止", "严禁", "严格禁止", "切勿", "请勿", "切忌", "不要")


_ABILITY = re.compile(r"可[^，；、]{1,4}(?:性|、可)")
# A modal word inside a saying (应审必审, 逢车必查) or before an amount (应奖励额的30%).
_SAYING = re.compile(
    r"应(?P<act>[^，；、]{1,2})[尽必早快](?P=act)|[逢有凡每违失][^，；、]{1,3}必[^须要定需将，；、]|"
    r"应[^，；、的]{1,5}(?:[额款金数费税]|部分)(?=[的按之、和与]|[0-9]|$)"
)


_RELATIVE = re.compile(
    r"[^的之，]{1,6}(?<!分)之(?![日前后内外间上下时一中有无不以高若].|[前后内外间上下中]$)(?=.)|(?<=[为是所其各]..)[^的，]{1,6}的|(?<=[为是所其各].)[^的，]{1,6}的"
)


def modal(clause: Clause, start: int, articles: bool) -> Reading | None:
    """A modal word: 应当, 要, 不得, 可以 …, with the subject before it."""
    bare = clause.bare
    sayings = [saying.span() for saying in _SAYING.finditer(bare, start)]
    for match in words.modal(articles).finditer(bare, start):
        if (
            match.end() == len(bare)
            or any(begin <= match.start() < end for begin, end in sayings)
            or (match.group() != "要" and _of_noun().match(bare, match.end()))
            or _RELATIVE.match(bare, match.end())
            or _ABILITY.match(bare, match.start())
        ):
            continue
        modality = words.modality(match.group())
        if match.start() == start or match.group() in _PERMIT:
            named = actors.pivot(bare, match.end()) if match.group() in ("允许", "准予") else None
            if named is None and match.start() > start:
                named = actors.before(bare, start, match.start())
            return Reading(clause, modality, "obligations.modal", place(clause, named) if named else None)
        named = actors.before(bare, start, match.start())
        if named is not None and not (named.end == match.start() and _COUNTS.match(bare, match.end())):
            return Reading(clause, modality, "obligations.modal", place(clause, named))
        return Reading(clause, modality, "obligations.modal", foreign=_is_foreign(bare, start, match.start()))
    return None


# Members counted, nobody bound: 专家代表不得少于三分之二.
_COUNTS = re.compile("[少多低高]于|超过")


@cache
def _adverbial() -> re.Pattern[str]:
    return re.compile(f"{words.prepositions()}|{words.verbs()}|(?:{words.adverbs()}|[也都还均则]){{0,8}}$")


_WHILE = ("期间", "时", "前", "后", "中", "内", "间", "起")


def _is_foreign(bare: str, start: int, end: int) -> bool:
    """Whether what stands before a modal word is a subject, nobody's name: not a phrase of time or manner."""
    if start >= end:
        return False
    if _OF_SOMETHING.match(bare, start, end) is not None or actors.leading(bare, start, end) is not None:
        return True
    return not bare.endswith(_WHILE, start, end) and _adverbial().match(bare, start, end) is None


_OF_SOMETHING = re.compile(r"[与同][^，]*的[^，的]{2,4}$")


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
        return Reading(clause, lead=True, topic=place(clause, named))
    if _PAST.search(rest) or _COPULA.match(rest) or (_NOUN.search(rest) and not rest.startswith("将")):
        return None
    if clause.stop == "，" and _made().match(rest):
        return Reading(clause, foreign=True, lead=True)
    if articles and clause.stop == "，" and rest.startswith(("为", "于", "就", "对", "依")):
        return Reading(clause, lead=True, topic=place(clause, named), bound=_acts().match(rest) is not None)
    if (
        rest.startswith("至少")
        or (clause.bare.startswith("每", start) and _AT_LEAST.search(rest))
        or _AMOUNTS_TO.match(rest)
    ):
        return None
    if _acts().match(rest):
        return Reading(clause, "must", "obligations.plain", place(clause, named))
    return Reading(clause, lead=True, topic=place(clause, named)) if _is_state().match(rest) else None


_LABEL = 40
_AT_LEAST = re.compile("至少|不少于|不低于")
_AMOUNTS_TO = re.compile(
    "达到|突破|超过|增长|下降|提高到|保持在|稳定在|[^，]{0,8}(?:时间|人数|数量|比例|率|注册[^，]{0,4})[^，]{0,4}(?:不少于|不低于|达到|保持|超过)"
)
_NOUN = re.compile(
    r"^公告[（0-9]|(?:收入|所得|物资|货物|服务)[^，]{0,4}(?:免征|免收|减征)|"
    r"^.{2}及|之.{0,4}(?:损害|事项|规定|义务)$|"
    r"的.{0,4}(?:机制|体系|格局|局面|模式|氛围|环境|渠道|平台|协议|标准|名单|情况)$|(?:时间|日期|标准|范围|对象|地点|电话|条件)为|为[0-9一二三四五六七八九十]|的(?:积极性|主动性|能力|水平|质量|意识|素质|数量|比例|规模)"
    r"|^.{2,4}(?:任务|情况|制度|办法|方案|计划|标准|名单|目录|流程|说明|须知|一览表|报告|证书|合同|表|书)$|^(?:决定|认为|强调|指出)$"
)


@cache
def _acts() -> re.Pattern[str]:
    """A predicate that acts: a verb behind adverbs, or a phrase with a verb behind it."""
    phrase = f"{words.prepositions()}[^，；]{{2,60}}?"
    verb = f"(?:{words.verbs()}|(?:主要)?职责是)(?![的者率之])"
    return re.compile(
        f"不?(?:{words.adverbs()}){{0,6}}(?:{phrase})?(?:{words.adverbs()}){{0,6}}{verb}|(?:将|把|按|按照|根据)"
    )


@cache
def _made() -> re.Pattern[str]:
    """What somebody makes, a thing and nobody: 申报单位报送的材料，应当…"""
    return re.compile(f"(?:{words.adverbs()})?(?:所)?{words.verbs()}的[^，；的]{{0,8}}{_THINGS}$")


_THINGS = "(?:材料|资料|文件|信息|数据|资金|费用|项目|产品|物品|设施|设备|证明|证书|报告|方案|计划|标准|档案|票据)"


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
