"""The catalogue's tables, derived from the dataclasses they hold.

A field of a plain type is a column; an amount, a time or an evidence is a group of columns (amount_min, amount_max …);
a span is two; anything longer is JSON in a column. A row goes back to the JSON of `codec`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import itemgetter
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ..codec import EVIDENCE_KEYS, OPTIONAL_KEYS, Json, value_json
from ..model import Attachment, Block, Issue, Metadata, Paragraph, Section, Table
from ..records import RECORD_KINDS
from ..text import Span

Affinity = Literal["TEXT", "INTEGER", "NUMERIC"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, SQLite's affinity, where its value stands in the JSON, and how it is written there."""

    name: str
    affinity: Affinity
    path: Path
    form: Literal["plain", "flag", "json"] = "plain"


@dataclass(frozen=True, slots=True)
class Layout:
    """A table that holds the objects of one dataclass, several a document, numbered from 0."""

    table: str
    kind: type

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns(self.kind)


RECORDS = {kind.kind: Layout(kind.kind, kind) for kind in RECORD_KINDS}
PARTS = {
    layout.table: layout
    for layout in (
        Layout("block", Block),
        Layout("section", Section),
        Layout("paragraph", Paragraph),
        Layout("attachment", Attachment),
        Layout("grid", Table),
        Layout("issue", Issue),
    )
}
LAYOUTS = (*PARTS.values(), *RECORDS.values())

# A document's own columns, beside those of its metadata.
HEAD = (
    *("id", "location", "place", "source", "sha256", "fingerprint", "format", "reader"),
    *("source_text", "clean_text"),
)
DOCUMENT = (*(Column(name, "TEXT", (name,)) for name in HEAD), Column("alignment", "TEXT", ("alignment",), "json"))


@cache
def document_columns() -> tuple[Column, ...]:
    """Every column of a document but its revision."""
    return (*DOCUMENT, *columns(Metadata))


@cache
def columns(kind: Any) -> tuple[Column, ...]:
    """The columns of a dataclass, in the order of its fields."""
    return tuple(_columns(kind, ()))


def _columns(kind: Any, path: Path) -> Iterator[Column]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        yield from _column(hints[field.name], (*path, field.name))


def _column(hint: Any, path: Path) -> Iterator[Column]:
    name = "_".join(map(str, path))
    if get_origin(hint) in (Union, UnionType):
        options = [option for option in get_args(hint) if option is not NoneType]
        hint = options[0] if len(options) == 1 else object
    if hint is Span:
        yield Column(f"{name}_start", "INTEGER", (*path, 0))
        yield Column(f"{name}_end", "INTEGER", (*path, 1))
    elif is_dataclass(hint):
        yield from _columns(hint, path)
    elif hint is bool:
        yield Column(name, "INTEGER", path, "flag")
    elif hint is int:
        yield Column(name, "INTEGER", path)
    elif hint in (Decimal, float):
        yield Column(name, "NUMERIC", path)
    elif hint in (str, date) or get_origin(hint) is Literal:
        yield Column(name, "TEXT", path)
    else:
        yield Column(name, "TEXT", path, "json")


def row(kind: Any, item: Any) -> tuple[Any, ...]:
    """The values of an object's columns; what it does not have is NULL."""
    return tuple([_value(column, item) for column in columns(kind)])


def _value(column: Column, item: Any) -> Any:
    for key in column.path:
        item = getattr(item, _ENDS.get(key) or str(key))
        if item is None:
            return None
    if column.form == "json":
        return None if not item and column.path[-1] in OPTIONAL_KEYS else json_text(item)
    if column.form == "flag":
        return int(item)
    return item if type(item) in (str, int) else value_json(item)


_ENDS: dict[str | int, str] = {0: "start", 1: "end"}


def json_text(item: Any) -> str:
    """A value of the model as compact JSON."""
    return json.dumps(value_json(item), ensure_ascii=False, separators=(",", ":")) if item else _EMPTY[type(item)]


_EMPTY: dict[type, str] = {tuple: "[]", dict: "{}", MappingProxyType: "{}"}


def reader(columns: Sequence[Column]) -> Callable[[Sequence[Any]], Json]:
    """What makes an object, as `codec` writes it, of the values of its columns."""
    return _object(list(enumerate(columns)), 0)


def _object(columns: list[tuple[int, Column]], depth: int) -> Callable[[Sequence[Any]], Any]:
    """Reads the object or span whose path is so long; null where all of it is, unless it is the whole row."""
    groups: dict[str | int, list[tuple[int, Column]]] = {}
    for index, column in columns:
        groups.setdefault(column.path[depth], []).append((index, column))
    if groups.keys() == {0, 1}:
        (start, _), (end, _) = columns
        return lambda values: None if values[start] is None and values[end] is None else [values[start], values[end]]
    order = EVIDENCE_KEYS if depth and columns[0][1].path[depth - 1] == "evidence" else groups
    parts = [(str(key), key in OPTIONAL_KEYS, _part(groups[key], depth)) for key in order if key in groups]

    def read(values: Sequence[Any]) -> Json | None:
        data, some = {}, not depth
        for key, optional, part in parts:
            value = part(values)
            if value is not None:
                some = True
            elif optional:
                continue
            data[key] = value
        return data if some else None

    return read


def _part(columns: list[tuple[int, Column]], depth: int) -> Callable[[Sequence[Any]], Any]:
    index, column = columns[0]
    if len(column.path) > depth + 1:
        return _object(columns, depth + 1)
    if column.form == "json":
        return lambda values: None if values[index] is None else json.loads(values[index])
    if column.form == "flag":
        return lambda values: None if values[index] is None else bool(values[index])
    return itemgetter(index)


def create(table: str, columns: Sequence[Column], *, more: str) -> str:
    """The statement that makes a table."""
    listed = ", ".join(f'"{column.name}" {column.affinity}' for column in columns)
    return f'CREATE TABLE "{table}" ({more}, {listed})'
