"""The tree of headings of one part of a document.

Which marker stands under which is read from the document itself: a number that goes on where an open list left off
belongs to that list, a list that begins anew stands under what is open, and only where neither says it the usual
order of the families decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..text import Span
from .headings import Group, Node, recognise
from .lines import Line

# So many siblings show what their list is.
_SAMPLE = 60
# From this rank on (1.) short lines are rather the items of a list than headings.
_LEAST_ITEM = 7
_CLOSING = re.compile(r"(?:以上|上述|此前|本(?:通知|意见|办法|方案|措施|政策|规定|细则|若干措施)).{0,80}")


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
    nodes = recognise(lines)
    _place(nodes)
    _tell_items(nodes, lines)
    return _close(lines, nodes, end)


def _place(nodes: list[Node]) -> None:
    """Give each node its parent and its list."""
    roots: dict[str, Group] = {}
    above: dict[str, str | None] = {}
    current: Node | None = None
    for node in nodes:
        parent = _parent(node, current, roots, above)
        lists = parent.groups if parent else roots
        group = lists.get(node.kind)
        if group is None or (node.number <= group.nodes[-1].number and node.marker is not None):
            group = lists[node.kind] = Group()
        group.nodes.append(node)
        group.sentences = group.sentences or (node.runs_on and not node.title)
        node.parent, node.group = parent, group
        if parent is not None:
            parent.group.nested = True
        above.setdefault(node.kind, parent.kind if parent else None)
        current = node


def _parent(node: Node, current: Node | None, roots: dict[str, Group], above: dict[str, str | None]) -> Node | None:
    if node.marker is None or current is None:
        return None
    chain = current.chain()[::-1]
    kind, rank = node.kind, node.marker.rank
    for holder in [*chain, None]:
        group = (holder.groups if holder else roots).get(kind)
        if group is not None and group.nodes[-1].number + 1 == node.number:
            return holder
    if node.number == 1 and kind != "article":
        for holder in chain:
            if holder.kind == above.get(kind) and holder.marker and holder.marker.rank > rank:
                return holder
    for holder in chain:
        if holder.marker is None:
            return holder
        if holder.kind == kind:
            continue
        if holder.marker.rank < rank or (kind == "article" and not holder.runs_on and holder.marker.rank < _LEAST_ITEM):
            return holder
    return None


def _tell_items(nodes: list[Node], lines: Sequence[Line]) -> None:
    """Headings told from items of a list.

    A line that is nothing but marker and words is a heading where text stands below it. A first sentence is one where
    most of its list begin so. What stands below an article is text in any case.
    """
    marked = {node.line for node in nodes}
    for node in nodes:
        if node.marker is None or not node.title:
            continue
        if any(above.kind == "article" for above in node.chain()[:-1]):
            node.headed, node.runs_on = False, True
        elif node.headed:
            titled = sum(bool(peer.title) for peer in node.group.nodes[:_SAMPLE])
            node.headed = len(node.group.nodes) < 3 or titled * 2 >= min(len(node.group.nodes), _SAMPLE)
        else:
            below = node.line + 1 < len(lines) and node.line + 1 not in marked
            sentence = lines[node.line].text.endswith("。")
            node.headed = bool(node.groups) or (below and not (node.group.sentences and sentence))
            node.runs_on = sentence and not node.headed


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
        target = node.parent if node else _belongs(current, following[index], line)
        if node is None and target is current and current is not None:
            current.group.continued = True
        keep = {id(item) for item in target.chain()} if target else set()
        for item in current.chain() if current else []:
            if id(item) not in keep:
                ends.setdefault(order[id(item)], line.span.start)
        current = node or target
        sections.append(order[id(current)] if current else None)
        starts.append((node.heading if node.headed else node.mark) if node else None)
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


def _belongs(current: Node | None, following: Node | None, line: Line) -> Node | None:
    """The section of a line without a marker: it goes on with the item before it, or returns to the list's head."""
    if current is None:
        return None
    article = next((node for node in current.chain() if node.kind == "article"), None)
    if article is not None:
        return article
    node: Node | None = current
    while node is not None and _is_item(node) and _ends_list(node, following):
        node = node.parent
    if node is not current and following is None and _CLOSING.match(line.text):
        return None
    return node


def _is_item(node: Node) -> bool:
    """Whether a node is an item of a list, whose text stands in its own paragraph, and no heading over others."""
    if node.marker is None or node.groups:
        return False
    if node.runs_on or node.marker.rank < _LEAST_ITEM:
        return node.runs_on
    return len(node.group.nodes) > 2 and not (node.group.nested or node.group.continued)


def _ends_list(node: Node, following: Node | None) -> bool:
    """Whether an item is the last of a list whose items have one paragraph each."""
    goes_on = following is not None and (following.group is node.group or following.parent is node)
    return not goes_on and len(node.group.nodes) > 1 and not node.group.continued
