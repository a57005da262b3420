"""The file of the catalogue: opened for one writer or for reading, its errors told as ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from ..errors import DamagedError, LockedError, PolicykbError, UsageError
from .migrations import checked, migrate

FILE = "catalogue.sqlite"


class Connection:
    """A connection to the catalogue of the knowledge base in a folder.

    Raises:
        UsageError: it is opened for reading and there is no catalogue.
        DamagedError: the catalogue cannot be read, or a later version of the program wrote it.
    """

    def __init__(self, folder: Path, mode: Literal["r", "w"] = "r") -> None:
        self.path = folder / FILE
        if mode == "r" and not self.path.is_file():
            raise UsageError(f"there is no knowledge base in {folder}; `policykb ingest` makes one")
        with translated(self.path):
            self._connection = sqlite3.connect(
                _address(self.path, mode), uri=True, isolation_level=None, check_same_thread=False
            )
            self._execute("PRAGMA foreign_keys = ON")
            if mode == "w":
                self._execute("PRAGMA journal_mode = WAL")
                self._execute("PRAGMA synchronous = FULL")
                migrate(self._connection)
            elif not checked(self._connection):
                raise UsageError(f"there is no knowledge base in {folder}; `policykb ingest` makes one")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def _execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)

    def _query(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        with translated(self.path):
            return self._execute(statement, values).fetchall()

    def _column(self, statement: str, values: Sequence[Any] = ()) -> tuple[str, ...]:
        return tuple(row[0] for row in self._query(statement, values))


def _address(path: Path, mode: Literal["r", "w"]) -> str:
    choice = "mode=rwc" if mode == "w" else "mode=ro"
    if mode == "r" and not os.access(path.parent, os.W_OK) and not path.with_name(f"{FILE}-wal").exists():
        # Even a reader of a catalogue in WAL mode makes a file beside it, unless nobody can be writing.
        choice += "&immutable=1"
    return f"{path.absolute().as_uri()}?{choice}"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours: what a user can mend, each with the path."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise LockedError(f"{path}: another program is writing: {error}") from None
        if name.startswith(("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise PolicykbError(f"{path}: {error}") from None
        raise DamagedError(f"{path}: {error}") from None
