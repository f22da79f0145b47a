"""Who said what, and who speaks: `pressq quotes` and `pressq speakers`."""

import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from pressq import batch
from pressq.article import Article, QuoteKind, Quotes
from pressq.cli.app import command
from pressq.cli.options import RunOptions, to_find, to_run
from pressq.cli.running import run
from pressq.errors import UsageError
from pressq.output.printable import one_line
from pressq.quotes import KINDS

__all__ = ["QuoteSelection", "Selection"]


class Kind(StrEnum):
    """A kind of quotation, as Typer wants it."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of an article's quotations are wanted, and how the model runs."""

    kind: Annotated[
        list[Kind] | None,
        to_find(metavar="KIND", help=f"Only {', '.join(KINDS)}; repeat it or use commas."),
    ] = None
    speaker: Annotated[
        list[str] | None,
        to_find(
            metavar="NAME",
            help="Only who is called NAME, in full or in part; repeat it for more.",
        ),
    ] = None
    attitudes: Annotated[
        bool,
        to_find("--attitudes", help="Also what sources think, wish and do, and did not say."),
    ] = False
    speech_only: Annotated[bool, typer.Option("--speech-only", hidden=True)] = False  # is the default now
    threads: Annotated[int, to_run(metavar="N", min=1, help="Threads for the model; 1.")] = 1


@dataclass(frozen=True, slots=True)
class QuoteSelection(Selection):
    """Which of an article's quotations are wanted, also by length and confidence."""

    min_words: Annotated[int, to_find(metavar="N", min=0, help="Only quotations of at least N words.")] = 0
    min_confidence: Annotated[
        float,
        to_find(metavar="P", min=0, max=1, help="Only what is at least so sure, from 0 to 1."),
    ] = 0.0


@command("quotes")
def quotes(options: RunOptions, selection: QuoteSelection) -> None:
    """Print who said what in articles.

    Direct, mixed and indirect speech, each with its speaker's full name and role and, in every format but the table,
    its place in the text and a confidence.

    Examples:
    pressq quotes story.txt
        Who said what, as a table.
    pressq quotes --speaker "Jane Doe" --kind direct monday/
        What Jane Doe says in the articles of a folder, in her own words.
    pressq quotes --json story.txt | jq -r '.quotes[].speaker.name'
        The speaker of each quotation, in a pipe.
    """
    job = partial(
        batch.quotations,
        kinds=_kinds(selection.kind),
        speakers=_names(selection.speaker),
        min_words=selection.min_words,
        min_confidence=selection.min_confidence,
        attitudes=selection.attitudes,
        threads=selection.threads,
    )
    heard = _Heard(selection)
    run(_in_one_process(options, selection.threads), Quotes, job, finish=heard.see if selection.speaker else None)
    heard.tell(quiet=options.quiet)


@command("speakers")
def speakers(options: RunOptions, selection: Selection) -> None:
    """Print who speaks in articles, how often and how much.

    Several articles are counted together, and whoever has the same name in them is one speaker.

    Examples:
    pressq speakers story.txt
        The speakers of one article, and where in it they speak.
    pressq speakers monday/ -o speakers.csv
        Those of a folder, for a spreadsheet.
    pressq speakers --kind direct,mixed 'monday/*.html'
        Only what stands between quotation marks.
    """
    from pressq.report.speakers import SpeakerProfiles
    from pressq.report.speakers import speakers as gathered

    job = partial(
        batch.quotations,
        kinds=_kinds(selection.kind),
        speakers=_names(selection.speaker),
        attitudes=selection.attitudes,
        threads=selection.threads,
    )
    run(_in_one_process(options, selection.threads), SpeakerProfiles, job, gather=gathered)


class _Heard:
    """Whether any of the speakers asked for speaks, and who does instead."""

    def __init__(self, selection: QuoteSelection) -> None:
        self._names = selection.speaker or []
        self._only = not (selection.kind or selection.min_words or selection.min_confidence)
        self._silent: list[Article] = []
        self._anybody = False

    def see(self, found: Quotes) -> Quotes:
        """Look at the quotations chosen from an article, and hand them on."""
        self._anybody = self._anybody or bool(found.quotes)
        self._silent = [] if self._anybody else [*self._silent[-1:], found.article]
        return found

    def tell(self, *, quiet: bool) -> None:
        """Say on standard error that nothing was found, and what may help."""
        if not self._silent or quiet:
            return
        names = " or ".join(repr(one_line(name)) for name in self._names)
        print(f"pressq: no such quotation of {names}", file=sys.stderr)
        if len(self._silent) > 1 or not self._only:
            print("hint: pressq speakers FILE... tells who speaks", file=sys.stderr)
        elif said := batch.quotations(self._silent[0]).quotes:
            speakers = dict.fromkeys(one_line(quote.speaker.name) for quote in said if quote.speaker)
            print(f"hint: who speaks: {', '.join(speakers) or 'nobody with a name'}", file=sys.stderr)


def _kinds(values: list[Kind] | None) -> tuple[QuoteKind, ...]:
    """The kinds asked for; none asked for is all."""
    return tuple(kind for kind in KINDS if values is None or kind in values)


def _names(values: list[str] | None) -> tuple[str, ...]:
    """The names of speakers asked for."""
    if any(not value.strip() for value in values or ()):
        raise UsageError("--speaker: a name is wanted")
    return tuple(values or ())


def _in_one_process(options: RunOptions, threads: int) -> RunOptions:
    """Where the model has several threads, the cores are theirs, unless workers are asked for."""
    return replace(options, jobs=1) if threads > 1 and options.jobs is None and options.dask is None else options
