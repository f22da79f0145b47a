"""`pressq stats`: counts of the results of a run."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pressq.cli.messages import DONE, PARTLY, UNREADABLE, USAGE, print_error, print_terminal_note
from pressq.cli.options import files_to_read, to_run, to_show, to_write
from pressq.cli.program import command
from pressq.errors import InputError, MissingExtraError, PressqError

if TYPE_CHECKING:  # what is not needed for --version and --help is imported where it is used
    from pressq.report.stats import Outcome

__all__ = ["StatsOptions", "print_stats"]

_WANTED = "stats reads what pressq quotes, summarize or text wrote as json or jsonl"


@dataclass(frozen=True, slots=True)
class StatsOptions:
    """What is counted, and how the counts are printed."""

    files: Annotated[
        list[str],
        files_to_read(
            help="JSON or JSON Lines that quotes, summarize or text wrote, packed or not, or - for standard input "
            "[default: -].",
        ),
    ]
    json: Annotated[
        bool,
        to_show("--json", help="Print JSON, which is also the format for -o FILE.json."),
    ] = False
    output: Annotated[
        str | None,
        to_write(),
    ] = None
    quiet: Annotated[bool, to_run("-q", "--quiet", help="Print errors only, no hints.")] = False
    debug: Annotated[bool, to_run("--debug", help="Show the traceback of an error.")] = False


@command("stats")
def print_stats(options: StatsOptions) -> None:
    """Print counts of the results of a run.

    Several files are counted together; they must be of the same command.

    Examples:
    pressq stats quotes.jsonl
        Quotations by kind, the most quoted speakers, months and failures.
    pressq quotes --format jsonl monday/ | pressq stats
        The same without a file.
    pressq stats --json 2025-*.jsonl.gz -o stats.json
        The counts of many runs, as JSON.
    """
    from pressq.output.destination import destination
    from pressq.output.safe_files import refuse_inputs
    from pressq.report.stats import stats

    if options.output is not None:
        refuse_inputs(options.output, options.files, alone=True)
    print_terminal_note(options.files, quiet=options.quiet)
    lines = _ResultLines(quiet=options.quiet, debug=options.debug)
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


class _ResultLines:
    """Reads results and reports lines that are none; afterwards `status` is the exit status.

    `schema` is that of the first line; lines of another schema are reported.
    """

    def __init__(self, *, quiet: bool, debug: bool) -> None:
        self._quiet = quiet
        self._debug = debug
        self.schema: str | None = None
        self.status = DONE

    def of_all(self, files: list[str]) -> "Iterator[Outcome]":
        """The results in the files; a file with another first line is skipped."""
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
            raise InputError(f"{found[0].schema} cannot be counted together with {self.schema}")
        return found

    def _fail(self, place: str, error: PressqError) -> None:
        self.status = USAGE if isinstance(error, MissingExtraError) else UNREADABLE
        print_error(error, source=place, quiet=self._quiet, debug=self._debug)
