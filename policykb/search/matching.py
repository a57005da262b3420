"""Which documents a query matches: the query's tree worked out as sets of keys.

A text matches words when it has all of them, in any order, each as itself or as a synonym; and always when the words
stand in it just as they were typed, whatever words a dictionary cuts there. So what contains a text is always found,
and NOT leaves none of it over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Literal, Protocol

from ..errors import UsageError
from . import analysis
from .patterns import compiled, compiled_nearly, issued_range, nearly_pieces, pieces
from .query import And, Field, Fuzzy, Not, Or, Pattern, Phrase, Query, Sentence, Words, content_words, question_words
from .synonyms import units
from .texts import Header
from .whoosh import Postings

_YEARS = re.compile(r"\s*(\d{4})?\s*年?\s*(?:(\.\.|[-–—~至到])\s*(\d{4})?\s*年?)?\s*")


class Corpus(Protocol):
    """What matching and ranking need to know of an index."""

    headers: Mapping[int, Header]

    def postings(self, name: Literal["words", "pairs"], token: str) -> Postings:
        """The documents that have a token; for a word, each with what its count there is worth (`saturated`)."""

    def frequency(self, name: Literal["words", "pairs"], token: str) -> int:
        """How many documents have a token."""

    def length(self, key: int) -> float:
        """How many times as long as the average a document is."""

    def values(self, field: str) -> Mapping[int, tuple[str, ...]]:
        """What each document has in one of `FIELDS`, squeezed; numbers in their one form."""

    def expand(self, name: Literal["words", "pairs"], prefix: str) -> list[str]:
        """The tokens that begin with a prefix."""

    def squeezed(self, keys: Iterable[int]) -> dict[int, str]:
        """The squeezed texts of documents."""


def match(query: Query, corpus: Corpus, loose: bool = False) -> set[int]:
    """The keys of the documents that match.

    Args:
        loose: some of the words are enough, and a phrase may begin or end inside a number.

    Raises:
        UsageError: a field is given something that it cannot hold.
    """
    match query:
        case And(parts):
            return _all(parts, corpus, loose)
        case Or(parts):
            return set().union(*(match(part, corpus, loose) for part in parts))
        case Not(part):
            return set(corpus.headers) - match(part, corpus)
        case Field(name, part):
            return _in_field(name, part, corpus)
        case Phrase(text):
            return phrase(text, corpus, loose)
        case Pattern(text):
            return with_gaps(text, corpus)
        case Fuzzy(text):
            return nearly(text, corpus)
        case Sentence(text):
            return some_words(text, corpus)
        case Words(text):
            return some_words(text, corpus) if loose else all_words(text, corpus)


def _all(parts: tuple[Query, ...], corpus: Corpus, loose: bool) -> set[int]:
    wanted = [part for part in parts if not isinstance(part, Not)]
    found = [match(part, corpus, loose) for part in wanted if not (loose and isinstance(part, Words))]
    if loose and len(found) < len(wanted):
        found.append(set().union(*(match(part, corpus, loose) for part in wanted if isinstance(part, Words))))
    kept = set.intersection(*found) if found else set(corpus.headers)
    return kept.difference(*(match(part.part, corpus) for part in parts if isinstance(part, Not)))


def all_words(text: str, corpus: Corpus) -> set[int]:
    """The documents with every word of a text, or with the text as it is."""
    wanted = [unit for unit in units(text) if unit.text not in question_words()] or units(text)
    found = [_either((unit.text, *unit.others), corpus) for unit in wanted]
    together = set.intersection(*sorted(found, key=len)) if found else set()
    return together | phrase(text, corpus, known=together)


def some_words(text: str, corpus: Corpus) -> set[int]:
    """The documents with any of the words of a text that say something."""
    found: set[int] = set()
    for word in dict.fromkeys(content_words(text)):
        found.update(corpus.postings("words", word).keys)
    return found


def _either(texts: Iterable[str], corpus: Corpus) -> set[int]:
    found: set[int] = set()
    for text in texts:
        words = analysis.words(text)
        found |= set(corpus.postings("words", text).keys) if words == [text] else phrase(text, corpus)
    return found


def phrase(text: str, corpus: Corpus, loose: bool = False, known: Iterable[int] = ()) -> set[int]:
    """The documents in which a text stands, signs and spaces aside; those already `known` are not looked into."""
    wanted = analysis.squeeze(text)
    if not wanted:
        return set()
    candidates = _candidates(text, wanted, corpus)
    candidates.difference_update(known)
    if len(wanted) == 2 and not wanted.isascii() and analysis.pairs(text)[:1] == [wanted]:
        return candidates
    return {key for key, squeezed in corpus.squeezed(candidates).items() if stands_in(wanted, squeezed, loose)}


def _candidates(text: str, wanted: str, corpus: Corpus) -> set[int]:
    """The documents that have every pair of characters of a phrase; what stands at its ends may be part of more."""
    tokens = analysis.pairs(text)
    inner = [token for token in tokens if len(token) == 2 and not token.isascii() and token in wanted]
    lists = [corpus.postings("pairs", token) for token in dict.fromkeys(inner)]
    if lists:
        first, *rest = sorted(lists, key=len)
        return reduce(lambda kept, other: kept.intersection(other.keys), rest, set(first.keys))
    if len(wanted) == 1 and not wanted.isascii():
        return set().union(*(corpus.postings("pairs", token).keys for token in corpus.expand("pairs", wanted)))
    return set(corpus.headers)


def with_gaps(text: str, corpus: Corpus) -> set[int]:
    """The documents in which a text with gaps stands."""
    parts = [phrase(piece, corpus) if len(piece) > 1 else set(corpus.headers) for piece in pieces(text)]
    found = set.intersection(*parts) if parts else set()
    pattern = compiled(text)
    return {key for key, squeezed in corpus.squeezed(found).items() if pattern.search(squeezed)}


def nearly(text: str, corpus: Corpus) -> set[int]:
    """The documents in which a name or one very like it stands; one of its pieces stands there unchanged."""
    found = set().union(*(phrase(piece, corpus, loose=True) for piece in nearly_pieces(text)))
    pattern = compiled_nearly(text)
    return {key for key, squeezed in corpus.squeezed(found).items() if pattern.search(squeezed)}


def stands_in(wanted: str, squeezed: str, loose: bool = False) -> bool:
    """Whether a squeezed text has a squeezed phrase; not inside a longer number or Latin word unless `loose`."""
    if loose or not (wanted[0].isascii() or wanted[-1].isascii()):
        return wanted in squeezed
    place = squeezed.find(wanted)
    while place >= 0:
        if not (_runs_on(squeezed, place) or _runs_on(squeezed, place + len(wanted))):
            return True
        place = squeezed.find(wanted, place + 1)
    return False


def _runs_on(text: str, place: int) -> bool:
    """Whether a number or a Latin word goes through a place."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return before.isascii() and after.isascii() and before.isdigit() == after.isdigit()


def _in_field(name: str, part: Query, corpus: Corpus) -> set[int]:
    match part:
        case And(parts):
            return set.intersection(*(_in_field(name, one, corpus) for one in parts))
        case Or(parts):
            return set().union(*(_in_field(name, one, corpus) for one in parts))
        case Not(one):
            return set(corpus.headers) - _in_field(name, one, corpus)
        case Field(inner, _):
            raise UsageError(f"the query cannot be understood: {inner}: cannot stand inside {name}:")
        case Pattern(text):
            pattern = compiled(text)
            return {key for key, values in corpus.values(name).items() if any(map(pattern.search, values))}
        case Fuzzy(text):
            near = compiled_nearly(text)
            return {key for key, values in corpus.values(name).items() if any(map(near.search, values))}
        case Words(text) | Sentence(text) | Phrase(text):
            return _with_value(name, text, isinstance(part, Phrase), corpus)


def _with_value(name: str, text: str, whole: bool, corpus: Corpus) -> set[int]:
    if name == "year":
        first, last = _years(text)
        return {key for key, header in corpus.headers.items() if header.year and first <= header.year <= last}
    if name == "issued":
        start, end = issued_range(text)
        return {
            key for key, header in corpus.headers.items() if header.issued_on and start <= header.issued_on[:10] <= end
        }
    wanted = [analysis.one_form(text) if name == "number" else analysis.squeeze(text)]
    if name == "title" and not whole:
        wanted = [unit.text for unit in units(text) if unit.text not in question_words()] or wanted
    values = corpus.values(name)
    return {key for key, texts in values.items() if any(all(word in text for word in wanted) for text in texts)}


def field_values(name: str, header: Header) -> tuple[str, ...]:
    """What a document has in a field, as text."""
    values: Mapping[str, tuple[str | int | None, ...]] = {
        "title": (header.title,),
        "issuer": header.issuers,
        "number": (header.doc_number,),
        "year": (header.year,),
        "type": (header.doc_type,),
        "issued": (header.issued_on,),
        "region": (header.region,),
        "kind": header.record_kinds,
    }
    return tuple(str(value) for value in values[name] if value is not None)


def _years(text: str) -> tuple[int, int]:
    match = _YEARS.fullmatch(text.strip())
    if not match or not (match[1] or match[3]):
        raise UsageError(f"year: takes a year such as 2021 or a range such as 2019..2021, not {text!r}")
    first = int(match[1]) if match[1] else 0
    return first, (int(match[3]) if match[3] else 9999) if match[2] else first
