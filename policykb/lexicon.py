"""The one loader of data/*.tsv.

A word list is a table with a header line; its first column is the key. Lines that begin with `#` are remarks. Words
live there, order and shape live in Python, so that a new word is a new row and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from .errors import LexiconError

Row = Mapping[str, str]


@cache
def load(name: str) -> tuple[Row, ...]:
    """The rows of data/NAME.tsv in the order of the file, each a mapping from column to text.

    Raises:
        LexiconError: there is no such list, a row has too few or too many columns, a key is blank or stands twice.
    """
    try:
        text = (resources.files("policykb") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LexiconError(f"there is no word list data/{name}.tsv") from None
    return parse(text, f"data/{name}.tsv")


def parse(text: str, where: str) -> tuple[Row, ...]:
    """The rows of a word list given as text; `where` names it in messages.

    Raises:
        LexiconError: as `load` says.
    """
    columns: list[str] = []
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if not columns:
            columns = fields
            continue
        if len(fields) != len(columns):
            raise LexiconError(f"{where}:{number}: {len(fields)} columns where the header has {len(columns)}")
        key = fields[0]
        if not key or key != key.strip():
            raise LexiconError(f"{where}:{number}: the key {key!r} is blank or has white space around it")
        if key in seen:
            raise LexiconError(f"{where}:{number}: {key!r} stands in line {seen[key]} already")
        seen[key] = number
        rows.append(MappingProxyType(dict(zip(columns, fields, strict=True))))
    return tuple(rows)


@cache
def keys(name: str) -> tuple[str, ...]:
    """The first column of data/NAME.tsv."""
    return tuple(next(iter(row.values())) for row in load(name))


@cache
def column(name: str, column: str) -> Mapping[str, str]:
    """A mapping from the key to one column of data/NAME.tsv.

    Raises:
        LexiconError: the list has no such column.
    """
    rows = load(name)
    if rows and column not in rows[0]:
        raise LexiconError(f"data/{name}.tsv has no column {column!r}; it has {', '.join(rows[0])}")
    return MappingProxyType({next(iter(row.values())): row[column] for row in rows})


@cache
def fingerprint() -> str:
    """A digest of every word list: what was made with other words is stale."""
    digest = hashlib.sha256()
    folder = resources.files("policykb") / "data"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".tsv"):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()
