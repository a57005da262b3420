"""Web pages: every paragraph of the document in, every menu out, and what the page says about it in the fields."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.errors import UnreadableError
from policykb.model import Content, Source
from policykb.readers import read

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "readers_html.yaml").read_text(encoding="utf-8"))
BODY = (
    "<p>各乡镇人民政府：</p><p>为做好高粱良种推广工作，经研究，2023年全县计划推广面积不少于3万亩。</p>"
    "<p>一、任务安排</p><p>各乡镇要把任务落实到村到户，于4月底前完成供种，确保不误农时。</p>"
)


def content(page: str | bytes) -> Content:
    return read(Source("page.html", page.encode() if isinstance(page, str) else page))


def lines(read_content: Content) -> list[str]:
    return [block.span.cut(read_content.source) for block in read_content.blocks if block.kind == "paragraph"]


def grids(read_content: Content) -> list[list[str]]:
    """The tables as rows of "text" or "text RxC", R and C how far a cell reaches."""
    found = []
    for block in read_content.blocks:
        if block.kind == "table":
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                reach = f" {cell.rowspan}x{cell.colspan}" if (cell.rowspan, cell.colspan) != (1, 1) else ""
                rows.setdefault(cell.row, []).append(cell.span.cut(read_content.source) + reach)
            found.append(["|".join(row) for row in rows.values()])
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for group in CASES.values() for case in group])
def test_pages(case: dict[str, Any]) -> None:
    read_content = content(case["page"].replace("BODY", BODY))
    body = lines(content(f"<body>{BODY}</body>"))
    wanted = [part for line in case.get("lines", []) for part in (body if line == "BODY" else [line])]
    assert lines(read_content) == wanted
    assert grids(read_content) == case.get("tables", [])
    for key in ("fields", "attachments"):
        if key in case:
            assert {"fields": dict(read_content.fields), "attachments": list(read_content.attachments)}[key] == case[
                key
            ]
    assert [issue.kind for issue in read_content.issues] == case.get("issues", [])


def test_marks_of_a_paragraph() -> None:
    blocks = content(
        "<body><h2 style='text-align:center'>通 知</h2><p><font size=4>各村：</font></p>"
        f"{BODY}<p align=right>县农业局</p><center><p style='font-size:22px'>附表</p></center></body>"
    ).blocks
    assert (blocks[0].level, blocks[0].align) == (2, "center")
    assert blocks[1].size == 13.5
    assert (blocks[-2].align, blocks[-1].align, blocks[-1].size) == ("right", "center", 16.5)


def test_a_table_knows_its_header_rows() -> None:
    head = "<thead><tr><th>村</th><th>亩</th></tr></thead>"
    page = f"<body>{BODY}<table border=1>{head}<tr><td>东</td><td>3</td></tr></table></body>"
    assert content(page).blocks[-1].header_rows == 1


@pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_charset_that_a_page_declares_is_not_believed(codec: str) -> None:
    page = f'<html><head><meta charset="big5"></head><body>{BODY}</body></html>'
    assert lines(content(page.encode(codec))) == lines(content(page))


def test_a_loss_is_reported_where_it_stands_in_the_document() -> None:
    page = f"<html><head><title>\xff</title></head><body>{BODY}<p>供种数量以@实际为准。</p></body></html>"
    read_content = content(page.encode().replace(b"@", b"\xff"))
    assert [issue.kind for issue in read_content.issues] == ["undecodable"]
    span = read_content.issues[0].span
    assert span is not None
    assert read_content.source[span.start - 1 : span.end + 1] == "以\ufffd实"


def saved(page: str, codec: str, transfer: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "saved page"
    message["Snapshot-Content-Location"] = "http://www.example.org/1.html"
    message.set_content("see the page")
    message.add_related(page.encode(codec), "text", "html", cte=transfer, params={"charset": codec})
    message.add_related(b"\x89PNG", "image", "png", cid="<1>")
    return bytes(message)


@pytest.mark.parametrize(("codec", "transfer"), [("utf-8", "quoted-printable"), ("gb18030", "base64")])
def test_a_saved_page_is_read_from_its_envelope(codec: str, transfer: str) -> None:
    page = f"<html><body>{BODY}</body></html>"
    read_content = content(saved(page, codec, transfer))
    assert read_content.format == "mhtml"
    assert lines(read_content) == lines(content(page))


def test_an_envelope_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no HTML part"):
        content(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\ntext\r\n--x--\r\n")


def test_a_page_larger_than_any_is_refused() -> None:
    with pytest.raises(UnreadableError, match="limit is 32 MB"):
        content("<html><body>" + "<p>通知</p>" * 3_000_000)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 30_000 + BODY,
        "<table border=1><tr><td>甲<td>" * 500 + BODY,
        "<table border=1><tr>" + "<td colspan=1000 rowspan=60000>甲" * 3000 + "</table>" + BODY,
        "<ol><li>" * 700 + BODY,
        "<html><body><p>甲" + " " * 300_000 + "乙</p>" + BODY,
        "<html><body>\x00\x0b" + BODY,
    ],
    ids=["deep", "nested tables", "wide spans", "nested lists", "blanks", "controls"],
)
def test_hostile_pages_end_soon(page: str) -> None:
    assert content(page).format in ("html", "txt")


TAGS = st.sampled_from(
    ("p", "div", "table", "tr", "td", "th", "ul", "ol", "li", "br", "span", "a", "h1", "pre", "rt", "center")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TAGS, st.booleans(), st.text("甲乙丙。 \n\xa0", max_size=6)), max_size=40))
def test_any_nesting_gives_blocks_in_order(parts: list[tuple[str, bool, str]]) -> None:
    page = "".join(f"<{'/' if closing else ''}{tag} rowspan=2 href=x.doc>{text}" for tag, closing, text in parts)
    read_content = content("<html><body>" + page + BODY)
    place = 0
    for block in read_content.blocks:
        assert place <= block.span.start < block.span.end
        place = block.span.end
        assert all(cell.span in block.span for cell in block.cells)


SHARED = Path(__file__).parents[2] / "shared" / "documents"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the documents beside the checkout are not there")
def test_every_page_at_hand_is_read_and_lists_are_told() -> None:
    pages = sorted(SHARED.rglob("*.html"))
    empty = {page.name for page in pages if not content(page.read_bytes()).blocks}
    assert all("index" in name or "list" in name or "gkzn" in name for name in empty)
    assert len(pages) > 50
