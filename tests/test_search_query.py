from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.errors import UsageError
from policykb.search.patterns import issued_range
from policykb.search.query import And, Field, Fuzzy, Not, Or, Pattern, Phrase, Query, Sentence, Words, parse

A, B, C = Words("甲乙"), Words("丙丁"), Words("戊己")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("甲乙", A),
        ("甲乙 丙丁", And((A, B))),
        ("甲乙　丙丁", And((A, B))),
        ("甲乙AND丙丁", And((A, B))),
        ("甲乙 OR 丙丁 戊己", Or((A, And((B, C))))),
        ("甲乙 丙丁OR戊己", Or((And((A, B)), C))),
        ("(甲乙 OR 丙丁) 戊己", And((Or((A, B)), C))),
        ("（甲乙 OR 丙丁）戊己", And((Or((A, B)), C))),
        ("甲乙 NOT 丙丁 OR 戊己", Or((And((A, Not(B))), C))),
        ("NOT (甲乙 丙丁)", Not(And((A, B)))),
        ("NOT NOT 甲乙", Not(Not(A))),
        ('"甲乙 丙丁"', Phrase("甲乙 丙丁")),
        ('甲乙"丙丁"', And((A, Phrase("丙丁")))),
        ("“甲乙” 丙丁", And((Phrase("甲乙"), B))),
        ("「甲乙」", Phrase("甲乙")),
        ("title:甲乙 丙丁", And((Field("title", A), B))),
        ("TITLE：甲乙", Field("title", A)),
        ("NOT title:甲乙", Not(Field("title", A))),
        ('issuer:"甲乙"', Field("issuer", Phrase("甲乙"))),
        ("title:(甲乙 OR 丙丁)", Field("title", Or((A, B)))),
        ("number:甲发[2021]3号", Field("number", Words("甲发[2021]3号"))),
        ("甲乙(2021)3号", Words("甲乙(2021)3号")),
        ("甲乙（丙、丁）戊", Words("甲乙（丙、丁）戊")),
        ("甲乙 ， 丙丁", And((A, B))),
        ("ANDROID", Words("ANDROID")),
        ("colour:甲乙", Words("colour:甲乙")),
        ("青岭县有多少名科技特派员？", Sentence("青岭县有多少名科技特派员？")),
        ("青岭县的“一村一站”是谁建的？", Sentence("青岭县的“一村一站”是谁建的？")),
    ],
)
def test_a_query_is_read(text: str, query: Query) -> None:
    assert parse(text) == query


@given(st.text(st.sampled_from('甲乙AND OR NOT()（）"“”:：title year.2021 　'), max_size=40))
def test_any_text_is_a_query_or_is_refused(text: str) -> None:
    try:
        parse(text)
    except UsageError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("水产*补助", Pattern("水产*补助")),
        ("水?站", Pattern("水?站")),
        ("水产站补助？", Words("水产站补助？")),
        ("青岭水产局~", Fuzzy("青岭水产局")),
        ("issued:2021-01..2021-06", Field("issued", Words("2021-01..2021-06"))),
    ],
)
def test_patterns_and_names_that_are_nearly_so(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021-01-05..2021-06-30", ("2021-01-05", "2021-06-30")),
        ("2021-02", ("2021-02-01", "2021-02-28")),
        ("2021年2月至2022", ("2021-02-01", "2022-12-31")),
        ("..2020", ("0000-01-01", "2020-12-31")),
        ("2020..", ("2020-01-01", "9999-12-31")),
    ],
)
def test_ranges_of_days(text: str, days: tuple[str, str]) -> None:
    assert issued_range(text) == days


@pytest.mark.parametrize("text", ["..", "spring", "2021-13"])
def test_what_is_no_range_of_days_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="issued:"):
        issued_range(text)
