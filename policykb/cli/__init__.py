"""The command line: one verb a stage; a body reads its options, calls one function and prints."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from ..messages import say
from . import base

# The commands in the order of the work, each with the module it stands in, imported when it is called.
COMMANDS = {
    "ingest": "ingest",
    "extract": "stages",
    "normalize": "stages",
    "outline": "stages",
    "explain": "stages",
    "values": "stages",
    "search": "find",
    "ask": "find",
    "records": "lists",
    "tables": "tables",
    "show": "find",
    "verify": "verify",
    "status": "ingest",
    "reindex": "ingest",
    "remove": "ingest",
    "config": "ingest",
}


class Program(base.Command, click.Group):
    """The group of all commands; none is imported before it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f".{COMMANDS[cmd_name]}", __name__), cmd_name)
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("help.commands")):
            formatter.write_dl([(name, say(f"command.{name}").partition("\n")[0]) for name in COMMANDS])


@click.group("policykb", cls=Program)
@click.version_option(package_name="policykb", cls=base.Option)
@base.common
def program() -> None:
    """The whole program; its help is the message command.policykb."""


def main() -> None:
    """The console script: runs the command line and exits with its status."""
    sys.exit(base.run(program, sys.argv[1:]))
