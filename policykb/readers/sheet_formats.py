"""Number formats of spreadsheets: a stored number as the sheet shows it, 0.125 as 12.5% and 45031 as 2023年4月15日.

The format language is that of ECMA-376, 18.8.30 and 18.8.31; where a built-in format differs from country to country,
it is taken as mainland China has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from .docx_counting import counted
from .sheet_dates import dated

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@', 42: '¥#,##0;¥-#,##0;¥"-";@', 43: '#,##0.00;-#,##0.00;"-";@',
    44: '¥#,##0.00;¥-#,##0.00;¥"-";@', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<skipped>[_*].)|\[(?P<bracket>[^\]]*)\]?|(?P<half>AM/PM|A/P|上午/下午)'
    r"|(?P<general>General|G/通用格式)|(?P<power>[Ee][+-])|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|[eEgb]+)"
    r"|(?P<digit>[0#?])|(?P<sign>[.,%@/])|(?P<literal>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_LONGEST = 255
_LARGEST = Decimal(10) ** 20
_CHINESE = {"DBNum1": "chineseCountingThousand", "DBNum2": "chineseLegalSimplified"}

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format: for what is positive, negative, zero, and text."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    script: str | None
    republic: bool

    @property
    def is_date(self) -> bool:
        """Whether it shows days or times."""
        return any(name in ("date", "elapsed", "half") for name, _ in self.tokens)


def shown(value: float, code: str, from_1904: bool = False) -> str:
    """A number as a format shows it; by the general format where its own is beyond understanding."""
    if code in ("General", "@", ""):
        return general(value)
    number = Decimal(repr(value))
    section, bare = _section(number, _sections(code[:_LONGEST]))
    if section is None or abs(number) >= _LARGEST:
        return general(value)
    if section.is_date:
        return dated(value, section.tokens, section.script, section.republic, from_1904) or general(value)
    if any(name == "general" or (name, text) == ("sign", "@") for name, text in section.tokens):
        inner = general(abs(value) if bare else value)
        if section.script in _CHINESE and inner.isdecimal():
            inner = counted(_CHINESE[section.script], int(inner))
        return "".join(inner if name == "general" or text == "@" else text for name, text in section.tokens)
    if not any(name == "digit" for name, _ in section.tokens):
        return "".join(text for _, text in section.tokens).strip()
    return _number(abs(number), section, minus=number < 0 and not bare)


def general(value: float) -> str:
    """A number without a format: its digits, a whole one to the last of them, without an exponent."""
    if value == int(value) and abs(value) < 1e21:
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    text = f"{value:.15g}"
    if "e" in text and 1e-9 < abs(value) < 1e21:
        text = f"{Decimal(text):f}"
    return text.upper()


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    script: str | None = None
    locale = ""

    def close() -> None:
        nonlocal tokens, condition, script, locale
        # [$-404]e is a year of the Republic; elsewhere e is the year.
        sections.append(Section(tuple(tokens), condition, script, locale.upper().endswith("404")))
        tokens, condition, script, locale = [], None, None, ""

    for match in _TOKEN.finditer(code):
        name, text = match.lastgroup or "literal", match[match.lastgroup or 0]
        if name == "literal" and text == ";":
            close()
        elif name == "bracket":
            found = _CONDITION.fullmatch(text.strip())
            if found:
                condition = found[1], Decimal(found[2])
            elif text.startswith("$"):
                symbol, _, locale = text[1:].partition("-")
                tokens.append(("literal", symbol))
            elif text.startswith("DBNum"):
                script = text[:6]
            elif text and set(text.lower()) in ({"h"}, {"m"}, {"s"}):
                tokens.append(("elapsed", text.lower()))
        elif name in ("quoted", "escaped"):
            tokens.append(("literal", text))
        elif name != "skipped":
            tokens.append((name, text))
    close()
    return tuple(sections)


def _section(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section for a number, and whether it says itself that the number is negative."""
    if any(section.condition for section in sections):
        for index, section in enumerate(sections[:3]):
            if section.condition is None or _holds(number, *section.condition):
                return section, index > 0 and number < 0
        return None, False
    numeric = sections[:3]
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return (numeric[0], False) if numeric[0].tokens or len(sections) > 1 else (None, False)


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit, ">": number > limit, "=": number == limit,
        "<=": number <= limit, ">=": number >= limit, "<>": number != limit,
    }[sign]  # fmt: skip


def _number(number: Decimal, section: Section, minus: bool) -> str:
    """A number (not negative) in the places of a section."""
    tokens = list(section.tokens)
    if ("sign", "/") in tokens:
        return ("-" if minus else "") + _fraction(number, tokens)
    number *= 100 ** sum(token == ("sign", "%") for token in tokens)
    power = next((index for index, (name, _) in enumerate(tokens) if name == "power"), None)
    point = next((index for index, token in enumerate(tokens[:power]) if token == ("sign", ".")), None)
    last = max(index for index, (name, _) in enumerate(tokens[:power]) if name == "digit")
    before = [index for index, (name, _) in enumerate(tokens[: len(tokens) if point is None else point][:power])
              if name == "digit"]  # fmt: skip
    after = [index for index, (name, _) in enumerate(tokens[:power]) if name == "digit" and index not in before]
    commas = {index for index, token in enumerate(tokens[:power]) if token == ("sign", ",")}
    grouped = any(before and before[0] < index < before[-1] for index in commas)
    scaled = sum(index > last or (bool(before) and before[-1] < index < (point or 0)) for index in commas)
    number /= Decimal(1000) ** scaled
    exponent = 0
    if power is not None and number:
        exponent = number.adjusted() - (max(1, len(before)) - 1)
        number = number.scaleb(-exponent)
    number = number.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    whole, _, part = f"{number:f}".partition(".")
    minus = minus and bool(number)
    if section.script in _CHINESE and number == int(number) and not after:
        whole, grouped = counted(_CHINESE[section.script], int(number)), False
        filled = dict.fromkeys(before, "") | {before[0]: whole}
    else:
        filled = _filled(whole.lstrip("0"), before, tokens, grouped) | _decimals(part, after, tokens)
    pieces = []
    for index, (name, text) in enumerate(tokens):
        if name == "digit" and (power is None or index < power):
            pieces.append(filled[index])
        elif index == point:
            pieces.append("." if any(filled[place] for place in after) or not after else "")
        elif name == "power":
            pieces.append(f"E{'-' if exponent < 0 else '+' if '+' in text else ''}")
            pieces.append(f"{abs(exponent):0{sum(n == 'digit' for n, _ in tokens[index:])}d}")
        elif name != "digit" and index not in commas:
            pieces.append(text)
    return ("-" if minus else "") + "".join(pieces).strip()


def _filled(digits: str, places: list[int], tokens: list[Token], grouped: bool) -> dict[int, str]:
    """The digits before the point, given out from the right; the first place takes what is left over."""
    filled: dict[int, str] = {}
    count = 0

    def take(digit: str) -> str:
        nonlocal count
        count += 1
        return digit + ("," if grouped and count > 3 and count % 3 == 1 else "")

    for place in reversed(places):
        text = ""
        if digits:
            text, digits = take(digits[-1]), digits[:-1]
        elif tokens[place][1] == "0":
            text = take("0")
        while place == places[0] and digits:
            text, digits = take(digits[-1]) + text, digits[:-1]
        filled[place] = text
    return filled


def _decimals(digits: str, places: list[int], tokens: list[Token]) -> dict[int, str]:
    """The digits after the point; zeros at the end only where the format asks for them."""
    needed = max((n for n, place in enumerate(places, 1) if tokens[place][1] == "0"), default=0)
    kept = max(needed, len(digits.rstrip("0")))
    return {place: digits[n] if n < kept and n < len(digits) else "" for n, place in enumerate(places)}


def _fraction(number: Decimal, tokens: list[Token]) -> str:
    slash = tokens.index(("sign", "/"))
    size = sum(name == "digit" for name, _ in tokens[slash:])
    whole, rest = (
        divmod(Fraction(number), 1) if sum(n == "digit" for n, _ in tokens[:slash]) > size else (0, Fraction(number))
    )
    part = rest.limit_denominator(max(1, 10 ** min(size, 6) - 1))
    shown = f"{part.numerator}/{part.denominator}" if part or not whole else ""
    return " ".join(filter(None, (str(whole) if whole else "", shown)))
