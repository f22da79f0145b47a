"""The files that a run makes: under names of its own, never through a link, and never in the place of an input."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pressq.errors import UsageError

__all__ = ["added_to", "is_result", "log_of", "made_by", "new", "refuse_foreign", "refuse_inputs", "refuse_link"]

_GENERATOR = '<meta name="generator" content="pressq">'
"""What marks a page as one of ours."""

_HEAD = 4096  # bytes of a file that tell whether it is a result
_JSON = re.compile(r'(?:\[\s*)?\{\s*"schema": "pressq\.')
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


def refuse_inputs(output: str, inputs: Iterable[str], *, alone: bool = False) -> None:
    """See that no input is a file that the run will make, by whatever name each goes.

    Args:
        alone: the run makes no file but `output`.

    Raises:
        UsageError: one is.
    """
    made = [path for path in ([Path(output)] if alone else made_by(output)) if path.exists()]
    for source in inputs if made else ():
        for path in made:
            if source != "-" and os.path.exists(source) and os.path.samefile(source, path):
                raise UsageError(
                    f"-o {output}: {source} would be written over, and it is an input", "name another file"
                )


def refuse_link(output: str) -> None:
    """See that a result is not written through a symbolic link to a file.

    Raises:
        UsageError: it would be.
    """
    if os.path.islink(output) and (os.path.isfile(output) or not os.path.exists(output)):
        raise UsageError(f"-o {output}: this is a symbolic link", f"-o {os.path.realpath(output)}")


def refuse_foreign(path: Path) -> None:
    """See that what has the name of a run's file, if anything, may be one.

    Raises:
        UsageError: it is a link, a pipe, a device, or a second name of another file.
    """
    with suppress(FileNotFoundError):
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise _foreign(path)


def is_result(path: Path) -> bool:
    """Whether a file, by its first bytes, is what a run wrote: JSON, JSON Lines, CSV or a page."""
    from pressq.output.results import COLUMNS

    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff")
    header = head.partition("\n")[0].rstrip("\r")
    return _JSON.match(head) is not None or _GENERATOR in head or header in map(",".join, COLUMNS.values())


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
        raise _foreign(path)
    return stream


def _foreign(path: Path) -> UsageError:
    return UsageError(f"{path}: stands where a run keeps its lines, and is no file of one", "move it")
