"""Questions that the rows of a table answer: how many, which has the most, which ones.

The words of a question are found in the table: one that stands in cells chooses rows, one that stands in the header of
a column of numbers names what is counted, one in another header or in the table's title says what the rows are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..search import analysis
from .matching import is_head, stands_in
from .plan import Plan, Term
from .result import Json

_NUMBER = re.compile(r"(?:约|近)?(\d+(?:\.\d+)?)\s*\D{0,3}")
# The share of a column's cells that must be numbers for it to be a column of numbers.
_MOSTLY = 0.6
_NAME = re.compile(r"(?:名称|全称|名单|单位)?(?:\(.*\))?$")
_ORDINAL = re.compile(r"序号|编号|No\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a table says: the rows that bear it out, by their index, and what was worked out over them."""

    rows: tuple[int, ...]
    computed: Json | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the words of a question stand in a table.

    Args:
        rows: the rows that the words in cells choose.
        measure: the column of numbers that is counted, None where rows are.
        entity: the column that names what the rows are.
        silent: the table says nothing of a verb of the question.
    """

    rows: tuple[int, ...]
    measure: int | None
    entity: int | None
    silent: bool


def look(plan: Plan, table: Json) -> Found | None:
    """What a table says to a question; None where it does not speak of what is asked."""
    reading = _read(plan, table)
    if reading is None or not reading.rows or not _of_period(plan, table, reading):
        return None
    if plan.wants == "list":
        return Found(reading.rows, None) if len(reading.rows) < len(table["rows"]) else None
    if plan.wants == "extreme":
        return _extreme(plan, table, reading)
    return _count(plan, table, reading)


def row_record(table: Json, index: int) -> Json:
    """A row of a table as a record."""
    places = table["evidence"].get("rows") or []
    where = places[index] if index < len(places) else {"span": table["evidence"]["span"], "page": None}
    cells = table["rows"][index]
    return {
        "kind": "row",
        "quote": "\t".join(cells),
        "section": table["label"],
        "table": table["title"],
        "row": dict(zip(table["columns"], cells, strict=False)),
        "evidence": {"span": where["span"], "page": where["page"]},
    }


def _read(plan: Plan, table: Json) -> _Reading | None:
    columns = [analysis.fold(column) for column in table["columns"]]
    rows = [[analysis.fold(cell) for cell in row] for row in table["rows"]]
    numbers = {
        index for index in range(len(columns)) if _is_number(rows, index) and not _ORDINAL.search(columns[index])
    }
    title = analysis.fold(f"{table['label'] or ''} {table['title'] or ''}")
    terms = list(_split(plan.terms, columns, rows, title))
    measure = _measured(terms, columns, numbers)
    kept: Iterable[int] = range(len(rows))
    entity = None
    silent = False
    for term in terms:
        heads = [index for index, column in enumerate(columns) if stands_in(term, column)]
        inside = [index for index in kept if any(stands_in(term, cell) for cell in rows[index])]
        if measure in heads and not term.place:
            continue
        if named := [index for index in heads if is_head(_NAME.sub("", columns[index]), term) and not term.place]:
            entity = named[0]
        elif inside:
            kept = inside
        elif not (heads or stands_in(term, title)):
            if not term.soft:
                return None
            silent = True
    return _Reading(tuple(kept), measure, entity, silent)


def _measured(terms: Iterable[Term], columns: list[str], numbers: set[int]) -> int | None:
    """The column of numbers that most of the terms name, the first of several."""
    named = {index: sum(not term.place and stands_in(term, columns[index]) for term in terms) for index in numbers}
    return min(named, key=lambda index: (-named[index], index)) if any(named.values()) else None


def _of_period(plan: Plan, table: Json, reading: _Reading) -> bool:
    """Whether a table speaks of the years of a question: in its title, its header or the rows that were chosen."""
    if plan.period is None:
        return True
    said = [table["title"] or "", *table["columns"], *(cell for row in reading.rows for cell in table["rows"][row])]
    years = range(plan.period[0].year, plan.period[1].year + 1)
    return any(str(year) in text for year in years for text in said)


def _split(terms: Iterable[Term], columns: list[str], rows: list[list[str]], title: str) -> Iterator[Term]:
    """The terms; the words of one that the table has nowhere as it is stand alone where it has each of them."""
    places = [*columns, title, *(cell for row in rows for cell in row)]
    for term in terms:
        alone = [Term(unit.text, (unit,), False, term.soft) for unit in term.words]
        whole = any(stands_in(term, column) for column in (*columns, title)) or any(
            term.text in cell for cell in places
        )
        if not whole and len(alone) > 1 and all(any(stands_in(one, text) for text in places) for one in alone):
            yield from alone
        else:
            yield term


def _is_number(rows: list[list[str]], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    return bool(cells) and sum(_number(cell) is not None for cell in cells) >= _MOSTLY * len(cells)


def _number(cell: str) -> Decimal | None:
    match = _NUMBER.fullmatch(cell.replace(",", "").strip())
    return Decimal(match[1]) if match else None


def _count(plan: Plan, table: Json, reading: _Reading) -> Found | None:
    if reading.measure is None:
        if any(plan.unit == cell for row in reading.rows for cell in table["rows"][row]):
            # The rows say what they count in; they are not what is counted.
            return Found(reading.rows, None)
        every = len(reading.rows) == len(table["rows"])
        if (every and (reading.entity is None or reading.silent)) or (reading.entity is None and not plan.unit):
            return None
        return Found(reading.rows, _computed("count", None, len(reading.rows), reading.rows, table))
    values = _printed_once(table, reading.measure, reading.rows)
    if not values:
        return None
    total = sum(values.values(), Decimal(0))
    column = table["columns"][reading.measure]
    return Found(reading.rows, _computed("sum", column, _plain(total), reading.rows, table))


def _extreme(plan: Plan, table: Json, reading: _Reading) -> Found | None:
    if reading.measure is None:
        return None
    values = _printed_once(table, reading.measure, reading.rows)
    if not values:
        return None
    best = (max if plan.end == "max" else min)(values.values())
    rows = tuple(index for index, value in values.items() if value == best)
    return Found(rows, _computed(plan.end or "max", table["columns"][reading.measure], _plain(best), rows, table))


def _computed(measure: str, column: str | None, value: int | float, rows: tuple[int, ...], table: Json) -> Json:
    return {
        "measure": measure,
        "column": column,
        "value": value,
        "rows": len(rows),
        "table": " ".join(filter(None, (table["label"], table["title"]))),
    }


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _printed_once(table: Json, column: int, rows: Iterable[int]) -> dict[int, Decimal]:
    """Row -> its number in a column; a cell that reaches over several rows counts in the first of them only."""
    header = 1 + max((cell["row"] + cell["rowspan"] - 1 for cell in table["cells"]), default=0)
    header -= len(table["rows"]) + len(table["totals"])
    covered = {
        row
        for cell in table["cells"]
        if cell["col"] <= column < cell["col"] + cell["colspan"]
        for row in range(cell["row"] + 1, cell["row"] + cell["rowspan"])
    }
    found: dict[int, Decimal] = {}
    seen: set[int] = set()
    for index in rows:
        first = index + header
        while first in covered:
            first -= 1
        value = _number(analysis.fold(table["rows"][index][column]))
        if value is not None and first not in seen:
            found[index] = value
            seen.add(first)
    return found
