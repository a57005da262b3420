"""How far a figure is bound by the words around it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..values.base import Amount

_CEILING = re.compile(
    r"(?:(?:不超过|不得超过|不能超过|不高于|不得高于|不得逾)[^，；。0-9]{0,20}|(?:不多于|最高|最多|上限(?:为|是)?|封顶|控制在|限额为?|至多)[^，；。0-9]{0,12}"
    r"|上限由[^，]{0,8}(?:提高|调整)(?:至|到))$"
)
_FLOOR = re.compile(
    r"(?:不低于|不少于|不得低于|不得少于|不能低于|不能少于|(?<![不得])超过|高于|突破|多于|起点为)[^，；。0-9]{0,12}$"
    r"|至少(?:(?![一二三四五六七八九十两][人名次个项家件位])[^，；。0-9]){0,12}$"
)
_CEILING_AFTER = re.compile(r"(?:（含）)?(?:为上限|为最高|为限|以内|以下|封顶)")
_FLOOR_AFTER = re.compile(r"(?:（[^）]{0,8}）)?(?:以上|及以上|起)")


def bounded(amount: Amount, bare: str, at: int, end: int) -> Amount:
    """An exact figure at [at, end) of a clause as a floor or a ceiling, where the clause makes it one."""
    if amount.min is None or amount.max is None or amount.min != amount.max:
        return amount
    before = bare[max(0, at - 32) : at]
    if not before.endswith("项目前") and before.endswith(("原", "由", "从", "原来", "目前")):
        return amount
    if _CEILING.search(before) or _CEILING_AFTER.match(bare, end):
        return replace(amount, min=None)
    if _FLOOR.search(before) or _FLOOR_AFTER.match(bare, end):
        return replace(amount, max=None)
    return amount
