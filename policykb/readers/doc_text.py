"""The text of one paragraph of a binary Word file as Word prints it: fields by their results, hidden text left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .doc_file import WordFile, u16, u32
from .doc_styles import RunFormat, Styles
from .docx_symbols import field_text, symbol

_MARKS = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\uf000-\uf0ff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SHOWN = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-"}
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_FIELD_LIMIT = 64
_NOTE, _DRAWING, _PICTURE = "\x02", "\x08", "\x01"


@dataclass
class Field:
    """A field that is open: its instruction, whether its result has begun, and whether anything has shown."""

    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    is_form: bool = False
    shown: bool = False
    preset: str = ""


@dataclass
class ParagraphText:
    """What stands in a paragraph: its text, and what hangs on it: the places of notes and boxes, pictures, objects.

    `on_paper` says that nothing dark can lie behind it, as it may behind the text of a box or of a cell.
    """

    word: WordFile
    styles: Styles
    style: int
    on_paper: bool
    pieces: list[str] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    notes: list[int] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    pictures: int = 0
    objects: list[str] = field(default_factory=list)
    _fields: list[Field] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text; tabs as \\t, forced line breaks as \\n."""
        text = "".join(self.pieces)
        if _SURROGATE.search(text):
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text

    @property
    def size(self) -> float | None:
        """The height in points of most of the letters."""
        return self.sizes.most_common(1)[0][0] if self.sizes else None

    def read(self, start: int, end: int) -> ParagraphText:
        """Walk the runs of a stretch of the text."""
        at = start
        for first, last, properties in self.word.characters.over(start, end):
            if at < first:
                self._run(at, first, RunFormat())
            self._run(first, last, self.styles.run(properties, self.style))
            at = last
        if at < end:
            self._run(at, end, RunFormat())
        return self

    def _run(self, start: int, end: int, run: RunFormat) -> None:
        text = self.word.text[start:end]
        silent = run.hidden or run.deleted or (self.on_paper and run.white)
        if run.symbol is not None and not silent:
            self._show(symbol(*run.symbol) * (end - start), run.size)
            return
        at = 0
        for mark in _MARKS.finditer(text):
            if not silent:
                self._show(text[at : mark.start()], run.size)
            self._mark(mark[0], start + mark.start(), run, silent)
            at = mark.end()
        if not silent:
            self._show(text[at:], run.size)

    def _show(self, text: str, size: float) -> None:
        if not text:
            return
        for opened in self._fields:
            if not opened.in_result:
                opened.instruction.append(text)
                return
        for opened in self._fields:
            opened.shown = True
        self.pieces.append(text)
        if not text.isspace():
            self.sizes[size] += len(text)

    def _mark(self, mark: str, place: int, run: RunFormat, silent: bool) -> None:
        # Hidden text is left out, but the marks of a field around visible text count.
        if mark in (_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END):
            self._field_mark(mark, run)
        elif silent:
            return
        elif mark in _SHOWN:
            if mark != "\x0c" or self.pieces:
                self._show(_SHOWN[mark], run.size)
        elif mark == _NOTE:
            self.notes.append(place)
        elif mark == _DRAWING:
            self.anchors.append(place)
        elif mark == _PICTURE:
            self._picture(run)
        elif mark >= "\uf000":
            self._show(symbol(run.font, ord(mark)) if run.font else mark, run.size)
        elif mark >= "\ud800":
            self._show(mark, run.size)

    def _picture(self, run: RunFormat) -> None:
        inner = self._fields[-1] if self._fields else None
        if inner is not None and (not inner.in_result or inner.is_form):
            if run.picture is not None:
                inner.preset = _form_field(self.word.data, run.picture)
        elif not run.object:
            self.pictures += 1

    def _field_mark(self, mark: str, run: RunFormat) -> None:
        if mark == _FIELD_BEGIN:
            if len(self._fields) < _FIELD_LIMIT:
                self._fields.append(Field())
        elif mark == _FIELD_RESULT and self._fields:
            inner = self._fields[-1]
            inner.is_form = inner.is_form or "FORMCHECK" in "".join(inner.instruction[:8])
            inner.in_result = True
        elif mark == _FIELD_END and self._fields:
            closed = self._fields.pop()
            instruction = "".join(closed.instruction).strip()
            if instruction.upper().startswith("EMBED"):
                self.objects.append(instruction.split()[1] if len(instruction.split()) > 1 else "object")
            if not closed.shown:
                self._show(closed.preset or field_text(instruction), run.size)


def _form_field(data: bytes, start: int) -> str:
    """What a form field without a result shows: a box, ticked or not ([MS-DOC] 2.9.78)."""
    record = start + u16(data, start + 4)
    if u32(data, record) != 0xFFFFFFFF:
        return ""
    flags = u16(data, record + 4)
    kind, result = flags & 3, (flags >> 2) & 0x1F
    if kind != 1:
        return ""
    if result in (0, 1):
        return "☑" if result else "□"
    # After the fixed part stands the field's name, then the box's own state.
    name = record + 10
    return "☑" if u16(data, name + 4 + 2 * u16(data, name)) else "□"
