"""What finds and shows: search, ask, records, show."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..messages import say
from .base import argument, bold, command, complain, finish, note, option, settings, write, write_json

if TYPE_CHECKING:
    from ..search import Engine
    from ..store import Store


def _open() -> tuple[Store, Engine]:
    """The catalogue and the index for reading; an index that lags behind is said to."""
    from ..indexing import lag, open_engine
    from ..store import Store

    kb = Path(settings().kb)
    store = Store(kb)
    engine = open_engine(kb)
    if behind := lag(kb, store):
        complain(say("say.index_behind", count=behind))
    return store, engine


def _questions(key: str) -> Iterator[dict[str, Any]]:
    """The questions on standard input, a line each: the words themselves, or JSON with "id" and "query"."""
    for number, line in enumerate(sys.stdin, 1):
        text = line.strip()
        if text.startswith("{"):
            try:
                asked = json.loads(text)
                yield {"id": asked.get("id"), key: str(asked.get("query") or asked[key])}
            except (ValueError, KeyError) as error:
                raise UsageError(say("say.bad_line", number=number, reason=repr(error))) from None
        elif text:
            yield {key: text}


def _answer_all(key: str, answer: Callable[[str], dict[str, Any]]) -> None:
    """A JSON line for each question on standard input; one that cannot be understood is answered with its error."""
    for asked in _questions(key):
        try:
            found = answer(asked[key])
        except UsageError as error:
            found = {key: asked[key], "error": str(error)}
        write_json({**({"id": asked["id"]} if asked.get("id") is not None else {}), **found})
        sys.stdout.flush()


@command("search")
@argument("query", nargs=-1, required=True)
@option("--limit", type=click.IntRange(1), default=10, show_default=True, metavar="N")
@option("--offset", type=click.IntRange(0), default=0, metavar="N")
@option("--sort", type=click.Choice(("relevance", "newest", "oldest")), default="relevance", show_default=True)
@option("--facets", is_flag=True)
@option("--json", "as_json", is_flag=True)
def search(query: tuple[str, ...], limit: int, offset: int, sort: Any, facets: bool, as_json: bool) -> None:
    _, engine = _open()
    words = " ".join(query)

    def look(text: str) -> dict[str, Any]:
        counted = facets or (as_json and words != "-")
        return engine.search(text, limit=limit, offset=offset, sort=sort, facets=counted).as_json()

    if words == "-":
        _answer_all("query", look)
        return
    found = look(words)
    if as_json:
        write_json(found)
    else:
        _show_hits(found)
    if not found["total"]:
        finish(3)


def _show_hits(found: dict[str, Any]) -> None:
    for word, others in found.get("suggestions", {}).items():
        note(say("say.suggestions", word=word, others=", ".join(others)))
    if not found["total"]:
        note(say("say.nothing"))
        note(say("say.understood", what=found["understood"]))
        return
    if found.get("relaxed"):
        note(say("say.relaxed"))
    write(say("say.found", count=found["total"]))
    for hit in found["hits"]:
        _show_hit(hit)
    for name, counts in found["facets"].items():
        if counts:
            listed = "  ".join(f"{value} {count}" for value, count in list(counts.items())[:10])
            write(f"\n{say(f'facet.{name}')}  {listed}")


def _show_hit(hit: dict[str, Any]) -> None:
    write("")
    write(bold(hit["title"] or hit["source"]))
    write("  " + "  ".join(filter(None, (hit["source"], hit["doc_number"], hit["issued_on"], hit["id"]))))
    for snippet in hit["snippets"]:
        write(f"  {snippet['section'] or '—'}  {_marked(snippet['text'], snippet['marks'])}")


def _marked(text: str, marks: list[list[int]]) -> str:
    """A snippet with what was found standing out; between 【】 where there are no colours."""
    pieces, place = [], 0
    for start, end in marks:
        shown = bold(text[start:end])
        pieces += [text[place:start], shown if shown != text[start:end] else f"【{shown}】"]
        place = end
    return "".join((*pieces, text[place:])).replace("\n", " ").replace("\t", " ")


@command("ask")
@argument("question", nargs=-1, required=True)
@option("--json", "as_json", is_flag=True)
def ask(question: tuple[str, ...], as_json: bool) -> None:
    from ..ask import ask as answer

    store, engine = _open()
    words = " ".join(question)
    if words == "-":
        _answer_all("question", lambda text: answer(text, store, engine).as_json())
        return
    found = answer(words, store, engine).as_json()
    if as_json:
        write_json(found)
    else:
        _show_answers(found)
    if not found["answers"]:
        finish(3)


def _show_answers(found: dict[str, Any]) -> None:
    write(say("say.understood", what="; ".join(_understood(found["understood"]))))
    if not found["answers"]:
        note(say("say.no_answer"))
    for role in ("sets", "mentions"):
        answers = [answer for answer in found["answers"] if answer["role"] == role]
        if answers:
            write("\n" + bold(say(f"role.{role}")))
        for answer in answers:
            _show_answer(answer)
    if found.get("nearest"):
        write("\n" + bold(say("say.nearest")))
        for hit in found["nearest"]:
            _show_hit(hit)


def _understood(plan: dict[str, Any]) -> Iterator[str]:
    """What a question was taken to ask for, in words."""
    tables = {"wants": "wants", "kind": "count"}
    for name, value in plan.items():
        if isinstance(value, dict):
            value = ", ".join(f"{word}={'/'.join(others)}" for word, others in value.items())
        elif isinstance(value, list):
            value = ", ".join(map(str, value))
        elif name in tables and value:
            value = say(f"{tables[name]}.{value}")
        if value:
            yield say(f"plan.{name}") + ("" if value is True else f" {value}")


def _show_answer(answer: dict[str, Any]) -> None:
    write("  " + bold(answer["title"] or answer["source"]))
    write("  " + "  ".join(filter(None, (answer["source"], answer["doc_number"], answer["id"]))))
    if ended := answer.get("ended"):
        write("    " + say("say.ended", title=ended["title"], quote=ended["quote"]))
    for computed in answer.get("computed", ()):
        write("    " + "  ".join(f"{name} {value}" for name, value in computed.items() if value is not None))
    for record in answer["records"]:
        quote = "  ".join(f"{name}：{cell}" for name, cell in record["row"].items()) if "row" in record else None
        write(f"    {record.get('section') or '—'}  “{quote or record['quote']}”")
        write(f"      {_place(record)}")


def _place(record: dict[str, Any]) -> str:
    """Where a record stands in its file, in words."""
    evidence = record["evidence"]
    start, end = evidence["span"]
    page = say("say.page", page=evidence["page"]) if evidence.get("page") else ""
    return page + say("say.place", start=start, end=end)


@command("show")
@argument("document", metavar="DOC")
@option("--part", type=click.Choice(("all", "text", "source", "outline", "records", "tables", "issues")), default="all")
@option("--json", "as_json", is_flag=True)
def show(document: str, part: str, as_json: bool) -> None:
    from ..store import Store

    with Store(Path(settings().kb)) as store:
        id = store.find(document)
        if part == "source":
            write(store.source_text(id))
            return
        found = store.document(id)
    if as_json:
        write_json(found if part == "all" else found[part])
        return
    parts = ("metadata", "outline", "text", "records", "tables", "issues") if part == "all" else (part,)
    for name in parts:
        if part == "all":
            write(("" if name == "metadata" else "\n") + bold(say(f"part.{name}")))
        for line in _LINES[name](found[name]):
            write(line)


def _metadata_lines(metadata: dict[str, Any]) -> Iterator[str]:
    for name, value in metadata.items():
        if value:
            yield f"{name}: {_words(value)}"


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "；".join(_words(item) for item in value)
    if isinstance(value, dict):
        return " ".join(str(item) for item in value.values() if item)
    return str(value)


def _record_lines(records: list[dict[str, Any]]) -> Iterator[str]:
    for record in records:
        yield f"{record['kind']}  {record['section'] or '—'}  “{record['quote']}”  {_place(record)}"


def _table_lines(tables: list[dict[str, Any]]) -> Iterator[str]:
    for table in tables:
        yield " ".join(filter(None, (table["label"], table["title"])))
        yield from ("\t".join(row) for row in (table["columns"], *table["rows"], *table["totals"]))


_LINES: dict[str, Callable[[Any], Iterator[str]]] = {
    "metadata": _metadata_lines,
    "outline": lambda outline: (f"{'  ' * (one['level'] - 1)}{one['label']}{one['title']}" for one in outline),
    "text": lambda text: iter([text]),
    "records": _record_lines,
    "tables": _table_lines,
    "issues": lambda issues: (f"{one['kind']}: {one['message']}" for one in issues),
}
