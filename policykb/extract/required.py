"""Numbers that a rule or a procedure requires: the least and the most, and shares to be checked."""

from __future__ import annotations

import re

from ..values.base import Amount

_BOUND = (
    "不得?能?(?:少|低|小|多|高|大)于|不得?能?(?:超过|逾)|至少|至多|最少|最多|应当?达到|须达到|以[^，；]{0,6}为(?:限|度)"
)
_BOUNDED = re.compile(f"(?:{_BOUND})[^，；：]{{0,14}}$")
_IN_TEXT = re.compile(f"(?:{_BOUND})")
_LIMITED = re.compile("(?:以上|以下|以内)?的?为限")
_REQUIRES = re.compile(
    r"应|须|必须|要(?!求)|置|设(?!立|施|备)|配备|选派|推选|抽取|抽查|不得|由[^，；]{0,20}$|每[年月季日天周次]"
)
_STAFF = re.compile(r"(?:置|设|聘|由|推选|选派|配备|遴选|抽取|指派|组成)[^，；]{0,14}$")
_PENALTY = re.compile("罚|拘留|徒刑|处以|滞纳|利息|赔偿|违约|扣[减除分]")
_VOTES = re.compile("以?上?(?:的)?[^，；]{0,12}(?:同意|出席|通过|表决|到会|请求|提议|联名|附议)")
# A share that is to be picked out and looked at: 按5%的比例抽查.
_PICKS = re.compile(
    "的?比例[^，；]{0,24}?(?:抽查|抽取|抽检|抽样|核查|复核|检查|抽选|选取|遴选|评选|推荐|配备|配套|提取|留存|复查)"
)


def bound(before: str, text: str, behind: str) -> bool:
    """Whether words around a figure make it the least or the most that is allowed."""
    return (
        _BOUNDED.search(before) is not None or _IN_TEXT.search(text) is not None or _LIMITED.match(behind) is not None
    )


def picks(behind: str) -> bool:
    """Whether a rate is the share of something that is to be picked out or looked at."""
    return _PICKS.match(behind) is not None


def required(before: str, text: str, behind: str, amount: Amount) -> bool:
    """Whether a rule requires a number of something; penalties and the counting of votes are no such thing."""
    if _PENALTY.search(before) or _PENALTY.search(behind) or _VOTES.match(behind):
        return False
    if bound(before, text, behind) or (amount.min != amount.max and _STAFF.search(before)):
        return True
    return "以上" in text and amount.max is None and _REQUIRES.search(before) is not None
