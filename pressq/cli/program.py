"""The program: the list of its commands, and how a plain function becomes one of them.

Typer builds each command from its function only when it is asked for, so that `pressq --help` imports none of them. A
command takes shared options as frozen dataclasses, which Typer does not know: `command` unfolds them.
"""

import inspect
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from pressq import __version__
from pressq.cli.result_formats import format_help
from pressq.cli.settings import Settings
from pressq.cli.values import Argument, Option, closest
from pressq.errors import UsageError
from pressq.output.printable import one_line

__all__ = [
    "ALIASES",
    "COMMANDS",
    "FIND",
    "READ",
    "RUN",
    "SHOW",
    "Command",
    "Commands",
    "ListedCommand",
    "command",
    "no_such_command",
    "program",
]

FIND, SHOW, READ, RUN = "What to find", "What to show", "What to read", "How to run"
"""The groups of options, in the order of help."""

_READING, _FURTHER, _SETUP = "Read articles", "Work with texts and results", "Help and setup"


@dataclass(frozen=True)
class ListedCommand:
    """A command in the list of `pressq --help`, which needs no more of it than this.

    Attributes:
        group: the heading above it.
        summary: the first line of its help.
    """

    group: str
    summary: str


COMMANDS = {
    "quotes": ListedCommand(_READING, "Print who said what in articles."),
    "summarize": ListedCommand(_READING, "Print the key sentences and keywords of articles."),
    "speakers": ListedCommand(_READING, "Print who speaks in articles, how often and how much."),
    "report": ListedCommand(_READING, "Write an HTML page of articles with their quotations and speakers."),
    "verify": ListedCommand(_READING, "Check quotations against their sources."),
    "trace": ListedCommand(_READING, "Trace quotations through many articles."),
    "text": ListedCommand(_FURTHER, "Print the text that offsets refer to, or its parts."),
    "mcp": ListedCommand(_FURTHER, "Serve the tools of pressq to an assistant (MCP)."),
    "stats": ListedCommand(_FURTHER, "Print counts of the results of a run."),
    "schema": ListedCommand(_FURTHER, "Print the JSON Schema of an output."),
    "help": ListedCommand(_SETUP, "Print the help of a command, or a guide."),
    "config": ListedCommand(_SETUP, "Print the settings in effect and where they come from."),
    "doctor": ListedCommand(_SETUP, "Check that this installation works."),
    "completion": ListedCommand(_SETUP, "Print a completion script for a shell."),
}
"""The commands in the order of help, each in the module of its name."""

ALIASES = {"summarise": "summarize"}

_registered: dict[str, typer.Typer] = {}


class _Shared:
    """What a command and the group of commands have in common: our help, and values read without pydantic."""

    params: list[Any]

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        for parameter in self.params:
            parameter.__class__ = Argument if isinstance(parameter, TyperArgument) else Option


class Command(_Shared, TyperCommand):
    """A command of pressq; the help of its `--format` lists the formats that it writes."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        for parameter in self.params:
            if parameter.name == "format":
                parameter.help = format_help(str(self.name))


class Commands(_Shared, TyperGroup):
    """The commands of pressq, each built when it is asked for."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 -- Typer passes it by name
        name = ALIASES.get(cmd_name, cmd_name)
        if name in COMMANDS and name not in self.commands:
            import_module(f"pressq.cli.{name}")
            self.commands[name] = typer.main.get_command(_registered[name])
        return self.commands.get(name)

    def every_command(self) -> dict[str, Command]:
        """All commands by name."""
        return {name: self.get_command(None, name) for name in COMMANDS}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise no_such_command(name)
        ctx.obj = Settings(self._settable)
        if not {"-q", "--quiet"} & set(args):
            for problem in ctx.obj.strange_variables():
                typer.echo(f"pressq: {one_line(problem)}", err=True)
        return super().resolve_command(ctx, args)

    def _settable(self) -> dict[str, frozenset[str]]:
        """For each command, the names of the options that settings may change."""
        return {
            name: frozenset(option.name for option in one.params if isinstance(option, Option) and option.may_be_set)
            for name, one in self.every_command().items()
        }


def no_such_command(name: str) -> UsageError:
    """The error for a command that does not exist; its hint is the command that was probably meant."""
    if os.path.exists(name) or "://" in name:
        return UsageError(f"{name!r} is an input, not a command", f"pressq quotes {name}, or pressq summarize {name}")
    meant = closest(name, [*COMMANDS, *ALIASES])
    return UsageError(f"no such command: {name!r}", f"did you mean {meant}?" if meant else "pressq --help lists them")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"pressq {__version__}")
        raise typer.Exit


def _help(context: typer.Context, asked: bool) -> None:
    _print_help(context, asked, short=False)


def _short_help(context: typer.Context, asked: bool) -> None:
    _print_help(context, asked, short=True)


def _print_help(context: typer.Context, asked: bool, *, short: bool) -> None:
    if asked:
        from pressq.cli.help import as_text, help_page

        typer.echo(as_text(help_page(context.command, context.command_path), short=short))
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("-V", "--version", callback=_version, is_eager=True, help="Print the version and exit.")
]
Help = Annotated[
    bool, typer.Option("--help", callback=_help, is_eager=True, help="Print this help and exit (-h: a short form).")
]
ShortHelp = Annotated[bool, typer.Option("-h", callback=_short_help, is_eager=True, hidden=True)]
Debug = Annotated[bool, typer.Option("--debug", hidden=True)]

_EVERYWHERE = {"debug": Debug, "version": Version, "help": Help, "short_help": ShortHelp}
"""The options of every command: their callbacks act, or `main` looks for them."""


def _typer(**settings: Any) -> typer.Typer:
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **settings)


_app = _typer(name="pressq", cls=Commands, context_settings={"help_option_names": []})


def program() -> Any:
    """All of pressq, as `Commands`."""
    return typer.main.get_command(_app)


def command(name: str, *, cls: type[Command] = Command) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function the command `name` of pressq; its docstring is the help (see `pressq.cli.help`).

    A parameter with a dataclass as type stands for its fields: each is an option or argument of the command, and the
    function receives them as one value.

    Args:
        cls: parses the arguments of the command.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _registered[name] = alone = _typer()
        alone.command(name, cls=cls)(_unfolded(function))
        return function

    return register


def _unfolded(function: Callable[..., None]) -> Callable[..., None]:
    """The function with the fields of its dataclasses, and the options of every command, as keyword parameters."""
    given = inspect.signature(function).parameters
    parameters = {field.name: field for one in given.values() for field in _fields(one)}
    for name, annotation in _EVERYWHERE.items():
        parameters.setdefault(name, _keyword(name, annotation, False))

    def run(**values: Any) -> None:
        function(**{name: _value(parameter, values) for name, parameter in given.items()})

    run.__doc__ = function.__doc__
    run.__signature__ = inspect.Signature(list(parameters.values()))  # type: ignore[attr-defined]  # inspect reads it
    run.__annotations__ = {name: parameter.annotation for name, parameter in parameters.items()}
    return run


def _fields(parameter: inspect.Parameter) -> Iterator[inspect.Parameter]:
    """The parameter itself, or the fields that it stands for, as keyword parameters."""
    kind: Any = parameter.annotation
    fields = (
        inspect.signature(kind).parameters.values() if isinstance(kind, type) and is_dataclass(kind) else [parameter]
    )
    for field in fields:
        yield _keyword(field.name, field.annotation, field.default)


def _keyword(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _value(parameter: inspect.Parameter, values: dict[str, Any]) -> Any:
    """The value for a parameter of a command's function, from the values of its fields."""
    kind: Any = parameter.annotation
    fields = {field.name: values[field.name] for field in _fields(parameter)}
    return kind(**fields) if isinstance(kind, type) and is_dataclass(kind) else fields[parameter.name]


@_app.callback(invoke_without_command=True)
def _pressq(
    context: typer.Context,
    version: Version = False,  # noqa: ARG001 -- its callback acts
    help: Help = False,  # noqa: ARG001 -- as above
    short_help: ShortHelp = False,  # noqa: ARG001 -- as above
) -> None:
    """What does a press article say, and who said what?

    Most commands read articles: text, HTML, PDF, Word, e-mail and more, one or many, from files, folders, addresses or
    standard input.

    Examples:
    pressq quotes story.txt
        Who said what, as a table.
    pressq summarize --sentences 2 https://example.org/story.html
        The two key sentences of a web page.
    pressq quotes monday/ -o quotes.jsonl && pressq stats quotes.jsonl
        All articles of a folder, and counts of the results.
    """
    if context.invoked_subcommand is None:
        _print_help(context, True, short=True)
