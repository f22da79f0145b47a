"""A command's run: articles in, results out, as they come."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, fields
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from pressq import batch
from pressq.article import Article
from pressq.cli.options import RunOptions, picked
from pressq.cli.reporting import (
    DONE,
    PARTLY,
    UNREADABLE,
    USAGE,
    print_notes,
    print_unsupported,
    report,
    tell_of_terminal,
)
from pressq.cli.suggesting import with_neighbour
from pressq.cli.writing import Format, check_format, format_of_name, writer_of
from pressq.errors import InputError, MissingExtraError, PressqError, UsageError
from pressq.load import DeferredArticle, ReadOptions, deferred_articles
from pressq.output.destination import destination
from pressq.output.printable import one_line
from pressq.output.safe_files import files_of_run, is_result, refuse_inputs

if TYPE_CHECKING:  # what is not needed for --version and --help is imported where it is used
    from pressq.display import Progress
    from pressq.output.failures import FailureLog
    from pressq.output.journal import Journal
    from pressq.output.results import Result
    from pressq.output.writers import Writer

__all__ = ["keep_inputs", "reader", "run", "write"]


def run(
    options: RunOptions,
    kind: type[Result],
    job: Callable[[Article], Any],
    *,
    gather: Callable[[list[Any]], Result] | None = None,
    finish: Callable[[Any], Any] | None = None,
    read: Callable[[str], Iterator[DeferredArticle]] | None = None,
    hidden: bool = False,
) -> None:
    """Do `job` for all articles, write the results, of the type `kind`, and exit.

    Args:
        gather: makes one result of all the job's; without it each is written as it comes.
        finish: makes a result of each of the job's, in this process.
        read: the articles of an input, where it is none of those that `pressq.load` knows.
        hidden: of a table of text: name the parts of the page.
    """
    _check(options, kind, gathered=gather is not None)
    tell_of_terminal(options.files, quiet=options.quiet)
    if gather is finish is None and _format(options) is Format.JSONL:
        from pressq.output.writers import json_line_of

        work: Callable[[Article], Any] = partial(json_line_of, job=job)
    else:
        work = job
    with ExitStack() as stack:
        outlet, journal = stack.enter_context(_outlet(options, kind, _asked(job), gathered=gather is not None))
        events = batch.each(
            options.files,
            work,
            read or reader(options),
            jobs=options.jobs,
            cluster=options.dask,
            known=journal.known if journal else None,
            max_seconds=options.max_seconds,
        )
        stack.enter_context(closing(events))
        first = next(events)  # tells whether the one input holds several articles
        several = len(options.files) > 1 or first.source != first.given
        writer = writer_of(
            _format(options), outlet, kind, several=several and gather is None, hidden=hidden, bom=options.bom
        )
        failures = stack.enter_context(_failures(options, kind, several=several))
        outcome = _Outcome(options, writer, journal, failures, gather, finish)
        progress = stack.enter_context(_progress(options, several=several))
        for event in chain([first], events):
            outcome.take(event)
            if progress:
                progress.show(outcome.done, outcome.failed, event.share)
        outcome.close()
    outcome.tell()


@dataclass(slots=True)
class _Outcome:
    """What becomes of the events of a run: each is written, told and counted."""

    options: RunOptions
    writer: Writer
    journal: Journal | None
    failures: FailureLog | None
    gather: Callable[[list[Any]], Result] | None
    finish: Callable[[Any], Any] | None
    done: int = 0
    failed: int = 0
    status: int = DONE
    gathered: list[Any] = field(default_factory=list)

    def take(self, event: batch.Event[Any]) -> None:
        match event:
            case batch.Done(source, result):
                self.done += 1
                if self.options.verbose and not self.options.quiet:
                    print(f"pressq: {one_line(source)}: read as {event.encoding}", file=sys.stderr)
                if not self.options.quiet:
                    print_notes(event.notes, source)
                    if "language" in getattr(result, "notes", ()):
                        print_unsupported(event.language, source)
                self._keep(result)
            case batch.Known(source, fingerprint):
                self.done += 1
                assert self.journal is not None
                self.journal.copy(source, fingerprint)
            case batch.Failed(source, error):
                self.failed += 1
                self._report(source, with_neighbour(event.given, error))

    def _keep(self, result: Any) -> None:
        if self.gather is not None:
            self.gathered.append(result)
            return
        self.writer.add(self.finish(result) if self.finish else result)
        self.writer.flush()

    def _report(self, source: str, error: PressqError) -> None:
        options = self.options
        self.status = USAGE if isinstance(error, MissingExtraError) else UNREADABLE
        self.writer.fail(source, error)
        self.writer.flush()
        if self.failures:
            self.failures.add(source, error)
        report(error, source=source, quiet=options.quiet, debug=options.debug)
        if options.max_failures is not None and self.failed > options.max_failures:
            _give_up(options, resumable=self.journal is not None)

    def close(self) -> None:
        """Write what is written once all is done."""
        if self.done:
            if self.gather is not None:
                self.writer.add(self.gather(self.gathered))
            self.writer.close()

    def tell(self) -> None:
        """Say what was written, and exit with a status where something failed."""
        if self.done and _to_file(self.options) and not self.options.quiet:
            articles = "1 article" if self.done == 1 else f"{self.done:,} articles"
            print(f"pressq: wrote {one_line(str(self.options.output))}: {articles}", file=sys.stderr)
        if self.failed:
            raise typer.Exit(PARTLY if self.done else self.status)


def write(options: RunOptions, result: Result) -> None:
    """Write a result that no article has to be read for."""
    _check(options, type(result), gathered=True)
    with _outlet(options, type(result), {}, gathered=True) as (outlet, _):
        writer = writer_of(_format(options), outlet, type(result), several=False)
        writer.add(result)
        writer.close()


def _check(options: RunOptions, kind: type[Result], *, gathered: bool) -> None:
    """See that what is asked for makes sense before an article is read."""
    if options.jobs is not None and options.dask is not None:
        raise UsageError("--jobs and --dask: a cluster has its own workers")
    if options.bom and _format(options) is not Format.CSV:
        raise UsageError("--bom is for --format csv")
    if not options.max_seconds > 0:
        raise UsageError(f"--max-seconds: {options.max_seconds:g} is not more than 0")
    check_format(_format(options), kind, options.output)
    if options.resume and (gathered or _format(options) is not Format.JSONL or not _to_file(options)):
        raise UsageError("--resume needs -o FILE, and --format jsonl", "each line is then kept as it comes")


@contextmanager
def _outlet(
    options: RunOptions, kind: type[Result], asked: dict[str, Any], *, gathered: bool
) -> Iterator[tuple[Any, Journal | None]]:
    """Where results go, and, for lines that are kept as they come, the journal of them."""
    keep_inputs(options, options.files)
    if options.output is not None and _format(options) is Format.SQLITE:
        from pressq.output.sqlite import database

        with database(options.output) as connection:
            yield connection, None
            return
    if options.output is not None and not gathered and _format(options) is Format.JSONL and _to_file(options):
        from pressq.cli.resuming import keeping
        from pressq.output.journal import journal
        from pressq.output.results import OUTPUTS
        from pressq.output.schema import identifier

        with (
            keeping(options.output, options),
            journal(options.output, identifier(OUTPUTS[kind]), asked, resume=options.resume) as kept,
        ):
            yield kept.stream, kept
    else:
        with destination(options.output) as stream, _shown(options, stream) as shown:
            yield shown, None


def _shown(options: RunOptions, stream: TextIO) -> AbstractContextManager[TextIO]:
    """What is for people to read at a terminal goes there by way of a pager, where it is long."""
    if _format(options) is not Format.TABLE or not stream.isatty():
        return nullcontext(stream)
    from pressq.display.pager import paged

    return paged(stream)


def keep_inputs(options: RunOptions, inputs: Iterable[str]) -> None:
    """See that the run writes over none of these, and over no article in a folder or among those that a pattern fits.

    What an earlier run wrote there is no article.

    Raises:
        UsageError: it would.
    """
    if options.output is None or not _to_file(options):
        return
    given = list(inputs)
    refuse_inputs(options.output, given)
    if os.path.isfile(options.output) and not is_result(Path(options.output)):
        from pressq.load.inputs import paths_of

        for source in given:
            with suppress(InputError):  # which is told when it is read
                refuse_inputs(options.output, paths_of(source, options.glob), alone=True)


def _asked(job: Callable[[Article], Any]) -> dict[str, Any]:
    """What is asked of a job beyond its defaults: what its results depend on."""
    options = job.keywords.get("options") if isinstance(job, partial) else None
    values = {one: getattr(options, one.name) for one in fields(options)} if options is not None else {}
    return {one.name: value for one, value in values.items() if value != one.default}


def _failures(options: RunOptions, kind: type[Result], *, several: bool) -> AbstractContextManager[FailureLog | None]:
    """The log of failures beside a file of several results."""
    if options.output is None or not several or not _to_file(options):
        return nullcontext()
    from pressq.output.failures import FailureLog

    return FailureLog(options.output, kind)


def _progress(options: RunOptions, *, several: bool) -> AbstractContextManager[Progress | None]:
    """What shows how far the run is, where results do not: a bar on a terminal, or the lines of -v."""
    if several and not options.quiet:
        watched = sys.stderr.isatty() and (_to_file(options) or not sys.stdout.isatty())
        if watched or options.verbose:
            from pressq.display import Bar, Lines

            return Bar() if watched else Lines()
    return nullcontext()


def _give_up(options: RunOptions, *, resumable: bool) -> None:
    hint = "--resume goes on with what is done" if resumable else None
    stop = PressqError(f"stopped: more than {options.max_failures} inputs failed", hint)
    report(stop, quiet=options.quiet, debug=options.debug)
    raise typer.Exit(PARTLY)


def _to_file(options: RunOptions) -> bool:
    """Whether results go to a regular file, not to standard output, a pipe or a device."""
    path = options.output
    return path is not None and path != "-" and (os.path.isfile(path) or not os.path.exists(path))


def _format(options: RunOptions) -> Format:
    """The format asked for, or else that of the output's name."""
    if options.json or options.format:
        return Format.JSON if options.json else options.format or Format.TABLE
    return format_of_name(options.output)


def reader(options: RunOptions, language: str | None = None) -> Callable[[str], Iterator[DeferredArticle]]:
    """How an input is read: without what the run itself makes.

    Args:
        language: of the articles, an ISO 639-1 code; None to recognise it.
    """
    if not options.timeout > 0:
        raise UsageError(f"--timeout: {options.timeout:g} is not more than 0")
    return partial(
        deferred_articles,
        options=picked(ReadOptions, options, language=language),
        leave_out=[os.fspath(path) for path in files_of_run(options.output)]
        if options.output and _to_file(options)
        else (),
    )
