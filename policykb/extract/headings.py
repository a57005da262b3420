"""What the headings above a paragraph say of it: plans ahead, a look back, who is eligible."""

from __future__ import annotations

import re
from typing import Literal

from ..model import Notice
from .sentences import Passage

Outlook = Literal["", "ahead", "back", "eligible"]

_BACK = re.compile(
    r"回顾|工作总结|完成情况|过去[一五]年|[一五]年来|基本情况|发展现状|工作成效|取得(?:的|了)?(?:主要)?成[绩效就]|现状|实施情况|执行情况|发展基础"
)
_ELIGIBLE = re.compile(
    r"条件|资格|申报对象|申请人|申报主体|申报材料|申请材料|报送要求|支持对象|附则|联系方式|评分|罚则|法律责任|处罚|名词解释|用语"
)
_AHEAD = re.compile(r"目标|指标|任务|预期|规划|安排|打算|标准|要求")
_ARTICLE = re.compile(r"第[0-9零〇一二三四五六七八九十百千]+条")


def outlook(notice: Notice, passage: Passage) -> Outlook:
    """Where the passage looks, by its headings from the innermost outwards; a look back outweighs the others."""
    titles: list[str] = []
    index = passage.section
    while index is not None:
        titles.append(notice.outline[index].title)
        index = notice.outline[index].parent
    if any(_BACK.search(title) and not _AHEAD_FIRST.search(title) for title in titles):
        return "back"
    for title in titles:
        if _ELIGIBLE.search(title):
            return "eligible"
        if _AHEAD.search(title):
            return "ahead"
    return ""


_AHEAD_FIRST = re.compile(r"工作要求|工作目标|主要目标")


def is_statute(notice: Notice) -> bool:
    """Whether a document is written in articles: its numbers are rules and thresholds, not targets."""
    return sum(1 for section in notice.outline if _ARTICLE.match(section.label)) >= _ARTICLES


_ARTICLES = 3
