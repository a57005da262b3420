"""The title of the article on a page, and whether the article itself begins with it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from .html_dom import Element, labels, name, words
from .html_walk import Item

SHORTEST = 5
LONGEST = 160
LINES_OF_A_BEGINNING = 8
LINES_OF_A_TITLE = 5
# Two printings of one title may differ in a word; a title of another document differs in more.
SAME = 0.86

_SITE = re.compile(r"\s*[_|｜—–]+\s*|\s+-+\s*|\s*-+\s+|(?<=[\u4e00-\u9fff])-+(?=[\u4e00-\u9fff]{2,20}\Z)|\s*--+\s*")
_TITLED = re.compile(r"(?:title|tit|bt|biaoti|headline|h1|subject)\d?\Z")
_KIND = re.compile(
    r"(?:通知|意见|办法|方案|规定|细则|条例|规划|计划|要点|决定|公告|通告|通报|批复|函|报告|令|安排|标准|措施|政策|指南"
    r"|意見|辦法|規定|細則|條例|規劃|計畫|要點|決定|準則|規則|標準|批覆)(?:[（(【\[].{0,30}[）)】\]])?\Z"
)


def folded(text: str) -> str:
    """Letters, figures and ideographs only, width folded: what two printings of one title have in common."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def find_title(page: Element, before: Sequence[Item], inside: Sequence[Item], meta: Mapping[str, str]) -> str | None:
    """The article's title as the page shows it, or as its meta tags or its window title have it; None where unsaid."""
    window = _window_title(page)
    named = [folded(title) for title in (meta.get("title"), window) if title]
    shown = [item for item in [*inside[:3][::-1], *before] if not item.cells and SHORTEST <= len(item.text) <= LONGEST]
    for item in reversed(shown):
        if not item.linked and any(_agree(folded(item.text), title) for title in named):
            return item.text
    headings = [item for item in before if _is_titled(item.element) and SHORTEST <= len(item.text) <= LONGEST]
    if headings and not headings[-1].linked:
        return headings[-1].text
    if meta.get("title"):
        return meta["title"]
    parts = [part.strip() for part in _SITE.split(window or "")]
    return next((part for part in parts if len(part) >= 8 and (_KIND.search(part) or part.startswith("关于"))), None)


def _agree(own: str, named: str) -> bool:
    return len(own) >= SHORTEST and (own in named or (len(named) > SHORTEST and named in own))


def _window_title(page: Element) -> str | None:
    element = next(page.iter("title"), None)
    return " ".join(words(element).split()) or None if element is not None else None


def _is_titled(element: Element) -> bool:
    return name(element) in ("h1", "h2") or any(_TITLED.search(label) for label in labels(element))


def is_said(title: str, items: Sequence[Item]) -> bool:
    """Whether the article begins with the title, though it may be broken into lines or differ a little."""
    wanted = folded(title)
    lines = [folded(item.text) for item in items[:LINES_OF_A_BEGINNING] if not item.cells]
    for start in range(len(lines)):
        said = ""
        for line in lines[start : start + LINES_OF_A_TITLE]:
            said += line
            if len(said) > 2 * len(wanted) + SHORTEST:
                break
            if wanted in said or difflib.SequenceMatcher(None, wanted, said, autojunk=False).ratio() > SAME:
                return True
    return not wanted
