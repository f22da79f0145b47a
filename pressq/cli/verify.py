"""`pressq verify`: quotations checked against their sources."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any

import typer

from pressq import batch
from pressq.article import Article, Quotes
from pressq.cli.messages import DISPROVED, PARTLY, UNREADABLE, USAGE, print_error
from pressq.cli.options import Language, RunOptions, Threads, to_find
from pressq.cli.program import Command, command
from pressq.cli.run import keep_inputs, reader, run
from pressq.errors import LimitError, MissingExtraError, UsageError
from pressq.limits import at_most
from pressq.load import DeferredArticle, LoadFailure, TextInput
from pressq.output.printable import one_line
from pressq.report.selection import Selection
from pressq.report.verification import Verification

__all__ = ["VerifyCommand", "VerifyOptions", "print_left_out", "read_sources", "verify"]

_AGAINST, _QUOTE = "--against", "--quote"


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What is checked, and against which sources."""

    against: Annotated[
        list[str] | None,
        to_find(
            _AGAINST,
            metavar="SOURCE",
            help="Sources of the quotations: transcripts (their turns, NAME: ..., name the speakers), speeches, pages, "
            "folders. After the FILEs it takes any number; before them one, and is repeatable.",
        ),
    ] = None
    quote: Annotated[
        str | None, to_find(_QUOTE, metavar="TEXT", help="Check this quotation instead of those in FILE.")
    ] = None
    who: Annotated[
        list[str] | None,
        to_find(
            "--who",
            metavar="LABEL=NAME",
            help='The person behind a label: "THE CHAIR=Ann Holt". Repeatable.',
        ),
    ] = None
    require_speaker: Annotated[
        bool, to_find("--require-speaker", help="Fail if a source does not tell who speaks the words.")
    ] = False
    language: Language = None
    threads: Threads = 1


class VerifyCommand(Command):
    """A command: its `--against` takes several names if a FILE or a quotation comes before it."""

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
    """Check quotations against their sources.

    The verdict on each is verbatim, typographic, cleaned, cut, altered, spliced or missing. Notes flag a changed
    negation, number or name, and a source sentence that reverses the meaning. Another speaker in the source is shown,
    too. The exit status is 1 if a quotation fails the check.

    Examples:
    pressq verify story.txt --against transcript.txt
        Wording and speaker of every quotation.
    pressq verify --quote "We shall never surrender" --against speeches/
        One quotation, in all texts of a folder.
    pressq verify drafts/*.md --against notes.pdf --format md
        A note of what an editor has to look at.
    """
    if not check.against:
        raise UsageError(f"{_AGAINST} SOURCE is missing", "pressq verify story.txt --against transcript.txt")
    if options.resume:
        raise UsageError("--resume: verify cannot resume, since the sources may have changed")
    if check.quote is not None and options.files != ["-"]:
        raise UsageError(f"{_QUOTE} and FILE exclude each other")
    if [*([] if check.quote is not None else options.files), *check.against].count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    articles, unread = read_sources(options, check.against)
    from pressq.report.source_texts import Sources
    from pressq.report.verify import as_quotation, check_quotes, verify

    with at_most(options.max_seconds):
        sources = Sources(articles, _names(check.who))
    held: list[bool] = []

    def finish(found: Quotes) -> Verification:
        made = verify(found, sources) if check.quote is None else check_quotes(found, sources)
        print_left_out(made, articles, quiet=options.quiet)
        known = all(one.speaker != "unknown" for one in made.checks) or not check.require_speaker
        held.append(made.holds and known)
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


def _names(who: list[str] | None) -> dict[str, str]:
    """The persons behind labels.

    Raises:
        UsageError: one is no LABEL=NAME.
    """
    names = {}
    for one in who or ():
        label, _, name = one.partition("=")
        if not label.strip() or not name.strip():
            raise UsageError(f"--who: {one} is no LABEL=NAME", '--who "THE CHAIR=Ann Holt"')
        names[label.strip()] = name.strip()
    return names


def read_sources(options: RunOptions, names: list[str]) -> tuple[list[Article], bool]:
    """The articles of the sources, and whether some could not be read.

    Raises:
        typer.Exit: none could be read.
    """
    keep_inputs(options, names)
    articles: list[Article] = []
    status, unread = UNREADABLE, False
    for name in names:
        for deferred in reader(options)(name):
            try:
                with at_most(options.max_seconds):
                    found = deferred.read()
            except LimitError as error:
                found = LoadFailure(deferred.source, error)
            if isinstance(found, LoadFailure):
                unread = True
                status = USAGE if isinstance(found.error, MissingExtraError) else UNREADABLE
                print_error(found.error, source=found.source, quiet=options.quiet, debug=options.debug)
            else:
                articles.append(found)
    if not articles:
        raise typer.Exit(status)
    return articles, unread


def print_left_out(made: Verification, sources: list[Article], *, quiet: bool) -> None:
    """Print on standard error which sources are the article itself and were left out."""
    used = {id(source) for source in made.sources}
    for source in sources:
        if id(source) not in used and not quiet:
            print(
                f"pressq: {one_line(made.article.source)}: not checked against itself: "
                f"{one_line(source.source)} is left out",
                file=sys.stderr,
            )


def _given(text: str, source: str) -> Iterator[DeferredArticle]:
    yield DeferredArticle(source, TextInput(text))
