"""The form of a text in which values are looked for: simplified, half-width, without the spaces inside expressions.

Recognisers see the folded text only; `Folded.span` gives back where it stands in the text that was handed in. A clean
text of this project is nearly its own folded form, so the mapping is almost always the identity.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from ..text import Span

_FULL_WIDTH = "０１２３４５６７８９．％－＋＄￥：／～＝＞＜()ａｍｋｇ−"
_HALF_WIDTH = "0123456789.%-+$¥:/~=><（）amkg-"
# The characters that words of the lists and of the recognisers have in traditional script; one stands for one.
_TRADITIONAL = (
    "稅機關"
    "萬億個兩點負貳陸圓幣臺幾餘來數週號內間從開後過達於約將歲戶畝噸鐘時雙對條張輛項種類級層棟處門頭顆隻塊"
    "錢華國韓鎊銖盧紀屆節場車馬員單學課滿當這為應舊曆農終須財審報製樣東風電視線網絡業產區鄉鎮鐵導標雲壓贊"
    "貼補額總際冊輪筆組則頂牀準崗團盞擔羣幫頃針劑隊檔掛釐納長裏裡碼侖脫歐攝爾茲氣貝邁齡禮晝樂亞紐蘭羅賓聯"
    "謝麥堅圖緬愛別權爲計許慶勞動兒婦樹黨軍師聖誕黃帶體經併貫龍攬盤賬價邊舉瞭庫遊陣覽縣園環會難側極廣彈優"
    "棄棲維峽資廢嚴無調變魚捨書險穀規劃穩寶榮溝貨強戰爭鳴聞葉鍊緒陽島衆眾寧離觸礙礎訴檻見誤統專歸進獨麼費"
    "確遲樓歷陰臘僅編烏蘇薩撾祕魯倫萊敘鮮敍"
)
_SIMPLIFIED = (
    "税机关"
    "万亿个两点负二陆圆币台几余来数周号内间从开后过达于约将岁户亩吨钟时双对条张辆项种类级层栋处门头颗只块"
    "钱华国韩镑铢卢纪届节场车马员单学课满当这为应旧历农终须财审报制样东风电视线网络业产区乡镇铁导标云压赞"
    "贴补额总际册轮笔组则顶床准岗团盏担群帮顷针剂队档挂厘纳长里里码仑脱欧摄尔兹气贝迈龄礼昼乐亚纽兰罗宾联"
    "谢麦坚图缅爱别权为计许庆劳动儿妇树党军师圣诞黄带体经并贯龙揽盘账价边举了库游阵览县园环会难侧极广弹优"
    "弃栖维峡资废严无调变鱼舍书险谷规划稳宝荣沟货强战争鸣闻叶炼绪阳岛众众宁离触碍础诉槛见误统专归进独么费"
    "确迟楼历阴腊仅编乌苏萨挝秘鲁伦莱叙鲜叙"
)
_FINANCIAL = "壹贰貳叁參弎柒捌玖佰仟萬弍弌幺○"
_ORDINARY = "一二二三三三七八九百千万二一一〇"
_SPACE = re.compile("[ \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\u2002-\u200b\u202f\u205f]{1,8}+")
_JOINING = "，、-—–~～至到%‰℃≤≥<>＜＞"
_LATIN_UNIT = re.compile(
    r"(?:[kcmμµn]?[mgLlWVA]|[kMG]?W[hp]?|kWh|t|h|min|ha|km2|m2|m3|RMB|CNY|USD|EUR|HKD|JPY|GBP|TWD)(?![A-Za-z])"
)
# 伍, 陆, 肆 and 拾 are words too (队伍, 大陆, 放肆, 收拾): digits only beside another digit or before a sum of money.
_GUARDED = re.compile(
    "(?<![队入退行大内海水登着放恣收])[伍陆肆拾](?=[一二三四五六七八九十百千万亿伍陆肆拾零元圆角分成个点])"
    "|(?<=[一二三四五六七八九十百千万亿伍陆肆拾零点负第之])[伍陆肆拾](?![地军空续])"
    "|(?<![\\w])[伍陆肆拾](?!\\w)"
)
_GROUPED = re.compile(
    "(?<=[\N{FULLWIDTH DIGIT ZERO}-\N{FULLWIDTH DIGIT NINE}])，(?=[０-９]{3})|(?<=,\\d{3})，(?=\\d{3},)"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and the places where spaces were left out: folded offset, spaces left out so far."""

    text: str
    places: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Where [start, end) of the folded text stands in the original; it must not be empty."""
        return Span(self._back(start), self._back(end - 1) + 1)

    def _back(self, place: int) -> int:
        index = bisect_right(self.places, place) - 1
        return place + self.shifts[index] if index >= 0 else place


# A year typed with the letter O or the figure 0 for 〇, 二OO八年; and sums grouped by spaces, 50 000元.
_ROUND_YEAR = re.compile("[一二][〇零一二三四五六七八九OoＯ0]{3}(?=年)")
# 〇．〇一公顷: a full stop of print between Chinese figures is a decimal point; 一．三年 opens a heading.
_CHINESE_POINT = re.compile(
    "(?<=[〇零])\\.(?=[〇零一二三四五六七八九])|(?<=[^\\n\\W][一二三四五六七八九])\\.(?=[〇零一二三四五六七八九]{1,3}[^\\d.])"
)
_LETTER_O = str.maketrans("OoＯ0", "〇〇〇〇")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3}(?!\d)){1,4} ?[元万亿]")


def fold(text: str) -> Folded:
    """The folded form of a text."""
    if "，" in text:
        text = _GROUPED.sub(",", text)
    text = text.translate(_table())
    if "年" in text:
        text = _ROUND_YEAR.sub(lambda match: match.group().translate(_LETTER_O), text)
    if "." in text:
        text = _CHINESE_POINT.sub("点", text)
    if _any_guarded(text):
        text = _GUARDED.sub(lambda match: _DIGIT_OF[match.group()], text)
    return _close_up(text)


_DIGIT_OF = {"伍": "五", "陆": "六", "肆": "四", "拾": "十"}


def _any_guarded(text: str) -> bool:
    return any(character in text for character in _DIGIT_OF)


@cache
def _table() -> dict[int, int]:
    pairs = zip(_FULL_WIDTH + _TRADITIONAL + _FINANCIAL, _HALF_WIDTH + _SIMPLIFIED + _ORDINARY, strict=True)
    return {ord(old): ord(new) for old, new in pairs}


def _close_up(text: str) -> Folded:
    """The text without spaces beside a Chinese character or a dash; those between figures or Latin words stay."""
    pieces: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    done = gone = 0
    grouped = 0
    for match in _SPACE.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            continue
        if end == start + 1 and (group := _THOUSANDS.match(text, _digits_before(text, start))) is not None:
            grouped = max(grouped, group.end())
        if start >= grouped and not _joins(text, start, end):
            continue
        pieces.append(text[done:start])
        gone += end - start
        places.append(end - gone)
        shifts.append(gone)
        done = end
    if not pieces:
        return Folded(text)
    pieces.append(text[done:])
    return Folded("".join(pieces), tuple(places), tuple(shifts))


def _digits_before(text: str, end: int) -> int:
    """Where the one to three digits begin that stand before a place; the place itself if there are none or more."""
    start = end
    while start > max(0, end - 4) and text[start - 1].isdigit():
        start -= 1
    return start if end - start <= 3 else end


def _joins(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1], text[end]
    if left in "\n\t" or right in "\n\t":
        return False
    if _han(left) or _han(right) or left in _JOINING or right in _JOINING:
        return True
    return left.isdigit() and _LATIN_UNIT.match(text, end) is not None


def _han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character == "〇"
