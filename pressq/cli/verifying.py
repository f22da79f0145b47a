"""Is it what was said: `pressq verify`."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pressq import batch
from pressq.article import Article, Quotes
from pressq.cli.app import Command, command
from pressq.cli.options import Language, RunOptions, Threads, to_find, to_read
from pressq.cli.reporting import DISPROVED, PARTLY, UNREADABLE, USAGE, report
from pressq.cli.running import keep_inputs, reader, run
from pressq.errors import MissingExtraError, UsageError
from pressq.load import DeferredArticle, LoadFailure
from pressq.output.printable import one_line
from pressq.report.selection import Selection
from pressq.report.verification import Verification

if TYPE_CHECKING:
    from pressq.load.document import Document

__all__ = ["VerifyCommand", "VerifyOptions", "read_sources", "tell_left_out", "verify"]

_AGAINST, _QUOTE = "--against", "--quote"


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What is checked, and against what."""

    against: Annotated[
        list[str] | None,
        to_read(
            _AGAINST,
            metavar="SOURCE",
            help="Where the words must stand, any number after the FILEs: transcripts, whose turns (NAME: ...) tell "
            "who speaks, speeches, pages, folders. Before the FILEs it takes one and may be repeated.",
        ),
    ] = None
    quote: Annotated[
        str | None, to_find(_QUOTE, metavar="TEXT", help="Check this quotation instead of those of a FILE.")
    ] = None
    language: Language = None
    threads: Threads = 1


class VerifyCommand(Command):
    """The command whose `--against` takes several names, where FILE or a quotation stands before it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        spelled: list[str] = []
        named = several = listing = False
        for number, argument in enumerate(args):
            if argument == _AGAINST:
                before = self.make_parser(ctx).parse_args(args[:number])[0]
                named, several = True, several or bool(before.get("files") or before.get("quote"))
            elif named:
                named, listing = False, several
            elif listing and (argument == "-" or not argument.startswith("-")):
                spelled.append(_AGAINST)
            else:
                listing = False
            spelled.append(argument)
        return super().parse_args(ctx, spelled)


@command("verify", cls=VerifyCommand)
def verify(options: RunOptions, check: VerifyOptions) -> None:
    """Check that quotations are what their sources say.

    Each quotation is looked for word by word: verbatim, typographic, cut, altered, spliced or missing. Noted is where a
    negation, a number or a name is touched, where the source's sentence turns the sense, and who speaks there. Status 1
    says that a quotation does not hold.

    Examples:
    pressq verify story.txt --against transcript.txt
        Wording and speaker of every quotation.
    pressq verify --quote "We shall never surrender" --against speeches/
        One quotation in all texts of a folder.
    pressq verify drafts/*.md --against notes.pdf --format md
        What an editor has to look at, as a note.
    """
    if not check.against:
        raise UsageError(f"{_AGAINST}: a source is missing", "pressq verify story.txt --against transcript.txt")
    if options.resume:
        raise UsageError("--resume: a check is made anew, since its sources may have changed")
    if check.quote is not None and options.files != ["-"]:
        raise UsageError(f"{_QUOTE} is checked instead of a FILE")
    if [*([] if check.quote is not None else options.files), *check.against].count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    articles, unread = read_sources(options, check.against)
    from pressq.report.source_texts import Sources
    from pressq.report.verify import as_quotation, checked, verify

    sources = Sources(articles)
    held: list[bool] = []

    def finish(found: Quotes) -> Verification:
        made = verify(found, sources) if check.quote is None else checked(found, sources)
        tell_left_out(made, articles, quiet=options.quiet)
        held.append(made.holds)
        return made

    if check.quote is None:
        job = partial(batch.quotations, options=Selection(attitudes=True), threads=check.threads)
        run(options, Verification, job, finish=finish, read=reader(options, check.language))
    else:
        options = replace(options, files=[_QUOTE])
        run(options, Verification, as_quotation, finish=finish, read=partial(_given, check.quote))
    if not all(held):
        raise typer.Exit(DISPROVED)
    if unread:
        raise typer.Exit(PARTLY)


def read_sources(options: RunOptions, names: list[str]) -> tuple[list[Article], bool]:
    """The articles of the sources, and whether some could not be read; none at all is the end."""
    keep_inputs(options, names)
    articles: list[Article] = []
    status, unread = UNREADABLE, False
    for name in names:
        for found in (deferred.read() for deferred in reader(options)(name)):
            if isinstance(found, LoadFailure):
                unread = True
                status = USAGE if isinstance(found.error, MissingExtraError) else UNREADABLE
                report(found.error, source=found.source, quiet=options.quiet, debug=options.debug)
            else:
                articles.append(found)
    if not articles:
        raise typer.Exit(status)
    return articles, unread


def tell_left_out(made: Verification, sources: list[Article], *, quiet: bool) -> None:
    """Say on standard error which sources are the article itself and were left out."""
    used = {id(source) for source in made.sources}
    for source in sources:
        if id(source) not in used and not quiet:
            print(
                f"pressq: {one_line(made.article.source)}: not checked against itself: "
                f"{one_line(source.source)} is left out",
                file=sys.stderr,
            )


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text from the command line, as what is still to be read."""

    text: str

    def document(self) -> "Document":
        from pressq.load.document import Document, TextPart

        return Document((TextPart(self.text),))


def _given(text: str, source: str) -> Iterator[DeferredArticle]:
    yield DeferredArticle(source, _Typed(text))
