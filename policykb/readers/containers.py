"""Files that hold files: zip archives and mail. Each member is a document of its own, named after its container.

A member's path is that of its container and its own within it: /inbox/box.zip/通知.docx, though box.zip is no folder.
"""

from __future__ import annotations

import email
import email.policy
import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, MIMEPart
from pathlib import Path

from ..errors import EncryptedError, UnreadableError
from . import sniff
from .ole import Compound

SUFFIXES = (".zip", ".eml", ".msg")
_DEPTH_LIMIT, _MEMBER_LIMIT = 4, 5000
# Bytes of a container inside a container, and of a mail.
_INNER_LIMIT = 64 * 1024 * 1024
_UTF8_NAME = 0x800
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
_BAD_MAIL = (ValueError, LookupError, AttributeError, TypeError, AssertionError)
# Streams of Outlook messages: the text of the message, of an attachment its names and its bytes.
_BODY, _LONG_NAME, _SHORT_NAME, _DATA = "1000001F", "3707001F", "3704001F", "37010102"


@dataclass
class Box:
    """An open container: how the bytes of each member are read, by the member's name; at most so many bytes."""

    members: dict[str, Callable[[int], bytes]] = field(default_factory=dict)

    def add(self, name: str, read: Callable[[int], bytes]) -> None:
        """Take in a member under a name that no other has and that leads out of no folder."""
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        clean = "/".join("".join(c if c.isprintable() else "_" for c in part) for part in parts)
        if clean and len(self.members) < _MEMBER_LIMIT:
            stem, ending = posixpath.splitext(clean)
            number = 1
            while clean in self.members:
                number += 1
                clean = f"{stem} ({number}){ending}"
            self.members[clean] = read


def located(path: Path) -> tuple[Path, str] | None:
    """The container that a path leads into and the member's name in it; None for every other path."""
    for parent in path.parents:
        if parent.is_file():
            return (parent, path.relative_to(parent).as_posix()) if parent.suffix.lower() in SUFFIXES else None
        if parent.is_dir():
            return None
    return None


def inside(path: Path) -> list[str] | None:
    """The names of a container's members, those of containers within it too; None for a file that is no container.

    Raises:
        UnreadableError: it is damaged, or is opened with a password.
    """
    if path.suffix.lower() not in SUFFIXES:
        return None
    box = _opened(path)
    return None if box is None else list(_names(box, 0))


def read_member(path: Path, name: str, limit: int) -> bytes:
    """The bytes of a member.

    Raises:
        UnreadableError: there is none of this name, it is damaged, or larger than the limit.
    """
    box = _opened(path)
    for _ in range(_DEPTH_LIMIT):
        if box is None:
            break
        if name in box.members:
            return box.members[name](limit)
        outer = next((member for member in box.members if name.startswith(f"{member}/")), None)
        if outer is None:
            break
        box, name = _box(box.members[outer](_INNER_LIMIT), outer), name[len(outer) + 1 :]
    raise UnreadableError("the container holds no file of this name")


def _names(box: Box, depth: int) -> Iterator[str]:
    for name, read in box.members.items():
        if name.lower().endswith(SUFFIXES) and depth + 1 < _DEPTH_LIMIT:
            try:
                inner = _box(read(_INNER_LIMIT), name)
            except UnreadableError:
                inner = None  # Read as a document of its own, it says what is wrong with it.
            if inner is not None:
                yield from (f"{name}/{one}" for one in _names(inner, depth + 1))
                continue
        yield name


def _opened(path: Path) -> Box | None:
    try:
        if path.stat().st_size > _INNER_LIMIT and path.suffix.lower() != ".zip":
            raise UnreadableError(f"a message of more than {_INNER_LIMIT >> 20} MB")
        # An archive may be large: only its list of members is read, and the members one by one.
        return _archive(path) if path.suffix.lower() == ".zip" else _box(path.read_bytes(), path.name)
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from None


def _box(data: bytes, name: str) -> Box | None:
    match sniff.kind(data):
        case "zip":
            return _archive(io.BytesIO(data))
        case "eml":
            return _mail(data)
        case "msg":
            return _message(data)
    return None


def _archive(file: Path | io.BytesIO) -> Box | None:
    """A zip archive; None for the packages that documents are."""
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGE as error:
        if isinstance(file, Path) and not zipfile.is_zipfile(file):
            with file.open("rb") as stream:
                if stream.read(4) != b"PK\3\4":
                    return None
        raise UnreadableError(f"the archive is cut off or damaged: {_one_line(error)}") from None
    found = [(_member_name(info), info) for info in archive.infolist() if not info.is_dir()]
    marks = [part for part, _ in sniff.ZIP_PARTS]
    if any(name == "mimetype" or name.startswith(tuple(marks)) for name, _ in found):
        return None
    box = Box()
    for name, info in found:
        if not name.startswith("__MACOSX/"):
            box.add(name, _unpacking(archive, info))
    return box


def _unpacking(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        if info.flag_bits & 1:
            raise EncryptedError("in its archive it is locked with a password")
        try:
            with archive.open(info) as stream:
                data = stream.read(limit + 1)
        except _DAMAGE as error:
            raise UnreadableError(f"damaged in its archive: {_one_line(error)}") from error
        if len(data) > limit:
            raise UnreadableError(f"unpacks to more than {limit:,} bytes")
        return data

    return read


def _member_name(info: zipfile.ZipInfo) -> str:
    """A name as it was meant: without the mark for UTF-8 it is that or, from Chinese Windows, GBK."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _mail(data: bytes) -> Box:
    """A mail: its text, as a page where it has one, and its attachments."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        box = Box()
        body = message.get_body(("html", "plain"))
        if body is not None and (text := _payload(body)).strip():
            box.add("正文.html" if body.get_content_subtype() == "html" else "正文.txt", _held(text))
        for part in message.walk():
            if part is not body and not part.is_multipart() and (name := part.get_filename()):
                box.add(name, _held(_payload(part)))
    except _BAD_MAIL as error:
        # The parser of the standard library falls over headers that are far from any standard.
        raise UnreadableError(f"the message is damaged: {_one_line(error)}") from error
    return box


def _payload(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    charset = part.get_content_charset()
    if part.get_content_maintype() != "text" or not charset:
        return data
    # Of a text only the envelope may know the encoding; the file that it becomes has none.
    try:
        return data.decode("gb18030" if charset in ("gb2312", "gbk") else charset).encode()
    except (LookupError, UnicodeDecodeError):
        return data


def _message(data: bytes) -> Box:
    """An Outlook message: its text and its attachments."""
    file = Compound(data)
    box = Box()
    text = file.read(f"__substg1.0_{_BODY}").decode("utf-16-le", "replace")
    if text.strip():
        box.add("正文.txt", _held(text.encode()))
    for folder in sorted(name for name in file.names if name.startswith("__attach_version1.0_")):
        named = (file.read(f"{folder}/__substg1.0_{key}") for key in (_LONG_NAME, _SHORT_NAME))
        name = next(filter(None, named), b"").decode("utf-16-le", "replace")
        content = file.read(f"{folder}/__substg1.0_{_DATA}")
        if name and content:
            box.add(name, _held(content))
    return box


def _held(data: bytes) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        if len(data) > limit:
            raise UnreadableError(f"{len(data):,} bytes; {limit:,} are allowed")
        return data

    return read


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
