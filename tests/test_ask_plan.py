from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policykb.ask import plan
from policykb.ask.english import is_english, translate

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "ask_plan.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "case", [case for group in CASES.values() for case in group], ids=lambda case: case["question"]
)
def test_a_question_becomes_a_plan(case: dict[str, Any]) -> None:
    shown = plan(case["question"]).as_json()
    expected = {key: value for key, value in case.items() if key != "question"}
    assert {key: shown.get(key) for key in expected} == expected


def test_a_plan_shows_the_synonyms_it_uses() -> None:
    assert "后补助" in plan("哪些文件规定了工作站补助").as_json()["synonyms"]["补助"]


def test_english_is_read_phrase_by_phrase() -> None:
    assert is_english("Which documents set subsidies?") and not is_english("PM2.5补助")
    chinese, unknown = translate("How many science and technology commissioners by 2025?")
    assert chinese.split()[:3] == ["多少", "科技特派员", "2025年"] and unknown == ()
