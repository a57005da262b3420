"""Archives and messages: their members are documents, whatever encoding their names are in, and no member escapes."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.errors import EncryptedError, UnreadableError
from policykb.pipeline import ingest
from policykb.readers.containers import Box, inside, located, read_member
from policykb.sources import exists, find, load
from policykb.store import Store, writing
from tiny_docx import docx

TEXT = "各乡镇人民政府：\n请于2024年5月1日前报送植树面积。\n".encode()


class InGbk(zipfile.ZipInfo):
    """An entry as Chinese Windows writes it: its name in GBK, without the mark for UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as box:
        for name, data in members.items():
            box.writestr(InGbk(name.replace("__", "/").replace("_", ".")), data)
    return path


def test_members_are_found_under_their_names(tmp_path: Path) -> None:
    inner = archive(tmp_path / "内.zip", 表_txt=TEXT).read_bytes()
    (tmp_path / "内.zip").unlink()
    box = archive(tmp_path / "报送.zip", 通知__正文_txt=TEXT, 附件_zip=inner, 清单_json=b"{}")
    places = [(one.place, bool(one.aside)) for one in find(tmp_path)]
    assert places == [
        ("报送.zip/清单.json", True),
        ("报送.zip/通知/正文.txt", False),
        ("报送.zip/附件.zip/表.txt", False),
    ]
    for found in find(box):
        source = load(found.path, found.place)
        assert source.name == found.place
        assert source.data == (b"{}" if found.aside else TEXT)
        assert exists(found.path)
    assert not exists(box / "没有.txt")
    with pytest.raises(UnreadableError, match="no file of this name"):
        load(box / "没有.txt", "x")


def test_documents_that_are_archives_by_make_are_no_containers(tmp_path: Path) -> None:
    path = tmp_path / "通知.zip"
    path.write_bytes(docx("<w:p><w:r><w:t>各乡镇</w:t></w:r></w:p>"))
    assert inside(path) is None
    assert [one.place for one in find(path)] == ["通知.zip"]
    assert load(path, "通知.zip").name == "通知.zip"


def test_a_message_is_its_text_and_its_attachments(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "报送", "a@example.org"
    message.set_content("请于2024年5月1日前报送。\n", charset="gb18030")
    message.add_attachment(TEXT, maintype="application", subtype="octet-stream", filename="附件1.txt")
    (tmp_path / "来信.eml").write_bytes(message.as_bytes())
    found = {one.place: load(one.path, one.place).data for one in find(tmp_path)}
    assert found == {"来信.eml/正文.txt": "请于2024年5月1日前报送。\n".encode(), "来信.eml/附件1.txt": TEXT}


def test_no_member_leads_out_of_its_container_and_no_name_stands_twice() -> None:
    box = Box()
    for name in ("../../etc/passwd", "/a.txt", "a.txt", "C:\\b\\..\\c.txt", "..", "x\n.txt"):
        box.add(name, lambda limit: b"")
    assert list(box.members) == ["etc/passwd", "a.txt", "a (2).txt", "C:/b/c.txt", "x_.txt"]


def test_bombs_locks_and_stumps_are_named(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("a.txt", b" " * 5_000_000)
    with pytest.raises(UnreadableError, match="unpacks to more than 1,000 bytes"):
        load(bomb / "a.txt", "x", 1000)
    locked = bytearray(archive(tmp_path / "locked.zip", a_txt=TEXT).read_bytes())
    for mark in (b"PK\1\2", b"PK\3\4"):
        locked[locked.find(mark) + (8 if mark == b"PK\1\2" else 6)] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    with pytest.raises(EncryptedError):
        load(tmp_path / "locked.zip" / "a.txt", "x")
    (tmp_path / "stump.zip").write_bytes(bomb.read_bytes()[:100])
    (stump,) = find(tmp_path / "stump.zip")
    assert stump.reason is not None
    assert "cut off or damaged" in stump.reason


def test_an_archive_in_a_knowledge_base_is_kept_in_step(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    archive(inbox / "a.zip", 甲_txt=TEXT, 乙_txt=TEXT * 2)
    kb = tmp_path / "kb"
    with writing(kb), Store(kb, "w") as store, ThreadPoolExecutor(1) as executor:
        assert len(ingest([inbox], store, executor).read) == 2
        assert len(ingest([inbox], store, executor).skipped) == 2
        archive(inbox / "a.zip", 甲_txt=TEXT * 3)
        again = ingest([inbox], store, executor)
    assert (again.replaced, again.removed) == (["a.zip/甲.txt"], ["a.zip/乙.txt"])


def test_a_path_into_a_folder_is_no_member(tmp_path: Path) -> None:
    (tmp_path / "box.zip").mkdir()
    assert located(tmp_path / "box.zip" / "a.txt") is None
    (tmp_path / "a.txt").write_bytes(TEXT)
    assert located(tmp_path / "a.txt" / "b.txt") is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_containers_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("box")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("甲.txt", TEXT)
    head = b"From: a\r\nTo: b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    message = head + b"--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x--\r\n"
    ending, whole = data.draw(st.sampled_from([("zip", out.getvalue()), ("eml", message)]))
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = folder / f"a.{ending}"
    path.write_bytes(bytes(raw))
    try:
        for name in inside(path) or ():
            read_member(path, name, 10_000)
    except UnreadableError as error:
        assert "\n" not in str(error)
