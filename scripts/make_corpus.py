"""Make the files of corpus/ from their drafts: `python scripts/make_corpus.py [NAME …]`.

Each folder of corpus/ has a `source.toml`; one with a `[make]` table is made here from the draft that it names, in the
format of its `file`. Needs the `corpus` extra.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from corpus import damage, draft, page, plain

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def make(folder: Path) -> None:
    """Write the source file of one folder."""
    facts = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    order = facts.get("make")
    if order is None:
        return
    parts = draft.parse((folder / order["draft"]).read_text(encoding="utf-8"))
    if order.get("from"):  # only what follows a line, such as the attachments of a plan
        start = next(n for n, part in enumerate(parts) if isinstance(part, draft.Line) and part.text == order["from"])
        parts = parts[start:]
    path = folder / facts["file"]
    _write(parts, path, order)
    print(f"{path.relative_to(CORPUS.parent)}: {path.stat().st_size} bytes")


def _write(parts: list[draft.Line | draft.Grid], path: Path, order: dict[str, Any]) -> None:
    match path.suffix:
        case ".docx":
            from corpus import word

            word.write(parts, path)
        case ".doc":
            from corpus import word97

            word97.write(parts, path)
        case ".rtf":
            from corpus import rich

            rich.write(parts, path)
        case ".odt":
            from corpus import opendocument

            opendocument.write(parts, path)
        case ".pdf":
            from corpus import printed

            printed.write(parts, path)
        case ".ofd":
            from corpus import fixed

            fixed.write(parts, path)
        case ".xlsx":
            from corpus import sheet

            sheet.write(parts, path)
        case ".html":
            path.write_bytes(page.page(parts, order["page"]).encode(order.get("encoding", "utf-8")))
        case ".mhtml":
            path.write_bytes(page.mhtml(page.page(parts, order["page"])))
        case ".md":
            path.write_text(plain.markdown(parts), encoding="utf-8")
        case _:
            text = plain.text(parts)
            if order.get("damage"):
                text = damage.lose_bytes(damage.glossed(text), order["damage"])
            path.write_bytes(text.encode(order.get("encoding", "utf-8")))


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(p.parent.name for p in CORPUS.glob("*/source.toml")):
        make(CORPUS / name)
