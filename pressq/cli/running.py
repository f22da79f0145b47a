"""A command's run: articles in, results out, as they come."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

import typer

from pressq import batch
from pressq.article import Article
from pressq.cli.reading import Format, Reading
from pressq.cli.reporting import DONE, PARTLY, UNREADABLE, USAGE, report
from pressq.errors import MissingExtraError, PressqError, UsageError
from pressq.load import Piece, pieces
from pressq.output.destination import destination
from pressq.output.printable import one_line

if TYPE_CHECKING:  # what is not needed for --version and --help is imported where it is used
    from pressq.display import Progress
    from pressq.output.failures import FailureLog
    from pressq.output.journal import Journal
    from pressq.output.records import Result
    from pressq.output.writers import Writer

__all__ = ["run"]


def run(
    reading: Reading,
    kind: type[Result],
    job: Callable[[Article], Any],
    *,
    gather: Callable[[list[Any]], Result] | None = None,
    hidden: bool = False,
) -> None:
    """Do `job` for all articles, write the results, of the type `kind`, and exit.

    Args:
        gather: makes one result of all the job's; without it each is written as it comes.
        hidden: of a table of text: name the parts of the page.
    """
    _check(reading, gathered=gather is not None)
    done, failed, status = 0, 0, DONE
    gathered: list[Any] = []
    if gather is None and _format(reading) is Format.JSONL:
        from pressq.output.writers import json_line_of

        job = partial(json_line_of, job=job)
    with ExitStack() as stack:
        stream, journal = stack.enter_context(_outlet(reading, kind, gathered=gather is not None))
        events = batch.each(
            reading.files,
            job,
            _reader(reading),
            jobs=reading.jobs,
            cluster=reading.dask,
            known=journal.known if journal else None,
        )
        stack.enter_context(closing(events))
        first = next(events)  # tells whether the one input holds several articles
        several = len(reading.files) > 1 or first.source != first.given
        writer = _writer(reading, stream, kind, several=several and gather is None, hidden=hidden)
        failures = stack.enter_context(_failures(reading, kind, several=several))
        progress = stack.enter_context(_progress(reading, several=several))
        for event in chain([first], events):
            match event:
                case batch.Done(source, result):
                    done += 1
                    if reading.verbose and not reading.quiet:
                        print(f"pressq: {one_line(source)}: read as {event.encoding}", file=sys.stderr)
                    if gather is None:
                        writer.add(result)
                        stream.flush()
                    else:
                        gathered.append(result)
                case batch.Known(source, sha256):
                    done += 1
                    assert journal is not None
                    journal.copy(source, sha256)
                case batch.Failed(source, error):
                    failed += 1
                    status = USAGE if isinstance(error, MissingExtraError) else UNREADABLE
                    writer.fail(source, error)
                    stream.flush()
                    if failures:
                        failures.add(source, error)
                    report(error, source=source, quiet=reading.quiet, debug=reading.debug)
                    if reading.max_failures is not None and failed > reading.max_failures:
                        _give_up(reading, resumable=journal is not None)
            if progress:
                progress.show(done, failed, event.share)
        if done:
            if gather is not None:
                writer.add(gather(gathered))
            writer.close()
    if failed:
        raise typer.Exit(PARTLY if done else status)


def _check(reading: Reading, *, gathered: bool) -> None:
    """See that what is asked for makes sense before an article is read."""
    if reading.files.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    if reading.jobs is not None and reading.jobs < 1:
        raise UsageError(f"--jobs: {reading.jobs} is not 1 or more")
    if reading.jobs is not None and reading.dask is not None:
        raise UsageError("--jobs and --dask: a cluster has its own workers")
    if reading.max_failures is not None and reading.max_failures < 0:
        raise UsageError(f"--max-failures: {reading.max_failures} is not 0 or more")
    if reading.bom and _format(reading) is not Format.CSV:
        raise UsageError("--bom is for --format csv")
    if _format(reading) is Format.PARQUET and reading.output in {None, "-"}:
        raise UsageError("--format parquet needs -o FILE")
    if reading.resume and (gathered or _format(reading) is not Format.JSONL or not _to_file(reading)):
        raise UsageError("--resume needs -o FILE, and --format jsonl", "each line is then kept as it comes")


@contextmanager
def _outlet(reading: Reading, kind: type[Result], *, gathered: bool) -> Iterator[tuple[TextIO, Journal | None]]:
    """Where results go, and, for lines that are kept as they come, the journal of them."""
    if reading.output is not None and not gathered and _format(reading) is Format.JSONL and _to_file(reading):
        from pressq.output.journal import journal
        from pressq.output.records import SCHEMAS

        with journal(reading.output, SCHEMAS[kind], resume=reading.resume) as kept:
            yield kept.stream, kept
    else:
        with destination(reading.output) as stream:
            yield stream, None


def _failures(reading: Reading, kind: type[Result], *, several: bool) -> AbstractContextManager[FailureLog | None]:
    """The log of failures beside a file of several results."""
    if reading.output is None or not several or not _to_file(reading):
        return nullcontext()
    from pressq.output.failures import FailureLog

    return FailureLog(reading.output, kind)


def _progress(reading: Reading, *, several: bool) -> AbstractContextManager[Progress | None]:
    """What shows how far the run is, where results do not: a bar on a terminal, or the lines of -v."""
    if several and not reading.quiet:
        watched = sys.stderr.isatty() and (_to_file(reading) or not sys.stdout.isatty())
        if watched or reading.verbose:
            from pressq.display import Bar, Lines

            return Bar() if watched else Lines()
    return nullcontext()


def _give_up(reading: Reading, *, resumable: bool) -> None:
    hint = "--resume goes on with what is done" if resumable else None
    stop = PressqError(f"stopped: more than {reading.max_failures} inputs failed", hint)
    report(stop, quiet=reading.quiet, debug=reading.debug)
    raise typer.Exit(PARTLY)


def _to_file(reading: Reading) -> bool:
    """Whether results go to a regular file, not to standard output, a pipe or a device."""
    path = reading.output
    return path is not None and path != "-" and (os.path.isfile(path) or not os.path.exists(path))


def _format(reading: Reading) -> Format:
    """The format asked for, or else that of the output's name."""
    if reading.json or reading.format:
        return Format.JSON if reading.json else reading.format or Format.TABLE
    extension = os.path.splitext(reading.output or "")[1].lower().removeprefix(".")
    return Format(extension) if extension in set(Format) else Format.TABLE


def _reader(reading: Reading) -> Callable[[str], Iterator[Piece]]:
    """How an input is read."""
    if not reading.timeout > 0:
        raise UsageError(f"--timeout: {reading.timeout:g} is not more than 0")
    return partial(
        pieces,
        encoding=reading.encoding,
        text_field=reading.text_field,
        id_field=reading.id_field,
        glob=reading.glob,
        timeout=reading.timeout,
        allow_private=reading.allow_private,
    )


def _writer(reading: Reading, stream: TextIO, kind: type[Result], *, several: bool, hidden: bool) -> Writer:
    form = _format(reading)
    if form is Format.TABLE:
        from pressq.display import TableWriter

        return TableWriter(stream, kind, several=several, hidden=hidden)
    if form is Format.PARQUET:
        from pressq.output.parquet import ParquetWriter

        return ParquetWriter(stream, kind, several=several)
    from pressq.output.writers import CsvWriter, JsonLinesWriter, JsonWriter, MarkdownWriter

    if form is Format.CSV:
        return CsvWriter(stream, kind, several=several, bom=reading.bom)
    writers: dict[Format, type[Writer]] = {
        Format.JSON: JsonWriter,
        Format.JSONL: JsonLinesWriter,
        Format.MD: MarkdownWriter,
    }
    return writers[form](stream, kind, several=several)
