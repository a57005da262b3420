"""Extraction held against expected files: how much of what was expected was found, and what else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..errors import UsageError
from ..sources import Found, find
from .comparison import Comparison, Difference, Tally, compare
from .report import as_json, as_junit, as_text

__all__ = [
    "Comparison",
    "Difference",
    "Pair",
    "Tally",
    "as_json",
    "as_junit",
    "as_text",
    "compare",
    "expectation",
    "pairs",
]

EXPECTED = "expected.json"


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and the file that says what is expected of it."""

    source: Found
    expected: Path

    def read(self) -> dict[str, Any]:
        """The expected JSON.

        Raises:
            UsageError: the file is no such JSON.
        """
        try:
            data = json.loads(self.expected.read_text(encoding="utf-8"))
        except (ValueError, OSError) as error:
            raise UsageError(f"{self.expected}: {error}") from None
        if not isinstance(data, dict):
            raise UsageError(f"{self.expected}: not a JSON object")
        return data


def pairs(expected: Path, sources: Path) -> Iterator[Pair]:
    """Every source with the place of its expected file, which need not exist yet.

    The expected file of DIR/NAME is DIR/NAME.json or NAME.json, that of a notice's folder is NOTICE/expected.json.
    """
    for found in find(sources):
        if found.aside or found.reason:
            continue
        place = PurePosixPath(found.place)
        if place.stem == "source" and (found.path.parent / "source.toml").is_file():
            yield Pair(found, expected / place.parent / EXPECTED)
            continue
        by_place = expected / f"{place}.json"
        by_name = expected / f"{place.name}.json"
        yield Pair(found, by_name if by_name.is_file() and not by_place.is_file() else by_place)


def expectation(found: dict[str, Any]) -> dict[str, Any]:
    """What an expected file says of a document: its JSON without text, evidence and what depends on the program."""
    records = [
        {key: value for key, value in record.items() if key != "evidence"}
        for record in found["records"]
        if record["kind"] != "reference"
    ]
    keys = ("label", "title", "declared", "group_counts", "columns", "rows")
    tables = [{key: table[key] for key in keys} for table in found["tables"]]
    return {"source": found["source"], "metadata": found["metadata"], "records": records, "tables": tables}
