"""The reader of binary Word, on small documents written for it."""

from __future__ import annotations

import random
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from policykb.errors import EncryptedError, UnreadableError
from policykb.model import Content, Source
from policykb.readers import office, read
from policykb.readers.doc_sprms import properties
from policykb.readers.docx_symbols import field_text

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from corpus.compound import compound
from corpus.word97 import Document, Paragraph, Run, document_bytes, numbered, sprm

from corpus import draft, word97

DOCUMENTS = Path(__file__).parents[1].parent / "shared" / "documents" / "doc"
HOSTILE = Path(__file__).parents[1].parent / "shared" / "cases" / "hostile"


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PROGRAMS", ("no-such-program",))


def content(*paragraphs: Paragraph, **more: object) -> Content:
    return read(Source("a.doc", document_bytes(Document(list(paragraphs), **more))))  # type: ignore[arg-type]


def texts(found: Content) -> list[str]:
    return [block.span.cut(found.source) for block in found.blocks]


def plain(text: str, properties: bytes = b"", mark_properties: bytes = b"") -> Paragraph:
    return Paragraph([Run(text)], properties, mark_properties=mark_properties)


def test_paragraphs_with_alignment_and_size() -> None:
    title = Paragraph([Run("关于修桥的通知", sprm(word97.SIZE, 44, 2))], sprm(word97.ALIGN, 1))
    found = content(title, plain("各村："), plain(""), plain("请按时完工。"))
    assert texts(found) == ["关于修桥的通知", "各村：", "请按时完工。"]
    assert (found.blocks[0].align, found.blocks[0].size) == ("center", 22.0)
    assert found.blocks[2].locator.paragraph == 4
    assert (found.format, found.reader) == ("doc", "olefile")


def test_numbers_are_counted_and_start_over_below_a_higher_level() -> None:
    levels = [0, 1, 2, 2, 1, 0, 1]
    found = content(*(plain(f"第{n}项", numbered(level)) for n, level in enumerate(levels)), plain("正文"))
    assert texts(found) == [
        *("一、第0项", "（一）第1项", "1.第2项", "2.第3项", "（二）第4项", "二、第5项", "（一）第6项", "正文"),
    ]


def test_deleted_and_hidden_letters_are_left_out() -> None:
    found = content(
        Paragraph([Run("补贴"), Run("五", sprm(word97.DELETED, 1)), Run("六元"), Run("内部", sprm(word97.HIDDEN, 1))])
    )
    assert texts(found) == ["补贴六元"]


def test_a_paragraph_whose_mark_is_deleted_runs_on() -> None:
    assert texts(content(plain("前半", mark_properties=sprm(word97.DELETED, 1)), plain("后半"))) == ["前半后半"]


def test_fields_show_their_results_alone() -> None:
    found = content(plain("见\x13 REF a \\h \x14第二条\x15和\x13 PAGE \x13 IF \x14内\x15\x14外\x15。"))
    assert texts(found) == ["见第二条和外。"]


def test_a_field_that_never_ends_swallows_no_other_paragraph() -> None:
    assert texts(content(plain("甲\x13 TOC"), plain("乙"))) == ["甲", "乙"]


def test_footnotes_follow_their_paragraph() -> None:
    noted = Paragraph([Run("甲"), Run("\x02", sprm(word97.SPECIAL, 1)), Run("乙")])
    found = content(noted, plain("丙"), footnotes=["出处。"])
    assert texts(found) == ["甲乙", "出处。", "丙"]
    assert [block.kind for block in found.blocks] == ["paragraph", "footnote", "paragraph"]


def test_a_page_break_within_a_paragraph_is_no_new_paragraph_of_the_list() -> None:
    assert texts(content(plain("上\x0c下", numbered(0)), plain("次", numbered(0)))) == ["一、上\n下", "二、次"]


def test_a_table_with_merged_cells_and_a_header() -> None:
    parts = draft.parse("| 序号 | 单位 | < |\n|---|\n| 1 | 甲县 | 乙村 |\n| ^ | 丙县 | ^ |\n")
    grid = parts[0]
    assert isinstance(grid, draft.Grid)
    found = content(plain("表"), *word97.table(grid), plain("完"))
    table = found.blocks[1]
    cells = [(c.row, c.col, c.rowspan, c.colspan, c.span.cut(found.source)) for c in table.cells]
    assert cells == [
        *((0, 0, 1, 1, "序号"), (0, 1, 1, 2, "单位"), (1, 0, 2, 1, "1"), (1, 1, 1, 1, "甲县")),
        *((1, 2, 2, 1, "乙村"), (2, 1, 1, 1, "丙县")),
    ]
    assert table.header_rows == 1
    assert texts(found)[2] == "完"


def test_a_frame_of_one_cell_is_no_table() -> None:
    found = content(*word97.table(draft.Grid([["框中的话"]])), plain("尾"))
    assert texts(found) == ["框中的话", "尾"]
    assert {block.kind for block in found.blocks} == {"paragraph"}


def test_characters_beyond_the_first_plane_do_not_move_what_follows() -> None:
    found = content(plain("𠮷𠀋村"), plain("乙", numbered(0)))
    assert texts(found) == ["𠮷𠀋村", "一、乙"]


def test_reading_above_characters_is_left_out() -> None:
    assert field_text('EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(Xi),溪)') == "溪"


@pytest.mark.parametrize(
    ("change", "error", "reason"),
    [
        ({"flags": 0x1300}, EncryptedError, "password"),
        ({"version": 0x68}, UnreadableError, "Word 6 or 95"),
    ],
)
def test_what_cannot_be_read_is_named(change: dict[str, int], error: type[UnreadableError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        content(plain("甲"), **change)


def test_microsoft_works_is_named() -> None:
    with pytest.raises(UnreadableError, match="Works"):
        read(Source("a.wps", compound({"MatOST": b"x"})))


def test_a_workbook_that_holds_a_word_document_is_not_taken_for_one() -> None:
    data = compound({"Book": b"WordDocument".decode().encode("utf-16-le")})
    with pytest.raises(UnreadableError) as raised:
        read(Source("a.xls", data))
    assert "Word document" not in str(raised.value)


def test_an_operand_beyond_the_end_is_cut_off() -> None:
    word = type("W", (), {"data": b""})()
    assert properties(word, b"\x08\xd6\xff\xff\x01") == {0xD608: b"\xff\xff\x01"}


def test_damaged_bytes_never_fail_otherwise_than_unreadable() -> None:
    grid = draft.Grid([["甲", "乙"], ["丙", "丁"]])
    noted = Paragraph([Run("甲"), Run("\x02", sprm(word97.SPECIAL, 1))])
    good = document_bytes(Document([noted, plain("条", numbered(1)), *word97.table(grid)], ["注"]))
    chance = random.Random(7)
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(512, len(data))] = chance.choice((0, 1, 127, 255, chance.randrange(256)))
        with suppress(UnreadableError):
            read(Source("a.doc", bytes(data[: chance.choice((len(data), chance.randrange(600, len(data))))])))


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared cases are not beside this checkout")
def test_hostile_files_are_read_or_refused() -> None:
    for path in sorted(HOSTILE.glob("*.doc")):
        try:
            read(Source(path.name, path.read_bytes()))
        except UnreadableError as error:
            assert "\n" not in str(error)


@pytest.mark.shared
@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the shared documents are not beside this checkout")
def test_real_documents_have_no_traces_of_their_format() -> None:
    for path in sorted(DOCUMENTS.rglob("*.doc")):
        found = read(Source(path.name, path.read_bytes()))
        assert found.blocks
        assert not any(ord(character) < 32 and character not in "\t\n" for character in found.source)
        assert "HYPERLINK" not in found.source


@pytest.mark.parametrize("data", ["\x13\x14" * 40_000 + "a\x0b" * 40_000, "\x13 FORMCHECKBOX" + "\x14\x01" * 60_000])
def test_fields_without_end_take_no_more_than_linear_time(data: str) -> None:
    assert "\x13" not in content(plain(data), plain("乙")).source


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_what_is_named_and_the_content_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PROGRAMS", ("soffice",))
    found = office.read(Source("a.doc", document_bytes(Document([plain("各村：")]))), "doc", "MS Word 97")
    assert found is not None
    assert (found.format, found.reader, texts(found)) == ("doc", "LibreOffice", ["各村："])
