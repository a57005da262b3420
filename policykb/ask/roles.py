"""Whether a record lays something down with its terms, or only refers to it.

A record sets what it is about when it has an amount, a rate, a quantity or a time of its own, or binds somebody.
Support without a figure is set where the clause itself gives it, under a condition or to somebody named, and is no part
of a sentence about something else: the assessment serves as *the basis of* a subsidy, a policy *is to be drawn up*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from ..lexicon import column
from .result import Json, Role


def role(record: Json, after: Callable[[], str] = str) -> Role:
    """What a record does with the thing that it is about; `after` gives the text that follows its clause."""
    if record["kind"] == "subsidy":
        return "sets" if _subsidy(record, after) else "mentions"
    return "sets" if _RULES.get(record["kind"], _row)(record) else "mentions"


def _subsidy(record: Json, after: Callable[[], str]) -> bool:
    if _figure(record.get("amount")):
        return True
    quote = record["quote"]
    gives = _any(quote, "pays") and bool(record.get("condition") or record.get("recipient"))
    return gives and not _any(quote + after(), "refers")


def _quantity(record: Json) -> bool:
    return _figure(record.get("quantity"))


def _deadline(record: Json) -> bool:
    return "when" in record


def _obligation(record: Json) -> bool:
    return bool(record.get("modality") in ("must", "forbid", "may"))


def _row(record: Json) -> bool:
    return bool(record["kind"] == "row")


_RULES = {
    "target": _quantity,
    "fact": _quantity,
    "deadline": _deadline,
    "obligation": _obligation,
}


def _figure(amount: Json | None) -> bool:
    return amount is not None and any(amount[end] is not None for end in ("min", "max"))


def _any(text: str, what: str) -> bool:
    return any(word in text for word, role in _support().items() if role == what)


@cache
def _support() -> Mapping[str, str]:
    return column("support_words", "role")
