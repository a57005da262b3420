"""Rich Text documents (.rtf, and .doc files that are Rich Text inside): blocks in the order of the text."""

from __future__ import annotations

from ..errors import UnreadableError
from ..model import Content, Source
from .base import Draft, Reader
from .flow import write
from .rtf_body import Body
from .rtf_tokens import tokens

_MAGIC = b"{\\rtf"


def _read(source: Source) -> Content:
    body = Body()
    for token in tokens(source.data):
        body.take(token)
        if token.kind == "close" and not body.groups:
            break
    cut = bool(body.groups)
    draft = Draft("rtf", "policykb")
    write(draft, body.finish())
    for note in body.later:
        write(draft, note, "footnote")
    for name in dict.fromkeys(filter(None, body.objects)):
        draft.issue("embedded", f"an embedded object was not read: {name}")
    if body.pictures:
        draft.issue("pictures", f"pictures whose content was not read: {body.pictures}")
    if not draft.content().blocks:
        if cut:
            raise UnreadableError("the file is cut off before its text begins")
        draft.issue("empty", "the document holds no text")
    elif cut:
        draft.issue("damaged", "the file is cut off: groups are open at its end")
    return draft.content()


READER = Reader("rtf", "policykb", lambda source: source.data.startswith(_MAGIC), _read)
