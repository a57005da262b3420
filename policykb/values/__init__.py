"""Values: numbers, money, quantities, dates and their ranges and periods, found in a text."""

from __future__ import annotations

from datetime import date

from .base import Amount, Value, When
from .daterange import calendar_value
from .finder import find_in
from .money import money
from .number import fraction, number, ordinal
from .percent import percent
from .quantity import quantity
from .recurrence import recurrence
from .relative import deadline, event, window
from .scan import Recogniser

# The first that finds something at a place has it: what is bound more closely stands further up.
RECOGNISERS: tuple[Recogniser, ...] = (
    recurrence,
    window,
    event,
    calendar_value,
    percent,
    fraction,
    money,
    deadline,
    quantity,
    ordinal,
    number,
)


def find(text: str, reference: date | None = None) -> tuple[Value, ...]:
    """The values in a text, in its order, not overlapping; spans are offsets of `text`.

    Args:
        reference: the day from which a missing year, 今年 or 近三年 are understood; without it their dates stay open.
    """
    return find_in(text, reference, RECOGNISERS)


__all__ = ["RECOGNISERS", "Amount", "Value", "When", "find"]
