"""What a document says about its own tables: sums, sub-totals, shares, and one entity under two spellings."""

from __future__ import annotations

import pytest

from policykb.model import Check, Source
from policykb.normalize import normalize
from policykb.readers.base import Draft, DraftCell
from policykb.structure import parse
from policykb.structure.tables_spelling import is_variant


def checks(*tables: list[list[str]], text: str = "任务分解如下。") -> dict[str, Check]:
    draft = Draft("docx", "test")
    draft.paragraph(text)
    for number, rows in enumerate(tables):
        draft.paragraph(f"表{number + 1} 任务分解表")
        draft.table([DraftCell(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)])
    content = draft.content()
    clean, _ = normalize(content)
    return {check.check: check for table in parse(Source("t", b""), content, clean).tables for check in table.checks}


HEAD = ["县区", "乡镇", "面积"]


def test_sub_totals_below_their_rows() -> None:
    found = checks(
        [
            *(HEAD, ["东柳县", "甲镇", "3"], ["东柳县", "乙镇", "4"], ["东柳县", "小计", "7"]),
            *(["禾岭区", "丙镇", "1"], ["禾岭区", "丁镇", "2"], ["禾岭区", "小计", "4"], ["合计", "合计", "10"]),
        ]
    )
    assert found["subtotal:东柳县:面积"].ok
    assert (found["subtotal:禾岭区:面积"].expected, found["subtotal:禾岭区:面积"].found) == (4, 3)
    assert found["sum:面积"].ok


def test_sub_totals_above_their_rows() -> None:
    found = checks(
        [
            *(HEAD, ["东柳县", "小计", "7"], ["东柳县", "甲镇", "3"], ["东柳县", "乙镇", "4"]),
            *(["禾岭区", "小计", "3"], ["禾岭区", "丙镇", "1"], ["禾岭区", "丁镇", "2"]),
        ]
    )
    assert [check.ok for name, check in found.items() if name.startswith("subtotal")] == [True, True]


@pytest.mark.parametrize(
    ("shares", "ok"),
    [(["33.3%", "33.3%", "33.3%"], True), (["50", "30", "18"], False), (["50", "30", "20"], True)],
)
def test_shares_of_one_whole(shares: list[str], ok: bool) -> None:
    found = checks([["类别", "占比"], *([f"第{n}类", share] for n, share in enumerate(shares, 1))])
    assert found["percent_sum:占比"].ok is ok


def test_shares_of_several_wholes_are_not_summed() -> None:
    assert "percent_sum:占比" not in checks([["类别", "占比"], ["甲", "60%"], ["乙", "70%"], ["丙", "80%"]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青汀市沙田农机合作社", "青汀市沙甜农机合作社"),
        ("禾岭县绿源有限公司", "禾岭县绿源有限责任公司"),
        ("青汀市农业技术推广中心", "青汀农业技术推广中心"),
        ("汀北（沙田）工作站", "汀北沙田工作站"),
    ],
)
def test_two_spellings_of_one(one: str, other: str) -> None:
    assert is_variant(one, other)
    assert is_variant(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青汀市第一中学", "青汀市第二中学"),
        ("东河乡东村", "西河乡东村"),
        ("禾岭县红旗合作社", "禾岭县红星合作社"),
        ("禾岭县农业局", "禾岭县林业局"),
        ("青汀市推广站", "青汀市推广总站"),
        ("东河村", "东河村"),
    ],
)
def test_two_names_of_two(one: str, other: str) -> None:
    assert not is_variant(one, other)


def test_spellings_between_tables_and_text() -> None:
    first = [["序号", "依托单位"], ["1", "青汀市沙田农机合作社"], ["2", "禾岭县农业局"]]
    second = [["序号", "依托单位"], ["1", "青汀市沙甜农机合作社"], ["2", "禾岭县畜牧兽医站"]]
    found = checks(first, second, text="由禾岭县畜牧兽衣站负责。")
    assert found["spelling:依托单位"].found in ("青汀市沙甜农机合作社", "禾岭县畜牧兽医站")
    assert "spelling:依托单位" not in checks(first, text="由禾岭县农业局负责。")
    assert (
        checks([["序号", "单位"], ["1", "禾岭县畜牧兽医站"]], text="由禾岭县畜牧兽衣站负责。")["spelling:单位"].ok
        is False
    )


def test_a_form_waits_for_its_serial_numbers() -> None:
    assert checks([["序号", "姓名", "单位"], ["1", "", ""], ["2", "", ""], ["…", "", ""]]) == {}
