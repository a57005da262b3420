"""The command line as people and programs use it: what is printed where, and the exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from policykb.ask.plan import Plan, Wants
from policykb.cli import COMMANDS, base, program
from policykb.messages import LANGUAGES, catalogue, choose, language, say
from policykb.records import RECORD_KINDS
from policykb.store import writing

Run = Callable[..., tuple[int, str, str]]

NOTICE = """东柳县农业农村局关于开展燕麦良种推广工作的通知
东柳农发〔2022〕11号
各乡镇人民政府：
　　一、目标任务
　　到2024年底，全县新建燕麦科技工作站20家以上。
　　二、支持政策
　　对评估优秀的工作站按年度给予不低于15万元的补助。
东柳县农业农村局
2022年3月11日
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "POLICYKB_LANG"):
        monkeypatch.delenv(name, raising=False)

    def do(*arguments: object, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        status = base.run(program, [str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    yield do
    choose(None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "notices" / "a.txt"
    made.parent.mkdir()
    made.write_text(NOTICE, encoding="utf-8")
    return made


@pytest.fixture
def kb(run: Run, file: Path) -> Path:
    assert run("ingest", file.parent, "--executor", "inline:")[0] == 0
    return Path("index")


def test_both_languages_say_the_same_things() -> None:
    assert catalogue("zh").keys() == catalogue("en").keys()
    for key, words in catalogue("en").items():
        assert places(words) == places(catalogue("zh")[key]), key


def places(words: str) -> set[str]:
    return {piece.split("}")[0].split("!")[0] for piece in words.split("{")[1:] if not piece.startswith('"')}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_command_has_help_in_both_languages(run: Run, name: str, spoken: str) -> None:
    status, out, _ = run(name, "--help", "--lang", spoken)
    assert status == 0
    assert catalogue(spoken)[f"command.{name}"].partition("\n")[0][:20] in out
    assert "--kb DIR" in out


def test_the_language_comes_from_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(None)
    for name in ("POLICYKB_LANG", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language() == "zh"
    monkeypatch.setenv("POLICYKB_LANG", "en")
    assert (language(), say("help.usage")) == ("en", "Usage:")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract"], "FILE"),
        (["extract", "--shout", "x"], "--shout"),
        (["nothing"], "nothing"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["records", "--due-within", "soon"], "30d"),
        (["records", "--due-within", "30d", "--due-before", "2024-01-01"], "exclude"),
        (["tables", "show"], "DOC"),
        (["status"], "no knowledge base in index"),
        (["ingest", "x", "--executor", "cloud:9"], "inline:"),
    ],
)
def test_wrong_usage_is_status_2_and_one_line_says_why(run: Run, arguments: list[str], message: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_extract_prints_one_object_a_file_and_goes_on_after_a_bad_one(run: Run, file: Path, tmp_path: Path) -> None:
    status, out, err = run("extract", file)
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert list(json.loads(out)) == [
        *("id", "sha256", "source", "text", "outline", "metadata", "records", "tables", "issues")
    ]
    empty = tmp_path / "empty.txt"
    empty.touch()
    again = run("extract", empty, file, tmp_path / "missing.txt", file)
    assert again[0] == 1
    assert again[1] == out * 2
    assert [line.partition(": ")[0] for line in again[2].splitlines()] == [str(empty), str(tmp_path / "missing.txt")]


def test_stdin_is_a_file_too(run: Run) -> None:
    status, out, _ = run("extract", "-", stdin=NOTICE)
    assert (status, json.loads(out)["metadata"]["doc_number"]) == (0, "东柳农发〔2022〕11号")


def test_one_stage_at_a_time(run: Run, file: Path) -> None:
    assert run("normalize", file)[1].splitlines()[0] == "东柳县农业农村局关于开展燕麦良种推广工作的通知"
    changes = [json.loads(line) for line in run("normalize", "--explain", file)[1].splitlines()]
    assert all(change["before"] != change["after"] for change in changes)
    assert run("outline", file)[1].splitlines() == ["一、目标任务", "二、支持政策"]
    assert [one["label"] for one in json.loads(run("outline", file, "--json")[1])] == ["一、", "二、"]
    explained = json.loads(run("explain", file, "--json")[1])
    assert len(explained["steps"]) == len(changes)
    assert {record["evidence"]["rule"] for record in explained["records"]}
    assert run("explain", file)[0] == 0


def test_values_reads_and_writes_json_lines(run: Run) -> None:
    status, out, _ = run("values", stdin='{"id": 7, "text": "补助15万元", "reference_date": null}\n\n')
    answer = json.loads(out)
    assert (status, answer["id"]) == (0, 7)
    assert any(value["kind"] == "money" and value["value"].get("value") == 150000 for value in answer["values"])
    status, _, err = run("values", stdin='{"id": 7}\n')
    assert (status, "line 1" in err) == (2, True)


def test_ingest_sums_up_and_ends_with_1_where_a_file_failed(run: Run, file: Path) -> None:
    status, out, err = run("ingest", file.parent, "--json", "--executor", "inline:")
    assert status == 0
    assert json.loads(out) == {"read": 1, "skipped": 0, "replaced": 0, "failed": [], "aside": [], "removed": []}
    assert "1 read" in err
    (file.parent / "bad.pdf").write_bytes(b"")
    status, out, err = run("ingest", file.parent, "--json", "--executor", "inline:", "--quiet")
    summary = json.loads(out)
    assert (status, summary["skipped"], [one["file"] for one in summary["failed"]]) == (1, 1, ["bad.pdf"])
    assert err.splitlines() == [f"bad.pdf: {summary['failed'][0]['reason']}"]


def test_the_knowledge_base_is_named_before_or_after_the_command(run: Run, file: Path) -> None:
    assert run("--kb", "one", "ingest", file, "--executor", "inline:")[0] == 0
    assert run("ingest", "--kb", "two", file, "--executor", "inline:")[0] == 0
    assert [json.loads(run("status", "--json", "--kb", name)[1])["counts"]["document"] for name in ("one", "two")] == [
        1,
        1,
    ]


def test_another_writer_is_status_75(run: Run, file: Path, kb: Path) -> None:
    with writing(kb):
        status, _, err = run("ingest", file, "--executor", "inline:")
        assert run("search", "燕麦")[0] == 0
    assert (status, "is writing" in err) == (75, True)


def test_a_missing_index_is_status_4_and_reindex_mends_it(run: Run, kb: Path) -> None:
    for path in sorted((kb / "search").iterdir()):
        path.unlink()
    status, _, err = run("search", "燕麦")
    assert (status, "reindex" in err) == (4, True)
    assert run("reindex")[0] == 0
    assert run("search", "燕麦")[0] == 0


def test_a_damaged_catalogue_is_status_4(run: Run, kb: Path) -> None:
    for path in kb.glob("catalogue.sqlite*"):
        path.write_bytes(b"damage" * 1000)
    assert run("status")[0] == 4


@pytest.mark.usefixtures("kb")
def test_search_finds_marks_and_counts(run: Run) -> None:
    status, out, _ = run("search", "燕麦", "工作站")
    assert (status, "【燕麦】" in out or "【" in out) == (0, True)
    found = json.loads(run("search", "燕麥工作站", "--json")[1])
    assert (found["total"], found["hits"][0]["source"], found["facets"]["year"]) == (1, "a.txt", {"2022": 1})
    status, out, err = run("search", "潜水艇")
    assert (status, out, err) == (3, "", "Nothing matched.\nUnderstood: 潜水艇\n")


@pytest.mark.usefixtures("kb")
def test_many_queries_are_answered_in_one_process(run: Run) -> None:
    status, out, _ = run("search", "-", stdin='燕麦\n{"id": "q2", "query": "工作站"}\n\n潜水艇\n')
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(line.get("id"), line["total"]) for line in lines] == [(None, 1), ("q2", 1), (None, 0)]
    status, out, _ = run("ask", "-", stdin='{"id": 1, "query": "哪些文件规定了工作站补助"}\n')
    assert (status, json.loads(out)["id"], json.loads(out)["question"]) == (0, 1, "哪些文件规定了工作站补助")
    assert run("ask", "-", stdin="{broken\n")[0] == 2


@pytest.mark.usefixtures("kb")
@pytest.mark.parametrize("question", ["哪些文件规定了工作站补助", "哪些文件規定了工作站補助"])
def test_ask_gives_quotes_and_places(run: Run, question: str) -> None:
    status, out, _ = run("ask", question)
    assert (status, "不低于15万元" in out, "a.txt" in out) == (0, True, True)
    answer = json.loads(run("ask", question, "--json")[1])["answers"][0]
    for record in answer["records"]:
        start, end = record["evidence"]["span"]
        assert NOTICE[start:end] == record["evidence"]["quote"]
    assert run("ask", "月球基地的津贴是多少")[0] == 3


@pytest.mark.usefixtures("kb")
def test_records_are_chosen_and_printed_in_several_forms(run: Run) -> None:
    everything = json.loads(run("records", "--json")[1])
    assert {record["kind"] for record in everything} >= {"target", "subsidy", "deadline"}
    (target,) = json.loads(run("records", "--kind", "target", "--min", "20", "--format", "json")[1])
    assert (target["quantity"]["min"], target["source"]) == (20, "a.txt")
    assert run("records", "--kind", "target", "--min", "21")[0] == 3
    assert len(run("records", "--due-before", "2025-01-01", "--format", "jsonl")[1].splitlines()) >= 1
    assert run("records", "--due-before", "2024-12-31", "--kind", "deadline", "--indicator", "工作站")[0] == 3
    assert run("records", "--region", "东柳县", "--format", "csv")[1].startswith("document,kind,quote")
    assert run("records", "--region", "西柳县")[0] == 3
    assert "20" in run("records", "--kind", "target", "--doc", "a.txt")[1]


@pytest.mark.usefixtures("kb")
def test_show_gives_the_whole_document(run: Run, file: Path) -> None:
    assert json.loads(run("show", "a.txt", "--json")[1])["metadata"] == json.loads(run("extract", file)[1])["metadata"]
    assert run("show", "东柳农发〔2022〕11号", "--part", "source")[1] == NOTICE + "\n"
    for part in ("all", "text", "outline", "records", "tables", "issues"):
        assert run("show", "a.txt", "--part", part)[0] == 0
    assert run("show", "b.txt")[0] == 3


@pytest.mark.usefixtures("kb")
def test_a_document_is_removed(run: Run) -> None:
    assert run("remove", "a.txt")[0] == 0
    assert run("search", "燕麦")[0] == 3
    assert run("remove", "a.txt")[0] == 3


def test_config_shows_each_setting_with_its_origin(run: Run, tmp_path: Path) -> None:
    (tmp_path / "policykb.toml").write_text("jobs = 3\n")
    shown = json.loads(run("config", "--json", "--kb", "elsewhere")[1])
    assert shown["jobs"] == {"value": 3, "origin": "policykb.toml"}
    assert shown["kb"] == {"value": "elsewhere", "origin": "command line"}
    assert shown["batch"]["origin"] == "default"
    assert "jobs = 3  # policykb.toml" in run("config")[1]
    (tmp_path / "policykb.toml").write_text("job = 3\n")
    assert run("config")[0] == 2


def test_help_loads_nothing_but_the_command_line() -> None:
    code = (
        "import sys; sys.argv = ['policykb', '--help']\n"
        "from policykb.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted(n for n in sys.modules if n.split('.')[0] in ('lxml', 'sqlite3', 'whoosh', 'opencc', 'jieba')"
        " or n in ('policykb.pipeline', 'policykb.store')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_has_enough_is_no_error(file: Path) -> None:
    command = f"{sys.executable} -m policykb extract {' '.join([str(file)] * 30)} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_plan_can_be_told_in_words() -> None:
    words = catalogue("zh")
    assert all(f"wants.{one}" in words for one in get_args(Wants))
    assert all(f"count.{kind.kind}" in words for kind in RECORD_KINDS)
    day = date(2024, 1, 1)
    plan = Plan("多少", "extreme", "subsidy", "补助", (), (day, day), "家", "max", True, "", ("word",))
    assert all(f"plan.{name}" in words for name in plan.as_json())
