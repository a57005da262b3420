"""Compound files (OLE2), the box of binary Word: streams by name, opened with care. Only here olefile is known."""

from __future__ import annotations

import io
import struct
from functools import lru_cache

import olefile

from ..errors import UnreadableError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What olefile lets through when directory or allocation tables lie.
_DAMAGE = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
_BROKEN = (*_DAMAGE, struct.error, MemoryError)


class Compound:
    """An open compound file; `names` are those of the streams and storages at its root."""

    def __init__(self, data: bytes) -> None:
        """Open it.

        Raises:
            UnreadableError: it is no compound file, cut off, or damaged.
        """
        try:
            self._file = olefile.OleFileIO(io.BytesIO(data))
            self.names = frozenset(path[0] for path in self._file.listdir(streams=True, storages=True))
        except _BROKEN as error:
            raise UnreadableError(f"the compound file is damaged: {_one_line(error)}") from error

    def read(self, name: str) -> bytes:
        """The bytes of a stream, empty where there is none; one within a storage is named "storage/stream".

        Raises:
            UnreadableError: it is damaged.
        """
        if name.partition("/")[0] not in self.names:
            return b""
        try:
            if not self._file.exists(name):
                return b""
            with self._file.openstream(name) as stream:
                return bytes(stream.read())
        except _BROKEN as error:
            raise UnreadableError(f"stream {name} is damaged: {_one_line(error)}") from error


def holds(data: bytes, name: str) -> bool:
    """Whether a compound file has a stream of this name at its root; one too damaged to open need only name it."""
    if not data.startswith(MAGIC) or name.encode("utf-16-le") not in data:
        return False
    names = _names(data)
    return names is None or name in names


@lru_cache(maxsize=1)
def _names(data: bytes) -> frozenset[str] | None:
    try:
        return Compound(data).names
    except UnreadableError:
        return None


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
