"""OFD packages in a few lines, for tests: pages of text and paths; places in millimetres from the upper left corner."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from policykb.model import Source


@dataclass
class Page:
    """What is drawn on a page, in order; every method gives the page back."""

    objects: list[str] = field(default_factory=list)
    template: str | None = None

    def text(self, x: float, y: float, text: str, size: float = 5, steps: str | None = None, marks: str = "") -> Page:
        """Text whose base line begins at a place; `marks` are further attributes."""
        steps = steps if steps is not None else f"g {len(text) - 1} {size}"
        self.objects.append(
            f'<P:TextObject Boundary="{x} {y - size} 200 {size * 1.2}" Size="{size}" {marks}>'
            f'<P:TextCode X="0" Y="{size}" DeltaX="{steps}">{text}</P:TextCode></P:TextObject>'
        )
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A thin line."""
        self.objects.append(
            f'<P:PathObject Boundary="{x0} {y0} {x1 - x0 + 0.1} {y1 - y0 + 0.1}">'
            f"<P:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</P:AbbreviatedData></P:PathObject>"
        )
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Page:
        """Lines for every boundary of a table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def picture(self) -> Page:
        """A picture over the whole page."""
        self.objects.append('<P:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="9"/>')
        return self

    def raw(self, xml: str) -> Page:
        """Objects as they are."""
        self.objects.append(xml)
        return self

    def matrix(self, x: float, y: float, text: str, size: float, ctm: str, steps: str = 'DeltaX="g 9 5"') -> Page:
        """Text under a matrix, its base line a size below its own upper left corner."""
        return self.raw(
            f'<P:TextObject Boundary="{x} {y} 100 100" Size="{size}" CTM="{ctm}">'
            f'<P:TextCode X="0" Y="{size}" {steps}>{text}</P:TextCode></P:TextObject>'
        )

    def xml(self) -> str:
        template = f'<P:Template TemplateID="{self.template}"/>' if self.template else ""
        return f"<P:Page NS>{template}<P:Content><P:Layer>{''.join(self.objects)}</P:Layer></P:Content></P:Page>"


def ofd(
    *pages: Page,
    templates: dict[str, Page] | None = None,
    body: str = "",
    document: str = "",
    members: dict[str, str | bytes] | None = None,
    prefix: str = "ofd:",
    slash: str = "/",
    rename: dict[str, str] | None = None,
) -> Source:
    """A package; `body` goes into OFD.xml's DocBody, `document` into Document.xml, `members` are further parts."""
    listed = "".join(f'<P:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    forms = "".join(f'<P:TemplatePage ID="{id}" BaseLoc="/Doc_0/Tpls/{id}.xml"/>' for id in templates or {})
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<P:OFD NS><P:DocBody><P:DocRoot>/Doc_0/Document.xml</P:DocRoot>{body}</P:DocBody></P:OFD>",
        "Doc_0/Document.xml": "<P:Document NS><P:CommonData><P:PageArea><P:PhysicalBox>0 0 210 297</P:PhysicalBox>"
        f"</P:PageArea>{forms}</P:CommonData><P:Pages>{listed}</P:Pages>{document}</P:Document>",
    }
    parts |= {f"Doc_0/Pages/Page_{n}/Content.xml": page.xml() for n, page in enumerate(pages)}
    parts |= {f"Doc_0/Tpls/{id}.xml": page.xml() for id, page in (templates or {}).items()}
    parts |= members or {}
    space = f'xmlns{":" if prefix else ""}{prefix.rstrip(":")}="http://www.ofdspec.org/2016"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            name = (rename or {}).get(name, name).replace("/", slash)
            if isinstance(data, str):
                data = data.replace("<P:", f"<{prefix}").replace("</P:", f"</{prefix}").replace(" NS>", f" {space}>")
            archive.writestr(name, data)
    return Source("notice.ofd", out.getvalue())
