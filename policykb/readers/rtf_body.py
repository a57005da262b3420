"""The text of a Rich Text file as its program prints it: hidden and deleted text out, labels of lists kept."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field

from .docx_symbols import field_text
from .flow import Items
from .rtf_fonts import Fonts
from .rtf_state import SETTINGS, RowDefinition, State
from .rtf_stream import OpenField, Stream
from .rtf_tokens import Token, page_codec
from .rtf_words import CHARACTERS, KNOWN, SILENT, SYMBOLS, TARGETS

_DEPTH_LIMIT = 12
_STREAM_LIMIT, _FIELD_LIMIT = 20, 64


@dataclass
class Body:
    """The reading of one file: its fonts and colours, the open groups, and the streams they write to."""

    fonts: Fonts = field(default_factory=Fonts)
    default_font: int = 0
    paragraphs: int = 0
    pictures: int = 0
    objects: list[str] = field(default_factory=list)
    later: list[Items] = field(default_factory=list)
    state: State = field(default_factory=State)
    streams: list[Stream] = field(default_factory=lambda: [Stream("body")])
    groups: list[State] = field(default_factory=list)
    _closings: list[Callable[[], None] | None] = field(default_factory=list)
    _fields: list[OpenField] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _skipping: int = 0
    _starred: bool = False

    @property
    def stream(self) -> Stream:
        """Where text goes."""
        return self.streams[-1]

    def take(self, token: Token) -> None:
        """Read one token."""
        if token.kind == "open":
            self._flush()
            self.groups.append(self.state)
            self._closings.append(None)
            self.state = copy(self.state)
            self._skipping, self._starred = 0, False
        elif token.kind == "close":
            self._flush()
            self._skipping, self._starred = 0, False
            if self.groups:
                closing = self._closings.pop()
                if closing is not None:
                    closing()
                self.state = self.groups.pop()
        elif self.state.target == "silent":
            return
        elif token.kind in ("text", "byte"):
            self._text(token.data)
        elif self._skipping:
            self._skipping -= 1
        elif token.kind == "word":
            self._word(token.name, token.number)
        elif token.kind == "symbol":
            self._symbol(token.name)

    def finish(self) -> Items:
        """Everything of the body, once the last token is read."""
        self._flush()
        while len(self.streams) > 1:
            self._end_stream()
        if self.stream.is_open:
            self._paragraph()
        return self.stream.flow.finished()

    def _text(self, data: bytes) -> None:
        skipped = min(self._skipping, len(data))
        self._skipping -= skipped
        self._bytes += data[skipped:]

    def _symbol(self, name: str) -> None:
        if name == "*":
            self._starred = True
        elif name in "\\{}":
            self._bytes += name.encode("ascii")
        elif name in "\r\n":
            self._end_of_paragraph()
        elif name in SYMBOLS:
            self._flush()
            self._show(SYMBOLS[name])

    def _word(self, name: str, number: int | None) -> None:
        if name == "u":
            self._unicode(number or 0)
            return
        self._flush()
        starred, self._starred = self._starred, False
        if name in SILENT or (starred and name not in KNOWN):
            if name == "pict":
                self.pictures += self.state.target == "text"
            self.state.target = "silent"
        elif name in TARGETS:
            self.state.target = TARGETS[name]
            if name == "fldinst" and not self._fields:
                self.state.target = "silent"
        elif name in CHARACTERS:
            self._show(CHARACTERS[name])
        elif name in _WORDS:
            _WORDS[name](self, number)
        elif name in SETTINGS:
            SETTINGS[name](self.state, 1 if number is None else number)

    def _unicode(self, number: int) -> None:
        self._flush()
        code = number & 0xFFFF if number < 0x10000 else number
        self._show(self.fonts.character(self.state.font, code))
        self._skipping = self.state.skip

    def _flush(self) -> None:
        """Read the bytes gathered so far in the encoding of their font."""
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        if self.state.target == "fonts":
            self.fonts.name(self.state.font, data)
        elif self.state.target == "colours":
            self.fonts.end_colours(data.count(b";"))
        elif self.state.target != "silent":
            self._show(self.fonts.read(self.state.font, data))

    def _show(self, text: str) -> None:
        state = self.state
        if state.target == "instruction" and self._fields:
            self._fields[-1].instruction.append(text)
        elif state.target == "object":
            self.objects.append(text.strip())
        elif state.hidden or state.deleted or self._unseen():
            return
        elif state.target == "label":
            self.stream.label.append(text)
        elif state.target == "text":
            for opened in self._fields:
                opened.shown = opened.shown or bool(text)
            self.stream.show(text, state.size)

    def _unseen(self) -> bool:
        """White letters on white paper."""
        state = self.state
        on_paper = self.stream.kind == "body" and not state.in_table and not state.background
        return on_paper and state.colour in self.fonts.white

    def _end_of_paragraph(self, _: int | None = None) -> None:
        if self.state.target == "text":
            depth = min(max(1, self.state.depth), _DEPTH_LIMIT) if self.state.in_table else 0
            self._paragraph(depth, joins=self.state.deleted)

    def _paragraph(self, depth: int = 0, joins: bool = False) -> None:
        self.paragraphs += 1
        self.stream.end_paragraph(self.paragraphs, self.state, depth, joins)

    def _end_cell(self, _: int | None) -> None:
        self._paragraph(1)
        self.stream.flow.tables[-1].end_cell()

    def _end_nested_cell(self, _: int | None) -> None:
        self._paragraph(min(max(2, self.state.depth), _DEPTH_LIMIT))
        self.stream.flow.tables[-1].end_cell()

    def _end_row(self, _: int | None) -> None:
        self.stream.flow.enter(1)
        self._take_row()

    def _end_nested_row(self, _: int | None) -> None:
        if len(self.stream.flow.tables) > 1:
            self._take_row()

    def _take_row(self) -> None:
        row = self.state.row
        self.stream.flow.tables[-1].end_row(row.shapes, row.header, self.state.deleted)

    def _begin_row(self, _: int | None) -> None:
        self.state.row = RowDefinition()

    def _begin_field(self, _: int | None) -> None:
        if len(self._fields) >= _FIELD_LIMIT:
            self.state.target = "silent"
            return
        self._fields.append(OpenField())
        self._at_end(self._end_field)

    def _end_field(self) -> None:
        closed = self._fields.pop()
        if closed.shown:
            return
        instruction = "".join(closed.instruction)
        if "FORMCHECKBOX" in instruction.upper():
            self._show("☑" if closed.box == 1 else "□")
        else:
            self._show(field_text(instruction))

    def _form_result(self, number: int | None) -> None:
        if self._fields and (number in (0, 1)):
            self._fields[-1].box = number

    def _form_default(self, number: int | None) -> None:
        if self._fields and self._fields[-1].box is None:
            self._fields[-1].box = number

    def _begin_note(self, _: int | None) -> None:
        self._begin_stream("note")

    def _begin_box(self, _: int | None) -> None:
        self._begin_stream("box")

    def _begin_stream(self, kind: str) -> None:
        if len(self.streams) >= _STREAM_LIMIT:
            self.state.target = "silent"
            return
        self.streams.append(Stream(kind))
        self.state.plain(self.default_font)
        self.state.new_paragraph()
        self._at_end(self._end_stream)

    def _end_stream(self) -> None:
        if self.stream.is_open:
            self._paragraph()
        ended = self.streams.pop()
        items = ended.flow.finished()
        if ended.kind == "box":
            self.stream.boxes.append(items)
        elif ended.kind == "note":
            self.stream.notes.append(items)
        else:
            self.later.append(items)

    def _is_endnote(self, _: int | None) -> None:
        if self.stream.kind == "note":
            self.stream.kind = "endnote"

    def _at_end(self, closing: Callable[[], None]) -> None:
        if self._closings:
            self._closings[-1] = closing

    def _set_font(self, number: int | None) -> None:
        self.state.font = number or 0

    def _set_charset(self, number: int | None) -> None:
        if self.state.target == "fonts":
            self.fonts.set_charset(self.state.font, number or 0)

    def _set_page(self, number: int | None) -> None:
        if number and self.state.target == "fonts":
            self.fonts.set_page(self.state.font, number)

    def _set_file_page(self, number: int | None) -> None:
        self.fonts.codec = page_codec(number or 1252)

    def _set_default_font(self, number: int | None) -> None:
        self.default_font = self.state.font = number or 0

    def _plain(self, _: int | None) -> None:
        self.state.plain(self.default_font)

    def _take_colour(self, number: int | None) -> None:
        self.fonts.take_part(number or 0)


_WORDS: dict[str, Callable[[Body, int | None], None]] = {
    "par": Body._end_of_paragraph,
    "sect": Body._end_of_paragraph,
    "cell": Body._end_cell,
    "nestcell": Body._end_nested_cell,
    "row": Body._end_row,
    "nestrow": Body._end_nested_row,
    "trowd": Body._begin_row,
    "field": Body._begin_field,
    "ffres": Body._form_result,
    "ffdefres": Body._form_default,
    "footnote": Body._begin_note,
    "ftnalt": Body._is_endnote,
    "shptxt": Body._begin_box,
    "f": Body._set_font,
    "fcharset": Body._set_charset,
    "cpg": Body._set_page,
    "ansicpg": Body._set_file_page,
    "deff": Body._set_default_font,
    "plain": Body._plain,
    "red": Body._take_colour,
    "green": Body._take_colour,
    "blue": Body._take_colour,
}
