"""`pressq text`: the text that offsets refer to."""

from typing import Annotated

from pressq import batch
from pressq.article import Article
from pressq.cli.options import RunOptions, to_show
from pressq.cli.program import command
from pressq.cli.run import run

__all__ = ["text"]


@command("text")
def text(
    options: RunOptions,
    show_hidden: Annotated[
        bool, to_show("--show-hidden", help="Label the parts of the page and dim those that analysis skips.")
    ] = False,
) -> None:
    """Print the text that offsets refer to, or its parts.

    For a text file this is the file itself; for a page, a PDF or an e-mail, its text.

    Examples:
    pressq text story.html
        The text of a page.
    pressq text --show-hidden story.txt
        Its title, dateline, body and boilerplate.
    pressq text monday/ -o monday.jsonl
        A folder as one file of records.
    """
    run(options, Article, batch.whole, hidden=show_hidden)
