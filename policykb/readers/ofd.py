"""OFD (GB/T 33190), the page format of Chinese offices: text and tables laid out again as in PDF.

Signatures and seals are reported, not verified; attached files are listed; stamps, watermarks and notes that
readers put on a page are left out. Pages that hold only pictures are named in an issue of the kind "needs_ocr".
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import UnreadableError
from ..model import Content, Source
from .base import Draft, Reader
from .docx_package import Element
from .elements import child, children, descendants, words
from .ofd_package import Parts, is_ofd, open_ofd
from .ofd_page import Scan, Units, box
from .ofd_seals import signatures
from .pdf_flow import Sheet
from .pdf_layout import lay_out, listed, sheet_of
from .pdf_legible import legible
from .pdf_page import Page

_A4 = (595.3, 841.9)
# Glyphs and lines of a whole document, and its pages; what lies beyond would take minutes.
_BUDGET, _PAGES = 8_000_000, 20_000
_SIGNATURES = 100


@dataclass
class Faults:
    """Pages by what was noticed about them."""

    blank: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    invisible: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    beyond: list[int] = field(default_factory=list)


@dataclass
class Document:
    """One document of a package: its root, the folder it stands in, its templates and graphics."""

    parts: Parts
    root: Element
    folder: str
    units: Units = field(default_factory=dict)

    def __post_init__(self) -> None:
        common = child(self.root, "CommonData")
        self.size = box(child(common, "PageArea")) or _A4
        self.templates = {item.get("ID"): item.get("BaseLoc") for item in children(common, "TemplatePage")}
        for resource in children(common, "PublicRes", "DocumentRes"):
            for unit in descendants(self.part(words(resource)), "CompositeGraphicUnit"):
                content = child(unit, "Content")
                self.units[unit.get("ID", "")] = unit if content is None else content

    def part(self, place: str | None) -> Element | None:
        """The root of a part of this document."""
        return self.parts.xml(self.parts.find(self.folder, place))

    def pages(self) -> Iterator[Element | None]:
        """The roots of the pages' parts, None for one that is missing."""
        for entry in children(child(self.root, "Pages"), "Page"):
            yield self.part(entry.get("BaseLoc"))

    def page(self, root: Element, number: int) -> Page:
        """A page with its templates; of a scan with text under it that text, though it is not to be seen."""
        scan = self._scan(root, shown=False)
        if not scan.glyphs and scan.unseen and scan.drawing.pictures:
            scan = self._scan(root, shown=True)
            page = scan.page(number, *(box(child(root, "Area")) or self.size))
            page.invisible = True
            return page
        return scan.page(number, *(box(child(root, "Area")) or self.size))

    def _scan(self, root: Element, shown: bool) -> Scan:
        scan = Scan(self.units, shown=shown)
        for template in children(root, "Template"):
            content = child(self.part(self.templates.get(template.get("TemplateID"))), "Content")
            if content is not None:
                scan.walk(content)
        content = child(root, "Content")
        if content is not None:
            scan.walk(content)
        return scan

    def attachments(self) -> Iterator[str]:
        """The names of the files that are attached."""
        for item in children(self.part(words(child(self.root, "Attachments"))), "Attachment"):
            name = item.get("Name") or posixpath.basename(words(child(item, "FileLoc")))
            ending = item.get("Format")
            if name and item.get("Visible") != "false":
                yield f"{name}.{ending}" if ending and "." not in name else name

    def notes(self) -> int:
        """How many stamps and notes lie on the pages, watermarks not counted."""
        listing = child(self.root, "Annotations")
        place = self.parts.find(self.folder, words(listing))
        home = posixpath.dirname(place or "")
        files = [words(child(page, "FileLoc")) for page in descendants(self.parts.xml(place), "Page")]
        roots = [self.parts.xml(self.parts.find(home, name)) for name in files[:_PAGES]]
        return sum(note.get("Type") != "Watermark" for root in roots for note in descendants(root, "Annot"))

    def levels(self) -> dict[str, int]:
        """The outline's titles with their levels from 1."""
        found: dict[str, int] = {}
        stack = [(item, 1) for item in children(child(self.root, "Outlines"), "OutlineElem")]
        while stack:
            item, level = stack.pop()
            found.setdefault("".join(item.get("Title", "").split()), level)
            stack += [(inner, level + 1) for inner in children(item, "OutlineElem") if level < 9]
        return found


def _documents(parts: Parts) -> Iterator[tuple[Element, Document]]:
    root = parts.xml("ofd.xml")
    for body in descendants(root, "DocBody"):
        name = parts.find("", words(child(body, "DocRoot")))
        document = parts.xml(name)
        if document is not None and name is not None:
            yield body, Document(parts, document, posixpath.dirname(name))


def _sheets(documents: list[Document], faults: Faults) -> Iterator[Sheet]:
    roots = [(document, root) for document in documents for root in document.pages()]
    spent = 0
    for number, (document, root) in enumerate(roots, 1):
        if root is None:
            faults.missing.append(number)
            continue
        page = document.page(root, number)
        spent += len(page.glyphs) + len(page.across) + len(page.down)
        if spent > _BUDGET or number > _PAGES:
            faults.beyond += range(number, len(roots) + 1)
            return
        if page.crowded:
            faults.crowded.append(number)
        if page.glyphs and not legible(page.glyphs):
            faults.garbled.append(number)
            continue
        if not page.glyphs and (page.pictures or page.across or page.down):
            faults.blank.append(number)
        elif page.invisible:
            faults.invisible.append(number)
        elif page.pictures:
            faults.pictures.append(number)
        yield sheet_of(page)


def _note(draft: Draft, faults: Faults) -> None:
    for kind, pages, message in (
        ("needs_ocr", faults.blank, "no text, only pictures or drawings, on"),
        ("needs_ocr", faults.garbled, "the text does not say which characters it shows, on"),
        ("unread_page", faults.missing, "missing or damaged and left out:"),
        ("ocr_layer", faults.invisible, "the text was recognised from a picture by another program, on"),
        ("pictures", faults.pictures, "pictures beside the text that were not read, on"),
        ("crowded_page", faults.crowded, "so many objects that some were left out, on"),
        ("too_long", faults.beyond, "the document is too long; left out:"),
    ):
        if pages:
            draft.issue(kind, f"{message} {listed(pages)}")


def _read(source: Source) -> Content:
    parts = open_ofd(source.data)
    found = list(_documents(parts))
    if not found:
        raise UnreadableError("the package names no document that is in it")
    draft, faults = Draft("ofd", "lxml"), Faults()
    levels: dict[str, int] = {}
    for body, document in found:
        draft.attachments += document.attachments()
        levels |= document.levels()
        for text, _ in zip(signatures(parts, body), range(_SIGNATURES), strict=False):
            draft.issue("signature", text)
    lay_out(draft, list(_sheets([document for _, document in found], faults)), levels)
    _note(draft, faults)
    notes = sum(document.notes() for _, document in found)
    if notes:
        draft.issue("annotations", f"stamps and notes that were put on the pages and left out: {notes}")
    for damage in parts.package.damage:
        draft.issue("damaged", damage)
    content = draft.content()
    if not content.blocks and not content.issues:
        draft.issue("empty", "the document holds no text and no pictures")
        return draft.content()
    return content


def _is_ofd(source: Source) -> bool:
    return is_ofd(source.data)


READER = Reader("ofd", "lxml", _is_ofd, _read)
