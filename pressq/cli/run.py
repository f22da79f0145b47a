"""The run of a command: articles in, results out, each written when it is ready."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, fields, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from pressq import batch
from pressq.article import Article, Quotes
from pressq.cli.messages import (
    DONE,
    PARTLY,
    UNREADABLE,
    USAGE,
    print_error,
    print_notes,
    print_terminal_note,
    print_unsupported,
    with_similar_file,
)
from pressq.cli.options import RunOptions, SelectionOptions, subset
from pressq.cli.result_formats import Format, check_format, writer_of
from pressq.errors import InputError, LimitError, MissingExtraError, PressqError, UsageError
from pressq.limits import at_most
from pressq.load import DeferredArticle, ReadOptions, deferred_articles
from pressq.output.destination import destination
from pressq.output.printable import one_line
from pressq.output.safe_files import files_of_run, is_result, refuse_inputs
from pressq.quotes import KINDS
from pressq.report.selection import Selection

if TYPE_CHECKING:  # what is not needed for --version and --help is imported where it is used
    from pressq.display import Progress
    from pressq.output.failures import FailureLog
    from pressq.output.journal import Journal
    from pressq.output.results import Result
    from pressq.output.writers import Writer

__all__ = ["keep_inputs", "quotation_job", "reader", "run", "sharing_cores", "write"]


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
    """Run `job` for each article and write the results, of type `kind`.

    Args:
        gather: combines all results into one; without it each result is written when it is ready.
        finish: called with each result, in this process; its value is written.
        read: yields the articles of an input [default: `reader(options)`].
        hidden: name the parts of the page in a table of text.

    Raises:
        typer.Exit: some or all inputs failed.
    """
    _check(options, kind, gathered=gather is not None)
    print_terminal_note(options.files, quiet=options.quiet)
    if gather is finish is None and options.result_format is Format.JSONL:
        from pressq.output.writers import json_line_of

        work: Callable[[Article], Any] = partial(json_line_of, job=job)
    else:
        work = job
    with ExitStack() as stack:
        outlet, journal = stack.enter_context(_outlet(options, kind, _job_options(job), gathered=gather is not None))
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
        first = next(events)  # shows whether a single input holds several articles
        several = len(options.files) > 1 or first.source != first.given
        writer = writer_of(
            options.result_format, outlet, kind, several=several and gather is None, hidden=hidden, bom=options.bom
        )
        failures = stack.enter_context(_failures(options, kind, several=several))
        sink = _ResultSink(options, writer, journal, failures, gather, finish)
        progress = stack.enter_context(_progress(options, several=several))
        for event in chain([first], events):
            sink.take(event)
            if progress:
                progress.show(sink.done, sink.failed, event.share)
        sink.close()
    sink.report()


@dataclass(slots=True)
class _ResultSink:
    """Writes, reports and counts the events of a run."""

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
                if self.options.verbose and not self.options.quiet:
                    print(f"pressq: {one_line(source)}: read as {event.encoding}", file=sys.stderr)
                if not self.options.quiet:
                    print_notes(event.notes, source)
                    if "language" in getattr(result, "notes", ()):
                        print_unsupported(event.language, source)
                try:
                    self._keep(result)
                    self.done += 1
                except LimitError as error:
                    self.failed += 1
                    self._report(source, error)
            case batch.Known(source, fingerprint):
                self.done += 1
                assert self.journal is not None
                self.journal.copy(source, fingerprint)
            case batch.Failed(source, error):
                self.failed += 1
                self._report(source, with_similar_file(event.given, error))

    def _keep(self, result: Any) -> None:
        if self.gather is not None:
            self.gathered.append(result)
            return
        if self.finish:
            with at_most(self.options.max_seconds):
                result = self.finish(result)
        self.writer.add(result)
        self.writer.flush()

    def _report(self, source: str, error: PressqError) -> None:
        options = self.options
        self.status = USAGE if isinstance(error, MissingExtraError) else UNREADABLE
        self.writer.fail(source, error)
        self.writer.flush()
        if self.failures:
            self.failures.add(source, error)
        print_error(error, source=source, quiet=options.quiet, debug=options.debug)
        if options.max_failures is not None and self.failed > options.max_failures:
            _give_up(options, resumable=self.journal is not None)

    def close(self) -> None:
        """Write what needs all results."""
        if self.done:
            if self.gather is not None:
                with at_most(self.options.max_seconds):
                    combined = self.gather(self.gathered)
                self.writer.add(combined)
            self.writer.close()

    def report(self) -> None:
        """Print what was written, and exit where an input failed."""
        if self.done and self.options.writes_file and not self.options.quiet:
            from pressq.output.phrasing import count

            print(f"pressq: wrote {one_line(str(self.options.output))}: {count(self.done, 'article')}", file=sys.stderr)
        if self.failed:
            raise typer.Exit(PARTLY if self.done else self.status)


def write(options: RunOptions, result: Result) -> None:
    """Write a result that needs no article."""
    _check(options, type(result), gathered=True)
    with _outlet(options, type(result), {}, gathered=True) as (outlet, _):
        writer = writer_of(options.result_format, outlet, type(result), several=False)
        writer.add(result)
        writer.close()


def _check(options: RunOptions, kind: type[Result], *, gathered: bool) -> None:
    """Check the options before an article is read."""
    if options.jobs is not None and options.dask is not None:
        raise UsageError("--jobs and --dask exclude each other: a cluster has its own workers")
    if options.bom and options.result_format is not Format.CSV:
        raise UsageError("--bom needs --format csv")
    if not options.max_seconds > 0:
        raise UsageError(f"--max-seconds: {options.max_seconds:g} must be more than 0")
    check_format(options.result_format, kind, options.output)
    if options.resume and (gathered or options.result_format is not Format.JSONL or not options.writes_file):
        raise UsageError("--resume needs --format jsonl and -o FILE", "-o results.jsonl is both")


@contextmanager
def _outlet(
    options: RunOptions, kind: type[Result], asked: dict[str, Any], *, gathered: bool
) -> Iterator[tuple[Any, Journal | None]]:
    """Where results go, and the journal that keeps them if they are lines of a file."""
    keep_inputs(options, options.files)
    if options.output is not None and options.result_format is Format.SQLITE:
        from pressq.output.sqlite import database

        with database(options.output) as connection:
            yield connection, None
            return
    if options.output is not None and options.result_format is Format.HTML and _is_folder(options.output):
        yield Path(options.output), None
        return
    if options.output is not None and not gathered and options.result_format is Format.JSONL and options.writes_file:
        from pressq.output.journal import journal
        from pressq.output.results import OUTPUTS
        from pressq.output.schema import identifier

        with (
            _kept(options.output, options),
            journal(options.output, identifier(OUTPUTS[kind]), asked, resume=options.resume) as kept,
        ):
            yield kept.stream, kept
    else:
        with destination(options.output) as stream, _paged(options, stream) as shown:
            yield shown, None


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


@contextmanager
def _kept(output: str, options: RunOptions) -> Iterator[None]:
    """A run that keeps its lines when it stops.

    Raises:
        UsageError: an interrupted run left lines, and neither an option nor the user allows to discard them.
    """
    from pressq.output.journal import kept_lines
    from pressq.output.phrasing import count

    if not options.resume and not options.restart:
        _confirm_discard(output)
    try:
        yield
    except (KeyboardInterrupt, SystemExit, OSError):
        if not options.quiet and (kept := kept_lines(output)):
            print(f"pressq: stopped; {count(kept, 'line')} of {one_line(output)} kept", file=sys.stderr)
            print("hint: the same command with --resume continues", file=sys.stderr)
        raise


def _confirm_discard(output: str) -> None:
    from pressq.output.journal import is_being_written, kept_lines
    from pressq.output.phrasing import count

    kept = kept_lines(output)
    if not kept or is_being_written(output):  # opening the output reports another run
        return
    left = f"{one_line(output)}: an interrupted run left {count(kept, 'line')}"
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(left, "--resume continues it, --restart discards them")
    if not typer.confirm(f"pressq: {left}. Discard them and start again?", err=True):
        raise UsageError("the earlier run was kept", "--resume continues it")


def _paged(options: RunOptions, stream: TextIO) -> AbstractContextManager[TextIO]:
    """The stream, through a pager where it is a table on a terminal."""
    if options.result_format is not Format.TABLE or not stream.isatty():
        return nullcontext(stream)
    from pressq.display.pager import paged

    return paged(stream)


def keep_inputs(options: RunOptions, inputs: Iterable[str]) -> None:
    """Check that the run overwrites no input: no file given, none in a folder, none that a pattern matches.

    The result of an earlier run may be overwritten.

    Raises:
        UsageError: it would overwrite an input.
    """
    if options.output is None or not options.writes_file:
        return
    given = list(inputs)
    refuse_inputs(options.output, given)
    if os.path.isfile(options.output) and not is_result(Path(options.output)):
        from pressq.load.inputs import paths_of

        for source in given:
            with suppress(InputError):  # reported when it is read
                refuse_inputs(options.output, paths_of(source, options.glob), alone=True)


def _job_options(job: Callable[[Article], Any]) -> dict[str, Any]:
    """The options of a job that differ from their defaults: what its results depend on."""
    options = job.keywords.get("options") if isinstance(job, partial) else None
    values = {one: getattr(options, one.name) for one in fields(options)} if options is not None else {}
    return {one.name: value for one, value in values.items() if value != one.default}


def _failures(options: RunOptions, kind: type[Result], *, several: bool) -> AbstractContextManager[FailureLog | None]:
    """The log of failures next to a file of several results."""
    if options.output is None or not several or not options.writes_file:
        return nullcontext()
    from pressq.output.failures import FailureLog

    return FailureLog(options.output, kind)


def _progress(options: RunOptions, *, several: bool) -> AbstractContextManager[Progress | None]:
    """A progress bar on a terminal, or the lines of -v; none where the results show the progress."""
    if several and not options.quiet:
        watched = sys.stderr.isatty() and (options.writes_file or not sys.stdout.isatty())
        if watched or options.verbose:
            from pressq.display import Bar, Lines

            return Bar() if watched else Lines()
    return nullcontext()


def _give_up(options: RunOptions, *, resumable: bool) -> None:
    from pressq.output.phrasing import count

    hint = "--resume continues the run" if resumable else None
    failures = count(options.max_failures or 0, "input")
    stop = PressqError(f"stopped: more than {failures} failed", hint)
    print_error(stop, quiet=options.quiet, debug=options.debug)
    raise typer.Exit(PARTLY)


def reader(options: RunOptions, language: str | None = None) -> Callable[[str], Iterator[DeferredArticle]]:
    """Yields the articles of an input, without the files that the run itself writes.

    Args:
        language: of the articles, an ISO 639-1 code; None to detect it.
    """
    if not options.timeout > 0:
        raise UsageError(f"--timeout: {options.timeout:g} must be more than 0")
    return partial(
        deferred_articles,
        options=subset(ReadOptions, options, language=language),
        leave_out=[os.fspath(path) for path in files_of_run(options.output)]
        if options.output and options.writes_file
        else (),
    )


def quotation_job(chosen: SelectionOptions) -> Callable[[Article], Quotes]:
    """Finds the quotations of an article that a command selects."""
    if any(not name.strip() for name in chosen.speaker or ()):
        raise UsageError("--speaker: the name is empty")
    kinds = tuple(kind for kind in KINDS if chosen.kind is None or kind in chosen.kind)
    selection = subset(Selection, chosen, kinds=kinds, speakers=tuple(chosen.speaker or ()))
    return partial(batch.quotations, options=selection, threads=chosen.threads)


def sharing_cores(options: RunOptions, threads: int) -> RunOptions:
    """The options with a single process if the model has several threads and nothing else is asked for."""
    return replace(options, jobs=1) if threads > 1 and options.jobs is None and options.dask is None else options
