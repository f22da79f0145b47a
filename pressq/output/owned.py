"""The files that a run makes: under names of its own, never through a link, and never in the place of an input."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from pressq.errors import UsageError

__all__ = ["added_to", "log_of", "made_by", "new", "refuse_inputs"]

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # for the other end of a pipe that stands there
_BINARY = getattr(os, "O_BINARY", 0)


def log_of(output: str) -> Path:
    """Where the failures of a run are written whose results go to `output`."""
    return Path(output).with_suffix(".failed.jsonl")


def made_by(output: str) -> list[Path]:
    """The files that a run with results in `output` may make, and read no article from."""
    target = Path(os.path.realpath(output))
    return [target, *(target.with_name(f"{target.name}.{end}") for end in ("part", "kept", "options")), log_of(output)]


def refuse_inputs(output: str, inputs: Iterable[str]) -> None:
    """See that no input is a file that the run will make, by whatever name each goes.

    Raises:
        UsageError: one is.
    """
    made = [path for path in made_by(output) if path.exists()]
    for source in inputs:
        for path in made:
            if source != "-" and os.path.exists(source) and os.path.samefile(source, path):
                raise UsageError(f"-o {output}: {source} would be written over, and it is an input")


def new(path: Path) -> BinaryIO:
    """A file that nobody else has; what has its name, a link included, goes.

    Raises:
        OSError: it cannot be made.
    """
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY, 0o666), "wb")


def added_to(path: Path) -> BinaryIO:
    """A file to add to, which is there already or not.

    Raises:
        OSError: it cannot be opened, a link for one.
        UsageError: it is no file of a run: a pipe, a device, a second name of another file.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK | _NO_WAIT | _BINARY
    stream = os.fdopen(os.open(path, flags, 0o666), "ab")
    status = os.fstat(stream.fileno())
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        stream.close()
        raise UsageError(f"{path}: stands where a run keeps its lines, and is no file of one", "move it")
    return stream
