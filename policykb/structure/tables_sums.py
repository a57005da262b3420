"""Totals, sub-totals and shares of a hundred, held against the rows they sum up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..model import Check

# A row of totals, and how many rows of data stand above it.
Total = tuple[Sequence[str], int]

SERIAL_NAMES = ("序号", "编号", "序")
_FIGURE = re.compile(r"([-+]?\d[\d,]*(?:\.\d+)?)")
_GRAND = ("合计", "总计", "共计", "总和")
_SHARE = re.compile(r"占比|占[^（）]{1,8}比|比重|所占比例|百分比|构成(?:比|（)")
# How far the shares of a column may be from a hundred, in points, for them to be taken for shares of one whole.
_NEAR = 10


def sums(columns: Sequence[str], rows: Sequence[Sequence[str]], totals: Sequence[Total]) -> Iterator[Check]:
    """Each total against the sum of its rows, column by column, where every row has a figure."""
    grand = [row for row, _ in totals if _is(row, _GRAND)]
    parts = [(row, place) for row, place in totals if _is(row, ("小计",))]
    for col, name in enumerate(columns):
        if "".join(name.split()) in SERIAL_NAMES:
            continue
        if _SHARE.search(name):
            yield from _shares(name, [row[col] for row in rows])
        if len(grand) == 1 and len(rows) > 1:
            yield from _sum(f"sum:{name}", grand[0][col], [row[col] for row in rows])
        for (row, _), (first, last) in zip(parts, _reaches(parts, len(rows)), strict=True):
            label = next((text for text in row if text and "小计" not in text and number_in(text) is None), "")
            yield from _sum(f"subtotal:{label or first + 1}:{name}", row[col], [row[col] for row in rows[first:last]])


def number_in(text: str) -> Decimal | None:
    """The figure that a cell consists of, thousands separators left out."""
    words = "".join(text.split())
    found = _FIGURE.fullmatch(words)
    return Decimal(found.group(1).replace(",", "")) if found else None


def _is(row: Sequence[str], names: Sequence[str]) -> bool:
    leading = ["".join(text.split()) for text in row[:3]]
    return any(text.startswith(name) or text.endswith(name) for text in leading for name in names)


def _reaches(parts: Sequence[tuple[Sequence[str], int]], height: int) -> list[tuple[int, int]]:
    """The rows that each sub-total sums up: those above it, or below it where the first one stands on top."""
    places = [place for _, place in parts]
    if places and places[0] == 0:
        return list(zip(places, [*places[1:], height], strict=True))
    return list(zip([0, *places], places, strict=False))


def _sum(check: str, stated_as: str, cells: Sequence[str]) -> Iterator[Check]:
    stated = number_in(stated_as)
    known = [figure for figure in map(number_in, cells) if figure is not None]
    if stated is None or not known or len(known) < len(cells):
        return
    total = sum(known, Decimal(0))
    slack = Decimal(len(known)) * Decimal(1).scaleb(min(0, int(stated.as_tuple().exponent))) / 2
    whole = total == total.to_integral_value() and stated == stated.to_integral_value()
    close = total == stated if whole else abs(total - stated) <= slack
    yield Check(check, float(stated), float(total), close)


def _shares(name: str, cells: Sequence[str]) -> Iterator[Check]:
    """Shares of one whole make a hundred, but for what rounding takes."""
    known = [figure for figure in (number_in(cell.rstrip("%％")) for cell in cells) if figure is not None]
    total = sum(known, Decimal(0))
    if len(known) < 3 or len(known) < len(cells) or abs(total - 100) > _NEAR:
        return
    finest = min(int(figure.as_tuple().exponent) for figure in known)
    slack = Decimal(len(known)) * Decimal(1).scaleb(min(0, finest)) / 2
    yield Check(f"percent_sum:{name}", 100.0, float(total), abs(total - 100) <= slack)
