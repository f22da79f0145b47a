"""Exit statuses, and errors as messages."""

import re
import sys
import traceback

import typer

from pressq.errors import PressqError, UsageError
from pressq.output.printable import one_line

__all__ = ["DONE", "INTERRUPTED", "PARTLY", "UNREADABLE", "USAGE", "report", "wrong_usage"]

DONE, USAGE, UNREADABLE, PARTLY, INTERRUPTED = 0, 2, 3, 4, 130


def wrong_usage(error: typer.TyperException) -> UsageError:
    """What Typer finds wrong with the arguments, in our form."""
    message = re.sub("^Invalid value for '?(.+?)'?: (?:Value error, )?", r"\1: ", one_line(error.format_message()))
    message = message.rstrip(".")
    context = getattr(error, "ctx", None)
    hint = f"{context.command_path if context else 'pressq'} --help"
    problem = UsageError(message[:1].lower() + message[1:], hint)
    problem.__cause__ = error
    return problem


def report(error: PressqError, *, source: str | None = None, quiet: bool = False, debug: bool = False) -> None:
    """Say on standard error what is wrong and, unless `quiet`, what to do."""
    if debug:
        traceback.print_exception(error)
    where = f"{one_line(source)}: " if source is not None else ""
    print(f"pressq: error: {where}{one_line(error.message)}", file=sys.stderr)
    if error.hint and not quiet:
        print(f"hint: {one_line(error.hint)}", file=sys.stderr)
