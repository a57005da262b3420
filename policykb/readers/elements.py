"""XML elements by their names without namespaces, of which writers use several; numbers in their attributes."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .docx_package import Element


def kind(element: Element) -> str:
    """An element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of some names, all of them where none is given."""
    for child in element if element is not None else ():
        if kind(child) in names or (not names and kind(child)):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, and of that the first child of the next name, and so on."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: Element | None, name: str) -> Iterator[Element]:
    """Every element of a name below another."""
    for found in element.iter() if element is not None else ():
        if kind(found) == name:
            yield found


def words(element: Element | None) -> str:
    """An element's text without white space around it."""
    return (element.text or "").strip() if element is not None else ""


def number(text: str | None) -> float | None:
    """A number that is one and finite, else None."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def whole(text: str | None, default: int = 0) -> int:
    """A whole number, the default where there is none."""
    value = number(text)
    return default if value is None else int(value)


def is_true(text: str | None) -> bool:
    """Whether an attribute says yes."""
    return text in ("1", "true", "on")
