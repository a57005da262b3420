"""Characters of symbol fonts as the Unicode characters they look like."""

from __future__ import annotations

import re

from .docx_counting import circled

_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆",
    0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◎", 0xA7: "▪",
    0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑", 0xB2: "◇", 0xA2: "○", 0xA3: "○", 0xA5: "◎", 0xA6: "○", 0xEF: "←",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0xA2: "■", 0xA3: "□",
    0xAE: "◆", 0x2A: "□", 0x2B: "□", 0xA0: "□", 0xA1: "□",
}  # fmt: skip
_SYMBOL = {
    0x61: "α", 0x62: "β", 0x63: "χ", 0x64: "δ", 0x65: "ε", 0x66: "φ", 0x67: "γ", 0x68: "η", 0x69: "ι", 0x6B: "κ",
    0x6C: "λ", 0x6D: "μ", 0x6E: "ν", 0x70: "π", 0x71: "θ", 0x72: "ρ", 0x73: "σ", 0x74: "τ", 0x77: "ω", 0x78: "ξ",
    0x79: "ψ", 0x7A: "ζ", 0x44: "Δ", 0x46: "Φ", 0x47: "Γ", 0x4C: "Λ", 0x50: "Π", 0x51: "Θ", 0x53: "Σ", 0x57: "Ω",
    0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip
_BULLET = "•"
_ENCLOSED = re.compile(r"EQ\s+\\o(?:\\a[clr])?\s*\(([^(),，]{1,4})[,，]([^(),，]{1,4})\)", re.IGNORECASE)
# Characters with their reading above them, as EQ fields write ruby: the reading, then the characters.
_RUBY = re.compile(
    r"EQ\s+\\\*\s*jc[0-9].{0,200}?\\o\s*(?:\\a[dclr])?\s*\(\s*\\s\s*\\up\s*[0-9]{1,3}\s*\([^()]{0,60}\)\s*[,，;]([^()]{1,60})\)",
    re.I,
)
_SYMBOL_FIELD = re.compile(r"SYMBOL\s+([0-9]{1,5})\b(?:[^\\]*\\f\s+\"?([\w ]{1,40}))?", re.IGNORECASE)


def symbol(font: str, code: int) -> str:
    """The character of a symbol font's place; a bullet for one in a font or at a place that is not known."""
    place = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    name = font.casefold()
    if "wingdings" in name:
        if "2" in name:
            return _WINGDINGS_2.get(place, _circled_wingding(place - 0x69 + 0x81) or _BULLET)
        return _WINGDINGS.get(place) or _circled_wingding(place) or _BULLET
    if name == "symbol":
        return _SYMBOL.get(place, _BULLET)
    if 0xF000 <= code <= 0xF0FF:
        return _BULLET
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def _circled_wingding(place: int) -> str:
    if 0x80 <= place <= 0x8A:
        return circled(place - 0x80)
    return circled(place - 0x8B) if 0x8B <= place <= 0x95 else ""


def field_text(instruction: str) -> str:
    """What a field shows that has no stored result: an enclosed character, or one of a symbol font."""
    enclosed = _ENCLOSED.search(instruction)
    if enclosed:
        inner = next((part for part in enclosed.groups() if part.strip() not in "○◯〇□△"), "").strip()
        return circled(int(inner)) if inner.isascii() and inner.isdecimal() else inner
    ruby = _RUBY.search(instruction)
    if ruby:
        return ruby[1].strip()
    found = _SYMBOL_FIELD.search(instruction)
    return symbol(found[2] or "", int(found[1])) if found else ""
