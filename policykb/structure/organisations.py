"""Names of bodies: whether a stretch of text is one, and where one ends in a list of them."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicon
from .lines import Line

_SEPARATOR = re.compile(r"[、，,；;]")
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "《": "》", "“": "”"}
_NOT_NAME = re.compile(r"[。：:！？…\d]|关于|通知|如下|为了|根据|现将|按照|请|已经|予以|进行")


@cache
def _suffixes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ends of names: bodies that sign, and those with persons and meetings that are only written to."""
    rows = lexicon.load("organisation_suffixes")
    every = tuple(row["suffix"] for row in rows)
    return tuple(row["suffix"] for row in rows if row["class"] != "person"), every


def bare(name: str) -> str:
    """A name without what stands in brackets at its end: 发展改革委（能源局）."""
    return re.sub(r"[（(][^（）()]{1,20}[）)]$", "", name.strip())


def is_name(text: str, longest: int = 60) -> bool:
    """Whether the text is the name of one body."""
    name = bare(text)
    return 2 <= len(name) <= longest and name.endswith(_suffixes()[0]) and not _NOT_NAME.search(name)


def is_addressee(text: str) -> bool:
    """Whether the text names one body, group of bodies or person that can be written to."""
    name = bare(text)
    return name.endswith(_suffixes()[1]) or bool(
        re.fullmatch(r"(?:各|全体|广大|尊敬的).{1,15}[^省市县区旗盟州镇乡地]", name)
    )


def pieces(text: str) -> list[str]:
    """The text cut at commas and enumeration commas outside brackets."""
    found, depth, start = [], 0, 0
    for index, character in enumerate(text):
        if character in _BRACKETS:
            depth += 1
        elif character in _BRACKETS.values():
            depth = max(0, depth - 1)
        elif depth == 0 and _SEPARATOR.match(character):
            found.append(text[start : index + 1])
            start = index + 1
    found.append(text[start:])
    return [piece for piece in found if piece]


def split_names(text: str) -> list[str]:
    """The names in a list of addressees, one an entry.

    A piece that is no name by itself (各省、自治区、) belongs to the name that follows; one of a single character
    (委、办、局) belongs to the one before.
    """
    names: list[str] = []
    held = ""
    for piece in pieces(text.strip().rstrip("：:")):
        separator = piece[-1] if _SEPARATOR.match(piece[-1]) else ""
        word = piece.rstrip("、，,；;").strip()
        if not word:
            continue
        if len(word) == 1 and names and not held:
            names[-1] += "、" + word
            continue
        held += word
        if is_addressee(word) or separator in {"，", ",", "；", ";", ""}:
            names.append(held)
            held = ""
        else:
            held += separator
    if held:
        names.append(held.rstrip("、"))
    return names


def names_in(line: Line) -> list[str] | None:
    """The bodies that a line is made of, or None where it holds anything else.

    They stand apart by commas or by white space that the clean text has closed up.
    """
    text = line.text
    cuts = sorted({*line.gaps, *(index for index, character in enumerate(text) if character in " 、，")})
    words = [text[a:b].strip(" 、，") for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    names: list[str] = []
    held = ""
    for word in words:
        held += word
        if is_name(held):
            names.append(held)
            held = ""
    return [one for name in names for one in apart(name)] if names and not held else None


_STRONG = ("委员会", "人民政府", "办公厅", "办公室", "局", "厅", "部", "院", "委", "公司", "会", "中心")


def apart(name: str) -> list[str]:
    """Names that stand in one without a mark between them: the second begins with the place that the first has."""
    place = re.sub(r"^(?:中共|国网|国家)", "", name)[:2]
    for cut in range(4, len(name) - 3):
        rest = name[cut:]
        if re.match(rf"(?:中共|国网|国家)?{place}", rest) and name[:cut].endswith(_STRONG) and is_name(rest):
            return [name[:cut], *apart(rest)]
    return [name]
