"""The reader of OpenDocument texts, on small documents written for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from policykb.errors import EncryptedError, UnreadableError
from policykb.model import Content, Source
from policykb.readers import read

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from corpus.opendocument import package

STYLES = (
    '<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
    '<style:text-properties fo:font-size="22pt"/></style:style>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Off" style:family="paragraph" style:list-style-name=""/>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." '
    'style:num-suffix="、"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." '
    'text:display-levels="1"/></text:list-style>'
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
    "</text:outline-style>"
)


def content(body: str) -> Content:
    return read(Source("a.odt", package(body, STYLES)))


def texts(found: Content) -> list[str]:
    return [block.span.cut(found.source) for block in found.blocks]


def items(*lines: str, more: str = "") -> str:
    inner = "".join(f"<text:list-item>{line}</text:list-item>" for line in lines)
    return f'<text:list text:style-name="L"{more}>{inner}</text:list>'


def test_paragraphs_with_alignment_and_size() -> None:
    found = content(
        '<text:p text:style-name="T">通知</text:p><text:p/><text:p>正<text:s text:c="2"/>文<text:tab/>\n  完</text:p>'
    )
    assert texts(found) == ["通知", "正  文\t 完"]
    assert (found.blocks[0].align, found.blocks[0].size) == ("center", 22.0)
    assert (found.format, found.reader) == ("odt", "lxml")


def test_lists_are_counted_and_go_on_where_they_say() -> None:
    inner = "<text:list><text:list-item><text:p>乙</text:p></text:list-item></text:list>"
    found = content(
        items("<text:p>甲</text:p>" + inner, "<text:p>丙</text:p><text:p>丙续</text:p>")
        + items("<text:p>丁</text:p>")
        + items("<text:p>戊</text:p>", more=' text:continue-numbering="true"')
    )
    assert texts(found) == ["一、甲", "1.乙", "二、丙", "丙续", "一、丁", "二、戊"]


def test_headings_are_counted_unless_their_style_takes_them_out() -> None:
    found = content(
        '<text:h text:outline-level="1">甲</text:h><text:h text:style-name="Off" text:outline-level="1">乙</text:h>'
        '<text:h text:outline-level="1">丙</text:h>'
    )
    assert texts(found) == ["1.甲", "乙", "2.丙"]
    assert [block.level for block in found.blocks] == [1, 1, 1]


def test_hidden_deleted_and_commented_text_is_left_out() -> None:
    found = content(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>甲<text:span text:style-name="H">藏</text:span><office:annotation><text:p>批注</text:p>'
        "</office:annotation>"
        "<text:ruby><text:ruby-base>溪</text:ruby-base><text:ruby-text>xi</text:ruby-text></text:ruby></text:p>"
    )
    assert texts(found) == ["甲溪"]


def test_notes_follow_their_paragraph_endnotes_the_text() -> None:
    def note(kind: str, text: str) -> str:
        return (
            f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
            f"<text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
        )

    found = content(f"<text:p>甲{note('endnote', '尾')}{note('footnote', '脚')}</text:p><text:p>乙</text:p>")
    assert [(b.kind, t) for b, t in zip(found.blocks, texts(found), strict=True)] == [
        *(("paragraph", "甲"), ("footnote", "脚"), ("paragraph", "乙"), ("footnote", "尾")),
    ]


def test_a_table_with_merged_and_repeated_cells() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    found = content(
        "<table:table><table:table-header-rows><table:table-row>"
        + cell("甲", 'table:number-columns-spanned="2"')
        + covered
        + cell("乙", 'table:number-rows-spanned="2"')
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell("", 'table:number-columns-repeated="2"')
        + covered
        + "</table:table-row><table:table-row>"
        + cell("丙")
        + cell("丁")
        + cell("戊")
        + "</table:table-row></table:table>"
    )
    table = found.blocks[0]
    assert [(c.row, c.col, c.rowspan, c.colspan, c.span.cut(found.source)) for c in table.cells] == [
        *((0, 0, 1, 2, "甲"), (0, 2, 2, 1, "乙"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "")),
        *((2, 0, 1, 1, "丙"), (2, 1, 1, 1, "丁"), (2, 2, 1, 1, "戊")),
    ]
    assert table.header_rows == 1


def test_an_encrypted_document_is_named() -> None:
    data = package("<text:p>甲</text:p>", manifest="<manifest:encryption-data/>")
    with pytest.raises(EncryptedError, match="password"):
        read(Source("a.odt", data))


def test_a_bomb_of_repeated_rows_is_cut() -> None:
    cell = '<table:table-cell table:number-columns-repeated="999999"/>'
    row = f'<table:table-row table:number-rows-repeated="999999">{cell}</table:table-row>'
    assert content(f"<table:table>{row * 300}</table:table><text:p>甲</text:p>").source.strip() == "甲"


def test_an_archive_that_is_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableError):
        read(Source("a.odt", package("<text:p>甲</text:p>")[:300]))
