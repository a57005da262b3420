"""The normaliser: cases in YAML, and the laws of edits by property test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.model import Block, Cell, Content
from policykb.normalize import normalize
from policykb.text import Span, replay

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "normalize.yaml").read_text(encoding="utf-8"))


def content_of(text: str) -> Content:
    """A content with a line a block; lines with tabs that follow each other are a table."""
    return Content(text, tuple(_blocks(text)), "txt", "test")


def _blocks(text: str) -> Iterator[Block]:
    rows: list[Span] = []
    start = 0
    for line in (*text.split("\n"), ""):
        span = Span(start, start + len(line))
        start += len(line) + 1
        if "\t" in line:
            rows.append(span)
            continue
        if rows:
            yield Block("table", Span(rows[0].start, rows[-1].end), cells=tuple(_cells(text, rows)))
            rows = []
        if line.strip():
            yield Block("paragraph", span)


def _cells(text: str, rows: list[Span]) -> Iterator[Cell]:
    for row, span in enumerate(rows):
        start = span.start
        for col, cell in enumerate(span.cut(text).split("\t")):
            yield Cell(row, col, Span(start, start + len(cell)))
            start += len(cell) + 1


def clean(text: str) -> str:
    return normalize(content_of(text))[0].clean


@pytest.mark.parametrize(
    ("source", "expected"), [pair for group, pairs in CASES.items() if group != "same" for pair in pairs]
)
def test_cases(source: str, expected: str) -> None:
    assert clean(source) == expected
    assert clean(expected) == expected


@pytest.mark.parametrize("source", CASES["same"])
def test_what_is_sound_stays(source: str) -> None:
    assert clean(source) == source


def test_tables_are_rows_of_cells() -> None:
    source = "附件1\n县　区\n名称 \n 1\n先进\n单位\n"
    spans = [
        Span(source.index(word), source.index(word) + len(word)) for word in ("县　区", "名称 ", " 1", "先进\n单位\n")
    ]
    cells = tuple(Cell(index // 2, index % 2, span) for index, span in enumerate(spans))
    table = Block("table", Span(spans[0].start, len(source)), cells=cells)
    text, _ = normalize(Content(source, (Block("paragraph", Span(0, 3)), table), "txt", "test"))
    assert text.clean == "附件1\n县区\t名称\n1\t先进单位"
    assert [text.to_clean(span).cut(text.clean) for span in spans] == ["县区", "名称", "1", "先进单位"]


PIECES = st.sampled_from(
    [
        *'的農農業业。，,;:()（） 　\n\n\t12０９%.-"“”「x—·□\ufffd\u200b⼀実髙荚湃?',
        *(
            "(shí)",
            "(li)",
            "？茀f",
            "第一章",
            "第 2 条",
            "一、",
            "（二）",
            "1. ",
            "http://a.cn/b,c ",
            "——",
            "鍏充簬",
            "å…³",
            "锟斤拷",
        ),
        *(
            "工作方案",
            "关于",
            "青岭县人民政府",
            "现将有关事项通知如下：",
            "请认真贯彻执行。",
            "农业农村高质量发展，",
            "2021 年 5 月",
        ),
        *("浏览量:12", "首页>通知", "国产精品", "在线观看", "— 3 —", "[2021]3号", "農業發展", "著作權", "乾燥"),
    ]
)


@settings(deadline=None, max_examples=100)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_clean_line_stands_in_its_source(source: str) -> None:
    text, _ = normalize(content_of(source))
    end = 0
    for span in lines_of(text.clean):
        found = text.to_source(span)
        assert found.start >= end  # lines keep their order and have nothing of each other
        assert text.to_clean(found) == span
        end = found.end


def lines_of(clean: str) -> Iterator[Span]:
    start = 0
    for line in clean.split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_laws(source: str) -> None:
    text, issues = normalize(content_of(source))
    assert replay(text.source, text.steps) == text.clean
    assert clean(text.clean) == text.clean
    assert all(issue.span is None or issue.span.end <= len(source) for issue in issues)
    assert not any(line != line.strip(" ") for line in text.clean.split("\n"))
