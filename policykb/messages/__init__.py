"""What the program says to people, in Chinese or English: one table a language, the same keys in both."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("zh", "en")
_chosen: list[str] = []


def choose(language: str | None) -> None:
    """Speak `language` from now on; None goes back to what the environment says."""
    _chosen[:] = [language] if language in LANGUAGES else []


def language() -> str:
    """The language in use: chosen, else by POLICYKB_LANG, LC_ALL, LC_MESSAGES or LANG, else English."""
    if _chosen:
        return _chosen[0]
    names = ("POLICYKB_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    first = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh" if first.lower().startswith("zh") else "en"


def say(key: str, **values: object) -> str:
    """The message of that key; where values are given, its {places} are filled with them.

    Raises:
        KeyError: no such message; a fault of the program, never of its user.
    """
    words = catalogue(language())[key]
    return words.format(**values) if values else words


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every message of a language by its key "table.name"."""
    text = (resources.files("policykb") / "messages" / f"{language}.toml").read_text(encoding="utf-8")
    return {f"{table}.{name}": words for table, group in tomllib.loads(text).items() for name, words in group.items()}
