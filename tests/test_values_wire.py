"""The answer of `policykb values`: layers and shapes, and the public suites where they are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from policykb.values.wire import values_json

SHARED = Path(__file__).parents[1].parent / "shared"
SUITES = SHARED / "suites"
FLOORS = {"number": 99, "money": 98, "quantity": 98, "date": 98, "daterange": 97, "recurrence": 97}
COMMAND = (
    "import json, sys; from policykb.values.wire import values_json\n"
    "for line in sys.stdin:\n"
    "    r = json.loads(line)\n"
    "    print(json.dumps({'id': r['id'], 'values': values_json(r['text'], r['reference_date'])}))\n"
)


def layers(text: str, reference: str | None = "2021-06-14") -> list[tuple[str, str, object]]:
    return [(text[each["start"] : each["end"]], each["kind"], each["value"]) for each in values_json(text, reference)]


def test_a_sum_with_its_comparator_its_core_and_its_figure() -> None:
    assert layers("给予不低于15万元补助") == [
        ("不低于15万元", "money", {"min": 150000, "max": None, "cmp": ">=", "currency": "CNY"}),
        ("15万元", "money", {"value": 150000, "cmp": "=", "currency": "CNY"}),
        ("15万", "number", {"value": 150000, "cmp": "="}),
        ("不低于15万", "number", {"min": 150000, "max": None, "cmp": ">="}),
    ]


def test_an_open_end_and_a_period() -> None:
    assert layers("到2023年底")[0] == ("到2023年底", "daterange", {"any": [[None, "2023-12-31"]]})
    assert layers("每两年")[0] == ("每两年", "recurrence", {"period": "P2Y"})
    assert layers("每季度")[0] == ("每季度", "recurrence", {"period": "P3M"})


def test_a_deadline_counts_from_the_reference_if_there_is_one() -> None:
    assert ("15个工作日内", "daterange", {"any": [["2021-06-14", "2021-07-05"]]}) in layers("15个工作日内")
    assert all(kind != "daterange" for _, kind, _ in layers("15个工作日内", None))


def test_a_day_that_does_not_exist() -> None:
    assert layers("2月30日")[0] == ("2月30日", "date", {"any": [], "invalid": True})


def test_points_of_per_cent_and_currencies() -> None:
    assert layers("提高2.5个百分点")[0][2] == {"value": 2.5, "cmp": "=", "unit": "pp"}
    assert layers("约300万港元")[0][2] == {"value": 3000000, "cmp": "~", "currency": "HKD"}


def test_a_malformed_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        values_json("今年", "14.6.2021")


@pytest.mark.shared
@pytest.mark.skipif(not SUITES.is_dir(), reason="the public suites are not beside this checkout")
def test_the_public_suites_stay_above_their_floors() -> None:
    files = [str(SUITES / f"{name}.jsonl") for name in FLOORS]
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools" / "score_values.py"), *files, "--", sys.executable, "-c", COMMAND],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    for line in done.stdout.splitlines()[:-1]:
        words = line.split()
        assert float(words[words.index("both") + 1]) >= FLOORS[words[0]], line
        false, negatives = map(int, words[-1].split("/"))
        assert false <= 0.02 * negatives, line


@pytest.mark.shared
@pytest.mark.skipif(not SUITES.is_dir(), reason="the public suites are not beside this checkout")
def test_expressions_of_the_seeds_are_found_and_look_alikes_are_not() -> None:
    texts: dict[str, str] = {}
    for line in (SUITES / "seed_expressions.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text = texts.setdefault(case["seed"], (SHARED / "documents" / "seeds" / case["seed"]).read_text("utf-8"))
        window = text[case["line_start"] : case["line_start"] + len(case["line"])]
        places = {(each["start"], each["end"]) for each in values_json(window, case["reference_date"])}
        wanted = {(case["start"], case["end"]), (case["core_start"], case["core_end"])}
        assert places & {(start - case["line_start"], end - case["line_start"]) for start, end in wanted}, case["id"]
    for line in (SUITES / "seed_lookalikes.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["seed"] in texts:
            found = values_json(texts[case["seed"]], None)
            assert not [each for each in found if each["start"] < case["end"] and each["end"] > case["start"]], case
