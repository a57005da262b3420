"""How well a document answers a query: Lucene's BM25 over words; for the best of them pairs of characters as well.

Everything here is worked out from counts and texts, nothing is trained; every engine can be ranked by it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from . import analysis
from .matching import Corpus
from .patterns import pieces
from .query import And, Field, Fuzzy, Not, Or, Pattern, Phrase, Query, Sentence, Words, content_words
from .synonyms import units
from .texts import Header

K1 = 1.2
B = 0.75
# What a synonym counts beside the word that was typed.
SYNONYM = 0.5
# How many of the best by words are looked at more closely, and what that counts beside the words: the pairs of
# characters in the whole text, and those of them that stand together in its best passage of so many characters.
CLOSER = 100
PAIRS = 2.0
PASSAGE = 1.0
REACH = 60
# A query longer than any question is looked at by its beginning.
MOST_PAIRS = 200
# Pairs say more of long documents than words do, so their length weighs less.
B_PAIRS = 0.5


@dataclass(frozen=True, slots=True)
class Terms:
    """What a query looks for, as ranking and snippets use it.

    Args:
        words: word -> its weight.
        marked: the words that a snippet marks wherever they stand.
        texts: pieces of text that a snippet marks where they stand as a whole.
        phrases: those of them that must stand in the text.
        pairs: the pairs of characters in what was typed.
    """

    words: Mapping[str, float]
    marked: frozenset[str]
    texts: tuple[str, ...]
    phrases: tuple[str, ...]
    pairs: tuple[str, ...]


def terms(query: Query) -> Terms:
    """The words and pieces of text that a query wants to be there."""
    words: dict[str, float] = {}
    marked: set[str] = set()
    texts: dict[str, None] = {}
    phrases: dict[str, None] = {}
    pairs: dict[str, None] = {}
    for leaf in _leaves(query):
        typed = content_words(leaf.text)
        words.update(dict.fromkeys(typed, 1.0))
        pairs.update(dict.fromkeys(_pairs(leaf.text)))
        if not isinstance(leaf, Sentence):
            texts.setdefault(leaf.text)
        if isinstance(leaf, Phrase):
            phrases.setdefault(leaf.text)
            continue
        marked.update(typed)
        for other in (other for unit in units(leaf.text) for other in unit.others):
            if analysis.words(other) == [other]:
                words.setdefault(other, SYNONYM)
                marked.add(other)
            else:
                texts.setdefault(other)
    return Terms(words, frozenset(marked), tuple(texts), tuple(phrases), tuple(pairs)[:MOST_PAIRS])


def _pairs(text: str) -> Iterator[str]:
    """The pairs of neighbouring characters in a text, but for those that a word that says nothing is part of."""
    kept = set(content_words(text))
    run = ""
    last = 0
    for token in [*analysis.tokens(text), analysis.Token("", len(text) + 1, len(text) + 1, 0)]:
        if token.text not in kept or token.start != last:
            yield from (pair for pair in analysis.pairs(run) if len(pair) > 1)
            run = ""
        run += token.text if token.text in kept else ""
        last = token.end


def _leaves(query: Query) -> Iterable[Words | Sentence | Phrase]:
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Words() | Sentence() | Phrase():
            yield query
        case Pattern(text):
            yield from (Words(piece) for piece in pieces(text))
        case Fuzzy(text):
            yield Words(text)
        case Field("title", part):
            yield from _leaves(part)
        case Not() | Field():
            pass


def rank(keys: set[int], wanted: Terms, corpus: Corpus) -> dict[int, float]:
    """Key -> score; the higher the better."""
    scores = by_words(keys, wanted.words, corpus)
    closer = best(scores, corpus.headers, CLOSER)
    factors = {pair: idf(corpus.frequency("pairs", pair), len(corpus.headers)) for pair in wanted.pairs}
    for key, text in corpus.squeezed(closer).items():
        length = corpus.length(key)
        whole = sum(
            factor * saturated(count, length, B_PAIRS)
            for pair, factor in factors.items()
            if (count := text.count(pair))
        )
        scores[key] += PAIRS * whole + PASSAGE * passage(text, factors)
    return scores


def passage(text: str, factors: Mapping[str, float]) -> float:
    """The weight of the different pairs that stand in the best passage of a text."""
    places = sorted((match.start(), pair) for pair in factors for match in re.finditer(re.escape(pair), text))
    inside: Counter[str] = Counter()
    most = total = 0.0
    first = 0
    for place, pair in places:
        total += 0.0 if inside[pair] else factors[pair]
        inside[pair] += 1
        while places[first][0] < place - REACH:
            gone = places[first][1]
            inside[gone] -= 1
            total -= 0.0 if inside[gone] else factors[gone]
            first += 1
        most = max(most, total)
    return most


def best(scores: Mapping[int, float], headers: Mapping[int, Header], count: int) -> list[int]:
    """The keys with the highest scores, ties in the order of the documents' ids."""
    if count <= 0:
        return []
    least = sorted(scores.values(), reverse=True)[:count][-1] if scores else 0.0
    kept = [key for key, score in scores.items() if score >= least]
    return sorted(kept, key=lambda key: (-scores[key], headers[key].id))[:count]


def by_words(keys: set[int], words: Mapping[str, float], corpus: Corpus) -> dict[int, float]:
    """BM25 of the documents over words."""
    scores = dict.fromkeys(keys, 0.0)
    for word, weight in sorted(words.items()):
        postings = corpus.postings("words", word)
        factor = weight * idf(len(postings), len(corpus.headers))
        for key, worth in zip(postings.keys, postings.weights, strict=True):
            if key in scores:
                scores[key] += factor * worth
    return scores


def idf(documents: int, of: int) -> float:
    """The weight of a word that stands in `documents` of so many."""
    return math.log(1 + (of - documents + 0.5) / (documents + 0.5))


def saturated(count: float, length: float, b: float = B) -> float:
    """What a count is worth in a document so many times as long as the average."""
    return count / (count + K1 * (1 - b + b * length))
