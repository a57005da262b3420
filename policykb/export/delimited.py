"""Comma separated values that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

# What a spreadsheet takes for the beginning of a formula, in either width.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")


def write_objects(objects: Sequence[Mapping[str, Any]], file: IO[str]) -> None:
    """Objects as rows; what is nested gets a column for each of its fields, "amount.min"; a list is joined by "；"."""
    flat = [dict(_flat(item, "")) for item in objects]
    names = list(dict.fromkeys(name for item in flat for name in item))
    write_rows([names, *([item.get(name) for name in names] for item in flat)], file)


def write_rows(rows: Iterable[Sequence[Any]], file: IO[str]) -> None:
    """Rows as CSV; a text that begins like a formula gets an apostrophe before it."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([_harmless(value) for value in row] for row in rows)


def _harmless(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # A lone carriage return would end the row without being put between quotes.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _flat(item: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, value in item.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        elif isinstance(value, list | tuple):
            yield f"{path}{name}", "；".join(map(str, value))
        else:
            yield f"{path}{name}", value
