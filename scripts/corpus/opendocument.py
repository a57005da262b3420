"""Drafts as OpenDocument texts, with a counted list and merged cells."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from .draft import Grid, Line

TYPE = "application/vnd.oasis.opendocument.text"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        ("fo", "xsl-fo-compatible"),
    )
)
LEVELS = (("一, 二, 三, ...", "", "、"), ("一, 二, 三, ...", "（", "）"), ("1", "", "."))
STYLES = {"title": ("center", 22), "heading": ("center", 16), "centre": ("center", 16), "right": ("end", 16)}


def write(parts: list[Line | Grid], path: Path) -> None:
    """Write the draft as an .odt; the same draft gives the same bytes."""
    body = "".join(_table(part) if isinstance(part, Grid) else _paragraph(part) for part in parts)
    path.write_bytes(package(body, _styles()))


def package(body: str, styles: str = "", manifest: str = "") -> bytes:
    """The archive around a body; `manifest` stands in the list of its parts."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}">{manifest}'
        "</manifest:file-entry>"
        for name, kind in (("/", TYPE), ("content.xml", "text/xml"))
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, text in (
            ("mimetype", TYPE),
            ("content.xml", content),
            ("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{names}">{listed}</manifest:manifest>'),
        ):
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, packed)
    return raw.getvalue()


def _styles() -> str:
    paragraphs = "".join(
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{align}"/><style:text-properties fo:font-size="{size}pt"/>'
        f"</style:style>"
        for name, (align, size) in STYLES.items()
    )
    levels = "".join(
        f'<text:list-level-style-number text:level="{n}" style:num-format="{form}" style:num-prefix="{before}" '
        f'style:num-suffix="{after}"><style:list-level-properties><style:list-level-label-alignment '
        f'text:label-followed-by="nothing"/></style:list-level-properties></text:list-level-style-number>'
        for n, (form, before, after) in enumerate(LEVELS, 1)
    )
    return f'{paragraphs}<text:list-style style:name="Counted">{levels}</text:list-style>'


def _paragraph(line: Line) -> str:
    if not line.style.startswith("auto"):
        return f'<text:p text:style-name="{line.style}">{escape(line.text)}</text:p>'
    item = f"<text:p>{escape(line.text)}</text:p>"
    for _ in range(int(line.style[-1])):
        item = f"<text:list><text:list-item>{item}</text:list-item></text:list>"
    return item.replace("<text:list>", '<text:list text:style-name="Counted" text:continue-numbering="true">', 1)


def _table(grid: Grid) -> str:
    cells = {(cell.row, cell.col): cell for cell in grid.cells()}
    rows = []
    for row, texts in enumerate(grid.rows):
        written = ""
        for column in range(len(texts)):
            cell = cells.get((row, column))
            if cell is None:
                written += "<table:covered-table-cell/>"
                continue
            lines = "".join(f"<text:p>{escape(text)}</text:p>" for text in cell.text.split("\n"))
            reach = f'table:number-columns-spanned="{cell.colspan}" table:number-rows-spanned="{cell.rowspan}"'
            written += f"<table:table-cell {reach}>{lines}</table:table-cell>"
        rows.append(f"<table:table-row>{written}</table:table-row>")
    head = "".join(rows[: grid.header_rows])
    return (
        f"<table:table><table:table-header-rows>{head}</table:table-header-rows>"
        f"{''.join(rows[grid.header_rows :])}</table:table>"
    )
