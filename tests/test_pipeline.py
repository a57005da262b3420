"""A folder into the knowledge base: what is read again and what is not, ids, bad documents, crashes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from policykb import indexing, lexicon, pipeline
from policykb.codec import document_json
from policykb.model import Notice, Source
from policykb.pipeline import Summary, ingest, process
from policykb.store import Store, writing
from policykb.store.connection import FILE

NOTICE = """{place}农业农村局关于开展{crop}良种推广工作的通知
{short}农发〔2022〕{number}号
各乡镇人民政府：
　　一、目标任务
　　到2024年底，全县新建{crop}示范基地{number}个以上。
　　二、支持政策
　　对评估优秀的示范基地给予不低于{number}万元的补助。
{place}农业农村局
2022年3月{number}日
"""


def notice(number: int, place: str = "东柳县", crop: str = "燕麦") -> str:
    return NOTICE.format(place=place, short=place[:2], crop=crop, number=number)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "notices"
    (made / "sub").mkdir(parents=True)
    for number, name in enumerate(("a.txt", "b.txt", "sub/c.txt"), 11):
        (made / name).write_text(notice(number), encoding="utf-8")
    return made


def into(kb: Path, *paths: Path, index: bool = True, **choices: Any) -> Summary:
    with writing(kb), Store(kb, "w") as store, ThreadPoolExecutor(1) as executor:
        summary = ingest(paths, store, executor, **choices)
        if index:
            indexing.catch_up(kb, store)
        return summary


def heads(kb: Path) -> dict[str, str]:
    with Store(kb) as store:
        return {head["place"]: head["id"] for head in store.documents()}


def hits(kb: Path, query: str) -> list[str]:
    engine = indexing.open_engine(kb)
    found = [hit.source for hit in engine.search(query).hits]
    engine.close()
    return sorted(found)


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return len(summary.read), len(summary.replaced), len(summary.skipped), len(summary.failed)


def test_unchanged_files_are_not_read_again(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert counts(into(tmp_path / "kb", folder)) == (3, 0, 0, 0)
    monkeypatch.setattr(pipeline, "read", None)
    assert counts(into(tmp_path / "kb", folder)) == (0, 0, 3, 0)


def test_a_changed_file_is_replaced_under_its_id(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb"
    into(kb, folder)
    before = heads(kb)
    (folder / "a.txt").write_text(notice(9, crop="荞麦"), encoding="utf-8")
    assert counts(into(kb, folder)) == (0, 1, 2, 0)
    assert heads(kb) == before
    assert hits(kb, "荞麦") == ["a.txt"]
    assert hits(kb, "燕麦") == ["b.txt", "c.txt"]


def test_other_word_lists_make_documents_stale(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    into(tmp_path / "kb", folder, index=False)
    monkeypatch.setattr(lexicon, "fingerprint", lambda: "other words")
    assert counts(into(tmp_path / "kb", folder, index=False)) == (0, 3, 0, 0)


def test_a_missing_file_is_reported_and_removed_only_when_asked(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb"
    into(kb, folder)
    shutil.rmtree(folder / "sub")
    assert into(kb, folder).removed == ["sub/c.txt"]
    assert hits(kb, "燕麦") == ["a.txt", "b.txt", "c.txt"]
    assert into(kb, folder / "a.txt", prune=True).removed == []
    assert into(kb, folder, prune=True).removed == ["sub/c.txt"]
    assert hits(kb, "燕麦") == ["a.txt", "b.txt"]
    assert into(kb, folder, prune=True).removed == []


def test_a_folder_that_moved_keeps_its_ids(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb"
    into(kb, folder)
    before = heads(kb)
    moved = folder.rename(tmp_path / "elsewhere")
    assert counts(into(kb, moved)) == (0, 0, 3, 0)
    assert heads(kb) == before
    assert into(kb, moved).removed == []


def test_two_folders_with_files_of_the_same_names_stay_apart(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb"
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    assert counts(into(kb, folder, other, folder)) == (6, 0, 0, 0)
    assert counts(into(kb, other, folder)) == (0, 0, 6, 0)
    with Store(kb) as store:
        assert len({head["id"] for head in store.documents()}) == 6


def test_a_file_named_alone_is_the_one_that_its_folder_has(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb"
    into(kb, folder)
    assert counts(into(kb, folder / "sub" / "c.txt")) == (0, 0, 1, 0)


def test_bad_files_are_named_with_their_reason_and_the_others_are_read(tmp_path: Path, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "zeros.txt").write_bytes(b"\0" * 5000)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "huge.txt").write_bytes("通知".encode() * 20_000)
    summary = into(tmp_path / "kb", folder, max_bytes=100_000)
    assert sorted(summary.read) == ["a.txt", "b.txt", "sub/c.txt"]
    assert sorted(name for name, _ in summary.failed) == [
        "broken.docx",
        "broken.pdf",
        "empty.txt",
        "huge.txt",
        "zeros.txt",
    ]
    assert all(reason and "\n" not in reason for _, reason in summary.failed)


def test_a_folder_that_may_not_be_entered_is_named_and_nothing_in_it_is_lost(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb = tmp_path / "kb"
    into(kb, folder)
    entered = os.scandir

    def barred(path: str) -> Any:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", str(path))
        return entered(path)

    # The superuser may enter every folder, so the refusal is played.
    monkeypatch.setattr(os, "scandir", barred)
    summary = into(kb, folder, prune=True)
    assert summary.removed == []
    assert summary.failed == [("sub", "cannot be entered: Permission denied")]
    assert len(heads(kb)) == 3


def test_a_document_that_fails_after_a_change_keeps_its_last_good_form(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb"
    into(kb, folder)
    (folder / "a.txt").write_bytes(b"\0" * 100)
    assert counts(into(kb, folder)) == (0, 0, 2, 1)
    assert hits(kb, "燕麦") == ["a.txt", "b.txt", "c.txt"]


def test_a_fault_of_the_program_is_shown_and_the_others_go_on(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(notice: Notice) -> Any:
        if notice.source.name == "b.txt":
            raise ZeroDivisionError("a bug")
        return (), ()

    monkeypatch.setattr(pipeline, "extract", extract)
    bugs: list[tuple[str, BaseException | None]] = []
    summary = into(tmp_path / "kb", folder, seen=lambda name, reason, bug: bugs.append((name, bug)))
    assert counts(summary) == (2, 0, 0, 1)
    assert [name for name, bug in bugs if isinstance(bug, ZeroDivisionError)] == ["b.txt"]


def test_the_index_is_caught_up_after_a_crash_between_catalogue_and_index(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb"
    into(kb, folder / "a.txt")
    into(kb, folder, index=False)
    with Store(kb) as store:
        assert indexing.lag(kb, store) == 2
    assert hits(kb, "燕麦") == ["a.txt"]
    assert counts(into(kb, folder)) == (0, 0, 3, 0)
    assert hits(kb, "燕麦") == ["a.txt", "b.txt", "c.txt"]
    with Store(kb) as store:
        assert indexing.lag(kb, store) == 0


def test_the_index_of_another_catalogue_is_made_again(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb"
    into(kb, folder)
    for file in kb.glob(f"{FILE}*"):
        file.unlink()
    into(kb, folder / "b.txt")
    assert hits(kb, "燕麦") == ["b.txt"]


def test_an_ingest_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    folder, kb = tmp_path / "many", tmp_path / "kb"
    folder.mkdir()
    for number in range(120):
        (folder / f"{number:03}.txt").write_text(notice(number) * 3, encoding="utf-8")
    command = [sys.executable, "-m", "policykb", "ingest", str(folder), "--kb", str(kb), "--quiet", "--jobs", "1"]
    process = subprocess.Popen(command, start_new_session=True, env={**os.environ, "POLICYKB_BATCH": "1"})
    deadline = time.monotonic() + 60
    while written(kb) < 3 and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with Store(kb) as store:
        there = len(store.documents())
        assert store.sound() == ()
        assert 3 <= there < 120
        assert all(store.document(head["id"])["records"] for head in store.documents())
    assert counts(into(kb, folder)) == (120 - there, 0, there, 0)
    assert len(hits(kb, "燕麦")) == 10
    with Store(kb) as store:
        assert store.counts()["document"] == 120


def written(kb: Path) -> int:
    if not (kb / FILE).exists():
        return 0
    connection = sqlite3.connect(f"file:{kb / FILE}?mode=ro", uri=True)
    try:
        return int(connection.execute('SELECT count(*) FROM "document"').fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def test_the_same_bytes_give_the_same_output() -> None:
    source = Source("a.txt", notice(12).encode())
    first, second = (json.dumps(document_json(process(source, "x")), ensure_ascii=False) for _ in range(2))
    assert first == second
