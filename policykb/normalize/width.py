"""Full-width digits, letters and signs to half width; small, vertical and half-width forms of Chinese punctuation to
its common form. Chinese punctuation itself stays full-width; half-width punctuation is the next step's matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import Edit

# Stay as they are: they are Chinese punctuation, or mean something else at full width.
_KEPT = "（），：；！？～．－［］｛｝｜"
_TABLE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT}
_FORMS = {
    "﹐": "，", "﹑": "、", "﹒": ".", "﹔": "；", "﹕": "：", "﹖": "？", "﹗": "！", "﹙": "（", "﹚": "）",
    "﹝": "〔", "﹞": "〕", "﹪": "%", "﹢": "+", "﹤": "<", "﹥": ">", "﹦": "=", "﹟": "#", "﹠": "&", "﹡": "*",
    "﹩": "$", "﹫": "@", "｡": "。", "､": "、", "｢": "“", "｣": "”", "︵": "（", "︶": "）", "︽": "《", "︾": "》",
    "︿": "〈", "﹀": "〉", "︹": "〔", "︺": "〕", "﹁": "“", "﹂": "”", "﹃": "‘", "﹄": "’", "︰": "：",
    "「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”", "〟": "”",
}  # fmt: skip
_TABLE |= {ord(key): value for key, value in _FORMS.items()}
_RUN = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]+")
# A full stop or dash of full width that stands in a number, a code or after a list number.
_POINT = re.compile(r"(?<=[0-9０-９A-Za-zＡ-Ｚａ-ｚ])[．－](?=[0-9０-９A-Za-zＡ-Ｚａ-ｚ])|(?<=[0-9０-９])．")
_POINTS = {"．": ".", "－": "-"}


def edits(text: str) -> Iterator[Edit]:
    """Runs of characters of the wrong width."""
    made = [Edit(found.start(), found.end(), found.group().translate(_TABLE)) for found in _RUN.finditer(text)]
    if "．" in text or "－" in text:
        made += (Edit(found.start(), found.end(), _POINTS[found.group()]) for found in _POINT.finditer(text))
        made.sort(key=lambda edit: edit.start)
    yield from made
