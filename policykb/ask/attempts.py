"""The plans that are tried one after the other until one answers, and the sides of a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..search.analysis import subwords
from ..search.synonyms import Unit
from .plan import Plan, Term


def sides(plan: Plan) -> list[Plan]:
    """The plans that a comparison sets side by side: one a time, or one a thing joined by "and"; else the plan."""
    if not plan.compares:
        return [plan]
    if len(plan.periods) > 1:
        return [replace(plan, period=period, periods=()) for period in sorted(plan.periods)]
    joined = [
        (one, other)
        for one, other in zip(plan.terms, plan.terms[1:], strict=False)
        if re.search(rf"{re.escape(one.text)}\s*[和与跟同及、]\s*{re.escape(other.text)}", plan.words)
    ]
    compared = list(dict.fromkeys(term for pair in joined for term in pair))
    common = [term for term in plan.terms if term not in compared]
    return [replace(plan, terms=(term, *common)) for term in compared] or [plan]


def attempts(plan: Plan) -> Iterator[tuple[Plan, bool]]:
    """The plan, then wider ones, each with whether a part of its words is enough.

    Without an amount, without its verbs, for which an answer may have other words, without English words that nobody
    knows; then any of its words in one sentence of a document that has them all; then any number there.
    """
    yield plan, False
    if plan.wants == "amount":
        yield replace(plan, wants="records"), False
    known = tuple(term for term in plan.terms if term.text not in plan.unknown)
    if 0 < len(known) < len(plan.terms):
        plan = replace(plan, terms=known)
        yield plan, False
    hard = tuple(term for term in plan.terms if not term.soft)
    if 0 < len(hard) < len(plan.terms):
        yield replace(plan, terms=hard), False
    if plan.terms and plan.wants != "list":
        apart = replace(plan, terms=tuple(_apart(plan.terms)))
        yield apart, True
        if plan.wants in ("amount", "count"):
            yield replace(apart, wants="number", kind=None, measure=None), True


def _apart(terms: tuple[Term, ...]) -> Iterator[Term]:
    """Each word of the terms for itself, a long one as the words it is made of; one character may be missing."""
    for term in terms:
        if term.place:
            yield term
            continue
        for unit in term.words:
            for word in _made_of(unit.text):
                others = unit.others if word == unit.text else ()
                yield Term(word, (Unit(word, others),), soft=len(word) == 1)


def _made_of(word: str) -> list[str]:
    """粮食, 产量 of 粮食产量; a word that the dictionary does not have in such pieces stays whole."""
    halves = [word[place : place + 2] for place in range(0, len(word), 2)]
    return halves if len(word) in (4, 6) and set(halves) <= set(subwords(word)) else [word]
