"""The pieces of the structure put together, in the order in which one needs the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model import Attachment, Content, Notice, Paragraph, Section, Source
from ..text import Span, Text
from . import attachments, front, front_rules, lines, metadata, outline, parts, tables, tails
from .lines import Line
from .parts import Parts
from .titles import fold, issued_title


def notice(source: Source, content: Content, text: Text) -> Notice:
    """The whole structure of one document."""
    placed = lines.table_spans(content, text)
    read = front.prepare(lines.read(content, text, [span for _, span in placed]))
    head = front_rules.read(read, placed[0][1].start if placed else None, content.fields.get("title"))
    read = tails.cut(
        read, head.body, [*(name for _, name in head.letterhead), *head.heads], issued_title(head.title or "")
    )
    split = parts.split(read, head)
    sections, paragraphs = _outline(read, split, len(text.clean))
    closed = {line.span.start for line, part in zip(read, split.of, strict=True) if part in {"signature", "back"}}
    found_tables, issues = tables.read(
        content, text, placed, read, _titles(split), lambda line: line.span.start not in closed
    )
    carried = _attachments(read, split, len(text.clean), content.attachments)
    titles = {attachments.key(item.label): item.title for item in carried}
    found_tables = tuple(
        table if table.title or not table.label else replace(table, title=titles.get(attachments.key(table.label)))
        for table in found_tables
    )
    return Notice(
        source,
        content,
        text,
        metadata.gather(read, head, split, content.fields, metadata.script_of(content.source)),
        sections,
        paragraphs,
        found_tables,
        carried,
        issues,
    )


def _outline(read: Sequence[Line], split: Parts, end: int) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    """The trees of all parts one after another, and every line with its part and section."""
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    for first, last in _runs(split, len(read)):
        run = read[first:last]
        if split.of[first] in {"front", "back", "signature"}:
            paragraphs += [Paragraph(line.span, split.of[first]) for line in run]
            continue
        stop = read[last].span.start if last < len(read) else end
        tree = outline.build(run, stop)
        base = len(sections)
        for heading in tree.headings:
            parent = None if heading.parent is None else base + heading.parent
            sections.append(
                Section(heading.label, heading.title, heading.level, heading.span, heading.body, heading.path, parent)
            )
        for line, section, start in zip(run, tree.sections, tree.starts, strict=True):
            index = None if section is None else base + section
            paragraphs.append(Paragraph(line.span, split.of[first], index, start))
    return tuple(sections), tuple(paragraphs)


def _runs(split: Parts, count: int) -> list[tuple[int, int]]:
    """Stretches of lines of one part, cut where a new tree begins."""
    breaks = set(split.breaks)
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(1, count + 1):
        if index == count or split.of[index] != split.of[start] or index in breaks:
            if index > start:
                runs.append((start, index))
            start = index
    return runs


def _titles(split: Parts) -> frozenset[str]:
    """The titles of the attachments that the document lists or carries."""
    return frozenset(fold(title) for title in (*(item.title for item in split.listings), *(b[1] for b in split.bodies)))


def _attachments(read: Sequence[Line], split: Parts, end: int, files: Sequence[str]) -> tuple[Attachment, ...]:
    """What the list names and what the document carries, each once; mentions or linked files where there is neither."""
    found: dict[str, Attachment] = {}
    for item in split.listings:
        found[attachments.key(item.label)] = Attachment(item.label, item.title)
    for label, title, first, last in split.bodies:
        stop = read[last].span.start if last < len(read) else end
        span = Span(read[first].span.start, max(read[first].span.end, stop))
        key = attachments.key(label)
        if key == "附件" and key not in found:
            same = (place for place, item in found.items() if len(found) == 1 or fold(item.title) == fold(title))
            key = next(same, key)
        known = found.get(key)
        found[key] = replace(known, span=span) if known else Attachment(label, attachments.clean_title(title), span)
    if not found:
        for label, title in attachments.mentions("\n".join(line.text for line in read if "附" in line.text)):
            found[label] = Attachment(label, title)
    if not found:
        for label, title in attachments.linked(files):
            found.setdefault(label, Attachment(label, title))
    return tuple(found.values())
