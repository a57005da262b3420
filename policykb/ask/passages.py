"""The sentences of a text that have everything a plan is about."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load
from ..search import analysis
from ..search.synonyms import groups
from ..text import Span
from .matching import stands_in
from .plan import Plan

# How many sentences of one document are given.
MOST = 3

_ENDS = "。！？；\n"
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


def passages(text: str, plan: Plan) -> list[Span]:
    """Where the sentences stand that have every term and a word for what the plan measures; the first few."""
    if not plan.terms:
        return []
    folded = analysis.fold(text)
    measures = _measures(plan)
    found: list[Span] = []
    for match in _SENTENCE.finditer(folded):
        sentence = match.group()
        if measures and not any(word in sentence for word in measures):
            continue
        if all(stands_in(term, sentence, anywhere=True) for term in plan.terms):
            found.append(Span(match.start(), match.end()).strip(text))
            if len(found) == MOST:
                break
    return found


def sentence_of(quote: str, text: str) -> str:
    """The sentence of a clean text that a clause stands in, folded; the clause where the text does not have it."""
    place = text.lower().find(quote)
    if place < 0:
        return quote
    start = max(text.rfind(sign, 0, place) for sign in _ENDS) + 1
    ends = [end for sign in _ENDS if (end := text.find(sign, place + len(quote))) >= 0]
    return analysis.fold(text[start : min(ends, default=len(text))])


def _measures(plan: Plan) -> tuple[str, ...]:
    """The word of the question that measures, its synonyms, and the other words for the same kind of record."""
    if plan.measure is None:
        return ()
    return (plan.measure, *groups().get(plan.measure, ()), *_words_for(plan.kind or ""))


@cache
def _words_for(kind: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in load("ask_words") if row["role"] == "measure" and row["kind"] == kind)
