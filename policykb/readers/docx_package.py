"""The parts of an Office Open XML package: opened with limits, read with lxml, Strict names made Transitional.

The only file that knows lxml and zip among the readers of packages; OFD and workbooks are opened here too.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

from ..errors import EncryptedError, UnreadableError

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element
else:
    Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)
_WORD_TYPES = (b"wordprocessingml.document.main", b"wordprocessingml.template.main", b"ms-word.document.macroEnabled")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# A part of an honest document stays far below this; a bomb does not.
_PART_LIMIT = 96 * 1024 * 1024
_MEMBER_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Relation:
    """Another part that a part refers to: the kind is the last word of its type's address."""

    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """The parts by their names ("word/document.xml"), and what was found wrong while they were read."""

    parts: dict[str, zipfile.ZipInfo | bytes]
    archive: zipfile.ZipFile | None
    damage: list[str] = field(default_factory=list)
    main: str = ""
    relations: dict[str, Relation] = field(default_factory=dict)

    def related(self, kind: str) -> str | None:
        """The name of the first part of a kind ("styles", "numbering") that the main part refers to."""
        return next(
            (r.target for r in self.relations.values() if r.kind == kind and not r.external and r.target in self.parts),
            None,
        )

    def xml(self, name: str | None) -> Element | None:
        """The root of a part; None where there is no such part or it is not XML at all."""
        if name is None or name not in self.parts:
            return None
        return _parse(self.read(name), name, self.damage)

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            UnreadableError: it is too large, damaged, or locked with a password.
        """
        entry = self.parts[name]
        if isinstance(entry, bytes):
            return entry
        assert self.archive is not None
        if entry.flag_bits & 0x1:
            raise EncryptedError("the package is locked with a password")
        if entry.file_size > _PART_LIMIT:
            raise UnreadableError(f"part {name} is larger than {_PART_LIMIT >> 20} MB")
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(_PART_LIMIT + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise UnreadableError(f"part {name} is damaged: {_one_line(error)}") from error
        if len(data) > _PART_LIMIT:
            raise UnreadableError(f"part {name} is larger than {_PART_LIMIT >> 20} MB")
        return data


def is_word(data: bytes) -> bool:
    """Whether bytes are a Word document in XML, whole, cut off, flat, or wrapped and encrypted."""
    if data.startswith(_OLE):
        return _ENCRYPTED_STREAM in data
    if data[:4] == b"PK\x03\x04" or data[:2] == b"PK":
        return _zip_is_word(data)
    return b"/xmlPackage" in data[:4096] and any(kind in data for kind in _WORD_TYPES)


def _zip_is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {_part_name(name): name for name in archive.namelist()[:_MEMBER_LIMIT]}
            types = names.get("[content_types].xml")
            if types is None:
                return "word/document.xml" in names
            with archive.open(types) as stream:
                return any(kind.lower() in stream.read(1 << 20).lower() for kind in _WORD_TYPES) or (
                    "word/document.xml" in names
                )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError):
        return b"word/document.xml" in data


def open_package(data: bytes) -> Package:
    """The package, with its main part found.

    Raises:
        EncryptedError: it opens with a password only.
        UnreadableError: it is cut off, damaged, or not a Word document.
    """
    if data.startswith(_OLE):
        raise EncryptedError("the document is encrypted with a password")
    package = open_zip(data) if data[:2] == b"PK" else _open_flat(data)
    for relation in _relations(package, "").values():
        if relation.kind == "officeDocument" and relation.target in package.parts:
            package.main = relation.target
            break
    else:
        if "word/document.xml" not in package.parts:
            raise UnreadableError("the package has no main document part")
        package.main = "word/document.xml"
    package.relations = _relations(package, package.main)
    return package


def open_zip(data: bytes) -> Package:
    """The parts of a zip archive, whatever its names say about the format.

    Raises:
        UnreadableError: it is cut off or damaged, or has more parts than any document.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"the package is cut off or damaged: {_one_line(error)}") from error
    members = archive.infolist()
    if len(members) > _MEMBER_LIMIT:
        raise UnreadableError(f"the package has more than {_MEMBER_LIMIT} parts")
    names: dict[str, zipfile.ZipInfo | bytes] = {}
    for member in members:
        names.setdefault(member.filename.replace("\\", "/").lstrip("/"), member)
    return Package(names, archive)


def _open_flat(data: bytes) -> Package:
    """A package in one XML file ("flat OPC", a save format of Word)."""
    root = _parse(data, "package", [])
    if root is None or root.tag != PKG + "package":
        raise UnreadableError("not an Office Open XML package")
    parts: dict[str, zipfile.ZipInfo | bytes] = {}
    for part in root.iter(PKG + "part"):
        content = part.find(PKG + "xmlData")
        if content is not None and len(content):
            parts[str(part.get(PKG + "name", "")).lstrip("/")] = _serialise(content[0])
    return Package(parts, None)


def _relations(package: Package, part: str) -> dict[str, Relation]:
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relation] = {}
    for relation in root if root is not None else ():
        if not isinstance(relation.tag, str):
            continue
        target = unquote(str(relation.get("Target", ""))).replace("\\", "/")
        external = relation.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[str(relation.get("Id", ""))] = Relation(
            str(relation.get("Type", "")).rsplit("/", 1)[-1], target, external
        )
    return found


def _parse(data: bytes, name: str, damage: list[str]) -> Element | None:
    from lxml import etree

    # A document type is forbidden in these packages; the ones that have it expand entities.
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data[:65536].replace(b"\0", b"")):
        raise UnreadableError(f"part {name} declares a document type, which these packages must not")
    for strict, transitional in _STRICT:
        if strict in data:
            data = data.replace(strict, transitional)
    options: dict[str, Any] = {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "remove_comments": True,
    }
    try:
        return etree.fromstring(data, etree.XMLParser(**options))
    except etree.XMLSyntaxError as error:
        reason = _one_line(error)
    except ValueError as error:
        raise UnreadableError(f"part {name} is not XML: {_one_line(error)}") from error
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=True, **options))
    except etree.XMLSyntaxError:
        root = None
    damage.append(f"part {name} is damaged: {reason}")
    return root


def _serialise(element: Element) -> bytes:
    from lxml import etree

    return etree.tostring(element, encoding="utf-8")


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
