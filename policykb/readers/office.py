"""LibreOffice, where it is installed, as the second way to files that no reader here can read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ..model import Content, Source
from . import docx

_SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice")


def read(source: Source, format_name: str, filter_name: str) -> Content | None:
    """What LibreOffice finds in a file, by way of .docx; None where it is not installed, fails, or takes too long.

    It runs without a window, with a profile of its own, and is ended after a minute. `filter_name` is its name of the
    format that the file is to be read as; without one it takes anything for text.

    Raises:
        UnreadableError: what it wrote cannot be read.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="policykb-") as name:
        folder = Path(name)
        (folder / "in").write_bytes(source.data)
        written = folder / "out" / "in.docx"
        if not _run(_command(program, folder, filter_name)) or not written.is_file():
            return None
        content = docx.READER.read(Source(source.name, written.read_bytes()))
    return replace(content, format=format_name, reader="LibreOffice")


def _command(program: str, folder: Path, filter_name: str) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        f"--infilter={filter_name}",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(folder / "in"),
    ]


def _run(command: list[str]) -> bool:
    """Run a program to its end, and end it with all it has started when the time is over."""
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True) as process:
        try:
            return process.wait(_SECONDS) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return False
