"""Who said what, and who speaks: `pressq quotes` and `pressq speakers`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from pressq import batch
from pressq.article import Article, QuoteKind, Quotes
from pressq.cli.app import command
from pressq.cli.options import Attitudes, Language, RunOptions, Threads, picked, to_find
from pressq.cli.running import reader, run
from pressq.errors import UsageError
from pressq.output.printable import one_line
from pressq.quotes import KINDS
from pressq.report.selection import Selection

__all__ = ["Kind", "QuotesOptions", "SpeakersOptions", "quotes", "speakers"]


class Kind(StrEnum):
    """A kind of quotation, as Typer wants it."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class SpeakersOptions:
    """Which of an article's quotations are shown, and how the model runs."""

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
    attitudes: Attitudes = False
    language: Language = None
    speech_only: Annotated[bool, typer.Option("--speech-only", hidden=True)] = False  # is the default now
    threads: Threads = 1


@dataclass(frozen=True, slots=True)
class QuotesOptions(SpeakersOptions):
    """Which of an article's quotations are shown, also by length and confidence."""

    min_words: Annotated[int, to_find(metavar="N", min=0, help="Only quotations of at least N words.")] = 0
    min_confidence: Annotated[
        float,
        to_find(metavar="P", min=0, max=1, help="Only what is at least so sure, from 0 to 1."),
    ] = 0.0


@command("quotes")
def quotes(options: RunOptions, chosen: QuotesOptions) -> None:
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
    job = _job(chosen)
    heard = _Heard(chosen)
    finish = heard.see if chosen.speaker else None
    read = reader(options, chosen.language)
    run(_in_one_process(options, chosen.threads), Quotes, job, finish=finish, read=read)
    heard.tell(quiet=options.quiet)


@command("speakers")
def speakers(options: RunOptions, chosen: SpeakersOptions) -> None:
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
    from pressq.report.speaker_profiles import SpeakerProfiles
    from pressq.report.speaker_profiles import speakers as gathered

    job = _job(chosen)
    read = reader(options, chosen.language)
    run(_in_one_process(options, chosen.threads), SpeakerProfiles, job, gather=gathered, read=read)


def _job(chosen: SpeakersOptions) -> Callable[[Article], Quotes]:
    options = picked(Selection, chosen, kinds=_kinds(chosen.kind), speakers=_names(chosen.speaker))
    return partial(batch.quotations, options=options, threads=chosen.threads)


class _Heard:
    """Whether any of the speakers asked for speaks, and who does instead."""

    def __init__(self, chosen: QuotesOptions) -> None:
        self._names = chosen.speaker or []
        self._only = not (chosen.kind or chosen.min_words or chosen.min_confidence)
        self._silent: list[Article] = []
        self._anybody = False

    def see(self, found: Quotes) -> Quotes:
        """Look at the quotations chosen from an article, and hand them on."""
        if found.notes:  # which says why it has none
            return found
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
            speaking = (speaker for quote in said if quote.speaker for speaker in quote.speaker.each)
            speakers = dict.fromkeys(one_line(speaker.name) for speaker in speaking)
            print(f"hint: who speaks: {', '.join(speakers) or 'nobody with a name'}", file=sys.stderr)


def _kinds(values: list[Kind] | None) -> tuple[QuoteKind, ...]:
    """The kinds asked for; none asked for is all."""
    return tuple(kind for kind in KINDS if values is None or kind in values)


def _names(values: list[str] | None) -> tuple[str, ...]:
    """The names of speakers asked for."""
    if any(not value.strip() for value in values or ()):
        raise UsageError("--speaker: a name is missing")
    return tuple(values or ())


def _in_one_process(options: RunOptions, threads: int) -> RunOptions:
    """Where the model has several threads, the cores are theirs, unless workers are asked for."""
    return replace(options, jobs=1) if threads > 1 and options.jobs is None and options.dask is None else options
