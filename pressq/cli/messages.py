"""Exit statuses, and messages on standard error."""

import os
import sys
import traceback
from collections.abc import Sequence

import typer

from pressq.article import ArticleNote
from pressq.cli.values import closest
from pressq.errors import InputError, PressqError, UsageError
from pressq.output.printable import one_line

__all__ = [
    "DISPROVED",
    "DONE",
    "INTERRUPTED",
    "PARTLY",
    "STATUSES",
    "UNREADABLE",
    "UNWRITABLE",
    "USAGE",
    "print_error",
    "print_notes",
    "print_terminal_note",
    "print_unsupported",
    "usage_error",
    "with_similar_file",
]

DONE, DISPROVED, USAGE, UNREADABLE, PARTLY, UNWRITABLE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

STATUSES = {
    DONE: "done, even if nothing was found",
    DISPROVED: "a check failed",
    USAGE: "wrong usage",
    UNREADABLE: "an input could not be read",
    PARTLY: "some of several inputs failed",
    UNWRITABLE: "the result could not be written",
    INTERRUPTED: "stopped with Ctrl-C",
}
"""What each exit status means."""

_NOTES: dict[ArticleNote, str] = {"incomplete": "much of the page's text is left out; compare with the page"}


def usage_error(error: typer.TyperException, command: str) -> UsageError:
    """An error of Typer about the arguments of a command ("pressq quotes"), as our own."""
    message, _, meant = one_line(error.format_message()).partition(" (Possible options: ")
    similar = closest(getattr(error, "option_name", ""), meant[:-1].split(", ")) if meant else None
    hint = f"did you mean {similar}?" if similar else f"{command} -h"
    problem = UsageError(message[:1].lower() + message[1:].rstrip("."), hint)
    problem.__cause__ = error
    return problem


def print_error(error: PressqError, *, source: str | None = None, quiet: bool = False, debug: bool = False) -> None:
    """Print what is wrong and, unless `quiet`, what to do."""
    if debug:
        traceback.print_exception(error)
    where = f"{one_line(source)}: " if source is not None else ""
    print(f"pressq: error: {where}{one_line(error.message)}", file=sys.stderr)
    if error.hint and not quiet:
        print(f"hint: {one_line(error.hint)}", file=sys.stderr)


def print_notes(notes: Sequence[ArticleNote], source: str) -> None:
    """Print what a reader should know about how an article was loaded, one line per note."""
    for note in notes:
        print(f"pressq: warning: {one_line(source)}: {_NOTES[note]}", file=sys.stderr)


def print_unsupported(language: str | None, source: str) -> None:
    """Print that quotations in this language, an ISO 639-1 code or None, are not attributed."""
    from pressq.output.phrasing import unsupported_language

    print(f"pressq: {one_line(source)}: {unsupported_language(language)} (--language overrides)", file=sys.stderr)


def print_terminal_note(files: Sequence[str], *, quiet: bool) -> None:
    """Print that the program waits for typed input, where it does."""
    if "-" in files and not quiet and sys.stdin is not None and sys.stdin.isatty():
        print("pressq: reading from the terminal; end with Ctrl-D", file=sys.stderr)


def with_similar_file(source: str, error: PressqError) -> PressqError:
    """The error about an input, with a hint at a file of a similar name where the input does not exist."""
    if error.hint is not None or not isinstance(error, InputError) or "://" in source or os.path.lexists(source):
        return error
    folder, name = os.path.split(source)
    try:
        meant = closest(name, os.listdir(folder or "."))
    except OSError:
        return error
    return error if meant is None else type(error)(error.message, f"did you mean {os.path.join(folder, meant)}?")
