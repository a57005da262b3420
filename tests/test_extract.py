"""Extraction: cases by quote, and the laws that hold for every record."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.extract import EXTRACTORS, extract
from policykb.records import Deadline, Fact, Obligation, Record, Reference, Subsidy, Target
from policykb.values.base import Amount, When
from tiny_notice import parsed_notice, plain_notice

CASES = Path(__file__).parent / "cases"
KINDS: dict[str, tuple[type[Record], ...]] = {
    "targets": (Target, Fact),
    "subsidies": (Subsidy,),
    "deadlines": (Deadline,),
    "obligations": (Obligation,),
    "references": (Reference,),
}


def cases() -> list[Any]:
    found = []
    for name in KINDS:
        groups = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
        for group, entries in groups.items():
            found += [pytest.param(name, entry, id=f"{name}-{group}-{i}") for i, entry in enumerate(entries)]
    return found


def amount(value: Amount | None) -> str | None:
    """An amount as the cases write it: 30.., ..70 %, ~200, with its unit behind."""
    if value is None:
        return None
    low = "" if value.min is None else f"{value.min.normalize():f}"
    high = "" if value.max is None else f"{value.max.normalize():f}"
    number = low if low == high else f"{low}..{high}"
    return f"{'~' if value.approx else ''}{number} {value.unit or ''}".strip()


def when(value: When | None) -> str | None:
    """A time as the cases write it: start~end, every year, 30 days."""
    if value is None:
        return None
    if value.every:
        return f"every {value.every}"
    if value.days is not None:
        return f"{value.days} days"
    return f"{value.start or ''}~{value.end or ''}"


def shown(record: Record) -> dict[str, Any]:
    """What a case may say of a record."""
    fields: dict[str, Any] = {"quote": record.quote, "kind": record.kind, "rule": record.evidence.rule}
    for name in ("indicator", "action", "actor", "scope", "instrument", "recipient", "payer", "per", "condition"):
        fields[name] = getattr(record, name, None)
    for name in ("modality", "title", "doc_number", "section"):
        fields[name] = getattr(record, name, None)
    fields["amount"] = amount(getattr(record, "quantity", None) or getattr(record, "amount", None))
    fields["when"] = when(getattr(record, "when", None))
    return fields


@pytest.mark.parametrize(("name", "case"), cases())
def test_case(name: str, case: dict[str, Any]) -> None:
    text = case["text"].rstrip("\n")
    if case.get("parsed"):
        notice = parsed_notice(text)
    else:
        day = date.fromisoformat(case["issued"]) if "issued" in case else None
        extra = {key: case[key] for key in ("title", "script") if key in case}
        notice = plain_notice(text, day, **extra)
    records, _ = extract(notice)
    found = [shown(record) for record in records if isinstance(record, KINDS[name])]
    wanted = [{key: value for key, value in want.items() if key != "has"} for want in case["records"]]
    kept = [{key: have[key] for key in want} for have, want in zip(found, wanted, strict=False)]
    assert kept == wanted
    assert [have["quote"] for have in found[len(wanted) :]] == []


def test_every_extractor_has_a_name_and_a_docstring() -> None:
    assert len({extractor.__name__ for extractor in EXTRACTORS}) == len(EXTRACTORS)
    assert all(extractor.__doc__ for extractor in EXTRACTORS)


SENTENCES = (
    "各镇要在6月底前建成服务站30个以上，培训农户约2000人次。",
    "对新建烘干中心的合作社，按投资额的30%给予补助，最高不超过50万元。",
    "县水务局负责巡查（责任单位：县水务局、各镇政府）。",
    "鼓励企业参加展会；任何单位不得收取费用。",
    "根据《松河县茶园管理办法》（松府办〔2020〕5号），自发布之日起30日内报送。",
    "目前，全县共有茶园1.2万亩。",
)
PIECES = st.one_of(
    st.sampled_from(SENTENCES), st.text("要应不得（）“”《》，。；：0123456789元个年月对给予每", max_size=30)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=6))
def test_records_stand_in_their_source(pieces: list[str]) -> None:
    notice = plain_notice("\n".join("".join(pieces).split("\n")), date(2021, 3, 1))
    records, _ = extract(notice)
    for record in records:
        assert record.evidence.quote == record.evidence.span.cut(notice.text.source)
        assert record.quote in notice.text.clean
        assert record.evidence.rule


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=5))
def test_a_number_or_time_stands_in_the_quote_or_its_sentence(pieces: list[str]) -> None:
    notice = plain_notice("".join(pieces).replace("\n", ""), date(2021, 3, 1))
    for record in extract(notice)[0]:
        if isinstance(record, Deadline):
            assert record.when.text in record.quote
        if isinstance(record, Target | Fact):
            assert any(
                character.isdigit() or character in "一二两三四五六七八九十百千万半" for character in record.quote
            )


@given(st.lists(PIECES, max_size=4))
@settings(max_examples=20, deadline=None)
def test_extraction_is_repeatable(pieces: list[str]) -> None:
    text = "".join(pieces).replace("\n", "")
    assert extract(plain_notice(text)) == extract(plain_notice(text))


def test_an_inferred_year_and_an_inherited_period_are_said() -> None:
    text = "6月底前完成排查。用三年时间，建成服务网络。"
    notice = plain_notice(text, date(2021, 5, 20), title="松河县服务提升三年行动方案（2021—2023年）")
    _, issues = extract(notice)
    assert [issue.kind for issue in issues] == ["inferred_year", "inherited_time"]
    assert all(issue.span is not None for issue in issues)


@pytest.mark.parametrize(
    "piece",
    [
        "（",
        "各镇要",
        "依法依规",
        "提高到",
        "时",
        "按",
        "在县",
        "由县水务局",
        "对企业",
        "每月",
        "《",
        "鼓励",
        "之日起",
        "1个、",
        "每月报，",
        "到2025年建1个，",
        "每人补助1元，",
    ],
)
def test_hostile_repetition_ends(piece: str) -> None:
    text = piece * 2000 + "X，给予" + piece * 200 + "。"
    began = time.process_time()
    extract(plain_notice(text))
    assert time.process_time() - began < 10
