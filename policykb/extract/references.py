"""The documents that a notice cites: by title, by number, or by both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Issue
from ..records import Record, Reference
from ..text import Span
from .reading import NoticeReading

_TITLE = re.compile(r"《(?P<title>(?:[^《》\n]|《[^《》\n]{1,80}》){2,150})》")
_NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fff（）]{2,15}〔(?:19|20)[0-9]{2}〕(?:第)?[0-9]{1,4}号"
    r"|[\u4e00-\u9fff]{2,12}字第[0-9]{4,12}[A-Z]?号"
    r"|(?:国务院令|[\u4e00-\u9fff]{2,20}令)(?:第)?[0-9]{1,4}号|GB(?:/T)?[ ]?[0-9]{3,6}(?:[-—][0-9]{4})?)"
)
_LEAD_IN = re.compile(
    r".*(?:根据|按照|依据|依照|参照|遵照|执行|落实|以下简称|印发了?|发布了?|关于|和|与|及|以|的|见|由|：|（)"
    r"(?=[\u4e00-\u9fff（）]{2,}〔)"
)
_PLAIN = (
    r"(?:(?!本(?:法|办法|条例|细则|要点|标准|规则)|违反|依照|按照|依据|规定|前项|前条|同法|同条例|该)[\u4e00-\u9fff])"
)
_OTHERS = r"(?:有(?!机)|属|为|依|按|适用|准用|违反|符合|参照|比照)"
# A law named without title marks, as statutes name each other: 依农业发展条例第八条; a plan named by its slogan.
_NAMED = re.compile(
    r"(?:依(?:据|照)?(?P<law>(?!本|该|各|下列|法)[\u4e00-\u9fff]{2,24}?(?:法|条例|通则|规程))"
    r"(?=（|第[一二三四五六七八九十百]|之?规定)"
    rf"|{_OTHERS}(?P<other>{_PLAIN}{{2,24}}?(?:法|条例|通则|规程|规则|细则|要点|标准|准则|办法))"
    r"(?=第[一二三四五六七八九十百]+条|之(?:规定|适用)))"
    r"|(?:按照|根据|依据|落实|贯彻)[^，。；《]{0,25}?(?P<plan>“[^”]{2,20}”(?:工作)?(?:实施)?(?:方案|意见|规划|计划|办法))"
)
# What stands before the word of a number without brackets: 五月二日某某委员会松农字第1234567号.
_ISSUED = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}[年月]?[一二三四五六七八九十]{1,3}日)?(?:[\u4e00-\u9fff]{0,12}?(?:委员会|[院部署局府厅])(?=[\u4e00-\u9fff]{2,5}字第))?"
)
_BEHIND = re.compile(r"(?:的通知)?[（(]?(?P<inside>[^（）()《》\n]{0,30})")
_NO_DOCUMENT = re.compile(
    r"(?:申请表|申报表|登记表|汇总表|统计表|审批表|推荐表|报名表|备案表|信息表|明细表|一览表|情况表|花名册|证书|执照|许可证|代码证|登记证|身份证|护照"
    r"|合同|协议|协议书|承诺书|申请书|报告书|说明书|委托书|证明|证|表|单|册|台账|清单|名单|样本|范本|日报|晚报|新闻|联播|教材|手册)(?:（[^）]*）)?$"
)


def references(reading: NoticeReading) -> Iterator[Record | Issue]:
    """Each document the notice cites, once, where it is first cited; never the notice itself."""
    seen: set[str] = set()
    for within in _places(reading):
        for span, title, number in _cited(reading, within):
            key = _folded(title) or number or ""
            if key in seen or _is_own(reading, title, number):
                continue
            seen.update(name for name in (_folded(title), number) if name)
            rule = "references.title" if title else "references.number"
            yield Reference(
                quote=reading.text(span),
                section=reading.notice.section_at(span.start),
                evidence=reading.notice.evidence(span, rule),
                title=title,
                doc_number=number,
            )


def _places(reading: NoticeReading) -> Iterator[Span]:
    """The running text, and the history that is printed behind a statute."""
    yield from (passage.span for passage in reading.passages)
    if reading.statute and reading.articles:
        yield from (paragraph.span for paragraph in reading.notice.paragraphs if paragraph.part == "back")


def _cited(reading: NoticeReading, within: Span) -> Iterator[tuple[Span, str | None, str | None]]:
    clean = reading.clean
    found: list[tuple[Span, str | None, str | None]] = []
    taken: list[Span] = []
    for match in _TITLE.finditer(clean, within.start, within.end):
        title = match["title"]
        behind = _BEHIND.match(clean, match.end(), within.end)
        number = _NUMBER.fullmatch(_without_kind(behind["inside"])) if behind else None
        end = behind.end() + 1 if behind and number else match.end()
        taken.append(Span(match.start(), min(end, within.end)))
        if not _NO_DOCUMENT.search(title) and (number or len(title) > _SHORTEST):
            found.append((taken[-1], title, number["number"] if number else None))
    for match in _NAMED.finditer(clean, within.start, within.end):
        span = Span(*match.span(next(name for name in ("law", "other", "plan") if match[name])))
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            found.append((span, reading.text(span), None))
    numbered = clean.find("号", within.start, within.end) >= 0 or clean.find("GB", within.start, within.end) >= 0
    for match in _NUMBER.finditer(clean, within.start, within.end) if numbered else ():
        start = match.start()
        lead = _LEAD_IN.match(clean, start, match.end())
        start = lead.end() if lead else start
        while start < match.end() and clean[start] in "年月日的":
            start += 1
        issued = _ISSUED.match(clean, start, match.end())
        start = issued.end() if issued else start
        span = Span(start, match.end())
        if not any(span.overlaps(other) for other in taken):
            cited = reading.text(span)
            found.append((span, None, cited.replace("第", "", 1) if "〔" in cited else cited))
    yield from sorted(found, key=lambda entry: entry[0])


_SHORTEST = 3


def _without_kind(text: str) -> str:
    return re.sub(r"(?:文件|文|，.*)$", "", text.strip())


def _folded(text: str | None) -> str:
    return re.sub(r"[\s，、（）()“”《》〈〉—-]", "", text or "")


def _is_own(reading: NoticeReading, title: str | None, number: str | None) -> bool:
    metadata = reading.notice.metadata
    if number and number == metadata.doc_number:
        return True
    own = [_folded(text) for text in (metadata.title, metadata.inner_title) if text]
    name = _folded(title)
    return bool(name) and any(name == text or name in text for text in own)
