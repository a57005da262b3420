"""The readers of spreadsheets: numbers as they are shown, tables apart from what stands around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.errors import EncryptedError, UnreadableError
from policykb.model import Content, Source
from policykb.readers import csv, text, xls
from policykb.readers import read as read_any
from policykb.readers import xlsx as reader
from policykb.readers.sheet_formats import general, shown
from policykb.readers.sheet_grid import address, area_of, place_of
from tiny_xlsx import Tab, xlsx

HEAD: list[object] = ["序号", "乡镇", "面积"]
BODY: list[list[object]] = [HEAD, [1, "柳渡镇", 120], [2, "白沙乡", 95]]


def read(*tabs: Tab) -> Content:
    return reader.READER.read(xlsx(*tabs))


def blocks(content: Content) -> list[object]:
    """Paragraphs as their text, tables as their rows; a cell that is merged says so."""
    found: list[object] = []
    for block in content.blocks:
        if block.kind == "table":
            rows: list[list[str]] = [[] for _ in range(max(cell.row for cell in block.cells) + 1)]
            for cell in block.cells:
                reach = f"*{cell.rowspan}x{cell.colspan}" if cell.rowspan * cell.colspan > 1 else ""
                rows[cell.row].append(cell.span.cut(content.source) + reach)
            found.append(rows)
        else:
            found.append(block.span.cut(content.source))
    return found


def issues(content: Content) -> list[tuple[str, str]]:
    return [(issue.kind, issue.message) for issue in content.issues]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.125, "0.0%", "12.5%"), (0.125, "0%", "13%"), (1250.5, "#,##0.00", "1,250.50"), (980, "#,##0", "980"),
        (1250.5, "General", "1250.5"), (-1250.5, '#,##0.00_);\\(#,##0.00\\)', "(1,250.50)"), (0, '0;-0;"-"', "-"),
        (12345678, '0.0,,"百万"', "12.3百万"),
        (45356, 'yyyy"年"m"月"d"日"', "2024年3月5日"), (45356, "yyyy/m/d", "2024/3/5"),
        (45356.75, "yyyy-mm-dd hh:mm", "2024-03-05 18:00"), (45356.75, "m月d日 上午/下午h:mm", "3月5日 下午6:00"),
        (45356, "[DBNum1][$-804]yyyy年m月d日", "二〇二四年三月五日"), (45356, "[$-404]e年m月d日", "113年3月5日"),
        (1.5, "[h]:mm", "36:00"), (45356, "aaaa", "星期二"), (1250, "[DBNum2]0元", "壹仟贰佰伍拾元"),
        (13800001111, "000-0000-0000", "138-0000-1111"), (7, "000", "007"), (0.5, "# ?/?", "1/2"),
        (12, '0"人"', "12人"),
        (150, '[>=100]"高"0;"低"0', "高150"), (50, '[>=100]"高"0;"低"0', "低50"), (12345, "0.00E+00", "1.23E+04"),
        (2.5, "0", "3"), (5, "@", "5"), (5, ";;;", ""),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_their_formats_show_them(value: float, code: str, text: str) -> None:
    assert shown(float(value), code) == text


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%;[]"\\_*yYmdhsaeEgG+-/@DBNum1<>= 年$', max_size=20)
)
def test_every_format_shows_something_without_falling_over(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_keeps_its_digits(value: int) -> None:
    assert general(float(value)) == str(value)
    assert shown(float(value), "#,##0") == f"{value:,}"


def test_days_are_counted_from_1900_or_1904_as_the_workbook_says() -> None:
    tab = Tab([[(60, "yyyy/m/d"), (61, "yyyy/m/d")], [(59, "yyyy/m/d"), (0, "yyyy/m/d")]])
    assert blocks(reader.READER.read(xlsx(tab)))[0] == [["1900/2/28", "1900/3/1"], ["1900/2/28", "1899/12/31"]]
    later = reader.READER.read(xlsx(tab, from_1904=True))
    assert blocks(later)[0] == [["1904/3/1", "1904/3/2"], ["1904/2/29", "1904/1/1"]]


@given(st.integers(0, 10**6), st.integers(0, 16_000))
def test_addresses_say_where_a_cell_stands(row: int, col: int) -> None:
    assert place_of(address((row, col))) == (row, col)
    assert area_of(f"{address((row, col))}:A1") == (0, 0, row, col)


@pytest.mark.parametrize("ruled", [None, (3, 5)])
def test_the_title_and_the_unit_stand_above_the_table(ruled: tuple[int, int] | None) -> None:
    title: list[list[object]] = [["2024年植树任务表"], [None, None, "单位：亩"]]
    content = read(Tab([*title, *BODY, ["注：面积含上年结转。"]], merged=("A1:C1", "A6:C6"), ruled=ruled))
    assert blocks(content) == [
        "2024年植树任务表", "单位：亩", [["序号", "乡镇", "面积"], ["1", "柳渡镇", "120"], ["2", "白沙乡", "95"]],
        "注：面积含上年结转。",
    ]  # fmt: skip
    assert content.blocks[0].align == "center"
    assert (content.blocks[2].locator.sheet, content.blocks[2].locator.cell) == ("Sheet1", "A3")


def test_merged_cells_reach_as_far_as_in_the_sheet() -> None:
    rows: list[list[object]] = [
        ["乡镇", "面积", None],
        [None, "新造", "补植"],
        ["柳渡镇", 120, 30],
        ["合计", None, 150],
    ]
    assert blocks(read(Tab(rows, merged=("A1:A2", "B1:C1", "A4:B4")))) == [
        [["乡镇*2x1", "面积*1x2"], ["新造", "补植"], ["柳渡镇", "120", "30"], ["合计*1x2", "150"]]
    ]


def test_empty_rows_and_columns_part_tables() -> None:
    left: list[list[object]] = [[*row, None, *row] for row in BODY]
    content = read(Tab([["植树任务表"], *left, [], *BODY], merged=("A1:G1",)))
    table = [["序号", "乡镇", "面积"], ["1", "柳渡镇", "120"], ["2", "白沙乡", "95"]]
    assert blocks(content) == ["植树任务表", table, table, table]


def test_a_value_beside_the_table_is_no_part_of_it() -> None:
    rows = [HEAD, [1, "柳渡镇", 120, "已核"], [2, "白沙乡", 95], [3, "石门乡", 80]]
    assert blocks(read(Tab(rows)))[1:] == ["已核"]


def test_sheets_are_told_apart_by_their_names_and_hidden_ones_are_left_out() -> None:
    content = read(Tab(BODY, name="东片"), Tab(BODY, name="Sheet2"), Tab([["底稿"]], name="草稿", state="hidden"))
    table = [["序号", "乡镇", "面积"], ["1", "柳渡镇", "120"], ["2", "白沙乡", "95"]]
    assert blocks(content) == ["东片", table, table]
    assert issues(content) == [("hidden_sheets", "hidden sheets left out: 草稿")]


def test_hidden_rows_and_columns_are_left_out_and_said() -> None:
    content = read(Tab(BODY, hidden_rows=(2,), hidden_columns=(1,)))
    assert blocks(content) == [[["乡镇", "面积"], ["白沙乡", "95"]]]
    assert issues(content) == [
        ("hidden_rows", "sheet Sheet1: hidden rows left out: 2"),
        ("hidden_columns", "sheet Sheet1: hidden columns left out: A"),
    ]


def test_hidden_rows_that_a_total_counts_are_kept_and_said() -> None:
    content = read(Tab([*BODY, ["合计", None, "=SUM(C2:C3)→215"]], hidden_rows=(3,)))
    assert blocks(content) == [
        [["序号", "乡镇", "面积"], ["1", "柳渡镇", "120"], ["2", "白沙乡", "95"], ["合计", "", "215"]]
    ]
    assert issues(content) == [("hidden_rows", "sheet Sheet1: hidden rows kept, because a total counts them: 3")]


def test_a_sum_without_its_value_is_worked_out_and_other_formulas_are_named() -> None:
    content = read(Tab([*BODY, ["合计", "=A2&A3", "=SUM(C2:C3)"]]))
    assert blocks(content)[0][3] == ["合计", "", "215"]  # type: ignore[index]
    assert issues(content) == [("formula_without_value", "sheet Sheet1: no value is stored for B4")]


def test_the_empty_answers_of_a_form_are_cells() -> None:
    rows: list[list[object]] = [["计划名称", None, None], ["执行单位", None, None]]
    assert blocks(read(Tab(rows, merged=("B1:C1", "B2:C2"), ruled=(1, 2)))) == [
        [["计划名称", "*1x2"], ["执行单位", "*1x2"]]
    ]


def test_an_empty_workbook_says_so() -> None:
    assert issues(read(Tab([]))) == [("empty", "the workbook shows no text")]


def test_many_rows_are_read_in_no_time() -> None:
    content = read(Tab([HEAD, *([n, "柳渡镇", n * 1.5] for n in range(5000))]))
    assert len(content.blocks[0].cells) == 15_003


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_workbooks_are_read_or_refused(data: st.DataObject) -> None:
    source = xlsx(Tab(BODY, merged=("A1:B1",)))
    raw = bytearray(source.data)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        reader.READER.read(type(source)("a.xlsx", bytes(raw)))
    except UnreadableError as error:
        assert "\n" not in str(error)


@settings(max_examples=40, deadline=None)
@given(st.text("<>/=\"' acrvst19:AB&;", max_size=80))
def test_a_sheet_of_nonsense_is_read_or_refused(xml: str) -> None:
    source = xlsx(Tab(BODY))
    out = io.BytesIO(source.data)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{xml}</sheetData></worksheet>")
    try:
        reader.READER.read(type(source)("a.xlsx", out.getvalue()))
    except UnreadableError as error:
        assert "\n" not in str(error)


def binary(fill: Callable[[xlwt.Workbook], None]) -> Source:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return Source("table.xls", out.getvalue())


def sheet(book: xlwt.Workbook) -> None:
    lined = "borders: left thin, right thin, top thin, bottom thin"
    tab = book.add_sheet("东片")
    tab.write_merge(0, 0, 0, 2, "2024年植树任务表")
    for row, cells in enumerate(
        (["乡镇", "面积", "比例"], ["柳渡镇", 1250.5, 0.125], ["白沙乡", 12.3, 0.1], ["石门乡", -5, 0]), 1
    ):
        for col, (value, code) in enumerate(zip(cells, ("General", "#,##0.00", "0.0%"), strict=True)):
            tab.write(row, col, value, xlwt.easyxf(lined, num_format_str=code))
    tab.row(3).hidden = True
    tab.write(6, 0, 45356, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    tab.write(8, 0, xlwt.Formula("1=2"))
    book.add_sheet("底稿").write(0, 0, "不看")
    book.get_sheet(1).visibility = 1


def test_binary_workbooks_show_the_same_as_those_in_xml() -> None:
    content = read_any(binary(sheet))
    assert blocks(content)[:3] == [
        "2024年植树任务表",
        [["乡镇", "面积", "比例"], ["柳渡镇", "1,250.50", "12.5%"], ["石门乡", "-5.00", "0.0%"]],
        "2024年3月5日",
    ]
    assert content.format == "xls"
    assert issues(content) == [
        ("hidden_sheets", "hidden sheets left out: 底稿"), ("hidden_rows", "sheet 东片: hidden rows left out: 4"),
    ]  # fmt: skip


def test_strings_that_run_over_records_keep_every_character() -> None:
    texts = [f"{'乡镇任务' * (n % 700)}{'abc' * (n % 90)}{n}" for n in range(300)]

    def fill(book: xlwt.Workbook) -> None:
        tab = book.add_sheet("1")
        for row, value in enumerate(texts):
            tab.write(row, 0, value)
            tab.write(row, 1, row)

    content = xls.READER.read(binary(fill))
    assert [cell.span.cut(content.source) for cell in content.blocks[0].cells if cell.col == 0] == texts


def test_a_sum_of_hidden_rows_keeps_them_in_binary_workbooks_too() -> None:
    def fill(book: xlwt.Workbook) -> None:
        tab = book.add_sheet("1")
        for row, cells in enumerate(
            [["乡镇", "面积"], ["柳渡镇", 5], ["白沙乡", 7], ["合计", xlwt.Formula("SUM(B2:B3)")]]
        ):
            for col, value in enumerate(cells):
                tab.write(row, col, value)
        tab.row(1).hidden = True

    assert issues(xls.READER.read(binary(fill)))[0][1].endswith("hidden rows kept, because a total counts them: 2")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_binary_workbooks_are_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(DAMAGED.data)
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        xls.READER.read(Source("a.xls", bytes(raw)))
    except UnreadableError as error:
        assert "\n" not in str(error)


DAMAGED = binary(sheet)


def test_a_workbook_under_a_password_says_so() -> None:
    # The record that says so, FILEPASS, in place of the one that says which window is open, WINDOW1.
    data = DAMAGED.data.replace(b"\x3d\x00\x12\x00", b"\x2f\x00\x12\x00", 1)
    with pytest.raises(EncryptedError):
        xls.READER.read(Source("a.xls", data))


CSV = """2024年植树任务表,,
,,单位：亩
序号,乡镇,面积
1,柳渡镇,"1,200"
2,"白沙
乡",="007"
合计,,1207
注：含上年结转。,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_with_separators_are_tables(encoding: str, delimiter: str) -> None:
    data = CSV.replace("1,200", "1@200").replace(",", delimiter).replace("@", ",").encode(encoding)
    content = read_any(Source("table.csv", data))
    table = [["序号", "乡镇", "面积"], ["1", "柳渡镇", "1,200"], ["2", "白沙\n乡", "007"], ["合计", "", "1207"]]
    assert blocks(content) == ["2024年植树任务表", "单位：亩", table, "注：含上年结转。"]
    assert content.format == "csv"


def test_a_text_without_separators_is_a_text_whatever_its_name() -> None:
    source = Source("table.csv", "各乡镇人民政府：\n请认真贯彻执行。\n".encode())
    assert not csv.READER.identify(source)
    assert text.READER.identify(source)
    assert blocks(read_any(Source("table.csv", b"sep=;\na;b\n1;2\n"))) == [[["a", "b"], ["1", "2"]]]


@given(st.binary(max_size=200))
def test_every_text_with_separators_is_read_or_refused(data: bytes) -> None:
    source = Source("a.csv", data)
    if csv.READER.identify(source):
        csv.READER.read(source)
