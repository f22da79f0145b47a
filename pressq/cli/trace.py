"""`pressq trace`: quotations followed through many articles."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Annotated, Any

import typer

from pressq import batch
from pressq.cli.messages import DONE, PARTLY, UNREADABLE, print_error
from pressq.cli.options import Language, RunOptions, Threads, to_find
from pressq.cli.program import command
from pressq.cli.run import keep_inputs, reader, run, write
from pressq.errors import InputError, PressqError, UsageError
from pressq.limits import at_most
from pressq.output.schema import identifier
from pressq.report.traces import ArticleQuotes, Traces

__all__ = ["TraceOptions", "trace"]

_HEAD = 200  # bytes of a pipe that show its schema


@dataclass(frozen=True, slots=True)
class TraceOptions:
    """Which quotations are compared."""

    min_words: Annotated[
        int, to_find(metavar="N", min=1, help="Minimum length in words, stock phrases not counted [default: 6].")
    ] = 6
    language: Language = None
    threads: Threads = 1


@command("trace")
def trace(options: RunOptions, chosen: TraceOptions) -> None:
    """Trace quotations through many articles.

    Shows where the same words, whole, trimmed or changed, appeared first, how they changed, and whether articles
    attribute them to different speakers. FILE may also be the JSON Lines output of pressq quotes.

    Examples:
    pressq trace monday/ tuesday/
        Timelines of quotations that appear in more than one article.
    pressq quotes archive/ -o quotes.jsonl && pressq trace quotes.jsonl
        The same for many articles, in two steps.
    pressq trace --json monday/ | jq '.traces[] | select(.disagreement) | .text'
        Quotations with speakers that the articles disagree about.
    """
    from pressq.report.trace import trace as traced

    if options.resume:
        raise UsageError(
            "--resume: trace needs all articles at once", "run pressq quotes -o quotes.jsonl --resume, then trace it"
        )
    keep_inputs(options, options.files)
    finished = [file for file in options.files if _is_finished(file)]
    pages = _FinishedRuns(finished, options)
    others = [file for file in options.files if file not in finished]
    if others:
        job = partial(batch.quoted_page, threads=chosen.threads)
        options = replace(options, files=others)
        read = reader(options, chosen.language)
        run(
            options,
            Traces,
            job,
            gather=lambda found: traced(chain(pages, found), min_words=chosen.min_words),
            read=read,
        )
    else:
        with at_most(options.max_seconds):
            found = traced(pages, min_words=chosen.min_words)
        if found.articles:
            write(options, found)
    if pages.status != DONE:
        raise typer.Exit(PARTLY if pages.number or others else pages.status)


def _is_finished(file: str) -> bool:
    """Whether a file or a pipe is the output of `pressq quotes`."""
    finished = identifier("quotes")
    if file == "-":
        peek = getattr(getattr(sys.stdin, "buffer", None), "peek", None)
        return peek is not None and not sys.stdin.isatty() and finished.encode() in peek(_HEAD)[:_HEAD]
    if not os.path.isfile(file) or ".jsonl" not in os.path.basename(file).lower():
        return False
    from pressq.load.json_lines import json_lines

    try:
        _, value = next(json_lines(file))
    except PressqError:  # reported when it is read
        return False
    return isinstance(value, dict) and value.get("schema") == finished


class _FinishedRuns:
    """The pages of finished runs, each read when it is asked for.

    Failures of those runs were reported by them. `number` counts the pages; `status` tells of unreadable lines.
    """

    def __init__(self, files: list[str], options: RunOptions) -> None:
        self._files = files
        self._options = options
        self.number = 0
        self.status = DONE

    def __iter__(self) -> Iterator[ArticleQuotes]:
        from pressq.load.json_lines import json_lines
        from pressq.output.run_reader import quoted_page

        shared: dict[Any, Any] = {}
        for file in self._files:
            for number, value in json_lines(file):
                if isinstance(value, dict) and "error" in value:
                    continue
                try:
                    if isinstance(value, InputError):
                        raise value
                    page = quoted_page(value, shared)
                except InputError as error:
                    self.status = UNREADABLE
                    quiet, debug = self._options.quiet, self._options.debug
                    print_error(error, source=f"{file}#{number}", quiet=quiet, debug=debug)
                    continue
                self.number += 1
                yield page
