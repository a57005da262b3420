"""PDF files in a few lines, for tests: Chinese text without an embedded font, straight lines, boxes.

Places are in points from the upper left corner of an A4 page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policykb.model import Source

WIDTH, HEIGHT = 595.0, 842.0


@dataclass
class Page:
    """What is drawn on a page, in order; every method gives the page back."""

    rotate: int = 0
    operations: list[str] = field(default_factory=list)
    pictures: bool = False

    def text(
        self, x: float, y: float, text: str, size: float = 12, *, matrix: str = "1 0 0 1", font: str = "F1"
    ) -> Page:
        """Text whose base line begins at a place."""
        code = text.encode("utf-16-be").hex() if font != "F3" else text.encode("latin-1").hex()
        self.operations.append(f"BT /{font} {size} Tf {matrix} {x:.2f} {HEIGHT - y:.2f} Tm <{code}> Tj ET")
        return self

    def lines(
        self, x: float, y: float, width: int, text: str, size: float = 12, indent: int = 2, step: float = 20
    ) -> float:
        """A paragraph broken after `width` characters a line, the first line indented; gives the next base line."""
        first, rest = text[: width - indent], text[width - indent :]
        self.text(x + indent * size, y, first, size)
        for start in range(0, len(rest), width):
            y += step
            self.text(x, y, rest[start : start + width], size)
        return y + step

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A thin line."""
        self.operations.append(f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")
        return self

    def area(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> Page:
        """A filled box."""
        box = f"{x0:.2f} {HEIGHT - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f"
        self.operations.append(f"q {grey} g {box} Q")
        return self

    def grey(self, level: float) -> Page:
        """The colour of what follows."""
        self.operations.append(f"{level} g")
        return self

    def picture(self) -> Page:
        """A picture over the whole page."""
        self.pictures = True
        self.operations.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I1 Do Q")
        return self

    def table(
        self, x: float, y: float, widths: list[float], heights: list[float], cells: dict[tuple[int, int, int, int], str]
    ) -> Page:
        """A ruled table; cells are (row, column, height, width) in cells, with their text."""
        xs, ys = [x], [y]
        for width in widths:
            xs.append(xs[-1] + width)
        for height in heights:
            ys.append(ys[-1] + height)
        for (row, col, high, wide), text in cells.items():
            left, top, right, bottom = xs[col], ys[row], xs[col + wide], ys[row + high]
            self.line(left, top, right, top).line(left, bottom, right, bottom)
            self.line(left, top, left, bottom).line(right, top, right, bottom)
            for number, part in enumerate(text.split("\n")):
                self.text(left + 3, top + 13 + 12 * number, part, 10)
        return self


def pdf(*pages: Page, encrypted: bool = False, form: bool = False, outline: tuple[str, ...] = ()) -> bytes:
    """A whole file. `encrypted`: with a user password; `form`: every page's content inside a form XObject."""
    fonts = {
        "F1": ("UniGB-UCS2-H", "GB1", "STSong-Light"),
        "F2": ("UniGB-UCS2-V", "GB1", "STSong-Light"),
    }
    objects: list[str] = ["", ""]

    def add(body: str) -> int:
        objects.append(body)
        return len(objects)

    named = []
    for name, (cmap, order, base) in fonts.items():
        info = f"<</Registry(Adobe)/Ordering({order})/Supplement 2>>"
        inner = add(f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{base}/CIDSystemInfo{info}/DW 1000/W[1 95 500]>>")
        outer = add(f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/{cmap}/DescendantFonts[{inner} 0 R]>>")
        named.append(f"/{name} {outer} 0 R")
    names = "".join(f"/g{code}" for code in range(33, 127))
    odd = add(f"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Odd/Encoding<</Differences[33{names}]>>>>")
    named.append(f"/F3 {odd} 0 R")
    picture = add(
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\n"
        "stream\n0\nendstream"
    )
    kids = []
    for page in pages:
        drawn = "\n".join(page.operations)
        resources = f"/Resources<</Font<<{''.join(named)}>>/XObject<</I1 {picture} 0 R>>>>"
        if form:
            inner_form = add(
                f"<</Type/XObject/Subtype/Form/BBox[0 0 {WIDTH} {HEIGHT}]{resources}/Length {len(drawn)}>>\n"
                f"stream\n{drawn}\nendstream"
            )
            drawn = "/X1 Do"
            resources = f"/Resources<</XObject<</X1 {inner_form} 0 R>>>>"
        content = add(f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream")
        kids.append(
            add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {page.rotate}"
                f"{resources}/Contents {content} 0 R>>"
            )
        )
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
    objects[0] = "<</Type/Catalog/Pages 2 0 R" + (f"/Outlines {len(objects) + 1} 0 R" if outline else "") + ">>"
    if outline:
        root = len(objects) + 1
        add(f"<</First {root + 1} 0 R/Last {root + len(outline)} 0 R/Count {len(outline)}>>")
        for number, title in enumerate(outline, 1):
            following = f"/Next {root + number + 1} 0 R" if number < len(outline) else ""
            code = ("\ufeff" + title).encode("utf-16-be").hex()
            add(f"<</Title<{code}>/Parent {root} 0 R/Dest[{kids[0]} 0 R/Fit]{following}>>")
    return _file(objects, encrypted)


def _file(objects: list[str], encrypted: bool) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        data += f"{place:010d} 00000 n \n".encode()
    lock = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'ab' * 32}>/U<{'cd' * 32}>>>" if encrypted else ""
    data += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{lock}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


def source(*pages: Page, encrypted: bool = False, form: bool = False, outline: tuple[str, ...] = ()) -> Source:
    """The same as a source."""
    return Source("notice.pdf", pdf(*pages, encrypted=encrypted, form=form, outline=outline))
