"""Word documents in a few lines of XML, for tests."""

from __future__ import annotations

import io
import zipfile

from policykb.model import Source

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, properties: str = "") -> str:
    """A w:r."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content: str, properties: str = "") -> str:
    """A w:p; content that holds no XML becomes a run."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(content: str, properties: str = "") -> str:
    """A w:tc."""
    inner = content if content.startswith("<") else para(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A w:tr; cells that are no XML become cells."""
    made = "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def level(index: int, number_format: str, text: str, more: str = "") -> str:
    """A w:lvl."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*abstracts: str, overrides: str = "") -> str:
    """The numbering part: abstract list N is used by list N + 1; `overrides` holds further w:num elements."""
    lists = "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(len(abstracts)))
    made = "".join(f'<w:abstractNum w:abstractNumId="{i}">{a}</w:abstractNum>' for i, a in enumerate(abstracts))
    return made + lists + overrides


def docx(body: str, *, strict: bool = False, doctype: str = "", chunk: bytes = b"", **parts: str) -> bytes:
    """A package with a body; `parts` are the inner XML of styles, numbering, footnotes, endnotes, header, comments."""
    main = f'<?xml version="1.0"?>{doctype}<w:document {_NAMES}><w:body>{body}</w:body></w:document>'
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
             "header": "hdr", "comments": "comments"}  # fmt: skip
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_R}/{name}" Target="{name}.xml"/>' for i, name in enumerate(parts)
    )
    if chunk:
        relations += f'<Relationship Id="chunk" Type="{_R}/aFChunk" Target="chunk.bin"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}">'
        f'<Relationship Id="r0" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": main,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}">{relations}</Relationships>',
        **{f"word/{n}.xml": f"<w:{roots[n]} {_NAMES}>{x}</w:{roots[n]}>" for n, x in parts.items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if strict:
                text = text.replace(_W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
                text = text.replace(_R, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            archive.writestr(name, text)
        if chunk:
            archive.writestr("word/chunk.bin", chunk)
    return data.getvalue()


def source(body: str, **options: str) -> Source:
    """The same as a source."""
    return Source("notice.docx", docx(body, **options))  # type: ignore[arg-type]
