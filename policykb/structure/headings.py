"""Lines that open a section: which they are, and whether they are headings or items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..text import Span
from .lines import Line
from .markers import Marker, marker

# A heading's words stay shorter than this; a longer first sentence is the text itself.
_LONGEST = 45
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
_FINITE = re.compile(
    r"不得|可以|请|必须|须|(?<![供相响适效反对呼感顺])应(?![用急对届变])|(?<![重主需纲概首摘必紧])要(?![点求素闻件害领义])"
    r"|由.{2,}负责|按照.*执行|给予|\d+(?:\.\d+)?[%％万亿元]|如下[：:]?$"
)
# Nothing but a bracket behind the first sentence: （县农业农村局负责）
_REMARK = re.compile(r"[（(][^（()）]{1,200}[）)]。?")
_PLAIN_HEADING = re.compile(r"[^。，；：！？、,;:!?\d（(“《][^。，；：！？,;:!?]{1,14}")


@dataclass(slots=True, eq=False)
class Group:
    """Sections of one list: siblings of one kind, counted on from each other.

    Args:
        continued: one of them has a further paragraph of its own.
        nested: one of them has sections below it.
        sentences: one of them is a whole sentence without a heading.
    """

    nodes: list[Node] = field(default_factory=list)
    continued: bool = False
    nested: bool = False
    sentences: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A section on its way into the tree.

    Args:
        line: the index of its line.
        heading: marker and the heading's own words.
        mark: the marker alone.
        headed: the words are a heading and not the text itself.
        runs_on: text of the section follows in the same line.
        groups: the newest list of each kind below it.
    """

    line: int
    marker: Marker | None
    heading: Span
    title: str
    runs_on: bool
    mark: Span
    headed: bool = False
    parent: Node | None = None
    group: Group = field(default_factory=Group)
    groups: dict[str, Group] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.marker.kind if self.marker else "plain"

    @property
    def number(self) -> int:
        return self.marker.number if self.marker else 0

    def chain(self) -> list[Node]:
        """The node and all above it, from the top down."""
        found: list[Node] = []
        node: Node | None = self
        while node is not None:
            found.append(node)
            node = node.parent
        return found[::-1]


def recognise(lines: Sequence[Line]) -> list[Node]:
    """The lines of a part that open a section, not yet placed in a tree."""
    nodes: list[Node] = []
    plain = _plain_headings(lines)
    last_article = 0
    markers = [marker(line.text, line.gaps) for line in lines]
    decimals = sum(found is not None and found.kind == "decimal2" for found in markers) >= 2
    for index, (line, found) in enumerate(zip(lines, markers, strict=True)):
        if found is not None and found.kind.startswith("decimal") and not (decimals and _is_decimal(found)):
            found = None
        if found is not None and found.kind == "article":
            if not found.apart and found.number != last_article + 1 and last_article:
                found = None
            else:
                last_article = found.number
        if found is not None:
            nodes.append(_node(index, line, found))
        elif index in plain:
            nodes.append(Node(index, None, line.span, line.text, False, line.span, True))
    return nodes


def _is_decimal(found: Marker) -> bool:
    return found.kind != "decimal1" or found.apart


def _node(index: int, line: Line, found: Marker) -> Node:
    words = line.text[found.end :]
    start = line.span.start
    label_end = start + len(line.text[: found.end].rstrip())
    whole = Span(start, line.span.end)
    mark = Span(start, label_end)
    if found.kind == "article":
        return Node(index, found, mark, "", bool(words), mark)
    if not words:
        return Node(index, found, whole, "", False, whole)
    first = _SENTENCE.match(words)
    sentence = first.group() if first else words
    rest = words[len(sentence) :]
    title = sentence.rstrip("。；！？：:")
    if len(title) > _LONGEST or _REMARK.fullmatch(rest) or (_FINITE.search(title) and sentence[-1:] in "。；：:"):
        return Node(index, found, mark, "", True, mark)
    if rest:
        headed = sentence[-1] == "。"
        return Node(
            index,
            found,
            Span(start, start + found.end + len(sentence)) if headed else mark,
            title if headed else "",
            True,
            mark,
            headed,
        )
    if sentence[-1] in "；！？" or (sentence[-1] == "。" and len(title) > 30):
        return Node(index, found, mark, "", True, mark)
    return Node(index, found, whole, title, False, mark)


def _plain_headings(lines: Sequence[Line]) -> frozenset[int]:
    """Headings without a marker, where a part begins with one: short lines with text below them."""
    found = [
        index
        for index, line in enumerate(lines[:-1])
        if _PLAIN_HEADING.fullmatch(line.text)
        and marker(line.text, line.gaps) is None
        and (len(lines[index + 1].text) > 18 or marker(lines[index + 1].text) is not None)
        and line.align != "right"
    ]
    first_marked = next((i for i, line in enumerate(lines) if marker(line.text, line.gaps)), len(lines))
    return frozenset(found) if len(found) >= 3 and found[0] < first_marked else frozenset()
