"""Plain text and Markdown, and the front door: what a file is, and what is said of one that cannot be read."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.errors import UnreadableError, UnsupportedFormatError
from policykb.model import Block, Content, Source
from policykb.readers import READERS, formats, read, sniff, text

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "readers_text.yaml").read_text(encoding="utf-8"))


def content(written: str | bytes, name: str = "notice.txt") -> Content:
    return read(Source(name, written.encode() if isinstance(written, str) else written))


def shown(block: Block, source: str) -> str | list[list[str]]:
    """A paragraph as its text, a table as its rows."""
    if block.kind != "table":
        return block.span.cut(source)
    rows: list[list[str]] = [[] for _ in range(max(cell.row for cell in block.cells) + 1)]
    for cell in block.cells:
        rows[cell.row].append(cell.span.cut(source))
    return rows


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for group in CASES.values() for case in group])
def test_blocks(case: dict[str, object]) -> None:
    read_content = content(str(case["text"]))
    assert [shown(block, read_content.source) for block in read_content.blocks] == case["blocks"]
    if "levels" in case:
        assert [block.level for block in read_content.blocks] == case["levels"]


def test_the_source_is_the_file_itself() -> None:
    written = "\ufeff关于下达计划的通知\r\n\r\n　　各乡镇：\r\n"
    read_content = content(written)
    assert read_content.source == written[1:]
    assert [shown(block, read_content.source) for block in read_content.blocks] == ["关于下达计划的通知", "各乡镇："]


def test_pages_are_counted_by_form_feeds() -> None:
    blocks = content("第一页的话。\n\f第二页的话。\n序号\t单位\t金额\n1\t甲村\t3\n").blocks
    assert [(block.kind, block.locator.page) for block in blocks] == [("paragraph", 1), ("paragraph", 2), ("table", 2)]
    assert blocks[2].pages == (2,)


def test_blocks_are_numbered() -> None:
    assert [block.locator.paragraph for block in content("一\n\n二\n三\n").blocks] == [1, 2, 3]


@settings(max_examples=150, deadline=None)
@given(st.text("甲乙。\t\n\r |-#*[]bookmark: \u3000│┌", min_size=1, max_size=120))
def test_blocks_lie_in_order_and_hold_their_cells(written: str) -> None:
    try:
        read_content = content("通知\n" + written)
    except UnreadableError:
        return
    place = 0
    for block in read_content.blocks:
        assert place <= block.span.start < block.span.end <= len(read_content.source)
        place = block.span.end
        assert all(cell.span in block.span for cell in block.cells)
        assert [(cell.row, cell.col) for cell in block.cells] == sorted({(cell.row, cell.col) for cell in block.cells})
        assert all(left.span.end <= right.span.start for left, right in zip(block.cells, block.cells[1:], strict=False))


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t\n", "empty"),
    "zeros": (bytes(5000), "zero bytes"),
    "rubbish": (bytes((37 * n * n + 11 * n) % 251 for n in range(4000)), "no format known"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
    "binary Word": (OLE + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(500), "damaged"),
    "binary Excel": (OLE + bytes(500) + "Workbook".encode("utf-16-le") + bytes(500), "damaged"),
    "workbook": (zipped("[Content_Types].xml", "xl/workbook.xml"), "no main document part"),
    "ofd": (zipped("OFD.xml", "Doc_0/Document.xml"), "names no document"),
    "archive": (zipped("notice.txt", "table.txt"), "zip archive"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(64), "rar archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(64), "7z archive"),
    "mail": (b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nhello\r\n", "e-mail"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_read_is_named_in_one_line(kind: str) -> None:
    data, words = REFUSED[kind]
    with pytest.raises(UnreadableError) as caught:
        content(data)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    if isinstance(caught.value, UnsupportedFormatError):
        assert ", ".join(formats()) in str(caught.value)


def test_the_name_does_not_decide() -> None:
    page = "<html><body><p>各村民委员会：</p><p>" + "请于五月底前报送名单，逾期不再受理。" * 4 + "</p></body></html>"
    assert content(page, "notice.doc").format == "html"
    assert content("各村民委员会：请报送名单。", "notice.pdf").format == "txt"


def test_each_format_is_claimed_by_one_reader() -> None:
    mhtml = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n"
    samples = {
        "txt": "各乡镇：".encode("gb18030"),
        "html": b"<!DOCTYPE html><html><body><p>x</p></body></html>",
        "mhtml": mhtml,
        "pdf": b"junk\n%PDF-1.4\n%%EOF",
        "docx": zipped("[Content_Types].xml", "word/document.xml"),
    }
    for kind, data in samples.items():
        assert [reader.name for reader in READERS if reader.identify(Source("x", data))] == [kind]


def test_a_truncated_docx_is_still_told_from_an_archive() -> None:
    assert sniff.kind(zipped("[Content_Types].xml", "word/document.xml")[:120]) == "docx"


def test_a_text_larger_than_any_document_is_refused_at_once() -> None:
    with pytest.raises(UnreadableError, match="35 MB"):
        content(b"\xe9\x80\x9a\xe7\x9f\xa5\n" * (5 * 1024 * 1024))


def test_a_text_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_LINES", 100)
    with pytest.raises(UnreadableError, match="120 lines"):
        content("通知\n" * 120)


def test_importing_the_readers_is_light() -> None:
    heavy = ("pdfplumber", "pdfminer", "pypdfium2", "docx", "opencc")
    code = f"import policykb.readers, sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
