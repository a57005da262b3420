"""One stage at a time, without a knowledge base: extract, normalize, outline, explain, values."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..messages import say
from .base import argument, command, each, option, settings, write, write_json

if TYPE_CHECKING:
    from ..model import Source
    from ..records import Document
    from ..sources import Erratum

FILES = argument("files", nargs=-1, required=True, metavar="FILE…")
FILE = argument("file", metavar="FILE")


def _source(name: str) -> tuple[Source, tuple[Erratum, ...]]:
    """A file with its errata, or standard input for "-"."""
    from ..model import Source
    from ..sources import errata, load

    if name == "-":
        return Source("-", sys.stdin.buffer.read()), ()
    return load(Path(name), Path(name).name, settings().max_bytes), errata(Path(name))


def _members(name: str) -> list[str]:
    """The paths of a container's members, or the name itself."""
    from ..sources import find

    path = Path(name)
    if name == "-" or path.is_dir():
        return [name]
    found = [one for one in find(path) if not one.aside]
    return [str(one.path) for one in found] if found and not any(one.reason for one in found) else [name]


def _document(name: str) -> Document:
    from ..pipeline import process
    from ..sources import document_id

    source, corrections = _source(name)
    return process(source, document_id(Path(name).name), corrections)


@command("extract")
@FILES
@option("--pretty", is_flag=True)
@option("--json", "as_json", is_flag=True)
def extract(files: tuple[str, ...], pretty: bool, as_json: bool) -> None:
    from ..codec import document_json

    names = [member for name in files for member in _members(name)]
    each(names, lambda name: write_json(document_json(_document(name)), pretty))


@command("normalize")
@FILE
@option("--explain", "explained", is_flag=True)
def normalize(file: str, explained: bool) -> None:
    from ..pipeline import clean

    def act(name: str) -> None:
        _, text, _ = clean(*_source(name))
        if not explained:
            write(text.clean)
            return
        for line in _changes(text.source, text.steps):
            write_json(line)

    each((file,), act)


@command("outline")
@FILE
@option("--json", "as_json", is_flag=True)
def outline(file: str, as_json: bool) -> None:
    from ..codec import value_json

    def act(name: str) -> None:
        sections = _document(name).outline
        if as_json:
            keys = ("label", "title", "level", "span")
            write_json([{key: value_json(getattr(section, key)) for key in keys} for section in sections])
            return
        for section in sections:
            write("  " * (section.level - 1) + section.label + section.title)

    each((file,), act)


@command("explain")
@FILE
@option("--json", "as_json", is_flag=True)
def explain(file: str, as_json: bool) -> None:
    from ..codec import record_json

    def act(name: str) -> None:
        document = _document(name)
        changes = list(_changes(document.notice.text.source, document.notice.text.steps))
        found = [record_json(record) for record in document.records]
        if as_json:
            write_json({"steps": changes, "records": found})
            return
        write(say("say.steps", count=len(changes)))
        for change in changes:
            write(
                f"  {change['step']}  [{change['start']}, {change['end']})  {change['before']!r} → {change['after']!r}"
            )
        write(say("say.rules", count=len(found)))
        for record in found:
            write(f"  {record['evidence']['rule']}  {record['kind']}  {record['section'] or '—'}  {record['quote']}")

    each((file,), act)


def _changes(source: str, steps: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """Every change of every step: its place in the text that the step met, and both texts."""
    from ..text import Text

    text = Text.of(source)
    for step in steps:
        for edit in step.edits:
            change = {"step": step.name, "start": edit.start, "end": edit.end}
            change |= {"before": text.clean[edit.start : edit.end], "after": edit.text}
            if edit.guess:
                change |= {"guess": True, "alternatives": list(edit.alternatives)}
            yield change
        text = text.apply(step.name, step.edits)


@command("values")
def values() -> None:
    from ..values.wire import values_json

    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            name, text, reference = asked["id"], asked["text"], asked.get("reference_date")
            if reference is not None:
                date.fromisoformat(reference)
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(say("say.bad_line", number=number, reason=error)) from None
        write_json({"id": name, "values": values_json(text, reference)})
