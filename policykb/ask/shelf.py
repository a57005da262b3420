"""What answering keeps of a catalogue in memory, so that only what may answer is decoded.

Of each document its header and headings, and of each kind of record the fields by which records are chosen, a JSON text
a document, a record a line: a word that is not in the text is in none of its records.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from ..search import analysis
from ..text import Text
from .matching import Context
from .plan import Term
from .result import Json

# Characters kept in memory before everything is dropped; at two bytes each some 250 MB.
_KEPT = 128_000_000
# Records of a kind that are looked at closely for one question.
MOST_BRIEFS = 600
_HEAD = ("id", "source", "title", "inner_title", "doc_number", "issuers", "issued_on")
_WHERE = ("quote", "section", "evidence_span_end")
_NUMBERED = ("indicator", "scope", "action", "quantity_min", "quantity_max", "quantity_unit", "when_start", "when_end")
_FIELDS = {
    "target": (*_WHERE, *_NUMBERED),
    "fact": (*_WHERE, *_NUMBERED),
    "subsidy": (*_WHERE, "recipient", "condition", "instrument", "payer", "amount_min", "amount_max", "amount_unit"),
    "deadline": (*_WHERE, "action", "when_start", "when_end"),
    "obligation": (*_WHERE, "action", "actor", "modality"),
    "reference": (*_WHERE, "title", "doc_number"),
}
_TABLE = ("label", "title", "columns", "rows")


class Catalogue(Protocol):
    """What answering needs of the catalogue."""

    @property
    def revision(self) -> int: ...

    def documents(self, ids: Sequence[str] | None = None, names: Sequence[str] = ()) -> list[Json]: ...

    def packed(self, table: str, names: Sequence[str], ids: Sequence[str]) -> dict[str, str]: ...

    def chosen(self, table: str, places: Iterable[tuple[str, int]]) -> list[Json]: ...

    def parts(self, table: str, id: str) -> list[Json]: ...

    def text(self, id: str) -> str: ...

    def source_text(self, id: str) -> str: ...

    def aligned(self, id: str) -> Text: ...


class Shelf:
    """One state of a catalogue; see `shelf`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._revision = -1
        self._size = 0
        self._heads: dict[str, Json] = {}
        self._packed: dict[tuple[str, str], str] = {}
        self._contexts: dict[str, _Around] = {}
        self.repealed: dict[str, Json] | None = None
        self._has_all = False
        self.cut_short = False

    def refresh(self) -> None:
        """Begin a question: drop what is kept where the catalogue has changed, or where it is too much.

        `cut_short` tells afterwards whether more may answer than was looked at.
        """
        self.cut_short = False
        revision = self._catalogue.revision
        if revision != self._revision or self._size > _KEPT:
            self._revision, self._size = revision, 0
            self.repealed, self._has_all = None, False
            for kept in (self._heads, self._packed, self._contexts):
                kept.clear()

    def heads(self, ids: Sequence[str] | None) -> dict[str, Json]:
        """What is shown of documents, by id; of all where no ids are given."""
        missing = None if ids is None else [id for id in ids if id not in self._heads]
        if missing or (missing is None and not self._has_all):
            self._heads |= {head["id"]: head for head in self._catalogue.documents(missing, _HEAD)}
        self._has_all = self._has_all or ids is None
        return dict(self._heads) if ids is None else {id: self._heads[id] for id in ids if id in self._heads}

    def _around(self, ids: Collection[str]) -> dict[str, _Around]:
        """What stands around the records of documents, by id; needs their `heads`."""
        missing = [id for id in ids if id not in self._contexts]
        for id, packed in self._load("section", ("path", "title"), missing).items():
            self._contexts[id] = _Around(self._heads[id], [json.loads(line) for line in packed.splitlines()])
        return {id: self._contexts[id] for id in ids}

    def briefs(self, kind: str, ids: Collection[str], terms: Iterable[Term], years: Collection[str] = ()) -> list[Json]:
        """The records of a kind that may answer, with the fields that choosing needs, by document.

        Left out are those in which a term stands neither in the record nor in what stands around it, or none of the
        years does. No more documents are looked into once there are very many.
        """
        hard = [_ways(term) for term in terms if not (term.soft or term.place)]
        around = self._around(ids)
        found: list[Json] = []
        for id, packed in self._load(kind, _FIELDS[kind], ids).items():
            if len(found) >= MOST_BRIEFS:
                self.cut_short = True
                break
            inside = [ways for ways in hard if not _may_have(ways, around[id].said)]
            if packed and all(_may_have(ways, packed, around[id].said) for ways in inside):
                for line in _lines(packed, inside, around[id].said):
                    if not years or any(year in line for year in years):
                        found.append(_record(kind, id, json.loads(line)))
        return found

    def context(self, id: str, section: str | None) -> Context:
        """What stands around the records of a section of a document; needs its `briefs`."""
        around = self._contexts[id]
        above = [title for path, title in around.headings if section and section.startswith(path)]
        return Context(around.title, " ".join(above), lambda: self.prose(id))

    def tables(self, ids: Collection[str], terms: Iterable[Term]) -> list[Json]:
        """The tables of documents in which every word may stand that is not a verb."""
        hard = [_ways(term) for term in terms if not term.soft]
        places: list[tuple[str, int]] = []
        for id, packed in self._load("grid", _TABLE, ids).items():
            for line in packed.splitlines() if all(_may_have(ways, packed) for ways in hard) else ():
                places += [(id, json.loads(line)[0])] if all(_may_have(ways, line) for ways in hard) else []
        return self._catalogue.chosen("grid", places) if places else []

    def prose(self, id: str) -> str:
        """The text of a document without its tables, folded."""
        around = self._contexts[id]
        if around.prose is None:
            text = self._catalogue.text(id)
            spans = self._load("paragraph", ("span_start", "span_end"), [id])[id].splitlines()
            places = (json.loads(span) for span in spans)
            around.prose = analysis.fold("\n".join(text[start:end] for _, start, end in places))
            self._size += len(around.prose)
        return around.prose

    def _load(self, table: str, names: Sequence[str], ids: Iterable[str]) -> dict[str, str]:
        """The packed rows of documents in small letters, by id in the order given; empty where there are none."""
        ids = list(ids)
        missing = [id for id in ids if (table, id) not in self._packed]
        if missing:
            found = self._catalogue.packed(table, names, missing)
            for id in missing:
                packed = self._packed[table, id] = found.get(id, "").lower()
                self._size += len(packed)
        return {id: self._packed[table, id] for id in ids}


class _Around:
    """What stands around the records of a document: its title and issuers, its headings, its prose once asked for."""

    __slots__ = ("headings", "prose", "said", "title")

    def __init__(self, head: Json, sections: list[list[Any]]) -> None:
        self.title = analysis.fold(" ".join(filter(None, (head["title"], head["inner_title"], *head["issuers"]))))
        self.headings = tuple((path or "", title or "") for _, path, title in sections)
        self.said = "\n".join((self.title, *(title for _, title in self.headings)))
        self.prose: str | None = None


_shelves: WeakKeyDictionary[Catalogue, Shelf] = WeakKeyDictionary()


def shelf(catalogue: Catalogue) -> Shelf:
    """The shelf of a catalogue, as long as the catalogue is in use; up to date."""
    known = _shelves.get(catalogue)
    if known is None:
        known = _shelves[catalogue] = Shelf(catalogue)
    known.refresh()
    return known


def _ways(term: Term) -> tuple[tuple[str, ...], ...]:
    """The words of a term, each with its synonyms; or the term as it was typed."""
    return tuple((unit.text, *unit.others, term.text) for unit in term.words)


def _lines(packed: str, inside: list[tuple[tuple[str, ...], ...]], around: str) -> Iterator[str]:
    """The lines that have every term; each may say some of its words around them."""
    if not inside:
        yield from packed.split("\n")
        return
    # The last word that must be in the line itself is what a name is named after: few lines have it.
    rare = next((way for way in reversed(inside[0]) if not any(word in around for word in way)), None)
    for line in packed.split("\n"):
        if (rare is None or any(word in line for word in rare)) and all(
            _may_have(ways, line, around) for ways in inside
        ):
            yield line


def _may_have(ways: tuple[tuple[str, ...], ...], text: str, around: str = "") -> bool:
    """Whether each word of a term, or a synonym of it, stands in one of two texts."""
    return all(any(word in text or word in around for word in way) for way in ways)


def _record(kind: str, document: str, values: list[Any]) -> Json:
    """A record with the fields that choosing needs; amounts and times as records have them."""
    record: Json = {"kind": kind, "document": document, "number": values[0]}
    for name, value in zip(_FIELDS[kind], values[1:], strict=True):
        group, _, end = name.partition("_")
        if group in ("quantity", "amount", "when"):
            record.setdefault(group, {})[end] = value
        else:
            record[name] = value
    return record
