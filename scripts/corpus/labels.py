"""The labels that a word processor counts for the three levels of a draft's list."""

from __future__ import annotations

CHINESE = "一二三四五六七八九十"


class Labels:
    """Counts the lines of the styles auto1 to auto3."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0]

    def next(self, style: str) -> str:
        """The label of a line, empty for one that is not counted."""
        if not style.startswith("auto"):
            return ""
        level = int(style[-1]) - 1
        self._counts = [*self._counts[:level], self._counts[level] + 1, *[0] * (2 - level)]
        count = self._counts[level]
        return (f"{CHINESE[count - 1]}、", f"（{CHINESE[count - 1]}）", f"{count}.")[level]
