"""A figure: one numeral with its sign and its vague ends (30多, 数十亿, 十几万, 三四十), as it stands at a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .numeral import DIGITS, NUMERAL, UNIT, UNITS, evaluate, pair

_MORE = "多(?!元化|样化|边)|余(?![额下地款缺热量粮角])|来(?=[个年天人次岁亿万])|几"
_FIGURE = re.compile(
    rf"(?P<sign>负|-)?(?:(?P<lead>好几|数|几|上)(?P<vague>{UNIT}{{1,4}}+)"
    rf"|(?P<numeral>{NUMERAL})(?:(?P<more>{_MORE})(?P<big>{UNIT}{{0,3}}+))?)"
)
# 2×35万千瓦: so many of so much; 3×5米 are the sides of something.
_TIMES = re.compile(
    r"(?P<count>[1-9]\d?)[×✕*xX](?=\d{1,4}(?:\.\d{1,3})?(?:[万亿]|兆瓦|千瓦|MW|kW|MVA|kVA|兆伏安|千伏安))"
)
# How many pieces may be left off at the end of what is no numeral as a whole.
_TRIES = 6
_ROUND = re.compile(rf"(?:0|[{UNITS}])$")
_COEFFICIENT = re.compile(r"^(?P<coefficient>.*?)(?P<scale>[百千万亿兆]+)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and where it stands in the folded text.

    Args:
        low, high: its two ends, the same for an exact one; high is None for 30多 and 数十.
        numeral: the characters it was read from.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    numeral: str

    @property
    def chinese(self) -> bool:
        """Whether it is written wholly in Chinese numerals."""
        return not any("0" <= character <= "9" for character in self.numeral)

    @property
    def vague(self) -> bool:
        """Whether it only says how much at least, or between what."""
        return self.low != self.high

    @property
    def bare_unit(self) -> bool:
        """Whether it begins with a unit and has no digit: 百, 千万; often part of a name."""
        return self.numeral[0] in UNITS[1:] and not (len(self.numeral) > 2 and set(self.numeral) & set(DIGITS))


def figure_at(text: str, start: int) -> Figure | None:
    """The longest figure that begins at a place of a folded text."""
    times = _TIMES.match(text, start)
    if times is not None and (each := figure_at(text, times.end())) is not None:
        count, high = int(times["count"]), each.high
        return Figure(start, each.end, count * each.low, None if high is None else count * high, each.numeral)
    match = _FIGURE.match(text, start)
    if match is None or (match["sign"] == "-" and not _may_be_minus(text, start)):
        return None
    sign = -1 if match["sign"] else 1
    if match["lead"]:
        low = evaluate(match["vague"])
        return None if low is None else Figure(start, match.end(), sign * low, None, match["vague"])
    numeral, end = match["numeral"], match.end()
    if match["more"] and not (_ROUND.search(numeral) or match["big"]):
        end = match.end("numeral")
    elif match["more"]:
        low = evaluate(numeral + match["big"]) if not match["big"] else _scaled(numeral, match["big"])
        return None if low is None else Figure(start, end, sign * low, None, numeral + match["big"])
    return _plain(start, end, numeral, sign)


def _plain(start: int, end: int, numeral: str, sign: int) -> Figure | None:
    both = pair(numeral) if len(numeral) > 1 else None
    if both is not None:
        return Figure(start, end, sign * both[0], sign * both[1], numeral)
    for _ in range(_TRIES):
        if not numeral:
            break
        value = evaluate(numeral)
        if value is not None:
            return Figure(start, end, sign * value, sign * value, numeral)
        shorter = _shorter(numeral)
        end -= len(numeral) - len(shorter)
        numeral = shorter
    return None


def _shorter(numeral: str) -> str:
    """Without its last piece: 五百六万千 is tried as 五百六万."""
    return re.sub(r"(?:[\d,.]+|.)$", "", numeral)


def _scaled(numeral: str, big: str) -> Decimal | None:
    low, scale = evaluate(numeral), evaluate(big)
    return None if low is None or scale is None else low * scale


def _may_be_minus(text: str, start: int) -> bool:
    """A hyphen is a sign where nothing that it could join stands before it."""
    if start == 0:
        return True
    before = text[start - 1]
    return not (before.isascii() and before.isalnum()) and before not in ")）]】〕第号条字-—–~年月日个元%"


def spread(first: Figure, second: Figure) -> Decimal:
    """The factor by which the first figure of a range shares the second's unit: 10000 in 十八至三十万."""
    match = _COEFFICIENT.match(second.numeral)
    if match is None or not match["coefficient"] or second.high is None:
        return Decimal(1)
    scale = evaluate(match["scale"])
    if scale is None or any(unit in first.numeral for unit in match["scale"]):
        return Decimal(1)
    return scale if first.low < second.high / scale else Decimal(1)
