"""Where exports go: standard output, a file, or a folder of files."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from ..errors import UsageError
from ..export.sheets import Sheet
from ..messages import say
from .base import note

# The formats that are no text.
BINARY = ("xlsx", "parquet", "package")
# Every member of an archive has this time, so that the same tables give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def put(sheets: Sequence[Sheet], layout: str, output: str | None) -> None:
    """Write sheets in a format: CSV and Parquet a file each, XLSX one, a data package a folder or a ZIP file."""
    if layout == "package":
        from ..export import package

        name = re.sub(r"[^a-z0-9._-]+", "-", Path(output or "-").stem.lower()).strip("-.") or "tables"
        _folder(dict(package.files(sheets, name)), output)
    elif layout == "xlsx":
        from ..export import xlsx

        _file(lambda file: xlsx.write(sheets, file), output)
    elif len(sheets) > 1 and output not in (None, "-"):
        _folder({f"{sheet.name}.{layout}": _bytes(sheet, layout) for sheet in sheets}, output)
    elif layout == "parquet":
        if len(sheets) > 1:
            raise UsageError(say("say.several_tables", count=len(sheets)))
        _file(lambda file: file.write(_bytes(sheets[0], layout)), output)
    else:
        _file(lambda file: file.write(b"".join(_bytes(sheet, layout) for sheet in sheets)), output)


def put_text(write: Callable[[IO[str]], object], output: str | None) -> None:
    """Write text where it is wanted, line ends as they are given."""
    text = io.StringIO(newline="")
    write(text)
    _file(lambda file: file.write(text.getvalue().encode("utf-8", "backslashreplace")), output, text=True)


def _bytes(sheet: Sheet, layout: str) -> bytes:
    if layout == "parquet":
        from ..export import parquet

        binary = io.BytesIO()
        parquet.write(sheet, binary)
        return binary.getvalue()
    from ..export.delimited import write_sheet

    text = io.StringIO(newline="")
    write_sheet(sheet, text)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _file(write: Callable[[IO[bytes]], object], output: str | None, text: bool = False) -> None:
    whole = io.BytesIO()
    write(whole)
    if output in (None, "-"):
        _print(whole.getvalue())
    else:
        _save(Path(str(output)), whole.getvalue())


def _print(data: bytes) -> None:
    if sys.stdout.isatty() and b"\0" in data:
        raise UsageError(say("say.needs_output"))
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _folder(files: dict[str, bytes], output: str | None) -> None:
    """The files in a folder, or in one ZIP file where the name says so."""
    if output in (None, "-"):
        raise UsageError(say("say.needs_output"))
    target = Path(str(output))
    if target.suffix.lower() == ".zip":
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
        files, target = {target.name: whole.getvalue()}, target.parent
    for name, data in files.items():
        _save(target / name, data)


def _save(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(say("say.cannot_write", file=path, reason=error.strerror or error)) from None
    note(say("say.made", file=path))
