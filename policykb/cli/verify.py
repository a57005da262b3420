"""verify: extraction against expected files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UnreadableError, UsageError
from ..messages import say
from .base import argument, command, complain, finish, note, option, settings, write, write_json
from .progress import Progress

if TYPE_CHECKING:
    from ..verify import Pair

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@command("verify")
@argument("expected", metavar="EXPECTED_DIR", type=click.Path(path_type=Path, file_okay=False))
@argument("sources", metavar="SOURCE_DIR", type=FOLDER)
@option("--min-f1", type=click.FloatRange(0, 1), metavar="F1")
@option("--format", "layout", type=click.Choice(("text", "json", "junit")), default="text", show_default=True)
@option("--update", is_flag=True)
def verify(expected: Path, sources: Path, min_f1: float | None, layout: str, update: bool) -> None:
    from ..verify import Comparison, as_json, as_junit, as_text, compare, pairs

    every = list(pairs(expected, sources))
    wanted = every if update else [pair for pair in every if pair.expected.is_file()]
    if not wanted:
        raise UsageError(say("say.nothing_expected", folder=expected, sources=sources))
    total, documents = Comparison("all"), []
    with Progress(say("say.reading")) as bar:
        bar.start(len(wanted))
        for pair in wanted:
            found = _found(pair, bar)
            known = pair.read() if pair.expected.is_file() else {}
            documents.append(compare(pair.source.place, known, found))
            total.add(documents[-1])
            if update and found is not None:
                _update(pair, known, found)
            bar.move(pair.source.place)
    if layout == "json":
        write_json(as_json(documents, total))
    elif layout == "junit":
        write(as_junit(documents))
    else:
        for line in as_text(documents, total):
            write(line)
    low = min_f1 is not None and total.overall.f1 < min_f1
    if low:
        complain(say("say.below", f1=f"{total.overall.f1:.4f}", floor=min_f1))
    if low or (min_f1 is None and total.differences and not update):
        finish(1)


def _found(pair: Pair, bar: Progress) -> dict[str, Any] | None:
    """What is read from a source now; None, and a line that says why, where it cannot be read."""
    from ..codec import document_json
    from ..pipeline import process
    from ..sources import document_id, errata, load

    source = pair.source
    try:
        loaded = load(source.path, source.place, settings().max_bytes)
        return document_json(process(loaded, document_id(source.place), errata(source.path)))
    except UnreadableError as error:
        bar.say(say("say.failed", name=source.place, reason=error))
        return None


def _update(pair: Pair, known: dict[str, Any], found: dict[str, Any]) -> None:
    """Write the expected file anew, and say so; one that already says the same is left alone."""
    from ..verify import expectation

    new = expectation(found)
    if new == known:
        return
    pair.expected.parent.mkdir(parents=True, exist_ok=True)
    pair.expected.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    note(say("say.updated" if known else "say.made", file=pair.expected))
