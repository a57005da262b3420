"""What every search engine takes and gives back: documents, hits, snippets, facets, and the protocol of an engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from .query import Query

Sort = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")

# The facets that a search counts; each is a field of `IndexDocument` that a query can name too.
FACETS = ("year", "type", "issuer", "region", "kind")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body; [start, end) is everything under it, in code points of the body."""

    start: int
    end: int
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """A document as an engine takes it in.

    Args:
        body: the clean text; it is what snippets are cut from.
        issued_on: YYYY-MM-DD.
        headings: in the order of the text, the outer before the inner.
        record_kinds: the kinds of record that were read from it.
    """

    id: str
    source: str
    body: str
    title: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    issued_on: str | None = None
    year: int | None = None
    doc_type: str | None = None
    region: str | None = None
    headings: tuple[Heading, ...] = ()
    record_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of the clean text; `marks` are the half-open intervals of its text that the query found."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    section: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "marks": [list(mark) for mark in self.marks], "section": self.section}


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that a query found."""

    id: str
    source: str
    title: str | None
    doc_number: str | None
    issued_on: str | None
    score: float
    snippets: tuple[Snippet, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "source": self.source,
            "title": self.title,
            "doc_number": self.doc_number,
            "issued_on": self.issued_on,
            "score": self.score,
            "snippets": [snippet.as_json() for snippet in self.snippets],
        }


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query.

    Args:
        total: how many documents match; `hits` holds one page of them.
        truncated: more documents match than have been given up to and with this page.
        relaxed: nothing matched all of the words, so documents with some of them are given.
        understood: the query as it was read, where nothing was found.
        suggestions: words that no document has -> words very like them that documents have, where nothing was found.
        facets: facet -> value -> number of matching documents; empty when not asked for.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    truncated: bool = False
    relaxed: bool = False
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    understood: str | None = None
    suggestions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The shape of `search --json`; `relaxed`, `understood`, `suggestions` appear only where there are some."""
        result: dict[str, Any] = {"query": self.query, "total": self.total, "truncated": self.truncated}
        if self.relaxed:
            result["relaxed"] = True
        if self.understood:
            result["understood"] = self.understood
        if self.suggestions:
            result["suggestions"] = {word: list(others) for word, others in self.suggestions.items()}
        result["hits"] = [hit.as_json() for hit in self.hits]
        result["facets"] = {name: dict(counts) for name, counts in self.facets.items()}
        return result


class Engine(Protocol):
    """A search engine over the clean texts: a cache that can always be made again from the catalogue."""

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Take documents in, each in the place of the one that had its id; seen by searches after `commit`."""

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out by id; an unknown id is passed over."""

    def commit(self) -> None:
        """Make what was added and removed visible and durable."""

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance", facets: bool = False
    ) -> SearchResult:
        """The documents that match a query, best first, ties in the order of their ids.

        Raises:
            UsageError: the query cannot be understood; the message says where.
        """

    def matching(self, query: Query, most: int | None = None) -> list[str]:
        """The ids of the documents that match a query, in order; of more than so many the best by words."""

    def close(self) -> None:
        """Let go of files and locks; what was not committed is dropped."""
