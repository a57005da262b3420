"""How a list counts: a number in each of the number formats of WordprocessingML (ECMA-376, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LEGAL_HANS = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
_LEGAL_HANT = str.maketrans("零一二三四五六七八九十百千万", "零壹貳參肆伍陸柒捌玖拾佰仟萬")
_LEGAL_JAPANESE = str.maketrans("零一二三四五六七八九十百千万", "零壱弐参四伍六七八九拾百千萬")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def counted(number_format: str, number: int) -> str:
    """The number as the format writes it; a format that is not known, or a number beyond it, in Arabic figures."""
    if number < 0:
        return str(number)
    write = _FORMATS.get(number_format)
    return write(number) if write else str(number)


def _thousands(number: int) -> str:
    """一百零一; 十一, not 一十一, at the start."""
    if number == 0:
        return "零"
    if number >= 10**8:
        return str(number)
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        gap = "零" if 0 < low < 1000 else ""
        return _thousands(high) + "万" + (gap + _below_ten_thousand(low) if low else "")
    text = _below_ten_thousand(number)
    return text[1:] if text.startswith("一十") else text


def _below_ten_thousand(number: int) -> str:
    digits = str(number)
    text = ""
    for index, digit in enumerate(digits):
        if digit != "0":
            text += _DIGITS[int(digit)] + _PLACES[len(digits) - 1 - index]
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


def _legal(number: int) -> str:
    text = _thousands(number)
    return "一" + text if text.startswith("十") else text


def _positional(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    return _thousands(number) if number < 100 else _positional(number)


def _japanese(number: int) -> str:
    return _thousands(number).replace("零", "").replace("一百", "百").replace("一千", "千") if number else "〇"


def _roman(number: int) -> str:
    if number > 3999:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    return chr(65 + (number - 1) % 26) * min(26, (number - 1) // 26 + 1) if number else "0"


def _block(*ranges: tuple[int, int, int]) -> Callable[[int], str]:
    """Characters of Unicode blocks: (first number, last number, code point of the first)."""

    def write(number: int) -> str:
        return next((chr(code + number - low) for low, high, code in ranges if low <= number <= high), str(number))

    return write


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)] if number else "0"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


circled = _block((0, 0, 0x24EA), (1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _block((1, 20, 0x2474)),
    "decimalEnclosedFullstop": _block((1, 20, 0x2488)),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "chicago": lambda number: "*†‡§"[(number - 1) % 4] * min(9, (number - 1) // 4 + 1) if number else "0",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "koreanCounting": _thousands,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _japanese,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "chineseLegalSimplified": lambda number: _legal(number).translate(_LEGAL_HANS),
    "ideographLegalTraditional": lambda number: _legal(number).translate(_LEGAL_HANT),
    "japaneseLegal": lambda number: _legal(number).translate(_LEGAL_JAPANESE),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if n else "0",
    "ideographEnclosedCircle": _block((1, 10, 0x3280)),
    "none": lambda number: "",
    "bullet": lambda number: "",
}
