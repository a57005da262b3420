"""How well a document answers a query: Lucene's BM25 over words, and over pairs of characters for the best of them.

Everything here is worked out from counts and texts, nothing is trained; every engine can be ranked by it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from . import analysis
from .matching import Corpus
from .query import And, Field, Not, Or, Phrase, Query, Sentence, Words, content_words
from .synonyms import units
from .texts import Header

K1 = 1.2
B = 0.75
# What a synonym counts beside the word that was typed.
SYNONYM = 0.6
# How many of the best by words are looked at more closely.
CLOSER = 100


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
        pairs.update(dict.fromkeys(pair for pair in analysis.pairs("".join(typed)) if len(pair) > 1))
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
    return Terms(words, frozenset(marked), tuple(texts), tuple(phrases), tuple(pairs))


def _leaves(query: Query) -> Iterable[Words | Sentence | Phrase]:
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case Words() | Sentence() | Phrase():
            yield query
        case Field("title", part):
            yield from _leaves(part)
        case Not() | Field():
            pass


def rank(keys: set[int], wanted: Terms, corpus: Corpus) -> dict[int, float]:
    """Key -> score; the higher the better."""
    scores = by_words(keys, wanted.words, corpus)
    closer = best(scores, corpus.headers, CLOSER)
    for key, score in by_pairs(closer, wanted.pairs, corpus).items():
        scores[key] += score
    return scores


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


def by_pairs(keys: Iterable[int], pairs: Iterable[str], corpus: Corpus) -> dict[int, float]:
    """BM25 of a few documents over pairs of characters, counted in their texts."""
    texts = corpus.squeezed(keys)
    average = 1000.0
    scores = dict.fromkeys(texts, 0.0)
    for pair in pairs:
        factor = idf(len(corpus.postings("pairs", pair)), len(corpus.headers))
        for key, text in texts.items():
            if count := text.count(pair):
                scores[key] += factor * saturated(count, len(text) / average)
    return scores


def idf(documents: int, of: int) -> float:
    """The weight of a word that stands in `documents` of so many."""
    return math.log(1 + (of - documents + 0.5) / (documents + 0.5))


def saturated(count: float, length: float) -> float:
    """What a count is worth in a document so many times as long as the average."""
    return count / (count + K1 * (1 - B + B * length))
