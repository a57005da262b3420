"""What was expected of a document held against what was found in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .likeness import KINDS, Json, cell_f1, fold, pairs

FIELDS = (
    *("title", "inner_title", "doc_type", "doc_number", "issuers", "addressees"),
    *("issued_on", "published_on", "source_site", "references", "attachments"),
)
# What every record has, or what decides already whether two are the same.
_NOT_COMPARED = frozenset({"kind", "quote", "section", "evidence", "document"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as expected.

    Args:
        what: "missed", "spurious", "field" (of a record that was found), "metadata", "table" or "document".
        about: the kind of record and its quote, the metadata field, or the table.
        rule: which rule found a spurious record.
    """

    what: str
    about: str
    expected: Any = None
    found: Any = None
    rule: str | None = None

    def __str__(self) -> str:
        if self.what == "missed":
            return f"missed    {self.about}  {_brief(self.expected)}"
        if self.what == "spurious":
            return f"spurious  {self.about}  {_brief(self.found)}  [{self.rule}]"
        return f"{self.what:9} {self.about}: expected {_brief(self.expected)}, found {_brief(self.found)}"


def _brief(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass
class Tally:
    """How many were expected, found, and found as expected."""

    expected: int = 0
    found: int = 0
    hit: int = 0

    def add(self, other: Tally) -> None:
        self.expected += other.expected
        self.found += other.found
        self.hit += other.hit

    @property
    def precision(self) -> float:
        return self.hit / self.found if self.found else float(not self.expected)

    @property
    def recall(self) -> float:
        return self.hit / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """1 where nothing was expected and nothing found."""
        both = self.expected + self.found
        return 2 * self.hit / both if both else 1.0


@dataclass
class Comparison:
    """One document, or all of them together.

    Args:
        kinds: each kind of record with its tally.
        fields: each field of a found record, "target.when", with how often it was compared and equal.
        metadata: each metadata field likewise.
        tables: the cell F1 of each expected table, by its name.
    """

    name: str
    kinds: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    fields: dict[str, Tally] = field(default_factory=dict)
    metadata: dict[str, Tally] = field(default_factory=dict)
    tables: list[tuple[str, float]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def overall(self) -> Tally:
        """All kinds of record together."""
        total = Tally()
        for tally in self.kinds.values():
            total.add(tally)
        return total

    def add(self, other: Comparison) -> None:
        """Count another document's figures in."""
        for mine, theirs in (
            (self.kinds, other.kinds),
            (self.fields, other.fields),
            (self.metadata, other.metadata),
        ):
            for name, tally in theirs.items():
                mine.setdefault(name, Tally()).add(tally)
        self.tables += other.tables
        self.differences += other.differences


def compare(name: str, expected: Json, found: Json | None) -> Comparison:
    """A document's expected JSON against what was found in it, None where it could not be read."""
    result = Comparison(name)
    if found is None:
        result.differences.append(Difference("document", name, "a document", "none that can be read"))
    found = found or {"metadata": {}, "records": [], "tables": []}
    for kind in KINDS:
        _records(result, kind, _of_kind(expected, kind), _of_kind(found, kind))
    _metadata(result, expected.get("metadata") or {}, found["metadata"])
    _tables(result, expected.get("tables") or [], found["tables"])
    return result


def _of_kind(document: Json, kind: str) -> list[Json]:
    return [record for record in document.get("records") or () if record["kind"] == kind]


def _records(result: Comparison, kind: str, expected: Sequence[Json], found: Sequence[Json]) -> None:
    matched = pairs(expected, found)
    result.kinds[kind] = Tally(len(expected), len(found), len(matched))
    for i, j in matched:
        for key in expected[i].keys() - _NOT_COMPARED:
            one, other = expected[i][key], found[j].get(key)
            equal = _comparable(one) == _comparable(other)
            result.fields.setdefault(f"{kind}.{key}", Tally()).add(Tally(1, 1, int(equal)))
            if not equal:
                about = f"{kind}.{key} “{expected[i]['quote']}”"
                result.differences.append(Difference("field", about, one, other, _rule(found[j])))
    hit, right = {i for i, _ in matched}, {j for _, j in matched}
    for i, record in enumerate(expected):
        if i not in hit:
            result.differences.append(Difference("missed", f"{kind} “{record['quote']}”", _own(record)))
    for j, record in enumerate(found):
        if j not in right:
            about = f"{kind} “{record['quote']}”"
            result.differences.append(Difference("spurious", about, None, _own(record), _rule(record)))


def _own(record: Json) -> Json:
    return {key: value for key, value in record.items() if key not in _NOT_COMPARED and value is not None}


def _rule(record: Json) -> str | None:
    rule: str | None = (record.get("evidence") or {}).get("rule")
    return rule


def _comparable(value: Any) -> Any:
    """A value without what does not count: width and punctuation of texts, keys without a value."""
    if isinstance(value, Mapping):
        return {key: _comparable(item) for key, item in value.items() if item is not None and key != "inherited"}
    if isinstance(value, list | tuple):
        return [_comparable(item) for item in value]
    if isinstance(value, str):
        return fold(value)
    return value


def _metadata(result: Comparison, expected: Json, found: Json) -> None:
    for name in FIELDS:
        one, other = expected.get(name), found.get(name)
        equal = _header(name, one) == _header(name, other)
        result.metadata[name] = Tally(1, 1, int(equal))
        if not equal:
            result.differences.append(Difference("metadata", name, one, other))


def _header(name: str, value: Any) -> Any:
    """A metadata field for comparison: names in any order, a cited document by its number or else its title."""
    if name in ("issuers", "addressees"):
        return sorted(fold(item) for item in value or ())
    if name == "references":
        return sorted({fold(item.get("doc_number")) or fold(item.get("title")) for item in value or ()})
    if name == "attachments":
        return sorted(fold(item.get("title")) for item in value or ())
    return fold(value)


def _tables(result: Comparison, expected: Iterable[Json], found: Iterable[Json]) -> None:
    left = list(found)
    for table in expected:
        name = " ".join(filter(None, (table.get("label"), table.get("title")))) or "—"
        best = max(left, key=lambda other: cell_f1(table, other), default=None)
        score = cell_f1(table, best)
        if best is not None and score:
            left.remove(best)
        result.tables.append((name, score))
        if score < 1:
            result.differences.append(Difference("table", name, "every cell", f"cell F1 {score:.3f}"))
