"""Comma separated values that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import IO, Any

from .sheets import Sheet, of_records

# What a spreadsheet takes for the beginning of a formula, in either width.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t")
# A number with its sign runs nothing.
_NUMBER = re.compile(r"[-+－＋]\d[\d,]{0,30}(?:\.\d{1,20})?[%％‰]?")


def write_objects(objects: Sequence[Mapping[str, Any]], file: IO[str]) -> None:
    """Objects as rows; what is nested gets a column for each of its fields, "amount.min"; a list is joined by "；"."""
    write_sheet(of_records(objects), file)


def write_sheet(sheet: Sheet, file: IO[str], *, arrays: bool = False) -> None:
    """A sheet with its header; days as YYYY-MM-DD, figures plain, lists joined by "；", or as JSON with `arrays`."""
    rows = ([_text(value, arrays) for value in row] for row in sheet.rows)
    write_rows([[column.name for column in sheet.columns], *rows], file)


def write_rows(rows: Iterable[Sequence[Any]], file: IO[str]) -> None:
    """Rows as CSV; a text that begins like a formula, and is no number, gets an apostrophe before it."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([_harmless(value) for value in row] for row in rows)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula: by its first sign, white space before it passed over."""
    begins = text.lstrip().startswith(_FORMULA) or text.startswith(("\t", "\r"))
    return begins and not _NUMBER.fullmatch(text.strip())


def _harmless(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # A lone carriage return would end the row without being put between quotes.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if is_formula(value) else text


def _text(value: Any, arrays: bool) -> Any:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False) if arrays else "；".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else value
