"""What a document states about its own table, held against the table. Nothing is repaired."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Check, Declared
from . import tables_sums
from .tables_sums import SERIAL_NAMES, Total

_PLACES = tuple("省市县区旗盟州镇乡村")
_COUNTED = re.compile(r"(\d{1,4})\s?(类|个|种|项|家|户|人|名|处|所|件)")


def checks(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    declared: Sequence[Declared],
    groups: Sequence[tuple[str, int, int]],
    totals: Sequence[Total],
    merged: Sequence[tuple[int, str, int]],
) -> tuple[Check, ...]:
    """Every check that the table allows.

    Args:
        groups: label, stated count and number of rows of each group.
        totals: the rows of totals, each with the number of rows above it.
        merged: column, text and number of rows of each cell that reaches over several rows.
    """
    return (
        *(_declared(columns, rows, item) for item in declared),
        *_serials(columns, rows),
        *(Check(f"group_count:{label}", stated, found, stated == found) for label, stated, found in groups),
        *tables_sums.sums(columns, rows, totals),
        *_count_columns(columns, merged),
    )


def _declared(columns: Sequence[str], rows: Sequence[Sequence[str]], declared: Declared) -> Check:
    """A declared count: of the entries of the column that the unit names, of the rows where it names none."""
    noun = re.sub(r"^(?:个|名|家|项|所|处|位|种|类|条)", "", declared.unit)
    found = len(rows)
    for length in range(len(noun), 0 if noun[-1:] in _PLACES else 1, -1):
        col = next((i for i, name in enumerate(columns) if noun[-length:] in name), None)
        if col is not None:
            found = len({row[col] for row in rows if row[col]})
            break
    return Check("declared_count", declared.count, found, declared.count == found)


def _serials(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Check]:
    """Serial numbers that go from 1 without a gap; a column that restarts with each group is none."""
    found = []
    for col, name in enumerate(columns):
        if "".join(name.split()) not in SERIAL_NAMES or not rows:
            continue
        numbers = [row[col].strip().rstrip(".、") for row in rows]
        figures = [int(number) for number in numbers if number.isdigit()]
        if len(figures) < 2 or figures.count(1) > 1:
            continue
        distinct = list(dict.fromkeys(figures))
        right = sum(number == place for place, number in enumerate(distinct, 1))
        found.append(Check("serials", len(distinct), right, right == len(distinct) and len(figures) == len(numbers)))
        break
    return found


def _count_columns(columns: Sequence[str], merged: Sequence[tuple[int, str, int]]) -> list[Check]:
    """A column that says how many rows its own merged cells reach over (5类 beside five kinds)."""
    found = []
    for col, name in enumerate(columns):
        cells = [(_COUNTED.fullmatch(text), rows) for place, text, rows in merged if place == col]
        if len(cells) < 2 or not all(hit for hit, _ in cells) or "数" not in name:
            continue
        right = sum(int(hit.group(1)) == rows for hit, rows in cells if hit)
        found.append(Check(f"count_column:{name}", len(cells), right, right == len(cells)))
    return found
