"""What the columns of a table hold: the type and unit of each, and each cell as a value of that type.

A cell that is not wholly a value of its column's type has none: what was printed is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from ..lexicon import column, load
from ..values import find
from ..values.base import Value as Figure

Kind = Literal["serial", "text", "integer", "decimal", "money", "percent", "date", "place", "list", "flag"]
Value = int | float | Decimal | date | tuple[str, ...] | str | None

# The share of a column's filled cells that must be values of a type for the column to be of it.
_MOSTLY = 0.8
# The share of cells with several items that makes a column one of lists.
_LISTED = 0.25
# What stands in a cell that has nothing to say.
_NOTHING = frozenset(("", "—", "——", "-", "--", "－", "–", "/", "／", "\\", "…", "……", "*", "无"))
_NUMBER = re.compile(r"([-+−－＋]?)(\d{1,3}(?:[,，]\d{3})+|\d{1,18})(\.\d{1,12})?\s?([^\d\s.,，、；;。:：]{0,8})")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]{1,10})[）)]")
_STATED = re.compile(r"单位[：:]\s?([^\s（）()，,；;、]{1,8})")
_DAY = re.compile(r"[年月日号]|\d[-./／．]\d|^\d{8}$")
_SENTENCE = re.compile("[，。；？！,;:：]")
_MEASURES = ("area", "mass", "money")
_PLACE = re.compile(r".{1,14}(?:[省市县区旗盟州镇乡村]|街道|社区|苏木|嘎查|团场|林场|农场)")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table.

    Args:
        path: its name as the rows of the header give it: ("2022年", "计划").
        unit: of its figures, as the header, the caption or the cells themselves state it: "万元", "亩", "%".
        printed: the cells as they are printed.
        values: the same cells as values; None where a cell is empty or is no value of this kind.
    """

    path: tuple[str, ...]
    kind: Kind
    unit: str | None
    printed: tuple[str, ...]
    values: tuple[Value, ...]


def field(path: tuple[str, ...], printed: Sequence[str], caption_unit: str | None = None) -> Field:
    """The column with this header and these cells, in a table whose caption states a unit.

    Money is counted in the unit that header, caption or all cells name (万元), in 元 where the cells name several.
    """
    cells = [cell.strip() for cell in printed]
    filled = [cell for cell in cells if cell not in _NOTHING]
    for read in (_serials, _dates, _figures, _places, _lists):
        found = read(path, filled, caption_unit) if filled else None
        if found:
            kind, unit, value = found
            values = tuple(None if cell in _NOTHING else value(cell) for cell in cells)
            return Field(path, kind, unit, tuple(printed), values)
    return Field(path, "text", None, tuple(printed), tuple(cell or None for cell in printed))


Found = tuple[Kind, str | None, Callable[[str], Value]] | None


def _said(path: tuple[str, ...], kind: str) -> bool:
    """Whether the header says that its cells are of a kind, by the words of data/column_words.tsv."""
    name = re.sub(r"\s|[（(].*", "", path[-1]) if path else ""
    tests: Mapping[str, Callable[[str], bool]] = {
        "whole": lambda word: name == word,
        "end": name.endswith,
        "any": lambda word: word in name,
    }
    return any(tests[row["where"]](row["word"]) for row in load("column_words") if row["kind"] == kind)


def _mostly(values: Sequence[Any]) -> bool:
    return sum(value is not None for value in values) >= _MOSTLY * len(values)


def _serials(path: tuple[str, ...], filled: Sequence[str], _: str | None) -> Found:
    if not _said(path, "serial") or not _mostly([_serial(cell) for cell in filled]):
        return None
    return "serial", None, _serial


def _serial(cell: str) -> int | None:
    digits = cell.rstrip(".、．")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _dates(path: tuple[str, ...], filled: Sequence[str], _: str | None) -> Found:
    days = [_day(cell) for cell in filled]
    # Eight figures in a row are a day only where the header speaks of time.
    plain = all(cell.isdigit() for cell in filled)
    if not _mostly(days) or _said(path, "identifier") or (plain and not _said(path, "time")):
        return None
    return "date", None, _day


def _day(cell: str) -> date | None:
    """The day that a cell names; of a time until when, its last day."""
    found = _whole(cell) if _DAY.search(cell) else None
    when = found.when if found and found.kind in ("date", "daterange") else None
    if when is None or when.inferred_year or when.end is None or when.every:
        return None
    return when.end if when.start in (None, when.end) else None


@lru_cache(maxsize=8192)
def _whole(cell: str) -> Figure | None:
    """The value that a cell consists of, from its first character to its last."""
    if len(cell) > 40 or not any(character.isdigit() or character in "一二三四五六七八九十" for character in cell):
        return None
    found = find(cell)
    return found[0] if len(found) == 1 and len(found[0].span) == len(cell) else None


def _figures(path: tuple[str, ...], filled: Sequence[str], caption_unit: str | None) -> Found:
    if _said(path, "identifier") or (_said(path, "time") and not _unit_of(path)):
        return None
    parts = [_split(cell) for cell in filled]
    if not _mostly(parts):
        return None
    units = {unit for part in parts if part and (unit := part[1])}
    known = [unit for unit in units if _unit_kind(unit)]
    if len(known) < len(units):
        return None
    if len(units) > 1:
        return _converted(filled)
    own = units.pop() if units else _unit_of(path)
    own = own or (_shared(path, caption_unit) if caption_unit else None)
    numbers = [part[0] for part in parts if part]
    return _kind(own, numbers), own, lambda cell: _number(cell, own)


def _split(cell: str) -> tuple[Decimal, str] | None:
    """The figure and the unit that a cell consists of: 1,200万元; a number such as 007 is none."""
    found = _NUMBER.fullmatch(cell)
    if found is None:
        return None
    sign, whole, rest, unit = found.groups()
    if len(whole) > 1 and whole[0] == "0":
        return None
    digits = whole.replace(",", "").replace("，", "")
    return Decimal(("-" if sign in ("-", "−", "－") else "") + digits + (rest or "")), unit


def _number(cell: str, unit: str | None) -> int | Decimal | None:
    part = _split(cell)
    if part is None or part[1] not in ("", unit):
        return None
    return _plain(part[0])


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number.as_tuple().exponent == 0 else number


def _converted(filled: Sequence[str]) -> Found:
    """Cells that name several units of one kind, 3000元 beside 2万元: multiplied out."""
    figures = [_whole(cell) for cell in filled]
    units = {figure.amount.unit for figure in figures if figure and figure.amount}
    numbers = [_exact(cell) for cell in filled]
    if len(units) != 1 or not _mostly(numbers):
        return None
    (unit,) = units
    return _kind(unit, [number for number in numbers if number is not None]), unit, _exact_plain


def _exact(cell: str) -> Decimal | None:
    figure = _whole(cell)
    amount = figure.amount if figure else None
    return amount.min if amount and amount.min == amount.max and not amount.approx else None


def _exact_plain(cell: str) -> int | Decimal | None:
    number = _exact(cell)
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else number


def _kind(unit: str | None, numbers: Sequence[Decimal]) -> Kind:
    sort = _unit_kind(unit) if unit else None
    if sort in ("money", "percent"):
        return "money" if sort == "money" else "percent"
    return "integer" if all(number.as_tuple().exponent == 0 for number in numbers) else "decimal"


@lru_cache(maxsize=1024)
def _unit_kind(unit: str) -> str | None:
    """What figures in a unit are (money, percent, quantity …); None for a word that is no unit."""
    first = unit.partition("/")[0]
    found = find(f"3{first}")
    whole = len(found) == 1 and len(found[0].span) == len(first) + 1
    return found[0].kind if whole and found[0].amount else None


def _unit_of(path: tuple[str, ...]) -> str | None:
    """The unit that the header states, the lowest row first: 投资（万元）."""
    for name in reversed(path):
        for stated in (*_STATED.findall(name), *_IN_BRACKETS.findall(name)):
            unit = re.sub(r"^单位[：:]", "", "".join(stated.split()))
            if _unit_kind(unit):
                return str(unit)
    return None


def _shared(path: tuple[str, ...], caption: str) -> str | None:
    """The unit of the caption, or the one of several (万亩、万吨), that the figures under a header are counted in."""
    if _said(path, "count"):
        return None
    units = caption.split("、")
    measured = [kind for kind in _MEASURES if any(_said((name,), kind) for name in path)]
    if measured:
        return next((unit for unit in units if _measure(unit) in measured), None)
    return units[0] if len(units) == 1 else None


def _measure(unit: str) -> str | None:
    """What a unit measures: area, mass, money …"""
    plain = unit.lstrip("百千万亿")
    return "money" if _unit_kind(unit) == "money" else column("units", "kind").get(plain)


def _places(path: tuple[str, ...], filled: Sequence[str], _: str | None) -> Found:
    fits = sum(bool(_PLACE.fullmatch(cell)) for cell in filled) >= _MOSTLY * len(filled)
    return ("place", None, lambda cell: cell) if fits and _said(path, "place") else None


def _lists(path: tuple[str, ...], filled: Sequence[str], _: str | None) -> Found:
    several = [cell for cell in filled if "、" in cell]
    if len(several) < _LISTED * len(filled) or any(_SENTENCE.search(cell) for cell in filled):
        return None
    if any(len(item) > 24 or not item.strip() for cell in several for item in cell.split("、")):
        return None
    return "list", None, _items


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split("、"))
