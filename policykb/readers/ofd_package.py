"""The parts of an OFD package (GB/T 33190): found under the names that writers give them, read within limits."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field

from ..errors import EncryptedError, UnreadableError
from .docx_package import Element, Package, open_zip
from .elements import number

# Bytes of XML in all: a document of a thousand pages has less, a bomb has more.
_XML_LIMIT = 192 * 1024 * 1024
_UTF8_NAME = 0x800


@dataclass
class Parts:
    """The parts by their names without a leading slash, in lower case."""

    package: Package
    _read: dict[str, Element | None] = field(default_factory=dict)
    _spent: int = 0

    def find(self, folder: str, place: str | None) -> str | None:
        """The name of the part that a location means, seen from a folder; None where there is none.

        Locations start at the root with a slash and at the folder without; many writers mix this up.
        """
        if not place or not place.strip():
            return None
        path = place.strip().replace("\\", "/").lower()
        local = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
        root = posixpath.normpath(path.lstrip("/"))
        choices = (root, local) if path.startswith("/") else (local, root)
        return next((name for name in choices if name in self.package.parts), None)

    def xml(self, name: str | None) -> Element | None:
        """The root of a part, parsed once; None where it is missing or damaged, which is noted.

        Raises:
            EncryptedError: it opens with a password only.
            UnreadableError: the parts together are larger than any document.
        """
        if name is None:
            return None
        if name not in self._read:
            entry = self.package.parts.get(name)
            self._spent += entry.file_size if isinstance(entry, zipfile.ZipInfo) else 0
            if self._spent > _XML_LIMIT:
                raise UnreadableError(f"the package unpacks to more than {_XML_LIMIT >> 20} MB of text")
            self._read[name] = self._parsed(name)
        return self._read[name]

    def _parsed(self, name: str) -> Element | None:
        try:
            return self.package.xml(name)
        except EncryptedError:
            raise
        except UnreadableError as error:
            self.package.damage.append(str(error))
            return None

    def bytes(self, name: str | None) -> bytes:
        """The bytes of a part, none where it is missing."""
        return self.package.read(name) if name in self.package.parts and name is not None else b""


def is_ofd(data: bytes) -> bool:
    """Whether bytes are an OFD package, whole or cut off."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return any(_name(member) == "ofd.xml" for member in open_zip(data).archive.infolist())  # type: ignore[union-attr]
    except UnreadableError:
        return b"OFD.xml" in data[:4096] or b"/Pages/Page_0/Content.xml" in data


def open_ofd(data: bytes) -> Parts:
    """The package with its names made one kind.

    Raises:
        EncryptedError: it opens with a password only.
        UnreadableError: it is cut off, damaged, or has no OFD.xml.
    """
    package = open_zip(data)
    assert package.archive is not None
    members = package.archive.infolist()
    package.parts = {_name(member): member for member in reversed(members)}
    if any(name.endswith("encryptions.xml") for name in package.parts):
        raise EncryptedError("the document is encrypted")
    return Parts(package)


def _name(member: zipfile.ZipInfo) -> str:
    """A name as the writer meant it: without the mark for UTF-8 it may be that or GBK all the same."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def numbers(text: str | None, limit: int = 20_000) -> list[float]:
    """The numbers of an array; "g 3 5.5" stands for 5.5 three times. What is no number is passed over."""
    found: list[float] = []
    pieces = iter((text or "").replace(",", " ").split())
    for piece in pieces:
        if len(found) >= limit:
            break
        if piece == "g":
            count, value = number(next(pieces, "")), number(next(pieces, ""))
            if count is not None and value is not None:
                found += [value] * int(max(0, min(count, limit)))
        elif (value := number(piece)) is not None:
            found.append(value)
    return found
