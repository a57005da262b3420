"""Compound files (OLE2) with streams at the root, in one version of the format and without small streams."""

from __future__ import annotations

import struct

SECTOR = 512
# Shorter streams would have to stand in a stream of their own.
SMALLEST = 4096
END, FAT, FREE, NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF, 0xFFFFFFFF


def compound(streams: dict[str, bytes]) -> bytes:
    """The file; a stream is filled up with zeros to a size that a stream of its own may have."""
    contents = {name: data.ljust(SMALLEST, b"\0") for name, data in sorted(streams.items(), key=_order)}
    directory_sectors = -(-(len(contents) + 1) // 4)
    lengths = [-(-len(data) // SECTOR) for data in contents.values()]
    used = directory_sectors + sum(lengths)
    fat_sectors = next(n for n in range(1, used) if n * (SECTOR // 4) >= used + n)
    fat = [FAT] * fat_sectors + _chain(fat_sectors, directory_sectors)
    starts = []
    for length in lengths:
        starts.append(len(fat))
        fat += _chain(len(fat), length)
    fat += [FREE] * (fat_sectors * (SECTOR // 4) - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x5I", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, fat_sectors, 0, SMALLEST)
    head += struct.pack("<4I", END, 0, END, 0) + struct.pack(
        "<109I", *range(fat_sectors), *[FREE] * (109 - fat_sectors)
    )
    body = struct.pack(f"<{len(fat)}I", *fat) + _directory(contents, starts, directory_sectors)
    return head + body + b"".join(data + bytes(-len(data) % SECTOR) for data in contents.values())


def _order(item: tuple[str, bytes]) -> tuple[int, str]:
    return len(item[0]), item[0].upper()


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), END]


def _directory(contents: dict[str, bytes], starts: list[int], sectors: int) -> bytes:
    """The root, and the streams as a tree that leans to the right."""
    entries = [_entry("Root Entry", 5, NONE, 1, END, 0)]
    for index, (name, data) in enumerate(contents.items()):
        following = index + 2 if index + 1 < len(contents) else NONE
        entries.append(_entry(name, 2, following, NONE, starts[index], len(data)))
    return b"".join(entries).ljust(sectors * SECTOR, b"\0")


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw), kind, 1, NONE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
