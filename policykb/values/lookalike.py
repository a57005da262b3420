"""What looks like a value and is none: numbers of documents, headings and articles, hotlines, slogans, names."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicon

_DOCUMENT_NUMBER = re.compile(r"\d{4}[〕］】\]\)）〉]第?\d{1,6}号?")
_N = r"[\d〇零一二三四五六七八九十百千]"
_NUMBERED = re.compile(
    rf"第{_N}{{1,12}}(?:(?:[、～~—–至到及与和-]|条(?:、|及|和|至))第?{_N}{{1,8}}){{0,40}}"
    "(?:条|章|节|款|项|目|编|篇|部分|号|届|期|版|卷|册|页|批|轮|类|阶段|师|组|标段|包|个五年|产业|三产业|书记|资源|动力|"
    "生产力|时间|一线|线|方|责任人|要务|代|人民|中学|小学|医院|人称|人(?!次)|级|等级|幼儿园|分局|分院)?(?:之[一二三四五六七八九十])?"
)
_LINE_NUMBER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}(?:[.．]|、(?!\d))(?!\d)|\d{1,2}[.．](?=(?:19|20)\d\d年)|[一二三四五六七八九十]{1,3}[、.．])"
)
_DECIMAL_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?![十百千万亿兆])(?=[ \u4e00-\u9fff])")
_BRACKETED = re.compile(r"[\d一二三四五六七八九十]{1,3}[)）]")
_RATIO = re.compile(r"\d{1,4}(?:\.\d{1,3})?(?: ?[:：] ?\d{1,4}(?:\.\d{1,3})?){1,3}(?![\d.年月])")
_TIME_OF_DAY = re.compile(
    r"\d{1,4}[:：]\d{1,4}(?:[:：]\d{1,4}){0,3}(?![\d.年])|\d{1,2}[时点]\d{1,2}分?(?!之)|7[*×xX]24小时"
)
_YEAR_AND_NUMBER = re.compile(r"(?:19|20)\d{2}年?(?:第)?\d{1,4}号(?!线|楼)|(?:19|20)\d{2}年第\d{1,3}(?:期|批次?|次)")
_DOTTED = re.compile(r"\d+(?:\.\d+){2,}|\d{1,4}(?:[/-]\d{1,5}){2,}(?![\d年])")
_PHONE = re.compile(r"0\d{2,3}-?\d{7,8}(?:[-—转]\d{1,5})?(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|[48]00-?\d{3}-?\d{4}(?!\d)")
_IDENTITY = re.compile(r"\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx](?![\dA-Za-z])")
_LONG = re.compile(r"\d{9,}(?![万亿元个\d.,])[\dA-Za-z]*")
_LABELLED = re.compile(
    r"(?:附件|附表|附录|附图|图|表|编号|序号|邮编|邮政编码|文号|账号|帐号|代码|标准|电话|手机|传真|No\.|NO\.|QQ|A|备?注|方向|[\d表附]之)[:：]?$",
    re.I,
)
_HOTLINE_AFTER = re.compile(
    r"[“”\"]?[\u4e00-\u9fff]{0,6}(?:热线|电话|专线|短号|举报|客服|号码)"
    r"|(?<=[19][0-256]\d{3})[“”\"]?[\u4e00-\u9fff]{0,12}(?:平台|中心|服务|工作站|站)"
)
_HOTLINE_BEFORE = re.compile(r"(?:热线|电话|拨打|专线|平台|短信|客服|号码)[“”（(:：为\"]?$")
_INTEGER = re.compile(r"\d+")
# 一县一站, 一级带一级, 一对一; 三服务一促进.
_HAN = "(?![一二三四五六七八九十百千万亿零〇点两半])[\u4e00-\u9fff]"
_ONE_BY_ONE = re.compile(
    rf"(?<![一二三四五六七八九十百千万亿零])一{_HAN}{{1,2}}一(?!般|定|些|批|系列|体|[二三四五六七八九十百千万亿零点])(?:{_HAN})?"
)
# The second half of 一村一名大学生; 一户一万元 says how much.
_ONE_BEFORE = re.compile(rf"(?<![一二三四五六七八九十百千万第之])一(?![或和与及至到]){_HAN}$")
_SLOGAN = re.compile(
    r"[一两二三四五六七八九十](?:个|大|项|种|条|位|支|类|张|道)(?:不|更加|意识|自信|维护|确立|坚持|必须|务必|带头|结合|全面|统筹|转变|一|有利于"
    r"|衔接|提升行动|革命|专项行动|清零|自我|过硬|统一|安排|办法|紧盯|问题导向|到位|确保)"
)
_CODE = re.compile(r"[\dA-Za-z.\-]+(?:[:：—–]{1,2}\d{4}(?![\d年]))?")
_SESSION = re.compile("[一二三四五六七八九十]{1,3}[次中]")
# GB/T 9704-2012: the number of a standard stands behind Latin capitals and a space.
_STANDARD = re.compile(r"(?:[A-Z]{1,6}(?:/[A-Z]{1,3})? ?|IEC |ISO )$")
# 1+3+N, 1办6组, 301会议室, abc163@…
_NAMING = re.compile(
    r"\d+(?:\+[\dNnXx]{1,4}){1,6}|\d{1,2}办\d{0,2}[组室]?|\d{3,4}号?(?:会议室|房间|教室|办公室|室)|\d+@[\w.]+"
)
_DAYTIME = re.compile("(?:上午|下午|中午|晚上|凌晨|早上|早|晚)$")
# “8·18”: an accident or a campaign that goes by its day.
_EVENT_DAY = re.compile(r"\d{1,2}[·•.．]\d{1,2}(?=[”\"」』])")
# The “131” project, 十五届94次常务会议, （07）338-0927.
_QUOTED = re.compile(r"\d{2,5}(?=[”\"」』])")
_SESSIONS = re.compile(r"\d{1,3}次")
_LOCAL_PHONE = re.compile(r"\d{3,4}-\d{4}(?!\d)")
_QUOTES = '“「『《‘"'


@cache
def _words() -> tuple[re.Pattern[str], frozenset[str]]:
    rows = lexicon.load("lookalikes")
    words = sorted((row["word"] for row in rows if row["place"] == "at"), key=len, reverse=True)
    before = frozenset(row["word"] for row in rows if row["place"] == "before")
    return re.compile(
        "(?:" + "|".join(map(re.escape, words)) + ")(?![一二三四五六七八九十百千万亿零〇之点于钟])"
    ), before


def skip(text: str, start: int) -> int | None:
    """The end of a look-alike that begins at a place of the folded text; None when there is none."""
    character = text[start]
    if character.isdigit() and character.isascii():
        return _arabic(text, start)
    if character == "第":
        return None
    return _chinese(text, start)


def numbered(text: str, start: int) -> int | None:
    """The end of 第三条, 第12号, 第二产业: a place in a text or a name, no rank."""
    match = _NUMBERED.match(text, start)
    return match.end() if match else None


def numbered_year(text: str, start: int) -> int | None:
    """The end of 2021年第9号: the year and number of a document or an issue, no time."""
    match = _YEAR_AND_NUMBER.match(text, start)
    return match.end() if match else None


def heading(text: str, start: int) -> int | None:
    """The end of a decimal label that opens a line (2.2本计划…); asked for when no unit stands behind it."""
    if start and text[start - 1] not in "\n\t":
        return None
    match = _DECIMAL_HEADING.match(text, start)
    return match.end() if match else None


def _arabic(text: str, start: int) -> int | None:
    before = text[start - 1] if start else "\n"
    if before.isascii() and (before.isalpha() or before in "_@" or _joined_to_latin(text, start)):
        return _run(text, start)
    if before in "〔［【[（(〈":
        match = _DOCUMENT_NUMBER.match(text, start)
        if match and match.group()[-1] not in "〕］】])）〉" and match.group()[5:]:
            return match.end()
        match = _BRACKETED.match(text, start)
        if match:
            return match.end() - 1
    if not before.isalnum():
        match = _LINE_NUMBER.match(text, start)
        if match:
            return match.end()
    for pattern in (_IDENTITY, _PHONE, _TIME_OF_DAY, _RATIO, _DOTTED, _LONG, _NAMING):
        match = pattern.match(text, start)
        if match:
            return match.end()
    event = _EVENT_DAY.match(text, start) or _QUOTED.match(text, start) or _SESSIONS.match(text, start)
    if event is not None and before in (_QUOTES if event.re is not _SESSIONS else "届"):
        return event.end()
    if before in "）)" and (local := _LOCAL_PHONE.match(text, start)) is not None:
        return local.end()
    if _STANDARD.search(text, max(0, start - 10), start) or _DAYTIME.search(text, max(0, start - 2), start):
        return _run(text, start)
    if _LABELLED.search(text, max(0, start - 6), start):
        return _run(text, start)
    return _hotline(text, start)


def _joined_to_latin(text: str, start: int) -> bool:
    """www.12339.gov.cn, B-12: a dot or a dash with a letter before it."""
    return start > 1 and text[start - 1] in "./@-" and text[start - 2].isascii() and text[start - 2].isalpha()


def _hotline(text: str, start: int) -> int | None:
    match = _INTEGER.match(text, start)
    if (
        match is None
        or not 5 <= len(match.group()) <= 8
        or text[match.end() : match.end() + 1] in (".", ",", "万", "亿", "元")
    ):
        return None
    if _HOTLINE_AFTER.match(text, match.end()) or _HOTLINE_BEFORE.search(text, max(0, start - 8), start):
        return match.end()
    return None


def _chinese(text: str, start: int) -> int | None:
    before = text[start - 1] if start else "\n"
    words, endings = _words()
    if not before.isalnum() and before not in "、":
        match = _LINE_NUMBER.match(text, start)
        if match:
            return match.end()
    if before in "（(":
        match = _BRACKETED.match(text, start)
        if match:
            return match.end() - 1
    if before == "届" and (match := _SESSION.match(text, start)):
        return match.end()
    if text[start] == "一" and (
        (text[start - 1 : start + 1] in endings and text[start + 1 : start + 2] not in tuple("点百千"))
        or _second_of_two(text, start)
    ):
        return start + 1
    for pattern in (_ONE_BY_ONE, _SLOGAN, words):
        match = pattern.match(text, start)
        if match and match.end() > start:
            return match.end()
    return None


def _second_of_two(text: str, start: int) -> bool:
    """一名 of 一村一名; in 一户一万元 it says how much."""
    if text[start + 1 : start + 2] in tuple("一二三四五六七八九十百千万亿零〇点"):
        return False
    return text[start - 2 : start - 1] == "一" and _ONE_BEFORE.search(text, max(0, start - 4), start) is not None


def _run(text: str, start: int) -> int:
    match = _CODE.match(text, start)
    return match.end() if match else start + 1


def is_name(text: str, start: int, end: int) -> bool:
    """Whether a quantity in Chinese numerals is of a name: it opens a quotation (“三支队伍”), counts by 百 alone."""
    before = text[start - 1] if start else ""
    if before and before in _QUOTES and end - start <= 4:
        return True
    if before == "前" and text[end - 1] in "条款项目位名":
        return True
    if text[start] in "百千万" and text[start + 1 : start + 2] not in "百千万亿元":
        return not before or before not in "近超逾约过数几上达满破"
    return False
