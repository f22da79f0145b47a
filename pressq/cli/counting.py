"""The run of `pressq stats`: lines of results in, counts out."""

from collections.abc import Iterator
from typing import Any

import typer

from pressq.cli.reporting import DONE, PARTLY, UNREADABLE, USAGE, report
from pressq.errors import InputError, MissingExtraError, PressqError, UsageError
from pressq.load.results import json_lines
from pressq.output.destination import destination
from pressq.stats import Outcome, outcomes, stats

__all__ = ["count"]

_WANTED = "what pressq quotes, summarize and text write with --format jsonl is counted"


def count(files: list[str], *, json: bool, output: str | None, quiet: bool, debug: bool) -> None:
    """Count what the lines of results in the files say, write it, and exit."""
    if files.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    lines = _Lines(quiet=quiet, debug=debug)
    found = stats(lines.of_all(files))
    if lines.schema is not None:
        with destination(output) as stream:
            if json:
                from pressq.output.records import stats_record
                from pressq.output.writers import to_json

                stream.write(to_json(stats_record(found), indent=2) + "\n")
            else:
                from pressq.display import write_stats

                write_stats(found, stream)
    if lines.status != DONE:
        raise typer.Exit(lines.status if lines.schema is None else PARTLY)


class _Lines:
    """Reads results and reports what is none; `status` tells afterwards what that means for the exit status.

    `schema` is that of the first line; others are not counted with it.
    """

    def __init__(self, *, quiet: bool, debug: bool) -> None:
        self._quiet = quiet
        self._debug = debug
        self.schema: str | None = None
        self.status = DONE

    def of_all(self, files: list[str]) -> Iterator[Outcome]:
        """The results in the files; of a file whose first line is none, no other line is looked at."""
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

    def _outcomes(self, value: Any) -> list[Outcome]:
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
