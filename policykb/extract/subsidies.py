"""Money or named support given or promised: one record an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Issue
from ..records import Record, Subsidy
from ..text import Span
from . import actors
from .grants import Grant
from .reading import NoticeReading
from .sentences import Clause, Sentence


def subsidies(reading: NoticeReading) -> Iterator[Record | Issue]:
    """What a notice gives, in the order of the text."""
    for passage in reading.passages:
        for sentence in passage.sentences:
            for grant in reading.grants.get(sentence.span.start, ()):
                yield _record(reading, sentence, grant)


def _record(reading: NoticeReading, sentence: Sentence, grant: Grant) -> Subsidy:
    clause = sentence.clauses[grant.index]
    lead = list(_lead(sentence, grant.index))
    behind = sentence.clauses[grant.index + 1 : grant.index + 2]
    used = behind[0] if behind and (_USED_FOR if grant.amount is None else _MEANT_FOR).match(behind[0].bare) else None
    end = used.span.end if used is not None else clause.span.end
    span = Span(lead[0].span.start if lead else clause.span.start, end)
    recipient = _recipient(clause, lead)
    return Subsidy(
        quote=reading.text(span),
        section=reading.notice.section_at(span.start),
        evidence=reading.notice.evidence(span, grant.rule),
        instrument=grant.instrument,
        recipient=recipient,
        payer=_payer(clause),
        amount=grant.amount,
        per=_per(clause, grant),
        condition="，".join(other.text for other in lead).removeprefix("对") or None,
    )


def _lead(sentence: Sentence, index: int) -> Iterator[Clause]:
    """The clauses right before a grant that say for whom and when: 对…的企业，"""
    first = index
    while first > 0 and sentence.clauses[first - 1].stop == "，" and _LEADS.search(sentence.clauses[first - 1].bare):
        first -= 1
    return iter(sentence.clauses[first:index])


_USED_FOR = re.compile("(?:重点|大力|优先|充分|专项|全力)*(?:支持|用于|保障)")
_MEANT_FOR = re.compile("(?:专项|专门|主要|全部|重点|优先)*用于")
_LEADS = re.compile(
    r"^(?:对|凡|如|经|按|根据|在|视|截至)"
    r"|(?:享受[^，；]{2,12}政策|的|者|后|时|企业|单位|个人|机构|项目|部分|产品|以上)$"
)
_FOR = re.compile(
    r"对于?(?P<name>[^，；]{1,80}?)(?=给予|予以|进行|实行|按|每|一次性|发放|减免|免收|免征|停征|奖励|补助|补贴|的?$)"
)
_TO = re.compile(
    r"(?:给予|奖励|补助|补贴|资助|发给|给)(?P<name>[^，；0-9的予]{0,12}?(?:企业|单位|个人|机构|农户|人|户|家|站|者))"
)
_GETS = re.compile(
    r"^(?P<name>[^，；]{1,40}?(?:企业|单位|个人|人员|者|人|户|职工|机构|合作社|农民|毕业生|家庭|主体))(?:可以?|均可)?(?:按[^，；]{1,20}?)?(?:申请|享受|领取|获得)"
)


def _recipient(clause: Clause, lead: list[Clause]) -> str | None:
    for text in (clause.text, *(other.text for other in reversed(lead))):
        for pattern in (_FOR, _TO, _GETS):
            match = pattern.search(text)
            if match is not None:
                return match["name"].strip("，") or None
    return lead[-1].text.removesuffix("的") if lead else None


_BY = re.compile(r"由(?P<name>[^，；]{2,30}?)(?:按|给予|予以|安排|统筹|负责|承担|发放|拨付|一次性|参照)")


def _payer(clause: Clause) -> str | None:
    match = _BY.search(clause.text)
    if match is not None:
        return match["name"]
    named = actors.leading(clause.bare, 0)
    if _SPARES.search(clause.bare) and not _PAYS.search(clause.bare):
        return None
    if named is None or named.end == len(clause.bare) or _RECEIVES.search(clause.bare, named.end):
        return None
    return clause.text[: named.end]


_SPARES = re.compile("免征|免收|减征|退还|返还|免除")
_PAYS = re.compile("给予|予以|安排|发放|补助|奖励|拨付")
_RECEIVES = re.compile("享受|申请|申领|领取|获得|可")
_UNITS = (
    "公里|公顷|公斤|平方米|立方米|千克|人次|户次|学年|学期|季度|[亩人户家个件头只羽吨台项套名次年月天日床村镇县站期场]"
)
_PER_BEFORE = re.compile(
    rf"(?P<per>(?:每(?:{_UNITS})){{1,3}}|每(?:认定|增加|新增|引进|培训|多)[^，；]{{1,12}}?|每[\u4e00-\u9fff]{{1,5}}?|按年度|年度|单个企业年)"
    r"(?:最高|不超过|给予|奖励|补助|补贴|资助|发给|按|新台币|一次性|增加|约|可)*[^，；]{0,6}$"
)
_PER_BEHIND = re.compile(r"/(?P<per>[\u4e00-\u9fff]{1,3}(?:·[\u4e00-\u9fff])?)")


def _per(clause: Clause, grant: Grant) -> str | None:
    """What the amount is counted by: 每家, 每亩, 年度."""
    if grant.value is None:
        return None
    at, end = grant.value.span.start - clause.span.start, grant.value.span.end - clause.span.start
    behind = _PER_BEHIND.match(clause.text, end)
    if behind is not None:
        return "每" + behind["per"]
    match = _PER_BEFORE.search(clause.text, 0, at)
    return match["per"].removeprefix("按") if match is not None else None
