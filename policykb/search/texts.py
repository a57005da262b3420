"""What an engine keeps beside its posting lists: each document's header, its text for snippets and for phrases.

A small SQLite file. A key is never used twice, so a reader of an older generation of the posting lists never meets
another document under a key it knows; at worst it meets none.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from ..errors import DamagedError
from .base import Heading, IndexDocument

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
  key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, header TEXT NOT NULL,
  squeezed TEXT NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_id ON documents (id);
"""
# Squeezed texts kept in memory, in characters; at two bytes each some 100 MB.
_KEPT = 50_000_000
_IN = 500


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a document without opening its text; `length` is in words."""

    id: str
    source: str
    title: str | None
    doc_number: str | None
    issuers: tuple[str, ...]
    issued_on: str | None
    year: int | None
    doc_type: str | None
    region: str | None
    record_kinds: tuple[str, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Body:
    """A document's clean text and its headings."""

    text: str
    headings: tuple[Heading, ...]

    def section_at(self, place: int) -> str | None:
        """The path of the innermost heading that a place stands under."""
        paths = [heading.path for heading in self.headings if heading.start <= place < heading.end]
        return paths[-1] if paths else None


class Texts:
    """The file of headers and texts; writes are seen after `commit`.

    Raises:
        DamagedError: there is no such file to read.
    """

    def __init__(self, path: Path, mode: Literal["r", "w"]) -> None:
        if mode == "r":
            self._connection = _reading(path)
        else:
            self._connection = sqlite3.connect(path, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.executescript(_SCHEMA)
        self._squeezed: dict[int, str] = {}
        self._size = 0

    def add(self, document: IndexDocument, length: int, squeezed: str) -> int:
        """Keep a document under a new key, which is given back; `length` is in words."""
        fields = {name: getattr(document, name) for name in Header.__dataclass_fields__ if name != "length"}
        body = {"text": document.body, "headings": [asdict(heading) for heading in document.headings]}
        cursor = self._connection.execute(
            "INSERT INTO documents (id, header, squeezed, body) VALUES (?, ?, ?, ?)",
            (
                document.id,
                json.dumps({**fields, "length": length}, ensure_ascii=False),
                squeezed,
                zlib.compress(json.dumps(body, ensure_ascii=False).encode(), 1),
            ),
        )
        return int(cursor.lastrowid or 0)

    def remove(self, keys: Iterable[int]) -> None:
        self._connection.executemany("DELETE FROM documents WHERE key = ?", ((key,) for key in keys))

    def commit(self) -> None:
        self._connection.commit()

    def rollback(self) -> None:
        self._connection.rollback()

    def headers(self) -> Iterator[tuple[int, Header]]:
        """Every key with its header, in the order of the keys."""
        for key, text in self._connection.execute("SELECT key, header FROM documents ORDER BY key"):
            fields = json.loads(text)
            fields["issuers"] = tuple(fields["issuers"])
            fields["record_kinds"] = tuple(fields["record_kinds"])
            yield key, Header(**fields)

    def body(self, key: int) -> Body:
        """A document's text; an empty one where the document has been taken out meanwhile."""
        row = self._connection.execute("SELECT body FROM documents WHERE key = ?", (key,)).fetchone()
        if row is None:
            return Body("", ())
        fields = json.loads(zlib.decompress(row[0]))
        return Body(fields["text"], tuple(Heading(**heading) for heading in fields["headings"]))

    def squeezed(self, keys: Iterable[int]) -> dict[int, str]:
        """The squeezed texts of documents; one that has been taken out meanwhile is left out."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self._squeezed]
        for start in range(0, len(missing), _IN):
            some = missing[start : start + _IN]
            marks = ",".join("?" * len(some))
            rows = self._connection.execute(f"SELECT key, squeezed FROM documents WHERE key IN ({marks})", some)
            for key, text in rows:
                self._squeezed[key] = text
                self._size += len(text)
        found = {key: self._squeezed[key] for key in wanted if key in self._squeezed}
        if self._size > _KEPT:
            self._squeezed.clear()
            self._size = 0
        return found

    def close(self) -> None:
        self._connection.close()


def _reading(path: Path) -> sqlite3.Connection:
    # Beside a file that may be written SQLite wants to put another; in a folder that cannot be written the file cannot
    # change either, and is opened as it is.
    problem = ""
    for how in ("mode=ro", "immutable=1"):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, check_same_thread=False)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            problem = str(error)
            connection.close()
        else:
            return connection
    raise DamagedError(f"the texts of the search index in {path.parent} cannot be read ({problem})")
