"""Lines on a page that belong to the site: rows of buttons, paths, copyright lines, links to other articles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from .. import lexicon
from .html_walk import Item

# A line of the site is short; longer ones are read as text of the document whatever they begin with.
LONGEST_START = 60
LONGEST_INSIDE = 120
LONGEST_BUTTONS = 80

_BETWEEN = re.compile(r"[\s\u3000\xa0|｜/:：;；,，、\[\]【】()（）<>＜＞»›·•—\-_\d]+")


def is_noise(text: str) -> bool:
    """Whether a line is the site's: buttons and nothing else, or a short line with a tell-tale beginning or phrase."""
    text = text.strip()
    if len(text) > LONGEST_INSIDE:
        return False
    phrases = _phrases()
    if len(text) <= LONGEST_START and text.startswith(phrases["start"]):
        return True
    if any(phrase in text for phrase in phrases["inside"]):
        return True
    if len(text) > LONGEST_BUTTONS or "。" in text:
        return False
    left = _buttons().sub("", text)
    return left != text and not _BETWEEN.sub("", left)


def without_noise(items: Sequence[Item]) -> list[Item]:
    """The items of the document: up to the links to other articles, and without the site's lines among them."""
    kept: list[Item] = []
    printed = sum(len(item.text) for item in items)
    seen = 0
    for item in items:
        if not item.cells and seen * 2 >= printed and is_end(item.text):
            break
        seen += len(item.text)
        if item.cells or not is_noise(item.text):
            kept.append(item)
    return kept


def is_end(text: str) -> bool:
    """Whether a line opens what follows an article on a page: the previous and the next one, related links."""
    text = text.strip().lstrip("[【<＜(（·•>■◆ ")
    for phrase in _phrases()["cut"]:
        if text.startswith(phrase):
            rest = text[len(phrase) :].strip(" \u3000\xa0]】>＞)）")
            return not rest or rest[0] in ":："
    return False


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    rows = lexicon.load("web_noise")
    return {kind: tuple(row["phrase"] for row in rows if row["kind"] == kind) for kind in ("start", "inside", "cut")}


@cache
def _buttons() -> re.Pattern[str]:
    words = sorted((row["phrase"] for row in lexicon.load("web_noise") if row["kind"] == "word"), key=len, reverse=True)
    # Single letters and signs are buttons only where they stand alone.
    return re.compile("|".join(rf"(?<![\w]){re.escape(w)}(?![\w])" if len(w) < 3 else re.escape(w) for w in words))
