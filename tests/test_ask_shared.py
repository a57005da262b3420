"""Questions over the documents kept beside a checkout, from the files to the answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[1].parent / "shared" / "documents" / "seeds"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared documents are not beside this checkout"),
]
Asked = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    kb = tmp_path_factory.mktemp("kb")

    def run(*words: str, given: str | None = None) -> str:
        command = [sys.executable, "-m", "policykb", "--kb", str(kb), *words]
        environment = {**os.environ, "NO_COLOR": "1"}
        return subprocess.run(command, input=given, capture_output=True, text=True, check=True, env=environment).stdout

    run("ingest", str(SEEDS), "--executor", "inline:")
    questions = {question for question, *_ in (*DOCUMENTS, *RECORDS, *COMPUTED)}
    lines = run("ask", "-", given="\n".join(sorted(questions))).splitlines()
    found = {answer["question"]: answer for answer in map(json.loads, lines)}
    return found.__getitem__


DOCUMENTS = (
    ("哪些文件规定了工作站补助",),
    ("哪些文件規定了工作站補助",),
    ("which documents set workstation subsidies",),
)
RECORDS = (
    ("到2025年建设多少家科技特派员工作站", "002", ("quantity", "min"), 100),
    ("2023年底的目标", "001", ("quantity", "min"), 30),
    ("后补助标准", "001", ("amount", "min"), 150000),
    ("谁负责指导“一旗县一团”", "002", ("actor",), "自治区农牧厅"),
    ("科普信息员有多少人", "000", ("quantity", "min"), 12000),
)
COMPUTED = (
    ("武川县有多少名专家", [8, 30]),
    ("哪个工作站专家最多", [235]),
    ("赤峰市有多少家工作站", [8]),
)


@pytest.mark.parametrize("question", [question for (question,) in DOCUMENTS])
def test_what_sets_and_what_mentions(asked: Asked, question: str) -> None:
    answers = asked(question)["answers"]
    assert [(answer["source"][:3], answer["role"]) for answer in answers] == [("001", "sets"), ("002", "mentions")]
    (record,) = answers[0]["records"]
    assert record["amount"] == {"min": 150000, "max": None, "approx": False, "unit": "元"} and record["per"] == "年度"


@pytest.mark.parametrize(("question", "source", "path", "value"), RECORDS)
def test_the_first_record_answers(asked: Asked, question: str, source: str, path: tuple[str, ...], value: Any) -> None:
    answer = asked(question)["answers"][0]
    found = answer["records"][0]
    for key in path:
        found = found[key]
    assert (answer["source"][:3], found) == (source, value)


@pytest.mark.parametrize(("question", "values"), COMPUTED)
def test_tables_answer(asked: Asked, question: str, values: list[int]) -> None:
    answer = asked(question)["answers"][0]
    assert [computed["value"] for computed in answer["computed"]] == values
