"""What a clause says about duty: its modal word, who it names, whether it only leads to the next one."""

from __future__ import annotations

import re
from functools import cache

from ..text import Span
from . import actors, words
from .openings import by_body, encourage, modal, request, with_body
from .readings import LABEL, Reading, Rule, place, start_of
from .sentences import Clause
from .statements import plain, task_force

_CONDITION = re.compile(
    r"(?:的|者|时|之?后|之?前|以前|以后|期间|之日起|起|情况下|前提下|基础上|条件下|过程中|中|为由|方面|以来|之一|情形|部分|[等以之]外)$"
)


_MANNER = re.compile("(?:以|按|按照|通过|采取|采用|本着|遵循|坚持)[^，；]*(?:原则|精神|方式|思路|要求|办法)$")
_CONDITION_HEAD = re.compile(r"(?:如果?|若|凡|一旦|除|虽然?|因|由于|为了|鉴于|针对|经)")


_PURPOSE = re.compile(
    r"(?:为[^，]{2,}|以[^，]{2,}为(?:目标|指导|核心|重点|主线|抓手|导向|载体|基础|依托|引领|主|契机|突破口|切入点))$"
)


def read(clause: Clause, articles: bool = False) -> Reading:
    """Read a clause by the first rule that fits it; `articles` for statutes in the traditional script."""
    start = start_of(clause.bare)
    for rule in RULES:
        found = rule(clause, start, articles)
        if found is not None:
            return found
    return Reading(clause)


def condition(clause: Clause, start: int, articles: bool) -> Reading | None:
    """企业提出申请的，/ 在保证质量的前提下，: a clause that leads to the next; its subject may be the next one's."""
    bare = clause.bare
    if clause.stop in "；;。" and bare.endswith("的"):
        return Reading(clause, lead=True)
    if clause.stop not in "，," or not clause.stop or not (_CONDITION.search(bare) or _MANNER.match(bare, start)):
        return None
    if not bare.endswith(("的", "者", "时")) and encourage(clause, start, articles):
        return None
    if bare.endswith("者") and articles and (body := actors.leading(bare, start)) and bare.startswith("为", body.end):
        return Reading(clause, lead=True, topic=place(clause, body), bound=True)
    if bare.endswith("者") and (articles or _modal_at_end(bare)):
        return Reading(clause, lead=True, topic=place(clause, Span(start, len(bare))))
    named = actors.leading(bare, start)
    if named is None and bare.endswith(("前", "后", "时", "的")):
        named = actors.asked(bare, start)
    inner = words.modal(articles).search(bare, start)
    if inner is not None and not bare.endswith(("的", "时", "后", "前", "之一", "外")):
        return None
    bound = named is not None and (bare.endswith("后") or bare.startswith(("在", "于"), named.end))
    return Reading(clause, lead=True, topic=place(clause, named) if named else None, bound=bound)


def _modal_at_end(bare: str) -> bool:
    return len(bare) > 2 and not bare.endswith(("企业经营者", "消费者", "劳动者", "患者", "申请者", "参与者"))


_ANY_THING = re.compile("凡是?[^，；]+的[^，；的]{2,12}$")
_FOR = re.compile(r"(?:对于?|凡是?)")


def topic(clause: Clause, start: int, articles: bool) -> Reading | None:
    """县级层面，/ 县水务局：/ 对于享受补贴的企业，: a clause that only names somebody."""
    if not clause.stop or clause.stop not in "，,：:":
        return None
    bare = clause.bare
    named = actors.leading(bare, start)
    if named is not None:
        alone = named.end == len(bare)
        rule = "" if clause.stop in "，," else LABEL
        return Reading(clause, rule=rule, lead=True, topic=place(clause, named), bound=True) if alone else None
    if clause.stop in "：:":
        return None
    match = _FOR.match(bare, start)
    named = actors.closing(bare, match.end() if match else start, articles or match is not None)
    if named is None:
        return Reading(clause, lead=True, foreign=True) if _ANY_THING.match(bare, start) else None
    return Reading(clause, lead=True, topic=place(clause, named), beneficiary=match is not None)


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
