"""Questions over the notices of corpus/, from the files to the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policykb.ask import ask
from policykb.executors import open_executor
from policykb.indexing import open_engine, reindex
from policykb.pipeline import ingest
from policykb.search import Engine
from policykb.store import Store

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "questions.yaml").read_text(encoding="utf-8"))
Json = dict[str, Any]
Base = tuple[Store, Engine, dict[str, str]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The catalogue, the index over it, and the folder of each document."""
    kb = tmp_path_factory.mktemp("kb")
    with Store(kb, "w") as store:
        ingest([CORPUS], store, open_executor("inline:", 60))
        reindex(kb, store)
    store = Store(kb)
    return store, open_engine(kb), {head["id"]: head["place"].split("/")[0] for head in store.documents()}


@pytest.mark.parametrize(("kind", "case"), [(kind, case) for kind, cases in CASES.items() for case in cases])
def test_the_answer_is_the_one_expected(base: Base, kind: str, case: Json) -> None:
    store, engine, folders = base
    found = ask(case["ask"], store, engine).as_json()
    answers = [{**answer, "folder": folders[answer["id"]]} for answer in found["answers"]]
    if case.get("nothing"):
        assert not answers and "answers" in found
        return
    assert answers, "nothing answers"
    assert answers[0]["folder"].startswith(case.get("from", ""))
    for role in ("sets", "mentions"):
        assert role not in case or [each["folder"] for each in answers if each["role"] == role] == case[role]
    records = answers[0]["records"]
    assert case.get("has", "") in said(records[0])
    assert "value" not in case or [computed["value"] for computed in answers[0]["computed"]] == case["value"]
    everything = "\n".join(said(record) for answer in answers for record in answer["records"])
    assert [text for text in case.get("all", ()) if text not in everything] == []
    assert found["understood"].get("unknown", []) == case.get("unknown", [])
    for name in case.get("ended", ()):
        assert name in str([answer.get("ended") for answer in answers])


def said(record: Json) -> str:
    return "\n".join((record["quote"], str(record.get("condition") or ""), str(record.get("actor") or "")))
