"""Lists out of the knowledge base: records and tables."""

from __future__ import annotations

import sys
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ..errors import NotFoundError, UsageError
from ..messages import say
from .base import argument, bold, command, finish, note, option, settings, write, write_json

KINDS = ("target", "fact", "subsidy", "deadline", "obligation", "reference")
FORMATS = ("table", "json", "jsonl", "csv")
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
@option("--json", "as_json", is_flag=True)
def records(
    kind: str | None,
    doc: str | None,
    due_before: datetime | None,
    due_within: int | None,
    layout: str,
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
    _print(found, "json" if as_json else layout)
    if not found:
        note(say("say.nothing"))
        finish(3)


def _print(found: list[dict[str, Any]], layout: str) -> None:
    if layout == "json":
        write_json(found)
    elif layout == "jsonl":
        for record in found:
            write_json(record)
    elif layout == "csv":
        from ..export.delimited import write_objects

        write_objects(found, sys.stdout)
    elif found:
        names = [say(f"column.{name}") for name in ("kind", "figure", "when", "who", "what", "document", "quote")]
        _aligned([names, *(_row(record) for record in found)])


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


def _aligned(rows: list[list[str]]) -> None:
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


@command("tables")
@argument("action", type=click.Choice(("list", "show", "export")))
@argument("document", required=False, metavar="[DOC]")
@argument("number", required=False, type=click.IntRange(1), metavar="[N]")
@option("--format", "layout", type=click.Choice(("csv", "json")), default="csv", show_default=True)
@option("--json", "as_json", is_flag=True)
def tables(action: str, document: str | None, number: int | None, layout: str, as_json: bool) -> None:
    from ..store import Store

    if action != "list" and document is None:
        raise UsageError(say("say.which_table", action=action))
    with Store(Path(settings().kb)) as store:
        ids = [store.find(document)] if document else None
        sources = {head["id"]: head["source"] for head in store.documents(ids)}
        order = {id: place for place, id in enumerate(sources)}
        found = sorted(store.tables(ids), key=lambda table: order[table["document"]])
    seen: dict[str, int] = {}
    for table in found:
        table["number"] = seen[table["document"]] = seen.get(table["document"], 0) + 1
        table["source"] = sources[table["document"]]
    if number is not None:
        found = [table for table in found if table["number"] == number]
    if not found:
        raise NotFoundError(say("say.no_table"))
    if as_json or (action == "export" and layout == "json"):
        write_json(found)
    elif action == "list":
        for table in found:
            size = f"{len(table['rows'])}×{len(table['columns'])}"
            name = " ".join(filter(None, (table["label"], table["title"])))
            write("\t".join((table["document"], table["source"], str(table["number"]), size, name)))
    elif action == "show":
        for table in found:
            write(bold(" ".join(filter(None, (table["source"], table["label"], table["title"])))))
            _aligned([row for row in (table["columns"], *table["rows"], *table["totals"]) if row])
            for check in table["checks"]:
                write(say("say.check" if check["ok"] else "say.check_failed", **check))
    else:
        _export(found)


def _export(found: list[dict[str, Any]]) -> None:
    from ..export.delimited import write_rows

    for table in found:
        pages = [row["page"] for row in table["evidence"]["rows"]]
        pages += [None] * (len(table["rows"]) - len(pages))
        origin = ["document", "table", "page", "row"]
        rows = [
            [*row, table["source"], table["number"], page, place]
            for place, (row, page) in enumerate(zip(table["rows"], pages, strict=False), 1)
        ]
        write_rows([[*table["columns"], *origin], *rows], sys.stdout)
