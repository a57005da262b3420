"""Settings: which source is stronger, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykb.config import Settings, origins, settings
from policykb.errors import UsageError


def test_the_stronger_source_wins_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings({}, tmp_path) == Settings()
    (tmp_path / "pyproject.toml").write_text('[tool.policykb]\nkb = "a"\njobs = 3\nbatch = 2\nlang = "zh"\n')
    (tmp_path / "policykb.toml").write_text('kb = "b"\njobs = 4\nbatch = 5\n')
    monkeypatch.setenv("POLICYKB_KB", "c")
    monkeypatch.setenv("POLICYKB_JOBS", "6")
    found = origins({"kb": "d", "jobs": None}, tmp_path)
    assert {name: found[name].value for name in ("kb", "jobs", "batch", "lang")} == {
        "kb": "d",
        "jobs": 6,
        "batch": 5,
        "lang": "zh",
    }
    assert found["kb"].origin == "command line"
    assert found["jobs"].origin == "environment POLICYKB_JOBS"
    assert found["batch"].origin.endswith("policykb.toml")
    assert found["lang"].origin.endswith("pyproject.toml [tool.policykb]")
    assert found["max_bytes"].origin == "default"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "no setting 'colour'"),
        ('jobs = "many"', "jobs is 'many'"),
        ("jobs = 0", "jobs is 0"),
        ("jobs = true", "jobs is True"),
        ("jobs = 1.5", "jobs is 1.5"),
        ('lang = "fr"', "lang is 'fr'"),
        ("kb = 1", "kb is 1"),
        ("kb = ", "policykb.toml"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "policykb.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        settings({}, tmp_path)


def test_an_unknown_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYKB_KD", "x")
    with pytest.raises(UsageError, match="there is no setting 'kd'; there are kb, lang"):
        settings({}, tmp_path)
