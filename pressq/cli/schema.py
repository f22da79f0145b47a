"""`pressq schema`: the JSON Schema of an output."""

import json
from typing import Annotated

import typer

from pressq.cli.program import ALIASES, SHOW, command
from pressq.errors import UsageError
from pressq.output.schema import SCHEMA_NAMES, schema

__all__ = ["print_schema"]

_OUTPUT_OF = {"summarize": "summary", "verify": "verification", "trace": "traces"}


@command("schema")
def print_schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="OUTPUT", rich_help_panel=SHOW, help=f"{', '.join(SCHEMA_NAMES)}, or a command."),
    ] = None,
) -> None:
    """Print the JSON Schema of an output.

    All JSON that pressq prints validates against it.

    Examples:
    pressq schema quotes
        What quotes prints with --json.
    pressq schema summary > summary.schema.json
        What summarize prints, for a validator.
    pressq schema quotes | jq '.properties | keys'
        Its fields.
    """
    if name is None:
        raise UsageError("OUTPUT is missing", f"one of {', '.join(SCHEMA_NAMES)}")
    output = ALIASES.get(name, name)
    typer.echo(json.dumps(schema(_OUTPUT_OF.get(output, output)), indent=2))
