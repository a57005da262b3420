"""Drafts as OFD (GB/T 33190), the fixed layout of Chinese offices: the same pages as in print, drawn as its objects."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics

from . import printed
from .draft import Grid, Line

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72


@dataclass
class Canvas:
    """What the press draws with; places come in points from the lower left corner."""

    font: tuple[str, float] = (printed.FONT, 12.0)
    pages: list[list[str]] = field(default_factory=lambda: [[]])

    def setFont(self, name: str, size: float) -> None:  # noqa: N802 (reportlab's names)
        self.font = (name, size)

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        size = self.font[1] * MM
        steps = " ".join(f"{pdfmetrics.stringWidth(c, *self.font) * MM:.3f}" for c in text[:-1])
        across, down = x * MM, (printed.HEIGHT - y) * MM - size
        boundary = f"{across:.3f} {down:.3f} {len(text) * size:.3f} {1.2 * size:.3f}"
        self.pages[-1].append(
            f'<ofd:TextObject ID="{self._id()}" Boundary="{boundary}" Font="3" Size="{size:.3f}">'
            f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def drawCentredString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        self.drawString(x - pdfmetrics.stringWidth(text, *self.font) / 2, y, text)

    def drawRightString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        self.drawString(x - pdfmetrics.stringWidth(text, *self.font), y, text)

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        place = f"{x * MM:.3f} {(printed.HEIGHT - y - height) * MM:.3f}"
        wide, high = f"{width * MM:.3f}", f"{height * MM:.3f}"
        self.pages[-1].append(
            f'<ofd:PathObject ID="{self._id()}" Boundary="{place} {wide} {high}" LineWidth="0.25"><ofd:AbbreviatedData>'
            f"M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def showPage(self) -> None:  # noqa: N802
        self.pages.append([])

    def save(self) -> None:
        """The pages are written when all are drawn."""

    def _id(self) -> int:
        return 100 + sum(map(len, self.pages))


def write(parts: list[Line | Grid], path: Path) -> None:
    """Write the draft as an OFD document; the same draft gives the same bytes."""
    canvas = Canvas()
    printed.draw(parts, canvas)
    pages = {f"Pages/Page_{n}/Content.xml": page for n, page in enumerate(filter(None, canvas.pages))}
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="{name}"/>' for n, name in enumerate(pages, 10))
    members = {
        "OFD.xml": _element(
            'OFD DocType="OFD" Version="1.1"',
            "<ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
        ),
        "Doc_0/Document.xml": _element(
            "Document",
            "<ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages>",
        ),
        "Doc_0/PublicRes.xml": _element(
            'Res BaseLoc="Res"', '<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts>'
        ),
    }
    for n, (name, page) in enumerate(pages.items(), 50):
        layer = f'<ofd:Content><ofd:Layer ID="{n}">{"".join(page)}</ofd:Layer></ofd:Content>'
        members[f"Doc_0/{name}"] = _element("Page", layer)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)


def _element(head: str, inner: str) -> str:
    name = head.split()[0]
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{head} {NAMESPACE}>{inner}</ofd:{name}>'
