"""Files and folders as sources: which files count, how large they may be, what their documents are called."""

from __future__ import annotations

import hashlib
import os
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from .config import MAX_BYTES
from .errors import UnreadableError
from .model import Issue, Source
from .readers.containers import inside, located, read_member
from .text import Edit, Text

NOTICE_FILE = "source.toml"
# Bytes of a member of a container whose digest is asked for; whether it is read is another question.
_LARGEST = 1 << 30

# What lies beside documents in a folder and is none; a file that is named on the command line is always tried.
ASIDE_STEMS = frozenset({"readme", "manifest", "license", "licence", "thumbs", "desktop"})
ASIDE_SUFFIXES = frozenset(
    {".json", ".jsonl", ".toml", ".yaml", ".yml", ".ini", ".db", ".sqlite", ".log", ".tmp", ".bak", ".part"}
    | {".py", ".sh", ".js", ".css", ".ico"}
)


@dataclass(frozen=True, slots=True)
class Erratum:
    """A typing error of one source: `wrong` stands once in its clean text and should be `right`."""

    wrong: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found, or a folder that could not be entered.

    Args:
        path: where it is.
        place: its path within the ingested folder, with forward slashes: what its document's id is made from.
        aside: why it is no document, None where it is to be read.
        reason: why it cannot be read, None where that is not known yet.
    """

    path: Path
    place: str
    aside: str | None = None
    reason: str | None = None


def find(path: Path) -> Iterator[Found]:
    """The files under a path in the order of their names; of a single file its place is its name.

    A container (.zip, .eml, .msg) stands for its members, whose paths lead into it: box.zip/notice.docx.

    Hidden files and folders are left out; of a notice's folder, that is one with a source.toml, everything is but the
    source. Links to folders are not followed.
    """
    if not path.is_dir():
        if path.is_file():
            yield from _members(Found(path, path.name))
        elif exists(path):
            yield Found(path, path.name)
        else:
            yield Found(path, path.name, reason=_absence(path))
        return
    barred: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=barred.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        notice = NOTICE_FILE in files
        for name in sorted(files):
            here = Path(folder, name)
            if name.startswith((".", "~$")) or (notice and (here.stem != "source" or name == NOTICE_FILE)):
                continue
            place = here.relative_to(path).as_posix()
            if not here.is_file():
                yield Found(here, place, reason=_absence(here))
            elif aside := _aside(here):
                yield Found(here, place, aside=aside)
            else:
                yield from _members(Found(here, place))
    for error in barred:
        yield Found(Path(error.filename), Path(error.filename).name, reason=f"cannot be entered: {error.strerror}")


def _members(found: Found) -> Iterator[Found]:
    """The members of a container, or the file itself where it is none or cannot be opened."""
    try:
        names = inside(found.path)
    except UnreadableError as error:
        yield Found(found.path, found.place, reason=str(error))
        return
    if names is None:
        yield found
        return
    for name in sorted(names):
        path = PurePosixPath(name)
        hidden = any(part.startswith((".", "~$")) for part in path.parts)
        if not hidden:
            yield Found(found.path / name, f"{found.place}/{name}", aside=_aside(path))
    if not names:
        yield Found(found.path, found.place, reason="the container is empty")


def exists(path: Path) -> bool:
    """Whether there is a file at a path, or a member of a container."""
    if path.exists():
        return True
    try:
        place = located(path)
        return place is not None and place[1] in (inside(place[0]) or ())
    except UnreadableError:
        return False


def _absence(path: Path) -> str:
    if path.is_symlink():
        return "a link that leads nowhere"
    return "not a regular file" if path.exists() else "no such file or folder"


def _aside(path: PurePath) -> str | None:
    if path.stem.lower() in ASIDE_STEMS:
        return "not a document by its name"
    return "not a document by its ending" if path.suffix.lower() in ASIDE_SUFFIXES else None


def load(path: Path, place: str, max_bytes: int = MAX_BYTES) -> Source:
    """The file as a source; its name is the file's, in a notice's folder with the folder before it.

    A member of a container is named after both: box.zip/notice.docx.

    Raises:
        UnreadableError: the file is empty, larger than max_bytes, or may not be read.
    """
    if member := located(path):
        container, name = member
        data = read_member(container, name, max_bytes)
        if not data:
            raise UnreadableError("the file is empty")
        return Source(f"{container.name}/{name}", data, place)
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise UnreadableError(f"{size:,} bytes; the setting max_bytes allows {max_bytes:,}")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror}") from None
    if not data:
        raise UnreadableError("the file is empty")
    in_folder = (path.parent / NOTICE_FILE).is_file()
    return Source(f"{path.absolute().parent.name}/{path.name}" if in_folder else path.name, data, place)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, or of those of a member of a container.

    Raises:
        OSError: the file cannot be opened.
        UnreadableError: nor can the container.
    """
    if member := located(path):
        return hashlib.sha256(read_member(*member, _LARGEST)).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def document_id(place: str, taken: int = 0) -> str:
    """Twelve hexadecimal digits made from a path within an ingested folder; `taken` counts ids met in the way."""
    spelled = unicodedata.normalize("NFC", PurePosixPath(place).as_posix()) + f"\0{taken}" * bool(taken)
    return hashlib.sha256(spelled.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def errata(path: Path) -> tuple[Erratum, ...]:
    """The typing errors that the source.toml beside a file lists.

    Raises:
        UnreadableError: the file is not as corpus/README.md says.
    """
    beside = path.parent / NOTICE_FILE
    if path.stem != "source" or not beside.is_file():
        return ()
    try:
        rows = tomllib.loads(beside.read_text(encoding="utf-8")).get("erratum", [])
        return tuple(Erratum(row["wrong"], row["right"], row["reason"]) for row in rows)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise UnreadableError(f"{NOTICE_FILE}: {error!r}") from None


def correct(text: Text, rows: tuple[Erratum, ...]) -> tuple[Text, tuple[Issue, ...]]:
    """The text with its errata mended, as a step of its own; a row that does not fit exactly once is an issue."""
    issues = []
    for row in rows:
        count = text.clean.count(row.wrong) if row.wrong else 0
        if count == 1:
            start = text.clean.index(row.wrong)
            text = text.apply("erratum", [Edit(start, start + len(row.wrong), row.right)])
        else:
            issues.append(Issue("erratum", f"{row.wrong!r} stands {count} times in the text, an erratum needs once"))
    return text, tuple(issues)
