"""What every command that reads articles is given."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer

from pressq import __version__

__all__ = ["Format", "Reading", "Version", "reads_articles"]


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    PARQUET = "parquet"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"pressq {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What every command that reads articles is given."""

    files: Annotated[list[str], typer.Argument(metavar="FILE", hidden=True)]
    format: Annotated[
        Format | None, typer.Option(help="How to write the result; table, or as the name after -o ends.")
    ] = None
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all.")
    ] = None
    bom: Annotated[bool, typer.Option("--bom", help="Of CSV: begin with the mark by which Excel knows UTF-8.")] = False
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="The encoding of the input; else it is detected.")
    ] = None
    text_field: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Of JSON, CSV or Parquet: the field with the text; else it is guessed."),
    ] = None
    id_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of JSON, CSV or Parquet: the field that names a record.")
    ] = None
    glob: Annotated[
        str | None, typer.Option(metavar="PATTERN", help="Of a folder: the files to read, as '*.html'.")
    ] = None
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="The longest that fetching may take.")] = 20.0
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and private networks, too.")
    ] = False
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", metavar="N", help="Worker processes; for many articles, all cores.")
    ] = None
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Leave the work to a Dask cluster, as tcp://host:8786.")
    ] = None
    resume: Annotated[bool, typer.Option("--resume", help="With -o FILE in jsonl: go on where a run was stopped.")] = (
        False
    )
    max_failures: Annotated[int | None, typer.Option(metavar="N", help="Stop when more than N inputs have failed.")] = (
        None
    )
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Errors only: no hints, no notes.")] = False
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Tell how each input was read.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False
    version: Version = False


def reads_articles(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the argument and the options of `Reading`, handed to it as its first parameter."""
    first, *shared = inspect.signature(Reading).parameters.values()
    _, *own = inspect.signature(command).parameters.values()
    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (first, *own, *shared)]

    def run(**values: Any) -> None:
        reading = Reading(**{parameter.name: values.pop(parameter.name) for parameter in (first, *shared)})
        command(reading, **values)

    run.__doc__ = command.__doc__
    run.__name__ = command.__name__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
