"""`pressq quotes`: who said what."""

import sys
from dataclasses import dataclass
from typing import Annotated

from pressq import batch
from pressq.article import Article, Quotes
from pressq.cli.options import RunOptions, SelectionOptions, to_find
from pressq.cli.program import command
from pressq.cli.run import quotation_job, reader, run, sharing_cores
from pressq.output.printable import one_line

__all__ = ["QuotesOptions", "quotes"]


@dataclass(frozen=True, slots=True)
class QuotesOptions(SelectionOptions):
    """Which quotations of an article are shown, also by length and confidence."""

    min_words: Annotated[int, to_find(metavar="N", min=0, help="Minimum length in words [default: 0].")] = 0
    min_confidence: Annotated[
        float, to_find(metavar="P", min=0, max=1, help="Minimum confidence, 0 to 1 [default: 0].")
    ] = 0.0


@command("quotes")
def quotes(options: RunOptions, chosen: QuotesOptions) -> None:
    """Print who said what in articles.

    Finds direct, mixed and indirect quotations, each with the speaker's full name and role. Every format except the
    table also has offsets into the text and a confidence.

    Examples:
    pressq quotes story.txt
        Who said what, as a table.
    pressq quotes --speaker "Jane Doe" --kind direct monday/
        Direct quotations of Jane Doe in the articles of a folder.
    pressq quotes --json story.txt | jq -r '.quotes[].speaker.name'
        The speaker of each quotation, in a pipe.
    """
    search = _SpeakerSearch(chosen)
    run(
        sharing_cores(options, chosen.threads),
        Quotes,
        quotation_job(chosen),
        finish=search.see if chosen.speaker else None,
        read=reader(options, chosen.language),
    )
    search.report(quiet=options.quiet)


class _SpeakerSearch:
    """Whether any of the requested speakers is quoted, and who is quoted instead."""

    def __init__(self, chosen: QuotesOptions) -> None:
        self._names = chosen.speaker or []
        self._by_name_only = not (chosen.kind or chosen.min_words or chosen.min_confidence)
        self._without: list[Article] = []
        self._found = False

    def see(self, found: Quotes) -> Quotes:
        """Look at the quotations selected from an article, and return them."""
        if "language" in found.notes:  # another line says why there are none
            return found
        self._found = self._found or bool(found.quotes)
        self._without = [] if self._found else [*self._without[-1:], found.article]
        return found

    def report(self, *, quiet: bool) -> None:
        """Print on standard error that nothing was found, and what may help."""
        if not self._without or quiet:
            return
        names = " or ".join(repr(one_line(name)) for name in self._names)
        print(f"pressq: no such quotation of {names}", file=sys.stderr)
        if len(self._without) > 1 or not self._by_name_only:
            print("hint: pressq speakers FILE... lists the speakers", file=sys.stderr)
        elif said := batch.quotations(self._without[0]).quotes:
            speaking = (speaker for quote in said if quote.speaker for speaker in quote.speaker.each)
            speakers = dict.fromkeys(one_line(speaker.name) for speaker in speaking)
            print(f"hint: the speakers are {', '.join(speakers) or 'not named'}", file=sys.stderr)
