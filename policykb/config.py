"""Settings: from the command line, then POLICYKB_*, then policykb.toml or [tool.policykb] in pyproject.toml."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from .errors import UsageError

MAX_BYTES = 64 * 1024 * 1024
PREFIX = "POLICYKB_"
FILE = "policykb.toml"


def _positive(value: Any) -> int:
    number = int(value)
    if number < 1 or isinstance(value, bool | float):
        raise ValueError
    return number


def _language(value: Any) -> str:
    if value not in ("", "zh", "en"):
        raise ValueError
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _setting(default: Any, read: Callable[[Any], Any], wants: str) -> Any:
    return field(default=default, metadata={"read": read, "wants": wants})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program; docs/settings.md documents them.

    Args:
        kb: the folder of the knowledge base.
        lang: the language of help and messages; empty for that of the environment.
        jobs: how many processes read and extract.
        executor: where they run, in the place of `jobs`: "inline:", "threads:N", "processes:N".
        batch: how many documents go to a process at a time.
        max_bytes: the largest file that is read.
        time_limit: how many seconds a process may take over one batch of documents.
    """

    kb: str = _setting("index", _text, "a folder")
    lang: str = _setting("", _language, "zh or en")
    jobs: int = _setting(os.cpu_count() or 1, _positive, "a whole number from 1")
    executor: str = _setting("", _text, "inline:, threads:N or processes:N")
    batch: int = _setting(8, _positive, "a whole number from 1")
    max_bytes: int = _setting(MAX_BYTES, _positive, "a whole number from 1")
    time_limit: int = _setting(120, _positive, "a whole number of seconds from 1")


@dataclass(frozen=True, slots=True)
class Origin:
    """A setting's value and where it came from."""

    value: Any
    origin: str


def settings(given: Mapping[str, Any] | None = None, folder: Path | None = None) -> Settings:
    """The settings in force; `given` are those of the command line, None where it says nothing.

    Raises:
        UsageError: an unknown key, or a value that a setting cannot have; the message says where and lists the choices.
    """
    return Settings(**{name: found.value for name, found in origins(given, folder).items()})


def origins(given: Mapping[str, Any] | None = None, folder: Path | None = None) -> dict[str, Origin]:
    """Every setting with its origin; raises as `settings` does."""
    found = {known.name: Origin(known.default, "default") for known in fields(Settings)}
    for origin, values in _layers(given or {}, folder or Path()):
        for name, value in values.items():
            found[name] = Origin(_checked(name, value, origin), origin)
    return found


def _layers(given: Mapping[str, Any], folder: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """The sources of settings, the weakest first."""
    layers = []
    project, own = folder / "pyproject.toml", folder / FILE
    if project.is_file():
        table = _table(project).get("tool", {}).get("policykb", {})
        layers.append((f"{project} [tool.policykb]", table))
    if own.is_file():
        layers.append((str(own), _table(own)))
    for name, value in sorted(os.environ.items()):
        if name.startswith(PREFIX):
            layers.append((f"environment {name}", {name.removeprefix(PREFIX).lower(): value}))
    layers.append(("command line", {name: value for name, value in given.items() if value is not None}))
    return layers


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None


def _checked(name: str, value: Any, origin: str) -> Any:
    known = {setting.name: setting for setting in fields(Settings)}
    if name not in known:
        raise UsageError(f"{origin}: there is no setting {name!r}; there are {', '.join(known)}")
    marks = known[name].metadata
    try:
        return marks["read"](value)
    except (ValueError, TypeError):
        raise UsageError(f"{origin}: {name} is {value!r}, it must be {marks['wants']}") from None
