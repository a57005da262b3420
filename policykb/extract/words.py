"""The word lists of extraction, compiled once into patterns that scan in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import cast

from ..lexicon import column, keys, load
from ..records import Modality

_BUCKET = 16


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return any_of((word, "") for word in words)


def any_of(words: Iterable[tuple[str, str]]) -> str:
    """A pattern for any of the words, each with a pattern for its surroundings behind it; the longest word first.

    Words are grouped by their first character, and these characters into buckets, so that at most places of a text a
    look at one character set is enough: a plain alternation of a thousand words tries each of them everywhere.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for word, guard in sorted(set(words), key=lambda entry: (-len(entry[0]), entry)):
        groups.setdefault(word[0], []).append((word[1:], guard))
    firsts = sorted(groups)
    buckets = [firsts[at : at + _BUCKET] for at in range(0, len(firsts), _BUCKET)]
    return "(?:" + "|".join(_bucket(bucket, groups) for bucket in buckets) + ")"


def _bucket(firsts: list[str], groups: dict[str, list[tuple[str, str]]]) -> str:
    branches = []
    for first in firsts:
        rests = [re.escape(rest) + guard for rest, guard in groups[first]]
        branches.append(re.escape(first) + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0]))
    return f"(?=[{re.escape(''.join(firsts))}])(?:{'|'.join(branches)})"


def guard(word: str, not_after: str, not_before: str = "") -> tuple[str, str]:
    """A word, with a pattern behind it that fails where the word is a piece of another one.

    Args:
        not_after: characters.
        not_before: words with a space between them.
    """
    behind = f"(?<![{re.escape(not_after)}]{re.escape(word)})" if not_after else ""
    ahead = f"(?!{one_of(not_before.split())})" if not_before else ""
    return word, behind + ahead


@cache
def modal(articles: bool) -> re.Pattern[str]:
    """Words that bind or allow; with `articles` also those of statutes in the traditional script."""
    rows = [*load("modals"), *(load("modals_articles") if articles else ())]
    return re.compile(any_of(guard(row["word"], row["not_after"], row["not_before"]) for row in rows))


def modality(word: str) -> Modality:
    """What a modal word means."""
    return cast(Modality, column("modals", "modality").get(word) or column("modals_articles", "modality")[word])


@cache
def verbs() -> str:
    """A pattern for a verb that heads a duty."""
    return one_of(row["verb"] for row in load("verbs") if row["class"] == "duty")


@cache
def any_verbs() -> str:
    """A pattern for any verb of the lists."""
    return one_of(verb for verb in keys("verbs") if len(verb) > 1)


@cache
def adverbs() -> str:
    """A pattern for an adverb."""
    return one_of(keys("adverbs"))


@cache
def prepositions() -> str:
    """A pattern for a word that opens an adverbial phrase."""
    return any_of(guard(row["preposition"], "", row["not_before"]) for row in load("prepositions"))


@cache
def encouragement() -> str:
    """A pattern for a verb that encourages, not for the noun of the same form (支持力度, 引导资金)."""
    return one_of(keys("encouragement")) + "(?![力作政机资体下、的性基范措条标比额期员型类])"


@cache
def encouraging() -> tuple[str, ...]:
    """The shortest encouraging verbs: a clause with none of them encourages nobody."""
    listed = keys("encouragement")
    return tuple(word for word in listed if not any(other != word and other in word for other in listed))


@cache
def ending() -> str:
    """A pattern for the end of a body's name, with what may follow it inside the name."""
    endings = any_of(guard(row["ending"], row["not_after"], row["not_before"]) for row in load("bodies"))
    more = "(?:等(?:有关|相关|各类|各)?(?:部门|单位|机构|企业|人员|主体|组织|机关)?|以上|各单位)?"
    return f"(?:{endings})(?:[（(]○*[）)])?{more}"


@cache
def compound() -> re.Pattern[str]:
    """A verb that makes one word with the ending after it: 实施单位, 申报者, 发展改革委."""
    endings = any_of(guard(row["ending"], "", row["not_before"]) for row in load("bodies") if row["compound"])
    alone = (
        "组织|动员|推动|促进|加[强大]|[强优深细]化|明确|压实|健全|完善|整合|壮大|规范|指导|督促|支持|引导|鼓励|帮助|协调|依托|发挥|坚持"
        "|服务"
    )
    takes = "报送?|转送?|移送|提交|送交?|抄送|通知|告知|委托|邀请|聘请|责令|要求|配合|协助|设立|成立|组建|建立"
    verbs = f"(?!(?:{alone}|{takes}){any_verbs()}){any_verbs()}(?:(?:和|与|及|、)?{any_verbs()})?"
    fixed = (
        "发展和?改革|教育[局厅部]|(?:组织|宣传|统战)部|(?:评审|咨询|检查|执法|监管|从业|参保|审核|评估)(?:专家|人员)"
    )
    return re.compile(f"{verbs}{endings}(?![\u4e00-\u9fff]{{0,3}}才)|{fixed}")
