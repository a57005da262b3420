"""What asking gives back, and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..search import Hit

Json = dict[str, Any]
Role = Literal["sets", "mentions"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A document that answers, with its records.

    Args:
        role: "sets" where the document itself lays the thing down, "mentions" where it only refers to it.
        records: as the catalogue has them; a row of a table has the kind "row", a sentence the kind "passage".
        computed: what was worked out over rows of tables: which measure of which column, its value, from how many
            rows.
        ended: by which document ("id", "title") this one was repealed, and in which words ("quote").
    """

    id: str
    source: str
    title: str | None
    doc_number: str | None
    role: Role
    records: tuple[Json, ...]
    computed: tuple[Json, ...] = ()
    score: float = 0.0
    ended: Json | None = None

    def as_json(self) -> Json:
        result: Json = {
            "id": self.id,
            "source": self.source,
            "title": self.title,
            "doc_number": self.doc_number,
            "role": self.role,
            "records": list(self.records),
        }
        if self.computed:
            result["computed"] = list(self.computed)
        return {**result, "ended": self.ended} if self.ended else result


@dataclass(frozen=True, slots=True)
class AskResult:
    """The answer to a question.

    Args:
        understood: what the question was taken to ask for.
        answers: those that set before those that mention, the better ones first.
        total: how many documents answer, more than `answers` holds when `truncated`.
        nearest: where nothing answers, the documents whose passages come nearest; they are no answer.
    """

    question: str
    understood: Mapping[str, Any]
    answers: tuple[Answer, ...]
    total: int
    truncated: bool = False
    nearest: tuple[Hit, ...] = field(default=())

    def as_json(self) -> Json:
        """The shape of `ask --json`; `nearest` appears only where nothing answers."""
        result: Json = {
            "question": self.question,
            "understood": dict(self.understood),
            "answers": [answer.as_json() for answer in self.answers],
            "total": self.total,
            "truncated": self.truncated,
        }
        return {**result, "nearest": [hit.as_json() for hit in self.nearest]} if self.nearest else result
