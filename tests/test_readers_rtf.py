"""The reader of Rich Text, on small documents written for it."""

from __future__ import annotations

import random
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from policykb.errors import UnreadableError
from policykb.model import Content, Source
from policykb.readers import read

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from corpus.rich import escaped

FONTS = r"{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fcharset136 MingLiU;}{\f2\fcharset2 Wingdings;}}"
HEAD = r"{\rtf1\ansi\ansicpg936\deff0" + FONTS


def content(body: str, head: str = HEAD, end: str = "}") -> Content:
    return read(Source("a.rtf", (head + body + end).encode("latin-1")))


def texts(found: Content) -> list[str]:
    return [block.span.cut(found.source) for block in found.blocks]


def cells(found: Content) -> list[tuple[int, int, int, int, str]]:
    table = next(block for block in found.blocks if block.kind == "table")
    return [(c.row, c.col, c.rowspan, c.colspan, c.span.cut(found.source)) for c in table.cells]


def big5(text: str) -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode("cp950"))


def test_paragraphs_with_alignment_size_and_level() -> None:
    found = content(rf"\pard\qc\fs44 {escaped('通知')}\par\pard\outlinelevel0\fs32 {escaped('正文')}\par")
    assert texts(found) == ["通知", "正文"]
    assert (found.blocks[0].align, found.blocks[0].size) == ("center", 22.0)
    assert (found.blocks[1].align, found.blocks[1].level) == (None, 1)
    assert found.format == "rtf"


def test_bytes_are_read_as_their_font_says() -> None:
    assert texts(content(rf"\f0 {escaped('补贴')}\f1 {big5('補貼')}\f2 \'a8\par")) == ["补贴補貼□"]


def test_without_a_character_set_the_file_s_own_code_page_holds() -> None:
    assert texts(content(big5("臺灣") + r"\par", head=r"{\rtf1\ansi\ansicpg950{\fonttbl{\f0 X;}}")) == ["臺灣"]


def test_a_second_byte_may_be_a_control_character() -> None:
    # The second byte of this character is a backslash, which is written as an escaped one.
    assert "功".encode("cp950")[1:] == b"\\"
    assert texts(content(r"\f1 \'a5\\" + big5("課") + r"\par")) == ["功課"]


def test_unicode_numbers_skip_what_stands_for_them() -> None:
    assert texts(content(r"\uc2 \u26449\'b4\'e5\uc1 \u-10179 ?\u-9159 ?\uc0 \u24180 x\par")) == ["村🐹年x"]


def test_hidden_deleted_and_white_letters_are_left_out() -> None:
    head = HEAD + r"{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"
    found = content(r"a{\v b}{\deleted c}{\cf1 d}{\cf2 e}{\revised f}\par", head=head)
    assert texts(found) == ["aef"]


def test_labels_of_lists_are_kept() -> None:
    found = content(rf"{{\listtext\f0 {escaped('一、')}\tab}}{escaped('目标')}\par{{\pntext 2)\tab}}word\par")
    assert texts(found) == ["一、目标", "2) word"]


def test_fields_show_their_results_alone() -> None:
    link = r"{\field{\*\fldinst HYPERLINK x}{\fldrslt {\ul word}}}"
    box = r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1}}}{\fldrslt }}"
    assert texts(content(rf"a {link}\par{box} b\par")) == ["a word", "☑ b"]


def test_groups_that_are_not_text_are_left_out() -> None:
    found = content(
        r"{\info{\title T}}{\header h\par}{\footer f\par}{\*\unknown u}{\stylesheet{\s1 heading;}}"
        r"{\pict\bin4 }{x}}{\xe index}body\par{\*\annotation note}"
    )
    assert texts(found)[0] == "body"
    assert "note" not in found.source
    assert "heading" not in found.source


def test_footnotes_and_boxes_follow_their_paragraph_endnotes_the_text() -> None:
    found = content(
        r"a{\footnote\pard n\par}{\footnote\ftnalt e\par}"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt t\par}}{\shprslt r}}\par b\par"
    )
    assert [(block.kind, text) for block, text in zip(found.blocks, texts(found), strict=True)] == [
        *(("paragraph", "a"), ("textbox", "t"), ("footnote", "n"), ("paragraph", "b"), ("footnote", "e")),
    ]


def test_a_table_with_merged_cells() -> None:
    def row(definition: str, *held: str) -> str:
        return rf"\trowd{definition}" + "".join(rf"\pard\intbl {text}\cell" for text in held) + r"\row"

    found = content(
        row(r"\trhdr\clvmgf\cellx1000\cellx3000", "a", "b")
        + row(r"\clvmrg\cellx1000\clmgf\cellx2000\clmrg\cellx3000", "", "c", "")
        + row(r"\cellx1000\cellx2010\cellx3000", "d", r"e\par f", "g")
        + r"\pard end\par"
    )
    assert cells(found) == [
        *((0, 0, 2, 1, "a"), (0, 1, 1, 2, "b"), (1, 1, 1, 2, "c")),
        *((2, 0, 1, 1, "d"), (2, 1, 1, 1, "e\nf"), (2, 2, 1, 1, "g")),
    ]
    assert found.blocks[0].header_rows == 1
    assert texts(found)[-1] == "end"


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = (
        r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    )
    outer = r"\trowd\cellx1000\cellx2000"
    found = content(rf"{outer}\pard\intbl a\par{inner}\pard\intbl\cell b\cell{outer}\row\pard end\par")
    assert cells(found) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]
    assert texts(found)[1:] == ["x\ty", "end"]


def test_a_file_that_is_cut_off_is_read_and_said_to_be() -> None:
    found = content(r"{\b word", end="")
    assert texts(found) == ["word"]
    assert [issue.kind for issue in found.issues] == ["damaged"]
    with pytest.raises(UnreadableError, match="cut off"):
        content(r"{\info", end="")


def test_damaged_bytes_never_fail_otherwise_than_unreadable() -> None:
    good = (
        HEAD + r"a{\footnote n}{\field{\*\fldinst X}{\fldrslt r}}\trowd\cellx9\intbl b\cell\row\itap3\nestcell\u1 \par}"
    ).encode()
    chance = random.Random(5)
    pieces = [
        b"{",
        b"}",
        b"\\cell ",
        b"\\row ",
        b"\\nestrow ",
        b"\\fldinst ",
        b"\\shptxt ",
        b"\\u99999999 ",
        b"\\f-1 ",
        b"\\bin9 ",
    ]
    for _ in range(300):
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(6, len(data))
            data[at : at + chance.randrange(3)] = chance.choice(pieces)
        with suppress(UnreadableError):
            read(Source("a.rtf", bytes(data)))


@pytest.mark.parametrize(
    "body",
    [
        r"\trowd" + r"\cellx9" * 20_000 + r"\intbl a\cell\row" * 20_000,
        r"a\par" + r"{\field{\fldrslt " * 20_000 + r"\tab b" * 20_000,
        r"{\footnote a" * 5_000,
        r"\intbl\itap9999 a\nestcell" * 5_000,
    ],
)
def test_hostile_repetition_takes_no_more_than_linear_time(body: str) -> None:
    assert "a" in content(body).source
