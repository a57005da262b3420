"""The .docx reader: numbering, revisions, fields, tables, notes, and packages that are broken or hostile."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tiny_docx as w
from policykb.errors import EncryptedError, UnreadableError
from policykb.model import Content, Source
from policykb.readers.docx import READER
from policykb.readers.docx_counting import counted


def read(body: str, **parts: str) -> Content:
    return READER.read(w.source(body, **parts))


def texts(content: Content, kind: str = "paragraph") -> list[str]:
    return [block.span.cut(content.source) for block in content.blocks if block.kind == kind]


def grid(content: Content, index: int = 0) -> list[tuple[int, int, int, int, str]]:
    table = [block for block in content.blocks if block.kind == "table"][index]
    return [(c.row, c.col, c.rowspan, c.colspan, c.span.cut(content.source)) for c in table.cells]


OUTLINE = w.numbering(
    w.level(0, "chineseCountingThousand", "%1、")
    + w.level(1, "chineseCounting", "（%2）")
    + w.level(2, "decimal", "%3.")
    + w.level(3, "decimalEnclosedCircle", "%4")
)


def test_numbers_are_counted_and_start_over_below_a_new_heading() -> None:
    body = "".join(
        w.numbered(text, 1, level)
        for text, level in [
            ("总体要求", 0),
            ("目标", 1),
            ("建站", 2),
            ("选人", 2),
            ("做法", 1),
            ("步骤", 2),
            ("保障", 0),
            ("经费", 1),
        ]
    )
    assert texts(read(body, numbering=OUTLINE)) == [
        "一、总体要求", "（一）目标", "1.建站", "2.选人", "（二）做法", "1.步骤", "二、保障", "（一）经费",
    ]  # fmt: skip


def test_the_count_belongs_to_the_abstract_list_unless_an_instance_starts_over() -> None:
    more = (
        '<w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = w.numbered("甲", 1) + w.numbered("乙", 8) + w.numbered("丙", 9) + w.numbered("丁", 9)
    content = read(body, numbering=w.numbering(w.level(0, "decimal", "%1."), overrides=more))
    assert texts(content) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_a_level_that_never_restarts_goes_on_under_the_next_chapter() -> None:
    lists = w.numbering(
        w.level(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>')
        + w.level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/><w:suff w:val="space"/>')
    )
    body = w.numbered("总则", 1) + w.numbered("目的。", 1, 1) + w.numbered("选派", 1) + w.numbered("程序。", 1, 1)
    assert texts(read(body, numbering=lists)) == ["第一章 总则", "第一条 目的。", "第二章 选派", "第二条 程序。"]


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:basedOn w:val="H"/></w:style>'
    )
    lists = w.numbering(w.level(0, "decimal", "%1.") + w.level(1, "decimal", "%1.%2", '<w:pStyle w:val="H"/>'))
    body = "".join(w.para(t, f'<w:pStyle w:val="{s}"/>{more}') for t, s, more in [
        ("职责", "H", ""), ("分工", "K", ""), ("附记", "H", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
    ])  # fmt: skip
    content = read(body, numbering=lists, styles=styles)
    assert texts(content) == ["1.1 职责", "1.2 分工", "附记"]
    assert [block.level for block in content.blocks] == [2, 2, 2]


def test_an_empty_numbered_cell_shows_its_number() -> None:
    cells = [w.row(w.cell(w.numbered("", 1)), name) for name in ("绿丰站", "东河站")]
    content = read(f"<w:tbl>{''.join(cells)}</w:tbl>", numbering=w.numbering(w.level(0, "decimal", "%1")))
    assert [text for *_, text in grid(content)] == ["1", "绿丰站", "2", "东河站"]


@pytest.mark.parametrize(
    ("number_format", "number", "expected"),
    [
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("taiwaneseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 10203, "一万零二百零三"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 12, "亥"),
        ("ideographDigital", 10, "一〇"),
        ("japaneseCounting", 101, "百一"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalFullWidth", 10, "１０"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("ordinal", 22, "22nd"),
        ("none", 3, ""),
        ("aFormatOfTheFuture", 3, "3"),
    ],
)
def test_number_formats(number_format: str, number: int, expected: str) -> None:
    assert counted(number_format, number) == expected


@pytest.mark.parametrize("number_format", ["chineseCountingThousand", "chineseLegalSimplified", "ideographDigital"])
def test_no_two_numbers_are_written_alike(number_format: str) -> None:
    assert len({counted(number_format, n) for n in range(1, 12000)}) == 11999


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
BOX = "<w:txbxContent>" + w.para("县农发〔2024〕3号") + "</w:txbxContent>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            w.run("补助") + f'<w:del w:id="1">{w.run("5")}</w:del><w:ins w:id="2">{w.run("8")}</w:ins>' + w.run("万元"),
            "补助8万元",
        ),
        (f'<w:moveFrom w:id="1">{w.run("旧处")}</w:moveFrom><w:moveTo w:id="2">{w.run("新处")}</w:moveTo>', "新处"),
        (w.run("看得见") + w.run("看不见", "<w:vanish/>"), "看得见"),
        (w.run("黑字") + w.run("白字", '<w:color w:val="FFFFFF"/>'), "黑字"),
        (w.run("底色", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'), "底色"),
        (BEGIN + "<w:r><w:instrText> REF a </w:instrText></w:r>" + SEPARATE + w.run("第二条") + END, "第二条"),
        (BEGIN + "<w:r><w:instrText>EQ \\o\\ac(○,12)</w:instrText></w:r>" + END + w.run("步"), "⑫步"),
        ('<w:fldSimple w:instr="DATE">' + w.run("5月1日") + "</w:fldSimple>", "5月1日"),
        ('<w:hyperlink r:id="x">' + w.run("附件下载") + "</w:hyperlink>", "附件下载"),
        ('<w:smartTag w:element="d">' + w.run("今日") + "</w:smartTag>", "今日"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + w.run("选项甲") + "</w:sdtContent></w:sdt>", "选项甲"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + w.run("是"), "☑是"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>' + w.run("否"), "□否"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:tab/><w:t>C</w:t></w:r>", "A-B\tC"),
        (
            "<w:r><w:ruby><w:rt>" + w.run("qí") + "</w:rt><w:rubyBase>" + w.run("旗") + "</w:rubyBase></w:ruby></w:r>",
            "旗",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "(a+b)/2",
        ),
        ("<m:oMath><m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d></m:oMath>", "(x)"),
        ('<w:bookmarkStart w:id="0" w:name="_GoBack"/>' + w.run("正文") + '<w:bookmarkEnd w:id="0"/>', "正文"),
        (
            BEGIN.replace(
                "/></w:r>", '><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
            )
            + "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
            + END
            + w.run("同意"),
            "☑同意",
        ),
    ],
)
def test_what_word_prints_of_a_paragraph(xml: str, expected: str) -> None:
    assert texts(read(w.para(xml))) == [expected]


def test_a_text_box_is_read_once_and_not_from_its_older_form() -> None:
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    content = read(w.para(box + w.run("通知")))
    assert texts(content) == ["通知"]
    assert texts(content, "textbox") == ["县农发〔2024〕3号"]


def test_notes_follow_their_paragraph_and_headers_and_comments_stay_out() -> None:
    body = w.para(
        w.run("数据见注") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'
    )
    content = read(
        body + w.para("下一段"),
        footnotes=f'<w:footnote w:id="2">{w.para("截至年底。")}</w:footnote>',
        endnotes=f'<w:endnote w:id="1">{w.para("来源不详。")}</w:endnote>',
        header=w.para("内部文件"),
        comments=f'<w:comment w:id="0">{w.para("请核实")}</w:comment>',
    )
    assert content.source.split("\n") == ["数据见注", "截至年底。", "下一段", "来源不详。", ""]
    assert texts(content, "footnote") == ["截至年底。", "来源不详。"]


def test_a_deleted_paragraph_mark_joins_the_two_paragraphs() -> None:
    body = w.para("前半句", '<w:rPr><w:del w:id="1"/></w:rPr>') + w.para("后半句。")
    assert texts(read(body)) == ["前半句后半句。"]


def test_a_forced_break_after_a_sentence_parts_paragraphs_and_within_a_title_does_not() -> None:
    title = w.run("青原县人民政府") + "<w:r><w:br/></w:r>" + w.run("关于选派人员的通知")
    pasted = w.run("一、做好准备。") + "<w:r><w:br/></w:r>" + w.run("二、按时上报。")
    assert texts(read(w.para(title) + w.para(pasted))) == [
        "青原县人民政府\n关于选派人员的通知", "一、做好准备。", "二、按时上报。",
    ]  # fmt: skip


def test_alignment_and_size() -> None:
    body = w.para(w.run("通知", '<w:sz w:val="44"/>'), '<w:jc w:val="center"/>') + w.para(
        "某局", '<w:jc w:val="right"/>'
    )
    blocks = read(body).blocks
    assert [(b.align, b.size, b.locator.paragraph) for b in blocks] == [("center", 22.0, 1), ("right", 10.0, 2)]


SPAN = '<w:gridSpan w:val="{}"/>'
DOWN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells() -> None:
    rows = (
        w.row(w.cell("类别", DOWN), w.cell("数量", SPAN.format(2)), properties="<w:tblHeader/>")
        + w.row(w.cell("", GO_ON), "计划", "完成", properties="<w:tblHeader/>")
        + w.row("甲", "1", properties='<w:gridAfter w:val="1"/>')
    )
    content = read(f"<w:tbl>{rows}</w:tbl>")
    assert grid(content) == [
        (0, 0, 2, 1, "类别"), (0, 1, 1, 2, "数量"), (1, 1, 1, 1, "计划"), (1, 2, 1, 1, "完成"),
        (2, 0, 1, 1, "甲"), (2, 1, 1, 1, "1"), (2, 2, 1, 1, ""),
    ]  # fmt: skip
    assert content.blocks[0].header_rows == 2


def test_deleted_and_hidden_rows_and_old_merges() -> None:
    rows = (
        w.row(w.cell("合并", '<w:hMerge w:val="restart"/>'), w.cell("", "<w:hMerge/>"), "乙")
        + w.row("删", "去", "行", properties='<w:del w:id="1"/>')
        + w.row("藏", "起", "行", properties="<w:hidden/>")
        + w.row("一", "二", "三")
    )
    assert grid(read(f"<w:tbl>{rows}</w:tbl>")) == [
        (0, 0, 1, 2, "合并"), (0, 2, 1, 1, "乙"), (1, 0, 1, 1, "一"), (1, 1, 1, 1, "二"), (1, 2, 1, 1, "三"),
    ]  # fmt: skip


def test_columns_that_are_slivers_of_borders_out_of_line_are_no_columns() -> None:
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 30, 2000))
    rows = w.row("甲", w.cell("乙", SPAN.format(2))) + w.row(w.cell("丙", SPAN.format(2)), "丁")
    assert grid(read(f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>{rows}</w:tbl>")) == [
        (0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁"),
    ]  # fmt: skip


def test_a_table_in_a_cell_is_a_table_of_its_own_and_a_frame_of_one_cell_is_none() -> None:
    inner = f"<w:tbl>{w.row('品种', '数量')}{w.row('肉羊', '30只')}</w:tbl>"
    outer = f"<w:tbl>{w.row('村', '帮扶')}{w.row('东河村', w.cell(w.para('提供：') + inner + w.para('')))}</w:tbl>"
    framed = f"<w:tbl>{w.row(w.cell(w.para('说明') + w.para('第二段')))}</w:tbl>"
    content = read(outer + framed)
    assert [block.kind for block in content.blocks] == ["table", "table", "paragraph", "paragraph"]
    assert grid(content)[3] == (1, 1, 1, 1, "提供：")
    assert grid(content, 1)[0] == (0, 0, 1, 1, "品种")


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid cut into rectangles (row, column, height, width)."""
    rows, cols = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    free = {(r, c) for r in range(rows) for c in range(cols)}
    tiles = []
    while free:
        row, col = min(free)
        width = draw(st.integers(1, next(w for w in range(1, cols + 1) if (row, col + w) not in free)))
        height = draw(st.integers(1, next(
            h for h in range(1, rows + 1) if any((row + h, c) not in free for c in range(col, col + width))
        )))  # fmt: skip
        tiles.append((row, col, height, width))
        free -= {(r, c) for r in range(row, row + height) for c in range(col, col + width)}
    return rows, cols, tiles


@settings(max_examples=40, deadline=None)
@given(tilings())
def test_every_cut_of_a_grid_is_read_back(tiling: tuple[int, int, list[tuple[int, int, int, int]]]) -> None:
    rows, _, tiles = tiling
    lines = []
    for row in range(rows):
        cells = []
        for top, col, height, width in sorted(tiles, key=lambda t: t[1]):
            if top <= row < top + height:
                merge = (DOWN if row == top else GO_ON) if height > 1 else ""
                cells.append(w.cell(f"{top}·{col}" if row == top else "", SPAN.format(width) + merge))
        lines.append(w.row(*cells))
    found = {(r, c): (h, k, text) for r, c, h, k, text in grid(read(f"<w:tbl>{''.join(lines)}</w:tbl>"))}
    assert len(found) == len(tiles)
    # Boundaries at which no cell begins leave no trace, so places are compared by the texts that name them.
    starts_row = sorted({t[0] for t in tiles})
    starts_col = sorted({t[1] for t in tiles})
    for (row, col), (_, _, text) in found.items():
        assert text == f"{row}·{starts_col[col]}"
    assert starts_row[0] == 0


def test_a_page_or_a_document_inside_the_document_is_read_in_its_place() -> None:
    rows = "<tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
    page = f"<html><body><p>网页里的一段话写在这里。</p><table>{rows}</table></body></html>"
    body = w.para("开头") + '<w:altChunk r:id="chunk"/>' + w.para("结尾")
    for chunk, middle in [
        (page.encode(), ["网页里的一段话写在这里。"]),
        (w.docx(w.para("里面的文件")), ["里面的文件"]),
    ]:
        content = READER.read(Source("c.docx", w.docx(body, chunk=chunk)))
        assert texts(content) == ["开头", *middle, "结尾"]
    unknown = READER.read(Source("c.docx", w.docx(body, chunk=b"\x89PNG\r\n\x1a\n" + bytes(90))))
    assert [issue.kind for issue in unknown.issues] == ["embedded"]


def test_strict_names_are_understood() -> None:
    content = READER.read(Source("s.docx", w.docx(w.numbered("要求", 1), strict=True, numbering=OUTLINE)))
    assert texts(content) == ["一、要求"]


def test_the_bytes_decide_whether_it_is_word() -> None:
    data = w.docx(w.para("正文"))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert READER.identify(Source("wrong.pdf", data))
    assert READER.identify(Source("cut.docx", data[: len(data) // 2]))
    assert not READER.identify(Source("sheet.docx", other.getvalue()))
    assert not READER.identify(Source("text.docx", "普通文字".encode()))


def test_broken_packages_are_refused_with_one_line() -> None:
    data = w.docx(w.para("正文" * 300))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    bomb = '<!DOCTYPE x [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;">]>'
    for broken, error in [
        (data[: len(data) // 2], UnreadableError),
        (data.replace(b"word/document.xml", b"word/document.txt"), UnreadableError),
        (w.docx(w.para("&b;"), doctype=bomb), UnreadableError),
        (ole, EncryptedError),
    ]:
        with pytest.raises(error) as caught:
            READER.read(Source("broken.docx", broken))
        assert len(str(caught.value).splitlines()) == 1


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(w.docx(w.para("正文")))) as good,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, good.read(name) if name != "word/document.xml" else bytes(97 << 20))
    with pytest.raises(UnreadableError, match="larger"):
        READER.read(Source("bomb.docx", data.getvalue()))


def test_a_document_without_text_says_so_and_damaged_xml_is_read_as_far_as_it_goes() -> None:
    assert [issue.kind for issue in read("").issues] == ["empty"]
    damaged = READER.read(Source("d.docx", w.docx(w.para("第一段") + "<w:p><w:r><w:t>第二段</w:r></w:p>")))
    assert texts(damaged)[0] == "第一段"
    assert "damaged" in [issue.kind for issue in damaged.issues]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_the_bytes_brings_anything_but_an_unreadable_error(data: st.DataObject) -> None:
    whole = bytearray(w.docx(w.numbered("要求", 1) + f"<w:tbl>{w.row('甲', '乙')}</w:tbl>", numbering=OUTLINE))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        READER.read(Source("fuzzed.docx", bytes(whole)))
    except UnreadableError as error:
        assert len(str(error).splitlines()) == 1
