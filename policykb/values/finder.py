"""The walk over a text: places where a value may begin, and at each of them the recognisers in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from ..lexicon import keys
from .base import Value
from .daterange import continued
from .fold import fold
from .lookalike import skip
from .scan import Found, Recogniser, Scan

_N = "〇零一二两三四五六七八九十百千万亿兆廿卅"
# What may stand behind one Chinese numeral besides another numeral and a unit, for it to be asked about.
_BEHIND = "年月日号周季点分成又个天世五届中之%元多余几来到至和与及半角毛"
# Words that begin a time and hold no numeral, and signs that begin a sum or an order.
_WORDS = (
    rf"第(?=[\d{_N}])|-(?=\d)|[数几上](?=[十百千万亿])|好几(?=[十百千万])|半(?=[个年月天小日星学斤公吨米亩升里])"
    r"|每|逐(?=[年月日季周])|按(?=[年月日季周半星天])|[各分隔](?=[年季月周日天])|[年月天日](?=[年月天日])|双周|单周"
    r"|[今本去上前明来下后当同次翌大](?=[一个]?[年月周星季天日半旬前后上下])|这(?=个?[月周星季])|昨[天日]"
    r"|(?<![少青成老壮往多历周])年(?=[底末初中终内头关])|岁[末尾]|全年|月(?=[底末初])|中(?=旬)|[公西]元|中华民国|民国"
    r"|[元国五劳儿六妇三植青建八教圣情愚平春中端](?=[旦庆一动童八女树年党军师诞人安节秋午四][劳节儿妇国青建前后期假长放夜])|元旦|国庆|春节|[上本](?=个?世纪)|[今去明昨](?=[今明后][两二])"
    r"|前(?=[两二三123]个?季度)|元(?=月)|腊(?=月)|周(?=[一二三四五六日])|星期|礼拜|[首末]季|开年"
    r"|[最近过此以未接往前后](?=[近去前来下后往\d一二两三四五六七八九十半几数])"
    r"|[“\"「『](?=[一二三四五六七八九十]{1,2}五)"
    r"|自(?=[^，。；：、（）\s\d]{2,20}?之日起(?!\d|[一二两三四五六七八九十]+(?:个|日|天|年)))"
    r"|人民币|美[元金]|欧元|英镑|港[元币]|日[元币]|新台币|台币|韩[元币]|[A-Z]{2,3}\$?(?=[:： ]?\d)|[$¥€£](?=[\d一二三四五六七八九十])"
)


@cache
def _anchor() -> re.Pattern[str]:
    """Every place at which a value can begin; most characters of a text begin none."""
    behind = "".join(sorted({unit[0] for unit in keys("units")} | {name[0] for name in keys("currencies")}))
    numeral = rf"[{_N}负](?=[{re.escape(behind)}{_N}{_BEHIND}\d]|[^\u4e00-\u9fff]|$)"
    return re.compile(rf"\d|{numeral}|{_WORDS}")


# An Arabic figure in which nothing was found is not entered in its middle.
_DIGITS = re.compile(r"[\d,.]*\d")
_DATES_FIRST = frozenset({"recurrence", "window", "calendar_value", "event"})


def find_in(text: str, reference: date | None, recognisers: tuple[Recogniser, ...]) -> tuple[Value, ...]:
    """The values that the recognisers find in a text, leftmost first."""
    scan = Scan(text, fold(text), reference)
    return tuple(found.value(scan) for found in _found(scan, recognisers))


def _found(scan: Scan, recognisers: tuple[Recogniser, ...]) -> Iterator[Found]:
    text = scan.text
    # Dates and periods are told from look-alikes by their own words; figures are asked for after these.
    timed = tuple(each for each in recognisers if each.__name__ in _DATES_FIRST)
    figured = tuple(each for each in recognisers if each.__name__ not in _DATES_FIRST)
    done = 0
    last: Found | None = None
    for anchor in _anchor().finditer(text):
        start = anchor.start()
        if start < done:
            continue
        found = continued(scan, start, last) if last is not None and last.end + 2 > start else None
        found = found or _first(scan, start, done, timed)
        if found is None:
            beyond = skip(text, start)
            if beyond is not None:
                done = max(done, beyond)
                continue
            found = _first(scan, start, done, figured)
        if found is None:
            passed = _DIGITS.match(text, start)
            done = passed.end() if passed else done
            continue
        done = max(done, found.end)
        last = found if found.kind in ("date", "daterange") else None
        if found.amount is not None or found.when is not None:
            yield found


def _first(scan: Scan, start: int, floor: int, recognisers: tuple[Recogniser, ...]) -> Found | None:
    for recogniser in recognisers:
        found = recogniser(scan, start, floor)
        if found is not None:
            return found
    return None
