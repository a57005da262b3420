"""Documents and records as the JSON of docs/records.md, and records back from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from .model import Evidence, Issue, Metadata, Notice, Section, Table
from .records import RECORD_KINDS, Document, Record, Reference
from .text import Span

Json = dict[str, Any]

# Keys that stand in the JSON only where there is something to say.
OPTIONAL_KEYS = frozenset({"days", "inherited"})


def document_json(document: Document) -> Json:
    """A document as `policykb extract` prints it: the same document gives the same JSON, key for key in one order."""
    notice = document.notice
    return {
        "id": document.id,
        "sha256": document.sha256,
        "source": notice.source.name,
        "text": notice.text.clean,
        "outline": [section_json(section) for section in notice.outline],
        "metadata": metadata_json(notice, document.records),
        "records": [record_json(record) for record in document.records],
        "tables": [table_json(table, notice) for table in notice.tables],
        "issues": [issue_json(issue) for issue in document.issues],
    }


def metadata_json(notice: Notice, records: tuple[Record, ...] = ()) -> Json:
    """The header, the documents it cites (each once, in the order of the text) and its attachments."""
    plain = {field.name: value_json(getattr(notice.metadata, field.name)) for field in fields(Metadata)}
    script = plain.pop("script")
    cited = ({"title": r.title, "doc_number": r.doc_number} for r in records if isinstance(r, Reference))
    references: list[Json] = []
    for reference in cited:
        if reference not in references:
            references.append(reference)
    attachments = [{"label": attachment.label, "title": attachment.title} for attachment in notice.attachments]
    return {**plain, "references": references, "attachments": attachments, "script": script}


def section_json(section: Section) -> Json:
    """A heading: its marker, words and level, and its span in the clean text."""
    return {
        "label": section.label,
        "title": section.title,
        "level": section.level,
        "span": value_json(section.span),
    }


def record_json(record: Record) -> Json:
    """A record: its kind, the clause, its own fields, and the evidence."""
    data: Json = {"kind": record.kind}
    data.update({field.name: value_json(getattr(record, field.name)) for field in fields(record)})
    data["evidence"] = data.pop("evidence")
    return data


def table_json(table: Table, notice: Notice) -> Json:
    """A table: its grid as printed and its reading; the spans of its evidence lie in the source."""
    place = notice.text.to_source(table.span)
    pages = table.row_pages or (None,) * len(table.row_spans)
    rows = [
        {"span": value_json(notice.text.to_source(span)), "page": page}
        for span, page in zip(table.row_spans, pages, strict=True)
    ]
    return {
        "label": table.label,
        "title": table.title,
        "unit": table.unit,
        "declared": value_json(table.declared),
        "group_counts": dict(table.group_counts),
        "columns": list(table.columns),
        "rows": value_json(table.rows),
        "totals": value_json(table.totals),
        "notes": list(table.notes),
        "form": table.form,
        "cells": [
            {
                "row": cell.row,
                "col": cell.col,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "text": cell.text,
                "page": cell.page,
            }
            for cell in table.cells
        ],
        "checks": value_json(table.checks),
        "evidence": {"span": value_json(place), "pages": list(table.pages), "rows": rows},
    }


def issue_json(issue: Issue) -> Json:
    """Something seen and not understood; its span lies in the source, null where the whole document is meant."""
    return {"kind": issue.kind, "message": issue.message, "span": value_json(issue.span)}


def evidence_json(evidence: Evidence) -> Json:
    """Where something was read."""
    data: Json = {
        "span": value_json(evidence.span),
        "quote": evidence.quote,
        "page": evidence.page,
        "block": evidence.block,
        "rule": evidence.rule,
        "producer": evidence.producer,
    }
    if evidence.pages:
        data["pages"] = list(evidence.pages)
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
    """An integer where the number is whole, otherwise the nearest float."""
    return int(number) if number == number.to_integral_value() else float(number)


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
