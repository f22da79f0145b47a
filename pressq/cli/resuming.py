"""What a stopped run leaves behind: asked about before it is given up, and told when a run is stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from pressq.cli.options import RunOptions
from pressq.errors import UsageError
from pressq.output.journal import is_being_written, kept_lines
from pressq.output.phrasing import count
from pressq.output.printable import one_line

__all__ = ["keeping"]


@contextmanager
def keeping(output: str, options: RunOptions) -> Iterator[None]:
    """A run whose lines are kept as they come.

    Raises:
        UsageError: lines of a stopped run are there, and nobody says that they may go.
    """
    if not options.resume and not options.restart:
        _ask(output)
    try:
        yield
    except (KeyboardInterrupt, SystemExit, OSError):
        if not options.quiet and (kept := kept_lines(output)):
            print(f"pressq: stopped; {count(kept, 'line')} of {one_line(output)} kept", file=sys.stderr)
            print("hint: the same command with --resume goes on", file=sys.stderr)
        raise


def _ask(output: str) -> None:
    kept = kept_lines(output)
    if not kept or is_being_written(output):  # what another run is writing is told when the output is opened
        return
    left = f"{one_line(output)}: a run that was stopped has left {count(kept, 'line')}"
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(left, "--resume goes on from there, --restart gives them up")
    if not typer.confirm(f"pressq: {left}. Give them up, and begin anew?", err=True):
        raise UsageError("not begun anew", "--resume goes on with what is there")
