"""What stands above the body: letterhead, number, title, addressees, and a page's own lines about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .lines import Line

ZONE = 30
_RUN_TOGETHER = re.compile(
    r"(.{6,150}?的(?:通知|函|意见|通告|公告|批复|决定|通报|复函))(各.{2,}[：:]|[一-鿿]{2,16}〔(?:19|20)\d{2}〕\d{1,5}号)"
)
_STAMPED = re.compile(
    r"[•·\s]*[一-鿿]{2,6}[：:]\s?\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?(?=[^\d:])"
)


@dataclass
class Front:
    """What was found above the body; `body` is the index of the first line below it.

    Args:
        title: of the document; None where no line can be it.
        kind: of the document where the head names it apart from the title (青岭县政府函).
        order: the name of the order by which a regulation is published (青岭省人民政府令).
        order_line: the line that names it, with its number where both stand together.
        letterhead: bodies named in lines of their own, with the index of the line.
        heads: bodies in lines of their own that the title goes on from.
        labelled: what a page's own lines say about the document, by the fields of `Metadata`.
        dates: days below the title, each with what is said of it.
    """

    title: str | None = None
    kind: str | None = None
    number: str | None = None
    order: str | None = None
    order_line: str | None = None
    letterhead: list[tuple[int, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    labelled: dict[str, str] = field(default_factory=dict)
    dates: list[tuple[date, str]] = field(default_factory=list)
    body: int = 0


def prepare(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those of the front cut where two things were run together."""
    found: list[Line] = []
    for index, line in enumerate(lines):
        if index < ZONE and (hit := _RUN_TOGETHER.fullmatch(line.text)):
            found += [line.part(0, hit.end(1)), line.part(hit.start(2))]
        elif index < 3 and (hit := _STAMPED.match(line.text)):
            found += [line.part(0, hit.end()), line.part(hit.end())]
        else:
            found.append(line)
    return [line for line in found if line.text]
