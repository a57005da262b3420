"""Draw the README's picture: what `policykb ask` prints over corpus/, as docs/at-work.svg.

`python scripts/make_picture.py [LANG …]`; each language of the messages has its picture.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unicodedata
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = {"zh": "哪些文件规定了工作站补助", "en": "which documents set workstation subsidies"}
SIZE, LEADING, MARGIN, WIDTH = 14.0, 22.0, 18.0, 720.0
BACK, TEXT, QUIET, QUOTE, HEAD = "#10151c", "#d6dde6", "#7f8c9b", "#8fd19e", "#f2c879"


def ask(lang: str) -> list[str]:
    """The lines that the command prints over a knowledge base made anew from corpus/."""
    command = [sys.executable, "-m", "policykb", "--lang", lang]
    with tempfile.TemporaryDirectory() as kb:
        subprocess.run([*command, "--quiet", "--kb", kb, "ingest", str(ROOT / "corpus")], check=True)
        done = subprocess.run(
            [*command, "--kb", kb, "ask", QUESTIONS[lang]], check=True, capture_output=True, text=True, encoding="utf-8"
        )
    return [f"$ policykb ask {QUESTIONS[lang]}", *done.stdout.rstrip().splitlines()]


def width(text: str) -> float:
    """How wide a text is in points, in the usual monospaced letters with Chinese ones beside them."""
    return SIZE * sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.6 for character in text)


def folded(line: str) -> list[str]:
    """A line in pieces that fit the picture; what goes on is indented as the line is."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    pieces, piece = [], ""
    for character in line:
        if width(piece + character) > WIDTH - 2 * MARGIN:
            pieces.append(piece)
            piece = indent
        piece += character
    return [*pieces, piece]


def colour(line: str) -> str:
    """By what a line is: the command, a heading, a quote, a place."""
    depth = len(line) - len(line.lstrip())
    if line.startswith("$"):
        return HEAD
    if "“" in line and depth == 4:
        return QUOTE
    return TEXT if depth <= 2 and "source." not in line and ": " not in line else QUIET


def svg(lines: list[str]) -> str:
    """The picture of a terminal."""
    rows = [(piece, colour(line)) for line in lines for piece in (folded(line) if line else [""])]
    height = MARGIN * 2 + LEADING * len(rows)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{height:.0f}" '
        f"font-family=\"ui-monospace, 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace\" "
        f'font-size="{SIZE:g}"><title>{escape(lines[0])}</title>'
        f'<rect width="100%" height="100%" rx="8" fill="{BACK}"/>'
    ]
    for number, (text, fill) in enumerate(rows):
        if text.strip():
            lead = len(text) - len(text.lstrip())
            x, y = MARGIN + width(text[:lead]), MARGIN + LEADING * number + SIZE
            out.append(f'<text x="{x:g}" y="{y:g}" fill="{fill}">{escape(text.strip())}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


if __name__ == "__main__":
    for lang in sys.argv[1:] or QUESTIONS:
        path = ROOT / "docs" / f"at-work.{lang}.svg"
        path.write_text(svg(ask(lang)), encoding="utf-8")
        print(path.relative_to(ROOT))
