"""`pressq config`: the settings in effect."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from pressq.cli.options import to_show
from pressq.cli.program import command
from pressq.cli.values import Option
from pressq.output.printable import one_line

__all__ = ["print_settings"]


@command("config")
def print_settings(
    context: typer.Context, json: Annotated[bool, to_show("--json", help="Print JSON.")] = False
) -> None:
    """Print the settings in effect and where they come from.

    The default of an option is the variable PRESSQ_NAME (PRESSQ_MIN_WORDS for --min-words), else the setting in a
    file, else the built-in default. The files are pressq.toml, or [tool.pressq] in pyproject.toml, in this folder or
    the nearest one above, then ~/.config/pressq/pressq.toml; PRESSQ_CONFIG names one file to read instead. A line such
    as `format = "json"` applies to every command with the option; under [quotes] it applies to quotes only. The file
    of a folder cannot set paths and addresses, allow fetching, or start threads or processes.

    Examples:
    pressq config
        All options with their values and origins.
    PRESSQ_FORMAT=json pressq config
        The effect of a variable.
    PRESSQ_CONFIG= pressq config
        The built-in defaults, without any file.
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


def _rows(context: typer.Context) -> Iterator[tuple[str, Any, str]]:
    """Each option that may be set, its value and its origin; one row for all commands where they agree."""
    program: Any = context.find_root().command
    found: dict[str, dict[str, tuple[Any, str]]] = defaultdict(dict)
    for name, one in program.every_command().items():
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
