"""Drafts as Word files, with the word processor's own numbering and merged cells."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from .draft import Grid, Line

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def write(parts: list[Line | Grid], path: Path) -> None:
    """Write the draft as a .docx; the same draft gives the same bytes."""
    document = Document()
    document.styles["Normal"].font.size = Pt(16)
    _define_numbering(document)
    for part in parts:
        if isinstance(part, Line):
            _paragraph(document, part)
        else:
            _table(document, part)
    raw = io.BytesIO()
    document.save(raw)
    path.write_bytes(without_times(raw.getvalue()))


def _define_numbering(document: Document) -> None:
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
        for n, (form, label) in enumerate(LEVELS)
    )
    ns = nsdecls("w")
    numbering.insert(0, parse_xml(f'<w:abstractNum {ns} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {ns} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _paragraph(document: Document, line: Line) -> None:
    paragraph = document.add_paragraph(line.text)
    if line.style in ("title", "heading", "centre"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if line.style == "title":
        paragraph.runs[0].font.size = Pt(22)
    if line.style == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if line.style.startswith("auto"):
        level = int(line.style[-1]) - 1
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def _table(document: Document, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), len(grid.rows[0]), style="Table Grid")
    for cell in grid.cells():
        place = table.cell(cell.row, cell.col)
        if cell.rowspan > 1 or cell.colspan > 1:
            place = place.merge(table.cell(cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1))
        first, *more = cell.text.split("\n")
        place.paragraphs[0].text = first
        for text in more:
            place.add_paragraph(text)
    for row in table.rows[: grid.header_rows]:
        properties = row._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def without_times(data: bytes) -> bytes:
    """A package whose parts carry no time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.startswith("docProps/thumbnail"):
                new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
