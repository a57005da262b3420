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
_TRADITIONAL = (
    "萬億個兩點負貳陸圓幣臺幾餘來數週號內間從開後過達於約將歲戶畝噸鐘時雙對條張輛項種類級層棟處門頭顆隻塊錢華國韓"
    "鎊銖盧紀屆節場車馬員單學課滿當這為應舊曆農終須財審報製樣東風電視線網絡業企產區鄉鎮鐵導標雲壓贊貼補額總際間"
)
_SIMPLIFIED = (
    "万亿个两点负二陆圆币台几余来数周号内间从开后过达于约将岁户亩吨钟时双对条张辆项种类级层栋处门头颗只块钱华国韩"
    "镑铢卢纪届节场车马员单学课满当这为应旧历农终须财审报制样东风电视线网络业企产区乡镇铁导标云压赞贴补额总际间"
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


def fold(text: str) -> Folded:
    """The folded form of a text."""
    if "，" in text:
        text = _GROUPED.sub(",", text)
    text = text.translate(_table())
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
    for match in _SPACE.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text) or not _joins(text, start, end):
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


def _joins(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1], text[end]
    if left in "\n\t" or right in "\n\t":
        return False
    if _han(left) or _han(right) or left in _JOINING or right in _JOINING:
        return True
    return left.isdigit() and _LATIN_UNIT.match(text, end) is not None


def _han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character == "〇"
