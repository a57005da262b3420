"""From a plan to answers: over every record of the documents that have what is asked about, then over their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..search import Engine, analysis
from ..text import Span, Text
from . import matching, tables
from .attempts import attempts, sides
from .candidates import candidates
from .passages import passages, sentence_of
from .plan import Plan
from .repeals import repealed
from .result import Answer, Json, Role
from .roles import role
from .shelf import Catalogue, Shelf, shelf

# Documents whose text is read for passages, and records given of one document.
READ = 100
RECORDS = 20
# A time that fits so closely makes its section a stage of the work: what is to be done there is to be done then.
_STAGE = 0.2
# Questions that one thing answers: a record that fits so much worse than the best is about something else.
_ONE = ("count", "time", "actor")
_SHARP = 0.5
# How much of the text after a clause tells what the clause is part of.
_AFTER = 12

_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万两]+[元个名家项]")
_ALL = ("subsidy", "target", "deadline", "obligation", "fact")
_KINDS: dict[str, tuple[str, ...]] = {
    "amount": ("subsidy",),
    "count": ("target", "fact"),
    "time": ("deadline",),
    "actor": ("obligation", "subsidy"),
    "duty": ("deadline", "obligation"),
    "number": ("target", "fact", "subsidy", "obligation", "deadline"),
}


@dataclass(frozen=True, slots=True)
class _Match:
    document: str
    record: Json
    score: float
    role: Role


def find_answers(plan: Plan, catalogue: Catalogue, engine: Engine, most: int) -> tuple[list[Answer], int, bool]:
    """The best documents that answer, at most so many, how many do, and whether there may be more of them.

    See `AskResult` for their order.
    """
    shelves = shelf(catalogue)
    found: list[Answer] = []
    for side in sides(plan):
        answers = _side(side, shelves, catalogue, engine)
        before = {answer.id: answer for answer in found}
        found = [answer for answer in found if answer.id not in {other.id for other in answers}]
        found += [_together(before[answer.id], answer) if answer.id in before else answer for answer in answers]
    ended = repealed(shelves, catalogue, engine) if found else {}
    filled = _filled(found[:most], catalogue)
    return (
        [replace(one, ended=ended.get(one.id)) if one.id in ended else one for one in filled],
        len(found),
        shelves.cut_short,
    )


def _side(plan: Plan, shelves: Shelf, catalogue: Catalogue, engine: Engine) -> list[Answer]:
    for loosened, partly in attempts(plan):
        ids = candidates(loosened, shelves, engine, partly)
        found = _answers(loosened, ids, shelves, catalogue, partly) if ids else []
        if found:
            return found
    return []


def _answers(plan: Plan, ids: list[str], shelves: Shelf, catalogue: Catalogue, partly: bool) -> list[Answer]:
    heads = shelves.heads(ids)
    matches = _matches(plan, heads, shelves, catalogue, partly)
    answers = {answer.id: answer for answer in _grouped(plan, matches, heads)}
    if plan.wants in ("count", "extreme", "list"):
        rows = {answer.id: _together(answer, answers.get(answer.id)) for answer in _from_tables(plan, heads, shelves)}
        answers = rows if rows and plan.wants == "list" else answers | rows
    if plan.wants == "documents" or (plan.wants == "list" and not answers):
        rest = [id for id in ids if id not in answers]
        answers |= {answer.id: answer for answer in _mentioning(plan, rest, heads, catalogue)}
    return sorted(answers.values(), key=lambda answer: (answer.role != "sets", -answer.score, answer.id))


def _together(rows: Answer, other: Answer | None) -> Answer:
    """What a document's tables say, then what its records say; before rows of which nothing was worked out."""
    if other is None:
        return rows
    records = (*rows.records, *other.records) if rows.computed else (*other.records, *rows.records)
    each = {(record["kind"], record.get("number", str(record))): record for record in records}
    return replace(rows, records=tuple(each.values()), computed=(*rows.computed, *other.computed))


def _matches(
    plan: Plan, heads: dict[str, Json], shelves: Shelf, catalogue: Catalogue, partly: bool
) -> Iterator[_Match]:
    """The records that are about what is asked and have what is asked for."""
    kinds = _KINDS.get(plan.wants) or ((plan.kind,) if plan.kind else _ALL)
    if plan.wants == "time" and plan.kind == "deadline":
        kinds = ("deadline",)
    if plan.wants == "extreme":
        return
    suits = _SUITS.get(plan.wants, _any)
    stages: set[tuple[str, str]] = set()
    for kind in kinds:
        if plan.period and kind == "deadline":
            # A stage of the work is known by its time alone.
            years = [str(year) for year in range(plan.period[0].year, plan.period[1].year + 1)]
            records = shelves.briefs(kind, heads, (), years)
        else:
            records = shelves.briefs(kind, heads, () if partly else plan.terms)
        fitting = [record for record in records if suits(record, plan)]
        for record in _in_period(fitting, plan, stages, shelves):
            match = _match(record, plan, stages, shelves, catalogue, partly)
            if match:
                yield match


def _in_period(records: list[Json], plan: Plan, stages: set[tuple[str, str]], shelves: Shelf) -> Iterator[Json]:
    """The records of the days that a plan asks about, and those of a stage of the work that falls in them."""
    for record in records:
        document, section = record["document"], record["section"]
        context = shelves.context(document, section) if plan.period else None
        if matching.in_period(record, plan, f"{context.headings}\n{context.title}" if context else ""):
            stages |= {(document, section)} if section and matching.closeness(record, plan) >= _STAGE else set()
            yield record
        elif (document, section) in stages:
            yield record


def _match(
    record: Json, plan: Plan, stages: set[tuple[str, str]], shelves: Shelf, catalogue: Catalogue, partly: bool
) -> _Match | None:
    """How a record answers; None where it is about something else."""
    kind, document, section = record["kind"], record["document"], record["section"]
    context = shelves.context(document, section)
    if partly:
        fit = matching.loosely(record, plan.terms, context, sentence_of(record["quote"], catalogue.text(document)))
    else:
        fit = matching.about(record, plan.terms, context)
    if not fit or not (plan.terms or kind != "subsidy" or matching.has_measure(record, plan.measure)):
        return None
    set_here = fit.proper and (fit.inside or kind == "subsidy" or (document, section) in stages)
    what = role(record, lambda: _after(record, catalogue)) if set_here else "mentions"
    return _Match(document, record, fit.score + _bonus(record, plan), what)


def _bonus(record: Json, plan: Plan) -> float:
    """What a record is worth beyond what it is about: the word of the question, the counter, a time of its own."""
    quantity = record.get("quantity") or {}
    return (
        1.0 * (plan.measure is not None and plan.measure in record["quote"].lower())
        + 1.0 * (plan.unit is not None and quantity.get("unit") == plan.unit)
        + 2.0 * matching.closeness(record, plan)
        + (3.0 if plan.wants == "duty" else 1.5) * matching.heads(record, plan.terms)
        + matching.likeness(record, plan.terms)
        + 2.5 * (plan.wants == "duty" and record.get("modality") in ("must", "forbid"))
    )


def _any(record: Json, plan: Plan) -> bool:
    return True


def _has_amount(record: Json, plan: Plan) -> bool:
    return bool(record.get("amount")) or plan.wants != "amount"


def _has_actor(record: Json, plan: Plan) -> bool:
    return bool(record.get("actor") or record.get("payer"))


def _counts(record: Json, plan: Plan) -> bool:
    """Whether a record counts what is asked for in something like the counter that was asked for."""
    quantity = record.get("quantity")
    if not quantity or (quantity["unit"] == "元") != (plan.unit == "元"):
        return False
    return matching.same_measure(plan.unit, quantity["unit"])


def _has_number(record: Json, plan: Plan) -> bool:
    return bool(_FIGURE.search(record["quote"]))


def _binds(record: Json, plan: Plan) -> bool:
    """Whether a record says what must not be done, where that is asked."""
    return not plan.forbids or record.get("modality") == "forbid"


_SUITS: dict[str, Callable[[Json, Plan], bool]] = {
    "amount": _has_amount,
    "actor": _has_actor,
    "count": _counts,
    "duty": _binds,
    "number": _has_number,
}


def _after(record: Json, catalogue: Catalogue) -> str:
    end = record["evidence_span_end"]
    return analysis.squeeze(catalogue.source_text(record["document"])[end : end + _AFTER])


def _grouped(plan: Plan, matches: Iterable[_Match], heads: dict[str, Json]) -> list[Answer]:
    """An answer a document: its records that set where there are any, the best first."""
    matches = list(matches)
    least = _SHARP * max((match.score for match in matches), default=0.0) if plan.wants in _ONE else 0.0
    matches = [match for match in matches if match.score >= least]
    by_document: dict[str, list[_Match]] = {}
    for match in matches:
        by_document.setdefault(match.document, []).append(match)
    answers = []
    for document, found in by_document.items():
        what: Role = "sets" if any(match.role == "sets" for match in found) else "mentions"
        best = sorted((match for match in found if match.role == what), key=lambda match: -match.score)[:RECORDS]
        records = tuple(match.record for match in best)
        answers.append(_answer(heads[document], what, records, best[0].score))
    return answers


def _filled(answers: list[Answer], catalogue: Catalogue) -> list[Answer]:
    """Answers with their records as the catalogue has them, instead of what choosing needed of them."""
    wanted: dict[str, list[tuple[str, int]]] = {}
    for answer in answers:
        for record in answer.records:
            if "number" in record:
                wanted.setdefault(record["kind"], []).append((answer.id, record["number"]))
    whole = {
        (kind, *place): {key: value for key, value in record.items() if key != "document"}
        for kind, places in wanted.items()
        for place, record in zip(sorted(places), catalogue.chosen(kind, places), strict=True)
    }

    def fill(id: str, record: Json) -> Json:
        return whole[record["kind"], id, record["number"]] if "number" in record else record

    return [replace(one, records=tuple(fill(one.id, record) for record in one.records)) for one in answers]


def _answer(head: Json, what: Role, records: tuple[Json, ...], score: float, computed: tuple[Json, ...] = ()) -> Answer:
    return Answer(head["id"], head["source"], head["title"], head["doc_number"], what, records, computed, score)


def _from_tables(plan: Plan, heads: dict[str, Json], shelves: Shelf) -> Iterator[Answer]:
    found: dict[str, tuple[list[Json], list[Json]]] = {}
    for table in shelves.tables(heads, plan.terms):
        said = tables.look(plan, table)
        if said is not None:
            records, computed = found.setdefault(table["document"], ([], []))
            records += [tables.row_record(table, index) for index in said.rows]
            computed += [said.computed] if said.computed else []
    for document, (records, computed) in found.items():
        yield _answer(heads[document], "sets", tuple(records), 10.0, tuple(computed))


def _mentioning(plan: Plan, ids: list[str], heads: dict[str, Json], catalogue: Catalogue) -> Iterator[Answer]:
    """The documents whose sentences have the terms and the measure, though no record does."""
    for document in ids[:READ]:
        text = catalogue.text(document)
        spans = passages(text, plan)
        if not spans:
            continue
        aligned = catalogue.aligned(document)
        sections = catalogue.parts("section", document)
        records = tuple(_passage(span, aligned, sections) for span in spans)
        yield _answer(heads[document], "mentions", records, 0.5 * len(records))


def _passage(span: Span, text: Text, sections: list[Json]) -> Json:
    place = text.to_source(span)
    inside = [part["path"] for part in sections if part["body"][0] <= span.start < part["body"][1]]
    return {
        "kind": "passage",
        "quote": span.cut(text.clean),
        "section": inside[-1] if inside else None,
        "evidence": {"span": [place.start, place.end], "quote": place.cut(text.source), "page": None, "block": None},
    }
