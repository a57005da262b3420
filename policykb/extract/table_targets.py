"""Targets in tables: 指标 | 目标值 | 完成时限 | 责任单位, a row each.

The header says what a column holds. A table is read only where it names indicators and values that are to be reached;
a row gives a record only where its value wholly is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import values
from ..lexicon import load
from ..model import Issue, Table
from ..records import Record, Target
from ..values.base import Amount, When
from .reading import NoticeReading

_YEAR = re.compile(r"(?:19|20)\d{2}年")
# A unit behind the words of a header or an indicator: 受训农民（人次）, 治理率(%).
_BRACKETED = re.compile(r"\s?[（(](?:单位[：:])?([^（）()\d]{1,8})[）)]$")
_REACHED = re.compile(r"(?:达到|完成|力争|实现|保持|稳定在|控制在|新增)")


@dataclass(frozen=True, slots=True)
class _Roles:
    """The columns of a table by what they hold; those of values with the year that their header names."""

    indicators: tuple[int, ...]
    targets: tuple[int, ...]
    unit: int | None
    when: int | None
    actor: int | None


def table_targets(reading: NoticeReading) -> Iterator[Record | Issue]:
    """The targets that tables set, row by row."""
    for table in reading.notice.tables:
        roles = None if table.form else _roles(table, reading)
        if roles is not None:
            for number in range(min(len(table.rows), len(table.row_spans))):
                yield from _of_row(reading, table, roles, number)


def _roles(table: Table, reading: NoticeReading) -> _Roles | None:
    held = [_held(name) for name in table.columns]
    indicators = tuple(place for place, role in enumerate(held) if role == "indicator")
    targets = tuple(place for place, role in enumerate(held) if role == "value")
    if indicators and not targets:
        targets = tuple(place for place, name in enumerate(table.columns) if _is_ahead(name, reading))
    if not indicators or not targets or targets[0] < indicators[0]:
        return None
    first: Mapping[str, int] = {role: place for place, role in reversed([*enumerate(held)]) if role}
    return _Roles(indicators, targets, first.get("unit"), first.get("when"), first.get("actor"))


def _held(name: str) -> str | None:
    """What a column holds, by the words of data/target_columns.tsv in the rows of its header."""
    parts = [_BRACKETED.sub("", part) for part in "".join(name.split()).split("/")]
    for row in load("target_columns"):
        word = row["word"]
        if any(
            part == word or (row["where"] == "end" and part.endswith(word)) or (row["where"] == "any" and word in part)
            for part in parts
        ):
            return None if row["role"] == "past" else row["role"]
    return None


def _is_ahead(name: str, reading: NoticeReading) -> bool:
    """Whether a header is nothing but a year that was still to end when the document spoke: 2025年."""
    day = reading.reference
    plain = _BRACKETED.sub("", name)
    return day is not None and bool(_YEAR.fullmatch(plain)) and int(plain[:4]) >= day.year


def _of_row(reading: NoticeReading, table: Table, roles: _Roles, number: int) -> Iterator[Target]:
    row, span = table.rows[number], table.row_spans[number]
    quote = reading.text(span)
    for place in roles.targets:
        name = next((row[col] for col in reversed(roles.indicators) if col < place and row[col]), "")
        # A value that a merged cell above holds is that row's.
        if not name or not row[place] or row[place] not in quote:
            continue
        inside = _BRACKETED.search(name)
        units = (
            row[roles.unit] if roles.unit is not None else None,
            inside.group(1) if inside else None,
            _stated(table.columns[place]),
            table.unit,
        )
        amount = _amount(row[place], next((unit for unit in units if unit), None))
        if amount is not None:
            yield Target(
                quote=quote,
                section=reading.notice.section_at(span.start),
                evidence=reading.notice.evidence(span, "targets.table"),
                indicator=_BRACKETED.sub("", name),
                quantity=amount,
                actor=(row[roles.actor] or None) if roles.actor is not None else None,
                when=_when(reading, table.columns[place], row[roles.when] if roles.when is not None else ""),
            )


def _stated(name: str) -> str | None:
    found = _BRACKETED.search(name)
    return found.group(1) if found else None


def _amount(cell: str, unit: str | None) -> Amount | None:
    """The figure that a cell wholly is, in its own unit or the one that is stated for it."""
    words = _REACHED.sub("", cell, count=1).strip()
    own = _whole(words)
    if own is not None and own.unit is None and unit:
        return _whole(f"{words}{unit}") or _behind(words, unit)
    return own


def _behind(words: str, unit: str) -> Amount | None:
    """A figure with words around it takes the unit next to its digits: 30以上 and 家 are 30家以上."""
    digits = re.search(r"\d(?!.*\d)", words)
    return _whole(f"{words[: digits.end()]}{unit}{words[digits.end() :]}") if digits else None


def _whole(text: str) -> Amount | None:
    found = values.find(text)
    if len(found) != 1 or len(found[0].span) != len(text) or found[0].kind in ("ordinal", "date", "daterange"):
        return None
    return found[0].amount


def _when(reading: NoticeReading, header: str, cell: str) -> When | None:
    """The time that a row is given, else the year that the header of its value names."""
    for text in (cell, next(iter(_YEAR.findall(header)), "")):
        for value in values.find(text, reading.reference):
            if value.when is not None:
                return value.when
    return None
