"""Where on a page the document stands: the element that holds its text and as little else as can be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from .html_dom import BLOCKS, Element, Walk, is_hidden, labels, name
from .html_noise import is_noise
from .html_table import is_layout

# Shares of the page's prose and of its unlinked text that an element must keep to stand for the whole.
PROSE_KEPT = 0.9
TEXT_KEPT = 0.75
PART_OF_BODY = 0.1
TEXT_LEFT = 20
LEAST_PROSE = 0.25
# A known container is believed with less.
PROSE_OF_CONTAINER = 0.6

_SENTENCE = re.compile("[，。；：、！？,;]")
_WORDS = re.compile(r"\s+")
_CLASS_PARTS = re.compile(r"[^a-z]+")


@dataclass
class Weight:
    """Characters under an element: of sentences, of all text that is no link, of links."""

    prose: int = 0
    text: int = 0
    linked: int = 0

    def add(self, other: Weight) -> None:
        self.prose += other.prose
        self.text += other.text
        self.linked += other.linked


def find_body(page: Element, hidden: frozenset[str]) -> Element:
    """The element that holds the document; the page itself where nothing in it stands out.

    First the containers that content systems are known to write, then from the page downwards as long as one child
    keeps nearly all of the prose.
    """
    weights = weigh(page, hidden)
    if weights[page].prose < LEAST_PROSE * weights[page].text:
        # A page of tables has hardly a sentence in it; there all text counts alike.
        for weight in weights.values():
            weight.prose = weight.text
    known = _known(page, weights)
    if known is not None:
        return known
    node = page
    while True:
        child = max((part for part in node if part in weights), key=lambda part: weights[part].prose, default=None)
        if child is None or not _is_container(child) or not _stands_for(weights[child], weights[node]):
            return node
        node = child


def _stands_for(inner: Weight, outer: Weight) -> bool:
    """Whether a child keeps the prose and nearly all text, and what it leaves behind is of the site."""
    if not inner.text or inner.prose < PROSE_KEPT * outer.prose or inner.text < TEXT_KEPT * outer.text:
        return False
    # What would be left behind without any link or button in it is the document's.
    return outer.text - inner.text <= TEXT_LEFT or outer.linked != inner.linked


def reveal(page: Element) -> None:
    """Take the style that hides a known container off it: some systems show the article by a script only."""
    for element in page.iter("div", "section", "article"):
        if "body" in map(_containers().get, labels(element)) and is_hidden(element):
            element.set("style", "")


def weigh(page: Element, hidden: frozenset[str]) -> Mapping[Element, Weight]:
    """The weights of all elements that are shown and do not belong to the site by their class."""
    weights: dict[Element, Weight] = {}
    path: list[Weight] = []
    links = 0
    walker = Walk(page)
    skipped: set[Element] = set()
    for event, element in walker:
        if event == "start":
            if element is not page and (is_hidden(element, hidden) or is_site(element)):
                skipped.add(element)
                walker.skip()
                continue
            links += name(element) == "a"
            path.append(Weight())
            weights[element] = path[-1]
            _count(path[-1], element.text, links > 0)
            continue
        if element in skipped:
            skipped.discard(element)
        else:
            links -= name(element) == "a"
            weight = path.pop()
            if path:
                path[-1].add(weight)
        if path:
            _count(path[-1], element.tail, links > 0)
    return weights


def _count(weight: Weight, text: str | None, linked: bool) -> None:
    if not text:
        return
    length = len(_WORDS.sub("", text))
    if linked or (length and is_noise(text)):
        weight.linked += length
        return
    weight.text += length
    if length > 8 and _SENTENCE.search(text):
        weight.prose += length


def is_site(element: Element) -> bool:
    """Whether a class or the tag says that the element belongs to the site: navigation, footer, share buttons."""
    tag = name(element)
    if tag in ("nav", "footer", "aside", "marquee"):
        return True
    if tag not in ("div", "ul", "section", "table", "dl", "p", "span", "td", "tr", "ol", "header"):
        return False
    site, whole = _site_classes()
    for label in labels(element):
        plain = label.strip("#<>")
        if plain in whole or not site.isdisjoint(_CLASS_PARTS.split(plain)):
            return True
    return False


@cache
def _site_classes() -> tuple[frozenset[str], frozenset[str]]:
    """Words that tell as a part of a class, and those that tell as a whole class only."""
    rows = lexicon.load("web_noise")
    parts = frozenset(row["phrase"] for row in rows if row["kind"] == "class")
    return parts, frozenset(row["phrase"] for row in rows if row["kind"] in ("class", "frame"))


@cache
def _containers() -> Mapping[str, str]:
    return lexicon.column("web_containers", "holds")


def _known(page: Element, weights: Mapping[Element, Weight]) -> Element | None:
    """The known container with the most prose; of several with nearly as much, the smallest.

    Where the article stands in several containers side by side, it is what holds them all.
    """
    found = [element for element in weights if element is not page and _holds(element)]
    whole = weights[page].prose
    for holds in ("body", "frame"):
        chosen = [element for element in found if holds in map(_containers().get, labels(element))]
        parts = [element for element in chosen if weights[element].prose >= PART_OF_BODY * whole > 0]
        outer = [element for element in parts if not any(above in parts for above in element.iterancestors())]
        if sum(weights[element].prose for element in outer) < PROSE_OF_CONTAINER * whole or not outer:
            continue
        if len(outer) > 1:
            shared = [above for above in outer[0].iterancestors() if all(_is_in(part, above) for part in outer[1:])]
            return shared[0] if shared and shared[0] in weights else page
        most = weights[outer[0]].prose
        enough = [element for element in parts if weights[element].prose >= 0.95 * most]
        return min(enough, key=lambda element: weights[element].text)
    return None


def _is_in(element: Element, outer: Element) -> bool:
    return any(above is outer for above in element.iterancestors())


def _holds(element: Element) -> bool:
    return not _containers().keys().isdisjoint(labels(element))


def _is_container(element: Element) -> bool:
    """Whether the document may stand whole in the element: no paragraph, no list entry, no cell of a data table."""
    tag = name(element)
    if tag == "table":
        return is_layout(element)
    if tag in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "a", "b", "strong", "pre", "dt", "dd"):
        return False
    return tag in BLOCKS or any(name(part) in BLOCKS for part in element)
