"""Who signed an OFD document, and when, as its signatures say it. Nothing is verified."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from .docx_package import Element
from .elements import child, descendants, words
from .ofd_package import Parts

_CONSTRUCTED = 0x20
_INTEGER, _UTF8, _OBJECT, _SEQUENCE = 0x02, 0x0C, 0x06, 0x30
_STRINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
_COMMON_NAME = b"\x55\x04\x03"
_DEPTH_LIMIT, _NODE_LIMIT = 24, 20_000
_TIME = re.compile(r"(\d{4})\D?(\d{2})\D?(\d{2})(?:\D?(\d{2})\D?(\d{2}))?")

Node = tuple[int, bytes]


def signatures(parts: Parts, body: Element) -> Iterator[str]:
    """A sentence for each signature of a document body: whose it is, of what kind, and when it was made."""
    listed = parts.find("", words(child(body, "Signatures")))
    folder = posixpath.dirname(listed or "")
    for entry in descendants(parts.xml(listed), "Signature"):
        place = parts.find(folder, entry.get("BaseLoc"))
        root = parts.xml(place)
        if root is None:
            yield "a signature whose part is missing; it was not verified"
            continue
        info = child(root, "SignedInfo")
        home = posixpath.dirname(place or "")
        stamped = child(info, "StampAnnot") is not None or child(info, "Seal") is not None
        sealed = parts.bytes(parts.find(home, words(child(info, "Seal", "BaseLoc"))))
        signed = parts.bytes(parts.find(home, words(child(root, "SignedValue"))))
        provider = child(info, "Provider")
        maker = provider.get("ProviderName") if provider is not None else None
        name = _seal_name(sealed) or _seal_name(signed) or _common_name(signed) or maker or "an unnamed signer"
        kind = "seal" if stamped or entry.get("Type", "Seal") == "Seal" else "signature"
        yield f"{kind} of {name}{_when(words(child(info, 'SignatureDateTime')))}; it was not verified"


def _when(text: str) -> str:
    found = _TIME.search(text)
    if not found:
        return ""
    year, month, day, hour, minute = found.groups()
    return f", {year}-{month}-{day}" + (f" {hour}:{minute}" if hour else "")


def _seal_name(data: bytes) -> str | None:
    """The name in a seal's properties (GM/T 0031, GB/T 38540): a sequence of the seal's kind and its name."""
    for tag, inner in _walk(data):
        if tag == _SEQUENCE:
            first = next(_nodes(inner), None)
            if first and first[0] == _INTEGER and len(first[1]) == 1:
                second = list(_nodes(inner, 2))[1:]
                if second and second[0][0] == _UTF8:
                    return _string(second[0])
    return None


def _common_name(data: bytes) -> str | None:
    """The signer's name in a certificate: the common name of its subject, which follows that of its issuer."""
    names: list[str] = []
    awaited = False
    for tag, inner in _walk(data):
        if awaited and tag in _STRINGS:
            names.append(_string((tag, inner)))
        awaited = tag == _OBJECT and inner == _COMMON_NAME
    return names[1] if len(names) > 1 else None


def _string(node: Node) -> str:
    text = node[1].decode(_STRINGS[node[0]], "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:80]


def _walk(data: bytes) -> Iterator[Node]:
    """Every node of a DER tree, the outer before the inner."""
    stack: list[tuple[int, Iterator[Node]]] = [(0, _nodes(data))]
    count = 0
    while stack and count < _NODE_LIMIT:
        depth, nodes = stack[-1]
        node = next(nodes, None)
        if node is None:
            stack.pop()
            continue
        count += 1
        yield node
        if node[0] & _CONSTRUCTED and depth < _DEPTH_LIMIT:
            stack.append((depth + 1, _nodes(node[1])))


def _nodes(data: bytes, limit: int = 2000) -> Iterator[Node]:
    """The nodes that stand one after another: their tags and what they hold; stops at what is no DER."""
    place = 0
    for _ in range(limit):
        if place + 2 > len(data):
            return
        tag, length = data[place], data[place + 1]
        place += 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4 or place + size > len(data):
                return
            length = int.from_bytes(data[place : place + size], "big")
            place += size
        if place + length > len(data):
            return
        yield tag, data[place : place + length]
        place += length
