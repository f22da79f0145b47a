"""What stands behind the results: `pressq text` and `pressq schema`."""

import json
from typing import Annotated

import typer

from pressq import batch
from pressq.article import Article
from pressq.cli.app import command
from pressq.cli.help import SHOW
from pressq.cli.options import RunOptions, to_show
from pressq.cli.running import run
from pressq.errors import UsageError
from pressq.output.schema import SCHEMA_NAMES, schema

__all__ = ["print_schema", "text"]

_OUTPUT_OF = {"summarize": "summary", "summarise": "summary", "verify": "verification", "trace": "traces"}


@command("text")
def text(
    options: RunOptions,
    show_hidden: Annotated[
        bool,
        to_show("--show-hidden", help="Show the parts of the page, dimmed what analysis skips."),
    ] = False,
) -> None:
    """Print the text that offsets refer to, or its parts.

    Of a text file it is the file, to the letter; of a page, a PDF or an e-mail, what is text in it.

    Examples:
    pressq text story.html
        What is read of a page.
    pressq text --show-hidden story.txt
        What is title, dateline, body or boilerplate.
    pressq text monday/ -o monday.jsonl
        A folder as one file of records.
    """
    run(options, Article, batch.whole, hidden=show_hidden)


@command("schema")
def print_schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="COMMAND", rich_help_panel=SHOW, help=f"Of what a command prints: {', '.join(SCHEMA_NAMES)}."
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of an output.

    Whatever pressq prints as JSON validates against it.

    Examples:
    pressq schema quotes
        What quotes prints with --json.
    pressq schema summary > summary.schema.json
        What summarize prints, for a validator.
    pressq schema quotes | jq '.properties | keys'
        The fields of it.
    """
    if name is None:
        raise UsageError("COMMAND is missing", f"one of {', '.join(SCHEMA_NAMES)}")
    typer.echo(json.dumps(schema(_OUTPUT_OF.get(name, name)), indent=2))
