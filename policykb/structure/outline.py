"""The tree of headings of one part of a document.

Which marker stands under which is read from the document itself: a number that goes on where an open list left off
belongs to that list, a list that begins anew stands under what is open, and only where neither says it the usual
order of the families decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..text import Span
from .lines import Line
from .markers import Marker, marker

# A heading's words stay shorter than this; a longer first sentence is the text itself.
_LONGEST = 45
# From this rank on (1.) short lines are rather the items of a list than headings.
_LEAST_ITEM = 7
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
_FINITE = re.compile(
    r"不得|可以|必须|须|(?<![供相响适效反对呼感顺])应(?![用急对届变])|(?<![重主需纲概首摘必紧])要(?![点求素闻件害领义])"
    r"|由.{2,}负责|按照.*执行|给予|\d+(?:\.\d+)?[%％万亿元]|如下[：:]?$"
)
_CLOSING = re.compile(r"(?:以上|上述|此前|本(?:通知|意见|办法|方案|措施|政策|规定|细则|若干措施)).{0,80}")
_CONTINUING = re.compile(r"(?:其中|上述|前[款项]|以上)")
_PLAIN_HEADING = re.compile(r"[^。，；：！？、,;:!?\d（(“《][^。，；：！？,;:!?]{1,14}")


@dataclass(slots=True)
class Node:
    """A heading on its way into the tree."""

    line: int
    marker: Marker | None
    heading: Span
    title: str
    runs_on: bool
    label: Span
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    peers: list[Node] = field(default_factory=list)
    continued: bool = False

    @property
    def kind(self) -> str:
        return self.marker.kind if self.marker else "plain"

    def chain(self) -> list[Node]:
        """The node and all above it, from the top down."""
        found, node = [], self
        while node is not None:
            found.append(node)
            node = node.parent  # type: ignore[assignment]
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the finished tree; `parent` is an index among the headings of the same part."""

    label: str
    title: str
    level: int
    span: Span
    body: Span
    path: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a part, and for each of its lines the innermost heading and the heading at its start."""

    headings: tuple[Heading, ...]
    sections: tuple[int | None, ...]
    starts: tuple[Span | None, ...]


def build(lines: Sequence[Line], end: int) -> Outline:
    """The tree of headings over the lines of one part, which ends at the offset `end` of the clean text."""
    nodes = _place(_marked(lines))
    _tell_items(nodes, lines)
    return _close(lines, nodes, end)


def _marked(lines: Sequence[Line]) -> list[Node]:
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
            nodes.append(Node(index, None, line.span, line.text, False, line.span))
    return nodes


def _is_decimal(found: Marker) -> bool:
    return found.kind != "decimal1" or found.apart


def _node(index: int, line: Line, found: Marker) -> Node:
    words = line.text[found.end :]
    start = line.span.start
    label_end = start + len(line.text[: found.end].rstrip())
    whole = Span(start, line.span.end)
    label = Span(start, label_end)
    if found.kind == "article":
        return Node(index, found, label, "", bool(words), label)
    if not words:
        return Node(index, found, whole, "", False, whole)
    first = _SENTENCE.match(words)
    sentence = first.group() if first else words
    alone = len(sentence) == len(words)
    title = sentence.rstrip("。；！？：:")
    is_heading = len(title) <= _LONGEST and not (_FINITE.search(title) and sentence[-1:] in "。；")
    if alone and is_heading and (sentence[-1] not in "。；！？" or (len(title) <= 30 and sentence[-1] == "。")):
        return Node(index, found, whole, title, False, label)
    if not alone and is_heading and sentence[-1] == "。":
        heading = Span(start, start + found.end + len(sentence))
        return Node(index, found, heading, title, True, heading)
    return Node(index, found, label, "", True, label)


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


def _place(nodes: list[Node]) -> list[Node]:
    """Give each node its parent."""
    roots: list[Node] = []
    above: dict[str, str | None] = {}
    current: Node | None = None
    for node in nodes:
        parent = _parent(node, current, roots, above)
        node.parent = parent
        node.peers = parent.children if parent else roots
        node.peers.append(node)
        above.setdefault(node.kind, parent.kind if parent else None)
        current = node
    return nodes


def _tell_items(nodes: list[Node], lines: Sequence[Line]) -> None:
    """A line that is nothing but marker and words is a heading where text stands below it, else an item of a list."""
    marked = {node.line for node in nodes}
    for node in nodes:
        if node.marker is None or node.heading == node.label or node.runs_on:
            continue
        below = node.line + 1 < len(lines) and node.line + 1 not in marked
        items = any(peer.runs_on and not peer.title for peer in node.peers if peer is not node)
        sentence = lines[node.line].text.endswith("。")
        if node.children or (below and not (items and sentence)):
            node.label = node.heading
        elif sentence:
            node.runs_on = True


def _parent(node: Node, current: Node | None, roots: list[Node], above: dict[str, str | None]) -> Node | None:
    chain = current.chain() if current else []
    if node.marker is None or not chain:
        return None
    number, kind, rank = node.marker.number, node.kind, node.marker.rank
    for holder in [*chain[::-1], None]:
        siblings = [child for child in (holder.children if holder else roots) if child.kind == kind]
        if siblings and siblings[-1].marker and siblings[-1].marker.number + 1 == number:
            return holder
    if number == 1 and kind != "article":
        for holder in chain[::-1]:
            if holder.kind == above.get(kind) and holder.marker and holder.marker.rank > rank:
                return holder
    for holder in chain[::-1]:
        if holder.marker is None:
            return holder
        if holder.kind == kind:
            continue
        if holder.marker.rank < rank or (kind == "article" and not holder.runs_on and holder.marker.rank < 7):
            return holder
    return None


def _close(lines: Sequence[Line], nodes: list[Node], end: int) -> Outline:
    """Spans, paths, and the section of every line."""
    by_line = {node.line: node for node in nodes}
    order = {id(node): index for index, node in enumerate(nodes)}
    ends: dict[int, int] = {}
    sections: list[int | None] = []
    starts: list[Span | None] = []
    following = _following(nodes, len(lines))
    current: Node | None = None
    for index, line in enumerate(lines):
        node = by_line.get(index)
        target = node.parent if node else _belongs(current, following[index], line, index == len(lines) - 1)
        if node is None and target is current and current is not None:
            current.continued = True
        keep = {id(item) for item in target.chain()} if target else set()
        for item in current.chain() if current else []:
            if id(item) not in keep:
                ends.setdefault(order[id(item)], line.span.start)
        current = node or target
        sections.append(order[id(current)] if current else None)
        starts.append(node.label if node else None)
    headings = tuple(_heading(node, order, ends.get(index, end)) for index, node in enumerate(nodes))
    return Outline(headings, tuple(sections), tuple(starts))


def _heading(node: Node, order: dict[int, int], end: int) -> Heading:
    chain = node.chain()
    path = ""
    for item in chain:
        if item.marker:
            path = item.marker.label if item.kind.startswith("decimal") else path + item.marker.label
    label = node.marker.label if node.marker else ""
    parent = order[id(node.parent)] if node.parent else None
    body = Span(node.heading.start, max(end, node.heading.end))
    return Heading(label, node.title, len(chain), node.heading, body, path, parent)


def _following(nodes: list[Node], count: int) -> list[Node | None]:
    """For each line the next node behind it."""
    found: list[Node | None] = [None] * count
    upcoming: Node | None = None
    by_line = {node.line: node for node in nodes}
    for index in range(count - 1, -1, -1):
        found[index] = upcoming
        upcoming = by_line.get(index, upcoming)
    return found


def _belongs(current: Node | None, following: Node | None, line: Line, last: bool) -> Node | None:
    """The section of a line without a marker: it goes on with the item before it, or returns to the list's head."""
    node = current
    while node is not None and node.parent is not None and node.kind != "article":
        if any(item.kind == "article" for item in node.chain()[:-1]):
            node = node.parent
        else:
            break
    if node is not current:
        return node
    if node is None or not _is_item(node):
        return node
    if following is not None and (following.parent is node or following.peers is node.peers):
        return node
    returned = node
    while returned is not None and _is_item(returned) and _ends_list(returned, following):
        returned = returned.parent  # type: ignore[assignment]
    if returned is not node and following is None and _CLOSING.match(line.text):
        return None
    return returned


def _is_item(node: Node) -> bool:
    """Whether a node is an item of a list, whose text stands in its own paragraph, and no heading over others."""
    if node.marker is None or node.kind == "article" or node.children:
        return False
    if node.runs_on or node.marker.rank < _LEAST_ITEM:
        return node.runs_on
    return len(node.peers) > 2 and not any(peer.children or peer.continued for peer in node.peers)


def _ends_list(node: Node, following: Node | None) -> bool:
    """Whether an item is the last of a list whose items have one paragraph each."""
    if following is not None and following.peers is node.peers and following.kind == node.kind:
        return False
    peers = [peer for peer in node.peers if peer.kind == node.kind]
    return len(peers) > 1 and not any(peer.continued for peer in peers)
