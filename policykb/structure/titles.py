"""Titles: where one is complete, what kind of document it names, and what it says it issues."""

from __future__ import annotations

import re
from functools import cache

from .. import lexicon

_TAIL = re.compile(
    r"(?:[（(〔][^（()）]{1,30}[）)〕]|[”》\"]|(?:19|20)\d{2}(?:[-—–－至到](?:19|20)\d{2})?年?|[一二三四五六七八九十]+|20\d\d版|等)+$"
)
# 关于印发…的通知: the verb that says that the title's document issues another.
_ISSUING = re.compile(
    r"(?:关于)?(?P<verb>印发|转发|批转|下发|颁发|发布|颁布|公布)(?P<inner>.+?)的?(?:通知|函|公告|通告|决定|令|批复|命令|通函)(?:[（(].*)?$"
)
_QUOTED = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    rows = lexicon.load("doc_types")
    return tuple(sorted(((row["ending"], row["type"]) for row in rows), key=lambda pair: -len(pair[0])))


@cache
def statutory() -> frozenset[str]:
    """The kinds that a letter itself can be, apart from those that travel under cover of one."""
    return frozenset(row["type"] for row in lexicon.load("doc_types") if row["family"] == "statutory")


def kind_of(title: str) -> str | None:
    """The kind of document (文种) that a title ends in, None where it ends in none."""
    words = title.strip()
    for _ in range(3):
        for ending, kind in _kinds():
            if words.endswith(ending):
                return kind
        shorter = _TAIL.sub("", words).strip()
        if shorter == words:
            return None
        words = shorter
    return None


def fold(text: str) -> str:
    """A title for comparison: no white space, marks, or the particle 的, which a title may leave out."""
    return re.sub(r"[\s《》“”\"‘’'、，,。：:；;的]", "", text).replace("(", "（").replace(")", "）")


def bare(title: str) -> str:
    """A title without the book-title marks around the whole of it."""
    whole = title.startswith("《") and title.endswith("》") and "《" not in title[1:]
    return title[1:-1] if whole else title


def issued_title(title: str) -> str | None:
    """The title of what a covering notice says it issues, None where it issues nothing."""
    found = _ISSUING.search(title)
    if found is None:
        return None
    verb, inner = found.group("verb"), found.group("inner").strip()
    quoted = _QUOTED.search(inner)
    if quoted:
        tail = inner[quoted.end() :]
        return quoted.group(1) + (tail if re.fullmatch(r"[（(][^（()）]{1,20}[）)]", tail) else "")
    if kind_of(inner):
        return inner
    if verb in {"转发", "批转"} and "关于" in inner:
        return inner + "的通知"
    return inner if verb in {"印发", "下发"} and len(inner) >= 6 else None
