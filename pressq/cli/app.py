"""The program: commands made of plain functions, which take their options as frozen dataclasses."""

import inspect
import os
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from pressq import __version__
from pressq.cli.commands import ALIASES, COMMANDS
from pressq.cli.help import as_text, page
from pressq.cli.reporting import USAGE
from pressq.cli.settings import Settings
from pressq.cli.values import Argument, Option, near
from pressq.cli.writing import format_help
from pressq.errors import UsageError
from pressq.output.printable import one_line

__all__ = ["Command", "Commands", "command", "pressq", "program"]

_registered: dict[str, typer.Typer] = {}


class _Ours:
    """What a command and the group of them have in common: our help, and values that are read without pydantic."""

    params: list[Any]

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        for parameter in self.params:
            parameter.__class__ = Argument if isinstance(parameter, TyperArgument) else Option

    def get_help(self, ctx: Any) -> str:
        return as_text(page(ctx.command, ctx.command_path))


class Command(_Ours, TyperCommand):
    """A command of pressq; the help of its `--format` lists what it writes."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        for parameter in self.params:
            if parameter.name == "format":
                parameter.help = format_help(str(self.name))


class Commands(_Ours, TyperGroup):
    """The commands of pressq: each is made when it is asked for, which makes the start of one short."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 -- it is called so
        name = ALIASES.get(cmd_name, cmd_name)
        if name in COMMANDS and name not in self.commands:
            import_module(f"pressq.cli.{COMMANDS[name].module}")
            self.commands[name] = typer.main.get_command(_registered[name])
        return self.commands.get(name)

    def everything(self) -> dict[str, Command]:
        """All commands by name."""
        return {name: self.get_command(None, name) for name in COMMANDS}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise UsageError(f"no such command: {name!r}", self._meant(name))
        ctx.obj = Settings(self._settable)
        if not {"-q", "--quiet"} & set(args):
            for problem in ctx.obj.strange_variables():
                typer.echo(f"pressq: {one_line(problem)}", err=True)
        return super().resolve_command(ctx, args)

    def _settable(self) -> dict[str, frozenset[str]]:
        """Of each command, the names of the options that may be set beforehand."""
        return {
            name: frozenset(option.name for option in one.params if isinstance(option, Option) and option.may_be_set)
            for name, one in self.everything().items()
        }

    def _meant(self, name: str) -> str:
        """What somebody who typed this is likely to have meant."""
        if os.path.exists(name) or "://" in name:
            return f"pressq quotes {name}"
        meant = near(name, list(COMMANDS))
        return f"did you mean {meant}?" if meant else "pressq --help"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"pressq {__version__}")
        raise typer.Exit


def _help(context: typer.Context, asked: bool) -> None:
    if asked:
        typer.echo(context.get_help())
        raise typer.Exit


def _short_help(context: typer.Context, asked: bool) -> None:
    if asked:
        typer.echo(as_text(page(context.command, context.command_path), short=True))
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("-V", "--version", callback=_version, is_eager=True, help="Print the version and exit.")
]
Help = Annotated[
    bool, typer.Option("--help", callback=_help, is_eager=True, help="Print this and exit; -h is shorter.")
]
ShortHelp = Annotated[bool, typer.Option("-h", callback=_short_help, is_eager=True, hidden=True)]
Debug = Annotated[bool, typer.Option("--debug", hidden=True)]

_EVERYWHERE = {"debug": Debug, "version": Version, "help": Help, "short_help": ShortHelp}
"""The options of every command: their callbacks act, or `main` looks for them."""


def _typer(**settings: Any) -> typer.Typer:
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **settings)


_app = _typer(name="pressq", cls=Commands, context_settings={"help_option_names": []})


def program() -> Any:
    """All of pressq, a `Commands`."""
    return typer.main.get_command(_app)


def command(name: str, *, cls: type[Command] = Command) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function the command `name` of pressq; its docstring is its help (see `pressq.cli.help`),
    and its first line stands in `pressq.cli.commands`.

    A parameter whose type is a dataclass stands for the fields of it: each is an option or argument of the command, and
    the function is handed them as one value.

    Args:
        cls: what reads its arguments.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _registered[name] = alone = _typer()
        alone.command(name, cls=cls)(_flat(function))
        return function

    return register


def _flat(function: Callable[..., None]) -> Callable[..., None]:
    """The function with the fields of its dataclasses, and the options of every command, as keyword parameters."""
    given = inspect.signature(function).parameters
    parameters = {field.name: field for one in given.values() for field in _fields(one)}
    for name, annotation in _EVERYWHERE.items():
        parameters.setdefault(name, _keyword(name, annotation, False))

    def run(**values: Any) -> None:
        function(**{name: _value(parameter, values) for name, parameter in given.items()})

    run.__doc__ = function.__doc__
    run.__signature__ = inspect.Signature(list(parameters.values()))  # type: ignore[attr-defined]  # which inspect looks for
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
    """The value of a parameter of a command's function, of the values of its fields."""
    kind: Any = parameter.annotation
    fields = {field.name: values[field.name] for field in _fields(parameter)}
    return kind(**fields) if isinstance(kind, type) and is_dataclass(kind) else fields[parameter.name]


@_app.callback(invoke_without_command=True)
def pressq(
    context: typer.Context,
    version: Version = False,  # noqa: ARG001 -- their callbacks act
    help: Help = False,  # noqa: ARG001 -- as above
    short_help: ShortHelp = False,  # noqa: ARG001 -- as above
) -> None:
    """What does a press article say, and who said what?

    Every command but stats and schema reads articles: text, HTML, PDF, Word, e-mail and more, one or many, as files,
    folders, addresses or from standard input.

    Examples:
    pressq quotes story.txt
        Who said what, as a table.
    pressq summarize --sentences 2 https://example.org/story.html
        The two key sentences of a page.
    pressq quotes monday/ -o quotes.jsonl && pressq stats quotes.jsonl
        All articles of a folder, and what came of it.
    """
    if context.invoked_subcommand is None:
        typer.echo(as_text(page(context.command, context.command_path), short=True), err=True)
        raise typer.Exit(USAGE)
