"""Which records a plan means: those whose clause, headings or document's title have what the question is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from ..search.query import And, Phrase, Query, Words
from ..search.synonyms import groups
from .plan import Plan, Term
from .result import Json

# What each field of a record that says what it is about counts; the first is its proper subject.
_SUBJECTS = {
    "subsidy": ("recipient", "condition", "instrument"),
    "target": ("indicator", "scope", "action"),
    "fact": ("indicator", "scope", "action"),
    "deadline": ("action",),
    "obligation": ("action", "actor"),
    "reference": ("title",),
}


# Counters that one uses for another.
_ALIKE = (
    {"家", "个", "所", "座", "处", "户"},
    {"名", "人", "位", "个", "人次", "余人", "多人"},
    {"项", "个", "件"},
    {"份", "件", "个"},
)
# The share of the characters of a question that must stand in a sentence and above it for a loose fit.
_ENOUGH = 0.6
# How many characters more than twice its length the words of a name may be apart.
_REACH = 6


_YEAR = re.compile(r"(?:19|20)\d\d年")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a record: its document's title and issuers, the headings above it, and the document's prose.

    The prose, without tables, is asked for only where a question names a place; a document that speaks of a place is
    of that place, one that has it in a table is not.
    """

    title: str
    headings: str
    prose: Callable[[], str] = str


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a record fits the terms of a question.

    Args:
        proper: each term is what the record itself is about, as far as the record says what that is.
        inside: one of the terms, or there are none, stands in the record's clause, not only around it.
    """

    score: float
    proper: bool
    inside: bool


def query(terms: Iterable[Term]) -> Query | None:
    """The query for the documents that have every term."""
    parts: list[Query] = [Phrase(term.text) if " " in term.text else Words(term.text) for term in terms]
    return And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def stands_in(term: Term, text: str, anywhere: bool = False) -> bool:
    """Whether a folded text has a term as it was typed, or its words close together, each as itself or a synonym.

    Args:
        anywhere: the words need not be close together.
    """
    if not text:
        return False
    if term.text in text:
        return True
    ways = [(unit.text, *unit.others) for unit in term.words]
    if anywhere or len(ways) == 1:
        return all(any(word in text for word in way) for way in ways)
    reach = 2 * len(term.text) + _REACH
    for first in ways[0]:
        place = text.find(first)
        while place >= 0:
            window = text[max(0, place - reach) : place + reach]
            if all(any(word in window for word in others) for others in ways[1:]):
                return True
            place = text.find(first, place + 1)
    return False


def about(record: Json, terms: Sequence[Term], context: Context) -> Fit | None:
    """How a record fits the terms; None where one of them is neither in its clause nor in what stands around it.

    A term counts 3 in the record's proper subject, 2 in its clause, 1 in a heading or the title. A place may be
    anywhere in the document's prose and counts nothing, a verb may be missing. Records are in clean form already, so
    only capital letters set them apart from folded terms.
    """
    quote = record["quote"].lower()
    named = [str(record.get(name) or "").lower() for name in _SUBJECTS.get(record["kind"], ())]
    subject = "\n".join(named)
    required = [term for term in terms if not term.soft] or terms
    score, proper, asked, found, inside = 1.0, True, 0, 0, False
    for term in terms:
        asked += 1
        if term.place and _is_of(term, quote, context):
            found += 1
        elif stands_in(term, subject):
            score, found, inside = score + 3, found + 1, True
        elif stands_in(term, quote):
            score, found, inside = score + 2, found + 1, True
            proper = proper and (term.soft or not any(named[:2]) or _touches(term, named[:2]))
        elif stands_in(term, context.headings) or stands_in(term, context.title):
            score, found = score + 1, found + 1
        elif _has_head(term, quote, context):
            score, found, inside = score + 1.5, found + 1, True
        elif term in required:
            return None
    inside = inside or all(term.place for term in terms)
    return Fit(score, proper, inside) if found or not asked else None


def _touches(term: Term, named: Iterable[str]) -> bool:
    """Whether a word of a term of several words stands in what a record is about."""
    words = [unit.text for unit in term.words if len(unit.text) > 1] if len(term.words) > 2 else []
    return any(word in name for word in words for name in named)


def _has_head(term: Term, quote: str, context: Context) -> bool:
    """Whether a clause has what a name is named after, and the rest of the name stands above it."""
    if len(term.words) < 2 or len(term.words[-1].text) < 2:
        return False
    *others, head = term.words
    said = f"{quote}\n{context.headings}\n{context.title}"
    return any(word in quote for word in (head.text, *head.others)) and all(
        any(word in said for word in (unit.text, *unit.others)) for unit in others
    )


def loosely(record: Json, terms: Sequence[Term], context: Context, sentence: str) -> Fit | None:
    """How a record fits when a part of the words is enough; None where they are less than `_ENOUGH` of what was asked.

    A character of a word counts 2 in the record's clause, 1.5 in its sentence, 1 in a heading or the title.
    """
    around = f"{context.headings}\n{context.title}"
    places = ((record["quote"], 2.0), (sentence, 1.5), (around, 1.0))
    most = score = said = 0.0
    inside = False
    for term in terms:
        most += len(term.text)
        worth = next((worth for text, worth in places if stands_in(term, text)), 0.0)
        if term.place and not worth and stands_in(term, context.prose()):
            worth = 1.0
        score += worth * len(term.text)
        said += len(term.text) if worth else 0
        inside = inside or worth > 1
    named_after = [term for term in terms if not term.soft][-1:]
    named = any(stands_in(term, record["quote"]) for term in named_after)
    enough = named or said >= _ENOUGH * most
    return Fit(1 + 4 * named + 3 * score / most, said == most, inside) if inside and enough else None


def _is_of(place: Term, quote: str, context: Context) -> bool:
    near = f"{quote}\n{context.headings}\n{context.title}"
    return stands_in(place, near) or stands_in(place, context.prose())


def heads(record: Json, terms: Iterable[Term]) -> bool:
    """Whether what a record is about is one of the terms, and not something that the term only describes."""
    names = ("action", "actor") if record["kind"] == "obligation" else _SUBJECTS.get(record["kind"], ())[:1]
    return any(is_head(str(record.get(name) or "").lower(), term) for name in names for term in terms)


def likeness(record: Json, terms: Iterable[Term]) -> float:
    """The share of the terms' pairs of characters that stand in a record's clause, from 0 to 1."""
    pairs = [pair for term in terms for pair in map("".join, pairwise(term.text))]
    quote = record["quote"].lower()
    return sum(pair in quote for pair in pairs) / len(pairs) if pairs else 0.0


def is_head(name: str, term: Term) -> bool:
    """Whether a folded name ends in a term, and so names one: 专家工作站 ends in 工作站, 工作站专家 does not."""
    last = term.words[-1] if term.words else None
    return name.endswith((term.text, *((last.text, *last.others) if last else ())))


def has_measure(record: Json, measure: str | None) -> bool:
    """Whether a record's clause has the word the question measures by, or a synonym of it."""
    quote = record["quote"].lower()
    return measure is None or any(word in quote for word in (measure, *groups().get(measure, ())))


def same_measure(unit: str | None, other: str | None) -> bool:
    """Whether two counters count the same things: 家 and 个 do, 家 and 天 do not."""
    if unit is None or unit == other:
        return True
    return other is not None and any(unit in alike and other in alike for alike in _ALIKE)


def in_period(record: Json, plan: Plan, around: str = "") -> bool:
    """Whether a record is of the days the question asks about; one without days is when its clause has the year.

    Args:
        around: the headings above it and the title, whose year counts where the clause has none.
    """
    if plan.period is None:
        return True
    when: Any = record.get("when")
    if when and (when.get("start") or when.get("end")):
        first, last = _days(when)
        return first <= plan.period[1] and plan.period[0] <= last
    said = record["quote"] if _YEAR.search(record["quote"]) else around
    return any(f"{year}年" in said for year in range(plan.period[0].year, plan.period[1].year + 1))


def closeness(record: Json, plan: Plan) -> float:
    """How closely a record's time fits the days of the question, from 0 to 1; a whole year says little of a month."""
    when = record.get("when")
    if plan.period is None or not when or not (when.get("start") or when.get("end")):
        return 0.0
    first, last = _days(when)
    asked = (plan.period[1] - plan.period[0]).days + 1
    return min(1.0, asked / ((last - first).days + 1))


def _days(when: Json) -> tuple[date, date]:
    """The first and the last day of a time; an end alone is meant as the end itself."""
    first, last = (date.fromisoformat(when[key]) if when.get(key) else None for key in ("start", "end"))
    some = first or last or date.min
    return first or some, last or some
