"""Records out of the knowledge base, as a list."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ..errors import UsageError
from ..messages import say
from .base import bold, command, finish, note, option, settings, write, write_json

KINDS = ("target", "fact", "subsidy", "deadline", "obligation", "reference")
FORMATS = ("table", "json", "jsonl", "csv", "xlsx", "parquet", "ics")
DAY = click.DateTime(["%Y-%m-%d"])


def days(text: str) -> int:
    """A number of days: 30d."""
    number = text.removesuffix("d")
    if not (number.isascii() and number.isdigit()):
        raise click.BadParameter(say("say.bad_days", value=text))
    return int(number)


@command("records")
@option("--kind", type=click.Choice(KINDS))
@option("--doc", metavar="DOC")
@option("--actor", metavar="WORDS")
@option("--indicator", metavar="WORDS")
@option("--region", metavar="WORDS")
@option("--due-before", type=DAY, metavar="DATE")
@option("--due-within", type=days, metavar="30d")
@option("--min", "least", type=float, metavar="N")
@option("--max", "most", type=float, metavar="N")
@option("--format", "layout", type=click.Choice(FORMATS), default="table", show_default=True)
@option("--output", metavar="FILE")
@option("--json", "as_json", is_flag=True)
def records(
    kind: str | None,
    doc: str | None,
    due_before: datetime | None,
    due_within: int | None,
    layout: str,
    output: str | None,
    as_json: bool,
    **wanted: Any,
) -> None:
    from ..export.ledger import Choice, choose, within
    from ..store import Store

    if due_before and due_within is not None:
        raise UsageError(say("say.one_due"))
    first, last = (None, due_before.date() if due_before else None)
    if due_within is not None:
        first, last = within(due_within, date.today())
    with Store(Path(settings().kb)) as store:
        ids = [store.find(doc)] if doc else None
        heads = {head["id"]: head for head in store.documents(ids)}
        choice = Choice(due_from=first, due_before=last, **wanted)
        found = list(choose(store.records(kind, ids), heads, choice))
    if as_json or layout in ("table", "json", "jsonl"):
        _print(found, "json" if as_json else layout)
    else:
        _put(found, heads, layout, output)
    if not found:
        note(say("say.nothing"))
        finish(3)


def _print(found: list[dict[str, Any]], layout: str) -> None:
    if layout == "json":
        write_json(found)
    elif layout == "jsonl":
        for record in found:
            write_json(record)
    elif found:
        names = [say(f"column.{name}") for name in ("kind", "figure", "when", "who", "what", "document", "quote")]
        aligned([names, *(_row(record) for record in found)])


def _put(found: list[dict[str, Any]], heads: dict[str, Any], layout: str, output: str | None) -> None:
    from .outputs import put, put_text

    if layout == "csv":
        from ..export.delimited import write_objects

        put_text(lambda file: write_objects(found, file), output)
    elif layout == "ics":
        from ..export import calendar

        put_text(
            lambda file: calendar.write(found, {id: head["issued_on"] for id, head in heads.items()}, file), output
        )
        left = sum(not calendar.is_dated(record) for record in found)
        if left:
            note(say("say.undated", count=left))
    elif found:
        from ..export.sheets import of_records

        put([of_records(found)], layout, output)


def _row(record: dict[str, Any]) -> list[str]:
    when = record.get("when") or {}
    who = record.get("actor") or record.get("recipient") or ""
    what = record.get("indicator") or record.get("instrument") or record.get("action") or record.get("title") or ""
    days = when.get("end") or when.get("every") or when.get("text") or ""
    return [record["kind"], _figure(record), days, who, what, record["source"], record["quote"]]


def _figure(record: dict[str, Any]) -> str:
    amount = record.get("quantity") or record.get("amount")
    if not amount:
        return ""
    low, high = amount["min"], amount["max"]
    figure = f"{low}" if low == high else f"≥{low}" if high is None else f"≤{high}" if low is None else f"{low}–{high}"
    return ("≈" if amount["approx"] else "") + figure + (amount["unit"] or "")


def aligned(rows: list[list[str]]) -> None:
    """Rows in columns as wide as they need, at most 28 places each but for the last."""
    widths = [min(28, max(_width(row[index]) for row in rows)) for index in range(len(rows[0]) - 1)]
    for number, row in enumerate(rows):
        cells = [_fit(text, width) for text, width in zip(row, widths, strict=False)]
        line = "  ".join((*cells, row[-1]))
        write(bold(line) if number == 0 else line)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _fit(text: str, width: int) -> str:
    """The text cut or filled up to a width in places of the terminal; a Chinese character takes two."""
    if _width(text) > width:
        while _width(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _width(text))
