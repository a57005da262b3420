"""A question becomes a plan: what is asked for, of which kind of record, about what, when.

The plan is all that answering sees; it is shown to the person who asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from ..lexicon import Row, keys, load
from ..search import analysis
from ..search.query import question_words
from ..search.synonyms import Unit, groups, units
from ..values import find
from .english import is_english, translate

Wants = Literal["documents", "amount", "count", "time", "actor", "duty", "extreme", "list", "number", "records"]

_UNITS = "人次|平方公里|平方米|立方米|公里|公顷|万吨|亿元|万元|吨|[家个名项人户所座台件份次批条亩元块头只辆套株期场支]"
# What a question asks for, in the order in which the forms are tried; the part that matches says nothing else.
_WANTS: tuple[tuple[Wants, str | None, re.Pattern[str]], ...] = (
    (
        "documents",
        None,
        re.compile(
            r"(?:都?有)?(?:哪一?[些个份几件项]{0,2}|什么|几[个份])\s*"
            r"(?:政府|官方)?(?:文件|公文|文|政策|通知|办法|方案|意见|制度|法规|条例|规章|公告)(?:中|里|当中)?"
        ),
    ),
    ("amount", "subsidy", re.compile(r"多少\s*(?:钱|元|万元|亿元|资金|补助|补贴|奖励|资助|奖金|经费|补偿)")),
    (
        "time",
        "deadline",
        re.compile(r"(?:在|于|到)?(?:什么时[候间]|何时|几时|哪一?[年天月日]|几月(?:几[日号])?|多久)(?:以?前|底|之前)?"),
    ),
    ("actor", "obligation", re.compile(r"由?(?:谁|哪一?[个些几家]*(?:部门|单位|机构|处室|机关|组织|局|厅|委))")),
    (
        "duty",
        "obligation",
        re.compile(
            r"(?P<forbid>不得|不准|不能|不应|不许|禁止|严禁)?(?:必须|应当|应该|应|需要|需|须|要|该|得){0,3}(?:做|干|完成|承担|履行|落实|开展)?"
            r"(?:(?:些?什么|哪些)(?:工作|事情?|任务|义务|职责|责任)|些?什么(?=[？?]?$))"
        ),
    ),
    ("count", None, re.compile(rf"(?:一?共|总共)?(?:是|有|达到?)?多少\s*(?P<unit>{_UNITS})?|几(?P<few>{_UNITS})")),
    ("list", None, re.compile(r"(?:都?有)(?:哪一?[些几][个家]?|什么)")),
)
_EXTREME = re.compile(r"最(?P<end>[多高大长]|[少低小短])")
# What asks to set side by side what is said of two times or two things.
_COMPARES = re.compile(
    r"(?:有(?:什么|何|哪些)|的)?(?:变化|不同|区别|差别|差异|异同)|(?:相比|比较|对比)(?:如何|怎么样|怎样)?|有(?:什么|何)(?=[？?]?$)"
)
_WHICH = re.compile(r"哪一?[个家名项种些]?|是?谁|什么|是")
_INSIDE = re.compile(r"(?<=[表单录册])[中里内]$")
_QUOTED = re.compile(r"[“「『\"《]([^”」』\"》]{2,40})[”」』\"》]")
_PLACE = re.compile(r".{1,6}[省市县区州盟旗镇乡村]|.{2,6}(?:苏木|嘎查|自治[区州县旗])")


@dataclass(frozen=True, slots=True)
class Term:
    """Something that an answer must be about.

    Args:
        text: as it was typed, folded.
        words: its words with what else they may be called.
        place: the name of a place, which may also be the document's own.
        soft: a verb, which an answer may say with another word.
    """

    text: str
    words: tuple[Unit, ...]
    place: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks for.

    Args:
        kind: the kind of record that can answer; None where any can.
        measure: the word for it in the question: 补助 in 工作站补助.
        terms: what it is about.
        period: the days it asks about, first and last.
        unit: the counter after 多少.
        end: of "extreme", which end: "max" or "min".
        compares: it asks to set side by side what is said of its `periods`, or else of its terms.
        periods: all the days it asks about, where it compares.
        forbids: it asks what must not be done.
        words: the question in Chinese words, as a search takes them.
        unknown: English words that the glossary does not have.
    """

    question: str
    wants: Wants
    kind: str | None
    measure: str | None
    terms: tuple[Term, ...]
    period: tuple[date, date] | None = None
    unit: str | None = None
    end: Literal["max", "min"] | None = None
    forbids: bool = False
    compares: bool = False
    periods: tuple[tuple[date, date], ...] = ()
    words: str = ""
    unknown: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The plan as it is shown; what the question does not say is left out, but for kind, terms and synonyms."""
        known = {unit.text: list(unit.others) for term in self.terms for unit in term.words if unit.others}
        if self.measure and groups().get(self.measure):
            known = {self.measure: list(groups()[self.measure]), **known}
        more: dict[str, Any] = {
            "measure": self.measure,
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "unit": self.unit,
            "end": self.end,
            "forbids": self.forbids,
            "compares": self.compares,
            "unknown": list(self.unknown),
        }
        return {
            "wants": self.wants,
            "kind": self.kind,
            "terms": [term.text for term in self.terms],
            "synonyms": known,
            **{key: value for key, value in more.items() if value},
        }


def plan(question: str) -> Plan:
    """What a question in Chinese (either script) or English asks for."""
    unknown: tuple[str, ...] = ()
    text = question
    if is_english(question):
        text, unknown = translate(question)
    text = analysis.fold(text)
    said = _COMPARES.sub(" ", text)
    compares = said != text
    wants, kind, found, rest = _wants(said)
    unit = found.get("unit") or found.get("few")
    end: Literal["max", "min"] | None = None
    if wants == "extreme":
        end = "max" if found["end"] in "多高大长" else "min"
    rest, periods = _without_times(rest)
    period = periods[0] if periods and not (compares and len(periods) > 1) else None
    words = _words(rest)
    measures = [word for word, _ in words if _word(word, "measure")]
    # Of several the one that 多少 follows is asked for: 完成任务的奖励多少.
    measure = (measures[-1] if wants == "count" else measures[0]) if measures else None
    if wants == "extreme":
        # What is measured is a column of a table, whatever its name.
        measure = None
    if measure and (kind is None or wants in ("amount", "actor", "time")):
        row = _word(measure, "measure")
        kind = kind if wants == "time" or row is None else row["kind"]
    if kind == "subsidy" and (wants == "records" or (wants == "count" and unit in (None, "元"))):
        wants = "amount"
    if kind and wants == "list":
        wants = "records"
    terms = tuple(_terms(rest, words, wants == "extreme"))
    forbids = bool(found.get("forbid"))
    return Plan(question, wants, kind, measure, terms, period, unit, end, forbids, compares, periods, text, unknown)


def _wants(text: str) -> tuple[Wants, str | None, Mapping[str, str], str]:
    """What is asked for, the kind of record it means, what else its form says, and the question without those words."""
    if match := _EXTREME.search(text):
        rest = _WHICH.sub(" ", f"{text[: match.start()]} {text[match.end() :]}")
        return "extreme", None, match.groupdict(), rest
    for wants, kind, pattern in _WANTS:
        if match := pattern.search(text):
            said = {name: value for name, value in match.groupdict().items() if value}
            return wants, kind, said, f"{text[: match.start()]} {text[match.end() :]}"
    return "records", None, {}, text


def _without_times(text: str) -> tuple[str, tuple[tuple[date, date], ...]]:
    """The text without its times, and the days that they mean, the last of them first."""
    periods: list[tuple[date, date]] = []
    for value in sorted(find(text), key=lambda value: -value.span.start):
        when = value.when
        if value.kind not in ("date", "daterange", "recurrence") or when is None:
            continue
        last = when.end or when.start
        first = when.start or (last.replace(month=1, day=1) if last else None)
        if first and last:
            periods.append((first, last))
        text = f"{text[: value.span.start]} {text[value.span.end :]}"
    return text, tuple(periods)


def _words(text: str) -> list[tuple[str, int]]:
    """The words of a text with their places; several that are one in data/ask_words.tsv are one here."""
    tokens = analysis.tokens(text)
    found: list[tuple[str, int]] = []
    place = 0
    while place < len(tokens):
        for length in (3, 2, 1):
            some = tokens[place : place + length]
            word = text[some[0].start : some[-1].end]
            if length == 1 or (len(some) == length and word in _ask_words()):
                found.append((word if length > 1 else some[0].text, some[0].start))
                place += length
                break
    return found


def _terms(text: str, words: list[tuple[str, int]], measures: bool = False) -> list[Term]:
    """What is left of a question: quoted names whole, and the words that stand side by side as one.

    Args:
        measures: the words that a question measures by are terms as well.
    """
    found = [_term(match[1]) for match in _QUOTED.finditer(text)]
    masked = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    run: list[str] = []
    reached = -1
    for word, start in [*words, ("", len(text) + 1)]:
        known = _known(word) and not (measures and _word(word, "measure"))
        silent = known or not word or word in question_words() or masked[start : start + 1].isspace()
        if run and (silent or start != reached):
            found += _of_run(run)
            run = []
        if not silent:
            run.append(_INSIDE.sub("", word))
        reached = start + len(word)
    return list({term.text: term for term in found}.values())


def _of_run(run: list[str]) -> list[Term]:
    """Words side by side: verbs before a name and the name of a place before it stand alone."""
    verbs = frozenset(keys("verbs"))
    found: list[Term] = []
    while len(run) > 1:
        length = next((length for length in (1, 2, 3) if _is_place("".join(run[:length]))), 0)
        if run[0] in verbs:
            length = 1
        if not 0 < length < len(run):
            break
        found.append(_term("".join(run[:length])))
        run = run[length:]
    return [*found, _term("".join(run))]


def _is_place(text: str) -> bool:
    """Whether a text is formed like the name of a place; 青岭县 is, 示范区 and 建设示范区 are not."""
    return bool(_PLACE.fullmatch(text)) and not text.endswith(keys("not_places"))


def _term(text: str) -> Term:
    return Term(text, tuple(units(text)), _is_place(text), text in keys("verbs"))


def _known(word: str) -> bool:
    return bool(_word(word, "measure") or _word(word, "frame") or _word(word, "duty"))


def _word(word: str, role: str) -> Row | None:
    row = _ask_words().get(word)
    return row if row and row["role"] == role else None


@cache
def _ask_words() -> Mapping[str, Row]:
    return {row["word"]: row for row in load("ask_words")}
