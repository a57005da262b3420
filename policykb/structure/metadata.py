"""The header of the document, from what its parts say and what the file says about itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Literal

from .. import lexicon
from ..model import Metadata
from . import numbers
from .dates import day_in
from .front import Front
from .lines import Line
from .organisations import is_name, split_names
from .parts import Parts
from .titles import bare, issued_title, kind_of

# So many characters tell the script.
_SAMPLE = 50_000
# The body that a title begins with.
_LEADING = re.compile(r"[一-鿿]{2,12}?(?:政府|委员会|[部局会署院处厅府])(?![一-鿿]?[长门分])")
_PASSING = re.compile(r"([一-鿿]{2,12}?)第[一二三四五六七八九十百\d]+届(人民代表大会(?:常务委员会)?)")
_HISTORY = re.compile(
    r"中华民国([一二三四五六七八九十百〇零\d]{1,6}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日)"
)
_HISTORY_NUMBER = re.compile(
    r"[、，]?([一-鿿]{3,30}?)?(?:（\d{2,3}）)?([一-鿿]{1,30}字)第([0-9A-Za-z]{4,14})号(?:令|公告|函)?"
)
_ENACTED = re.compile(r"[一-鿿]{0,8}?(?:订定|修正|制定|发布|公布)")


def gather(
    lines: Sequence[Line], front: Front, parts: Parts, fields: Mapping[str, str], script: Literal["hans", "hant"]
) -> Metadata:
    """The metadata; what the text itself says goes before what the file says about it."""
    own = {key: value.strip() for key, value in {**fields, **front.labelled}.items() if value.strip()}
    title = front.title or (parts.plan_title if front.order else None) or own.get("title") or front.order_line
    if title and "title" in own and (front.title is None or not kind_of(front.title)):
        title = own["title"]
    names, day = _signed(front, parts)
    history = _history(lines, parts)
    if history is not None:
        number, names = history[0] or front.number, history[1]
        day = _day(own.get("issued_on")) or history[2]
    else:
        number = front.number or _labelled_number(own.get("doc_number")) or _inline_number(lines, front)
        names = names or _promulgator(front) or list(_issuers(own.get("issuers")))
        day = (
            day or (front.dates[-1][0] if front.dates else None) or _day(own.get("issued_on")) or _printed(lines, parts)
        )
    return Metadata(
        title=bare(title) if title else None,
        inner_title=_inner(title, parts),
        doc_type=front.kind or (kind_of(title) if title else None),
        doc_number=number,
        issuers=tuple(dict.fromkeys(names)),
        addressees=tuple(front.addressees or split_names(own.get("addressees", ""))),
        issued_on=day,
        published_on=_day(own.get("published_on")),
        source_site=own.get("source_site") or None,
        script=script,
    )


def _signed(front: Front, parts: Parts) -> tuple[list[str], date | None]:
    """Who signed the document itself and when: its first signature, the letterhead where that names nobody."""
    above = [name for _, name in front.letterhead] or front.heads
    first = parts.signatures[0] if parts.signatures else None
    if first is None or (parts.bodies and first.first >= parts.bodies[0][2]):
        return list(above), None
    return list(first.names) or list(above), first.day


def _printed(lines: Sequence[Line], parts: Parts) -> date | None:
    """The day of the print note (印发日期), which stands for the day of signing where that is not written."""
    notes = (
        line.text for line, part in zip(lines, parts.of, strict=True) if part == "back" and line.text[-2:] == "印发"
    )
    return next((day for note in notes if (day := _day(note))), None)


def _promulgator(front: Front) -> list[str]:
    """The body that an order or a passing resolution names."""
    if front.order:
        name = front.order.removesuffix("令").removeprefix("中华人民共和国")
        return [name] if is_name(name) else []
    for _, text in reversed(front.dates):
        found = _PASSING.search(text)
        if found:
            return [found.group(1) + found.group(2)]
        if numbers.TAIWAN.search(text):
            leading = _LEADING.match(front.title or "")
            return [leading.group()] if leading and is_name(leading.group()) else []
    return []


def _issuers(value: str | None) -> list[str]:
    return [name for name in re.split(r"[、，,;；\s]+", value or "") if name]


def _labelled_number(value: str | None) -> str | None:
    if not value:
        return None
    hit = numbers.modern("".join(value.split()))
    return hit[0] if hit else numbers.only_taiwan(value) or "".join(value.split())


def _inline_number(lines: Sequence[Line], front: Front) -> str | None:
    """The number that stands at the end of the title or in a line of the front with other words."""
    for line in lines[: front.body]:
        hit = numbers.modern(line.text)
        if hit and "《" not in line.text[: hit[1]]:
            return hit[0]
    return None


def _history(lines: Sequence[Line], parts: Parts) -> tuple[str | None, list[str], date | None] | None:
    """Number, bodies and day of the newest order in the history (沿革) under a Taiwan regulation."""
    start = next((i for i, line in enumerate(lines) if line.text.startswith("沿革") and parts.of[i] == "back"), None)
    if start is None:
        return None
    text = "".join("".join(line.text.split()) for line in lines[start:])
    newest = None
    for found in _HISTORY.finditer(text):
        signed, place = list[tuple[str, str]](), found.end()
        while hit := _HISTORY_NUMBER.match(text, place):
            body, word = _body_and_word((hit.group(1) or "") + hit.group(2))
            signed.append((body, f"{word}第{hit.group(3)}号" if word else ""))
            place = hit.end()
        if signed and _ENACTED.match(text, place):
            day = day_in("民国" + found.group(1))
            newest = (signed[0][1] or None, [body for body, _ in signed], day[0] if day else None)
    return newest


def _body_and_word(text: str) -> tuple[str, str]:
    """Issuer and number word where they stand without a mark between them: 农业部农金字.

    The word begins with a character of the body's name, or with 台 or 院.
    """
    for cut in range(len(text) - 2, 1, -1):
        if is_name(text[:cut]) and (text[cut] in text[:cut] or text[cut] in "台院府"):
            return text[:cut], text[cut:]
    return text, ""


def _day(value: str | None) -> date | None:
    hit = day_in(value) if value else None
    return hit[0] if hit else None


def _inner(title: str | None, parts: Parts) -> str | None:
    issued = issued_title(title) if title else None
    return bare(parts.plan_title) if issued and parts.plan_title else issued


@cache
def _script_marks() -> tuple[frozenset[str], frozenset[str]]:
    rows = lexicon.load("script_marks")
    return frozenset(row["traditional"] for row in rows), frozenset(row["simplified"] for row in rows)


def script_of(source: str) -> Literal["hans", "hant"]:
    """The script that a source text is written in, by characters of everyday use that only one of the two has."""
    traditional, simplified = _script_marks()
    sample = source[:_SAMPLE]
    old = sum(sample.count(character) for character in traditional)
    new = sum(sample.count(character) for character in simplified)
    return "hant" if old > new else "hans"
