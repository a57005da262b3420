"""The language of queries: words, "phrases", AND OR NOT, brackets, and fields such as title: and year:.

NOT binds closest, then AND (which words side by side have between them anyway), then OR. Operators are capital
letters and may touch Chinese characters. A bracket or a Chinese quotation mark inside running text is text: it groups
or quotes only where a word could begin. A query of nothing but running text that is long enough to be a sentence, or
asks something, is matched by its words, best first, instead of by all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..errors import UsageError
from ..lexicon import keys
from . import analysis

FIELDS = ("title", "issuer", "number", "year", "issued", "type", "region", "kind")
# A run of so many words that say something is a sentence: nobody means that each of them must be there.
SENTENCE_WORDS = 6
# Brackets, fields and NOTs in one query; more of them would nest deeper than anybody reads.
DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Words:
    """Text whose words must all be there, in any order."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Text some of whose words must be there; the more the better."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text that must stand there as it is, signs and spaces aside."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A part that is looked for in one of FIELDS."""

    name: str
    part: Query


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text with gaps: `*` stands for up to twenty characters within a sentence, `?` for one."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A name of which one character may be another one, missing or added."""

    text: str


Query = Pattern | Fuzzy | Words | Sentence | Phrase | Field | And | Or | Not


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    start: int


# Fewer characters than that have too many neighbours to be meant.
SHORTEST_FUZZY = 3
_GAP = re.compile(r"\*|(?<=\w)[?？](?=\w)")
_SPACE = re.compile(r"\s+")
_OPERATOR = re.compile(r"(?<![A-Za-z0-9_])(AND|OR|NOT)(?![A-Za-z0-9_])")
_FIELD = re.compile(rf"({'|'.join(FIELDS)})\s*[:：]\s*", re.IGNORECASE)
_QUOTES = {'"': '"', "＂": "＂", "“": "”", "「": "」", "『": "』"}


@cache
def question_words() -> frozenset[str]:
    """Words that ask or bind and say nothing about what is looked for."""
    return frozenset(keys("question_words"))


def content_words(text: str) -> list[str]:
    """The words of a text without the ones that only ask or bind; all of them when there are no others."""
    found = analysis.words(text)
    return [word for word in found if word not in question_words()] or found


def parse(text: str) -> Query:
    """A query from what somebody typed.

    Raises:
        UsageError: there is no word in it, a quotation or a bracket is not closed, or an operator lacks its operand.
    """
    lexemes = list(_lexemes(text))
    if all(lexeme.kind == "text" for lexeme in lexemes):
        whole = " ".join(lexeme.text for lexeme in lexemes)
        if _is_sentence(whole, [lexeme.text for lexeme in lexemes]):
            return Sentence(whole)
    if sum(lexeme.kind in ("(", "field", "NOT") for lexeme in lexemes) > DEEPEST:
        raise _error(f"it has more than {DEEPEST} brackets, fields and NOTs")
    query, place = _alternatives(lexemes, 0)
    if place < len(lexemes):
        raise _error(f"a closing bracket without an opening one at character {lexemes[place].start + 1}")
    if query is None:
        raise UsageError("the query has no words to look for")
    return query


def _is_sentence(whole: str, chunks: list[str]) -> bool:
    asks = any(word in question_words() for word in analysis.words(whole))
    if any(_GAP.search(chunk) or chunk.endswith("~") for chunk in chunks):
        return False
    longest = max((len(content_words(chunk)) for chunk in chunks), default=0)
    return longest >= SENTENCE_WORDS or (asks and longest > 1)


def _error(message: str) -> UsageError:
    return UsageError(f"the query cannot be understood: {message}")


def _lexemes(text: str) -> Iterator[_Lexeme]:
    place, begins, depth = 0, True, 0
    while place < len(text):
        character = text[place]
        if match := _SPACE.match(text, place):
            place, begins = match.end(), True
        elif match := _OPERATOR.match(text, place):
            yield _Lexeme(match[1], match[1], place)
            place, begins = match.end(), True
        elif begins and (match := _FIELD.match(text, place)):
            yield _Lexeme("field", match[1].lower(), place)
            place = match.end()
        elif character == '"' or (begins and character in _QUOTES):
            end = text.find(_QUOTES[character], place + 1)
            if end < 0:
                raise _error(f"a quotation that is opened at character {place + 1} is not closed")
            yield _Lexeme("phrase", text[place + 1 : end], place)
            place, begins = end + 1, True
        elif begins and character in "(（" and not analysis.is_number(text, place):
            yield _Lexeme("(", character, place)
            place, depth = place + 1, depth + 1
        elif depth and character in ")）":
            yield _Lexeme(")", character, place)
            place, begins, depth = place + 1, True, depth - 1
        else:
            end = _end_of_text(text, place, depth)
            yield _Lexeme("text", text[place:end], place)
            place, begins = end, False


def _end_of_text(text: str, start: int, depth: int) -> int:
    """Where running text ends: at a space, an operator, a straight quotation mark, or the bracket around it."""
    inner = 0
    for place in range(start, len(text)):
        character = text[place]
        if character in "(（":
            inner += 1
        elif character in ")）":
            if depth and not inner:
                return max(place, start + 1)
            inner = max(0, inner - 1)
        elif place > start and (character == '"' or character.isspace() or _OPERATOR.match(text, place)):
            return place
    return len(text)


def _alternatives(lexemes: list[_Lexeme], place: int) -> tuple[Query | None, int]:
    parts: list[Query] = []
    while True:
        part, place = _conjunction(lexemes, place)
        more = place < len(lexemes) and lexemes[place].kind == "OR"
        if part is None and (more or parts):
            where = lexemes[min(place, len(lexemes) - 1)].start + 1
            raise _error(f"OR needs something on both sides, near character {where}")
        if part is not None:
            parts.append(part)
        if not more:
            return _joined(Or, parts), place
        place += 1


def _conjunction(lexemes: list[_Lexeme], place: int) -> tuple[Query | None, int]:
    parts: list[Query] = []
    bound: _Lexeme | None = None
    while place < len(lexemes) and lexemes[place].kind not in ("OR", ")"):
        if lexemes[place].kind == "AND":
            if not parts or bound:
                raise _error(f"AND needs something on both sides, near character {lexemes[place].start + 1}")
            bound = lexemes[place]
            place += 1
            continue
        part, place = _operand(lexemes, place)
        if part is not None:
            parts.append(part)
            bound = None
    if bound:
        raise _error(f"AND needs something on both sides, near character {bound.start + 1}")
    return _joined(And, parts), place


def _operand(lexemes: list[_Lexeme], place: int) -> tuple[Query | None, int]:
    """The part at a place; None for text without a word, which is passed over."""
    lexeme = lexemes[place]
    place += 1
    if lexeme.kind in ("NOT", "field"):
        if place == len(lexemes) or lexemes[place].kind in ("AND", "OR", ")"):
            raise _error(f"{lexeme.text} needs something after it, near character {lexeme.start + 1}")
        part, place = _operand(lexemes, place)
        if part is None:
            return None, place
        return (Not(part) if lexeme.kind == "NOT" else Field(lexeme.text, part)), place
    if lexeme.kind == "(":
        part, place = _alternatives(lexemes, place)
        if place == len(lexemes):
            raise _error(f"a bracket that is opened at character {lexeme.start + 1} is not closed")
        return part, place + 1
    if not analysis.squeeze(lexeme.text):
        return None, place
    return _text(lexeme), place


def _text(lexeme: _Lexeme) -> Query:
    if lexeme.kind == "phrase":
        return Phrase(lexeme.text)
    # A question mark at the end asks; within a word it is a gap, as an asterisk is.
    if _GAP.search(lexeme.text) and len(analysis.squeeze(lexeme.text)) > 1:
        return Pattern(lexeme.text)
    if lexeme.text.endswith("~") and len(analysis.squeeze(lexeme.text)) >= SHORTEST_FUZZY:
        return Fuzzy(lexeme.text.removesuffix("~"))
    return Words(lexeme.text)


def _joined(kind: type[And] | type[Or], parts: list[Query]) -> Query | None:
    return parts[0] if len(parts) == 1 else kind(tuple(parts)) if parts else None
