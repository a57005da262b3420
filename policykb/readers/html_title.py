"""The title of the article on a page, and whether the article itself begins with it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .html_dom import Element, labels, name, words
from .html_walk import Item

SHORTEST = 5
LONGEST = 160
LIKELY = 8
ENOUGH = 3
LINES_OF_A_BEGINNING = 8
LINES_OF_A_TITLE = 5
# Two printings of one title may differ in a word; a title of another document differs in more.
SAME = 0.86

_SITE = re.compile(r"\s*[_|｜—–]+\s*|\s+-+\s*|\s*-+\s+|(?<=[\u4e00-\u9fff])-+(?=[\u4e00-\u9fff]{2,20}\Z)|\s*--+\s*")
_TITLED = re.compile(r"(?:title|tit|bt|biaoti|headline|h1|subject)\d?\Z")
_KIND = re.compile(
    r"(?:通知|意见|办法|方案|规定|细则|条例|规划|计划|要点|决定|公告|通告|通报|批复|答复|复函|函|公示|名单|说明|纪要|建议|报告|令|安排|标准|措施|政策|指南"
    r"|意見|辦法|規定|細則|條例|規劃|計畫|要點|決定|準則|規則|標準|批覆)(?:[（(【\[].{0,30}[）)】\]])?\Z"
)


def folded(text: str) -> str:
    """Letters, figures and ideographs only, width folded: what two printings of one title have in common."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def find_title(page: Element, before: Sequence[Item], inside: Sequence[Item], meta: Mapping[str, str]) -> str | None:
    """The article's title: the line before it that has most of a title, else what the meta tags or the window say.

    Of a line that is only a part of the title which the page's data name, the named one is given.
    """
    named = [meta["title"]] if meta.get("title") else []
    window = [part.strip() for part in _SITE.split(_window_title(page) or "") if part.strip()]
    shown = _joined([*before, *inside[:3]])
    best = max(shown, key=lambda item: _likeness(item, named, window), default=None)
    if best is not None and _likeness(best, named, window) >= ENOUGH:
        own = folded(best.text)
        return next((whole for whole in (*named, *window) if own in folded(whole) and not _is_cut(whole)), best.text)
    if named:
        return named[0]
    said = next((part for part in window if len(part) >= LIKELY and _KIND.search(part)), None)
    return said or (window[0] if window and len(window[0]) >= LIKELY and not before else None)


def _is_cut(title: str) -> bool:
    return title.endswith(("…", "...", "．．．"))


def _joined(items: Sequence[Item]) -> list[Item]:
    """The paragraphs from the last to the first; lines of one title element are one."""
    joined: list[Item] = []
    for item in items:
        if joined and item.element is joined[-1].element and _is_titled(item.element) and not item.cells:
            joined[-1] = replace(joined[-1], text=joined[-1].text + item.text)
        elif not item.cells:
            joined.append(item)
    return joined[::-1]


def _likeness(item: Item, named: Sequence[str], window: Sequence[str]) -> int:
    """How much a line has of a title: it is named so, marked so, worded so."""
    own = folded(item.text)
    if not SHORTEST <= len(item.text) <= LONGEST or item.linked * 2 > len(item.text) or "。" in item.text:
        return 0
    return (
        4 * any(_agree(own, folded(title)) for title in named)
        + 3 * _is_titled(item.element)
        + 2 * any(len(own) >= LIKELY and _agree(own, folded(part)) for part in window)
        + 2 * bool(_KIND.search(item.text))
    )


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
