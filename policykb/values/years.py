"""Years as texts name them: Gregorian (二〇二一年, 08年), of the Republic (民国111年), relative (去年, 明年)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from .. import lexicon
from .dateparts import whole_number
from .numeral import DIGITS


@dataclass(frozen=True, slots=True)
class Year:
    """A year and where its name ends."""

    end: int
    number: int | None
    inferred: bool = False
    anaphoric: bool = False


_C = DIGITS.replace("两", "")
_YEAR = re.compile(
    rf"(?:公元(?!前)|西元)?(?:(?P<four>[12]\d{{3}})|(?P<digits>[一二][{_C}]{{3}})"
    rf"|(?P<words>(?:[二两]千|一千(?=[一二三四五六七八九]百))(?:[{_C}]百)?(?:[零〇]?[{_C}]?十?[{_C}]?)))年度?"
)
# 18年 is a year only where a part of the year follows it (18年3月), else it lasts eighteen years; 08年 is one always.
_SHORT_YEAR = re.compile(
    rf"(?<![\d{DIGITS}十百千万.])(?:(?P<zero>0\d|[〇零][{_C}]|(?:8\d|9[0-8])(?=年(?![来以之内多间后龄代期限历])))|(?P<two>[1-9]\d|[一二七八九][{_C}]))年(?!代)"
    r"(?P<next>的?(?:第?[1-4一二三四]季|[上下]半年|\d{1,2}月|[一二三四五六七八九十]+月|第\d|年?[底末初]))?"
)
# In a text of Taiwan the era is often left out: 110年5月20日, 一百一十年四月一日, 110年度.
_REPUBLIC = re.compile(
    rf"(?:中华)?民国(?P<named>元|\d{{1,3}}|[{DIGITS}十百]{{1,6}})年度?"
    r"|(?<![\d第])(?P<bare>1[0-3]\d)(?:年(?=\d{1,2}月)|年度)"
    rf"|(?<![{DIGITS}十百千万\d第])(?P<counted>一百[零一二三十]?[{_C}十]{{0,3}}|[{_C}]十[{_C}]?)"
    rf"年(?:(?=[{_C}十元]{{1,3}}月[{_C}十]{{1,3}}日)|度)"
)


@cache
def _relative() -> tuple[re.Pattern[str], dict[str, lexicon.Row]]:
    rows = {row["word"]: row for row in lexicon.load("relative_times") if row["unit"] == "year"}
    words = "|".join(sorted(rows, key=len, reverse=True))
    return re.compile(f"(?P<word>{words})(?![纪级轻龄代报刊鉴])度?"), rows


def year_at(text: str, start: int, reference: date | None) -> Year | None:
    """The year whose name begins at a place, with 年 or 年度."""
    match = _YEAR.match(text, start)
    if match is not None:
        number = int(match["four"]) if match["four"] else whole_number(match["digits"] or match["words"])
        return Year(match.end(), number) if 1000 <= number <= 2999 else None
    match = _REPUBLIC.match(text, start)
    if match is not None:
        named = match["named"] or match["bare"] or match["counted"]
        return Year(match.end(), 1911 + (1 if named == "元" else whole_number(named)))
    pattern, rows = _relative()
    match = pattern.match(text, start)
    if match is not None and (start == 0 or text[start - 1] not in "以较"):
        row = rows[match["word"]]
        return Year(match.end(), _moved(reference, int(row["offset"])), True, row["anaphoric"] == "yes")
    match = _SHORT_YEAR.match(text, start)
    if match is not None and (match["zero"] or match["next"] or _digit_by_digit(match["two"])):
        two = whole_number(match["zero"] or match["two"])
        return Year(match.end() - len(match["next"] or ""), two + (2000 if two < 50 else 1900))
    return None


def _digit_by_digit(two: str) -> bool:
    """九八年 is a year; 七八年, two neighbouring digits, is seven or eight years."""
    return two[0] in "七八九" and two[1] in _C and _C.index(two[1]) != _C.index(two[0]) + 1


def _moved(reference: date | None, offset: int) -> int | None:
    number = 0 if reference is None else reference.year + offset
    return number if 1 <= number <= 9999 else None
