"""A command's run: articles in, results out, as they come."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

import typer

from pressq import batch
from pressq.article import Article
from pressq.cli.reading import Format, Reading
from pressq.cli.reporting import DONE, PARTLY, UNREADABLE, USAGE, report
from pressq.errors import MissingExtraError, UsageError
from pressq.load import Unread, load_all
from pressq.output.destination import destination
from pressq.output.printable import one_line

if TYPE_CHECKING:  # what is not needed for --version and --help is imported where it is used
    from pressq.output.records import Result
    from pressq.output.writers import Writer

__all__ = ["run"]


def run(
    reading: Reading,
    kind: "type[Result]",
    job: Callable[[Article], Any],
    *,
    gather: "Callable[[list[Any]], Result] | None" = None,
    hidden: bool = False,
) -> None:
    """Do `job` for all articles, write the results, of the type `kind`, and exit.

    Args:
        gather: makes one result of all the job's; without it each is written as it comes.
        hidden: of a table of text: name the parts of the page.
    """
    if reading.files.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    done, failed, status = 0, 0, DONE
    gathered: list[Any] = []
    with destination(reading.output) as stream:
        events = batch.each(reading.files, job, _reader(reading))
        first = next(events)  # tells whether the one input holds several articles
        several = len(reading.files) > 1 or first.source != first.given
        writer = _writer(reading, stream, kind, several=several and gather is None, hidden=hidden)
        for event in chain([first], events):
            match event:
                case batch.Done(source, result):
                    done += 1
                    if reading.verbose and not reading.quiet:
                        article = result if isinstance(result, Article) else result.article
                        print(f"pressq: {one_line(source)}: read as {article.encoding}", file=sys.stderr)
                    if gather is None:
                        writer.add(result)
                        stream.flush()
                    else:
                        gathered.append(result)
                case batch.Failed(source, error):
                    failed += 1
                    status = USAGE if isinstance(error, MissingExtraError) else UNREADABLE
                    writer.fail(source, error)
                    stream.flush()
                    report(error, source=source, quiet=reading.quiet, debug=reading.debug)
        if done:
            if gather is not None:
                writer.add(gather(gathered))
            writer.close()
    if failed:
        raise typer.Exit(PARTLY if done else status)


def _reader(reading: Reading) -> "Callable[[str], Iterator[Article | Unread]]":
    """How an input is read."""
    if not reading.timeout > 0:
        raise UsageError(f"--timeout: {reading.timeout:g} is not more than 0")
    return partial(
        load_all,
        encoding=reading.encoding,
        text_field=reading.text_field,
        id_field=reading.id_field,
        glob=reading.glob,
        timeout=reading.timeout,
        allow_private=reading.allow_private,
    )


def _writer(reading: Reading, stream: TextIO, kind: "type[Result]", *, several: bool, hidden: bool) -> "Writer":
    form = Format.JSON if reading.json else reading.format
    if form is Format.TABLE:
        from pressq.display import TableWriter

        return TableWriter(stream, kind, several=several, hidden=hidden)
    from pressq.output.writers import CsvWriter, JsonLinesWriter, JsonWriter, MarkdownWriter

    writers: dict[Format, type[Writer]] = {
        Format.JSON: JsonWriter,
        Format.JSONL: JsonLinesWriter,
        Format.CSV: CsvWriter,
        Format.MD: MarkdownWriter,
    }
    return writers[form](stream, kind, several=several)
