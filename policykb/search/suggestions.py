"""What a query was taken for, and other words where nothing has one of its words."""

from __future__ import annotations

from .matching import Corpus
from .query import And, Field, Fuzzy, Not, Or, Pattern, Phrase, Query, Sentence, Words, content_words

# Words that are suggested for one.
MOST = 3


def in_words(query: Query) -> str:
    """A query as it was understood, every operator written out."""
    match query:
        case And(parts):
            return "(" + " AND ".join(map(in_words, parts)) + ")"
        case Or(parts):
            return "(" + " OR ".join(map(in_words, parts)) + ")"
        case Not(part):
            return f"NOT {in_words(part)}"
        case Field(name, part):
            return f"{name}:{in_words(part)}"
        case Phrase(text):
            return f'"{text}"'
        case Fuzzy(text):
            return f"{text}~"
        case Pattern(text):
            return text
        case Sentence(text):
            return "(" + " OR ".join(dict.fromkeys(content_words(text))) + ")"
        case Words(text):
            return " AND ".join(dict.fromkeys(content_words(text)))


def suggestions(words: list[str], corpus: Corpus) -> dict[str, list[str]]:
    """For each word that no document has, words of the index of which one character is another, the frequent first."""
    found: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        if len(word) < 2 or corpus.frequency("words", word):
            continue
        near = {other for other in corpus.expand("words", word[0]) if _differ_by_one(word, other)}
        if near:
            found[word] = sorted(near, key=lambda other: (-corpus.frequency("words", other), other))[:MOST]
    return found


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one character of a word is another one, missing or added in the other, or two have changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    rest = (one[start:], other[start:])
    swapped = rest[0][1:2] + rest[0][:1] + rest[0][2:]
    return rest[0][1:] in (rest[1][1:], rest[1]) or rest[0] == rest[1][1:] or swapped == rest[1]
