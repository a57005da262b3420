"""Documents that another one of the knowledge base repeals: 《…》同时废止."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..search import Engine, analysis
from ..search.query import Phrase
from .result import Json
from .shelf import Catalogue, Shelf

_ENDS = re.compile(
    r"[^。；\n]*《[^。；\n]*(?:同时|予以|即行|自行|一并|相应)?(?:废止|失效|停止执行|停止施行|不再执行)[^。；\n]*"
)
_NAMED = re.compile(r"《([^》]{4,80})》")
_REST = re.compile(r"\(.*?\)|的通知$|^.{0,40}关于(?:印发|发布|公布)")
_WORDS = ("废止", "失效", "停止执行", "停止施行", "不再执行")


def repealed(shelves: Shelf, catalogue: Catalogue, engine: Engine) -> Mapping[str, Json]:
    """By id the documents that another one repeals: by which ("id", "title"), and its words ("quote").

    A title is the same where it is but for brackets and for the words of the notice that prints it.
    """
    if shelves.repealed is None:
        names = _names(catalogue, engine)
        heads = shelves.heads(None) if names else {}
        found: dict[str, Json] = {}
        for id, head in heads.items():
            for title in filter(None, (head["title"], head["inner_title"])):
                by = names.get(_plain(title))
                if by and by[0] != id:
                    found[id] = {"id": by[0], "title": heads[by[0]]["title"], "quote": by[1]}
        shelves.repealed = found
    return shelves.repealed


def _names(catalogue: Catalogue, engine: Engine) -> dict[str, tuple[str, str]]:
    """The titles that documents repeal, each with the document and its words."""
    found: dict[str, tuple[str, str]] = {}
    for id in sorted({id for word in _WORDS for id in engine.matching(Phrase(word))}):
        for match in _ENDS.finditer(catalogue.text(id)):
            for name in _NAMED.findall(match[0]):
                found.setdefault(_plain(name), (id, match[0].strip()))
    return found


def _plain(title: str) -> str:
    folded = analysis.fold(title).replace("《", "").replace("》", "")
    return analysis.squeeze(_REST.sub("", _REST.sub("", folded)))
