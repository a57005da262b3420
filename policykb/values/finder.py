"""The walk over a text: places where a value may begin, and at each of them the recognisers in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from ..lexicon import keys, load
from .base import Value
from .daterange import continued
from .fold import fold
from .lookalike import skip
from .scan import Found, Recogniser, Scan

_N = "〇零一二两三四五六七八九十百千万亿兆廿卅"
# What may stand behind one Chinese numeral besides another numeral and a unit, for it to be asked about.
_BEHIND = "年月日号周季点分成又个天世五届中之%元多余几来到至和与及半角毛"
_DIGIT = r"[\d一二两三四五六七八九十半几数]"
# A character that begins a value, and what must stand behind it; words of the lists are added to these.
_SHAPES = (
    ("0123456789", ""),
    ("第", rf"(?=[\d{_N}])"),
    ("-", r"(?=\d)"),
    ("数几上", "(?=[十百千万亿])"),
    ("好", "几(?=[十百千万])"),
    ("翻", r"(?=了?[一二两三四1-4]?番)"),
    ("半", "(?=[个年月天小日星学斤公吨米亩升里])"),
    ("每", ""),
    ("逐", "(?=[年月日季周])"),
    ("按", "(?=[年月日季周半星天旬])"),
    ("分隔", "(?=[年季月周日天])"),
    ("今本去上前明来下后当同次翌大", "(?=[一个]?[年月周星季天日半旬前后上下])"),
    ("这", "(?=个?[月周星季])"),
    ("年", "(?=[底末初中终内头关])(?<![少青成老壮往多历周]年)"),
    ("岁", "[末尾]"),
    ("全", "年"),
    ("月", "(?=[底末初])"),
    ("中", "(?=旬|华民国)"),
    ("公西", "元"),
    ("民", "国"),
    ("上本", "(?=个?世纪)"),
    ("今去明昨", "(?=[今明后][两二])"),
    ("前", "(?=[两二三123]个?季度)"),
    ("元正冬腊", "(?=月)"),
    ("农阴旧", "(?=历)"),
    ("周", "(?=[一二三四五六日天])"),
    ("星", "期"),
    ("礼", "拜"),
    ("首末", "季"),
    ("开", "年"),
    ("最近过此以未接往前后", f"(?=[近去前来下后往]|{_DIGIT})"),
    ('“"「『', "(?=[一二三四五六七八九十]{1,2}五)"),
    ("自", r"(?=[^，。；：、（）\s\d]{2,20}?之日起(?!\d|[一二两三四五六七八九十]+(?:个|日|天|年)))"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", r"[A-Z]{1,2}\$?(?=[:： ]?\d)"),
    ("$¥€£₩₹₽", f"(?={_DIGIT})"),
)


@cache
def _anchor() -> re.Pattern[str]:
    """Every place at which a value can begin; the guard in front rejects most characters of a text at once."""
    # A word with a second numeral in it (三番五次) is asked about from its first.
    doubled = {row["word"][1] for row in load("lookalikes") if set(row["word"][1:]) & set(_N)}
    behind = "".join(sorted({unit[0] for unit in keys("units")} | {name[0] for name in keys("currencies")} | doubled))
    numeral = rf"[{_N}负](?=[{re.escape(behind)}{_N}{_BEHIND}\d]|[^\u4e00-\u9fff]|$)"
    words = {row["name"] for row in load("festivals")} | {row["word"] for row in load("relative_times")}
    words |= {row["word"] for row in load("recurrences")}
    words |= {row["name"] for row in load("currencies") if row["place"] != "suffix" and not row["name"][0].isascii()}
    shapes = "|".join(f"[{re.escape(first)}]{rest}" for first, rest in _SHAPES)
    listed = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    firsts = "".join(sorted({word[0] for word in words} | set("".join(first for first, _ in _SHAPES) + _N + "负")))
    return re.compile(rf"(?=[{re.escape(firsts)}])(?:{numeral}|{shapes}|{listed})")


# An Arabic figure in which nothing was found is not entered in its middle, nor a hostile run of Chinese numerals.
_DIGITS = re.compile(rf"[{_N}\d]{{25,}}+|[\d,.]*\d")
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
