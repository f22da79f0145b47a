"""Exit statuses, and errors as messages."""

import sys
import traceback
from collections.abc import Sequence

import typer

from pressq.article import ArticleNote
from pressq.errors import PressqError, UsageError
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
    "print_notes",
    "print_unsupported",
    "report",
    "tell_of_terminal",
    "wrong_usage",
]

DONE, DISPROVED, USAGE, UNREADABLE, PARTLY, UNWRITABLE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

STATUSES = {
    DONE: "done, also when there is nothing to show",
    DISPROVED: "the answer is no, of a command that checks",
    USAGE: "wrong usage",
    UNREADABLE: "an input could not be read",
    PARTLY: "some inputs of several failed, the rest are done",
    UNWRITABLE: "the result could not be written: the disk is full, say",
    INTERRUPTED: "stopped with Ctrl-C",
}
"""What each exit status says."""

_NOTES: dict[ArticleNote, str] = {"incomplete": "much of the page's text is left out; compare with the page"}


def wrong_usage(error: typer.TyperException) -> UsageError:
    """What Typer finds wrong with the arguments, in our form."""
    message, _, meant = one_line(error.format_message()).partition(" (Possible options: ")
    context = getattr(error, "ctx", None)
    hint = f"did you mean {meant[:-1]}?" if meant else f"{context.command_path if context else 'pressq'} --help"
    problem = UsageError(message[:1].lower() + message[1:].rstrip("."), hint)
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


def print_notes(notes: Sequence[ArticleNote], source: str) -> None:
    """Print on standard error what a reader should know of the loading of an article, one line a note."""
    for note in notes:
        print(f"pressq: warning: {one_line(source)}: {_NOTES[note]}", file=sys.stderr)


def print_unsupported(language: str | None, source: str) -> None:
    """Say that quotations are not attributed in the language of an article, an ISO 639-1 code or None."""
    from pressq.output.phrasing import unsupported_language

    print(f"pressq: {one_line(source)}: {unsupported_language(language)} (--language overrides)", file=sys.stderr)


def tell_of_terminal(files: Sequence[str], *, quiet: bool) -> None:
    """Say that the input is to be typed, to who may wonder why nothing happens."""
    if "-" in files and not quiet and sys.stdin is not None and sys.stdin.isatty():
        print("pressq: reading from the terminal; end with Ctrl-D", file=sys.stderr)
