"""What a value is: the types that every recogniser gives back and every record holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from ..text import Span

ValueKind = Literal["number", "ordinal", "percent", "money", "quantity", "duration", "date", "daterange", "recurrence"]
Every = Literal["year", "half_year", "quarter", "month", "week", "day"]


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: an exact figure has min = max, a floor only min, a ceiling only max, a range both.

    Args:
        min: the least it may be, both ends inclusive; 万 and 亿 multiplied out.
        max: the most it may be.
        approx: 左右, 约, 近 stood beside it.
        unit: as written; money in "元" or the currency's Chinese name; per cent "%"; None for a bare number.
    """

    min: Decimal | None
    max: Decimal | None
    approx: bool = False
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When: a closed interval of days, an open end None.

    Args:
        text: the expression as it stands in the clean text.
        every: the period of something recurrent.
        inferred_year: the year is not in the expression; it comes from the document.
        days: of a time counted from an event (自发布之日起30日内), the number of days.
        inherited: where a time came from that is not in the record's own clause: "sentence", "heading", "title".
    """

    text: str
    start: date | None = None
    end: date | None = None
    every: Every | None = None
    inferred_year: bool = False
    days: int | None = None
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value found in a text.

    Args:
        span: the whole expression with its comparators (至少30家以上).
        core: the expression without them (30家).
        amount: of number, ordinal, percent, money, quantity and duration.
        when: of date, daterange and recurrence; a duration that counts from an event has both.
        rule: the name of the rule that found it.
    """

    span: Span
    core: Span
    kind: ValueKind
    amount: Amount | None = None
    when: When | None = None
    rule: str = ""
