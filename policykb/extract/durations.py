"""When the times of a clause are: dated values as they are, and what a bare duration lasts or may take."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..values.base import Value, When
from . import actors, words
from .reading import NoticeReading
from .sentences import Clause


def when_of(reading: NoticeReading, value: Value, clause: Clause, at: int, end: int) -> When | None:
    """When a value is; a bare duration is one where it says how long something lasts or may take."""
    if value.kind == "recurrence" and value.when is not None and value.amount and value.amount.max != 1:
        return replace(value.when, every=None)
    if value.when is not None and _ANAPHORIC.match(clause.text, at):
        return replace(value.when, start=None, end=None, inferred_year=False)
    if value.when is not None and (value.when.start or value.when.end or value.when.every or value.when.days):
        return value.when
    if value.kind == "daterange":
        return (
            replace(value.when, days=_days(value)) if value.when and clause.text[at:end].endswith("内") else value.when
        )
    if value.kind != "duration":
        return None
    period = reading.period
    if _TAKES.search(clause.bare, 0, at) and _TIME_WORD.match(clause.bare, end):
        if period is not None and value.amount and _years(value) == _length(period):
            return period
        return When(clause.text[at:end])
    if at and clause.bare[at - 1] in "前后" and behind_time().match(clause.bare, end):
        return When(clause.text[at - 1 : end])
    if value.amount and value.amount.unit in ("年", "个月") and _GRANTED.search(clause.bare, 0, at):
        return When(clause.text[at:end]) if _GRANT.match(clause.bare, end) else None
    lasting = (
        LASTS.search(clause.bare, max(0, at - 16), at)
        or _LIMIT.match(clause.text, at, end)
        or LASTS_BEHIND.match(clause.bare, end)
    )
    return When(clause.text[at:end], days=_days(value)) if lasting else None


_ANAPHORIC = re.compile(r"[次翌]年|[当该]年年?[底末]|当[年月]|翌日|次日|次月")


_TAKES = re.compile(r"(?:用|经过|历时|力争|争取|再用)$")


_TIME_WORD = re.compile(r"(?:左右)?(?:的)?(?:时间|内|以内|，|$)")


# A step of a procedure whose time is bounded; how long somebody serves or learns is a quantity, no time limit.
_STEP = (
    "审核|审查|核查|公示|公告|签字|认定|办理|办结|受理|审批|评审|答复|整改|查询|处理|处置|报名|申报|申诉|征求意见|反馈|响应"
    "|停留|等待|评估|验收|建设|施工|采购|投标|公开|张贴"
)

LASTS = re.compile(
    rf"(?:(?:{_STEP})的?(?:时间|时限|周期|期限|时长)|间隔|工期|建设期|执行期|实施期|试运行|周期|时限|有效期|有效期限|限期|连续(?:安排|支持|奖励|补贴|给予)?|医学观察|观察|隔离|期限|期间|公示期?|公告期?|公示时间|展期|延期|延长|顺延|试用期|服务期|聘期|任期|为期|保存|保管|保留|留存|最长|最短|公示)"
    r"[^，；。]{0,8}$"
)


LASTS_BEHIND = re.compile(
    "的?(?:(?:居家|集中|医学|健康|监督性)*(?:隔离|观察)|公示|公告|(?:的)?(?:有效|过渡|试用|宽限|缓冲|整改|试点|冷静|保护|考察|培育|监测|试行|服务|建设|执行)期)"
)


_LIMIT = re.compile(r"最长|最短|最多不超过|不超过|不得超过|不得逾")


_GRANTED = re.compile(r"(?:给予|减免|免收|免征|免缴|缓缴)[^，；]{0,12}$")


_GRANT = re.compile(r"[0-9]|的?(?:租金|房租|资金|补贴|补助|奖励|贴息|费)")


def _years(value: Value) -> int | None:
    amount = value.amount
    return int(amount.max) if amount and amount.max is not None and amount.unit == "年" else None


def _length(period: When) -> int | None:
    return period.end.year - period.start.year + 1 if period.start and period.end else None


def _days(value: Value) -> int | None:
    amount = value.amount
    if amount is None or amount.unit not in ("工作日", "个工作日", "日", "天", "自然日", "日历天"):
        return None
    most = amount.max if amount.max is not None else amount.min
    return None if most is None else int(most)


@cache
def behind_time() -> re.Pattern[str]:
    forms = (words.verbs(), words.adverbs(), words.prepositions(), words.encouragement(), words.modal(False).pattern)
    return re.compile("(?:，|" + "|".join(forms) + "|计划|力争|争取|预计|拟)")


def opens(bare: str, end: int) -> bool:
    """Whether a predicate, or a subject with one, stands behind a time."""
    return not bare.startswith(("应缴", "应付", "应交", "应纳", "应收"), end) and (
        behind_time().match(bare, end) is not None
        or actors.leading(bare, end) is not None
        or bare.startswith(tuple("0123456789“"), end)
    )
