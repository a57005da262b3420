"""`policykb tables` and the exports of `policykb records`, from notices to files."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from policykb.cli import base, program
from policykb.messages import choose

Run = Callable[..., tuple[int, str, str]]


def notice(county: str) -> str:
    return f"""{county}农业农村局关于下达任务的通知
各乡镇人民政府：
　　请于2024年11月30日前完成。
附件

任务分解表

| 乡镇 | 面积（亩） | 完成时限 |
| --- | --- | --- |
| {county[0]}田镇 | 1,200 | 2024年10月底 |
| =1+1 | 800 | 2024年11月底 |
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "POLICYKB_LANG"):
        monkeypatch.delenv(name, raising=False)
    for name in ("东柳县", "禾岭县"):
        (tmp_path / "notices").mkdir(exist_ok=True)
        (tmp_path / "notices" / f"{name}.md").write_text(notice(name), encoding="utf-8")

    def do(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8"))
        status = base.run(program, [str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    assert do("ingest", "notices", "--executor", "inline:")[0] == 0
    yield do
    choose(None)


def test_a_table_is_exported_with_types_and_origin(run: Run) -> None:
    status, out, _ = run("tables", "export", "东柳县.md", "1")
    assert status == 0
    assert out.splitlines() == [
        "乡镇,面积（亩）,面积（亩）（原文）,完成时限,完成时限（原文）,document,table,page,row",
        '东田镇,1200,"1,200",2024-10-31,2024年10月底,东柳县.md,1,,1',
        "'=1+1,800,800,2024-11-30,2024年11月底,东柳县.md,1,,2",
    ]


def test_tables_of_one_header_become_one(run: Run) -> None:
    out = run("tables", "export", "--union")[1].splitlines()
    assert len(out) == 5
    assert {line.split(",")[-4] for line in out[1:]} == {"东柳县.md", "禾岭县.md"}


def test_every_form_is_written_where_it_is_wanted(run: Run, tmp_path: Path) -> None:
    assert run("tables", "export", "--format", "xlsx", "--output", "out/t.xlsx")[0] == 0
    assert run("tables", "export", "--format", "parquet", "--output", "out/p")[0] == 0
    assert run("tables", "export", "--format", "csv", "--output", "out/c")[0] == 0
    assert run("tables", "export", "--format", "package", "--output", "out/pack.zip")[0] == 0
    assert run("records", "--format", "xlsx", "--output", "out/r.xlsx")[0] == 0
    assert run("records", "--format", "ics", "--output", "out/r.ics")[0] == 0
    made = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    singles = {f"{folder}/table{n}.{end}" for n in (1, 2) for folder, end in (("p", "parquet"), ("c", "csv"))}
    assert made == {"t.xlsx", "pack.zip", "r.xlsx", "r.ics"} | singles
    with zipfile.ZipFile("out/pack.zip") as archive:
        package = json.loads(archive.read("datapackage.json"))
        assert archive.namelist() == ["datapackage.json", "data/table1.csv", "data/table2.csv"]
    assert package["name"] == "pack"
    calendar = Path("out/r.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20241130" in calendar


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tables", "export"), "--union"),
        (("tables", "export", "--union", "--format", "package"), "--output"),
        (("tables", "export", "--format", "parquet", "--output", "-"), "2 tables"),
        (("tables", "export", "--union", "--output", "notices"), "notices"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[str, ...], words: str) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert words in err
