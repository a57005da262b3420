"""What the catalogue says, in the shape of the JSON of docs/records.md."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from ..codec import Json, printed_table, whole
from ..errors import NotFoundError
from ..text import Alignment, Gap, Text
from .connection import Connection
from .schema import LAYOUTS, PARTS, RECORDS, Column, Layout, document_columns, reader

# What `documents` gives of each document: everything but its texts.
_HEAVY = ("source_text", "clean_text", "alignment")
_TABLE_EVIDENCE = Column("evidence", "TEXT", ("evidence",), "json")
_LISTED = tuple(column for column in document_columns() if column.name not in _HEAVY)


class Reader(Connection):
    """The catalogue for those who ask."""

    @property
    def revision(self) -> int:
        """How many changes the catalogue has seen."""
        found: int = self._query('SELECT "revision" FROM "counter"')[0][0]
        return found

    @property
    def identity(self) -> str:
        """A name that no other catalogue has: what was made from another one is known by it."""
        return self._column('SELECT "identity" FROM "counter"')[0]

    def changes(self, since: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of documents that were written, and of those that were removed, after a revision."""
        written = self._column('SELECT "id" FROM "document" WHERE "revision" > ? ORDER BY "revision"', (since,))
        removed = self._column('SELECT "document" FROM "removed" WHERE "revision" > ? ORDER BY "revision"', (since,))
        return written, removed

    def documents(self, ids: Sequence[str] | None = None, names: Collection[str] = ()) -> list[Json]:
        """The header of each document (metadata, source, place, format …), in the order of their places.

        Args:
            names: the columns that are wanted; all where there are none.
        """
        listed = [column for column in _LISTED if not names or column.name in names]
        named = ", ".join(f'"{column.name}"' for column in listed)
        where, values = _among("id", ids)
        found = self._query(f'SELECT {named} FROM "document"{where} ORDER BY "place", "id"', values)
        return list(map(reader(listed), found))

    def find(self, name: str) -> str:
        """The id of the one document that goes by this id (or its beginning), file name, place, number or title.

        Raises:
            NotFoundError: none does, or several do; the message lists them.
        """
        whole = ("id", "place", "source", "location", "doc_number", "title")
        tries = [(f'"{column}" = ?', name) for column in whole]
        # GLOB compares as written; what it reads as signs is put between brackets.
        plain = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
        tries += [('"id" GLOB ?', f"{plain}*"), ('"source" GLOB ?', f"*{plain}*"), ('"title" GLOB ?', f"*{plain}*")]
        for condition, value in tries:
            ids = self._column(f'SELECT "id" FROM "document" WHERE {condition} ORDER BY "place"', (value,))
            if len(ids) == 1:
                return ids[0]
            if ids:
                listed = ", ".join(f"{one['id']} {one['place']}" for one in self.documents(ids[:10]))
                raise NotFoundError(f"{len(ids)} documents go by {name!r}: {listed}")
        raise NotFoundError(f"no document goes by {name!r}; `policykb status --documents` lists them")

    def text(self, id: str) -> str:
        """The clean text of a document."""
        return self._text(id, "clean_text")

    def source_text(self, id: str) -> str:
        """The text of a document as its file says it; the spans of evidence lie in it."""
        return self._text(id, "source_text")

    def aligned(self, id: str) -> Text:
        """The clean text of a document and where each place of it stands in the source; without the steps between."""
        gaps: list[Gap] = [(a, b, c, d) for a, b, c, d in json.loads(self._text(id, "alignment"))]
        return Text(self.source_text(id), self.text(id), Alignment(tuple(gaps)))

    def _text(self, id: str, column: str) -> str:
        found = self._column(f'SELECT "{column}" FROM "document" WHERE "id" = ?', (id,))
        if not found:
            raise NotFoundError(f"no document has the id {id!r}")
        return found[0]

    def parts(self, table: str, id: str) -> list[Json]:
        """The blocks, sections, paragraphs, attachments or issues of a document, in order, every field of them."""
        return [data for _, _, data in self._objects(PARTS[table], [id])]

    def records(self, kind: str | None = None, ids: Sequence[str] | None = None) -> list[Json]:
        """Records with the id of their document under "document", in the order of the text.

        Args:
            kind: one kind; all where it is None.
            ids: of these documents; of all where it is None.
        """
        layouts = [RECORDS[kind]] if kind else list(RECORDS.values())
        found = [
            (id, number, {"document": id, "kind": layout.table, **_last(data)})
            for layout in layouts
            for id, number, data in self._objects(layout, ids)
        ]
        found.sort(key=lambda each: each[:2])
        return [record for _, _, record in found]

    def packed(self, table: str, names: Sequence[str], ids: Sequence[str]) -> dict[str, str]:
        """Columns of the rows of a table by document: a row a line, as the JSON array [number, …].

        So much of a catalogue can be looked through without decoding it; SQLite leaves Chinese characters unescaped.
        """
        known = {column.name for layout in LAYOUTS if layout.table == table for column in layout.columns}
        if not known.issuperset(names):
            raise KeyError(f"{table} has no column {', '.join(sorted(set(names) - known))}")
        listed = ", ".join(("number", *(f'"{name}"' for name in names)))
        where, values = _among("document", ids)
        query = (
            f'SELECT "document", group_concat(json_array({listed}), char(10)) FROM "{table}"{where} GROUP BY "document"'
        )
        return dict(self._query(query, values))

    def chosen(self, table: str, places: Iterable[tuple[str, int]]) -> list[Json]:
        """Records of a kind, or tables ("grid"), by document and number; in that order."""
        wanted = json.dumps(sorted(places))
        among = (
            ' WHERE ("document", "number") IN '
            "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
        )
        if table == "grid":
            found = self._rows(PARTS["grid"], among, (wanted,), (_TABLE_EVIDENCE,))
            return [{"document": id, **printed_table(data, data["evidence"])} for id, _, data in found]
        return [
            {"document": id, "kind": table, **_last(data)}
            for id, _, data in self._rows(RECORDS[table], among, (wanted,))
        ]

    def record_kinds(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The kinds of record that each of some documents has."""
        where, values = _among("document", ids)
        kinds: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
        for kind in RECORDS:
            for id in self._column(f'SELECT DISTINCT "document" FROM "{kind}"{where}', values):
                kinds[id] = (*kinds[id], kind)
        return kinds

    def tables(self, ids: Sequence[str] | None = None) -> list[Json]:
        """Tables with the id of their document under "document", in the order of the text."""
        found = self._objects(PARTS["grid"], ids, (_TABLE_EVIDENCE,))
        return [{"document": id, **printed_table(data, data["evidence"])} for id, _, data in found]

    def document(self, id: str) -> Json:
        """Everything about a document, as `policykb extract` prints it.

        Raises:
            NotFoundError: there is no such id.
        """
        text = self.text(id)
        (head,) = self.documents([id])
        return whole(
            head,
            text,
            head,
            sections=self.parts("section", id),
            attachments=self.parts("attachment", id),
            records=[_alone(record) for record in self.records(ids=[id])],
            tables=[_alone(table) for table in self.tables([id])],
            issues=self.parts("issue", id),
        )

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        tables = ("document", *(layout.table for layout in LAYOUTS))
        return {table: self._query(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables}

    def sound(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file; nothing when it is sound."""
        found = self._column("PRAGMA integrity_check")
        return () if found == ("ok",) else found

    def _objects(
        self, layout: Layout, ids: Sequence[str] | None, more: tuple[Column, ...] = ()
    ) -> Iterator[tuple[str, int, Json]]:
        where, values = _among("document", ids)
        return self._rows(layout, where, values, more)

    def _rows(
        self, layout: Layout, where: str, values: Sequence[Any], more: tuple[Column, ...] = ()
    ) -> Iterator[tuple[str, int, Json]]:
        listed = (*layout.columns, *more)
        names = ", ".join(f'"{column.name}"' for column in listed)
        query = f'SELECT "document", "number", {names} FROM "{layout.table}"{where} ORDER BY "document", "number"'
        read = reader(listed)
        for id, number, *row in self._query(query, values):
            yield id, number, read(row)


def _last(record: Json) -> Json:
    """A record with its evidence at the end, as `codec` has it."""
    evidence = record.pop("evidence")
    return {**record, "evidence": evidence}


def _alone(part: Json) -> Json:
    return {key: item for key, item in part.items() if key != "document"}


def _among(column: str, ids: Sequence[str] | None) -> tuple[str, Sequence[Any]]:
    """A condition for some ids; as one JSON value, since SQLite limits how many values a statement may have."""
    if ids is None:
        return "", ()
    return f' WHERE "{column}" IN (SELECT value FROM json_each(?))', (json.dumps(list(ids)),)
