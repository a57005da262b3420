"""What a file is, by its bytes alone; names and endings lie."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from .encoding import BOMS, share_expected

HEAD = 65_536
# Beginnings that say it all.
MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"SQLite format 3\0", "sqlite"),
    (b"%!PS", "postscript"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"OggS", "media"),
    (b"ID3", "media"),
    (b"%%EOF", "pdf"),
)
# What the names of the parts of a zip archive give away; the first that fits.
ZIP_PARTS = (
    ("OFD.xml", "ofd"),
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
)
# Streams that name the application of an OLE file, in UTF-16 as its directory has them.
OLE_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0_", "msg"),
    ("EncryptedPackage", "encrypted office"),
    ("MatOST", "works"),
)
DESCRIPTIONS = {
    "png": "a picture (PNG)",
    "jpeg": "a picture (JPEG)",
    "gif": "a picture (GIF)",
    "tiff": "a picture (TIFF)",
    "bmp": "a picture (BMP)",
    "webp": "a picture (WebP)",
    "zip": "a zip archive",
    "7z": "a 7z archive",
    "rar": "a rar archive",
    "gzip": "a gzip archive",
    "bzip2": "a bzip2 archive",
    "xz": "an xz archive",
    "tar": "a tar archive",
    "rtf": "a Rich Text file (RTF)",
    "doc": "a binary Word file (.doc, .wps)",
    "xls": "a binary Excel file (.xls, .et)",
    "ppt": "a binary PowerPoint file (.ppt, .dps)",
    "msg": "an Outlook message (.msg)",
    "encrypted office": "an Office file under a password",
    "works": "a Microsoft Works file",
    "ole": "an OLE compound file",
    "xlsx": "an Excel workbook (.xlsx)",
    "pptx": "a PowerPoint presentation (.pptx)",
    "odt": "an OpenDocument text (.odt)",
    "opendocument": "an OpenDocument file",
    "epub": "an e-book (EPUB)",
    "ofd": "an OFD document",
    "eml": "an e-mail message",
    "wordml": "a Word file saved as XML",
    "xml": "an XML file",
    "sqlite": "a SQLite database",
    "postscript": "a PostScript file",
    "program": "a program",
    "media": "a sound or video file",
    "binary": "no format known here",
}
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|meta|title|body|table|div|p|h[1-6]|span|br|center|font|td|tr|article|section)\b[^>]{0,4096}>",
    re.IGNORECASE,
)
_FRAME = re.compile(rb"<(?:html|head|body|meta)\b", re.IGNORECASE)
_HEADER = re.compile(rb"[!-9;-~]{1,60}:")
_MIME = re.compile(
    rb"^(?:mime-version|content-type|from|subject|date|message-id|received|return-path|to):", re.I | re.M
)
_RELATED = re.compile(rb"content-type:\s*multipart/related|x-mimeole|snapshot-content-location|saved by", re.I)
_PART = re.compile(rb"PK\x03\x04(?=.{26}([\w/.\[\]-]{1,80}))", re.DOTALL)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def kind(data: bytes) -> str:
    """A short name: "pdf", "docx", "html", "mhtml", "txt" and the keys of `DESCRIPTIONS`; "empty" and "zeros" too."""
    if not data.strip():
        return "empty"
    if not data.strip(b"\0"):
        return "zeros"
    for test in TESTS:
        found = test(data)
        if found:
            return found
    return "binary"


def _magic(data: bytes) -> str | None:
    found = next((name for magic, name in MAGIC if data.startswith(magic)), None)
    if found in ("bmp", "program") and not _CONTROLS.search(data[:64]):
        return None
    if found == "ole":
        return _ole(data)
    if data[:4] == b"RIFF":
        return "webp" if data[8:12] == b"WEBP" else "media"
    return "tar" if data[257:262] == b"ustar" else found


def _ole(data: bytes) -> str:
    names = ((name.encode("utf-16-le"), found) for name, found in OLE_STREAMS)
    return next((found for name, found in names if name in data), "ole")


def _zip(data: bytes) -> str | None:
    """An archive by the names of its parts; a truncated one by the heads that stand before its parts."""
    if not data.startswith(b"PK\x03\x04"):
        return None
    if data[30:38] == b"mimetype":
        mimetype = data[38:120]
        if b"epub" in mimetype:
            return "epub"
        return "odt" if b"opendocument.text" in mimetype else "opendocument"
    try:
        names = [name.replace("\\", "/").lstrip("/") for name in zipfile.ZipFile(io.BytesIO(data)).namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        names = [match[1].decode("latin-1") for match in _PART.finditer(data)]
    return next((found for part, found in ZIP_PARTS if any(name.startswith(part) for name in names)), "zip")


def _pdf(data: bytes) -> str | None:
    # Servers and mail gateways put junk before the header; readers accept it within the first kilobyte.
    return "pdf" if b"%PDF-" in data[:1024] else None


def _mail(data: bytes) -> str | None:
    head = data[:HEAD].lstrip()[:8192]
    if not _HEADER.match(head) or len(_MIME.findall(head)) < 2:
        return None
    return "mhtml" if _RELATED.search(head) else "eml"


def _markup(data: bytes) -> str | None:
    """A page, also one in UTF-16: without its zero bytes ASCII markup is the same in every encoding."""
    head = data[:HEAD].replace(b"\0", b"")
    for mark, _ in BOMS:
        head = head.removeprefix(mark)
    head = head.lstrip()
    tags = len(_TAG.findall(head))
    if head[:5] == b"<?xml" and tags == 0:
        return "wordml" if b'progid="Word.Document"' in head or b"/wordml" in head else "xml"
    begins = head[:1] == b"<" and tags > 0
    return "html" if begins or (tags > 1 and _FRAME.search(head)) else None


def _text(data: bytes) -> str | None:
    """Text has no control characters to speak of, or is UTF-16, which has them as halves of its characters."""
    if data.startswith(tuple(mark for mark, _ in BOMS)):
        return "txt"
    head = data[:HEAD]
    if len(_CONTROLS.findall(head)) <= len(head) // 200:
        return "txt"
    halves = (head[phase : len(head) - 3].decode(encoding, "replace") for encoding in UTF16 for phase in (0, 1))
    return "txt" if any(share_expected(half) > 0.5 for half in halves) else None


UTF16 = ("utf-16-le", "utf-16-be")
TESTS: tuple[Callable[[bytes], str | None], ...] = (_magic, _pdf, _zip, _mail, _markup, _text)
