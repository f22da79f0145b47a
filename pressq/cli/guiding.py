"""What pressq tells of itself: `pressq help`, `pressq config` and `pressq completion`."""

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from pressq.cli.app import command
from pressq.cli.help import as_text, page
from pressq.cli.options import to_show
from pressq.cli.values import Option, near
from pressq.errors import UsageError
from pressq.output.printable import one_line

__all__ = ["Shell", "print_completion", "print_help", "print_settings"]


class Shell(StrEnum):
    """A shell that knows how to complete what is typed."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@command("help")
def print_help(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="COMMAND", help="Of which command; else of pressq.")] = None,
    man: Annotated[bool, to_show("--man", help="The manual, of all commands, as a page for man.")] = False,
) -> None:
    """Print the help of a command.

    It is the same as pressq COMMAND --help.

    Examples:
    pressq help quotes
        All about quotes.
    pressq help
        All commands.
    pressq help --man | man -l -
        The manual, where it is not installed.
    """
    program: Any = context.find_root().command
    if man:
        from pressq.cli.manual import manual

        typer.echo(manual(program), nl=False)
    elif name is None:
        typer.echo(as_text(page(program, "pressq")))
    else:
        requested = program.get_command(context, name)
        if requested is None:
            meant = near(name, list(program.everything()))
            raise UsageError(f"no such command: {name!r}", f"did you mean {meant}?" if meant else "pressq --help")
        typer.echo(as_text(page(requested, f"pressq {name}")))


@command("config")
def print_settings(
    context: typer.Context, json: Annotated[bool, to_show("--json", help="Print JSON, for a program.")] = False
) -> None:
    """Print which defaults hold, and why.

    An option that is not given has the value of the variable PRESSQ_NAME (PRESSQ_MIN_WORDS for --min-words), else that
    of a file, else the one that is built in. The files are pressq.toml, or [tool.pressq] in pyproject.toml, in this
    folder or the nearest above it, and then ~/.config/pressq/pressq.toml; PRESSQ_CONFIG names one to read instead. A
    line such as `format = "json"` is for all commands that have the option; below [quotes] it is for quotes alone. What
    names a path or an address, fetches, or starts threads or processes is not taken from the file of a folder.

    Examples:
    pressq config
        All options, what they are, and who says so.
    PRESSQ_FORMAT=json pressq config
        What a variable changes.
    PRESSQ_CONFIG= pressq config
        What is built in, without any file.
    """
    files = [str(file.path) for file in context.obj.files]
    rows = list(_rows(context))
    if json:
        from pressq.output.writers import to_json

        options = {name: {"value": value, "origin": origin} for name, value, origin in rows}
        typer.echo(to_json({"files": files, "options": options}, indent=2))
        return
    for file in files:
        typer.echo(f"read: {one_line(file)}")
    table = [(name, _shown(value), one_line(origin)) for name, value, origin in rows]
    names, values = (max(len(row[column]) for row in table) for column in (0, 1))
    for name, value, origin in table:
        typer.echo(f"{name:{names}}  {value:{values}}  {origin}")


@command("completion")
def print_completion(
    context: typer.Context,
    shell: Annotated[Shell | None, typer.Argument(metavar="SHELL", help=f"{', '.join(Shell)}.")] = None,
) -> None:
    """Print what makes a shell complete commands, options and files.

    Examples:
    eval "$(pressq completion bash)"
        In ~/.bashrc.
    eval "$(pressq completion zsh)"
        In ~/.zshrc, after compinit.
    pressq completion fish > ~/.config/fish/completions/pressq.fish
        Once.
    """
    from pressq.cli.completion import script

    if shell is None:
        raise UsageError("SHELL is missing", f"one of {', '.join(Shell)}")
    typer.echo(script(context.find_root().command, shell), nl=False)


def _rows(context: typer.Context) -> Iterator[tuple[str, Any, str]]:
    """Each option that may be set, its value and who says so: once, where that is the same for all commands."""
    program: Any = context.find_root().command
    found: dict[str, dict[str, tuple[Any, str]]] = defaultdict(dict)
    for name, one in program.everything().items():
        for option in one.params:
            if isinstance(option, Option) and option.may_be_set:
                setting = context.obj.of(name, option.name)
                value = option.default if setting is None else option.read_setting(setting)
                found[option.name.replace("_", "-")][name] = value, "built in" if setting is None else setting.origin
    for option, by_command in found.items():
        settings = list(by_command.values())
        if all(setting == settings[0] for setting in settings):
            yield option, *settings[0]
        else:
            for name, (value, origin) in by_command.items():
                yield f"{name}.{option}", value, origin


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else one_line(", ".join(map(str, value)) if isinstance(value, list) else str(value))
