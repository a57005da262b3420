"""What a page says about its document outside of it: the header table, the line under the title, the meta tags.

Each gives values under the keys of `Metadata`, as printed. What was understood as such data is no part of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from .. import lexicon
from .html_dom import Element
from .html_walk import Item

# Longer lines are prose, whatever they begin with.
LONGEST_LINE = 240
LONGEST_VALUE = 120
# What stands behind a date and is shorter is the time of day or a word of the site.
SHORTEST_REST = 12

_DATE = (
    r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?日)?(?:[\sT]{1,9}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_DATED = re.compile(_DATE)
_BARE_DATE = re.compile(rf"[\[(（【]?\s*({_DATE})\s*[\])）】]?")
_NUMBER = re.compile(
    r"[（(]?[\u4e00-\u9fff]{1,16}\s?[〔\[［（(【]\s?(?:19|20)\d{2}\s?[〕\]］）)】]\s?第?\s?\d{1,5}\s?号[）)]?"
)
_EDGES = " \t\u3000\xa0|｜/:：;；,，[]【】()（）·•-—>"
_SPACES = re.compile(r"\s+")


def from_meta(page: Element) -> dict[str, str]:
    """The fields of meta tags such as ArticleTitle, PubDate and ContentSource."""
    fields: dict[str, str] = {}
    known = _labels("meta")
    for element in page.iter("meta"):
        label = (element.get("name") or element.get("property") or "").strip().lower()
        value = _SPACES.sub(" ", element.get("content") or "").strip()
        if known.get(label) and value:
            fields.setdefault(known[label], value)
    return fields


def from_table(item: Item) -> dict[str, str] | None:
    """The fields of a header table; None where a table is anything else.

    A header table puts a known label before each value. A table of data may have such labels as its header: there they
    stand beside each other.
    """
    texts = [cell.text.strip() for cell in item.cells if cell.text.strip()]
    pairs: list[tuple[str, str]] = []
    other = place = 0
    while place < len(texts):
        label, value = _split(texts[place])
        if label is None:
            other += 1
        else:
            if not value and place + 1 < len(texts) and _split(texts[place + 1])[0] is None:
                place += 1
                value = texts[place]
            pairs.append((label, value))
        place += 1
    if not pairs or other > len(pairs) // 2 or _adjacent(item):
        return None
    return _fields(pairs)


def _adjacent(item: Item) -> bool:
    """Whether the first row holds labels only: then it is the header of a list."""
    first = [_split(cell.text) for cell in item.cells if cell.row == 0 and cell.text.strip()]
    return len(first) > 1 and all(label is not None and not value for label, value in first)


def from_lines(texts: Sequence[str], inside: int) -> tuple[dict[str, str], dict[int, str]]:
    """The fields of lines around the title ("来源：… 时间：… 浏览次数：…"), and what is left of such lines.

    A label may stand on a line of its own with its value on the next; the document itself may go on behind a date.

    Args:
        inside: the index of the first line that stands in the document; from there on a line with one weak label
            ("时间：…") or a date alone is the document's own.
    """
    pairs: list[tuple[str, str]] = []
    left: dict[int, str] = {}
    for index, text in enumerate(texts):
        if index in left:
            continue
        found, rest = labelled(text)
        if found and (index < inside or len(found) > 1 or found[0][0] in _strong()):
            label, value = found[-1]
            if not value and not rest and index + 1 < len(texts) and len(found) == 1 and _is_value(texts[index + 1]):
                found = [(label, texts[index + 1].strip())]
                left[index + 1] = ""
            left[index] = rest
            pairs += found
        elif index < inside and (date := _BARE_DATE.fullmatch(text.strip())):
            left[index] = ""
            pairs.append(("发布日期", date[1]))
    return _fields(pairs), left


def _is_value(text: str) -> bool:
    return len(text) <= LONGEST_VALUE and not labelled(text)[0]


def labelled(text: str) -> tuple[list[tuple[str, str]], str]:
    """The labels and values of a line that begins with a label, and the text that follows the last value, a date.

    Nothing is found in a line that has more to say than labels and values.
    """
    text = text.strip()
    found = list(_line_pattern().finditer(text[:LONGEST_LINE]))
    if not found or text[: found[0].start()].strip(_EDGES):
        return [], text
    ends = [match.start() for match in found[1:]] + [len(text)]
    pairs = [
        (_SPACES.sub("", match["label"]), text[match.end() : end].strip(_EDGES))
        for match, end in zip(found, ends, strict=True)
    ]
    label, value = pairs[-1]
    rest = ""
    if _labels("table", "line").get(label) in ("published_on", "issued_on") and (date := _DATED.match(value)):
        pairs[-1], rest = (label, date[0]), value[date.end() :].strip(_EDGES)
        rest = rest if len(rest) > SHORTEST_REST else ""
    if any(len(value) > LONGEST_VALUE or "。" in value for _, value in pairs):
        return [], text
    return pairs, rest


def _fields(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    known = _labels("table", "line")
    fields: dict[str, str] = {}
    for label, value in pairs:
        if known.get(label) and value.strip(_EDGES):
            fields.setdefault(known[label], value.strip())
    return fields


def _split(text: str) -> tuple[str | None, str]:
    """A known label and what stands behind it in the same cell; (None, "") for anything else."""
    plain = _SPACES.sub("", text)
    if plain.strip("[]【】:：") in _labels("table", "line"):
        return plain.strip("[]【】:："), ""
    label, mark, value = re.sub("：", ":", text).partition(":")
    label = _SPACES.sub("", label).strip("[]【】")
    if mark and label in _labels("table", "line"):
        return label, value.strip()
    return None, ""


@cache
def _labels(*kinds: str) -> Mapping[str, str]:
    return {row["label"]: row["field"] for row in lexicon.load("web_fields") if row["where"] in kinds}


@cache
def _strong() -> frozenset[str]:
    """Labels that no document writes about itself."""
    return frozenset(row["label"] for row in lexicon.load("web_fields") if row["strong"])


@cache
def _line_pattern() -> re.Pattern[str]:
    """A label with its colon; it may be spaced out (索 引 号) and follow the value before it without a space."""
    words = sorted(_labels("table", "line"), key=len, reverse=True)
    spaced = "|".join(r"\s{0,4}".join(map(re.escape, word)) for word in words)
    return re.compile(rf"[\[【(（]?(?P<label>{spaced})\s{{0,4}}[\]】]?\s{{0,4}}[:：]")


def is_number(text: str) -> bool:
    """Whether a line is a document's number and nothing else."""
    return _NUMBER.fullmatch(text.strip()) is not None
