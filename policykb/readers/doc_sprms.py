"""Single property modifiers ([MS-DOC] 2.6): what a run of bytes says about a paragraph, a run or a row."""

from __future__ import annotations

from .doc_file import WordFile, u16, u32

# Characters.
DELETED, HIDDEN, SPECIAL_HIDDEN, STYLE, SIZE, SYMBOL, FONT = 0x0800, 0x083C, 0x0818, 0x4A30, 0x4A43, 0x6A09, 0x4A4F
COLOUR, COLOUR_INDEX, SHADING, SHADING_OLD, HIGHLIGHT, PICTURE, OBJECT = (
    *(0x6870, 0x2A42, 0xCA71, 0x4866, 0x2A0C, 0x6A03, 0x080A),
)
SPECIAL = 0x0855
# Paragraphs.
IN_TABLE, ROW_END, DEPTH, INNER_ROW_END, INNER_CELL_END = 0x2416, 0x2417, 0x6649, 0x244C, 0x244B
LIST, LIST_LEVEL, OUTLINE, ALIGN, ALIGN_OLD = 0x460B, 0x260A, 0x2640, 0x2461, 0x2403
PARAGRAPH_SHADING, PARAGRAPH_SHADING_OLD = 0xC64D, 0x442D
# Rows.
ROW_CELLS, HEADER_ROW, VERTICAL_MERGE, MERGE, SPLIT = 0xD608, 0x3404, 0xD62B, 0x5624, 0x5625
_LARGE = (0x6645, 0x6646, 0x646B)
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
# The short form of a modifier that a whole piece has ([MS-DOC] 2.9.215).
_SHORT = {
    0x05: ALIGN_OLD, 0x0C: LIST_LEVEL, 0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x51: SPECIAL_HIDDEN, 0x5C: HIDDEN,
}  # fmt: skip

Properties = dict[int, bytes]


def properties(word: WordFile, sprms: bytes, nested: bool = False) -> Properties:
    """The last operand of each modifier; long lists that stand in the data stream are followed once."""
    found: Properties = {}
    at = 0
    while at + 2 < len(sprms):
        code = u16(sprms, at)
        at += 2
        size = _SIZES[code >> 13] or _variable(code, sprms, at)
        operand = sprms[at : at + size]
        at += size
        if code in _LARGE and not nested:
            start = u32(operand, 0)
            found.update(properties(word, word.data[start + 2 : start + 2 + u16(word.data, start)], nested=True))
        elif code in (VERTICAL_MERGE, MERGE, SPLIT):
            found[code] = found.get(code, b"") + (operand[1:] if code == VERTICAL_MERGE else operand)
        else:
            found[code] = operand
    return found


def _variable(code: int, sprms: bytes, at: int) -> int:
    if code in (ROW_CELLS, 0xD606):
        return u16(sprms, at) + 1
    if code == 0xC615 and sprms[at : at + 1] == b"\xff":
        deleted = sprms[at + 1] if at + 1 < len(sprms) else 0
        added = at + 2 + 4 * deleted
        return 3 + 4 * deleted + 3 * (sprms[added] if added < len(sprms) else 0)
    return sprms[at] + 1 if at < len(sprms) else 1


def modifier(word: WordFile, code: int) -> Properties:
    """What the modifier of a piece says: one short property, or a list kept beside the pieces."""
    if not code:
        return {}
    if code & 1:
        index = code >> 1
        return properties(word, word.modifiers[index]) if index < len(word.modifiers) else {}
    short = _SHORT.get((code >> 1) & 0x7F)
    return {short: bytes([code >> 8])} if short is not None else {}


def flag(found: Properties, code: int, inherited: bool = False) -> bool:
    """A switch: on, off, or as the style has it, or the opposite of that."""
    operand = found.get(code)
    if not operand:
        return inherited
    if operand[0] & 0x80:
        return inherited != bool(operand[0] & 1)
    return operand[0] != 0
