"""The engine that needs nothing but files: Whoosh's posting lists beside a file of texts.

It is a cache: what is in it can be made again from the catalogue at any time. A searcher is kept open and looks, at
each search, whether the files have changed.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Literal

from ..errors import DamagedError, UsageError
from ..lexicon import fingerprint
from ..model import PRODUCER
from . import analysis
from .base import FACETS, SORTS, Hit, IndexDocument, SearchResult, Sort
from .matching import field_values, match
from .query import Query, parse
from .ranking import Terms, best, by_words, rank, saturated, terms
from .snippets import snippets
from .suggestions import in_words, suggestions
from .texts import Header, Texts
from .whoosh import Postings, PostingsReader, PostingsWriter, exists

_STAMP = "stamp.json"
_TEXTS = "texts.sqlite"
# So many postings in memory are written out before more documents are taken in; some 200 MB.
_FULL = 20_000_000


def made_by() -> str:
    """What an index depends on besides the documents: program, analysis and word lists."""
    return f"{PRODUCER} analysis {analysis.ANALYSIS_VERSION} words {fingerprint()[:16]}"


def is_current(path: Path) -> bool:
    """Whether there is an index in a folder and this program with these word lists made it."""
    try:
        stamp = json.loads((path / _STAMP).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError):
        return False
    return bool(stamp.get("made_by") == made_by()) and exists(path)


class _Snapshot:
    """One state of the index, opened for reading: the corpus that matching and ranking ask."""

    def __init__(self, path: Path, texts: Texts) -> None:
        self._texts = texts
        self._reader = PostingsReader(path)
        kept = self._reader.numbers()
        self.headers: Mapping[int, Header] = {key: header for key, header in texts.headers() if key in kept}
        average = sum(header.length for header in self.headers.values()) / max(1, len(self.headers)) or 1.0
        self._lengths = {key: header.length / average for key, header in self.headers.items()}
        self._columns: dict[tuple[str, Callable[[str], str]], Mapping[int, tuple[str, ...]]] = {}

    def postings(self, name: Literal["words", "pairs"], token: str) -> Postings:
        return self._reader.postings(name, token, self._worth if name == "words" else None)

    def _worth(self, key: int, count: float) -> float:
        return saturated(count, self._lengths[key])

    def frequency(self, name: Literal["words", "pairs"], token: str) -> int:
        return self._reader.frequency(name, token)

    def length(self, key: int) -> float:
        return self._lengths[key]

    def values(self, field: str) -> Mapping[int, tuple[str, ...]]:
        return self._column(field, analysis.one_form if field == "number" else analysis.squeeze)

    def facet(self, field: str) -> Mapping[int, tuple[str, ...]]:
        """What each document has in a field, as it is shown."""
        return self._column(field, str)

    def _column(self, field: str, form: Callable[[str], str]) -> Mapping[int, tuple[str, ...]]:
        known = self._columns.get((field, form))
        if known is None:
            known = {key: tuple(map(form, field_values(field, header))) for key, header in self.headers.items()}
            self._columns[field, form] = known
        return known

    def expand(self, name: Literal["words", "pairs"], prefix: str) -> list[str]:
        return self._reader.expand(name, prefix)

    def squeezed(self, keys: Iterable[int]) -> dict[int, str]:
        return self._texts.squeezed(keys)

    def close(self) -> None:
        self._reader.close()


class LocalEngine:
    """An index in a folder; see `policykb.search.base.Engine`.

    Raises:
        DamagedError: there is no index to read, or another version of the program or its word lists made it.
        LockedError: another process writes, at the first `add` or `remove`.
    """

    def __init__(self, path: Path, mode: Literal["r", "w"] = "r") -> None:
        if (mode == "r" or exists(path)) and not is_current(path):
            raise DamagedError(f"the search index in {path} is missing or out of date; `policykb reindex` makes it")
        self._path = path
        self._mode = mode
        if mode == "w":
            path.mkdir(parents=True, exist_ok=True)
        self._texts = Texts(path / _TEXTS, mode)
        self._writer: PostingsWriter | None = None
        self._snapshot: _Snapshot | None = None
        self._seen: tuple[int, int] | None = None
        self._keys: dict[str, int] = {}
        self._fresh: set[int | None] = set()
        if mode == "w" and not exists(path):
            self.commit()

    def add(self, documents: Iterable[IndexDocument]) -> None:
        for document in documents:
            self.remove((document.id,))
            writer = self._writing()
            text = document.body
            if document.title and document.title not in text[:500]:
                text = f"{document.title}\n{text}"
            read = analysis.analyse(text)
            subwords = [part for word in read.words for part in analysis.subwords(word)]
            key = self._texts.add(document, len(read.words), read.squeezed)
            writer.add(key, read.words + subwords, read.pairs)
            self._keys[document.id] = key
            self._fresh.add(key)
            if writer.size > _FULL:
                self.commit()

    def remove(self, ids: Iterable[str]) -> None:
        for doc_id in ids:
            self._writing()
            key = self._keys.get(doc_id)
            if key in self._fresh:
                self.commit()
            if key is not None:
                self._writing().remove(key)
                del self._keys[doc_id]

    def _writing(self) -> PostingsWriter:
        if self._mode == "r":
            raise UsageError("the search index is open for reading only")
        if self._writer is None:
            self._writer = PostingsWriter(self._path)
            # Texts that no posting names are left over from a run that was broken off, or belong to removed documents.
            found = {key: header.id for key, header in self._texts.headers()}
            kept = self._writer.keys()
            self._texts.remove(key for key in found if key not in kept)
            self._keys = {doc_id: key for key, doc_id in found.items() if key in kept}
            self._fresh.clear()
        return self._writer

    def commit(self) -> None:
        writer = self._writing()
        self._texts.commit()
        try:
            writer.commit()
        finally:
            self._writer = None
        self._stamp()

    def _stamp(self) -> None:
        part = self._path / f"{_STAMP}.part"
        part.write_text(json.dumps({"made_by": made_by()}), encoding="utf-8")
        part.replace(self._path / _STAMP)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
            self._texts.rollback()
            self._writer = None
        if self._snapshot is not None:
            self._snapshot.close()
        self._texts.close()

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance", facets: bool = False
    ) -> SearchResult:
        if sort not in SORTS:
            raise UsageError(f"there is no order {sort!r}; choose from {', '.join(SORTS)}")
        parsed = parse(query)
        corpus = self._current()
        keys, relaxed = match(parsed, corpus), False
        if not keys:
            keys = match(parsed, corpus, loose=True)
            relaxed = bool(keys)
        wanted = terms(parsed)
        scores = rank(keys, wanted, corpus)
        order = _ordered(scores, corpus.headers, sort, offset + limit)[offset:]
        return SearchResult(
            query=query,
            total=len(keys),
            hits=tuple(self._hit(key, scores[key], wanted, corpus.headers[key]) for key in order),
            truncated=offset + len(order) < len(keys),
            relaxed=relaxed,
            facets=_facets(keys, corpus) if facets else {},
            understood=None if keys else in_words(parsed),
            suggestions={} if keys and not relaxed else suggestions(list(wanted.words), corpus),
        )

    def matching(self, query: Query, most: int | None = None) -> list[str]:
        """The ids of the documents that match a query, in order; of more than so many the best by words."""
        corpus = self._current()
        keys = match(query, corpus)
        if most is not None and len(keys) > most:
            keys = set(best(by_words(keys, terms(query).words, corpus), corpus.headers, most))
        return sorted(corpus.headers[key].id for key in keys)

    def _hit(self, key: int, score: float, wanted: Terms, header: Header) -> Hit:
        passages = snippets(self._texts.body(key), wanted)
        return Hit(
            header.id, header.source, header.title, header.doc_number, header.issued_on, round(score, 4), passages
        )

    def _current(self) -> _Snapshot:
        """The latest state of the files."""
        try:
            stat = (self._path / _STAMP).stat()
        except FileNotFoundError:
            # The index is just being changed for another one; what is open serves until that one stands.
            if self._snapshot is None:
                raise DamagedError(f"there is no search index in {self._path}; `policykb reindex` makes it") from None
            return self._snapshot
        now = (stat.st_ino, stat.st_mtime_ns)
        if self._snapshot is None or now != self._seen:
            if self._snapshot is not None:
                self._snapshot.close()
                self._texts.close()
                self._texts = Texts(self._path / _TEXTS, self._mode)
            self._snapshot, self._seen = _Snapshot(self._path, self._texts), now
        return self._snapshot


def _ordered(scores: Mapping[int, float], headers: Mapping[int, Header], sort: Sort, count: int) -> list[int]:
    """The first so many keys in the order asked for, ties by id; documents without a date come last by date."""
    if sort == "relevance":
        return best(scores, headers, count)
    by_score = best(scores, headers, len(scores))
    dated = [key for key in by_score if headers[key].issued_on]
    dated.sort(key=lambda key: headers[key].issued_on or "", reverse=sort == "newest")
    return (dated + [key for key in by_score if not headers[key].issued_on])[:count]


def _facets(keys: set[int], corpus: _Snapshot) -> dict[str, dict[str, int]]:
    """For each facet its values with the number of documents, the most frequent first."""
    found: dict[str, dict[str, int]] = {}
    for name in FACETS:
        counts = Counter(chain.from_iterable(map(corpus.facet(name).__getitem__, keys)))
        found[name] = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return found


def rebuild(path: Path, documents: Iterable[IndexDocument]) -> None:
    """Make the index anew beside the old one and put it in its place; when that fails the old one stays."""
    aside = path.with_name(f"{path.name}.new")
    old = path.with_name(f"{path.name}.old")
    for folder in (aside, old):
        shutil.rmtree(folder, ignore_errors=True)
    engine = LocalEngine(aside, "w")
    try:
        engine.add(documents)
        engine.commit()
    finally:
        engine.close()
    if path.exists():
        path.rename(old)
    aside.rename(path)
    shutil.rmtree(old, ignore_errors=True)
