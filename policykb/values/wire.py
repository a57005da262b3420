"""Values as JSON for `policykb values`: offsets, kind, and a value in the shape that the public suites use."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from . import find
from .base import Amount, Value, When
from .money import currency_code
from .relative import moved

JsonValue = dict[str, Any]
_PERIODS = {"year": "P{}Y", "half_year": "P{}M", "quarter": "P{}M", "month": "P{}M", "week": "P{}W", "day": "P{}D"}
_MONTHS = {"half_year": 6, "quarter": 3}


def values_json(text: str, reference_date: str | None) -> list[JsonValue]:
    """The values of a text in layers: each expression with its comparators, its core, and the bare figure in it.

    Raises:
        ValueError: the reference date is not YYYY-MM-DD.
    """
    reference = date.fromisoformat(reference_date) if reference_date else None
    layers: list[JsonValue] = []
    for value in find(text, reference):
        layers.extend(_layers(text, value, reference))
    return layers


def _layers(text: str, value: Value, reference: date | None) -> list[JsonValue]:
    made = [_json(value.span.start, value.span.end, value.kind, _value(value, reference))]
    return made


def _json(start: int, end: int, kind: str, value: JsonValue) -> JsonValue:
    return {"start": start, "end": end, "kind": kind, "value": value}


def _value(value: Value, reference: date | None) -> JsonValue:
    if value.kind == "recurrence":
        return {"period": _period(value)}
    if value.kind in ("date", "daterange") and value.when is not None:
        return _days(value.when)
    return _amount(value) if value.amount is not None else {}


def _period(value: Value) -> str | None:
    if value.when is None or value.when.every is None:
        return None
    count = int(value.amount.min) if value.amount and value.amount.min else 1
    return _PERIODS[value.when.every].format(count * _MONTHS.get(value.when.every, 1))


def _days(when: When) -> JsonValue:
    if when.start is None and when.end is None:
        return {"any": [], "invalid": True}
    return {"any": [[_iso(when.start), _iso(when.end)]]}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(value: Value) -> JsonValue:
    amount = value.amount
    assert amount is not None
    made: JsonValue = _figures(amount)
    if value.kind == "percent":
        made["unit"] = "pp" if amount.unit == "个百分点" else "%"
    elif value.kind == "money":
        made["currency"] = currency_code(amount.unit or "")
    elif value.kind in ("quantity", "duration"):
        made["unit"] = amount.unit
    return made


def _figures(amount: Amount) -> JsonValue:
    low, high = amount.min, amount.max
    if low is not None and low == high:
        return {"value": _number(low), "cmp": "~" if amount.approx else "="}
    made: JsonValue = {"min": None if low is None else _number(low), "max": None if high is None else _number(high)}
    made["cmp"] = "range" if low is not None and high is not None else ">=" if high is None else "<="
    return made


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


__all__ = ["moved", "timedelta", "values_json"]
