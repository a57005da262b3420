"""Automatic numbering of Word documents in XML: which list and level a paragraph counts with, and how lists are set."""

from __future__ import annotations

from .docx_package import MC, Element, Package, W
from .docx_styles import ParagraphStyle, number, numbering, switch, value
from .list_labels import Level, ListInstance, Lists


class Numbering(Lists):
    """The lists of a document, asked by what holds for a paragraph."""

    def label(self, style: ParagraphStyle) -> tuple[str, str]:
        """Count a paragraph: its label and what stands between label and text; two empty strings without a list."""
        place = self._place(style)
        return self.next_label(*place) if place is not None else ("", "")

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
