"""Where else did it go: `pressq trace`."""

import os
import sys
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any

import typer

from pressq import batch
from pressq.cli.app import command
from pressq.cli.options import Language, RunOptions, Threads, to_find
from pressq.cli.reporting import DONE, PARTLY, UNREADABLE, report
from pressq.cli.running import keep_inputs, reader, run, write
from pressq.errors import InputError, PressqError, UsageError
from pressq.output.schema import identifier
from pressq.report.traces import QuotedPage, Traces

__all__ = ["TraceOptions", "trace"]

_HEAD = 200


@dataclass(frozen=True, slots=True)
class TraceOptions:
    """Which quotations are compared."""

    min_words: Annotated[
        int, to_find(metavar="N", min=1, help="Only quotations of at least N words, stock phrases not counted; 6.")
    ] = 6
    language: Language = None
    threads: Threads = 1


@command("trace")
def trace(options: RunOptions, chosen: TraceOptions) -> None:
    """Follow quotations through many articles.

    The same words, whole, trimmed or changed: where they stood first, what became of them, and whether articles give
    them to different speakers. FILE may also be what pressq quotes wrote in JSON Lines.

    Examples:
    pressq trace monday/ tuesday/
        Timelines of what stands in more than one article.
    pressq quotes archive/ -o quotes.jsonl && pressq trace quotes.jsonl
        The same of many articles, in two steps.
    pressq trace --json monday/ | jq '.traces[] | select(.disagreement) | .text'
        What articles disagree about.
    """
    from pressq.report.trace import trace as traced

    if options.resume:
        raise UsageError("--resume: traces need all articles at once", "pressq quotes -o quotes.jsonl can be resumed")
    keep_inputs(options, options.files)
    finished = [file for file in options.files if _is_finished(file)]
    status, pages = _read(finished, options)
    others = [file for file in options.files if file not in finished]
    if others:
        job = partial(batch.quoted_page, threads=chosen.threads)
        options = replace(options, files=others)
        read = reader(options, chosen.language)
        run(options, Traces, job, gather=lambda found: traced([*pages, *found], min_words=chosen.min_words), read=read)
    elif pages:
        write(options, traced(pages, min_words=chosen.min_words))
    if status != DONE:
        raise typer.Exit(PARTLY if pages or others else status)


def _is_finished(file: str) -> bool:
    """Whether a file, or what comes through a pipe, is what a run of `pressq quotes` wrote."""
    finished = identifier("quotes")
    if file == "-":
        peek = getattr(getattr(sys.stdin, "buffer", None), "peek", None)
        return peek is not None and not sys.stdin.isatty() and finished.encode() in peek(_HEAD)[:_HEAD]
    if not os.path.isfile(file) or ".jsonl" not in os.path.basename(file).lower():
        return False
    from pressq.load.json_lines import json_lines

    try:
        _, value = next(json_lines(file))
    except PressqError:  # which is for whoever reads it to tell
        return False
    return isinstance(value, dict) and value.get("schema") == finished


def _read(files: list[str], options: RunOptions) -> tuple[int, list[QuotedPage]]:
    """The quotations of finished runs, and the status; what failed in such a run has been told then."""
    from pressq.load.json_lines import json_lines

    status = DONE
    pages: list[QuotedPage] = []
    for file in files:
        for number, value in json_lines(file):
            try:
                if not (isinstance(value, dict) and "error" in value):
                    pages.append(_page(value))
            except InputError as error:
                status = UNREADABLE
                report(error, source=f"{file}#{number}", quiet=options.quiet, debug=options.debug)
    return status, pages


def _page(value: Any) -> QuotedPage:
    from pressq.output.run_reader import quoted_page

    if isinstance(value, InputError):
        raise value
    return quoted_page(value)
