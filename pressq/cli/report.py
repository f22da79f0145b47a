"""`pressq report`: an HTML page of articles with their quotations."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressq import batch
from pressq.article import Article, Quotes
from pressq.cli.messages import DONE, PARTLY
from pressq.cli.options import Attitudes, Language, RunOptions, Threads, to_find, to_show
from pressq.cli.program import command
from pressq.cli.result_formats import EXTENSIONS, Format
from pressq.cli.run import reader, run
from pressq.cli.verify import VerifyCommand, print_left_out, read_sources
from pressq.errors import PressqError, UsageError
from pressq.limits import at_most

if TYPE_CHECKING:  # what is not needed for --version and --help is imported where it is used
    from pressq.report.annotated import AnnotatedArticle

__all__ = ["ReportOptions", "report"]


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The contents of the page, and where it is shown."""

    sentences: Annotated[
        int | None,
        to_find("-n", "--sentences", metavar="N", min=1, help="Number of key sentences per article [default: 3]."),
    ] = None
    attitudes: Attitudes = False
    against: Annotated[
        list[str] | None,
        to_find("--against", metavar="SOURCE", help="Check the quotations against this source, as verify does."),
    ] = None
    open: Annotated[bool, to_show("--open", help="Open the page in a browser; without -o it is a temporary file.")] = (
        False
    )
    language: Language = None
    threads: Threads = 1


@command("report", cls=VerifyCommand)
def report(options: RunOptions, chosen: ReportOptions) -> None:
    """Write an HTML page of articles with their quotations and speakers.

    The page is one file without external resources, to open in a browser, print or pass on. It is written to -o FILE
    or to a pipe. A page of several articles starts with tables of articles and speakers and a search. -o FOLDER/ writes
    a file for each article and speaker instead, for thousands of articles.

    Examples:
    pressq report story.txt -o story.html
        The article with its quotations highlighted, as a file.
    pressq report --open https://example.org/story.html
        A web page, opened in the browser.
    pressq report story.txt --against debate.txt -o story.html
        With the source's words next to each quotation.
    """
    if options.json or options.format not in {None, Format.HTML}:
        raise UsageError("report writes only HTML", "pressq quotes and pressq summarize write other formats")
    if options.format is None:
        _check_name(options.output)
    output = _temporary() if chosen.open and options.output is None else options.output
    if output is None and sys.stdout.isatty():
        raise UsageError(
            "report writes an HTML page, not a table", "-o report.html writes a file, --open opens a browser"
        )
    job = partial(
        batch.annotated_article, sentences=chosen.sentences, attitudes=chosen.attitudes, threads=chosen.threads
    )
    finish, unread = None, False
    if chosen.against:
        sources, unread = read_sources(options, chosen.against)
        with at_most(options.max_seconds):
            finish = _check(sources, quiet=options.quiet)
    options = replace(options, format=Format.HTML, output=output)
    status = _status(partial(run, options, Quotes, job, finish=finish, read=reader(options, chosen.language)))
    if chosen.open and output is not None and status in {DONE, PARTLY}:
        _open(Path(output))
    raise typer.Exit(status if status != DONE or not unread else PARTLY)


def _check(sources: list[Article], *, quiet: bool) -> "Callable[[AnnotatedArticle], AnnotatedArticle]":
    """A function that checks the quotations of an article against these sources."""
    from pressq.report.annotated import verified
    from pressq.report.source_texts import Sources

    ready = Sources(sources)

    def check(one: "AnnotatedArticle") -> "AnnotatedArticle":
        made = verified(one, ready)
        if made.verification is not None:
            print_left_out(made.verification, sources, quiet=quiet)
        return made

    return check


def _check_name(output: str | None) -> None:
    """Check the extension of the output.

    Raises:
        UsageError: it is the extension of another format.
    """
    extension = os.path.splitext(output or "")[1].lower()
    if extension and output is not None and (os.path.isfile(output) or not os.path.exists(output)):
        if extension in {".html", ".htm"}:
            return
        way_out = f"pressq quotes FILE -o {output}" if extension in EXTENSIONS else "-o report.html"
        raise UsageError(f"-o {output}: report writes only HTML", way_out)


def _temporary() -> str:
    """A file for a page without -o; it is kept, as the browser may read it again."""
    from tempfile import mkdtemp

    return str(Path(mkdtemp(prefix="pressq-"), "report.html"))


def _status(command: Callable[[], None]) -> int:
    try:
        command()
    except typer.Exit as end:
        return end.exit_code
    return DONE


def _open(path: Path) -> None:
    import webbrowser

    if not webbrowser.open(path.resolve().as_uri()):
        raise PressqError("no browser was found", f"the page is {path}")
