"""A line on the terminal that says how far the work is; nothing where stderr is no terminal."""

from __future__ import annotations

import shutil
import sys
from types import TracebackType
from typing import Self

from .base import complain, given

_WIDTH = 24


class Progress:
    """A bar on stderr, made of a label, a count and the name of the last item."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._total = self._done = 0
        self._shown = sys.stderr.isatty() and not given("quiet")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown and self._total:
            sys.stderr.write("\n")
            sys.stderr.flush()

    def start(self, total: int) -> None:
        """How many items there are."""
        self._total = total

    def move(self, name: str) -> None:
        """One more item is done."""
        self._done += 1
        if self._shown and self._total:
            filled = _WIDTH * self._done // self._total
            bar = "█" * filled + "·" * (_WIDTH - filled)
            line = f"{self._label} {bar} {self._done}/{self._total} "
            # Half the columns for the name, since a Chinese character takes two.
            room = max(0, (shutil.get_terminal_size().columns - len(line) - 8) // 2)
            sys.stderr.write(f"\r\x1b[K{line}{name[:room]}")
            sys.stderr.flush()

    def say(self, text: str) -> None:
        """A line above the bar."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
        complain(text)
