"""What a finished run found: `pressq stats`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pressq.cli.app import command
from pressq.cli.options import files_to_read, to_run, to_show, to_write
from pressq.cli.reporting import DONE, PARTLY, UNREADABLE, USAGE, report, tell_of_terminal
from pressq.errors import InputError, MissingExtraError, PressqError

if TYPE_CHECKING:  # what is not needed for --version and --help is imported where it is used
    from pressq.report.stats import Outcome

__all__ = ["StatsOptions", "count"]

_WANTED = "what pressq quotes, summarize and text write with --format jsonl is counted"


@dataclass(frozen=True, slots=True)
class StatsOptions:
    """What is counted, and how that is shown."""

    files: Annotated[
        list[str],
        files_to_read(
            help="What quotes, summarize or text wrote in JSON Lines, packed or not, or - for standard input, which is "
            "also read where there is no FILE.",
        ),
    ]
    json: Annotated[
        bool,
        to_show("--json", help="Print JSON, as for a name after -o that ends in .json."),
    ] = False
    output: Annotated[
        str | None,
        to_write(),
    ] = None
    quiet: Annotated[bool, to_run("-q", "--quiet", help="Errors only: no hints.")] = False
    debug: Annotated[bool, to_run("--debug", help="Show the traceback of an error.")] = False


@command("stats")
def count(options: StatsOptions) -> None:
    """Count what a finished run found.

    Files of one command are counted together.

    Examples:
    pressq stats quotes.jsonl
        Quotations by kind, the most quoted, months and failures.
    pressq quotes --format jsonl monday/ | pressq stats
        The same without a file between.
    pressq stats --json 2025-*.jsonl.gz -o stats.json
        Many runs, for a program.
    """
    from pressq.output.destination import destination
    from pressq.output.safe_files import refuse_inputs
    from pressq.report.stats import stats

    if options.output is not None:
        refuse_inputs(options.output, options.files, alone=True)
    tell_of_terminal(options.files, quiet=options.quiet)
    lines = _FinishedLines(quiet=options.quiet, debug=options.debug)
    found = stats(lines.of_all(options.files))
    if lines.schema is not None:
        with destination(options.output) as stream:
            if options.json or (options.output or "").lower().endswith(".json"):
                from pressq.output.results import stats_record
                from pressq.output.writers import to_json

                stream.write(to_json(stats_record(found), indent=2) + "\n")
            else:
                from pressq.display import write_stats

                write_stats(found, stream)
    if lines.status != DONE:
        raise typer.Exit(lines.status if lines.schema is None else PARTLY)


class _FinishedLines:
    """Reads results and reports what is none; `status` tells afterwards what that means for the exit status.

    `schema` is that of the first line; others are not counted with it.
    """

    def __init__(self, *, quiet: bool, debug: bool) -> None:
        self._quiet = quiet
        self._debug = debug
        self.schema: str | None = None
        self.status = DONE

    def of_all(self, files: list[str]) -> "Iterator[Outcome]":
        """The results in the files; of a file whose first line is none, no other line is looked at."""
        from pressq.load.json_lines import json_lines

        for file in files:
            first = True
            try:
                for number, value in json_lines(file):
                    try:
                        found = self._outcomes(value)
                    except InputError as error:
                        self._fail(f"{file}#{number}", InputError(error.message, _WANTED if first else None))
                        if first:
                            break
                    else:
                        yield from found
                    first = False
            except PressqError as error:
                self._fail(file, error)

    def _outcomes(self, value: Any) -> "list[Outcome]":
        from pressq.output.run_reader import outcomes

        if isinstance(value, InputError):
            raise value
        found = outcomes(value)
        self.schema = self.schema or found[0].schema
        if found[0].schema != self.schema:
            raise InputError(f"{found[0].schema}, which is not counted together with {self.schema}")
        return found

    def _fail(self, place: str, error: PressqError) -> None:
        self.status = USAGE if isinstance(error, MissingExtraError) else UNREADABLE
        report(error, source=place, quiet=self._quiet, debug=self._debug)
