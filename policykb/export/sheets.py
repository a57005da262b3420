"""What every format of an export is made from: columns of typed values with their origin beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Literal

from .columns import Field, Kind, Value, field

Json = dict[str, Any]
Role = Literal["value", "printed", "origin"]

PRINTED = "（原文）"
ORIGIN = ("document", "table", "page", "row")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export.

    Args:
        name: no other column of its sheet has it.
        path: the rows of its header, from the top; a name of one row has one.
        unit: of its figures.
        role: "printed" holds the words of the column before it as they stand in the document; "origin" says where a
            row stands.
    """

    name: str
    kind: Kind
    values: tuple[Value, ...]
    path: tuple[str, ...]
    unit: str | None = None
    role: Role = "value"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one header, and the tables they come from (in the JSON of docs/records.md); of records, none."""

    name: str
    title: str
    columns: tuple[Column, ...]
    tables: tuple[Json, ...] = ()

    @property
    def height(self) -> int:
        return len(self.columns[0].values) if self.columns else 0

    @property
    def rows(self) -> Iterator[tuple[Value, ...]]:
        return zip(*(column.values for column in self.columns), strict=True)


def of_tables(tables: Sequence[Json], united: bool = False) -> list[Sheet]:
    """A sheet for each table that has rows, or for all of the same header and unit where they are to be united.

    Args:
        tables: as the catalogue gives them, with "source" (the file's name) and "number" (of the table in it).
    """
    groups: dict[Any, list[Json]] = {}
    for place, table in enumerate(tables):
        if table["columns"] and table["rows"]:
            header = tuple("".join(name.split()) for name in table["columns"])
            groups.setdefault((header, table["unit"]) if united else place, []).append(table)
    return [_sheet(f"table{number}", group) for number, group in enumerate(groups.values(), 1)]


def of_records(records: Sequence[Mapping[str, Any]], name: str = "records") -> Sheet:
    """Records as rows: what is nested gets a column for each of its fields, "amount.min"; lists stay lists."""
    flat = [dict(_flat(item, "")) for item in records]
    names = dict.fromkeys(chain.from_iterable(flat))
    # What one record has as an object, and another not at all, has columns for its fields alone.
    nested = {name.rpartition(".")[0] for name in names} - {key for item in flat for key, one in item.items() if one}
    columns = [_guessed(key, [item.get(key) for item in flat]) for key in names if key not in nested]
    return Sheet(name, name, tuple(columns))


def _sheet(name: str, tables: list[Json]) -> Sheet:
    first = tables[0]
    paths = _paths(first)
    rows = [row for table in tables for row in table["rows"]]
    fields = [field(path, [row[place] for row in rows], first["unit"]) for place, path in enumerate(paths)]
    columns: list[Column] = []
    taken: set[str] = set(ORIGIN)
    for place, (printed_name, one) in enumerate(zip(first["columns"], fields, strict=True), 1):
        label = _unique(printed_name or f"列{place}", taken)
        columns.append(Column(label, one.kind, one.values, one.path or (label,), one.unit))
        if not _says_all(one):
            beside = _unique(f"{label}{PRINTED}", taken)
            path = (*columns[-1].path[:-1], f"{columns[-1].path[-1]}{PRINTED}")
            columns.append(Column(beside, "text", tuple(cell or None for cell in one.printed), path, role="printed"))
    return Sheet(name, _title(first), (*columns, *_origin(tables)), tuple(tables))


def _title(table: Json) -> str:
    return " ".join(filter(None, (table["label"], table["title"]))) or f"{table['source']} {table['number']}"


def _says_all(one: Field) -> bool:
    """Whether the values alone say what was printed, character for character."""
    return one.kind in ("text", "place") or all(
        cell == ("" if value is None else _printed(value)) for cell, value in zip(one.printed, one.values, strict=True)
    )


def _printed(value: Value) -> str:
    return "、".join(value) if isinstance(value, tuple) and len(value) == 1 else str(value)


def _origin(tables: Sequence[Json]) -> Iterator[Column]:
    places: list[tuple[Value, ...]] = []
    for table in tables:
        pages = [row["page"] for row in table["evidence"]["rows"]]
        pages += [None] * (len(table["rows"]) - len(pages))
        places += [(table["source"], table["number"], page, row) for row, page in enumerate(pages, 1)]
    for index, name in enumerate(ORIGIN):
        values = tuple(place[index] for place in places)
        yield Column(name, "integer" if index else "text", values, (name,), role="origin")


def _unique(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found)
    return found


def _paths(table: Json) -> list[tuple[str, ...]]:
    """The rows of each column's header.

    A name may hold a stroke of its own (元/亩), so the names are made again from the cells of the printed header.
    """
    names: list[str] = table["columns"]
    head = [cell for cell in table["cells"] if cell["row"] < 8]
    width = max((cell["col"] + cell["colspan"] for cell in head), default=0)
    for first in range(6):
        for count in range(1, 5):
            paths = [_path(head, col, first, first + count) for col in range(width)]
            if len(paths) > len(names):
                paths = [path for path in paths if path]
            if ["/".join(path) for path in paths] == names:
                return paths
    return [(name,) for name in names]


def _path(cells: Iterable[Json], col: int, first: int, end: int) -> tuple[str, ...]:
    return tuple(
        cell["text"]
        for cell in cells
        if cell["text"]
        and cell["col"] <= col < cell["col"] + cell["colspan"]
        and cell["row"] < end
        and cell["row"] + cell["rowspan"] > first
    )


def _flat(item: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, value in item.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _guessed(name: str, values: list[Any]) -> Column:
    """A column of JSON values: of the type they all have."""
    filled = [value for value in values if value is not None]
    kind: Kind = "text"
    if filled and all(isinstance(value, bool) for value in filled):
        kind = "flag"
    elif filled and all(isinstance(value, int) for value in filled):
        kind = "integer"
    elif filled and all(isinstance(value, int | float) for value in filled):
        kind = "decimal"
    elif any(isinstance(value, list | tuple) for value in filled):
        kind = "list"
        values = [None if value is None else tuple(map(str, value)) for value in values]
    elif filled and all(isinstance(value, str) and _DAY.fullmatch(value) for value in filled):
        kind = "date"
        values = [None if value is None else date.fromisoformat(value) for value in values]
    return Column(name, kind, tuple(values), (name,))
