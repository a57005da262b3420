"""Questions in Chinese or English, answered from records, tables and texts, each answer with its place."""

from __future__ import annotations

from ..search import Engine
from .answers import find_answers
from .plan import Plan, plan
from .result import Answer, AskResult
from .shelf import Catalogue

# Documents that one result holds, and passages shown where nothing answers.
MOST = 100
NEAREST = 3

__all__ = ["Answer", "AskResult", "Plan", "ask", "plan"]


def ask(question: str, store: Catalogue, engine: Engine) -> AskResult:
    """Answer a question from the catalogue and the index over it; nothing is made up where nothing answers.

    Raises:
        UsageError: there is no word in the question.
    """
    asked = plan(question)
    answers, total, cut_short = find_answers(asked, store, engine, MOST)
    said = " ".join(filter(None, (*(term.text for term in asked.terms), asked.measure))) or asked.words
    nearest = engine.search(said, limit=NEAREST).hits if not answers else ()
    return AskResult(
        question=question,
        understood=asked.as_json(),
        answers=tuple(answers),
        total=total,
        truncated=total > MOST or cut_short,
        nearest=nearest,
    )
