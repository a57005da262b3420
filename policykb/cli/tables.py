"""Attachment tables out of the knowledge base: listed, shown, exported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..errors import NotFoundError, UsageError
from ..messages import say
from .base import argument, bold, command, option, settings, write, write_json
from .lists import aligned

FORMATS = ("csv", "json", "xlsx", "parquet", "package")


@command("tables")
@argument("action", type=click.Choice(("list", "show", "export")))
@argument("document", required=False, metavar="[DOC]")
@argument("number", required=False, type=click.IntRange(1), metavar="[N]")
@option("--format", "layout", type=click.Choice(FORMATS), default="csv", show_default=True)
@option("--union", "united", is_flag=True)
@option("--output", metavar="PATH")
@option("--json", "as_json", is_flag=True)
def tables(
    action: str,
    document: str | None,
    number: int | None,
    layout: str,
    united: bool,
    output: str | None,
    as_json: bool,
) -> None:
    if action == "show" and document is None:
        raise UsageError(say("say.which_table", action=action))
    if action == "export" and document is None and not united and output is None:
        raise UsageError(say("say.which_export"))
    found = _found(document, number)
    if as_json or (action == "export" and layout == "json"):
        write_json(found)
    elif action == "list":
        for table in found:
            size = f"{len(table['rows'])}×{len(table['columns'])}"
            name = " ".join(filter(None, (table["label"], table["title"])))
            write("\t".join((table["document"], table["source"], str(table["number"]), size, name)))
    elif action == "show":
        for table in found:
            _show(table)
    else:
        _export(found, layout, united, output)


def _found(document: str | None, number: int | None) -> list[dict[str, Any]]:
    """The tables of the knowledge base or of one document, each with its "number" there and its file's "source"."""
    from ..store import Store

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
    return found


def _show(table: dict[str, Any]) -> None:
    write(bold(" ".join(filter(None, (table["source"], table["label"], table["title"])))))
    aligned([row for row in (table["columns"], *table["rows"], *table["totals"]) if row])
    for check in table["checks"]:
        write(say("say.check" if check["ok"] else "say.check_failed", **check))


def _export(found: list[dict[str, Any]], layout: str, united: bool, output: str | None) -> None:
    from ..export.sheets import of_tables
    from .outputs import put

    sheets = of_tables(found, united)
    if not sheets:
        raise NotFoundError(say("say.no_rows"))
    put(sheets, layout, output)
