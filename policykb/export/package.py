"""Frictionless data packages: a CSV file for each sheet, and datapackage.json with its schema."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from .columns import Kind
from .delimited import write_sheet
from .sheets import ORIGIN, PRINTED, Column, Json, Sheet

PROFILE = "tabular-data-package"
_TYPES: dict[Kind, str] = {
    "serial": "integer",
    "integer": "integer",
    "decimal": "number",
    "money": "number",
    "percent": "number",
    "date": "date",
    "list": "array",
    "flag": "boolean",
}


def files(sheets: Sequence[Sheet], name: str) -> Iterator[tuple[str, bytes]]:
    """The files of a package by their names in it: datapackage.json first.

    Args:
        name: of the package, in lower-case letters, digits, "-", "_" and ".".
    """
    texts = [_csv(sheet) for sheet in sheets]
    resources = [_resource(sheet, text) for sheet, text in zip(sheets, texts, strict=True)]
    package = {"profile": PROFILE, "name": name, "resources": resources}
    yield "datapackage.json", (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
    for resource, text in zip(resources, texts, strict=True):
        yield resource["path"], text


def _csv(sheet: Sheet) -> bytes:
    file = io.StringIO(newline="")
    write_sheet(sheet, file, arrays=True)
    return file.getvalue().encode()


def _resource(sheet: Sheet, text: bytes) -> Json:
    return {
        "name": sheet.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": f"data/{sheet.name}.csv",
        "title": sheet.title,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{hashlib.sha256(text).hexdigest()}",
        "bytes": len(text),
        "sources": [_source(table) for table in sheet.tables],
        "schema": _schema(sheet),
    }


def _source(table: Json) -> Json:
    """Where a table comes from, and what was checked about it."""
    label = " ".join(filter(None, (table["label"], table["title"])))
    return {
        "title": " ".join(filter(None, (table["source"], label))),
        "path": table["source"],
        "document": table["document"],
        "table": table["number"],
        "pages": table["evidence"]["pages"],
        "span": table["evidence"]["span"],
        "unit": table["unit"],
        "totals": table["totals"],
        "notes": table["notes"],
        "checks": table["checks"],
    }


def _schema(sheet: Sheet) -> Json:
    """The fields, and what makes a row the only one of its kind: the document, the table and the row it stands in."""
    names = {column.name for column in sheet.columns if column.role == "origin"}
    key = [name for name in ORIGIN if name in names and name != "page"]
    schema: Json = {"fields": [_field(column) for column in sheet.columns], "missingValues": [""]}
    return {**schema, "primaryKey": key} if key else schema


def _field(column: Column) -> Json:
    field: Json = {"name": column.name, "type": _type(column), "rdfType": f"policykb:{column.kind}"}
    if column.role == "printed":
        field["description"] = f"{column.name.removesuffix(PRINTED)} as printed"
    if column.unit:
        field["unit"] = column.unit
    if column.role == "origin" and column.name != "page":
        field["constraints"] = {"required": True}
    return field


def _type(column: Column) -> str:
    whole: Any = all(value is None or isinstance(value, int) for value in column.values)
    found = _TYPES.get(column.kind, "string")
    return "integer" if found == "number" and whole else found
