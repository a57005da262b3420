"""Times bound to an event that has no date: 自发布之日起, 公示期间, 第一年, 待…结束后."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..text import Span
from ..values.base import When
from .durations import opens
from .sentences import Clause


@dataclass(frozen=True, slots=True)
class Timed:
    """A time that binds something: its place, and when it is."""

    span: Span
    when: When
    rule: str


_OWN = "印发|发布|公布|发文|颁布|公告|下发|签发"
_TAKES_EFFECT = "施行|生效|实施|执行"
# The name of an event has no 在 (U+5728) in it: 各单位在防汛期间.
_EVENT = re.compile(
    rf"(?P<since>自(?!治|然|主|愿|行)[^，；。]{{1,24}}之日起|自[^，；。]{{0,16}}(?:{_OWN}|核定|核准|签署|通过|批准)之?日起?(?={_TAKES_EFFECT}))"
    r"|(?P<while>(?<![0-9年月日”对在])(?!对)[\u4e00-\u5727\u5729-\u9fff]{2,10}(?:期间|期过后|期满后|结束后|届满后|时期))"
    r"|(?<=在)(?P<during>[\u4e00-\u9fff]{2,10}期间)(?!的|之)"
    r"|(?P<until>待(?!条件|时机)[^，；。]{2,16}(?:后|时))|(?P<season>在[\u4e00-\u9fff]{2,6}季(?:节)?(?=[\u4e00-\u9fff]))"
)
_HINT = re.compile("期间|期过后|期满后|结束后|届满后|时期|日起|待|季|日(?:施行|生效|实施|执行)")
_KNOWN_EVENT = re.compile(
    "疫情|公示|防控|应急|征求意见|过渡|报名|申报|汛期|春节|假期|活动|节日|试点|会议|考试|比赛|征集"
)
_PERMITS = re.compile("允许|准予|确保|力争|应|可|须")
_EVENT_LEAD = re.compile(r"(?:在|于|并|且|其中|：)*")
_ANAPHORIC = re.compile("之|前项|前款|上述|同期")
_JOINS = tuple("的之和与及、等内")
# An instalment of something paid in years or months: 第一年给予…，第二年给予…
_INSTALMENT = re.compile(
    r"第[一二三四五六七八九十0-9]{1,2}(?:个?年度?|个月)(?=(?:可|再|另|按|分别|一次性|最高|每[人户家亩]|全额|减半)*(?:给予|予以|奖励|补助|补贴|资助|支付|拨付|发放|兑现|兑付|返还|减|免|按|下拨))"
)
# As long as the name of an event is, so that no verb stands before it: 明查暗访期间, but not 支持疫情防控期间.
_EVENT_NAME = 6
OWN_EVENT = re.compile(rf"^自(?:本\w{{1,4}})?(?:{_OWN})之?日")


def events(clause: Clause, signed: date | None) -> Iterator[Timed]:
    """The times of a clause that hang on an event; spans are offsets of the clause.

    Args:
        signed: the day of the document, which is the day of its own publication.
    """
    if "第" in clause.bare:
        for match in _INSTALMENT.finditer(clause.bare):
            yield Timed(Span(*match.span()), When(match.group()), "deadlines.instalment")
    if _HINT.search(clause.bare):
        yield from _bound(clause, signed)


def _bound(clause: Clause, signed: date | None) -> Iterator[Timed]:
    match = _EVENT.search(clause.bare)
    if match is None or "○" in match.group() or "对" in match.group():
        return
    kind = match.lastgroup or ""
    behind = clause.bare[match.end() :]
    starts = _EVENT_LEAD.fullmatch(clause.bare, 0, match.start()) is not None
    known = _KNOWN_EVENT.search(match.group()) is not None
    if kind == "while" and not (starts and (known if behind else known or clause.stop == "，")):
        return
    plain = not behind or opens(clause.bare, match.end())
    if kind == "while" and not plain and (behind.startswith(_JOINS) or len(match.group()) > _EVENT_NAME):
        return
    if kind == "while" and _ANAPHORIC.search(match.group()):
        return
    if kind == "during" and (not (known and plain and behind) or "对" in clause.bare[: match.start()]):
        return
    if kind == "since" and behind.startswith("的"):
        return
    if kind == "until" and not starts and not re.search(r"[，后]$", clause.bare[: match.start()]):
        return
    permitted = _PERMITS.match(clause.bare, match.start(), match.end())
    first = permitted.end() if permitted is not None else match.start()
    text = clause.text[first : match.end()]
    when = When(text, start=signed if OWN_EVENT.search(text) else None)
    yield Timed(Span(first, match.end()), when, f"deadlines.event_{kind}")
