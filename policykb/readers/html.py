"""Web pages: the document, not the site around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from ..errors import UnreadableError
from ..model import Content, Locator, Source
from . import sniff
from .base import Draft, Reader
from .encoding import Decoded, decode, losses
from .html_body import find_body, reveal
from .html_dom import Element, hidden_classes, parse
from .html_fields import from_lines, from_meta, from_table, is_number
from .html_noise import without_noise
from .html_title import find_title, is_said
from .html_walk import Item, Walker

MAX_BYTES = 32 * 1024 * 1024
# Letters beyond links that make a document, fewer with a sentence or a table; letters of sentences among many links.
LEAST_TEXT = 40
LEAST_SAID = 12
LEAST_PROSE = 200

_FILE = re.compile(r"\.(docx?|docm|xlsx?|pptx?|pdf|wps|et|ofd|rtf|odt|zip|rar|7z|txt|csv|ceb)\Z", re.IGNORECASE)

_DOWNLOAD = re.compile(
    r"(?:请|点击|点此|此处|这里|附件|下载|查看|全文|原文|文件|打开|版本?|word|pdf|doc|[\W\d_])*", re.IGNORECASE
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,30})|<\?xml[^>]{0,100}encoding=[\"']([\w-]{2,30})", re.I
)


def identify(source: Source) -> bool:
    """Whether the bytes are marked-up text, whatever the name says."""
    return sniff.kind(source.data) == "html"


def read(source: Source) -> Content:
    """The document on the page: its paragraphs, lists and tables; what the page says about it; its attachments.

    A page without a document (a list, an index) gives no blocks and the issue "no_document".

    Raises:
        UnreadableError: the page is larger than any page, or in no known encoding.
    """
    return read_page(source.data, "html")


def read_page(data: bytes, format: str, declared: str | None = None) -> Content:
    """As `read`, for the bytes of a page; `declared` is the encoding that an envelope names."""
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"{len(data) >> 20} MB of web page; the limit is {MAX_BYTES >> 20} MB")
    decoded = decode(data, declared or _declared(data))
    return _content(parse(decoded.text), decoded, format)


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


@dataclass
class Page:
    """A page taken apart: what stands before, in and behind the element that holds the document."""

    before: list[Item]
    inside: list[Item]
    behind: list[Item]
    fields: dict[str, str] = field(default_factory=dict)


def _content(root: Element, decoded: Decoded, format: str) -> Content:
    page = _taken_apart(root)
    meta = from_meta(root)
    title = find_title(root, page.before, page.inside, meta)
    _take_fields(page)
    inside = without_noise(page.inside)
    found = {**meta, **({"title": title} if title else {}), **page.fields}
    draft = Draft(format, f"lxml, {decoded.encoding}", found)
    # The page's tags are gone from the source text, so what was found in the file is told without a place …
    draft.issues += dict.fromkeys(replace(issue, span=None) for issue in decoded.issues if issue.kind != "undecodable")
    if not has_document(inside):
        draft.issue("no_document", "the page has no document in it: a list, an index or an empty frame")
        draft.fields.pop("title", None)
        return draft.content()
    draft.attachments += attachments([*inside, *page.behind])
    lead = [] if title is None or is_said(title, inside) else [title]
    numbers = [item.text for item in page.before if is_number(item.text)]
    lead += [text for text in numbers[-1:] if text not in "".join(item.text for item in inside[:6])]
    for text in lead:
        draft.paragraph(text, align="center")
    for number, item in enumerate(inside, 1 + len(lead)):
        _add(draft, item, number)
    content = draft.content()
    # … and what was lost at the place where it stood.
    return replace(content, issues=(*content.issues, *losses(content.source, decoded.encoding)))


def _add(draft: Draft, item: Item, number: int) -> None:
    locator = Locator(paragraph=number)
    if item.cells:
        draft.table(item.cells, locator, header_rows=item.header_rows)
    else:
        draft.paragraph(item.text, locator=locator, align=item.align, size=item.size, level=item.level)


def _taken_apart(root: Element) -> Page:
    hidden = hidden_classes(root)
    page = next(root.iter("body"), root)
    reveal(page)
    body = find_body(page, hidden)
    walker = Walker(hidden)
    walker.walk(page, mark=body)
    start, end = walker.ranges[body]
    # A menu at the very beginning is no part of the document, wherever the document was found.
    while start < end and walker.items[start].linked >= len(walker.items[start].text) - 1:
        start += 1
    return Page(walker.items[:start], walker.items[start:end], walker.items[end:])


def _take_fields(page: Page) -> None:
    """Read what stands around the document into the page's fields and take it out of the items."""
    opening = next((n for n, item in enumerate(page.inside) if is_prose(item)), len(page.inside))
    around = [*page.before, *page.inside[:opening]]
    for item in around:
        if item.cells and (found := from_table(item)) is not None:
            _merge(page.fields, found)
            page.inside = [other for other in page.inside if other is not item]
    before = [item for item in page.before if not item.cells]
    lines = [*before, *(item for item in page.inside[: opening + 1] if not item.cells)]
    found, left = from_lines([item.text for item in lines], len(before))
    _merge(page.fields, found)
    rests = {id(lines[index]): rest for index, rest in left.items()}
    page.inside = [
        replace(item, text=rests.get(id(item), item.text)) for item in page.inside if rests.get(id(item), item.text)
    ]


def _merge(fields: dict[str, str], found: Mapping[str, str]) -> None:
    for key, value in found.items():
        fields.setdefault(key, value)


def is_prose(item: Item) -> bool:
    """Whether a paragraph is a sentence of the document rather than a line of data, a button or a title."""
    return not item.cells and item.linked * 2 < len(item.text) and len(item.text) > 20 and "。" in item.text


def has_document(items: Sequence[Item]) -> bool:
    """Whether there is text beyond links: some sentences, or a table, or at least lines that are not links."""
    lettered = [(item, sum(map(str.isalpha, item.text))) for item in items]
    printed = sum(letters for _, letters in lettered)
    linked = sum(min(item.linked, letters) for item, letters in lettered)
    prose = sum(letters for item, letters in lettered if is_prose(item))
    said = any((item.cells or "。" in item.text) and not item.linked for item in items)
    least = LEAST_SAID if said else LEAST_TEXT
    return printed - linked >= least and (prose >= LEAST_PROSE or linked * 2 < printed)


def attachments(items: Sequence[Item]) -> list[str]:
    """The names of the files that the items link to, in order, each once; a link's words with the file's ending.

    Where the words say no more than "download", it is the name in the address.
    """
    names: list[str] = []
    for link in (link for item in items for link in item.links):
        path = unquote(link.target.partition("?")[0].partition("#")[0])
        ending = _FILE.search(path) or _FILE.search(link.text)
        if ending is None:
            continue
        words = _FILE.sub("", link.text).strip()
        name = path.rpartition("/")[2] if _DOWNLOAD.fullmatch(words) else f"{words}.{ending[1].lower()}"
        if name not in names:
            names.append(name)
    return names


READER = Reader("html", "lxml", identify, read)
