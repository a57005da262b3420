"""The place a document is of, read from the name of its issuer or the beginning of its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..lexicon import keys
from . import analysis

_NATIONAL = re.compile(r"(?:中共中央|国务院|中华人民共和国|中国|全国|国家(?!级)|最高人民)")
# One level after the other: 青岭省云溪市白河县. What follows the ending must not make another word of it (市场).
_LEVEL = re.compile(
    r"(?!关于|[委人和及与各全本])"
    r"(.{1,8}?(?:自治[区州县旗]|特别行政区|省(?![级直属])|市(?![场政民容])|州(?!际)|盟(?!友)|"
    r"[县旗](?![级区])|区(?![域块划间])|镇|乡(?![村镇])))"
)
_BEFORE = re.compile(r"^(?:中共(?!中央)|转发|印发|批转)")
_TITLE = re.compile(r"^.{4,40}?关于")
_DEEPEST = 3


def region_of(issuers: Iterable[str], title: str | None) -> str | None:
    """全国, or the names of a place from the province down as far as they are given; None where none is.

    Args:
        issuers: the first that names a place decides.
        title: looked at when none does, as far as it names an issuer: 青岭县人民政府关于….
    """
    named = _TITLE.match(title or "")
    for name in (*issuers, *((named[0],) if named else ())):
        folded = _BEFORE.sub("", analysis.squeeze(name))
        if _NATIONAL.match(folded):
            return "全国"
        if found := _place(folded):
            return found
    return None


def _place(name: str) -> str | None:
    place = 0
    for _ in range(_DEEPEST):
        match = _LEVEL.match(name, place)
        if not match or len(match[1]) < 2 or match[1].endswith(keys("not_places")):
            break
        place = match.end()
    return name[:place] or None
