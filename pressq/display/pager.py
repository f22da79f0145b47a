"""What is longer than the terminal goes to the user's pager."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TextIO, cast

__all__ = ["paged"]


@contextmanager
def paged(terminal: TextIO) -> Iterator[TextIO]:
    """A stream to a terminal: a screenful goes there as it is, what is longer to the program that `PAGER` names.

    Without that variable the program is less, which knows how to show colours and to leave again; where `PAGER` is
    empty, or the program is not there, nothing is paged.
    """
    command = shlex.split(os.environ.get("PAGER", "less"))
    if not command or shutil.which(command[0]) is None or os.environ.get("TERM") == "dumb":
        yield terminal
        return
    stream = _Paged(terminal, command)
    try:
        yield cast(TextIO, stream)
    finally:
        stream.leave()


class _Paged(io.TextIOBase):
    def __init__(self, terminal: TextIO, command: list[str]) -> None:
        self._terminal = terminal
        self._command = command
        self._held: list[str] = []
        self._left = shutil.get_terminal_size().lines - 1
        self._pager: subprocess.Popen[str] | None = None

    def write(self, text: str) -> int:
        if self._pager is not None:
            return self._input().write(text)
        self._held.append(text)
        columns = shutil.get_terminal_size().columns
        self._left -= sum(1 + len(line) // columns for line in text.splitlines())
        if self._left < 0:
            variables = {"LESS": "FRX"} | os.environ
            self._pager = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, text=True, encoding="utf-8", env=variables
            )
            self._input().write("".join(self._held))
        return len(text)

    def flush(self) -> None:
        if self._pager is not None and not self._input().closed:  # it is flushed once more when it goes
            self._input().flush()

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._terminal.fileno()

    def leave(self) -> None:
        """Show what is still held, or wait until the pager has been left."""
        if self._pager is None:
            self._terminal.write("".join(self._held))
            return
        with suppress(BrokenPipeError):  # who leaves the pager early has seen enough
            self._input().close()
        while self._pager.poll() is None:
            with suppress(KeyboardInterrupt):  # which is for the pager
                self._pager.wait()

    def _input(self) -> IO[str]:
        assert self._pager is not None
        assert self._pager.stdin is not None
        return self._pager.stdin
