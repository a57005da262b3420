"""When an expected record and a found one are the same: its figure, time or actor agrees, and the words are alike."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Json = Mapping[str, Any]

# Two texts are alike from this share of common pairs of characters on.
ALIKE = 0.5


def fold(text: str | None) -> str:
    """The text without differences of width, white space and punctuation."""
    folded = unicodedata.normalize("NFKC", text or "")
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN" or sign in "%‰+-.")


def likeness(one: str | None, other: str | None) -> float:
    """From 0 to 1: the Dice coefficient of character pairs; at least 0.5 where one text stands in the other."""
    one, other = fold(one), fold(other)
    if not one or not other:
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    if shorter in longer:
        return 0.5 + len(shorter) / len(longer) / 2
    pairs = [Counter(pairwise(text)) for text in (one, other)]
    return 2 * (pairs[0] & pairs[1]).total() / max(1, pairs[0].total() + pairs[1].total())


def same(expected: Json, found: Json) -> float:
    """How alike two records of one kind are; 0 where they are not the same record."""
    close = _SAME[expected["kind"]](expected, found)
    return close if close >= ALIKE else 0.0


def _figure(amount: Json | None) -> tuple[float | None, float | None, str] | None:
    if amount is None:
        return None
    return (_number(amount.get("min")), _number(amount.get("max")), fold(amount.get("unit")))


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 6)


def _same_measure(expected: Json, found: Json) -> float:
    if _figure(expected.get("quantity")) != _figure(found.get("quantity")):
        return 0.0
    return max(likeness(expected.get("indicator"), found.get("indicator")), _same_quote(expected, found))


def _same_subsidy(expected: Json, found: Json) -> float:
    agree = _figure(expected.get("amount")) == _figure(found.get("amount"))
    return _same_quote(expected, found) if agree else 0.0


def _same_deadline(expected: Json, found: Json) -> float:
    one, other = expected.get("when") or {}, found.get("when") or {}
    # A day counted from an event may be resolved or left open.
    counted = "之日起" in (one.get("text") or "") and one.get("start") is None
    keys = ("every",) if counted else ("start", "end", "every")
    if any(one.get(key) != other.get(key) for key in keys):
        return 0.0
    return max(likeness(expected.get("action"), found.get("action")), _same_quote(expected, found))


def _same_obligation(expected: Json, found: Json) -> float:
    one, other = fold(expected.get("actor")), fold(found.get("actor"))
    agree = one == other or bool(one and other and (one in other or other in one))
    return _same_quote(expected, found) if agree and expected.get("modality") == found.get("modality") else 0.0


def _same_quote(expected: Json, found: Json) -> float:
    return likeness(expected.get("quote"), found.get("quote"))


_SAME: dict[str, Callable[[Json, Json], float]] = {
    "target": _same_measure,
    "fact": _same_measure,
    "subsidy": _same_subsidy,
    "deadline": _same_deadline,
    "obligation": _same_obligation,
}
KINDS = tuple(_SAME)


def pairs(expected: Sequence[Json], found: Sequence[Json]) -> list[tuple[int, int]]:
    """Which expected record is which found one: one to one, the most alike first, then those with the likest quotes."""
    alike = [
        (-score, -_same_quote(one, other), i, j)
        for i, one in enumerate(expected)
        for j, other in enumerate(found)
        if (score := same(one, other))
    ]
    taken: dict[int, int] = {}
    for _, _, i, j in sorted(alike):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return sorted(taken.items())


def cell_f1(expected: Json, found: Json | None) -> float:
    """The F1 of two tables' cells, each at its row and column, the header among them; 1 for two empty ones."""
    if found is None:
        return 0.0
    one, other = _cells(expected), _cells(found)
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _cells(table: Json) -> Counter[tuple[int, int, str]]:
    rows = (table.get("columns") or (), *(table.get("rows") or ()))
    return Counter((r, c, fold(str(cell))) for r, row in enumerate(rows) for c, cell in enumerate(row))
