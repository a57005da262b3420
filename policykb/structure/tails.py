"""The end of a document that lost its line breaks: attachments, signature and print note cut from other text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .attachments import listing
from .lines import Line

_LIST = re.compile(r"(?<=[。；;）)\dXx*])附件[：:]\s?(?=1\s?[.．，、,]|1?[一-鿿《]|$)")
_DATE = r"(?:办公室|办公厅|综合[组处科])?\s?\d{4}年\d{1,2}月\d{1,2}日(?:印发)?"
_OPTION = re.compile(r"政府信息公开选项")
_SHORTEST = 30


def cut(lines: Sequence[Line], body: int, names: Sequence[str], title: str | None) -> list[Line]:
    """The lines, those below `body` cut where a list of attachments, a signature, a plan or an attachment begins.

    Args:
        names: the bodies that the front names; a signature is one or several of them and a date.
        title: of the plan that the document issues.
    """
    found = list(lines[:body])
    signed = _signature(names)
    for line in lines[body:]:
        if len(line.text) <= _SHORTEST:
            found.append(line)
            continue
        places = sorted({0, *_places(line, signed, title)})
        found += [line.part(a, b) for a, b in zip(places, [*places[1:], None], strict=True)]
    return [line for line in found if line.text]


def _signature(names: Sequence[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    one = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))
    return re.compile(rf"(?:{one})(?:\s{{0,8}}(?:{one})){{0,8}}{_DATE}")


def _places(line: Line, signed: re.Pattern[str] | None, title: str | None) -> Iterator[int]:
    text = line.text
    start = _LIST.search(text)
    if start is not None:
        yield start.start()
        yield from (hit.start() for hit in _OPTION.finditer(text, start.end()))
    stop = len(text)
    for hit in signed.finditer(text) if signed else ():
        stop = min(stop, hit.start())
        yield hit.start()
        yield hit.end()
        for words in (f"《{title}》", title) if title else ():
            if words and text.startswith(words, hit.end()):
                yield hit.end() + len(words)
    if start is not None and stop > start.end():
        yield from _bodies(line, start.start(), stop)


def _bodies(line: Line, start: int, stop: int) -> Iterator[int]:
    """Where the attachments that a list names begin and where their titles end."""
    for item in listing([line.part(start, stop)], 0):
        for hit in re.finditer(rf"附件\d{{0,2}}\s?{re.escape(item.title)}", line.text[stop:]):
            yield stop + hit.start()
            yield stop + hit.end() - len(item.title)
            yield stop + hit.end()
