"""Money in any currency: 15万元, $20, 新台币177.1亿元, 3000至5000元, 三千三百八十元五角八分, 50万元（含）以上."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial

from .. import lexicon
from .base import Amount
from .bounds import Bounds
from .figure import Figure
from .measure import Measured, Suffix, amount_of, both_ends, bounds_around, measured_at, shared_behind
from .numeral import evaluate
from .scan import Found, Scan

# 元 and 角 begin other words too: 元旦, 元素, 角度.
_NO_MONEY = re.compile(
    "元(?:旦|素|里|区(?!间)|[一二三]次|方程|件|年(?!度)|月|首|宵|帅|朝|谋|宝山|氏|气)|圆(?:形|桌|心|满)"
)
_SMALL = re.compile(
    r"(?P<jiao>[\d〇零一二两三四五六七八九])(?:角(?![度色落])|毛)|(?P<fen>[\d〇零一二两三四五六七八九])分(?!之|钟|别|类)"
)
_PIECE = re.compile("块(?![\\u4e00-\\u9fff]|\\d)|块(?=零?[\\d一二三四五六七八九][毛角])")
_LOOSE = re.compile("块(?P<jiao>[1-9一二三四五六七八九])(?![\\d\\u4e00-\\u9fff.])")
_COINS = re.compile(
    r"(?:角|毛)(?:(?P<fen>[\d一二三四五六七八九])分|(?P<rest>[1-9一二三四五六七八九])(?!\d)|钱)?(?![\u4e00-\u9fff])"
)
_ENTIRE = re.compile("(?:整|正)(?![个体治改合数理式常确])")


@cache
def _suffixes() -> tuple[re.Pattern[str], Mapping[str, lexicon.Row]]:
    rows = {row["name"]: row for row in lexicon.load("currencies") if row["place"] in ("suffix", "both")}
    return _pattern(rows), rows


@cache
def _prefixes() -> tuple[re.Pattern[str], Mapping[str, lexicon.Row]]:
    rows = {row["name"]: row for row in lexicon.load("currencies") if row["place"] in ("prefix", "both")}
    return _pattern(rows), rows


def _pattern(rows: Mapping[str, lexicon.Row]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(rows, key=len, reverse=True))))


@cache
def currency_code(unit: str) -> str | None:
    """The ISO 4217 code of a unit of money as `Amount.unit` names it; None if it is none."""
    for row in lexicon.load("currencies"):
        if unit == row["unit"]:
            return row["code"]
    return None


def suffix_at(text: str, figure: Figure) -> Suffix | None:
    """The currency behind a figure, with 角, 分 and 整; its unit is the row's `unit`."""
    pattern, rows = _suffixes()
    match = pattern.match(text, figure.end)
    if match is None:
        return _pieces(text, figure) or shared_behind(text, figure, suffix_at)
    if _NO_MONEY.match(text, match.start()):
        return None
    if match.group()[-1].isascii() and text[match.end() : match.end() + 1].isalpha() and text[match.end()].isascii():
        return None
    row, end, plus = rows[match.group()], match.end(), Decimal(0)
    if row["part"] != "1":
        return Suffix(end, row["unit"], times=Decimal(row["part"]))
    if match.group() in ("元", "圆", "块钱"):
        end, plus = _small_change(text, end)
        if match.group() == "元" and not plus:
            end, row = _named_behind(text, end, row)
    tail = _ENTIRE.match(text, end)
    more = text.startswith("多", end) and not text.startswith(("多样", "多元", "多方", "多次"), end)
    return Suffix(tail.end() if tail else end + more, row["unit"], plus, more=more)


def _pieces(text: str, figure: Figure) -> Suffix | None:
    """块, 毛 and 角 as spoken: 三块五毛, 一块五, 五毛钱, 一角五分; 块 before a noun is a piece of something."""
    end = figure.end
    if (coins := _COINS.match(text, end)) and figure.low < 10:
        named = coins["fen"] or coins["rest"]
        fen = evaluate(named) if named else None
        return Suffix(coins.end(), "元", (fen or Decimal(0)) / 100, Decimal("0.1"))
    if (loose := _LOOSE.match(text, end)) and (jiao := evaluate(loose["jiao"])) is not None:
        return Suffix(loose.end(), "元", jiao / 10)
    if _PIECE.match(text, end) or (figure.low >= 100 and text.startswith("块", end)):
        last, plus = _small_change(text, end + 1)
        return Suffix(last, "元", plus)
    return None


def _small_change(text: str, end: int) -> tuple[int, Decimal]:
    plus = Decimal(0)
    for worth in ("0.1", "0.01"):
        at = end + (text[end : end + 1] == "零" and text[end + 1 : end + 2] in "一二三四五六七八九")
        match = _SMALL.match(text, at)
        if match is None or (worth == "0.1") != bool(match["jiao"]):
            continue
        digit = evaluate(match["jiao"] or match["fen"])
        if digit is not None:
            plus += digit * Decimal(worth)
            end = match.end()
    return end, plus


def _named_behind(text: str, end: int, row: lexicon.Row) -> tuple[int, lexicon.Row]:
    """9000元（人民币）: the currency's name in brackets behind the sum."""
    if text[end : end + 1] in ("（", "("):
        pattern, rows = _suffixes()
        match = pattern.match(text, end + 1)
        if match and text[match.end() : match.end() + 1] in ("）", ")"):
            return match.end() + 1, rows[match.group()]
    return end, row


def money(scan: Scan, start: int, floor: int) -> Found | None:
    """A sum of money with its comparators; the core begins with the figure or with a currency's sign before it."""
    text = scan.text
    pattern, rows = _prefixes()
    prefix = pattern.match(text, start)
    if prefix is not None:
        measured = _signed(text, prefix, rows[prefix.group()])
    else:
        measured = measured_at(text, start, floor, suffix_at)
        if measured is not None:
            measured = _with_name_before(text, floor, measured)
    if measured is None:
        return None
    bounds = bounds_around(text, floor, measured)
    if not (bounds.floor or bounds.ceiling) and _only_unit(text, measured):
        return None
    second = both_ends(text, measured, bounds, partial(_in_unit, measured.unit))
    if second is not None:
        last, amount = second
        amount = Amount(amount.min, amount.max, amount.approx, measured.unit)
        return Found(bounds.start, last, measured.start, last, "money", amount, rule="money.both_ends")
    return _found(measured, bounds)


def _in_unit(unit: str | None, text: str, figure: Figure) -> Suffix | None:
    """The currency behind a figure; 元 is the one that was named before (新台币三万元以上十五万元以下)."""
    suffix = suffix_at(text, figure)
    return replace(suffix, unit=unit) if suffix is not None and suffix.unit == "元" else suffix


def _found(measured: Measured, bounds: Bounds) -> Found:
    rule = "money.range" if measured.ranged else "money"
    amount = amount_of(measured, bounds, measured.unit)
    return Found(bounds.start, bounds.end, measured.start, measured.end, "money", amount, rule=rule)


def _only_unit(text: str, measured: Measured) -> bool:
    """万元 and 亿元 alone name a unit (单位：万元), 百亿元 and 数十万元 a sum."""
    if text[measured.start] not in "百千万亿" or text[measured.start + 1 : measured.start + 2] in "百千万亿多余":
        return False
    before = text[measured.start - 1 : measured.start] if measured.start else ""
    return not before or before not in "近超逾约过达满破"


def _signed(text: str, prefix: re.Match[str], row: lexicon.Row) -> Measured | None:
    at = prefix.end() + text.startswith(" ", prefix.end())
    for opening in ("：", ":", "为"):
        if text.startswith(opening, at):
            at += 1
    if not text[at : at + 1] or text[at] == "上":
        return None
    measured = measured_at(text, at, at, suffix_at) or measured_at(text, at, at, _no_suffix)
    if measured is None:
        return None
    start = prefix.start()
    return Measured(
        start, measured.end, measured.low, measured.high, row["unit"], start, measured.chinese, measured.ranged
    )


def _no_suffix(text: str, figure: Figure) -> Suffix | None:
    return Suffix(figure.end, None)


def _with_name_before(text: str, floor: int, measured: Measured) -> Measured:
    """人民币15万元: the currency's name before the sum is part of it."""
    pattern, rows = _prefixes()
    for length in (4, 3, 2):
        at = measured.opener - length
        if at >= floor and (match := pattern.fullmatch(text, at, measured.opener)):
            unit = rows[match.group()]["unit"]
            return Measured(at, measured.end, measured.low, measured.high, unit, at, measured.chinese, measured.ranged)
    return measured
