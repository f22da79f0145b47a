"""A page to read: `pressq report`."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pressq import batch
from pressq.article import Quotes
from pressq.cli.app import command
from pressq.cli.options import RunOptions, to_find, to_read, to_run, to_show
from pressq.cli.reporting import DONE, PARTLY
from pressq.cli.running import run
from pressq.cli.verifying import VerifyCommand, read_sources
from pressq.cli.writing import Format
from pressq.errors import PressqError, UsageError

__all__: list[str] = []


@command("report", cls=VerifyCommand)
def report(
    options: RunOptions,
    sentences: Annotated[
        int | None, to_find("-n", "--sentences", metavar="N", min=1, help="How many key sentences of each article; 3.")
    ] = None,
    attitudes: Annotated[
        bool, to_find("--attitudes", help="Also what sources think, wish and do, and did not say.")
    ] = False,
    against: Annotated[
        list[str] | None,
        to_read("--against", metavar="SOURCE", help="Check the quoted words against sources, as verify does."),
    ] = None,
    open_page: Annotated[
        bool, to_show("--open", help="Show the page in the browser; without -o it is a temporary file.")
    ] = False,
    threads: Annotated[int, to_run(metavar="N", min=1, help="Threads for the model; 1.")] = 1,
) -> None:
    """Write a page to read, of articles with their quotations and speakers.

    It is one HTML file that needs nothing from outside, to open in a browser, print or pass on. It goes to -o FILE or
    into a pipe; a browser is opened by --open and by nothing else. Of several articles the page begins with who is
    quoted most, and where.

    Examples:
    pressq report story.txt -o story.html
        The article with its quotations lit up, as a file.
    pressq report --open https://example.org/story.html
        A page of the web, at once in the browser.
    pressq report story.txt --against debate.txt -o story.html
        With what the source says in place of each quotation.
    """
    if options.json or options.format not in {None, Format.HTML}:
        raise UsageError("a report is a page, in HTML", "pressq quotes and pressq summarize write the other formats")
    output = _temporary() if open_page and options.output is None else options.output
    if output is None and sys.stdout.isatty():
        raise UsageError("a page is not for a terminal", "-o report.html, or --open to see it in the browser")
    job = partial(batch.annotated_article, sentences=sentences, attitudes=attitudes, threads=threads)
    finish, unread = None, False
    if against:
        from pressq.report.annotated import verified
        from pressq.report.source_texts import Sources

        sources, unread = read_sources(options, against)
        finish = partial(verified, sources=Sources(sources))
    status = _status(partial(run, replace(options, format=Format.HTML, output=output), Quotes, job, finish=finish))
    if open_page and output is not None and status in {DONE, PARTLY}:
        _open(Path(output))
    raise typer.Exit(status if status != DONE or not unread else PARTLY)


def _temporary() -> str:
    """A file for a page that nobody named; it stays, as the browser may read it again."""
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
