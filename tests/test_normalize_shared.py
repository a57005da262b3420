"""The normaliser over documents kept beside a checkout: a damaged notice made whole, sound ones left as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from policykb.errors import UnreadableError
from policykb.model import Content, Source
from policykb.normalize import normalize
from policykb.readers import read
from policykb.text import replay
from test_normalize import clean, lines_of

SHARED = Path(__file__).parents[1].parent / "shared"
DAMAGED = "003_bb5c8b7e3889f7ed.txt"
REPAIRS = {"mojibake", "glosses", "lost_bytes"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not beside this checkout"),
]


def contents() -> Iterator[tuple[str, Content]]:
    for path in sorted((SHARED / "documents").rglob("*")):
        if path.suffix in (".txt", ".md", ".html") and "labelled" not in path.parts:
            try:
                yield path.name, read(Source(path.name, path.read_bytes()))
            except UnreadableError:
                continue


def test_the_damaged_notice_is_whole_again() -> None:
    path = SHARED / "documents" / "seeds" / DAMAGED
    text, issues = normalize(read(Source(path.name, path.read_bytes())))
    restored = (SHARED / "gold" / "003_restored.txt").read_text(encoding="utf-8")
    assert re.sub(r"\s", "", text.clean) == re.sub(r"\s", "", restored)
    kinds = Counter(issue.kind for issue in issues)
    assert kinds["inferred_text"] == 12
    assert kinds["left_out"] == 3


def test_sound_documents_are_not_repaired_and_every_change_can_be_replayed() -> None:
    for name, content in contents():
        text, _ = normalize(content)
        assert replay(text.source, text.steps) == text.clean, name
        if name != DAMAGED:
            made = [step.name for step in text.steps if step.name in REPAIRS]
            assert not made, name


def test_lines_keep_their_places_and_clean_text_stays() -> None:
    for name, content in contents():
        text, _ = normalize(content)
        end = 0
        for span in lines_of(text.clean):
            found = text.to_source(span)
            assert found.start >= end and text.to_clean(found) == span, (name, span.cut(text.clean))
            end = found.end
        assert clean(text.clean) == text.clean, name
