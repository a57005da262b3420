"""How a catalogue of an older version becomes one of this version; a new one goes through the same steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from ..errors import DamagedError
from .schema import LAYOUTS, create, document_columns

Migration = Callable[[sqlite3.Connection], None]


def first(connection: sqlite3.Connection) -> None:
    """Documents, their parts and records; what was taken out; the count of changes."""
    connection.execute(create("document", document_columns()[1:], more='"id" TEXT PRIMARY KEY, "revision" INTEGER'))
    connection.execute('CREATE UNIQUE INDEX "document_location" ON "document" ("location")')
    connection.execute('CREATE INDEX "document_revision" ON "document" ("revision")')
    for layout in LAYOUTS:
        owner = '"document" TEXT NOT NULL REFERENCES "document" ON DELETE CASCADE, "number" INTEGER NOT NULL'
        connection.execute(create(layout.table, layout.columns, more=owner))
        connection.execute(f'CREATE UNIQUE INDEX "{layout.table}_place" ON "{layout.table}" ("document", "number")')
    connection.execute('ALTER TABLE "grid" ADD COLUMN "evidence" TEXT')
    connection.execute('CREATE TABLE "removed" ("document" TEXT PRIMARY KEY, "revision" INTEGER NOT NULL)')
    connection.execute('CREATE TABLE "counter" ("revision" INTEGER NOT NULL, "identity" TEXT NOT NULL)')
    connection.execute('INSERT INTO "counter" VALUES (0, lower(hex(randomblob(8))))')


# The n-th step makes version n; a step is never changed once it was released.
MIGRATIONS: tuple[Migration, ...] = (first,)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a catalogue to this version, in one transaction; fields that dataclasses gained become columns.

    Raises:
        DamagedError: a later version of the program wrote the catalogue.
    """
    version = checked(connection)
    connection.execute("BEGIN IMMEDIATE")
    for number, step in enumerate(MIGRATIONS[version:], version + 1):
        step(connection)
        connection.execute(f"PRAGMA user_version = {number}")
    tables = {"document": document_columns(), **{layout.table: layout.columns for layout in LAYOUTS}}
    for table, wanted in tables.items():
        there = {name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')}
        for column in wanted:
            if column.name not in there:
                connection.execute(f'ALTER TABLE "{table}" ADD COLUMN "{column.name}" {column.affinity}')
    connection.execute("COMMIT")


def checked(connection: sqlite3.Connection) -> int:
    """The version of a catalogue.

    Raises:
        DamagedError: it is later than this program's.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise DamagedError(
            f"the catalogue has version {version}, this program knows {len(MIGRATIONS)}: update policykb"
        )
    return version
