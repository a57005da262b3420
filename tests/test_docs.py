"""The documentation says what the program does: every command, option, setting, format, unit, record and field."""

from __future__ import annotations

import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from policykb.cli import COMMANDS
from policykb.model import Metadata, Section
from policykb.records import RECORD_KINDS
from policykb.values.base import Amount, When

HOME = Path(__file__).parents[1]
DOCS = HOME / "docs"
sys.path.insert(0, str(HOME / "scripts"))

from make_docs import PAGES  # noqa: E402


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_made_from_the_program_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run scripts/docs"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"\n## {command}\n" in (DOCS / "commands.md").read_text(encoding="utf-8")


def test_every_record_and_field_is_documented() -> None:
    text = (DOCS / "records.md").read_text(encoding="utf-8")
    for kind in RECORD_KINDS:
        assert f"`{kind.kind}`" in text
    for kind in (*RECORD_KINDS, Metadata, Amount, When):
        for field in fields(kind):
            assert f"`{field.name}`" in text, f"{kind.__name__}.{field.name}"
    for key in ("label", "title", "level", "span"):
        assert key in {field.name for field in fields(Section)}
        assert f"`{key}`" in text


@pytest.mark.parametrize("page", sorted([*HOME.glob("*.md"), *HOME.glob("*/README.md"), *DOCS.glob("*.md")]))
def test_links_within_the_documentation_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_readme_names_the_commands_that_run_it() -> None:
    text = (HOME / "README.md").read_text(encoding="utf-8")
    for script in ("scripts/demo", "scripts/test", "scripts/check"):
        assert script in text
        assert (HOME / script).exists()


def test_the_readme_s_program_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)
    (code,) = re.findall(r"```python\n(.*?)```", (HOME / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "obligation" in capsys.readouterr().out
