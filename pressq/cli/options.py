"""The options that commands share, each said once. A command's own are in the module of the command."""

import os
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pressq.cli.help import FIND, READ, RUN, SHOW
from pressq.cli.writing import ENDINGS, Format, can_write
from pressq.errors import UsageError
from pressq.limits import MOST_SECONDS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = [
    "Attitudes",
    "Language",
    "RunOptions",
    "Threads",
    "files_to_read",
    "picked",
    "to_find",
    "to_read",
    "to_run",
    "to_show",
    "to_write",
]

T = TypeVar("T", bound="DataclassInstance")

to_find = partial(typer.Option, rich_help_panel=FIND)
to_show = partial(typer.Option, rich_help_panel=SHOW)
to_read = partial(typer.Option, rich_help_panel=READ)
to_run = partial(typer.Option, rich_help_panel=RUN)
"""An option in each of the groups that help has."""


Threads = Annotated[int, to_run(metavar="N", min=1, max=64, help="Threads for the model, at most 64; 1.")]
Attitudes = Annotated[
    bool, to_find("--attitudes", help="Also what sources think, wish and do, and what is hardly right at all.")
]


def _supported(language: str | None) -> str | None:
    from pressq.quotes.supported_languages import supported_code

    return supported_code(language) if language is not None else None


Language = Annotated[
    str | None,
    to_read(
        metavar="NAME",
        callback=_supported,
        help="The language of the articles (en); else it is detected, and an article in a language that pressq does "
        "not know has no quotations.",
    ),
]


def picked(kind: type[T], given: object, **others: Any) -> T:
    """The options of a function, a dataclass, out of those that a command was given: the fields of the same names.

    Args:
        others: fields that go by another name in the command.
    """
    return kind(**{one.name: getattr(given, one.name) for one in fields(kind) if hasattr(given, one.name)} | others)


def _once(files: list[str]) -> list[str]:
    if files.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    return files


def _unless_output_tells(context: typer.Context, value: Format | None) -> Format | None:
    """A format that is set as a default gives way to the name after -o, and holds where the command can write it."""
    if "format" not in context.meta or value is None:
        return value
    output = context.params.get("output")
    named = os.path.splitext(str(output))[1].lower() in ENDINGS
    return None if named or not can_write(value, str(context.command.name), output) else value


def _for_csv(context: typer.Context, value: bool) -> bool:
    """A mark that is set as a default is for CSV alone."""
    if "bom" not in context.meta:
        return value
    given = context.params
    form = given.get("format") or ENDINGS.get(os.path.splitext(str(given.get("output")))[1].lower())
    return value and form is Format.CSV and not given.get("json")


def _named(value: str | None) -> str | None:
    if value == "":
        raise UsageError("-o: the name of the file is empty")
    return value


to_write = partial(
    to_show, "-o", "--output", metavar="FILE", callback=_named, help="Write to FILE, whole or not at all."
)
"""The file of a result."""

files_to_read = partial(
    typer.Argument, metavar="FILE", default_factory=lambda: ["-"], callback=_once, rich_help_panel=READ
)
"""The inputs of a command: any number, or else standard input."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What every command that reads articles is given."""

    files: Annotated[
        list[str],
        files_to_read(
            help="A path, a folder, a pattern ('2025/**/*.html'), an https:// address, or - for standard input, which "
            "is also read where there is no FILE. Records (JSON, JSONL, CSV, Parquet, WARC) are an article each.",
        ),
    ]
    format: Annotated[
        Format | None,
        to_show(metavar="FORM", callback=_unless_output_tells),  # its help differs: see `Command`
    ] = None
    json: Annotated[bool, to_show("--json", help="Short for --format json.")] = False
    output: Annotated[
        str | None,
        to_write(),
    ] = None
    bom: Annotated[
        bool, to_show("--bom", callback=_for_csv, help="Of CSV: begin with the mark by which Excel knows UTF-8.")
    ] = False
    encoding: Annotated[
        str | None,
        to_read(metavar="NAME", help="The encoding of the input; else it is detected."),
    ] = None
    text_field: Annotated[
        str | None,
        to_read(metavar="NAME", help="Of records: the field with the text; else guessed."),
    ] = None
    id_field: Annotated[
        str | None,
        to_read(metavar="NAME", help="Of records: the field that names one; else guessed."),
    ] = None
    glob: Annotated[
        str | None,
        to_read(metavar="PATTERN", help="Of a folder: the files to read, as '*.html'."),
    ] = None
    timeout: Annotated[
        float,
        to_read(metavar="SECONDS", help="The longest that fetching a page may take; 20."),
    ] = 20.0
    allow_private: Annotated[
        bool,
        to_read("--allow-private", help="Fetch from this machine and private networks, too."),
    ] = False
    jobs: Annotated[
        int | None,
        to_run(
            "-j",
            "--jobs",
            metavar="N",
            min=1,
            max=256,
            help="Worker processes, at most 256; else one a core from eight articles on.",
        ),
    ] = None
    dask: Annotated[
        str | None,
        to_run(metavar="ADDRESS", help="Leave the work to a Dask cluster, as tcp://host:8786."),
    ] = None
    resume: Annotated[
        bool,
        to_run("--resume", help="With -o FILE in jsonl: go on where a run was stopped."),
    ] = False
    restart: Annotated[bool, to_run("--restart", help="Give up what a stopped run has left, without being asked.")] = (
        False
    )
    max_failures: Annotated[
        int | None,
        to_run(metavar="N", min=0, help="Stop when more than N inputs have failed."),
    ] = None
    max_seconds: Annotated[
        float,
        to_run(
            metavar="N", help=f"The longest that one article may take; {MOST_SECONDS:g}. docs/limits.md has all limits."
        ),
    ] = MOST_SECONDS
    quiet: Annotated[bool, to_run("-q", "--quiet", help="Errors only: no hints, no notes.")] = False
    verbose: Annotated[bool, to_run("-v", "--verbose", help="Tell how each input was read.")] = False
    debug: Annotated[bool, to_run("--debug", help="Show the traceback of an error.")] = False
