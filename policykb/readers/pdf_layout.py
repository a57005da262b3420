"""Pages of glyphs and rulings, from whatever format, laid out as the paragraphs and tables of a draft."""

from __future__ import annotations

from ..model import BlockKind, Locator
from .base import Draft, DraftCell
from .pdf_columns import white_tables
from .pdf_flow import Sheet, flow
from .pdf_furniture import without_furniture
from .pdf_grid import PlacedTable
from .pdf_join import in_order
from .pdf_lattice import ruled_tables
from .pdf_lines import lines
from .pdf_notes import notes
from .pdf_order import in_reading_order
from .pdf_page import Page
from .pdf_paragraphs import PlacedParagraph, margins, paragraphs


def sheet_of(page: Page) -> Sheet:
    """A page with its tables found and its free lines in reading order."""
    tables, free = ruled_tables(page)
    white, rest = white_tables(page, in_reading_order(lines(free, page.number)))
    text, small = notes(page, rest)
    return Sheet(
        page.number, page.width, page.height, text, small, sorted([*tables, *white], key=lambda table: table.top)
    )


def lay_out(draft: Draft, sheets: list[Sheet], levels: dict[str, int]) -> None:
    """Write the pages of a document into a draft, without page numbers and running heads.

    Args:
        levels: the outline levels that the file gives to titles, by their characters without white space.
    """
    kept = without_furniture([s.lines for s in sheets], [s.tables for s in sheets], [s.height for s in sheets])
    for sheet, rest in zip(sheets, kept, strict=True):
        sheet.lines = rest
    every = [line for sheet in sheets for line in (*sheet.lines, *sheet.notes)]
    width = max((sheet.width for sheet in sheets), default=0.0)
    areas = margins(every, [table for sheet in sheets for table in sheet.tables], width)
    pending = [p for sheet in sheets for p in paragraphs(sheet.notes, areas)]
    for item in flow(sheets):
        if isinstance(item, PlacedTable):
            _add_table(draft, item)
            continue
        for paragraph in paragraphs(item, areas):
            while pending and pending[0].lines[0].page < paragraph.lines[0].page:
                _add_paragraph(draft, pending.pop(0), {}, "footnote")
            _add_paragraph(draft, paragraph, levels)
    for paragraph in pending:
        _add_paragraph(draft, paragraph, {}, "footnote")


def listed(pages: list[int]) -> str:
    """1, 2, 3, 7 as "pages 1-3, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    names = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(names)}"


def _add_table(draft: Draft, table: PlacedTable) -> None:
    draft.table(
        [DraftCell(c.row, c.col, c.text, c.rowspan, c.colspan, c.page) for c in in_order(table)],
        Locator(page=table.pages[0], box=_box(table.x0, table.top, table.x1, table.bottom)),
        pages=tuple(dict.fromkeys(table.pages)),
        header_rows=table.header_rows,
    )


def _add_paragraph(
    draft: Draft, paragraph: PlacedParagraph, levels: dict[str, int], kind: BlockKind = "paragraph"
) -> None:
    first = paragraph.lines[0].page
    here = [line for line in paragraph.lines if line.page == first]
    box = _box(
        min(line.x0 for line in here),
        min(line.top for line in here),
        max(line.x1 for line in here),
        max(line.bottom for line in here),
    )
    text = paragraph.text
    draft.paragraph(
        text,
        kind,
        locator=Locator(page=first, box=box),
        align=paragraph.align,
        size=paragraph.size,
        level=levels.get("".join(text.split())),
    )


def _box(*sides: float) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(side, 1) for side in sides)
    return x0, top, x1, bottom
