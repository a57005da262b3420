"""Workbooks in a few lines, for tests: the XML that programs write, part by part."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from policykb.model import Source
from policykb.readers.sheet_grid import address

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass
class Tab:
    """A sheet: rows of values, None for an empty cell, a pair for a value and its number format, "=…" for a formula.

    Args:
        ruled: every cell is drawn around.
    """

    rows: list[list[object]]
    name: str = "Sheet1"
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    state: str = "visible"
    ruled: tuple[int, int] | None = None

    def xml(self, formats: list[str]) -> str:
        rows = []
        for r, row in enumerate(self.rows):
            lined = self.ruled is not None and self.ruled[0] <= r + 1 <= self.ruled[1]
            cells = "".join(self._cell(r, c, value, formats, lined) for c, value in enumerate(row))
            hidden = ' hidden="1"' if r + 1 in self.hidden_rows else ""
            rows.append(f'<row r="{r + 1}"{hidden}>{cells}</row>')
        columns = "".join(f'<col min="{c}" max="{c}" hidden="1"/>' for c in self.hidden_columns)
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self.merged)
        return (
            f'<worksheet xmlns="{SHEETS}">{f"<cols>{columns}</cols>" if columns else ""}'
            f"<sheetData>{''.join(rows)}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
        )

    def _cell(self, row: int, col: int, value: object, formats: list[str], lined: bool) -> str:
        code = "General"
        if isinstance(value, tuple):
            value, code = value
        if code not in formats:
            formats.append(code)
        head = f'<c r="{address((row, col))}" s="{2 * formats.index(code) + lined}"'
        if value is None:
            return f"{head}/>" if lined else ""
        if isinstance(value, str) and value.startswith("="):
            formula, _, cached = value[1:].partition("→")
            return f"{head}><f>{escape(formula)}</f>{f'<v>{cached}</v>' if cached else ''}</c>"
        if isinstance(value, str):
            return f'{head} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f"{head}><v>{value}</v></c>"


def xlsx(*tabs: Tab, from_1904: bool = False) -> Source:
    """A workbook of these sheets."""
    formats: list[str] = ["General"]
    parts = {f"xl/worksheets/sheet{n}.xml": tab.xml(formats) for n, tab in enumerate(tabs, 1)}
    listed = "".join(
        f'<sheet name="{escape(tab.name)}" sheetId="{n}" state="{tab.state}" r:id="rId{n}"/>'
        for n, tab in enumerate(tabs, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(tabs) + 1)
    )
    codes = "".join(f"<numFmt numFmtId='{200 + n}' formatCode={quoteattr(code)}/>" for n, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + n}" borderId="{b}"/>' for n in range(len(formats)) for b in (0, 1))
    line = '<left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/>'
    borders = f"<border/><border>{line}</border>"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts |= {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(from_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{links}<Relationship Id="s"'
        f' Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEETS}"><numFmts>{codes}</numFmts><borders>{borders}</borders>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return Source("table.xlsx", out.getvalue())
