"""The catalogue's tables, derived from the dataclasses they hold.

A field of a plain type is a column; an amount, a time or an evidence is a group of columns (amount_min, amount_max …);
a span is two; anything longer is JSON in a column. A row goes back to the JSON of `codec`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
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


class _Group(dict[str | int, Any]):
    """The columns of one path, on their way to the object or the span they stand for."""


def unrow(columns: Sequence[Column], values: Sequence[Any]) -> Json:
    """The object whose row this is, as `codec` writes it."""
    data = _Group()
    for column, value in zip(columns, values, strict=True):
        here = data
        for key in column.path[:-1]:
            here = here.setdefault(key, _Group())
        here[column.path[-1]] = _read(column, value)
    return {str(key): _whole(key, value) for key, value in data.items() if not _silent(key, value)}


def _read(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.form == "json":
        return json.loads(value)
    return bool(value) if column.form == "flag" else value


def _whole(name: str | int, value: Any) -> Any:
    """A group as its object or span, null where all of it is; anything else as it is."""
    if not isinstance(value, _Group):
        return value
    inner = {key: _whole(key, item) for key, item in value.items() if not _silent(key, item)}
    if all(item is None for item in inner.values()):
        return None
    if inner.keys() == {0, 1}:
        return [inner[0], inner[1]]
    return {key: inner[key] for key in (EVIDENCE_KEYS if name == "evidence" else inner) if key in inner}


def _silent(key: str | int, value: Any) -> bool:
    return value is None and key in OPTIONAL_KEYS


def create(table: str, columns: Sequence[Column], *, more: str) -> str:
    """The statement that makes a table."""
    listed = ", ".join(f'"{column.name}" {column.affinity}' for column in columns)
    return f'CREATE TABLE "{table}" ({more}, {listed})'
