"""Which files of a folder are documents, their ids, and errata."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykb.errors import UnreadableError
from policykb.sources import Erratum, correct, document_id, errata, find, load
from policykb.text import Text


def put(path: Path, text: str = "关于春耕的通知") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_all_files_of_a_folder_but_hidden_ones_and_what_is_no_document(tmp_path: Path) -> None:
    for name in ("b.txt", "a.docx", "sub/c.html", ".hidden.txt", ".git/d.txt", "~$a.docx", "README.md", "e.json"):
        put(tmp_path / name)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = {one.place: (one.aside, one.reason) for one in find(tmp_path)}
    assert [place for place, marks in found.items() if marks == (None, None)] == ["a.docx", "b.txt", "sub/c.html"]
    assert found["README.md"][0]
    assert found["e.json"][0]
    assert found["gone.txt"] == (None, "a link that leads nowhere")
    assert len(found) == 6


def test_of_a_notice_s_folder_only_the_source(tmp_path: Path) -> None:
    for name in (
        "arrangement/source.txt",
        "arrangement/source.toml",
        "arrangement/draft.txt",
        "arrangement/expected.json",
    ):
        put(tmp_path / name, "")
    assert [one.place for one in find(tmp_path) if not one.aside] == ["arrangement/source.txt"]


def test_a_file_that_is_named_is_always_tried(tmp_path: Path) -> None:
    (found,) = find(put(tmp_path / "README.md"))
    assert (found.place, found.aside, found.reason) == ("README.md", None, None)
    (missing,) = find(tmp_path / "missing.txt")
    assert missing.reason == "no such file or folder"


def test_the_name_of_a_source_says_which_notice_it_is(tmp_path: Path) -> None:
    put(tmp_path / "arrangement/source.toml", "")
    assert load(put(tmp_path / "arrangement/source.txt"), "x").name == "arrangement/source.txt"
    assert load(put(tmp_path / "other/source.txt"), "x").name == "source.txt"


@pytest.mark.parametrize(("text", "limit", "reason"), [("", 10, "empty"), ("0123456789x", 10, "max_bytes allows 10")])
def test_an_empty_and_a_huge_file_are_not_read(tmp_path: Path, text: str, limit: int, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        load(put(tmp_path / "a.txt", text), "a.txt", limit)


def test_an_id_comes_from_the_place_alone() -> None:
    assert document_id("sub/a.txt") == document_id("sub/a.txt")
    assert len({document_id("sub/a.txt"), document_id("a.txt"), document_id("a.txt", 1)}) == 3
    # The same name, its accent written in two ways.
    assert document_id("caf\N{LATIN SMALL LETTER E WITH ACUTE}") == document_id("cafe\N{COMBINING ACUTE ACCENT}")


def test_an_erratum_is_a_step_of_its_own() -> None:
    text, issues = correct(Text.of("建设30加工作站"), (Erratum("30加", "30家", "the page says 加 for 家"),))
    assert (text.clean, text.source, issues) == ("建设30家工作站", "建设30加工作站", ())
    assert text.steps[-1].name == "erratum"


@pytest.mark.parametrize("wrong", ["40加", "加", ""])
def test_an_erratum_that_does_not_fit_once_is_an_issue(wrong: str) -> None:
    text, issues = correct(Text.of("30加5加"), (Erratum(wrong, "家", ""),))
    assert text.clean == "30加5加"
    assert [issue.kind for issue in issues] == ["erratum"]


def test_errata_are_read_beside_the_source_alone(tmp_path: Path) -> None:
    put(tmp_path / "source.toml", '[[erratum]]\nwrong = "加"\nright = "家"\nreason = "typed so"\n')
    assert errata(tmp_path / "source.txt") == (Erratum("加", "家", "typed so"),)
    assert errata(tmp_path / "other.txt") == ()
    put(tmp_path / "source.toml", '[[erratum]]\nwrong = "加"\n')
    with pytest.raises(UnreadableError, match="right"):
        errata(tmp_path / "source.txt")
