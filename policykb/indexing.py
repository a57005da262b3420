"""The search index as a copy of the catalogue: brought up to it after each ingest, made again when it cannot be.

Beside the index stands the revision of the catalogue that it has reached, written after the index itself, so that after
a crash between the two the documents of that run are simply indexed once more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from .codec import Json
from .errors import DamagedError
from .search import Engine, Heading, IndexDocument, is_current, open_index, rebuild, region_of
from .store import Store

FOLDER = "search"
REVISION = "search.json"
_PIECE = 200

Seen = Callable[[str], None]


def lag(kb: Path, store: Store) -> int | None:
    """How many changes of the catalogue the index has not seen; None where it must be made again."""
    try:
        reached = json.loads((kb / REVISION).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    if reached.get("identity") != store.identity or not is_current(kb / FOLDER):
        return None
    behind = store.revision - int(reached["revision"])
    return behind if behind >= 0 else None


def catch_up(kb: Path, store: Store, seen: Seen = lambda name: None) -> int:
    """Bring the index up to the catalogue; gives back how many documents were indexed. Needs `store.writing`."""
    behind = lag(kb, store)
    if behind is None:
        return reindex(kb, store, seen)
    if not behind:
        return 0
    written, removed = store.changes(store.revision - behind)
    engine = open_index(kb / FOLDER, "w")
    try:
        engine.remove(removed)
        engine.add(_documents(store, written, seen))
        engine.commit()
    finally:
        engine.close()
    _note(kb, store)
    return len(written)


def reindex(kb: Path, store: Store, seen: Seen = lambda name: None) -> int:
    """Make the index again from the catalogue; the old one serves until the new one stands. Needs `store.writing`."""
    ids = [head["id"] for head in store.documents()]
    (kb / REVISION).unlink(missing_ok=True)
    rebuild(kb / FOLDER, _documents(store, ids, seen))
    _note(kb, store)
    return len(ids)


def open_engine(kb: Path) -> Engine:
    """The engine for searching.

    Raises:
        DamagedError: there is no index, or another version of the program or other word lists made it.
    """
    if not is_current(kb / FOLDER):
        raise DamagedError(f"the search index in {kb} is missing or out of date; `policykb reindex` makes it again")
    return open_index(kb / FOLDER)


def _note(kb: Path, store: Store) -> None:
    part = kb / f"{REVISION}.part"
    part.write_text(json.dumps({"identity": store.identity, "revision": store.revision}), encoding="utf-8")
    part.replace(kb / REVISION)


def _documents(store: Store, ids: Sequence[str], seen: Seen) -> Iterator[IndexDocument]:
    """Documents as the engine takes them in, some hundreds in memory at a time."""
    waiting = iter(ids)
    while piece := list(islice(waiting, _PIECE)):
        kinds = store.record_kinds(piece)
        for head in store.documents(piece):
            yield _document(store, head, kinds[head["id"]])
            seen(head["source"])


def _document(store: Store, head: Json, kinds: tuple[str, ...]) -> IndexDocument:
    sections = store.parts("section", head["id"])
    dated = head["issued_on"] or head["published_on"]
    return IndexDocument(
        id=head["id"],
        source=head["source"],
        body=store.text(head["id"]),
        title=head["title"],
        doc_number=head["doc_number"],
        issuers=tuple(head["issuers"]),
        issued_on=head["issued_on"],
        year=int(dated[:4]) if dated else None,
        doc_type=head["doc_type"],
        region=region_of(head["issuers"], head["title"]),
        headings=tuple(_heading(section) for section in sections),
        record_kinds=kinds,
    )


def _heading(section: Json) -> Heading:
    start, end = section["body"]
    return Heading(start, end, section["path"], section["title"])
