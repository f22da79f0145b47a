"""The options that several commands share. The options of one command are in the module of that command."""

import os
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pressq.cli.program import FIND, READ, RUN, SHOW
from pressq.cli.result_formats import EXTENSIONS, Format, can_write, format_of_name
from pressq.errors import UsageError
from pressq.limits import MOST_SECONDS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = [
    "Attitudes",
    "Kind",
    "Language",
    "RunOptions",
    "SelectionOptions",
    "Threads",
    "files_to_read",
    "subset",
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
"""An option in each of these groups."""


class Kind(StrEnum):
    """A kind of quotation, as Typer wants it."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


def _not_empty(value: str | None) -> str | None:
    if value == "":
        raise UsageError("-o: the name of the file is empty")
    return value


to_write = partial(
    to_show, "-o", "--output", metavar="FILE", callback=_not_empty, help="Write to FILE, whole or not at all."
)
"""The file of a result."""

Threads = Annotated[int, to_run(metavar="N", min=1, max=64, help="Threads for the model, 1 to 64 [default: 1].")]
Attitudes = Annotated[
    bool,
    to_find("--attitudes", help="Also show beliefs, wishes and acts of sources, and low-confidence reported speech."),
]


def _supported(language: str | None) -> str | None:
    from pressq.quotes.supported_languages import supported_code

    return supported_code(language) if language is not None else None


Language = Annotated[
    str | None,
    to_read(
        metavar="LANGUAGE",
        callback=_supported,
        help="Language of the articles: en, de, es or fr [default: detect].",
    ),
]


def subset(kind: type[T], given: object, **others: Any) -> T:
    """A dataclass of options made of the fields of the same names in `given`.

    Args:
        others: fields with another name in `given`.
    """
    return kind(**{one.name: getattr(given, one.name) for one in fields(kind) if hasattr(given, one.name)} | others)


def _once(files: list[str]) -> list[str]:
    if files.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    return files


def _set_format(context: typer.Context, value: Format | None) -> Format | None:
    """A format from settings applies where the command can write it and the -o extension names no other."""
    if "format" not in context.meta or value is None:
        return value
    output = context.params.get("output")
    named = os.path.splitext(str(output))[1].lower() in EXTENSIONS
    return None if named or not can_write(value, str(context.command.name), output) else value


def _set_bom(context: typer.Context, value: bool) -> bool:
    """A byte-order mark from settings applies to CSV only."""
    if "bom" not in context.meta:
        return value
    given = context.params
    form = given.get("format") or EXTENSIONS.get(os.path.splitext(str(given.get("output")))[1].lower())
    return value and form is Format.CSV and not given.get("json")


files_to_read = partial(
    typer.Argument, metavar="FILE", default_factory=lambda: ["-"], callback=_once, rich_help_panel=READ
)
"""The inputs of a command: any number, or standard input."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Options of every command that reads articles."""

    files: Annotated[
        list[str],
        files_to_read(
            help="A file, a folder, a pattern ('2025/**/*.html'), an https:// address, or - for standard input "
            "[default: -]. In JSON, JSONL, CSV, Parquet and WARC files and feeds, each record is an article.",
        ),
    ]
    format: Annotated[
        Format | None,
        to_show(metavar="FORM", callback=_set_format),  # `Command` writes its help
    ] = None
    json: Annotated[bool, to_show("--json", help="Same as --format json.")] = False
    output: Annotated[
        str | None,
        to_write(),
    ] = None
    bom: Annotated[bool, to_show("--bom", callback=_set_bom, help="Start CSV with a byte-order mark, for Excel.")] = (
        False
    )
    encoding: Annotated[
        str | None,
        to_read(metavar="NAME", help="Encoding of the input [default: detect]."),
    ] = None
    text_field: Annotated[
        str | None,
        to_read(metavar="NAME", help="Field of a record that holds the text [default: guess]."),
    ] = None
    id_field: Annotated[
        str | None,
        to_read(metavar="NAME", help="Field of a record that holds its name [default: guess]."),
    ] = None
    glob: Annotated[
        str | None,
        to_read(metavar="PATTERN", help="Files of a folder to read, such as '*.html' [default: all]."),
    ] = None
    timeout: Annotated[
        float,
        to_read(metavar="SECONDS", help="Time limit for fetching a page [default: 20]."),
    ] = 20.0
    allow_private: Annotated[
        bool,
        to_read("--allow-private", help="Also fetch from this machine and private networks."),
    ] = False
    fetch: Annotated[
        bool,
        to_read("--fetch", help="Fetch the pages that a feed (RSS, Atom) names, instead of reading what it holds."),
    ] = False
    jobs: Annotated[
        int | None,
        to_run(
            "-j",
            "--jobs",
            metavar="N",
            min=1,
            max=256,
            help="Worker processes, 1 to 256 [default: 1; one per core for eight articles or more].",
        ),
    ] = None
    dask: Annotated[
        str | None,
        to_run(metavar="ADDRESS", help="Address of a Dask cluster that does the work, such as tcp://host:8786."),
    ] = None
    resume: Annotated[
        bool,
        to_run("--resume", help="Continue an interrupted run; needs -o FILE.jsonl."),
    ] = False
    restart: Annotated[bool, to_run("--restart", help="Discard the results of an interrupted run without asking.")] = (
        False
    )
    max_failures: Annotated[
        int | None,
        to_run(metavar="N", min=0, help="Stop after more than N failed inputs [default: never]."),
    ] = None
    max_seconds: Annotated[
        float,
        to_run(
            metavar="SECONDS",
            help=f"Time limit per article or source, and for combining results [default: {MOST_SECONDS:g}].",
        ),
    ] = MOST_SECONDS
    quiet: Annotated[bool, to_run("-q", "--quiet", help="Print errors only, no hints or notes.")] = False
    verbose: Annotated[bool, to_run("-v", "--verbose", help="Print how each input was read.")] = False
    debug: Annotated[bool, to_run("--debug", help="Show the traceback of an error.")] = False

    @property
    def result_format(self) -> Format:
        """The format that is given, or else that of the output's extension."""
        if self.json or self.format:
            return Format.JSON if self.json else self.format or Format.TABLE
        return format_of_name(self.output)

    @property
    def writes_file(self) -> bool:
        """Whether results go to a regular file, not to standard output, a pipe or a device."""
        path = self.output
        return path is not None and path != "-" and (os.path.isfile(path) or not os.path.exists(path))


@dataclass(frozen=True, slots=True)
class SelectionOptions:
    """Which quotations of an article are shown, and how the model runs."""

    kind: Annotated[
        list[Kind] | None,
        to_find(
            metavar="KIND", help=f"Only quotations of this kind: {', '.join(Kind)}; repeatable, or separated by commas."
        ),
    ] = None
    speaker: Annotated[
        list[str] | None,
        to_find(metavar="NAME", help="Only quotations by NAME, full or partial; repeatable."),
    ] = None
    attitudes: Attitudes = False
    language: Language = None
    threads: Threads = 1
