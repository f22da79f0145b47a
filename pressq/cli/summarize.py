"""`pressq summarize`: the key sentences of articles."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from pressq import batch
from pressq.article import Summary
from pressq.cli.options import RunOptions, subset, to_find, to_show
from pressq.cli.program import command
from pressq.cli.run import run
from pressq.errors import UsageError
from pressq.summary import METHODS, Method
from pressq.summary.summary_options import SummaryOptions

__all__ = ["SummarizeOptions", "summarize"]


@dataclass(frozen=True, slots=True)
class SummarizeOptions:
    """The length of a summary, and how its sentences are selected."""

    sentences: Annotated[
        int | None,
        to_find("-n", "--sentences", metavar="N", min=1, help="Number of sentences [default: 3]."),
    ] = None
    percent: Annotated[
        float | None,
        to_find(metavar="P", min=0, max=100, help="Length as a percentage of the sentences, instead of -n."),
    ] = None
    words: Annotated[
        int | None,
        to_find(metavar="N", min=1, help="Length as at most N words, in whole sentences, instead of -n."),
    ] = None
    characters: Annotated[
        int | None,
        to_find(metavar="N", min=1, help="Length as at most N characters, in whole sentences, instead of -n."),
    ] = None
    method: Annotated[
        Method,
        to_find(metavar="NAME", help=f"Method: {', '.join(METHODS)} [default: news]."),
    ] = "news"
    language: Annotated[
        str | None,
        to_find(metavar="NAME", help="Language of the articles [default: detect]."),
    ] = None
    query: Annotated[
        str | None,
        to_find(metavar="WORDS", help="Prefer sentences with these words."),
    ] = None
    no_quotes: Annotated[bool, to_find("--no-quotes", help="Leave out sentences with quotations.")] = False
    lead: Annotated[bool, to_find("--lead", help="Always include the first sentence.")] = False
    together: Annotated[
        bool,
        to_find("--together", help="Make one summary of all FILEs, each sentence with its source."),
    ] = False
    explain: Annotated[
        bool,
        to_show("--explain", help="Show the parts of each score, and sentences left out as repetition."),
    ] = False


@command("summarize")
def summarize(options: RunOptions, chosen: SummarizeOptions) -> None:
    """Print the key sentences and keywords of articles.

    The sentences are verbatim and in the article's order. summarise is another spelling of the command.

    Examples:
    pressq summarize -n 2 story.txt
        The two key sentences.
    pressq summarize --query "harbour wall" --explain story.txt
        What it says about a topic, and why these sentences.
    pressq summarize --together --words 120 monday/
        One summary of a folder, at most 120 words.
    """
    from pressq.summary import summary

    summary_options = _summary_options(chosen)
    if chosen.together:
        run(options, Summary, batch.whole, gather=partial(summary, options=summary_options))
    else:
        run(options, Summary, partial(batch.summary, options=summary_options))


def _summary_options(chosen: SummarizeOptions) -> SummaryOptions:
    """The options of a summary, checked before an article is read."""
    try:
        return subset(SummaryOptions, chosen, quotes=not chosen.no_quotes)
    except UsageError as error:
        raise UsageError(f"--{error.message}" if ":" in error.message else error.message, error.hint) from error
