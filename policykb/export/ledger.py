"""The ledger: records of many documents in one list, chosen by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Json = dict[str, Any]

# The fields of a record that name a body, that say what it is about, and that hold a figure.
_ACTORS = ("actor", "recipient", "payer")
_SUBJECTS = ("indicator", "instrument", "action")
_FIGURES = ("quantity", "amount")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which records are wanted; what is None does not matter.

    Args:
        actor: words in the name of the body that acts, pays or is paid.
        indicator: words in what the record is about.
        region: words in the issuers, addressees or title of its document.
        due_before: it ends before this day.
        due_from: it ends on this day or later.
        least: its figure is at least this much.
        most: its figure is at most this much.
    """

    actor: str | None = None
    indicator: str | None = None
    region: str | None = None
    due_before: date | None = None
    due_from: date | None = None
    least: float | None = None
    most: float | None = None


def within(days: int, today: date) -> tuple[date, date]:
    """The first day and the day after the last of the coming days, today among them."""
    return today, today + timedelta(days=days + 1)


def choose(records: Iterable[Json], heads: Mapping[str, Json], choice: Choice) -> Iterator[Json]:
    """The records that are wanted, each with the header of its document under "source", "title" and "doc_number"."""
    for record in records:
        head = heads[record["document"]]
        if _fits(record, head, choice):
            yield {**record, **{key: head[key] for key in ("source", "title", "doc_number") if key not in record}}


def _fits(record: Json, head: Json, choice: Choice) -> bool:
    about = (*head["issuers"], *head["addressees"], head["title"] or "")
    return (
        _named(choice.actor, (record.get(name) or "" for name in _ACTORS))
        and _named(choice.indicator, (record.get(name) or "" for name in _SUBJECTS))
        and _named(choice.region, about)
        and _due(record.get("when"), choice)
        and _measured(next((record[name] for name in _FIGURES if record.get(name)), None), choice)
    )


def _named(words: str | None, names: Iterable[str]) -> bool:
    return words is None or any(words in name for name in names)


def _due(when: Json | None, choice: Choice) -> bool:
    if choice.due_before is None and choice.due_from is None:
        return True
    if not when or not when["end"]:
        return False
    end = date.fromisoformat(when["end"])
    return (choice.due_before is None or end < choice.due_before) and (
        choice.due_from is None or end >= choice.due_from
    )


def _measured(amount: Json | None, choice: Choice) -> bool:
    if choice.least is None and choice.most is None:
        return True
    if amount is None:
        return False
    # A floor without a ceiling is known by its floor, a ceiling without a floor by its ceiling.
    low = amount["min"] if amount["min"] is not None else amount["max"]
    high = amount["max"] if amount["max"] is not None else amount["min"]
    if low is None or high is None:
        return False
    return (choice.least is None or low >= choice.least) and (choice.most is None or high <= choice.most)
