"""The posting lists in Whoosh's files: the only file that knows Whoosh.

Two fields, given as tokens: words with their counts, and pairs of neighbouring characters. No positions: a phrase is
looked for among the documents that have its pairs, in the text itself, which is faster and finds any substring.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from whoosh import columns, fields, formats, index, matching, reading
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher
from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError
from whoosh.writing import SegmentWriter

from ..errors import DamagedError, LockedError

Name = Literal["words", "pairs"]
Worth = Callable[[int, float], float]
_TRIES = 20
# Decoded postings kept in memory; at twelve bytes each some 100 MB.
_KEPT = 8_000_000


@dataclass(frozen=True, slots=True)
class Postings:
    """The keys of the documents that have a token, and for each how often, or what that is worth."""

    keys: array[int]
    weights: array[float]

    def __len__(self) -> int:
        return len(self.keys)


class TokenField(fields.FieldType):  # type: ignore[misc]
    """A field whose postings are put in by `_Writer`; a posting's weight is how often the token stands there."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: object, **_: object) -> tuple[()]:
        """Nothing: Whoosh's own way, a tuple a posting, takes three times as long."""
        return ()


def _schema() -> fields.Schema:
    key = fields.ID()
    key.set_sortable(columns.VarBytesColumn())
    return fields.Schema(key=key, words=TokenField(), pairs=TokenField())


def _codec() -> W3Codec:
    codec = W3Codec(blocklimit=512, compression=1)
    # The lengths of documents are kept elsewhere; to ask for them Whoosh would look for a file at every posting.
    codec.length_stats = False
    return codec


class _Pool:
    """Postings in memory by field and token, in the order of documents; stands in for Whoosh's sorted runs on disk."""

    def __init__(self) -> None:
        self.size = 0
        self.fields: dict[str, dict[str, tuple[array[int], array[float]]]] = {}

    def put(self, name: str, document: int, counts: Mapping[str, int]) -> None:
        """The tokens of a document, with how often each stands there."""
        lists = self.fields.setdefault(name, {})
        for token, count in counts.items():
            known = lists.get(token)
            if known is None:
                known = lists[token] = (array("I"), array("f"))
            known[0].append(document)
            known[1].append(count)
        self.size += len(counts)

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting as Whoosh hands it over, from a small segment that is merged into this one."""
        name, token, document, weight, _ = item
        known = self.fields.setdefault(name, {}).setdefault(token.decode(), (array("I"), array("f")))
        known[0].append(document)
        known[1].append(weight)
        self.size += 1

    def cleanup(self) -> None:
        self.fields.clear()


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with postings kept in memory until they are written, once, in order."""

    def __init__(self, ix: index.Index) -> None:
        super().__init__(ix, codec=_codec())
        self.pool = _Pool()

    def put(self, key: int, words: Mapping[str, int], pairs: Mapping[str, int]) -> None:
        """A document by its key, with the counts of its tokens."""
        self.pool.put("words", self.docnum, words)
        self.pool.put("pairs", self.docnum, pairs)
        self.add_document(key=str(key))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        out = self.fieldwriter
        for name in sorted(self.pool.fields):
            out.start_field(name, self.schema[name])
            lists = self.pool.fields[name]
            for token in sorted(lists):
                out.start_term(token.encode())
                for document, weight in zip(*lists[token], strict=True):
                    out.add(document, weight, b"", 0)
                out.finish_term()
            out.finish_field()
        out.close()


class PostingsWriter:
    """One writer at a time; nothing is seen before `commit`.

    Raises:
        LockedError: another process writes.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        storage = FileStorage(str(folder))
        ix = storage.open_index() if exists(folder) else storage.create_index(_schema())
        try:
            self._writer = _Writer(ix)
        except LockError:
            raise LockedError(f"another process is writing the search index in {folder}") from None

        reader = PostingsReader(folder)
        self._numbers = reader.numbers()
        reader.close()

    @property
    def size(self) -> int:
        """How many postings wait in memory."""
        return int(self._writer.pool.size)

    def add(self, key: int, words: Iterable[str], pairs: Iterable[str]) -> None:
        self._writer.put(key, Counter(words), dict.fromkeys(pairs, 1))

    def keys(self) -> set[int]:
        """The keys of the documents that were there when the writer was opened and have not been removed."""
        return set(self._numbers)

    def remove(self, key: int) -> None:
        """Take out a document that was there when the writer was opened."""
        self._writer.delete_document(self._numbers.pop(key))

    def commit(self) -> None:
        """Write the postings out; when that fails the old ones stay as they are and the lock is let go."""
        done = False
        try:
            self._writer.commit()
            done = True
        finally:
            if not done:
                self.cancel()

    def cancel(self) -> None:
        """Drop what was not committed. Whoosh itself would keep the lock after a commit that failed."""
        lock = self._writer.writelock
        if not self._writer.is_closed:
            self._writer.cancel()
        elif lock:
            lock.release()


class PostingsReader:
    """One generation of the posting lists, documents by their keys."""

    def __init__(self, folder: Path) -> None:
        self._reader = _open(folder)
        leaves = self._reader.leaf_readers() if self._reader.doc_count_all() else ()
        self._leaves = [leaf for leaf, _ in leaves]
        self._keys = [array("Q", map(int, leaf.column_reader("key"))) for leaf in self._leaves]
        self._lists: dict[tuple[str, str], Postings] = {}
        self._size = 0

    def numbers(self) -> dict[int, int]:
        """The keys of all documents, each with Whoosh's number of the document."""
        found: dict[int, int] = {}
        base = 0
        for leaf, keys in zip(self._leaves, self._keys, strict=True):
            found.update((key, base + number) for number, key in enumerate(keys) if not leaf.is_deleted(number))
            base += leaf.doc_count_all()
        return found

    def postings(self, name: Name, token: str, worth: Worth | None = None) -> Postings:
        """The documents in which a token stands, with how often, or with what that is worth; kept in memory."""
        known = self._lists.pop((name, token), None)
        if known is None:
            known = self._decode(name, token.encode(), worth)
            self._size += len(known.keys) + 1
        self._lists[name, token] = known
        while self._size > _KEPT:
            oldest = next(iter(self._lists))
            self._size -= len(self._lists.pop(oldest).keys) + 1
        return known

    def _decode(self, name: Name, token: bytes, worth: Worth | None) -> Postings:
        found, counts = array("Q"), array("f")
        for leaf, keys in zip(self._leaves, self._keys, strict=True):
            if (name, token) in leaf:
                for numbers, weights in _blocks(leaf.postings(name, token)):
                    found.extend(map(keys.__getitem__, numbers))
                    counts.extend(weights)
        return Postings(found, array("f", map(worth, found, counts)) if worth else counts)

    def frequency(self, name: Name, token: str) -> int:
        """How many documents have a token; those deleted since the last merge are counted too."""
        return sum(leaf.doc_frequency(name, token) for leaf in self._leaves)

    def expand(self, name: Name, prefix: str) -> list[str]:
        """The tokens of a field that begin with a prefix."""
        if not self._leaves:
            return []
        return [token.decode() for token in self._reader.expand_prefix(name, prefix)]

    def close(self) -> None:
        self._reader.close()


def _blocks(matcher: matching.Matcher) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """The numbers of documents and the weights of a posting list, a block at a time.

    Whoosh gives postings one by one; a block at a time takes a fifth of the time. Where a segment has deleted documents
    a filter stands before its lists, and there is no way around it.
    """
    if not isinstance(matcher, W3LeafMatcher):
        while matcher.is_active():
            yield (matcher.id(),), (matcher.weight(),)
            matcher.next()
        return
    while matcher.is_active():
        matcher.id(), matcher.weight()
        yield matcher._ids, matcher._weights
        matcher._next_block()


def exists(folder: Path) -> bool:
    """Whether a folder holds posting lists."""
    return bool(index.exists_in(str(folder)))


def _open(folder: Path) -> reading.IndexReader:
    # While a writer commits, the list of segments that was just read may name files that are gone: read it again.
    for attempt in range(_TRIES):
        try:
            return FileStorage(str(folder)).open_index().reader()
        except (FileNotFoundError, index.EmptyIndexError):
            if attempt == _TRIES - 1:
                break
    raise DamagedError(f"the search index in {folder} cannot be opened; `policykb reindex` makes it again")
