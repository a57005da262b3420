"""Values as JSON for `policykb values`: offsets, kind, and a value in the shape that the public suites use.

The answer is layered. Besides each expression with its comparators (不少于15万元) it holds the core without them
(15万元) and the bare figures that stand in it (15万), because one reader counts the one and another the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ..text import Span
from . import find
from .base import Amount, Value, When
from .figure import Figure, figure_at
from .fold import fold
from .measure import STARTS_FIGURE, Measured, Suffix, measured_at
from .money import currency_code
from .numeral import UNITS
from .relative import moved

JsonValue = dict[str, Any]
_PERIODS = {"year": "P{}Y", "half_year": "P{}M", "quarter": "P{}M", "month": "P{}M", "week": "P{}W", "day": "P{}D"}
_MONTHS = {"half_year": 6, "quarter": 3}


def values_json(text: str, reference_date: str | None) -> list[JsonValue]:
    """The values of a text in layers: each expression with its comparators, its core, and the bare figures in it.

    Raises:
        ValueError: the reference date is not YYYY-MM-DD.
    """
    reference = date.fromisoformat(reference_date) if reference_date else None
    return [layer for value in find(text, reference) for layer in _layers(text, value, reference)]


def _layers(text: str, value: Value, reference: date | None) -> Iterator[JsonValue]:
    whole = _value(value)
    if value.kind in ("date", "daterange", "recurrence"):
        yield _json(value.span, value.kind, whole)
        if value.core.start > value.span.start:
            yield _json(Span(value.core.start, value.span.end), value.kind, whole)
        yield from _figures(text, value.span)
        return
    if value.kind == "duration" and value.when is not None and reference is not None:
        counted = _counted(value, reference)
        if counted is not None:
            yield _json(value.span, "daterange", counted)
    yield _json(value.span, value.kind, whole)
    if value.core != value.span and value.amount is not None:
        yield _json(value.core, value.kind, _value(value, _exact(value.amount)))
    if value.kind in ("quantity", "duration", "money"):
        yield from _figure_of(text, value)


def _json(span: Span, kind: str, value: JsonValue) -> JsonValue:
    return {"start": span.start, "end": span.end, "kind": kind, "value": value}


def _value(value: Value, amount: Amount | None = None) -> JsonValue:
    if value.kind == "recurrence":
        return {"period": _period(value)}
    if value.kind in ("date", "daterange") and value.when is not None:
        return _days(value.when)
    amount = amount or value.amount
    return _amount(value.kind, amount) if amount is not None else {}


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


def _counted(value: Value, reference: date) -> JsonValue | None:
    """A duration that counts from the reference: within it a stretch, after or before it a day."""
    if value.amount is None:
        return None
    count = value.amount.max if value.amount.max is not None else value.amount.min
    if count is None:
        return None
    back = value.rule == "deadline.before"
    day = moved(reference, count, value.amount.unit, -1 if back else 1)
    if day is None:
        return None
    within = value.rule == "deadline.within"
    return {"any": [[reference.isoformat() if within else day.isoformat(), day.isoformat()]]}


def _exact(amount: Amount) -> Amount:
    """The amount of the core: what stands there before a comparator makes it a floor or a ceiling."""
    low = amount.min if amount.min is not None else amount.max
    high = amount.max if amount.max is not None else amount.min
    return Amount(low, high, False, amount.unit)


def _amount(kind: str, amount: Amount) -> JsonValue:
    made = _bounds(amount)
    if kind == "percent":
        made["unit"] = "pp" if amount.unit == "个百分点" else "%"
    elif kind == "money":
        made["currency"] = currency_code(amount.unit or "")
    elif kind in ("quantity", "duration"):
        made["unit"] = amount.unit
    return made


def _bounds(amount: Amount) -> JsonValue:
    low, high = amount.min, amount.max
    if low is not None and low == high:
        return {"value": _number(low), "cmp": "~" if amount.approx else "="}
    made: JsonValue = {"min": None if low is None else _number(low), "max": None if high is None else _number(high)}
    made["cmp"] = "range" if low is not None and high is not None else ">=" if high is None else "<="
    return made


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _figure_of(text: str, value: Value) -> Iterator[JsonValue]:
    """The figure of a quantity without its unit (20~100 of 20~100个), and with the comparator before it."""
    folded = fold(value.core.cut(text))
    start = next((place for place, each in enumerate(folded.text) if each in STARTS_FIGURE), None)
    measured = None if start is None else measured_at(folded.text, start, start, _nothing_behind)
    if measured is None:
        return
    span = folded.span(measured.start, measured.end).shift(value.core.start)
    yield _json(span, "number", _bounds(_bare(measured)))
    if value.span.start < value.core.start and value.amount is not None and not value.amount.approx:
        bounded = Amount(value.amount.min, value.amount.max)
        yield _json(Span(value.span.start, span.end), "number", _bounds(bounded))


def _nothing_behind(text: str, figure: Figure) -> Suffix:
    return Suffix(figure.end, None)


def _bare(measured: Measured) -> Amount:
    return Amount(measured.low, measured.high)


def _figures(text: str, span: Span) -> Iterator[JsonValue]:
    """The figures of a date: 1991, 1 and 16 of 1991年1月16日."""
    folded = fold(span.cut(text))
    place = 0
    while place < len(folded.text):
        figure = figure_at(folded.text, place) if folded.text[place] in STARTS_FIGURE else None
        if figure is None or figure.numeral[0] in UNITS[1:] or figure.low < 0:
            place += 1
            continue
        place = figure.end
        yield _json(
            folded.span(figure.start, figure.end).shift(span.start), "number", _bounds(Amount(figure.low, figure.high))
        )
