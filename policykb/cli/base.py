"""What every command shares: help in the user's language, the common options, and how it writes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from gettext import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import PolicykbError, UnreadableError
from ..messages import LANGUAGES, catalogue, choose, language, say

if TYPE_CHECKING:
    from ..config import Settings

Body = TypeVar("Body", bound=Callable[..., Any])


class Formatter(click.HelpFormatter):
    """Help whose headings speak the user's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, say("help.usage") + " " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        words = {gettext("Options"): say("help.options"), gettext("Commands"): say("help.commands")}
        super().write_heading(words.get(heading, heading))


click.Context.formatter_class = Formatter


class Option(click.Option):
    """An option whose help is the message option.NAME, or option.COMMAND_NAME where a command means its own."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        known = catalogue(language())
        own = f"option.{ctx.command.name}_{self.name}"
        self.help = known[own if own in known else f"option.{self.name}"]
        return super().get_help_record(ctx)


class Command(click.Command):
    """A command whose help is the message command.NAME; its first sentence is the line in the list."""

    def get_short_help_str(self, limit: int = 45) -> str:
        return say(f"command.{self.name}").partition("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = say(f"command.{self.name}")
        super().format_help_text(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("option.help")
        return option


def common(body: Body) -> Body:
    """The options that every command takes, before its name or after it."""

    def keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value is not None:
            ctx.ensure_object(dict)[parameter.name] = str(value) if isinstance(value, Path) else value

    marks: dict[str, Any] = {"cls": Option, "expose_value": False, "callback": keep}
    for decorate in (
        click.option("-v", "--verbose", is_flag=True, default=None, **marks),
        click.option("-q", "--quiet", is_flag=True, default=None, **marks),
        click.option("--lang", type=click.Choice(LANGUAGES), **marks),
        click.option("--kb", type=click.Path(path_type=Path), metavar="DIR", **marks),
    ):
        body = decorate(body)
    return body


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command of this program with the common options."""

    def make(body: Callable[..., Any]) -> click.Command:
        return click.command(name, cls=Command)(common(body))

    return make


def option(*names: str, **marks: Any) -> Callable[[Body], Body]:
    """An option with its help in the messages."""
    return click.option(*names, cls=Option, **marks)


argument = click.argument


def given(name: str) -> Any:
    """What a common option was given on the command line, None where it was not."""
    return click.get_current_context().ensure_object(dict).get(name)


def write_json(data: Any, pretty: bool = False) -> None:
    """One JSON value a line on stdout; indented when a person asked for it."""
    layout: dict[str, Any] = {"indent": 1} if pretty else {"separators": (",", ":")}
    write(json.dumps(data, ensure_ascii=False, **layout))


def write(text: str) -> None:
    """A line of data on stdout."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """A line for the person who runs the program, on stderr; not under --quiet."""
    if not given("quiet"):
        complain(text)


def complain(text: str) -> None:
    """A line about something that went wrong, on stderr, always."""
    sys.stdout.flush()
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def coloured(stream: Any = None) -> bool:
    """Whether a stream (stdout) takes colours: a terminal, and NO_COLOR is not set."""
    return (stream or sys.stdout).isatty() and not os.environ.get("NO_COLOR")


def bold(text: str) -> str:
    """The text made to stand out where the terminal can."""
    return click.style(text, bold=True) if coloured() else text


def settings(**options: Any) -> Settings:
    """The settings in force, the command line's before all others."""
    from ..config import settings as resolved

    return resolved({"kb": given("kb"), "lang": given("lang"), **options})


def each(names: Iterable[str], act: Callable[[str], None]) -> None:
    """Do something with every named file; those that fail are named at once, and the status is 1 at the end."""
    failed = False
    for name in names:
        try:
            act(name)
        except UnreadableError as error:
            complain(say("say.failed", name=name, reason=error))
            failed = True
    if failed:
        finish(1)


def finish(status: int) -> None:
    """Leave the command with an exit status."""
    raise click.exceptions.Exit(status)


def run(group: click.Group, arguments: list[str]) -> int:
    """Run the command line and give back its exit status; every error that a user can mend is one line."""
    for stream in (sys.stdout, sys.stderr):
        # A lone surrogate or a terminal of another encoding must not end the program.
        getattr(stream, "reconfigure", lambda **marks: None)(encoding="utf-8", errors="backslashreplace")
    try:
        choose(spoken(arguments) or configured())
        status = invoked(group, arguments or ["--help"])
        sys.stdout.flush()
    except click.ClickException as error:
        complain(f"policykb: {error.format_message()}")
        usage = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "policykb"
        complain(say("say.see_help", command=usage))
        return 2
    except PolicykbError as error:
        complain(f"policykb: {error}")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain(say("say.interrupted"))
        return 130
    except BrokenPipeError:
        # The reader of our output has enough; what is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def invoked(group: click.Group, arguments: list[str]) -> int:
    """Call the command; its status is 0 where it says nothing else."""
    try:
        with group.make_context("policykb", arguments) as context:
            group.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code
    return 0


def spoken(arguments: list[str]) -> str | None:
    """The language named on the command line; it must be known before help is written."""
    for here, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if here == "--lang":
            return following
        if here.startswith("--lang="):
            return here.partition("=")[2]
    return None


def configured() -> str:
    """The language that the settings name."""
    from ..config import settings as resolved

    return resolved().lang
