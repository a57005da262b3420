"""Paragraph and character styles: what a paragraph inherits (numbering, outline level, alignment, size, hidden)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from .docx_package import Element, Package, W

_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_ALIGNMENTS = {"center": "center", "right": "right", "end": "right"}


@dataclass(frozen=True, slots=True)
class Style:
    """One style's own settings; None where it leaves them to the style it is based on."""

    based_on: str | None = None
    numbering: tuple[int | None, str | None] | None = None
    outline: int | None = None
    align: str | None = None
    size: float | None = None
    hidden: bool | None = None


@dataclass(frozen=True)
class Styles:
    """All styles by their id."""

    by_id: dict[str, Style]
    default: str | None
    base_size: float
    _chains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _settings: dict[tuple[str | None, str], object] = field(default_factory=dict)

    def chain(self, style_id: str | None) -> tuple[str, ...]:
        """The ids of a style and of those it is based on, nearest first; of the default style for None."""
        start = style_id if style_id in self.by_id else self.default
        if start is None:
            return ()
        if start not in self._chains:
            ids: list[str] = []
            name: str | None = start
            while name is not None and name in self.by_id and name not in ids:
                ids.append(name)
                name = self.by_id[name].based_on
            self._chains[start] = tuple(ids)
        return self._chains[start]

    def paragraph(self, properties: Element | None) -> ParagraphStyle:
        """What holds for a paragraph with the given w:pPr."""
        return ParagraphStyle(properties, value(properties, "pStyle"), self)

    def hidden(self, properties: Element | None, inherited: bool) -> bool:
        """Whether a run with the given w:rPr is hidden text."""
        if properties is None:
            return inherited
        own = switch(properties, "vanish")
        if own is not None:
            return own
        found = self._run_style(properties, "hidden")
        return inherited if found is None else bool(found)

    def size(self, properties: Element | None, inherited: float) -> float:
        """The letters' height in points of a run with the given w:rPr."""
        if properties is None:
            return inherited
        own = points(value(properties, "sz"))
        if own is not None:
            return own
        found = self._run_style(properties, "size")
        return found if isinstance(found, float) else inherited

    def _run_style(self, properties: Element, name: str) -> object:
        style_id = value(properties, "rStyle")
        return self.inherited(style_id, name) if style_id in self.by_id else None

    def inherited(self, style_id: str | None, name: str) -> object:
        """A setting of a style or, where it leaves it out, of the nearest it is based on; None where none has it."""
        key = style_id, name
        if key not in self._settings:
            settings = (getattr(self.by_id[parent], name) for parent in self.chain(style_id))
            self._settings[key] = next((setting for setting in settings if setting is not None), None)
        return self._settings[key]


@dataclass(frozen=True)
class ParagraphStyle:
    """A paragraph's settings, its own before those of its styles."""

    properties: Element | None
    style_id: str | None
    styles: Styles

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """The paragraph's style and those it is based on."""
        return self.styles.chain(self.style_id)

    def _inherited(self, name: str) -> object:
        return self.styles.inherited(self.style_id, name)

    @property
    def level(self) -> int | None:
        """The outline level from 1, None for body text."""
        own = number(value(self.properties, "outlineLvl"))
        outline = own if own is not None else self._inherited("outline")
        return outline + 1 if isinstance(outline, int) and 0 <= outline < 9 else None

    @property
    def align(self) -> str | None:
        """ "center", "right", or None."""
        own = value(self.properties, "jc")
        return _ALIGNMENTS.get(own if own is not None else str(self._inherited("align")))

    @property
    def size(self) -> float:
        """The letters' height in points where a run says nothing else."""
        found = self._inherited("size")
        return found if isinstance(found, float) else self.styles.base_size

    @property
    def hidden(self) -> bool:
        """Whether the style hides its text."""
        return self._inherited("hidden") is True


def load_styles(package: Package) -> Styles:
    """The document's styles; an empty set where the package has none."""
    root = package.xml(package.related("styles"))
    by_id: dict[str, Style] = {}
    default: str | None = None
    base_size = 10.0
    if root is not None:
        base_size = points(value(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), "sz")) or base_size
        for element in root.iterfind(W + "style"):
            style_id = element.get(W + "styleId")
            if style_id is None:
                continue
            by_id[style_id] = _style(element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                default = style_id
    return Styles(by_id, default, base_size)


def _style(element: Element) -> Style:
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    outline = number(value(paragraph, "outlineLvl"))
    heading = _HEADING_NAME.fullmatch(value(element, "name") or "")
    if outline is None and heading and element.get(W + "type") == "paragraph":
        outline = int(heading[1]) - 1
    return Style(
        value(element, "basedOn"),
        numbering(paragraph),
        outline,
        value(paragraph, "jc"),
        points(value(run, "sz")),
        switch(run, "vanish") if run is not None else None,
    )


def numbering(properties: Element | None) -> tuple[int | None, str | None] | None:
    """Level and list id of a w:numPr; None where there is none."""
    found = properties.find(W + "numPr") if properties is not None else None
    if found is None:
        return None
    return number(value(found, "ilvl")), value(found, "numId")


def value(parent: Element | None, name: str) -> str | None:
    """The w:val of a child element."""
    child = parent.find(W + name) if parent is not None else None
    found = child.get(W + "val") if child is not None else None
    return str(found) if found is not None else None


def switch(parent: Element, name: str) -> bool | None:
    """A child element that is on unless it says off; None where it is absent."""
    child = parent.find(W + name)
    return None if child is None else child.get(W + "val") not in ("0", "false", "off")


def number(text: str | None) -> int | None:
    """An integer of at most six figures; None for anything else."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,6}", text.strip()) else None


def points(half_points: str | None) -> float | None:
    """A size given in half points."""
    found = re.fullmatch(r"([0-9]{1,4})(?:\.[0-9]+)?", half_points or "")
    return int(found[1]) / 2 if found else None
