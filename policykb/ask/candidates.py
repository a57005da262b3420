"""The documents that may answer a plan."""

from __future__ import annotations

from ..search import Engine
from ..search.query import Or, Phrase
from . import matching
from .plan import Plan
from .shelf import Shelf

# Documents whose records are looked through, and those where only a part of the words must stand.
LOOKED_INTO = 300
PARTLY = 30


def candidates(plan: Plan, shelves: Shelf, engine: Engine, partly: bool) -> list[str]:
    """The documents that have every term somewhere; where the plan names only a kind or a time, all of them.

    Of very many the best by words are read.
    """
    query = matching.query([term for term in plan.terms if not (partly and term.soft)] or plan.terms)
    if query is not None and partly:
        return engine.matching(query, PARTLY)
    if query is not None:
        found = engine.matching(query, LOOKED_INTO)
    elif not (plan.kind or plan.period):
        return []
    else:
        found = list(shelves.heads(None))
        if plan.period and len(found) > LOOKED_INTO:
            years = range(plan.period[0].year, plan.period[1].year + 1)
            found = engine.matching(Or(tuple(Phrase(f"{year}年") for year in years)), LOOKED_INTO)
    shelves.cut_short = shelves.cut_short or len(found) >= LOOKED_INTO
    return found[:LOOKED_INTO]
