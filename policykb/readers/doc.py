"""Binary Word documents (.doc of Word 97 and later, .wps of Kingsoft): blocks in the order of the text.

Numbering is counted as Word counts it, deleted and hidden text, comments, headers and footers stay out.
"""

from __future__ import annotations

from ..errors import EncryptedError, UnreadableError
from ..model import Content, Source
from . import office
from .base import Draft, Reader
from .doc_file import (
    ENDNOTE_REFERENCES,
    ENDNOTE_TEXTS,
    FOOTNOTE_REFERENCES,
    FOOTNOTE_TEXTS,
    OldWordError,
    WordFile,
    legible,
    open_word,
)
from .doc_lists import load_lists
from .doc_shapes import load_shapes
from .doc_story import Story
from .doc_styles import load_styles
from .flow import write
from .ole import holds

# LibreOffice's names of the formats.
_WORD, _OLD_WORD = "MS Word 97", "MS WinWord 6.0"


def _notes(word: WordFile, references: int, texts: int, stretch: tuple[int, int]) -> dict[int, tuple[int, int]]:
    """The stretch of each note's text by the place in the main text that refers to it."""
    places, _ = word.places(references, 2)
    _, body_end = word.stretches()[0]
    found = zip(places[:-1], word.parts_of(texts, 0, stretch), strict=False)
    return {place: note for place, note in found if note is not None and place < body_end}


def _read(source: Source) -> Content:
    """The document by the reader here, or by LibreOffice where that fails; `Content.reader` says which."""
    try:
        return _own(source)
    except EncryptedError:
        raise
    except OldWordError:
        content = office.read(source, "doc", _OLD_WORD)
        if content is None:
            raise
    except UnreadableError:
        content = office.read(source, "doc", _WORD)
        if content is None or not content.blocks or not legible(content.source):
            raise
    return content


def _own(source: Source) -> Content:
    word = open_word(source.data)
    if not legible(word.text):
        raise UnreadableError("the text is damaged beyond reading")
    styles = load_styles(word)
    body, footnotes, _, _, _, endnotes, _, _ = word.stretches()
    story = Story(
        word,
        styles,
        load_lists(word, styles),
        load_shapes(word),
        _notes(word, FOOTNOTE_REFERENCES, FOOTNOTE_TEXTS, footnotes),
        _notes(word, ENDNOTE_REFERENCES, ENDNOTE_TEXTS, endnotes),
    )
    draft = Draft("doc", "olefile")
    write(draft, story.items(*body, on_paper=True))
    for box in story.shapes.loose:
        write(draft, story.items(*box), "textbox")
    for note in story.later:
        write(draft, story.items(*note), "footnote")
    for name in dict.fromkeys(story.objects):
        draft.issue("embedded", f"an embedded object was not read: {name}")
    if story.pictures:
        draft.issue("pictures", f"pictures whose content was not read: {story.pictures}")
    for damage in word.damage:
        draft.issue("damaged", damage)
    if not draft.content().blocks:
        draft.issue("empty", "the document holds no text")
    return draft.content()


READER = Reader("doc", "olefile", lambda source: holds(source.data, "WordDocument"), _read)
