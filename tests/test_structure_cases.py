"""Structure, case by case: tests/cases/structure.yaml says what is expected of each invented notice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policykb.model import Block, Content, Notice, Source
from policykb.normalize import normalize
from policykb.structure import parse
from policykb.text import Span

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "structure.yaml").read_text(encoding="utf-8"))


def notice(text: str) -> Notice:
    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", Span(place, place + len(line))))
        place += len(line) + 1
    content = Content(text, tuple(blocks), "txt", "test")
    clean, _ = normalize(content)
    return parse(Source("t.txt", text.encode()), content, clean)


def header(found: Notice, field: str) -> Any:
    value = getattr(found.metadata, field)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", [case for group in CASES.values() for case in group], ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    found = notice(case["text"])
    clean = found.text.clean
    for field, expected in case.get("header", {}).items():
        assert header(found, field) == expected, field
    for quote, path in case.get("sections", {}).items():
        assert quote in clean
        assert found.section_at(clean.index(quote)) == path, quote
    for quote, part in case.get("parts", {}).items():
        place = clean.index(quote)
        assert next(line.part for line in found.paragraphs if place in line.span) == part, quote
    if "attachments" in case:
        assert [[item.label, item.title] for item in found.attachments] == case["attachments"]
