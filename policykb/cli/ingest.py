"""What changes a knowledge base or says what is in it: ingest, reindex, remove, status, config."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..messages import say
from .base import argument, command, finish, given, note, option, settings, write, write_json
from .progress import Progress

if TYPE_CHECKING:
    from ..config import Settings
    from ..pipeline import Summary
    from ..store import Store


@command("ingest")
@argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@option("--prune", is_flag=True)
@option("--again", is_flag=True)
@option("--jobs", type=int, metavar="N")
@option("--executor", metavar="URL")
@option("--json", "as_json", is_flag=True)
def ingest(
    paths: tuple[Path, ...], prune: bool, again: bool, jobs: int | None, executor: str | None, as_json: bool
) -> None:
    from ..store import Store, writing

    chosen = settings(jobs=jobs, executor=executor)
    kb = Path(chosen.kb)
    with writing(kb), Store(kb, "w") as store:
        summary = _read(paths, store, chosen, prune, again)
        _index(kb, store)
    _tell(summary, prune)
    if as_json:
        write_json(summary.as_json())
    if summary.failed:
        finish(1)


def _read(paths: tuple[Path, ...], store: Store, chosen: Settings, prune: bool, again: bool) -> Summary:
    from .. import pipeline
    from ..executors import open_executor

    bar = Progress(say("say.reading"))
    shown: set[str] = set()

    def seen(name: str, reason: str | None, bug: BaseException | None) -> None:
        if reason is not None:
            bar.say(say("say.failed", name=name, reason=reason))
        elif given("verbose"):
            bar.say(name)
        if bug is not None and str(bug) not in shown:
            # The same fault in a hundred documents is shown once.
            shown.add(str(bug))
            bar.say("".join(traceback.format_exception(bug)))
        bar.move(name)

    executor = open_executor(chosen.executor or f"processes:{chosen.jobs}", chosen.time_limit)
    choices: dict[str, Any] = {"prune": prune, "again": again, "batch": chosen.batch, "max_bytes": chosen.max_bytes}
    try:
        with bar:
            return pipeline.ingest(paths, store, executor, started=bar.start, seen=seen, **choices)
    finally:
        executor.shutdown(cancel_futures=True)


def _index(kb: Path, store: Store, anew: bool = False) -> int:
    from .. import indexing

    behind = None if anew else indexing.lag(kb, store)
    with Progress(say("say.indexing")) as bar:
        bar.start(len(store.documents()) if behind is None else behind)
        return (indexing.reindex if anew else indexing.catch_up)(kb, store, bar.move)


def _tell(summary: Summary, prune: bool) -> None:
    counts = {name: len(getattr(summary, name)) for name in ("read", "replaced", "skipped", "failed")}
    note(say("say.ingested", **counts))
    if summary.aside:
        note(say("say.aside", count=len(summary.aside)))
    for name, reason in summary.aside if given("verbose") else ():
        note(f"  {say('say.failed', name=name, reason=reason)}")
    if summary.removed:
        note(say("say.pruned" if prune else "say.gone", count=len(summary.removed)))
        for name in summary.removed:
            note(f"  {name}")


@command("reindex")
def reindex() -> None:
    from ..store import Store, writing

    kb = Path(settings().kb)
    Store(kb).close()
    with writing(kb), Store(kb, "w") as store:
        note(say("say.indexed", count=_index(kb, store, anew=True)))


@command("remove")
@argument("documents", nargs=-1, required=True, metavar="DOC…")
def remove(documents: tuple[str, ...]) -> None:
    from ..store import Store, writing

    kb = Path(settings().kb)
    Store(kb).close()
    with writing(kb), Store(kb, "w") as store:
        ids = [store.find(name) for name in documents]
        store.remove(ids)
        _index(kb, store)
    note(say("say.taken_out", count=len(ids)))


@command("status")
@option("--documents", is_flag=True)
@option("--json", "as_json", is_flag=True)
def status(documents: bool, as_json: bool) -> None:
    from ..indexing import lag
    from ..store import Store

    kb = Path(settings().kb)
    with Store(kb) as store:
        behind = lag(kb, store)
        state = {"kb": str(kb), "revision": store.revision, "index_behind": behind, "counts": store.counts()}
        heads = store.documents() if documents else []
    if as_json:
        write_json(state | ({"documents": heads} if documents else {}))
        return
    write(say("say.kb", kb=kb, revision=state["revision"]))
    index = say("say.index_stale") if behind is None else say("say.index_behind", count=behind)
    write(index if behind != 0 else say("say.index_current"))
    for name, count in store_counts(state):
        write(f"  {say(f'count.{name}'):<{16}} {count}")
    for head in heads:
        write("\t".join((head["id"], head["place"], head["doc_number"] or "", head["title"] or "")))


def store_counts(state: dict[str, Any]) -> list[tuple[str, int]]:
    """The counts a person asks for, in the order of the work."""
    wanted = ("document", "grid", "target", "fact", "subsidy", "deadline", "obligation", "reference", "issue")
    return [(name, state["counts"][name]) for name in wanted]


@command("config")
@option("--json", "as_json", is_flag=True)
def config(as_json: bool) -> None:
    from ..config import origins

    found = origins({"kb": given("kb"), "lang": given("lang")})
    if as_json:
        write_json({name: {"value": one.value, "origin": one.origin} for name, one in found.items()})
        return
    for name, one in found.items():
        write(f"{name} = {one.value!r}  # {one.origin}")
