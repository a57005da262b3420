"""Automatic numbering: the labels that Word shows and that stand nowhere in the text.

The count belongs to the abstract list, not to its instance: two instances of one abstract list go on counting, unless
an instance says where it starts over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .docx_counting import counted
from .docx_package import MC, Element, Package, W
from .docx_styles import ParagraphStyle, number, numbering, switch, value
from .docx_symbols import symbol

_PLACE = re.compile(r"%([1-9])")
# After these a label runs on into the text without a space.
_CLOSING = frozenset("、）。．：，〕】》」』")
_ENCLOSED = re.compile(r"[\u2460-\u24ff\u3220-\u32ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; `restart` is the level after which it starts over, 0 for never, None for any above."""

    start: int
    number_format: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None
    font: str


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A w:num: the abstract list it counts with, where it starts over, and the levels it puts in place of others."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, ListInstance] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, style: ParagraphStyle) -> tuple[str, str]:
        """Count a paragraph: its label and what stands between label and text; two empty strings without a list."""
        place = self._place(style)
        if place is None:
            return "", ""
        list_id, depth = place
        instance = self.instances[list_id]
        levels = {**self.abstracts.get(instance.abstract, {}), **instance.levels}
        level = levels.get(depth)
        if level is None:
            return "", ""
        counts = self._count(list_id, instance, levels, depth)

        def shown(found: re.Match[str]) -> str:
            above = levels.get(int(found[1]) - 1)
            count = counts.get(int(found[1]) - 1, above.start if above else 1)
            kind = above.number_format if above else "decimal"
            return counted("decimal" if level.legal and kind != "decimalZero" else kind, count)

        if level.number_format == "bullet":
            text = "".join(symbol(level.font, ord(c)) if "\uf000" <= c <= "\uf0ff" else c for c in level.text)
        else:
            text = _PLACE.sub(shown, level.text)
        return text, level.suffix

    def _place(self, style: ParagraphStyle) -> tuple[str, int] | None:
        own = numbering(style.properties)
        depth, list_id = own or (None, None)
        owner = None
        for name in style.chain:
            inherited = style.styles.by_id[name].numbering
            if inherited is None:
                continue
            if list_id is None and inherited[1] is not None:
                list_id, owner = inherited[1], name
            if depth is None and own is None:
                depth = inherited[0]
        if list_id is None or list_id == "0" or list_id not in self.instances:
            return None
        if owner is not None and (own is None or own[0] is None):
            # A style takes the level that names it, whatever level the style itself names.
            levels = self.abstracts.get(self.instances[list_id].abstract, {})
            depth = next((i for i, level in levels.items() if level.style == owner), depth)
        return list_id, depth or 0

    def _count(self, list_id: str, instance: ListInstance, levels: dict[int, Level], depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(instance.abstract, {})
        for above in range(depth):
            # A level that was passed over counts as begun.
            if above in levels:
                counts.setdefault(above, levels[above].start)
        if depth in instance.starts and (list_id, depth) not in self._started:
            counts[depth] = instance.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        self._started.add((list_id, depth))
        for deeper in [d for d in counts if d > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart != 0 and depth < restart):
                del counts[deeper]
        return counts


def joined(label: str, suffix: str, text: str) -> str:
    """A label and its text as one line; a tab becomes a space only where words would run together."""
    if not label or suffix == "nothing":
        return label + text
    if suffix == "space":
        return f"{label} {text}"
    closed = label[-1] in _CLOSING or _ENCLOSED.match(label[-1]) or (label[-1] in ".)" and not text[:1].isascii())
    return label + text if closed else f"{label} {text}"


def load_numbering(package: Package) -> Numbering:
    """The document's lists; none where the package has no numbering part."""
    root = package.xml(package.related("numbering"))
    loaded = Numbering()
    if root is None:
        return loaded
    owners: dict[str, str] = {}
    links: dict[str, str] = {}
    for element in root.iterfind(W + "abstractNum"):
        abstract = str(element.get(W + "abstractNumId"))
        loaded.abstracts[abstract] = _levels(element)
        if (style := value(element, "styleLink")) is not None:
            owners[style] = abstract
        if (style := value(element, "numStyleLink")) is not None:
            links[abstract] = style
    for abstract, style in links.items():
        loaded.abstracts[abstract] = loaded.abstracts.get(owners.get(style, ""), {})
    for element in root.iterfind(W + "num"):
        found = value(element, "abstractNumId")
        if found is not None:
            abstract = owners.get(links.get(found, ""), found)
            loaded.instances[str(element.get(W + "numId"))] = _instance(element, abstract)
    return loaded


def _instance(element: Element, abstract: str) -> ListInstance:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iterfind(W + "lvlOverride"):
        depth = number(override.get(W + "ilvl"))
        if depth is None:
            continue
        start = number(value(override, "startOverride"))
        if start is not None:
            starts[depth] = start
        levels.update(_levels(override))
    return ListInstance(abstract, starts, levels)


def _levels(parent: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in parent.iterfind(W + "lvl"):
        depth = number(element.get(W + "ilvl"))
        if depth is not None:
            levels[depth] = _level(element)
    return levels


def _level(element: Element) -> Level:
    form = element.find(W + "numFmt")
    if form is None:
        form = next(iter(element.iterfind(f"{MC}AlternateContent/*/{W}numFmt")), None)
    name = str(form.get(W + "val")) if form is not None else "decimal"
    if name == "custom" and form is not None:
        name = "decimalZero" if str(form.get(W + "format", "")).startswith("0") else "decimal"
    start = number(value(element, "start"))
    return Level(
        start or 0,
        name,
        value(element, "lvlText") or "",
        value(element, "suff") or "tab",
        number(value(element, "lvlRestart")),
        bool(switch(element, "isLgl")),
        value(element, "pStyle"),
        _font(element),
    )


def _font(element: Element) -> str:
    fonts = element.find(f"{W}rPr/{W}rFonts")
    return str(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""
