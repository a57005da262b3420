"""Who is bound: the body a clause begins with, the bodies a bracket names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..text import Span
from . import words

_LONGEST_NAME = 150
_STOPPERS = "，；：。！？"
_TRIM = re.compile(
    r"(?:(?:由|建议|请|敬请|恳请|望|经(?!济|营|办|销|贸|信)|对于?|凡|则|即|而|但|且|并(?![网购行轨联发])|同时|如|若|其中|此外|另外|其他情况下|具体|原则上|必要时|首先|其次|最后|今后|今年"
    r"|[一二三四五六七八九十]{1,2}是(?:要)?)(?=.))*"
)


# A verb that goes on inside the name of an office: 国务院教育行政部门, 市场监督管理局.
_OFFICE = (
    "(?:教育|科学|综合|统一|管理|监督|检验|检测|监察|审计|统计|规划|建设|培训|服务|推广|研究|发展|执法|登记|审批|评审|指导|保障|防治|防控|监测|救助|仲裁|采购"
    "|检疫|交易|主管|监管)[\u4e00-\u9fff]{0,8}?(?:部门|机构|单位|机关|局|厅|委员会|会议|办公室)"
)


@cache
def _after_body() -> str:
    """What may follow a subject: an adverb, a preposition, a verb, or 负责."""
    verbs = f"{words.any_verbs()}(?![之者、])"
    forms = "|".join((words.adverbs(), words.prepositions(), words.encouragement(), verbs))
    others = "有(?!关|限|效|序|利|机|色)|受|因|主要职责|职责|不|未|必|如|若|分工|牵头|是(?!否)"
    noun = f"{words.compound().pattern}|{_OFFICE}|生产总值|教育附加|教育费"
    return f"(?!{noun})(?:{forms}|{others})"


@cache
def _subject() -> re.Pattern[str]:
    name = f"[^{_STOPPERS}]{{0,{_LONGEST_NAME}}}?"
    return re.compile(f"{name}{words.ending()}(?=$|{_after_body()}|{words.modal(True).pattern})")


@cache
def _no_subject() -> re.Pattern[str]:
    """How a clause without a subject begins: with a verb, an adverb or a preposition."""
    forms = "|".join((words.prepositions(), words.encouragement(), words.adverbs(), words.any_verbs()))
    return re.compile(
        f"(?:{forms}|逐|被|所(?!有|在)|凡|关于|全面|年内|据|能够?|使|让|令|赴|抓|供|报|送|转|交由|登录|建好|地区生产总值|要|应|须|必须|可以|得|不|请)"
    )


_INSIDE = re.compile(
    r"[由如◎曾因为按向把将被让令给于是了着《到至没已]|包括|(?<!所)属(?!地|于)|一大?批|路[0-9]|[0-9]号|官网|关于|其他经(?!营|济)|所称|期间|鼓励|引导"
    r"|指(?!导|定|挥|派)|拟(?!任|聘)|经(?!济|营|办|贸|开|销)|对(?!口|外)|通过|以(?!上|下|内|外|及)|不(?!动产)|后(?!勤|备)"
    r"|各项|在(?!建|校|职|岗|京|编|田|线)|从(?!业)|进行|正$"
)


_FOR_SOMEBODY = re.compile("[^，；]{2,}?(?:对(?!口|外)|向|将|把)")
_TOO_SHORT = frozenset(("组织", *"人者部委局区县市省镇乡村户员师所办处"))
_STATE = re.compile(r"(?:符合|具备|具有|受|未|无|有|患有|拥有|享受|取得|获得|持有|参加|涉及|违反|经)")


def pivot(bare: str, start: int) -> Span | None:
    """The body that stands between a permitting verb and what it permits (允许租用设备的农户申请…)."""
    match = _subject().match(bare, start)
    return Span(start, match.end()) if match is not None and match.end() < len(bare) else None


@lru_cache(maxsize=4096)
def leading(bare: str, start: int = 0, end: int | None = None) -> Span | None:
    """The body that [start, end) of a clause begins with, where a predicate or nothing follows it.

    A clause before the name is allowed where the name itself stands behind 的 (符合条件的企业申报…).
    """
    stop = len(bare) if end is None else end
    match = _subject().match(bare, start, stop)
    if match is None:
        return None
    name = match.group()
    relative = max(name.rfind("的"), name.rfind("之"))
    if _no_subject().match(name) and not words.compound().match(name) and not (relative > 0 and _STATE.match(name)):
        return None
    if (
        "由" in name
        or "是" in name
        or _FOR_SOMEBODY.match(name)
        or name[relative + 1 :].startswith(("、", "和"))
        or _INSIDE.search(name[relative + 1 :])
        or (relative >= 0 and name[relative + 1 :] in _TOO_SHORT)
    ):
        return None
    return Span(start, match.end())


def before(bare: str, start: int, end: int) -> Span | None:
    """The body that stands as the subject in [start, end), the part of a clause before its modal word.

    There a clause may come before the name (符合条件的企业应…), because the modal word shows where the subject ends.
    """
    found = leading(bare, start, end)
    if found is not None:
        longer = _ends_with_body().search(bare, found.end, end) is not None
        affair = _is_affair().match(bare, found.end, end) is not None and not longer
        return None if affair or _IS_THING.search(bare, found.end, end) else found
    match = _ends_with_body().search(bare, start, end)
    if match is None:
        return None
    if _GOES.match(bare, start) or (
        bare.startswith("对", start) and match.end() == end and "的" not in bare[start:end]
    ):
        return None
    name = _phrase().match(bare, start, match.end())
    begin = name.end() if name is not None and name.end() < match.end() else start
    return Span(begin, match.end("name"))


def closing(bare: str, start: int, anyhow: bool) -> Span | None:
    """A clause that is nothing but the one it names, with a clause before the name: 依前项规定提出申请的企业，

    Args:
        anyhow: also where it begins with a verb or a preposition, as an imperative does.
    """
    if not anyhow and _no_subject().match(bare, start):
        return None
    match = _ends_with_body().search(bare, start)
    if match is None or match.end("name") != len(bare) or not re.search("[的之]", bare[start:]):
        return None
    return None if _OTHER_PHRASE.match(bare, start) and not bare.startswith("依", start) else Span(start, len(bare))


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(words.ending())


def names_somebody(bare: str, start: int) -> bool:
    """Whether a body is named anywhere behind start."""
    return _ending().search(bare, start) is not None


def asked(bare: str, start: int) -> Span | None:
    """The body right behind a word of request, whatever it is asked to do."""
    found = (match for match in _ending().finditer(bare, start, start + 25) if len(match.group()) > 1)
    match = next(found, None)
    if match is None or (_no_subject().match(bare, start) and not words.compound().match(bare, start, match.end())):
        return None
    return Span(start, match.end())


def closing_body(bare: str) -> bool:
    """Whether a clause ends with a body's name."""
    match = _ends_with_body().search(bare)
    return match is not None and match.end("name") == len(bare)


_OTHER_PHRASE = re.compile(
    r"(?:为|对|向|由|通过|根据|按照|在|经|使|让|组织|动员|引导|鼓励|支持|会同|联合|帮助|指导|督促)"
)


@cache
def _is_affair() -> re.Pattern[str]:
    """The end of an affair's name: 创新中心建设应…, 企业申报工作应…"""
    return re.compile(f"(?:{words.any_verbs()}){{1,3}}(?:工作|活动|事项)?$")


# A thing with the name of a body before it, which itself is nobody: 县级审批时间应…
_IS_THING = re.compile(
    "(?:时间|期限|时限|材料|资料|标准|金额|额度|内容|比例|数量|资金|费用|人数|次数|面积|名单|结果|报告|证明|合同|协议|表)[均都也还]?$"
)
_GOES = re.compile("发现|遇到?|出现|接到|收到|进入|前往|来到|返回|离开|通过|利用|依托")


@cache
def _ends_with_body() -> re.Pattern[str]:
    return re.compile(f"(?P<name>{words.ending()})(?:{words.adverbs()}){{0,6}}$")


@cache
def _phrase() -> re.Pattern[str]:
    """An adverbial phrase before a subject: 在…中, 按照…要求."""
    return re.compile(
        r"(?:在|于|自|从|按照?|根据|依照|通过|为|经|对于?)[^，]{1,40}?(?:中|时|后|前|下|内|上|间|起|要求|规定|方式)(?=.)"
    )


_LABEL = re.compile(
    r"(?:(?:第一|主要|共同|具体|市级|省级|县级)?(?:责任|牵头|主办|承办|落实|负责|实施|主管)"
    r"(?:单位|部门|处室|科室|主体|领导|人)?[：:])"
)
_OTHERS = re.compile(r"[；;。]|，[^，；：]{2,6}：|，?(?:配合|参与|协办|参加|完成时限|责任人)(?:单位|部门)?[：:]")
_IN_CHARGE = re.compile(
    r"(?:等)?(?:(?:按|根据|依)(?:照|据)?(?:各自)?(?:职责|职能)(?:分工)?)?(?:共同|分别|具体|组织|协同)?"
    r"(?:负责|牵头(?:负责|落实|组织|会同|[，、].*)?|落实|参与|配合|承办|指导|组织实施|分工负责)+(?:落实|实施)?$"
)


# Of several that a bracket names, the one that answers: （农业农村部指导，各省负责落实）.
_CHARGED = re.compile("(?:负责|牵头)(?:落实|实施)?$")


def responsible(text: str, bracket: bool = True) -> str | None:
    """The bodies that a closing bracket makes responsible: （农业局、财政局负责）, （责任单位：各区政府）.

    Args:
        text: what stands inside the bracket, or a sentence.
        bracket: whether it is a bracket; a sentence needs the label (责任单位：) before the names.

    Returns:
        The names as they stand; None where the text says something else.
    """
    label = _LABEL.match(text)
    if label is not None:
        return _OTHERS.split(text[label.end() :])[0].strip("，、。 ") or None
    if bracket and "，" in text:
        text = next((part for part in text.split("，") if _CHARGED.search(part)), text)
    match = _IN_CHARGE.search(text) if bracket else None
    if match is None:
        return None
    names = text[: match.start()].removeprefix("由")
    if (
        not names
        or "，" in names
        or "由" in names
        or (_no_subject().match(names) and not words.compound().match(names))
    ):
        return None
    return names + ("等" if match.group().startswith("等") else "")


def without_particles(bare: str, span: Span) -> Span:
    """A subject without the connective or preposition before it."""
    match = _TRIM.match(bare, span.start, span.end)
    return Span(match.end() if match else span.start, span.end)
