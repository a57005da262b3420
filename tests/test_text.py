"""The laws of offsets, on random texts and random edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.text import Edit, Span, Text, replay


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    made = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if not made or made[-1].end <= start:
            made.append(Edit(start, end, draw(st.text("abXYZ", max_size=4))))
    return made


@st.composite
def edited(draw: st.DrawFn) -> Text:
    text = Text.of(draw(st.text("甲乙丙丁戊", max_size=20)))
    for number in range(draw(st.integers(0, 4))):
        text = text.apply(f"step{number}", draw(edits_of(text.clean)))
    return text


@given(edited())
def test_replaying_the_steps_gives_the_clean_text(text: Text) -> None:
    assert replay(text.source, text.steps) == text.clean


@given(edited(), st.data())
def test_what_was_never_edited_is_found_in_its_own_place(text: Text, data: st.DataObject) -> None:
    # Characters of the source are Chinese, edits write Latin letters, so a Chinese character is its own.
    places = [i for i, character in enumerate(text.clean) if character in "甲乙丙丁戊"]
    if places:
        place = data.draw(st.sampled_from(places))
        assert text.clean[place] in text.quote(Span(place, place + 1))


@given(edited(), st.data())
def test_wider_spans_have_wider_places(text: Text, data: st.DataObject) -> None:
    a, b, c, d = sorted(data.draw(st.lists(st.integers(0, len(text.clean)), min_size=4, max_size=4)))
    if b < c:
        assert text.to_source(Span(b, c)) in text.to_source(Span(a, d))


@given(edited())
def test_all_of_the_clean_text_lies_in_the_source(text: Text) -> None:
    for start in range(len(text.clean)):
        place = text.to_source(Span(start, start + 1))
        assert 0 <= place.start <= place.end <= len(text.source)


@given(edited())
def test_there_and_back_again(text: Text) -> None:
    for place, character in enumerate(text.clean):
        if character in "甲乙丙丁戊":
            assert Span(place, place + 1) in text.to_clean(text.to_source(Span(place, place + 1)))


def test_edits_keep_exact_offsets_through_two_steps() -> None:
    text = (
        Text.of("實(shí)施三年行動")
        .apply("gloss", [Edit(1, 6, "")])
        .apply("script", [Edit(0, 1, "实"), Edit(5, 6, "动")])
    )
    assert text.clean == "实施三年行动"
    assert text.quote(Span(0, 2)) == "實(shí)施"
    assert text.quote(Span(4, 6)) == "行動"
    assert text.to_clean(Span(6, 7)) == Span(1, 2)


def test_an_edit_at_the_border_stays_out_of_its_neighbours() -> None:
    text = Text.of("甲  乙").apply("spaces", [Edit(1, 3, "")])
    assert text.quote(Span(0, 1)) == "甲"
    assert text.quote(Span(1, 2)) == "乙"
    assert text.quote(Span(0, 2)) == "甲  乙"


def test_edits_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Text.of("甲乙").apply("bad", [Edit(1, 2, ""), Edit(0, 1, "")])


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
