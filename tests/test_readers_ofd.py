"""The OFD reader: text, tables, templates, transformations, seals, and packages that are not by the book."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.errors import EncryptedError, UnreadableError
from policykb.model import Content
from policykb.readers.ofd import READER
from policykb.readers.ofd_package import numbers
from tiny_ofd import Page, ofd

TITLE = "关于做好春季植树工作的通知"


def node(head: str, *inner: str) -> str:
    """An element; `head` is its name and its attributes."""
    return f"<P:{head}>{''.join(inner)}</P:{head.split()[0]}>"


def texts(content: Content) -> list[str]:
    return [b.span.cut(content.source) for b in content.blocks if b.kind == "paragraph"]


def joined(content: Content) -> str:
    return "".join("".join(texts(content)).split())


def issues(content: Content) -> list[tuple[str, str]]:
    return [(issue.kind, issue.message) for issue in content.issues]


def notice() -> Page:
    page = Page().text(60, 40, TITLE, 7).text(30, 60, "各乡镇人民政府：").text(40, 70, "现将有关事项通知如下。")
    return page.text(130, 90, "青原县林业局").text(30, 105, "（此件公开）")


@pytest.mark.parametrize("prefix", ["ofd:", ""])
@pytest.mark.parametrize("slash", ["/", "\\"])
def test_text_comes_out_in_reading_order_whatever_the_names_look_like(prefix: str, slash: str) -> None:
    content = READER.read(ofd(notice(), prefix=prefix, slash=slash))
    assert texts(content) == [TITLE, "各乡镇人民政府：", "现将有关事项通知如下。", "青原县林业局", "（此件公开）"]
    assert (content.format, content.blocks[0].align, content.blocks[0].size) == ("ofd", "center", 20.0)
    assert content.blocks[0].locator.page == 1
    assert content.issues == ()


def test_a_ruled_table_with_merged_cells_over_two_pages_is_one_table() -> None:
    first = (
        Page().grid([30, 60, 120], [250, 260]).line(30, 270, 120, 270).line(30, 260, 30, 270).line(120, 260, 120, 270)
    )
    first.text(32, 257, "乡镇").text(62, 257, "面积").text(32, 267, "东片各乡镇")
    second = Page().grid([30, 60, 120], [20, 30, 40]).text(32, 27, "柳渡").text(62, 27, "120").text(32, 37, "白沙")
    (table,) = READER.read(ofd(first, second)).blocks
    content = READER.read(ofd(first, second))
    cells = [(c.row, c.col, c.rowspan, c.colspan, c.span.cut(content.source), c.page) for c in table.cells]
    assert cells == [
        (0, 0, 1, 1, "乡镇", 1), (0, 1, 1, 1, "面积", 1), (1, 0, 1, 2, "东片各乡镇", 1),
        (2, 0, 1, 1, "柳渡", 2), (2, 1, 1, 1, "120", 2), (3, 0, 1, 1, "白沙", 2), (3, 1, 1, 1, "", 2),
    ]  # fmt: skip


def test_what_a_template_page_says_stands_on_every_page_that_names_it() -> None:
    content = READER.read(
        ofd(Page(template="7").text(60, 60, "王小明"), templates={"7": Page().text(30, 60, "姓名：")})
    )
    assert "".join(texts(content)[0].split()) == "姓名：王小明"


def test_matrices_scale_and_turn_text() -> None:
    content = READER.read(ofd(Page().matrix(30, 40, "植树造林", 14, "0.3528 0 0 0.3528 0 0", 'DeltaX="g 3 14"')))
    assert texts(content) == ["植树造林"]
    assert content.blocks[0].size == 14.0
    turned = Page()
    for x, text in ((40, "各乡镇要把植树任务分"), (50, "解到村并于四月底完成")):
        turned.matrix(x, 200, text, 5, "0 -1 1 0 0 0")
    assert joined(READER.read(ofd(turned))) == "各乡镇要把植树任务分解到村并于四月底完成"


def test_vertical_writing_is_read_column_by_column_from_the_right() -> None:
    page = Page()
    for x, text in ((120, "各乡镇要把植树任务分"), (110, "解到村并于四月底完成")):
        page.matrix(x, 40, text, 5, "1 0 0 1 0 0", 'DeltaY="g 9 5.5"')
    assert joined(READER.read(ofd(page))) == "各乡镇要把植树任务分解到村并于四月底完成"


def test_what_is_not_shown_is_not_read_and_a_watermark_is_no_text() -> None:
    page = notice().text(30, 120, "不显示的字", marks='Visible="false"')
    page.matrix(40, 150, "水印", 20, "0.8 -0.6 0.6 0.8 0 0", 'DeltaX="20"')
    assert not {"不", "水"} & set("".join(texts(READER.read(ofd(page)))))


def test_pages_of_pictures_alone_need_recognition_and_text_under_a_picture_says_so() -> None:
    content = READER.read(ofd(notice(), Page().picture(), Page().picture()))
    assert issues(content) == [("needs_ocr", "no text, only pictures or drawings, on pages 2-3")]
    under = READER.read(ofd(Page().picture().text(30, 40, "各乡镇人民政府：", marks='Visible="false"')))
    assert texts(under) == ["各乡镇人民政府："]
    assert issues(under)[0][0] == "ocr_layer"


def test_characters_of_a_font_that_does_not_say_what_they_are_need_recognition() -> None:
    content = READER.read(
        ofd(Page().text(30, 40, "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c"))
    )
    assert issues(content)[0][0] == "needs_ocr"
    assert texts(content) == []


def der(tag: int, *inner: bytes) -> bytes:
    data = b"".join(inner)
    size = bytes([len(data)]) if len(data) < 128 else b"\x82" + len(data).to_bytes(2, "big")
    return bytes([tag]) + size + data


def test_seals_are_reported_with_owner_and_time_and_not_verified() -> None:
    name = "青原县林业局".encode()
    seal = der(
        0x30,
        der(0x30, der(0x30, der(0x16, b"ES"), der(2, b"\4")), der(0x16, b"1"), der(0x30, der(2, b"\1"), der(12, name))),
    )
    stamp = node('StampAnnot PageRef="1" Boundary="1 1 40 40"')
    place = node("Seal", node("BaseLoc", "Seal.esl"))
    time = node("SignatureDateTime", "20240305093000Z")
    content = READER.read(
        ofd(
            notice(),
            body="<P:Signatures>Doc_0/Signs/Signatures.xml</P:Signatures>",
            members={
                "Doc_0/Signs/Signatures.xml": node("Signatures NS", node('Signature BaseLoc="Sign_0/Signature.xml"')),
                "Doc_0/Signs/Sign_0/Signature.xml": node("Signature NS", node("SignedInfo", time, stamp, place)),
                "Doc_0/Signs/Sign_0/Seal.esl": seal,
            },
        )
    )
    assert issues(content) == [("signature", "seal of 青原县林业局, 2024-03-05 09:30; it was not verified")]


@given(st.binary(max_size=200))
def test_a_damaged_seal_is_reported_all_the_same(data: bytes) -> None:
    content = READER.read(
        ofd(
            Page().text(30, 40, "通知"),
            body="<P:Signatures>S.xml</P:Signatures>",
            members={
                "S.xml": '<P:Signatures NS><P:Signature BaseLoc="s/Signature.xml"/></P:Signatures>',
                "s/Signature.xml": "<P:Signature NS><P:SignedValue>v.dat</P:SignedValue></P:Signature>",
                "s/v.dat": data,
            },
        )
    )
    assert content.issues[0].message.endswith("it was not verified")


def test_attached_files_are_listed() -> None:
    item = node('Attachment ID="1" Name="任务分解表" Format="xlsx"', node("FileLoc", "a.xlsx"))
    listing = node("Attachments NS", item)
    content = READER.read(
        ofd(
            notice(),
            document="<P:Attachments>Attachs/Attachments.xml</P:Attachments>",
            members={"Doc_0/Attachs/Attachments.xml": listing},
        )
    )
    assert content.attachments == ("任务分解表.xlsx",)


def test_a_part_whose_name_is_in_gbk_is_found() -> None:
    package = ofd(notice(), rename={"Doc_0/Pages/Page_0/Content.xml": "Doc_0/Pages/第一页.xml"})
    data = package.data.replace("第一页".encode(), "第一页".encode("gb18030") + b"aaa")
    assert READER.identify(type(package)("a.ofd", data))


def test_a_missing_page_is_named_and_the_others_are_read() -> None:
    content = READER.read(ofd(Page(), notice(), rename={"Doc_0/Pages/Page_0/Content.xml": "gone.xml"}))
    assert ("unread_page", "missing or damaged and left out: page 1") in issues(content)
    assert texts(content)[0] == TITLE


def test_bombs_locks_and_stumps_are_refused_in_one_line() -> None:
    whole = ofd(notice())
    with pytest.raises(UnreadableError, match="cut off or damaged"):
        READER.read(type(whole)("a.ofd", whole.data[: len(whole.data) // 2]))
    with pytest.raises(EncryptedError):
        READER.read(ofd(notice(), members={"Encryptions.xml": "<P:Encryptions NS></P:Encryptions>"}))
    bomb = READER.read(ofd(notice(), Page(), members={"Doc_0/Pages/Page_1/Content.xml": b"<a>" + b" " * (100 << 20)}))
    assert ("unread_page", "missing or damaged and left out: page 2") in issues(bomb)


def test_graphics_that_hold_themselves_end() -> None:
    text = node('TextObject Boundary="30 30 90 9" Size="5"', node('TextCode X="0" Y="5" DeltaX="5"', "通知"))
    itself = node('CompositeObject ResourceID="5" Boundary="0 9 9 9"')
    unit = node('CompositeGraphicUnit ID="5"', node("Content", text, itself))
    pages = node("Pages", node('Page BaseLoc="Pages/Page_0/Content.xml"'))
    package = ofd(
        Page().raw(node('CompositeObject ResourceID="5" Boundary="0 0 100 100"')),
        members={
            "Doc_0/Res.xml": node("Res NS", node("CompositeGraphicUnits", unit)),
            "Doc_0/Document.xml": node("Document NS", node("CommonData", node("PublicRes", "Res.xml")), pages),
        },
    )
    assert joined(READER.read(package)).startswith("通知")


def test_arrays_are_read_and_what_is_no_number_is_passed_over() -> None:
    assert numbers("g 3 5.5 2 x 1e999 -1") == [5.5, 5.5, 5.5, 2.0, -1.0]
    assert len(numbers("g 999999999 1")) == 20_000


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_packages_are_read_or_refused(data: st.DataObject) -> None:
    package = ofd(notice().grid([30, 60, 90], [150, 160, 170]))
    raw = bytearray(package.data)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        READER.read(type(package)("a.ofd", bytes(raw)))
    except UnreadableError as error:
        assert "\n" not in str(error)
