"""The catalogue in SQLite: the truth of a knowledge base, written by one process and read by any number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from .connection import translated
from .entry import Entry
from .reading import Reader
from .schema import LAYOUTS, document_columns


class Store(Reader):
    """The catalogue for those who ask and for the one who writes, who must hold `lock.writing`."""

    def put(self, entry: Entry) -> None:
        """Write a document in the place of the one that had its id: wholly, or not at all."""
        with self._change() as revision:
            self._execute('DELETE FROM "document" WHERE "id" = ?', (entry.id,))
            self._execute('DELETE FROM "removed" WHERE "document" = ?', (entry.id,))
            names = ("revision", *(column.name for column in document_columns()))
            self._execute(_insert("document", names), (revision, *entry.head))
            for layout in LAYOUTS:
                rows = [(entry.id, *row) for row in entry.rows[layout.table]]
                names = ("document", "number", *(column.name for column in layout.columns))
                if layout.table == "grid":
                    names = (*names, "evidence")
                    rows = [(*row, evidence) for row, evidence in zip(rows, entry.grids, strict=True)]
                self._connection.executemany(_insert(layout.table, names), rows)

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out, and remember it for the index."""
        for id in ids:
            with self._change() as revision:
                self._execute('DELETE FROM "document" WHERE "id" = ?', (id,))
                self._execute('INSERT OR REPLACE INTO "removed" VALUES (?, ?)', (id, revision))

    def confirm(self, id: str, location: str) -> None:
        """Note that a document's file, otherwise the same, now stands elsewhere."""
        with translated(self.path):
            self._execute('UPDATE "document" SET "location" = ? WHERE "id" = ?', (location, id))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything that is written within is written together, or not at all; one within another joins it."""
        if self._connection.in_transaction:
            yield
            return
        with translated(self.path):
            self._execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._execute("ROLLBACK")
                raise
            self._execute("COMMIT")

    @contextmanager
    def _change(self) -> Iterator[int]:
        """A transaction that makes the next revision."""
        with self.transaction():
            self._execute('UPDATE "counter" SET "revision" = "revision" + 1')
            yield self.revision


def _insert(table: str, names: Sequence[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))})'
