"""What articles say: `pressq summarize`."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from pressq import batch
from pressq.article import Summary
from pressq.cli.app import command
from pressq.cli.options import RunOptions, picked, to_find, to_show
from pressq.cli.running import run
from pressq.errors import UsageError
from pressq.summary import METHODS, Method
from pressq.summary.summary_options import SummaryOptions

__all__ = ["SummarizeOptions", "summarize"]


@dataclass(frozen=True, slots=True)
class SummarizeOptions:
    """How long a summary is, and how its sentences are chosen."""

    sentences: Annotated[
        int | None,
        to_find("-n", "--sentences", metavar="N", min=1, help="How many sentences; 3."),
    ] = None
    percent: Annotated[
        float | None,
        to_find(metavar="P", min=0, max=100, help="Instead: so many of a hundred sentences."),
    ] = None
    words: Annotated[
        int | None,
        to_find(metavar="N", min=1, help="Instead: whole sentences of at most N words."),
    ] = None
    characters: Annotated[
        int | None,
        to_find(metavar="N", min=1, help="Instead: whole sentences of at most N characters."),
    ] = None
    method: Annotated[
        Method,
        to_find(metavar="NAME", help=f"How to choose them: {', '.join(METHODS)}."),
    ] = "news"
    language: Annotated[
        str | None,
        to_find(metavar="NAME", help="The language of the articles; else it is detected."),
    ] = None
    query: Annotated[
        str | None,
        to_find(metavar="WORDS", help="Lean towards sentences with these words."),
    ] = None
    no_quotes: Annotated[bool, to_find("--no-quotes", help="No sentences that hold a quotation.")] = False
    lead: Annotated[bool, to_find("--lead", help="The first sentence in any case.")] = False
    together: Annotated[
        bool,
        to_find("--together", help="One summary of all FILEs, each sentence with its source."),
    ] = False
    explain: Annotated[
        bool,
        to_show("--explain", help="What each score is made of, and what was said already."),
    ] = False


@command("summarize")
def summarize(options: RunOptions, chosen: SummarizeOptions) -> None:
    """Print the key sentences of articles and their keywords.

    The sentences are the article's own, word for word and in its order. The command may be written summarise.

    Examples:
    pressq summarize -n 2 story.txt
        The two key sentences.
    pressq summarize --query "harbour wall" --explain story.txt
        What it says of a topic, and why these sentences.
    pressq summarize --together --words 120 monday/
        One summary of a folder, in 120 words at most.
    """
    from pressq.summary import summary

    made = _made(chosen)
    if chosen.together:
        run(options, Summary, batch.whole, gather=partial(summary, options=made))
    else:
        run(options, Summary, partial(batch.summary, options=made))


def _made(chosen: SummarizeOptions) -> SummaryOptions:
    """How the summary is made: that it can be is seen before an article is read."""
    try:
        return picked(SummaryOptions, chosen, quotes=not chosen.no_quotes)
    except UsageError as error:
        raise UsageError(f"--{error.message}" if ":" in error.message else error.message, error.hint) from error
