"""What a numeral is worth: Arabic, Chinese, mixed (3千万亿), with a decimal point, approximate pairs (三四十).

Works on folded text. cn2an is the oracle of the tests, not the engine: it loses signs and refuses what offices write.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = "〇零一二两三四五六七八九"
UNITS = "十百千万亿兆"
_DIGIT = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_TWENTIES = {"廿": "二十", "卅": "三十"}

# A longer run of digits is a code, no figure.
ARABIC = r"(?>\d{1,3}(?:,\d{3}){1,10}+(?!\d)(?:\.\d{1,30}+)?|\d{1,30}+(?!\d)(?:\.\d{1,30}+)?)"
# The unit is no part of the numeral where it begins another word: 千瓦, 兆帕, 百分点.
UNIT = "(?:[十万亿廿卅]|百(?!分[位点]|帕)|千(?![瓦米克伏帕卡焦赫字])|兆(?![瓦赫帕字焦伏比欧]))"
# At most 40 pieces: no numeral is longer, and a hostile run of digits stays cheap.
NUMERAL = (
    rf"(?>(?:{ARABIC}|[{DIGITS}]|{UNIT}){{1,40}}+"
    rf"(?:点(?=[{DIGITS}\d])[{DIGITS}\d]{{1,20}}+[{UNITS}]{{0,4}}+)?)"
)
_TOKEN = re.compile(rf"(?P<arabic>[\d,]+(?:\.\d+)?)|(?P<digit>[{DIGITS}])|(?P<unit>[{UNITS}])")
_FRACTION = re.compile(rf"([{DIGITS}\d]+)([{UNITS}]*)")

_Token = tuple[str, Decimal]


@lru_cache(maxsize=4096)
def evaluate(numeral: str) -> Decimal | None:
    """The worth of a numeral in folded form, None when it is not well formed (三百二千, 十二十)."""
    whole, point, rest = numeral.partition("点")
    value = _evaluate(_tokens(whole))
    if value is None or not point:
        return value
    match = _FRACTION.fullmatch(rest)
    if match is None:
        return None
    digits = "".join(str(_DIGIT.get(character, character)) for character in match[1])
    value += Decimal("0." + digits)
    for unit in match[2]:
        value *= _UNIT[unit]
    return value


@lru_cache(maxsize=4096)
def pair(numeral: str) -> tuple[Decimal, Decimal] | None:
    """Both ends of an approximate pair of neighbouring digits: 三四十 is 30 to 40, 三五千 3000 to 5000."""
    for match in re.finditer(rf"(?<![{DIGITS}])([一二两三四五六七八])([二两三四五六七八九])(?![{DIGITS}\d])", numeral):
        low, high = _DIGIT[match[1]], _DIGIT[match[2]]
        if high != low + 1 and (low, high) != (3, 5):
            continue
        before, after = numeral[: match.start()], numeral[match.end() :]
        ends = evaluate(before + match[1] + after), evaluate(before + match[2] + after)
        if ends[0] is not None and ends[1] is not None and before[-1:] != "点":
            return ends[0], ends[1]
    return None


def _tokens(numeral: str) -> list[_Token]:
    for short, long in _TWENTIES.items():
        numeral = numeral.replace(short, long)
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(numeral):
        if match["arabic"]:
            tokens.append(("arabic", Decimal(match["arabic"].replace(",", ""))))
        elif match["digit"]:
            tokens.append(("digit", Decimal(_DIGIT[match["digit"]])))
        else:
            tokens.append(("unit", Decimal(_UNIT[match["unit"]])))
    return tokens


def _evaluate(tokens: list[_Token]) -> Decimal | None:
    """Splits at the last of the largest units: what stands before is multiplied, what stands behind is added."""
    if not tokens:
        return None
    largest = max((worth for kind, worth in tokens if kind == "unit"), default=None)
    if largest is None:
        return _digits(tokens)
    at = max(index for index, token in enumerate(tokens) if token == ("unit", largest))
    if not _may_precede(tokens[:at], largest):
        return None
    left = _times(tokens[:at])
    right = _plus(tokens[at + 1 :], largest)
    return None if left is None or right is None else left * largest + right


def _may_precede(tokens: list[_Token], unit: Decimal) -> bool:
    """Before 十, 百 and 千 stands one digit; before 万 and 亿 a smaller numeral, or the same unit at once (万万)."""
    units = [worth for kind, worth in tokens if kind == "unit"]
    if unit < 10_000:
        return not units
    return unit not in units or tokens[-1] == ("unit", unit)


def _digits(tokens: list[_Token]) -> Decimal | None:
    if len(tokens) == 1:
        return tokens[0][1]
    if any(kind != "digit" for kind, _ in tokens):
        return None
    return Decimal("".join(str(worth) for _, worth in tokens))


def _times(tokens: list[_Token]) -> Decimal | None:
    while tokens and tokens[0] == ("digit", Decimal(0)) and len(tokens) > 1:
        tokens = tokens[1:]
    if not tokens:
        return Decimal(1)
    if len(tokens) > 1 and all(kind == "digit" for kind, _ in tokens):
        return None
    return _evaluate(tokens)


def _plus(tokens: list[_Token], unit: Decimal) -> Decimal | None:
    if not tokens:
        return Decimal(0)
    if len(tokens) == 1 and tokens[0][0] != "unit" and 0 < tokens[0][1] < 10 and unit >= 100:
        return tokens[0][1] * unit / 10  # 三万五 is 35000: the last digit counts the next smaller unit
    while tokens and tokens[0] == ("digit", Decimal(0)):
        tokens = tokens[1:]
    if not tokens:
        return None
    if len(tokens) > 1 and all(kind == "digit" for kind, _ in tokens):
        return None
    value = _evaluate(tokens)
    return value if value is not None and value < unit else None
