"""The passages of a document that show why a query found it, with the words that were found marked whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from . import analysis
from .base import Snippet
from .ranking import Terms
from .texts import Body

# In characters: how long a snippet may be, and how much is kept before the first mark of a passage that is longer.
LONGEST = 160
LEAD = 30

_SENTENCE = re.compile(r"[^\s。！？；][^。！？；\n]*[。！？；]?")


@dataclass(frozen=True, slots=True)
class _Passage:
    start: int
    end: int
    score: float


def snippets(body: Body, wanted: Terms, limit: int = 3) -> tuple[Snippet, ...]:
    """The best passages in the order of the text; the beginning of the text where no word of the query is in it."""
    folded = analysis.fold(body.text)
    best = sorted(_passages(folded, wanted), key=lambda passage: (-passage.score, passage.start))[:limit]
    if not best:
        first = _SENTENCE.search(body.text)
        best = [_Passage(first.start(), first.end(), 0.0)] if first else []
    return tuple(_snippet(body, passage, wanted) for passage in sorted(best, key=lambda passage: passage.start))


def _passages(folded: str, wanted: Terms) -> Iterable[_Passage]:
    words = [(word, len(word) * wanted.words[word]) for word in wanted.marked if word in folded]
    texts = [(text, 2.0 * len(text)) for text in map(analysis.fold, wanted.texts) if text in folded]
    for match in _SENTENCE.finditer(folded):
        sentence = match.group()
        score = sum(worth for word, worth in words if word in sentence)
        score += sum(worth for text, worth in texts if text in sentence)
        if score:
            yield _Passage(match.start(), match.end(), score)
    found = dict(texts)
    for phrase in map(analysis.fold, wanted.phrases):
        if phrase not in found:
            yield from _around(folded, analysis.squeeze(phrase))


def _around(folded: str, phrase: str) -> Iterable[_Passage]:
    """The passage, of several sentences if need be, in which a phrase stands with signs or spaces in between."""
    squeezed, places = analysis.squeezed(folded)
    at = squeezed.find(phrase)
    if at < 0:
        return
    first, last = places[at], places[at + len(phrase) - 1]
    sentences = [match.span() for match in _SENTENCE.finditer(folded)]
    start = max((start for start, _ in sentences if start <= first), default=first)
    end = min((end for _, end in sentences if end > last), default=last + 1)
    yield _Passage(start, end, 3.0 * len(phrase))


def _snippet(body: Body, passage: _Passage, wanted: Terms) -> Snippet:
    text = body.text[passage.start : passage.end]
    found = marks(text, wanted)
    start, end = _window(text, found)
    inside = tuple((mark[0] - start, mark[1] - start) for mark in found if start <= mark[0] and mark[1] <= end)
    return Snippet(text[start:end], inside, body.section_at(passage.start + start))


def _window(text: str, found: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Where to cut a long passage: at the borders of words, with the first mark inside."""
    if len(text) <= LONGEST:
        return 0, len(text)
    start = max(0, found[0][0] - LEAD) if found else 0
    borders = [token.start for token in analysis.tokens(text)]
    start = borders[max(0, bisect_right(borders, start) - 1)] if start and borders else 0
    last = bisect_right(borders, start + LONGEST) - 1
    end = len(text) if start + LONGEST >= len(text) else borders[last]
    return start, max(end, start + 1)


def marks(text: str, wanted: Terms) -> tuple[tuple[int, int], ...]:
    """The half-open intervals of a text that a query found, whole words, those that touch joined."""
    tokens = analysis.tokens(text)
    found = {
        (token.start, token.end)
        for token in tokens
        if token.text in wanted.marked or any(part in wanted.marked for part in analysis.subwords(token.text))
    }
    found |= _where_texts_stand(text, tokens, wanted.texts)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _where_texts_stand(text: str, tokens: list[analysis.Token], texts: Iterable[str]) -> set[tuple[int, int]]:
    squeezed, places = analysis.squeezed(text)
    starts = [token.start for token in tokens]
    ends = [token.end for token in tokens]
    found: set[tuple[int, int]] = set()
    for wanted in map(analysis.squeeze, texts):
        place = squeezed.find(wanted) if wanted else -1
        while place >= 0:
            first, last = places[place], places[place + len(wanted) - 1] + 1
            left = starts[max(0, bisect_right(starts, first) - 1)]
            right = ends[min(len(ends) - 1, bisect_left(ends, last))]
            found.add((left, right))
            place = squeezed.find(wanted, place + len(wanted))
    return found
