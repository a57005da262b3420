"""Parquet files: a sheet each, with units, roles and origin in the metadata of the schema."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import IO, Any

from ..errors import MissingExtraError
from .sheets import Column, Sheet

# What a signed integer of 64 bits holds, and how many digits a decimal of 128.
_WIDEST, _DIGITS = 2**63, 38


def write(sheet: Sheet, file: IO[bytes]) -> None:
    """A sheet as Parquet: integers of 64 bits, decimals as exact as printed, days, lists of texts.

    The schema's metadata has "policykb": JSON with the title and the tables of origin; a field's has its type and unit.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("parquet", "pyarrow") from None
    arrays, fields = [], []
    for column in sheet.columns:
        kind, values = _typed(pyarrow, column)
        arrays.append(pyarrow.array(values, kind))
        about = {"type": column.kind, "role": column.role, **({"unit": column.unit} if column.unit else {})}
        fields.append(pyarrow.field(column.name, kind, metadata=about))
    origin = [{key: table[key] for key in ("document", "source", "number", "label", "title")} for table in sheet.tables]
    said = json.dumps({"title": sheet.title, "tables": origin}, ensure_ascii=False)
    schema = pyarrow.schema(fields, metadata={"policykb": said})
    pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), file)


def _typed(pyarrow: Any, column: Column) -> tuple[Any, list[Any]]:
    """The Arrow type of a column, and its values as that type takes them."""
    values: list[Any] = list(column.values)
    known = [value for value in values if value is not None]
    if column.kind == "date":
        return pyarrow.date32(), values
    if column.kind == "flag":
        return pyarrow.bool_(), values
    if column.kind == "list":
        return pyarrow.list_(pyarrow.string()), [None if value is None else list(value) for value in values]
    if column.kind in ("text", "place"):
        return pyarrow.string(), values
    if all(isinstance(value, int) and -_WIDEST <= value < _WIDEST for value in known):
        return pyarrow.int64(), values
    if any(isinstance(value, float) for value in known):
        return pyarrow.float64(), [None if value is None else float(value) for value in values]
    numbers = [None if value is None else Decimal(value) for value in values]
    scale = max(max(0, -int(number.as_tuple().exponent)) for number in numbers if number is not None)
    whole = max(
        len(number.as_tuple().digits) + int(number.as_tuple().exponent) for number in numbers if number is not None
    )
    if scale + max(whole, 1) > _DIGITS:
        return pyarrow.string(), [None if number is None else f"{number:f}" for number in numbers]
    return pyarrow.decimal128(_DIGITS, scale), numbers
