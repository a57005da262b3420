"""What control words of Rich Text mean for its text: groups without text, targets of text, and characters."""

from __future__ import annotations

# Groups whose text is not the document's; of the groups marked with \* only those of `KNOWN` are read.
SILENT = frozenset(
    (
        *("stylesheet", "info", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("pict", "nonshppict", "shprslt", "nonesttables", "xe", "tc", "tcn", "rxe", "filetbl", "template", "sp"),
        "upr",
    )
)
KNOWN = frozenset(
    ("shpinst", "shpgrp", "shppict", "fldinst", "nesttableprops", "ud", "formfield", "objclass", "footnote")
)
TARGETS = {
    "fonttbl": "fonts",
    "colortbl": "colours",
    "fldinst": "instruction",
    "listtext": "label",
    "pntext": "label",
    "objclass": "object",
    "formfield": "form",
    "ud": "text",
}
CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "page": "\n",
    "column": "\n", "zwj": "\u200d", "zwnj": "\u200c", "lbr": "\n",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n", "\t": "\t"}
