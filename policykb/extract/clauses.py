"""What a clause says about duty: its modal word, who it names, whether it only leads to the next one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..records import Modality
from ..text import Span
from . import actors, words
from .sentences import Clause, Sentence

_LEAD_WORDS = re.compile(
    r"(?:(?:[一二三四五六七八九十]{1,2}是(?:要)?|以及|第[一二三四五六七八九十]是?|首先是?|其次是?|再次|最后|同时|另外|此外|并且?|而且|但是?|且|其中|即"
    r"|特别是?|尤其是?|具体(?:来讲)?|具体是|就是|因此|所以|为此|今后|目前|当前|近期|下一步|必要时|原则上|年底前|全年|年内|全区|全市|全省|全县|全国)[：:，]?)*"
)
_TIME = re.compile(
    r"(?:[到在于自从至截]?(?:每|今|明|去|当|全|本|近|“○+”|[0-9]{1,4})(?:年|月|日|周|季度|时期|期间)(?:[0-9]{1,2}[月日号])*"
    r"(?:度|初|底|末|[上中下]旬|[上下]半年|至|—|-|[0-9]{1,2}[月日号])*(?:以?前|以?内|起|之?后|期间)?)?"
)
_CONDITION = re.compile(
    r"(?:的|者|时|之?后|之?前|以前|以后|期间|之日起|起|情况下|前提下|基础上|条件下|过程中|中|原则|精神|方式|为由|方面|以来|之一|情形)$"
)
_CONDITION_HEAD = re.compile(r"(?:如果?|若|凡|一旦|除|虽然?|因|由于|为了|鉴于|针对|经)")
_PURPOSE = re.compile(
    r"(?:为[^，]{2,}|以[^，]{2,}为(?:目标|指导|核心|重点|主线|抓手|导向|载体|基础|依托|引领|主|契机|突破口|切入点))$"
)
_PAST = re.compile(r"(?:已经?|曾|正在)|[^为除]了(?!解)|过(?=$|的)")
_COPULA = re.compile(r"(?:是|属于|系指|是指|包括|指(?![导定派挥])|为[^，；]{0,12}(?:单位|部门|人|者)$)")


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


Rule = Callable[[Clause, int, bool], Reading | None]


def read(clause: Clause, articles: bool = False) -> Reading:
    """Read a clause by the first rule that fits it; `articles` for statutes in the traditional script."""
    start = _start(clause.bare)
    for rule in RULES:
        found = rule(clause, start, articles)
        if found is not None:
            return found
    return Reading(clause)


def _start(bare: str) -> int:
    """Where the clause's own words begin, behind connectives and a time."""
    place = 0
    for pattern in (_LEAD_WORDS, _TIME, _LEAD_WORDS):
        match = pattern.match(bare, place)
        place = match.end() if match else place
    return place if place < len(bare) else 0


def _place(clause: Clause, span: Span) -> Span:
    return actors.without_particles(clause.bare, span).shift(clause.span.start)


def condition(clause: Clause, start: int, articles: bool) -> Reading | None:
    """企业提出申请的，/ 在保证质量的前提下，: a clause that leads to the next; its subject may be the next one's."""
    bare = clause.bare
    if clause.stop in "；;。" and bare.endswith("的"):
        return Reading(clause, lead=True)
    if clause.stop not in "，," or not clause.stop or _CONDITION.search(bare) is None:
        return None
    if bare.endswith("者") and (articles or _modal_at_end(bare)):
        return Reading(clause, lead=True, topic=_place(clause, Span(start, len(bare))))
    named = actors.leading(bare, start)
    inner = words.modal(articles).search(bare, start)
    if inner is not None and not bare.endswith(("的", "时", "后", "前", "之一")):
        return None
    return Reading(clause, lead=True, topic=_place(clause, named) if named else None)


def _modal_at_end(bare: str) -> bool:
    return len(bare) > 4 and not bare.endswith(("企业经营者", "消费者", "劳动者", "患者", "申请者", "参与者"))


_FOR = re.compile(r"(?:对于?|凡是?)")


def topic(clause: Clause, start: int, articles: bool) -> Reading | None:
    """县级层面，/ 对于享受补贴的企业，: a clause that only names somebody."""
    if clause.stop not in "，," or not clause.stop:
        return None
    bare = clause.bare
    named = actors.leading(bare, start)
    if named is not None:
        alone = named.end == len(bare)
        return Reading(clause, lead=True, topic=_place(clause, named), bound=True) if alone else None
    match = _FOR.match(bare, start)
    named = actors.closing(bare, match.end() if match else start, articles or match is not None)
    if named is None:
        return None
    return Reading(clause, lead=True, topic=_place(clause, named), beneficiary=match is not None)


@cache
def _by() -> re.Pattern[str]:
    return re.compile(
        f"(?:都|均|须|需|应|要|可|并|再|统一|原则上|具体|共同)*由(?P<name>[^，；]{{0,60}}?{words.ending()})(?={_predicate()})"
    )


@cache
def _predicate() -> str:
    return "|".join((words.adverbs(), words.prepositions(), words.verbs(), "不|协商"))


def by_body(clause: Clause, start: int, articles: bool) -> Reading | None:
    """由县水务局负责…: the body after 由 is bound."""
    match = _by().match(clause.bare, start) or _by_inside().search(clause.bare, start)
    if match is None or not match.group("name"):
        return None
    modality: Modality = "may" if "可" in match.group()[: match.start("name") - match.start()] else "must"
    return Reading(clause, modality, "obligations.by_body", _place(clause, Span(*match.span("name"))))


@cache
def _by_inside() -> re.Pattern[str]:
    return re.compile(
        f"(?<=[^自理缘事])(?:都|均|须|需|应|要|统一)?由(?P<name>[^，；]{{0,60}}?{words.ending()})(?=负责|牵头|组织|审批|审核|承担|责令|处|依法|给予|予以)"
    )


@cache
def _with() -> re.Pattern[str]:
    return re.compile(
        f"(?:{words.adverbs()})*(?:会同|联合|(?:组织)?指导|商请?|督促指导|督促)(?P<name>[^，；]{{0,60}}?{words.ending()})(?=$|{_predicate()})"
    )


def with_body(clause: Clause, start: int, articles: bool) -> Reading | None:
    """会同财政局…, 指导各镇修订…: without a subject of its own, the clause binds the body it names."""
    match = _with().match(clause.bare, start)
    if match is None or not match.group("name"):
        return None
    return Reading(clause, "must", "obligations.with_body", _place(clause, Span(*match.span("name"))))


_ASK = re.compile(
    r"(?:现|特|敬|恳|务|也|并|还|均)?(?:请|望|希望|希)(?!示|求|柬|假|勿|教|战|问|愿|辞|款|坐|奏|托|缨|安)"
)


def request(clause: Clause, start: int, articles: bool) -> Reading | None:
    """请各单位按时报送; 各单位请按时报送."""
    match = _ASK.match(clause.bare, start)
    if match is not None:
        named = actors.leading(clause.bare, match.end()) or actors.asked(clause.bare, match.end())
        return Reading(clause, "must", "obligations.request", _place(clause, named) if named else None)
    match = _ASK.search(clause.bare, start)
    named = actors.before(clause.bare, start, match.start()) if match and match.group() == "请" else None
    if match is None or named is None or named.end != match.start():
        return None
    return Reading(clause, "must", "obligations.request", _place(clause, named))


@cache
def _encouraging() -> re.Pattern[str]:
    place = "层面|上|中|内|期间|旗县|县域|区域|乡镇|地区"
    phrase = f"(?:在[^，；]{{0,20}}?(?:{place})|每年[^，；]{{0,12}}?|通过)"
    return re.compile(f"{phrase}?(?:{words.adverbs()}|加强|并|要)*?{words.encouragement()}")


_SLOGAN = 5


def encourage(clause: Clause, start: int, articles: bool) -> Reading | None:
    """鼓励企业…, 国家支持…: an encouraging verb heads the clause."""
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
    return Reading(clause, "encourage", "obligations.encourage", _place(clause, named), head=match.end())


@cache
def _of_noun() -> re.Pattern[str]:
    """A verb right before 的: the modal word belongs to a clause before a noun (可以开放的数据)."""
    return re.compile(f"(?:{words.adverbs()})*(?:{words.verbs()}){{1,2}}的.")


_PERMIT = ("允许", "准予", "不准", "不许", "不允许", "禁止", "严禁", "严格禁止", "切勿", "请勿", "切忌", "不要")
_ABILITY = re.compile(r"可[^，；、]{1,4}性")
_RELATIVE = re.compile(r"[^的之，]{1,6}之(?=.)|(?<=[为是所其各]..)[^的，]{1,6}的|(?<=[为是所其各].)[^的，]{1,6}的")


def modal(clause: Clause, start: int, articles: bool) -> Reading | None:
    """A modal word: 应当, 要, 不得, 可以 …, with the subject before it."""
    bare = clause.bare
    for match in words.modal(articles).finditer(bare, start):
        if (
            match.end() == len(bare)
            or _of_noun().match(bare, match.end())
            or _RELATIVE.match(bare, match.end())
            or _ABILITY.match(bare, match.start())
        ):
            continue
        modality = words.modality(match.group())
        if match.start() == start or match.group() in _PERMIT:
            named = actors.pivot(bare, match.end()) if match.group() in ("允许", "准予") else None
            if named is None and match.start() > start:
                named = actors.before(bare, start, match.start())
            return Reading(clause, modality, "obligations.modal", _place(clause, named) if named else None)
        named = actors.before(bare, start, match.start())
        if named is not None:
            return Reading(clause, modality, "obligations.modal", _place(clause, named))
        return Reading(clause, modality, "obligations.modal", foreign=_is_foreign(bare, start, match.start()))
    return None


@cache
def _adverbial() -> re.Pattern[str]:
    return re.compile(
        f"(?:{words.adverbs()}|{words.prepositions()}[^，]*|{words.verbs()}[^，]*|[^，]*(?:期间|时|前|后|中)|也|都|还|均|则)*$"
    )


def _is_foreign(bare: str, start: int, end: int) -> bool:
    return start < end and (
        _adverbial().match(bare, start, end) is None or _OF_SOMETHING.match(bare, start, end) is not None
    )


_OF_SOMETHING = re.compile(r"[与同][^，]*的[^，的]{2,4}$")


def plain(clause: Clause, start: int, articles: bool) -> Reading | None:
    """县水务局定期巡查…: a plain statement whose subject is a body; one that tells a state leads to the next clause."""
    named = actors.leading(clause.bare, start)
    if named is None or named.end == len(clause.bare):
        return None
    rest = clause.bare[named.end :]
    if _COPULA.match(rest) and clause.stop == "，":
        return Reading(clause, lead=True, topic=_place(clause, named))
    if _PAST.search(rest) or _COPULA.match(rest) or _NOUN.search(rest):
        return None
    if _acts().match(rest):
        return Reading(clause, "must", "obligations.plain", _place(clause, named))
    return Reading(clause, lead=True, topic=_place(clause, named)) if _is_state().match(rest) else None


_NOUN = re.compile(
    r"的.{0,4}(?:机制|体系|格局|局面|模式|氛围|环境|渠道|平台|协议|标准|名单|情况)$|(?:时间|日期|标准|范围|对象|地点|电话|条件)为|为[0-9一二三四五六七八九十]"
    r"|^.{2,4}(?:任务|情况|制度|办法|方案|计划|标准|名单|目录|流程|说明|须知|一览表|报告|证书|合同|表|书)$|^(?:决定|认为|强调|指出)$"
)


@cache
def _acts() -> re.Pattern[str]:
    """A predicate that acts: a verb behind adverbs, or a phrase with a verb behind it."""
    phrase = f"{words.prepositions()}[^，；]{{2,60}}?"
    verb = f"(?:{words.verbs()}|(?:主要)?职责是)(?!的|者|率)"
    return re.compile(f"(?:{words.adverbs()})*(?:{phrase})?(?:{words.adverbs()})*{verb}|(?:将|把|按|按照|根据)")


@cache
def _is_state() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()}|不|未)*{words.any_verbs()}")


_TASK_FORCE = re.compile(
    r"(?:成立|组建|设立|建立)(?P<name>[^，；]{2,40}?(?:领导小组|工作小组|协调小组|工作专班|专班|指挥部|工作组|专项组|联席会议|委员会))"
)


def task_force(clause: Clause, start: int, articles: bool) -> Reading | None:
    """成立…工作领导小组，负责…: the body that is set up is bound to what follows."""
    match = _TASK_FORCE.match(clause.bare, start)
    if match is None or clause.stop != "，":
        return None
    return Reading(clause, "must", "obligations.task_force", _place(clause, Span(*match.span("name"))))


def lead(clause: Clause, start: int, articles: bool) -> Reading | None:
    """A phrase of time, manner or purpose that leads to the next clause."""
    bare = clause.bare
    if clause.stop not in "，：," or not clause.stop:
        return None
    if bare.startswith("对") and _acts_after().search(bare, max(bare.rfind("的"), 0)):
        return None
    if start == len(bare) or _PURPOSE.match(bare, start) or _lead_phrase().match(bare, start):
        return Reading(clause, lead=True)
    return None


@cache
def _acts_after() -> re.Pattern[str]:
    return re.compile(f"{words.verbs()}|不[抽断压]")


@cache
def _lead_phrase() -> re.Pattern[str]:
    return re.compile(
        r"(?:按照?|根据|依据|依照|围绕|重点围绕|聚焦|结合|依托|立足|针对|对|对于|通过|在|从|以|利用|充分利用|到|自|截至|由于|除|每年|[0-9]{4}年)[^，]*$"
    )


RULES: tuple[Rule, ...] = (condition, topic, request, encourage, by_body, with_body, task_force, modal, plain, lead)


_NOW = re.compile(
    r"^(?:目前|现有|现在|截至|截止|当前，|近年来|去年|过去|长期以来|.{0,12}以来)|(?:现将|现就|现印发|制定本|特制定|通知如下|公告如下|如下[。：]?$)"
)


def tells(sentence: Sentence) -> bool:
    """Whether a sentence tells how things stand, or only introduces the document: its plain statements bind nobody."""
    return any(_NOW.search(clause.bare) for clause in sentence.clauses)


def is_open(found: Reading) -> bool:
    """Whether a clause breaks off inside a list or a phrase, so that the next one begins no statement of its own."""
    bare = found.clause.bare
    if bare.startswith("对") and found.lead and found.topic is None:
        return not bare.endswith(("的", "者", "上", "中"))
    return found.clause.stop == "，" and not found.lead and found.modality is None and actors.closing_body(bare)


def acts_anew(opened: Reading, found: Reading) -> bool:
    """Whether a clause leaves the encouraging one before it, both with a verb (县级支持建设服务站，搭建平台)."""
    if opened.modality != "encourage" or found.modality is not None:
        return False
    if not _verb_at(opened) and actors.names_somebody(opened.clause.bare, opened.head):
        return False
    return _verb().match(found.clause.bare, _start(found.clause.bare)) is not None


def goes_on(opened: Reading, found: Reading) -> bool:
    """Whether an encouraging clause goes on with an encouraging one before it (鼓励企业制定规划，支持开展培训)."""
    if (
        found.rule == "obligations.modal"
        and found.actor is None
        and found.clause.bare.startswith(("也要", "又要", "还要"))
    ):
        return opened.clause.bare.startswith("既要")
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


_STATES = re.compile(
    r"[^，；]{2,30}?(?:适用|属于|是指|是|包括|高于|低于|达到|有效|到期|超过|占|位于|具有|纳入[^，]*，属于)"
)


def is_imperative(clauses: list[Clause]) -> bool:
    """Whether clauses tell somebody to act, rather than state how something is."""
    bare = clauses[0].bare
    start = _start(bare)
    if bare.startswith(("不予", "不再"), start):
        return False
    if _imperative().match(bare, start):
        return True
    return _STATES.match(bare, start) is None


@cache
def _imperative() -> re.Pattern[str]:
    return re.compile(f"(?:{words.adverbs()})*(?:{words.verbs()}|{words.prepositions()}|不)")
