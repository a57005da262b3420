"""Documents and records as the JSON of docs/records.md, and records back from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from .model import Evidence, Metadata, Notice, Table
from .records import RECORD_KINDS, Document, Record
from .text import Span

Json = dict[str, Any]

# Keys that stand in the JSON only where there is something to say.
OPTIONAL_KEYS = frozenset({"days", "inherited", "pages"})
TABLE_KEYS = ("label", "title", "unit", "declared", "group_counts", "columns", "rows", "totals", "notes", "form")
CELL_KEYS = ("row", "col", "rowspan", "colspan", "text", "page")
EVIDENCE_KEYS = ("span", "quote", "page", "block", "rule", "producer", "pages")


def document_json(document: Document) -> Json:
    """A document as `policykb extract` prints it: the same document gives the same JSON, key for key in one order."""
    notice = document.notice
    return whole(
        {"id": document.id, "sha256": document.sha256, "source": notice.source.name},
        notice.text.clean,
        value_json(notice.metadata),
        sections=value_json(notice.outline),
        attachments=value_json(notice.attachments),
        records=[record_json(record) for record in document.records],
        tables=[table_json(table, notice) for table in notice.tables],
        issues=value_json(document.issues),
    )


def whole(
    head: Mapping[str, Any],
    text: str,
    metadata: Mapping[str, Any],
    *,
    sections: Sequence[Json],
    attachments: Sequence[Json],
    records: list[Json],
    tables: list[Json],
    issues: list[Json],
) -> Json:
    """A document from the JSON of its parts, each of which may say more than is printed."""
    return {
        **{key: head[key] for key in ("id", "sha256", "source")},
        "text": text,
        "outline": [{key: section[key] for key in ("label", "title", "level", "span")} for section in sections],
        "metadata": {
            **{field.name: metadata[field.name] for field in fields(Metadata) if field.name != "script"},
            "references": cited(records),
            "attachments": [{key: attachment[key] for key in ("label", "title")} for attachment in attachments],
            "script": metadata["script"],
        },
        "records": records,
        "tables": tables,
        "issues": issues,
    }


def cited(records: Iterable[Json]) -> list[Json]:
    """The documents that records of kind "reference" name: in the order of the text, each once."""
    names = [(r["title"], r["doc_number"]) for r in records if r["kind"] == "reference"]
    return [{"title": title, "doc_number": number} for title, number in dict.fromkeys(names)]


def record_json(record: Record) -> Json:
    """A record: its kind, the clause, its own fields, and the evidence."""
    data: Json = {"kind": record.kind}
    data.update({field.name: value_json(getattr(record, field.name)) for field in fields(record)})
    data["evidence"] = data.pop("evidence")
    return data


def table_json(table: Table, notice: Notice) -> Json:
    """A table: its grid as printed and its reading; the spans of its evidence lie in the source."""
    return printed_table(value_json(table), table_evidence(table, notice))


def printed_table(table: Json, evidence: Json) -> Json:
    """A table whose every field is given as JSON, in the order and with the keys of docs/records.md."""
    cells = [{key: cell[key] for key in CELL_KEYS} for cell in table["cells"]]
    return {**{key: table[key] for key in TABLE_KEYS}, "cells": cells, "checks": table["checks"], "evidence": evidence}


def table_evidence(table: Table, notice: Notice) -> Json:
    """Where a table and each of its rows stand in the source, and on which pages."""
    pages = table.row_pages or (None,) * len(table.row_spans)
    places = (value_json(notice.text.to_source(span)) for span in table.row_spans)
    rows = [{"span": place, "page": page} for place, page in zip(places, pages, strict=True)]
    return {"span": value_json(notice.text.to_source(table.span)), "pages": list(table.pages), "rows": rows}


def evidence_json(evidence: Evidence) -> Json:
    """Where something was read; "pages" only of what stands on several."""
    data = {name: value_json(getattr(evidence, name)) for name in EVIDENCE_KEYS}
    if not evidence.pages:
        del data["pages"]
    return data


def value_json(value: Any) -> Any:
    """Any value of the model as JSON has it: a span as [start, end], a day as YYYY-MM-DD, a number without .0.

    Raises:
        TypeError: a type that no field of the model has.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Decimal):
        return number_json(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Evidence):
        return evidence_json(value)
    if isinstance(value, tuple):
        return [value_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: value_json(item) for key, item in value.items()}
    if is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: value_json(item) for name, item in pairs if item is not None or name not in OPTIONAL_KEYS}
    raise TypeError(f"{type(value).__name__} has no place in the JSON of a document")


def number_json(number: Decimal) -> int | float:
    """An integer where the number is whole (and fits into 64 bits, as the catalogue's do), else the nearest float."""
    whole = number == number.to_integral_value() and abs(number) < 2**63
    return int(number) if whole else float(number)


def read_record(data: Mapping[str, Any], source: str) -> Record:
    """The record that `record_json` wrote; `source` is the source text of its document.

    Raises:
        ValueError: an unknown kind, or evidence that does not stand in the source as quoted.
    """
    kinds = {kind.kind: kind for kind in RECORD_KINDS}
    if data["kind"] not in kinds:
        raise ValueError(f"no record is of kind {data['kind']!r}; there are {', '.join(kinds)}")
    values = {name: item for name, item in data.items() if name not in ("kind", "evidence")}
    evidence = read_evidence(data["evidence"], source)
    kind: Any = kinds[data["kind"]]
    record: Record = kind(evidence=evidence, **{name: _read(_hints(kind)[name], item) for name, item in values.items()})
    return record


def read_evidence(data: Mapping[str, Any], source: str) -> Evidence:
    """The evidence that `evidence_json` wrote.

    Raises:
        ValueError: the source does not say this at the span.
    """
    evidence = Evidence(
        source,
        Span(*data["span"]),
        data["block"],
        data["page"],
        data["rule"],
        data["producer"],
        tuple(data.get("pages", ())),
    )
    if evidence.quote != data["quote"]:
        raise ValueError(f"the source has {evidence.quote!r} at {data['span']}, the evidence says {data['quote']!r}")
    return evidence


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, value: Any) -> Any:
    """A JSON value as the type that a field is declared with."""
    if value is None:
        return None
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (option for option in get_args(hint) if option is not NoneType)
    if get_origin(hint) is Literal or hint in (str, bool, int):
        return value
    if hint is Decimal:
        return Decimal(str(value))
    if hint is date:
        return date.fromisoformat(cast(str, value))
    return hint(**{name: _read(_hints(hint)[name], item) for name, item in value.items()})
