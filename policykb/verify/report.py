"""A comparison for people, for programs and for continuous integration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from .comparison import Comparison, Tally


def as_text(documents: Sequence[Comparison], total: Comparison) -> Iterator[str]:
    """The differences of each document, then the figures of all."""
    for document in documents:
        if document.differences:
            yield document.name
            yield from (f"  {difference}" for difference in document.differences)
    for kind, tally in (*total.kinds.items(), ("all", total.overall)):
        yield (
            f"{kind:11} expected {tally.expected:4}  found {tally.found:4}  "
            f"P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
        )
    for title, shares in (("metadata", total.metadata), ("fields", total.fields)):
        if shares:
            yield f"{title:11} " + "  ".join(f"{name} {tally.f1:.2f}" for name, tally in sorted(shares.items()))
    for name, score in total.tables:
        yield f"{'table':11} {name}  cell F1 {score:.3f}"


def as_json(documents: Sequence[Comparison], total: Comparison) -> dict[str, Any]:
    """The same figures, and every difference of each document."""
    return {
        "documents": len(documents),
        "records": {kind: _figures(tally) for kind, tally in (*total.kinds.items(), ("all", total.overall))},
        "metadata": {name: round(tally.f1, 4) for name, tally in sorted(total.metadata.items())},
        "fields": {name: round(tally.f1, 4) for name, tally in sorted(total.fields.items())},
        "tables": [{"table": name, "cell_f1": round(score, 4)} for name, score in total.tables],
        "differences": {
            document.name: [
                {"what": one.what, "about": one.about, "expected": one.expected, "found": one.found, "rule": one.rule}
                for one in document.differences
            ]
            for document in documents
            if document.differences
        },
    }


def _figures(tally: Tally) -> dict[str, float | int]:
    return {
        "expected": tally.expected,
        "found": tally.found,
        "hit": tally.hit,
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
    }


def as_junit(documents: Sequence[Comparison]) -> str:
    """A test suite in which each document is a case that fails where anything differs."""
    failed = [document for document in documents if document.differences]
    suite = ElementTree.Element(
        "testsuite", name="policykb verify", tests=str(len(documents)), failures=str(len(failed)), errors="0"
    )
    for document in documents:
        case = ElementTree.SubElement(suite, "testcase", classname="policykb.verify", name=document.name)
        if document.differences:
            message = f"{len(document.differences)} differences"
            ElementTree.SubElement(case, "failure", message=message).text = "\n".join(map(str, document.differences))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)
