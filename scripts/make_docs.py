"""Writes what the documentation takes from the program itself: docs/commands.md, settings.md, units.md,
formats.md."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from policykb import lexicon
from policykb.cli import COMMANDS, program
from policykb.config import PREFIX, Settings
from policykb.messages import catalogue
from policykb.readers import READERS
from policykb.readers.containers import SUFFIXES

DOCS = Path(__file__).parents[1] / "docs"
MADE = "<!-- Made by scripts/docs; change the program, not this file. -->\n"


def commands() -> str:
    """Every command with its options, in English and Chinese."""
    return "\n".join(_commands()).rstrip() + "\n"


def _commands() -> Iterator[str]:
    english, chinese = catalogue("en"), catalogue("zh")
    yield f"{MADE}\n# Commands 命令\n"
    yield f"{_prose(english['command.policykb'])}\n\n{_prose(chinese['command.policykb'])}\n"
    context = click.Context(program, info_name="policykb")
    yield "Options of every command, before its name or after it:\n"
    yield from _options([one for one in program.params if one.name in ("kb", "lang", "quiet", "verbose")], "")
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        usage = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS]", "[options]")
        yield f"\n## {name}\n\n    policykb {name} {usage}\n"
        yield f"{_prose(english[f'command.{name}'])}\n\n{_prose(chinese[f'command.{name}'])}\n"
        own = [one for one in command.params if one.name not in ("kb", "lang", "quiet", "verbose")]
        yield from _options(own, name)


def _prose(words: str) -> str:
    return words.strip().replace("_", r"\_").replace("<", r"\<")


def _options(params: list[click.Parameter], command: str) -> Iterator[str]:
    options = [one for one in params if isinstance(one, click.Option)]
    if options:
        yield "| option | English | 中文 |\n| --- | --- | --- |"
    for one in options:
        names = ", ".join((*one.opts, *one.secondary_opts))
        choices = "\\|".join(one.type.choices) if isinstance(one.type, click.Choice) else one.metavar or ""
        takes = "" if one.is_flag else f" {choices or 'N'}"
        spoken = [_help(language, command, str(one.name)) for language in ("en", "zh")]
        yield f"| `{names}{takes}` | {spoken[0]} | {spoken[1]} |"


def _help(language: str, command: str, name: str) -> str:
    words = catalogue(language)
    own = f"option.{command}_{name}"
    return words[own if own in words else f"option.{name}"]


def settings() -> str:
    """Every setting: what it is, its default, what it may be."""
    described = dict(re.findall(r"^ +(\w+): (.+(?:\n {12}.+)*)", inspect.getdoc(Settings) or "", re.MULTILINE))
    rows = []
    for one in fields(Settings):
        default = "the number of processors" if one.name == "jobs" else f"`{one.default!r}`"
        about = " ".join(described[one.name].split())
        rows.append(f"| `{one.name}` | `{PREFIX}{one.name.upper()}` | {about} | {one.metadata['wants']} | {default} |")
    return (
        f"{MADE}\n# Settings 设置\n\n"
        "From the command line, then the environment, then `policykb.toml` in the working folder, then the table\n"
        "`[tool.policykb]` of its `pyproject.toml`. An unknown key, or a value that makes no sense, is an error.\n"
        "`policykb config` shows every setting and where it came from.\n\n"
        "| key | environment | | value | default |\n| --- | --- | --- | --- | --- |\n" + "\n".join(rows) + "\n"
    )


def units() -> str:
    """Every unit and currency that is read, by kind."""
    kinds: dict[str, list[str]] = {}
    for row in lexicon.load("units"):
        kinds.setdefault(row["kind"], []).append(row["unit"])
    money = list(dict.fromkeys(row["unit"] for row in lexicon.load("currencies")))
    lines = [f"## {kind}\n\n{' '.join(names)}\n" for kind, names in {**kinds, "money": money}.items()]
    about = "What may stand behind a figure, from `policykb/data/units.tsv` and `currencies.tsv`."
    return f"{MADE}\n# Units 单位\n\n{about}\n\n" + "\n".join(lines)


def formats() -> str:
    """Every format that is read, and by which library."""
    rows = "\n".join(f"| {one.name} | {one.library} |" for one in READERS)
    about = "The bytes decide which reader takes a file, not its name; a file that two readers claim is an error."
    boxes = (
        f"A container ({', '.join(SUFFIXES)}) stands for its members: each is a document of its own, named after both "
        "(`box.zip/notice.docx`), and such a name can be given to every command that takes a file."
    )
    return f"{MADE}\n# Formats 格式\n\n{about}\n\n| format | read with |\n| --- | --- |\n{rows}\n\n{boxes}\n"


PAGES = {"commands.md": commands, "settings.md": settings, "units.md": units, "formats.md": formats}


def main() -> None:
    DOCS.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
