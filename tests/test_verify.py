"""Extraction held against expected files: what counts as the same, the figures, the reports, and writing anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykb.cli import base, program
from policykb.verify import Comparison, as_json, as_junit, as_text, compare
from policykb.verify.likeness import cell_f1, likeness, pairs

NOTICE = """东柳县农业农村局关于开展燕麦良种推广工作的通知
东柳农发〔2022〕11号
各乡镇人民政府：
　　到2024年底，全县新建燕麦科技工作站20家以上。
　　对评估优秀的工作站按年度给予不低于15万元的补助。
东柳县农业农村局
2022年3月11日
"""


def target(quote: str, low: int | None, high: int | None = None, unit: str = "家", **more: Any) -> dict[str, Any]:
    quantity = {"min": low, "max": high, "approx": False, "unit": unit}
    return {"kind": "target", "quote": quote, "indicator": "工作站", "quantity": quantity, **more}


def document(*records: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"metadata": {}, "records": list(records), "tables": [], **more}


@given(st.text("工作站补助，。 ", max_size=12), st.text("工作站补助，。 ", max_size=12))
def test_likeness_is_between_0_and_1_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) in (0, 1)


def test_width_and_punctuation_do_not_count() -> None:
    assert likeness("新建工作站３０家（以上）", "新建 工作站30家(以上)。") == 1


def test_a_figure_decides_before_the_words_do() -> None:
    expected = [target("新建工作站20家以上", 20), target("新建工作站30家以上", 30)]
    found = [target("新建工作站30家以上", 30), target("新建工作站20家", 20, 20)]
    assert pairs(expected, found) == [(1, 0)]


def test_the_most_alike_are_paired_first() -> None:
    expected = [target("新建工作站20家，改造一批", 20), target("新建工作站20家", 20)]
    assert pairs(expected, list(reversed(expected))) == [(0, 1), (1, 0)]


def test_figures_of_a_comparison() -> None:
    expected = document(target("新建工作站20家", 20, actor="县农业局"), target("培训农民100名", 100, unit="名"))
    found = document(target("新建工作站20家", 20, actor="县财政局"), target("建仓库3座", 3), target("修路5公里", 5))
    result = compare("a.txt", expected, found)
    tally = result.kinds["target"]
    assert (tally.expected, tally.found, tally.hit) == (2, 3, 1)
    assert (tally.precision, tally.recall, tally.f1) == (1 / 3, 1 / 2, 2 / 5)
    assert result.fields["target.actor"].hit == 0
    assert result.fields["target.quantity"].hit == 1
    assert sorted(one.what for one in result.differences) == ["field", "missed", "spurious", "spurious"]


def test_nothing_expected_and_nothing_found_is_right() -> None:
    assert compare("a", document(), document()).overall.f1 == 1
    assert compare("a", document(), document(target("x", 1))).overall.f1 == 0
    assert compare("a", document(target("x", 1)), None).overall.f1 == 0


def test_cells_are_compared_at_their_places() -> None:
    table = {"columns": ["序号", "名称"], "rows": [["1", "甲"], ["2", "乙"]]}
    assert cell_f1(table, table) == 1
    assert cell_f1(table, {"columns": ["序号", "名称"], "rows": [["1", "乙"], ["2", "甲"]]}) == pytest.approx(4 / 6)
    assert cell_f1(table, None) == 0


def test_metadata_names_count_in_any_order() -> None:
    one = {"issuers": ["甲局", "乙局"], "references": [{"title": "办法", "doc_number": "甲发〔2020〕1号"}]}
    other = {"issuers": ["乙局", "甲局"], "references": [{"title": "另一写法", "doc_number": "甲发〔2020〕1号"}]}
    result = compare("a", document(metadata=one), document(metadata=other))
    assert result.differences == []


def test_the_reports_tell_every_difference() -> None:
    found = target("建仓库3座", 3, evidence={"rule": "targets.build"})
    documents = [
        compare("a.txt", document(target("新建20家<站>", 20)), document(found)),
        compare("b.txt", document(), document()),
    ]
    total = Comparison("all")
    for one in documents:
        total.add(one)
    text = "\n".join(as_text(documents, total))
    assert "missed    target “新建20家<站>”" in text
    assert "[targets.build]" in text
    data = as_json(documents, total)
    assert data["records"]["all"]["f1"] == 0
    assert list(data["differences"]) == ["a.txt"]
    suite = ElementTree.fromstring(as_junit(documents))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "新建20家<站>" in (suite.findtext(".//failure") or "")


def verify(*arguments: object) -> int:
    return base.run(program, ["verify", *map(str, arguments)])


def test_expected_files_are_written_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    sources, expected = tmp_path / "sources", tmp_path / "expected"
    (sources / "notice").mkdir(parents=True)
    (sources / "a.txt").write_text(NOTICE, encoding="utf-8")
    (sources / "notice" / "source.txt").write_text(NOTICE, encoding="utf-8")
    (sources / "notice" / "source.toml").touch()
    assert verify(expected, sources) == 2
    assert not expected.exists()
    assert verify(expected, sources, "--update") == 0
    made = sorted(path.relative_to(expected).as_posix() for path in expected.rglob("*.json"))
    assert made == ["a.txt.json", "notice/expected.json"]
    capsys.readouterr()
    assert verify(expected, sources) == 0
    assert "all         expected" in capsys.readouterr().out
    file = expected / "a.txt.json"
    wanted = json.loads(file.read_text(encoding="utf-8"))
    assert all("evidence" not in record for record in wanted["records"])
    wanted["records"] = [record for record in wanted["records"] if record["kind"] != "subsidy"]
    file.write_text(json.dumps(wanted), encoding="utf-8")
    assert verify(expected, sources) == 1
    assert "spurious  subsidy" in capsys.readouterr().out
    assert verify(expected, sources, "--min-f1", "0.5") == 0
    assert verify(expected, sources, "--min-f1", "1") == 1
    assert verify(expected, sources, "--format", "junit") == 1
    assert len(wanted["records"]) == len(json.loads(file.read_text(encoding="utf-8"))["records"])
