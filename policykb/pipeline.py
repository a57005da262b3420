"""The order of the stages, the one trap for a bad document, and a folder brought into a knowledge base."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import lexicon
from .config import MAX_BYTES
from .errors import PolicykbError, UnreadableError
from .executors import Done, run
from .extract import extract
from .model import PRODUCER, Content, Issue, Source
from .normalize import normalize
from .readers import read
from .records import Document
from .sources import NOTICE_FILE, Erratum, Found, correct, digest_of, document_id, errata, exists, find, load
from .store import Entry, Store, entry
from .structure import parse
from .text import Text

# The longest laws and plans have some hundred thousand characters.
MAX_CHARACTERS = 2_000_000


def process(source: Source, doc_id: str, corrections: tuple[Erratum, ...] = ()) -> Document:
    """A file as a document: read, normalised, corrected, parsed, extracted.

    Raises:
        UnreadableError: the file is no document that can be read here.
    """
    content, text, cleaning = clean(source, corrections)
    notice = parse(source, content, text)
    records, extracting = extract(notice)
    issues = (*content.issues, *cleaning, *notice.issues, *extracting)
    return Document(doc_id, hashlib.sha256(source.data).hexdigest(), notice, records, _in_order(issues))


def clean(source: Source, corrections: tuple[Erratum, ...] = ()) -> tuple[Content, Text, tuple[Issue, ...]]:
    """A file read and normalised, its errata mended.

    Raises:
        UnreadableError: the file is no document that can be read here.
    """
    content = read(source)
    if len(content.source) > MAX_CHARACTERS:
        raise UnreadableError(f"{len(content.source):,} characters; no document has more than {MAX_CHARACTERS:,}")
    text, normalising = normalize(content)
    text, correcting = correct(text, corrections)
    return content, text, (*normalising, *correcting)


def _in_order(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Each issue once, those about the whole document first, the others as they stand in the source."""

    def place(issue: Issue) -> tuple[int, int]:
        return (-1, -1) if issue.span is None else (issue.span.start, issue.span.end)

    return tuple(sorted(dict.fromkeys(issues), key=place))


# Told of a file by its name, the reason where it failed, and the error where that was a fault of the program.
Seen = Callable[[str, str | None, BaseException | None], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read, and the id its document has or will have."""

    found: Found
    id: str
    known: bool
    max_bytes: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file: an entry for the catalogue, or the reason why there is none."""

    entry: Entry | None = None
    reason: str | None = None


@dataclass
class Summary:
    """What an ingest did; files by their place within the ingested folder.

    Args:
        read: new documents.
        replaced: documents whose file had changed, under the id they had.
        skipped: documents whose file had not changed.
        failed: files that are not in the catalogue as they are now, with the reason.
        aside: files that were not looked at, with the reason.
        removed: documents whose file is gone; out of the catalogue only where it was asked for.
    """

    read: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The shape of `ingest --json`."""
        return {
            "read": len(self.read),
            "skipped": len(self.skipped),
            "replaced": len(self.replaced),
            "failed": [{"file": name, "reason": reason} for name, reason in self.failed],
            "aside": [{"file": name, "reason": reason} for name, reason in self.aside],
            "removed": self.removed,
        }


def attempt(task: Task) -> Reading:
    """A file as an entry for the catalogue: the one trap for a bad document."""
    try:
        path = task.found.path
        made = process(load(path, task.found.place, task.max_bytes), task.id, errata(path))
        return Reading(entry(made, str(path.resolve()), fingerprint(path, made.sha256)))
    except PolicykbError as error:
        return Reading(reason=str(error))


def fingerprint(path: Path, digest: str | None = None) -> str:
    """What a document is made from: the file's bytes, its errata, the program's version and the word lists.

    Args:
        digest: of the file's bytes, where it is known.

    Raises:
        UnreadableError: the file cannot be opened.
    """
    try:
        if digest is None:
            digest = digest_of(path)
        beside = path.parent / NOTICE_FILE
        notes = beside.read_bytes() if beside.is_file() else b""
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from None
    made_from = "\0".join((PRODUCER, lexicon.fingerprint(), digest)).encode() + b"\0" + notes
    return hashlib.sha256(made_from).hexdigest()


def ingest(
    paths: Iterable[Path],
    store: Store,
    executor: Executor,
    *,
    prune: bool = False,
    again: bool = False,
    batch: int = 8,
    max_bytes: int = MAX_BYTES,
    started: Callable[[int], None] = lambda count: None,
    seen: Seen = lambda name, reason, bug: None,
) -> Summary:
    """Files and folders into the catalogue, a batch a transaction; needs `store.writing`.

    Args:
        prune: take out documents whose file is gone from the folders.
        again: read unchanged files too.
        batch: how many documents go to the executor together.
        started: told how many files are to be read.
        seen: told of each file that was read or failed.
    """
    paths = list(paths)
    summary = Summary()
    heads = store.documents()
    tasks = list(_tasks(paths, heads, store, summary, again, max_bytes))
    for name, reason in summary.failed:
        seen(name, reason, None)
    started(len(tasks))
    for batch_done in run(attempt, tasks, executor, batch=batch):
        with store.transaction():
            for done in batch_done:
                _take(done, store, summary, seen)
    gone = [head for head in heads if _is_gone(Path(head["location"]), paths)]
    summary.removed = [head["place"] for head in gone]
    if prune:
        store.remove(head["id"] for head in gone)
    return summary


def _take(done: Done[Task, Reading], store: Store, summary: Summary, seen: Seen) -> None:
    """What became of a file, into the catalogue and the summary."""
    task, name = done.item, done.item.found.place
    reading = done.result or Reading(reason=f"{type(done.error).__name__}: {done.error}")
    if reading.entry:
        store.put(reading.entry)
        (summary.replaced if task.known else summary.read).append(name)
    else:
        summary.failed.append((name, reading.reason or ""))
    seen(name, reading.reason, None if isinstance(done.error, PolicykbError) else done.error)


def _tasks(
    paths: Iterable[Path], heads: list[dict[str, Any]], store: Store, summary: Summary, again: bool, max_bytes: int
) -> Iterator[Task]:
    """The files that must be read; of the others the summary says what they are."""
    by_location = {head["location"]: head for head in heads}
    by_id = {head["id"]: head for head in heads}
    taken = {head["id"]: head["location"] for head in heads}
    met: set[str] = set()
    for found in (found for path in paths for found in find(path)):
        location = str(found.path.resolve())
        if location in met:
            continue
        met.add(location)
        if found.reason or found.aside:
            (summary.failed if found.reason else summary.aside).append((found.place, found.reason or found.aside or ""))
            continue
        head = by_location.get(location)
        id = head["id"] if head else _new_id(found.place, taken)
        stamp = by_id.get(id)
        try:
            same = not again and stamp is not None and stamp["fingerprint"] == fingerprint(found.path)
        except UnreadableError as error:
            summary.failed.append((found.place, str(error)))
            continue
        taken[id] = location
        if not same:
            yield Task(found, id, stamp is not None, max_bytes)
            continue
        summary.skipped.append(found.place)
        if stamp and stamp["location"] != location:
            store.confirm(id, location)


def _new_id(place: str, taken: dict[str, str]) -> str:
    """The id of a file that the catalogue does not know: that of its place, unless a file that still exists has it.

    So a folder that was moved keeps its ids, and two folders with files of the same names do not share them.
    """
    number = 0
    while (holder := taken.get(document_id(place, number))) and exists(Path(holder)):
        number += 1
    return document_id(place, number)


def _is_gone(location: Path, paths: Iterable[Path]) -> bool:
    """Whether a document's file is missing from one of the folders; one that may not be looked at is not missing."""
    try:
        location.lstat()
    except (FileNotFoundError, NotADirectoryError):
        within = any(path.is_dir() and location.is_relative_to(path.resolve()) for path in paths)
        return within and not exists(location)
    except PermissionError:
        return False
    return False
