"""Passages, sentences and clauses: where each begins and ends, with brackets and quotes respected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Notice, Part
from ..text import Span

SENTENCE_STOPS = "。！？"
CLAUSE_STOPS = "，；：,;:"
_MARKS = re.compile(r"[。！？，；：,;:（）()《》〈〉“”‘’〔〕\[\]【】]")
_CLOSING = {"）": "（(", ")": "（(", "》": "《", "〉": "〈", "”": "“", "’": "‘", "〕": "〔", "]": "[", "】": "【"}
_OPENING = frozenset("".join(_CLOSING.values()))
_MAX_DEPTH = 64
_ASIDE = 6
# A heading that says something by itself: it announces a list, or it has a modal word or an amount in it.
_IS_TEXT = re.compile(r"[：:；]$|如下|应当|必须|不得|得申请|[0-9一二三四五六七八九十百千万亿]元|[0-9]%")
_EXTRACTED: tuple[Part, ...] = ("letter", "plan", "attachment")


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two commas, semicolons or colons.

    Args:
        span: its place in the clean text, without the mark that ends it.
        text: the clause itself.
        bare: the same length; what stands inside brackets and quotes is blanked with "○", so that a pattern sees
            the clause's own words only.
        stop: the mark that ends it: "，", "；", "：", "。", or nothing.
    """

    span: Span
    text: str
    bare: str
    stop: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `aside` is one that stands inside brackets, which are left out of its span."""

    span: Span
    clauses: tuple[Clause, ...]
    aside: bool = False

    @property
    def text(self) -> str:
        return "".join(clause.text + clause.stop for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Passage:
    """The running text of one paragraph.

    Args:
        span: without the heading at its start.
        part: the part of the document it stands in.
        section: the index of its section in the outline.
        sentences: in order; one inside brackets follows the sentence that holds it.
        heading: the heading's own words where the paragraph starts with one.
        label: whether the paragraph is an item of a list, with a marker before it.
    """

    span: Span
    part: Part
    section: int | None
    sentences: tuple[Sentence, ...]
    heading: str = ""
    label: str = ""


def passages(notice: Notice) -> Iterator[Passage]:
    """The running text of a notice, paragraph by paragraph; headings with text of their own under them left out."""
    clean = notice.text.clean
    for paragraph in notice.paragraphs:
        if paragraph.part not in _EXTRACTED:
            continue
        section = notice.outline[paragraph.section] if paragraph.section is not None else None
        start, heading, label = paragraph.span.start, "", ""
        if section is not None and paragraph.heading is not None:
            start, heading, label = paragraph.heading.end, section.title, section.label
            words = Span(paragraph.heading.start, start).cut(clean)
            whole = start >= paragraph.span.end
            if _IS_TEXT.search(words) or (whole and section.body.end <= paragraph.span.end + 1):
                start, heading = section.span.start + len(section.label), ""
            elif whole:
                continue
        span = Span(min(start, paragraph.span.end), paragraph.span.end).strip(clean)
        if len(span) and not (
            start > paragraph.span.start and not heading and label[:1] != "第" and _is_bare(span.cut(clean))
        ):
            found = tuple(sentences(clean, span))
            yield Passage(span, paragraph.part, paragraph.section, found, heading, label)


_BARE = re.compile(r"[。；：，,0-9]|应当|必须|不得|禁止|要")


def _is_bare(text: str) -> bool:
    """Whether the words behind a marker are only a name: （三）鼓励技术改造"""
    return len(text) < _NAME and _BARE.search(text.rstrip("。")) is None


_NAME = 20


def sentences(text: str, span: Span) -> Iterator[Sentence]:
    """The sentences of a span; one in brackets follows the sentence that holds it."""
    marks = [(match.start(), match.group()) for match in _MARKS.finditer(text, span.start, span.end)]
    pairs = dict(_pairs(marks))
    bare = _bare(text, span, pairs)
    for sentence, asides in _sentences(text, bare, span, marks, pairs):
        if sentence is not None:
            yield sentence
        for aside in asides:
            yield from _inside(text, aside)


def _pairs(marks: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Where each bracket or quote that is closed opens and closes; the ones left open are no brackets at all."""
    open_marks: list[tuple[int, str]] = []
    for place, mark in marks:
        if mark in _OPENING:
            open_marks.append((place, mark))
            del open_marks[:-_MAX_DEPTH]
        elif mark in _CLOSING:
            for index in range(len(open_marks) - 1, -1, -1):
                if open_marks[index][1] in _CLOSING[mark]:
                    yield open_marks[index][0], place
                    del open_marks[index:]
                    break


def _bare(text: str, span: Span, pairs: dict[int, int]) -> str:
    """The span with the inside of its outermost brackets and quotes blanked."""
    pieces: list[str] = []
    place = span.start
    for start in sorted(pairs):
        if start >= place:
            pieces += (text[place : start + 1], "○" * (pairs[start] - start - 1), text[pairs[start]])
            place = pairs[start] + 1
    return "".join((*pieces, text[place : span.end]))


def _sentences(
    text: str, bare: str, span: Span, marks: list[tuple[int, str]], pairs: dict[int, int]
) -> Iterator[tuple[Sentence | None, list[Span]]]:
    """Each sentence with the brackets that may hold sentences of their own; None where such a bracket stands alone."""
    start, until = span.start, -1
    clauses: list[Clause] = []
    asides: list[Span] = []
    for place, mark in _bounded(marks, span):
        if place < until:
            continue
        if place in pairs:
            until = pairs[place]
            if mark in "（(" and until - place > _ASIDE:
                inside = Span(place + 1, until)
                if not clauses and not text[start:place].strip():
                    yield None, [inside]
                    start = until + 1
                else:
                    asides.append(inside)
            continue
        if mark and (mark not in SENTENCE_STOPS and (mark not in CLAUSE_STOPS or _inside_number(text, place))):
            continue
        while start < place and text[start].isspace():
            start += 1
        end = place
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            words = bare[start - span.start : end - span.start]
            clauses.append(Clause(Span(start, end), text[start:end], words, mark))
        start = place + len(mark)
        if (not mark or mark in SENTENCE_STOPS) and (clauses or asides):
            sentence = Sentence(Span(clauses[0].span.start, clauses[-1].span.end), tuple(clauses)) if clauses else None
            yield sentence, asides
            clauses, asides = [], []


def _bounded(marks: list[tuple[int, str]], span: Span) -> Iterator[tuple[int, str]]:
    """The marks and the end, with an empty mark wherever a sentence nobody ends has grown too long to be quoted."""
    last = span.start
    for place, mark in (*marks, (span.end, "")):
        while place - last > _LONGEST:
            last += _LONGEST
            yield last, ""
        yield place, mark
        if mark and mark in SENTENCE_STOPS:
            last = place + 1
        elif mark and mark in CLAUSE_STOPS and place - last > _LONG:
            last = place + 1
            yield last, ""


# No author writes a sentence of so many characters; beyond the first figure it ends at the next comma.
_LONG, _LONGEST = 1500, 2500


def _inside_number(text: str, place: int) -> bool:
    """Whether a mark stands inside a figure or a Latin word, as in 10,000, or inside a time of the day: 17：30."""
    if text[place] in "：:" and _CLOCK.match(text, max(0, place - 1)):
        return True
    around = text[max(0, place - 1)] + text[min(len(text) - 1, place + 1)]
    return text[place] in ",;:" and around.isascii() and around.isalnum()


_CLOCK = re.compile("[0-9][：:][0-5][0-9](?![0-9%])")


def _inside(text: str, span: Span) -> Iterator[Sentence]:
    """The sentences inside a bracket; brackets within them are only blanked."""
    inside = span.strip(text)
    marks = [(match.start(), match.group()) for match in _MARKS.finditer(text, inside.start, inside.end)]
    pairs = dict(_pairs(marks))
    for sentence, _ in _sentences(text, _bare(text, inside, pairs), inside, marks, pairs):
        if sentence is not None:
            yield Sentence(sentence.span, sentence.clauses, aside=True)
