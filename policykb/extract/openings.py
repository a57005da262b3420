"""What opens a duty in a clause: a modal word, an encouraging verb, a body that acts."""

from __future__ import annotations

import re
from functools import cache

from ..records import Modality
from ..text import Span
from . import actors, words
from .readings import Reading, place
from .sentences import Clause


@cache
def _by() -> re.Pattern[str]:
    return re.compile(
        f"(?:都|均|须|需|应|要|可|得|仍|亦|并|再|统一|原则上|具体|共同)*由(?P<name>[^，；]{{0,60}}?{words.ending()})(?={_predicate()})"
        f"(?!{words.verbs()}的)"
    )


@cache
def _predicate() -> str:
    forms = "|".join((words.adverbs(), words.prepositions(), words.verbs(), "不|协商|年度"))
    return f"(?!{words.compound().pattern})(?:{forms})"


_LEAVE = re.compile("可|得(?=由)")


def by_body(clause: Clause, start: int, articles: bool) -> Reading | None:
    """由县水务局负责…: the body after 由 is bound."""
    if "由" in clause.bare:
        match = _by().match(clause.bare, start) or _by_inside().search(clause.bare, start)
    else:
        match = _as_unit().match(clause.bare, start) if "为单位" in clause.bare else None
    if match is None or not match.group("name"):
        named = _by_alone().match(clause.bare, start) if clause.stop == "，" else None
        named = named if named and named.end() == len(clause.bare) else None
        return Reading(clause, lead=True, topic=place(clause, Span(*named.span("name"))), bound=True) if named else None
    modality: Modality = "may" if _LEAVE.search(clause.bare, start, match.start("name")) else "must"
    return Reading(clause, modality, "obligations.by_body", place(clause, Span(*match.span("name"))))


@cache
def _by_alone() -> re.Pattern[str]:
    return re.compile(f"由(?P<name>[^，；]{{1,40}}{words.ending()})$")


@cache
def _as_unit() -> re.Pattern[str]:
    return re.compile(f"(?:再|统一)?以(?P<name>[^，；]{{0,40}}?{words.ending()})为单位[^，；]{{0,6}}?(?:上报|报)")


@cache
def _by_inside() -> re.Pattern[str]:
    return re.compile(
        f"(?<=[^自理缘事])(?:都|均|须|需|应|要|统一)?由(?P<name>[^，；]{{0,60}}?{words.ending()})(?!{words.verbs()}的)(?=负责|牵头|进行|组织|实施|制定|办理|确定|规定|处理|核定|公布|另行|按|分担|负担|解决|列支|统筹|出资|支应|审批|审核|承担|责令|处|依法|给予|予以|兼任|担任|任|互选|推选|分别|编列|共同|自行|直接|会同|依|根据|对|选|指定|指派|委托|提出|报|召集|主持|提供|聘|遴选|管理|监督|执行|核发|发给|支付|拨付|补助|领取)"
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
    r"应(?:[缴收付纳发][^，；、的]{1,14}|[^，；、的]{1,5})(?:[额款金数费税]|部分)(?=[的按之、和与]|[0-9]|$)"
)


_RELATIVE = re.compile(
    r"[^的之，]{1,6}(?<!分)(?<!健全|必要|适当|完整|相关|一定|合理|有效|充分|妥适|详细)之(?![日前后内外间上下时一中有无不以高若].|[前后内外间上下中]$)(?=.)|(?<=[为是所其各]..)[^的，]{1,6}的|(?<=[为是所其各].)[^的，]{1,6}的"
)


# What needs something, a phrase and no duty: 需要上级协调的事项，…
_NEEDED = re.compile("(?:需要?|须|应)[^，；]{2,}的[^，；的]{2,4}$")


# Somebody who needs something, at the end of a phrase: 有老人需要照顾的职工，…
_WANTING = re.compile("[^，；、的]{1,6}的[^，；的]{1,10}$")


def modal(clause: Clause, start: int, articles: bool) -> Reading | None:
    """A modal word: 应当, 要, 不得, 可以 …, with the subject before it."""
    bare = clause.bare
    if clause.stop == "，" and _NEEDED.match(bare, start):
        return Reading(clause, lead=True)
    sayings: list[tuple[int, int]] | None = None
    for match in words.modal(articles).finditer(bare, start):
        if sayings is None:
            sayings = [saying.span() for saying in _SAYING.finditer(bare, start)]
        if (
            match.end() == len(bare)
            or any(begin <= match.start() < end for begin, end in sayings)
            or (match.group() in _PERMIT and bare.endswith(("把", "将", "于", "反", "了"), start, match.start()))
            or (match.group() != "要" and _of_noun().match(bare, match.end()))
            or _RELATIVE.match(bare, match.end())
            or _ABILITY.match(bare, match.start())
            or (clause.stop == "，" and match.group() in ("需", "需要") and _WANTING.match(bare, match.end()))
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
    if (
        _OF_SOMETHING.match(bare, start, end) is not None
        or _done_to().match(bare, start, end) is not None
        or actors.leading(bare, start, end) is not None
    ):
        return True
    return not bare.endswith(_WHILE, start, end) and _adverbial().match(bare, start, end) is None


@cache
def _done_to() -> re.Pattern[str]:
    """A thing by what is done to it: 注册的单位名称应…"""
    return re.compile(f"{words.verbs()}的[^，；的]+$")


_OF_SOMETHING = re.compile(r"[与同][^，]*的[^，的]{2,4}$")
