"""The grammar under extraction: sentences, clauses, subjects, the bodies that brackets name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.extract import actors, words
from policykb.extract.sentences import sentences
from policykb.text import Span


def clauses(text: str) -> list[str]:
    return [clause.text for sentence in sentences(text, Span(0, len(text))) for clause in sentence.clauses]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("各镇要排查，建档。县局汇总。", ["各镇要排查", "建档", "县局汇总"]),
        ("推广“企业，农户。”模式，扩大规模。", ["推广“企业，农户。”模式", "扩大规模"]),
        ("各县（市、区）要报送。", ["各县（市、区）要报送"]),
        ("加强巡查。（县水务局、各镇政府负责）", ["加强巡查", "县水务局、各镇政府负责"]),
        ("共10,000元，其中5,000元", ["共10,000元", "其中5,000元"]),
        ("未闭合（括号，继续。", ["未闭合（括号", "继续"]),
        ("", []),
    ],
)
def test_clauses(text: str, wanted: list[str]) -> None:
    assert clauses(text) == wanted


@settings(max_examples=150, deadline=None)
@given(st.text("要应。，；：（）“”《》县局a1, \t元", max_size=80))
def test_clauses_stand_where_they_say(text: str) -> None:
    for sentence in sentences(text, Span(0, len(text))):
        last = -1
        for clause in sentence.clauses:
            assert clause.span.cut(text) == clause.text
            assert len(clause.bare) == len(clause.text)
            assert clause.span.start > last
            last = clause.span.end - 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("各县（市、区）科协要广泛动员", "各县（市、区）科协"),
        ("国务院教育行政部门依照标准组织", "国务院教育行政部门"),
        ("市发展改革委会同有关部门制定", "市发展改革委"),
        ("县级以上地方人民政府负责本区域", "县级以上地方人民政府"),
        ("符合条件的企业申请补助", "符合条件的企业"),
        ("从业人员应当持证", "从业人员"),
        ("自治区新建站点", "自治区"),
        ("组织企业参加培训", None),
        ("加强单位内部管理", None),
        ("前项金额应按月计算", None),
        ("地区生产总值增长一成", None),
    ],
)
def test_leading_body(text: str, wanted: str | None) -> None:
    found = actors.leading(text)
    assert (found.cut(text) if found else None) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("责任单位：县财政局、各镇政府", "县财政局、各镇政府"),
        ("责任单位：县财政局；配合单位：县税务局", "县财政局"),
        ("县农业局、县商务局等负责", "县农业局、县商务局等"),
        ("各区人民政府按职责分工负责", "各区人民政府"),
        ("以下简称工作站", None),
        ("含周边三个镇", None),
    ],
)
def test_bodies_in_brackets(text: str, wanted: str | None) -> None:
    assert actors.responsible(text) == wanted


@pytest.mark.parametrize("text", ["需求", "主要", "供应", "适应", "认可", "可持续", "人均可支配", "根据需要", "必要"])
def test_a_modal_word_inside_another_word_is_none(text: str) -> None:
    assert words.modal(False).search(text) is None


def test_patterns_take_the_longest_word() -> None:
    import re

    pattern = re.compile(words.any_of([("不", ""), ("不得", ""), ("不得不", "")]))
    match = pattern.match("不得不去")
    assert match is not None
    assert match.group() == "不得不"


def test_a_sentence_nobody_ends_is_cut_before_it_grows_too_long_to_quote() -> None:
    for text in ("增长5%" * 5000, "增长5%，" * 5000):
        found = list(sentences(text, Span(0, len(text))))
        assert max(len(sentence.span) for sentence in found) <= 2501
        assert "".join(sentence.text for sentence in found) == text
