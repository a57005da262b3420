"""Full text search: engines behind one protocol, over one analysis."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from .base import Engine, Heading, Hit, IndexDocument, SearchResult, Snippet
from .engine import LocalEngine, is_current, rebuild
from .regions import region_of

__all__ = [
    "Engine",
    "Heading",
    "Hit",
    "IndexDocument",
    "SearchResult",
    "Snippet",
    "is_current",
    "open_index",
    "rebuild",
    "region_of",
]


def open_index(path: Path, mode: Literal["r", "w"] = "r") -> Engine:
    """The engine over the index in a folder; "w" makes the folder where there is none.

    Raises:
        DamagedError: there is no index to read, or it is out of date and must be rebuilt.
    """
    return LocalEngine(path, mode)
