"""The PDF reader: paragraphs, tables over pages, furniture, directions of writing, and files that are broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.errors import EncryptedError, UnreadableError
from policykb.model import Content, Source
from policykb.readers.pdf import READER
from tiny_pdf import Page, pdf, source

LONG = (
    "为做好全县农村实用人才培养工作，各乡镇要认真排查摸底，逐村逐户登记造册，做到底数清楚、情况明白，"
    "并于每年三月底前把名册报县人才工作站备案，由工作站统一安排培训。"
)
OTHER = "培训结束后由工作站组织考核，合格的发给结业证书，不合格的可以在半年以内申请补考一次，补考不再收取任何费用。"


def read(*pages: Page, **options: bool) -> Content:
    return READER.read(source(*pages, **options))  # type: ignore[arg-type]


def texts(content: Content) -> list[str]:
    """The paragraphs, their broken lines closed up."""
    return [b.span.cut(content.source).replace("\n", "") for b in content.blocks if b.kind == "paragraph"]


def grids(content: Content) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.col, c.rowspan, c.colspan, c.span.cut(content.source)) for c in block.cells]
        for block in content.blocks
        if block.kind == "table"
    ]


def letter() -> Page:
    page = Page()
    page.text(207, 90, "关于开展人才培训的通知", 18)
    y = page.text(72, 130, "各乡镇人民政府：").lines(72, 150, 37, LONG)
    y = page.lines(72, y, 37, "一、工作安排")
    y = page.lines(72, y, 37, OTHER)
    page.text(420, y + 20, "青原县人才工作站").text(432, y + 40, "2024年3月5日").text(72, y + 60, "（此件公开）")
    return page


def test_lines_become_paragraphs_with_their_place() -> None:
    content = read(letter())
    assert texts(content) == [
        "关于开展人才培训的通知", "各乡镇人民政府：", LONG, "一、工作安排", OTHER,
        "青原县人才工作站", "2024年3月5日", "（此件公开）",
    ]  # fmt: skip
    first, *_, last, _ = content.blocks
    assert (first.align, first.size, last.align, last.size) == ("center", 18.0, "right", 12.0)
    assert first.locator.page == 1
    assert first.locator.box is not None and first.locator.box[0] == pytest.approx(207, abs=1)
    assert 70 < first.locator.box[1] < 80


def test_a_title_of_two_lines_is_one_and_the_number_above_it_is_not() -> None:
    page = Page().text(240, 80, "青政发〔2024〕8号", 14).text(227, 120, "青原县人民政府", 20)
    page.text(137, 150, "关于加强人才工作站建设的通知吧", 20)
    page.lines(72, 190, 37, LONG)
    assert texts(read(page))[:2] == ["青政发〔2024〕8号", "青原县人民政府关于加强人才工作站建设的通知吧"]


def test_a_paragraph_goes_on_over_the_page_and_furniture_stays_out() -> None:
    pages = [Page().text(72, 40, "青原县人民政府公报", 9).text(280, 815, f"— {n} —", 10) for n in (1, 2, 3)]
    first = Page.lines
    y = 80.0
    while y < 720:
        y = first(pages[0], 72, y, 37, LONG)
    cut = LONG[:35]
    pages[0].text(96, y, cut)
    pages[1].text(72, 80, LONG[35:72]).text(72, 100, LONG[72:])
    pages[2].lines(72, 80, 37, OTHER)
    found = texts(read(*pages))
    assert found[-2:] == [LONG, OTHER]
    assert not any("公报" in text or "—" in text for text in found)


def test_a_title_that_every_page_repeats_is_no_running_head() -> None:
    forms = []
    for _ in range(2):
        form = Page().text(225, 95, "培训情况登记表", 20)
        form.lines(72, 140, 37, OTHER)
        forms.append(form)
    assert texts(read(*forms)) == ["培训情况登记表", OTHER] * 2


def test_a_ruled_table_with_merged_cells_between_paragraphs() -> None:
    page = Page()
    page.lines(72, 80, 37, LONG)
    cells = {
        (0, 0, 2, 1): "类别", (0, 1, 1, 2): "数量", (1, 1, 1, 1): "计划", (1, 2, 1, 1): "完成",
        (2, 0, 1, 1): "果树\n栽培", (2, 1, 1, 1): "30", (2, 2, 1, 1): "",
    }  # fmt: skip
    page.table(100, 200, [80, 100, 100], [20, 20, 34], cells)
    page.lines(72, 320, 37, OTHER)
    content = read(page)
    assert [block.kind for block in content.blocks] == ["paragraph", "table", "paragraph"]
    assert grids(content) == [[(*place, text) for place, text in cells.items()]]


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid cut into rectangles (row, column, height, width) at which every boundary has a beginning."""
    rows, cols = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    free = {(r, c) for r in range(1, rows) for c in range(cols)}
    tiles = [(0, c, 1, 1) for c in range(cols)]
    while free:
        row, col = min(free)
        width = draw(st.integers(1, next(w for w in range(1, cols + 1) if (row, col + w) not in free)))
        height = draw(st.integers(1, 3)) if col else 1
        while height > 1 and any((row + height - 1, c) not in free for c in range(col, col + width)):
            height -= 1
        if any((row + h, c) not in free for h in range(height) for c in range(col, col + width)):
            height = 1
        tiles.append((row, col, height, width))
        free -= {(r, c) for r in range(row, row + height) for c in range(col, col + width)}
    return rows, cols, tiles


@settings(max_examples=40, deadline=None)
@given(tilings(), st.data())
def test_every_cut_of_a_grid_is_read_back(
    tiling: tuple[int, int, list[tuple[int, int, int, int]]], data: st.DataObject
) -> None:
    rows, cols, tiles = tiling
    cells = {tile: data.draw(st.sampled_from(["甲", "乙丙", "12", ""])) for tile in tiles}
    cells[tiles[0]], cells[tiles[-1]] = "序", "末"
    widths = [data.draw(st.integers(30, 90)) for _ in range(cols)]
    page = Page().text(72, 60, LONG[:30]).table(60, 100, widths, [22.0] * rows, cells)
    starts_row, starts_col = sorted({t[0] for t in tiles}), sorted({t[1] for t in tiles})
    expected = sorted(
        (
            starts_row.index(row),
            starts_col.index(col),
            sum(row <= r < row + height for r in starts_row),
            sum(col <= c < col + width for c in starts_col),
            text,
        )
        for (row, col, height, width), text in cells.items()
    )
    assert grids(read(page)) == [expected]


def body(first: int, last: int, top: float = 60, *, header: bool = True) -> Page:
    """A page of a long list, one row a number."""
    rows = ([("序号", "单位", "金额")] if header else []) + [
        (str(n), f"第{n}站", f"{n}.5") for n in range(first, last + 1)
    ]
    cells = {(r, c, 1, 1): text for r, row in enumerate(rows) for c, text in enumerate(row)}
    return Page().table(80, top, [60, 200, 100], [20.0] * len(rows), cells)


def test_a_table_over_three_pages_is_one_and_its_repeated_header_is_left_out() -> None:
    content = read(
        body(1, 30, 150).text(230, 120, "工作站名单", 18), body(31, 60), body(61, 64).text(72, 700, "附记。")
    )
    (table,) = grids(content)
    assert [text for row, col, *_, text in table if col == 0] == ["序号", *map(str, range(1, 65))]
    block = next(block for block in content.blocks if block.cells)
    assert (block.pages, block.header_rows) == ((1, 2, 3), 1)
    assert {cell.page for cell in block.cells if cell.row == 64} == {3}


def test_a_line_that_says_continued_does_not_part_a_table() -> None:
    content = read(body(1, 33), body(34, 50, 100).text(400, 90, "续表", 10))
    assert len(grids(content)) == 1
    assert "续表" not in content.source


def test_a_caption_or_other_columns_part_two_tables() -> None:
    captioned = read(body(1, 35), body(1, 3, 100).text(230, 80, "又一张表", 18))
    assert len(grids(captioned)) == 2
    narrow = Page().table(200, 60, [60, 90], [20, 20], {(r, c, 1, 1): "甲" for r in (0, 1) for c in (0, 1)})
    assert len(grids(read(body(1, 35), narrow))) == 2


def test_a_row_and_a_merged_cell_that_a_page_cut_are_closed_again() -> None:
    first = {
        (0, 0, 1, 1): "地区", (0, 1, 1, 1): "序号", (0, 2, 1, 1): "工作站",
        (1, 0, 2, 1): "东河", (1, 1, 1, 1): "1", (1, 2, 1, 1): "绿丰站",
        (2, 1, 1, 1): "2", (2, 2, 1, 1): "东河果树栽培\n技术推广",
    }  # fmt: skip
    second = {
        (0, 0, 2, 1): "", (0, 1, 1, 1): "", (0, 2, 1, 1): "工作站", (1, 1, 1, 1): "3", (1, 2, 1, 1): "南川站",
        (2, 0, 1, 1): "西岭", (2, 1, 1, 1): "4", (2, 2, 1, 1): "西岭站",
    }  # fmt: skip
    pages = [
        Page().table(80, 600, [60, 60, 150], [20, 20, 34], first),
        Page().table(80, 60, [60, 60, 150], [20, 20, 20], second).text(72, 400, "附记。"),
    ]
    (table,) = grids(read(*pages))
    assert table == [
        (0, 0, 1, 1, "地区"), (0, 1, 1, 1, "序号"), (0, 2, 1, 1, "工作站"),
        (1, 0, 3, 1, "东河"), (1, 1, 1, 1, "1"), (1, 2, 1, 1, "绿丰站"),
        (2, 1, 1, 1, "2"), (2, 2, 1, 1, "东河果树栽培\n技术推广\n工作站"),
        (3, 1, 1, 1, "3"), (3, 2, 1, 1, "南川站"),
        (4, 0, 1, 1, "西岭"), (4, 1, 1, 1, "4"), (4, 2, 1, 1, "西岭站"),
    ]  # fmt: skip


ROWS = [
    ("姓名", "单位", "电话"),
    ("张三", "绿丰站", "3301001"),
    ("李四明", "东河站", "3301002"),
    ("王五", "西岭乡站", "3301003"),
]


def listed(page: Page, y: float) -> Page:
    for number, row in enumerate(ROWS):
        for x, text in zip((90, 190, 330), row, strict=True):
            page.text(x, y + 20 * number, text)
    return page


def test_tables_without_vertical_lines_and_without_any() -> None:
    page = Page()
    page.lines(72, 80, 37, LONG)
    page.line(80, 185, 420, 185).line(80, 207, 420, 207).line(80, 268, 420, 268)
    listed(page, 200)
    page.lines(72, 300, 37, OTHER)
    listed(page, 400)
    page.lines(72, 500, 37, OTHER)
    tables = grids(read(page))
    expected = [(r, c, 1, 1, text) for r, row in enumerate(ROWS) for c, text in enumerate(row)]
    assert tables == [expected, expected]


def test_open_sides_dotted_lines_and_shaded_cells() -> None:
    opened, dotted, shaded = (Page().text(72, 60, LONG[:30]) for _ in range(3))
    for y in (100, 120, 140):
        opened.line(80, y, 380, y)
        for x in range(80, 380, 2):
            dotted.line(x, y, x + 0.8, y)
    for x in (180, 280):
        opened.line(x, 100, x, 140)
    for x in (80, 180, 280, 380):
        for y in range(100, 140, 2):
            dotted.line(x, y, x, y + 0.8)
    for number, row in enumerate(ROWS[:2]):
        for column, text in enumerate(row):
            shaded.area(
                80 + 100 * column, 100 + 20 * number, 180 + 100 * column, 120 + 20 * number, 0.7 if number else 0.4
            )
            for page in (opened, dotted, shaded):
                page.grey(0).text(90 + 100 * column, 114 + 20 * number, text, 10)
    expected = [(r, c, 1, 1, text) for r, row in enumerate(ROWS[:2]) for c, text in enumerate(row)]
    for page in (opened, dotted, shaded):
        assert grids(read(page)) == [expected]


def test_rows_without_lines_between_them_are_rows_and_broken_text_is_not() -> None:
    page = Page().text(72, 60, LONG[:30])
    page.table(80, 100, [110, 140, 140], [20, 66], {(0, c, 1, 1): text for c, text in enumerate(ROWS[0])})
    for x in (80, 190, 330, 470):
        page.line(x, 120, x, 186)
    page.line(80, 186, 470, 186)
    for number, row in enumerate(ROWS[1:]):
        for x, text in zip((84, 194, 334), row, strict=True):
            page.text(x, 134 + 20 * number, text, 10)
    broken = {(0, 0, 1, 1): "建设内容与\n具体任务要\n求说明", (0, 1, 1, 1): "五个示范基\n地三十名人\n员"}
    page.table(80, 300, [56, 56], [50], broken)
    expected = [(r, c, 1, 1, text) for r, row in enumerate(ROWS) for c, text in enumerate(row)]
    assert grids(read(page)) == [expected, [(*place, text) for place, text in broken.items()]]


def test_a_flow_chart_and_a_frame_are_no_tables() -> None:
    page = Page()
    for number in range(3):
        page.table(100, 100 + 80 * number, [120], [30], {(0, 0, 1, 1): f"第{number + 1}步"})
        page.table(300, 140 + 80 * number, [120], [30], {(0, 0, 1, 1): f"分支{number + 1}"})
        page.line(160, 130 + 80 * number, 160, 180 + 80 * number).line(160, 155 + 80 * number, 300, 155 + 80 * number)
    content = read(page)
    assert grids(content) == []
    assert sorted(texts(content)) == ["分支1", "分支2", "分支3", "第1步", "第2步", "第3步"]


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    page = Page().text(200, 60, "人才工作简报第三期", 20)
    y = page.lines(60, 100, 18, LONG)
    y = page.lines(60, y, 18, OTHER)
    y = page.lines(320, 107, 18, OTHER)
    y = page.lines(320, y, 18, LONG)
    assert texts(read(page)) == ["人才工作简报第三期", LONG, OTHER, OTHER, LONG]


@pytest.mark.parametrize("rotate", [0, 90, 270])
@pytest.mark.parametrize(("matrix", "origin", "step"), [
    ("0 1 -1 0", (100, 700), (20, 0)),
    ("0 -1 1 0", (500, 100), (-20, 0)),
    ("-1 0 0 -1", (500, 700), (0, -20)),
])  # fmt: skip
def test_a_page_is_read_upright_however_it_is_turned(
    matrix: str, origin: tuple[int, int], step: tuple[int, int], rotate: int
) -> None:
    page = Page(rotate)
    for number, start in enumerate(range(0, 72, 24)):
        page.text(origin[0] + step[0] * number, origin[1] + step[1] * number, LONG[start : start + 24], matrix=matrix)
    assert "".join(texts(read(page))) == LONG[:72]


def test_vertical_writing_goes_down_and_then_to_the_left() -> None:
    page = Page()
    for number, start in enumerate(range(0, 75, 25)):
        page.text(500 - 20 * number, 80, LONG[start : start + 25], font="F2")
    assert "".join(texts(read(page))) == LONG[:75]


def test_watermarks_stay_out_and_letters_drawn_twice_are_read_once() -> None:
    page = Page()
    page.lines(72, 80, 37, LONG)
    page.text(72, 200, "一、组织领导").text(72.3, 200, "一、组织领导")
    page.grey(0.8).text(200, 400, "内部资料", 50, matrix="0.7 0.7 -0.7 0.7").text(150, 600, "样张", 80)
    assert texts(read(page)) == [LONG, "一、组织领导"]


def test_white_letters_count_on_a_dark_ground_only() -> None:
    unseen = Page().text(72, 80, "看得见的一行字").grey(1).text(200, 80, "看不见的字")
    seen = Page().area(60, 60, 400, 90, 0.3).area(60, 90, 400, 120, 0.9).grey(1).text(72, 80, "深底上的白字")
    assert texts(read(unseen)) == ["看得见的一行字"]
    assert "深底上的白字" in read(seen.grey(0).text(72, 110, "浅底上的字")).source


def test_footnotes_do_not_cut_a_paragraph_that_goes_on() -> None:
    first, second = letter(), Page()
    first.lines(72, 600, 37, LONG[:72])
    first.line(72, 700, 216, 700).text(72, 715, "①指县人才工作站。", 9)
    second.text(72, 80, LONG[72:]).lines(72, 100, 37, OTHER)
    content = read(first, second)
    assert texts(content)[-2:] == [LONG, OTHER]
    notes = [b.span.cut(content.source) for b in content.blocks if b.kind == "footnote"]
    assert notes == ["①指县人才工作站。"]


def test_the_lines_of_a_table_of_contents_stay_apart() -> None:
    page = Page()
    lines = [f"{'一二三四五六七'[n]}、{'组织领导工作机制保障措施'[: 4 + n]}" for n in range(7)]
    lines = [line + "…" * (34 - len(line)) + "12" for line in lines]
    for number, line in enumerate(lines):
        page.text(72, 80 + 20 * number, line)
    assert texts(read(page)) == lines


def test_text_inside_a_form_is_read() -> None:
    assert texts(read(letter(), form=True)) == texts(read(letter()))


def test_spaces_stand_between_latin_words_only() -> None:
    page = Page().text(72, 80, "依照 Work Plan 2024 执行").text(72, 120, "第二条")
    assert texts(read(page))[0].replace("依照 ", "依照").replace(" 执行", "执行") == "依照Work Plan 2024执行"


def test_bookmarks_name_the_level() -> None:
    content = READER.read(source(letter(), outline=("一、工作安排",)))
    assert [(b.span.cut(content.source), b.level) for b in content.blocks if b.level] == [("一、工作安排", 1)]


def test_a_page_without_usable_text_is_named() -> None:
    garbled = Page()
    for number in range(12):
        garbled.text(72, 80 + 20 * number, "\x8e\x9f\xa1\xb2\xc3\xd4\xe5\xf6\x83\x84\x91\x93" * 2, font="F3")
    content = read(letter(), Page().picture(), Page().picture(), garbled)
    issues = {issue.message.rpartition("on ")[2] for issue in content.issues if issue.kind == "needs_ocr"}
    assert issues == {"pages 2-3", "page 4"}
    assert texts(content) == texts(read(letter()))
    assert [issue.kind for issue in read(Page()).issues] == ["empty"]


def test_broken_files_are_refused_with_one_line() -> None:
    whole = pdf(letter())
    for data, error in [
        (whole[: len(whole) // 3], UnreadableError),
        (b"%PDF-1.7\n" + bytes(500), UnreadableError),
        (pdf(letter(), encrypted=True), EncryptedError),
    ]:
        assert READER.identify(Source("x", data))
        with pytest.raises(error) as caught:
            READER.read(Source("broken.pdf", data))
        assert len(str(caught.value).splitlines()) == 1
    assert texts(READER.read(Source("x", b"HTTP/1.1 200 OK\r\n\r\n" + whole))) == texts(read(letter()))
    assert not READER.identify(Source("x.pdf", "普通文字".encode()))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_the_bytes_brings_anything_but_an_unreadable_error(data: st.DataObject) -> None:
    whole = bytearray(pdf(body(1, 3).text(72, 300, LONG[:30])))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        READER.read(Source("fuzzed.pdf", bytes(whole)))
    except UnreadableError as error:
        assert len(str(error).splitlines()) == 1
