"""Office formulas (OMML) as a line of text: a fraction with a stroke, scripts beside their base."""

from __future__ import annotations

from .docx_package import Element, M, W

_SILENT = frozenset((M + "ctrlPr", W + "del", W + "rPr", W + "moveFrom"))


def formula(element: Element) -> str:
    """The text of an m:oMath or of a part of one."""
    return "".join(_part(child) for child in element if isinstance(child.tag, str))


def _part(element: Element) -> str:
    tag = element.tag
    if tag in _SILENT or (tag.startswith(M) and tag.endswith("Pr")):
        return ""
    if tag in (M + "t", W + "t"):
        return element.text or ""
    if tag == M + "f":
        above, below = (_child(element, name) for name in ("num", "den"))
        return f"{_bracketed(above)}/{_bracketed(below)}"
    if tag == M + "rad":
        return f"{_child(element, 'deg')}√{_bracketed(_child(element, 'e'))}"
    if tag == M + "d":
        marks = element.find(M + "dPr")
        begin, middle, end = (_mark(marks, *pair) for pair in (("begChr", "("), ("sepChr", "|"), ("endChr", ")")))
        return begin + middle.join(formula(inner) for inner in element.iterfind(M + "e")) + end
    if tag == M + "nary":
        return _mark(element.find(M + "naryPr"), "chr", "∫") + formula(element)
    return formula(element)


def _child(element: Element, name: str) -> str:
    child = element.find(M + name)
    return formula(child) if child is not None else ""


def _bracketed(text: str) -> str:
    return text if len(text) <= 1 or all(c.isalnum() or c in ".%" for c in text) else f"({text})"


def _mark(properties: Element | None, name: str, default: str) -> str:
    mark = properties.find(M + name) if properties is not None else None
    return default if mark is None else str(mark.get(M + "val") or "")
