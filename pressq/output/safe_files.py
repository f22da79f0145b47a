"""Output files: never written through a link, never over an input."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pressq.errors import UsageError

__all__ = [
    "GENERATOR",
    "create_file",
    "failure_log",
    "files_of_run",
    "is_result",
    "open_to_append",
    "refuse_foreign",
    "refuse_inputs",
    "refuse_link",
    "replace_file",
]

GENERATOR = '<meta name="generator" content="pressq">'
"""Marks a page, or what belongs to it, as written by pressq."""

_HEAD = 4096  # bytes that are enough to recognise a result
_JSON = re.compile(r'(?:\[\s*)?\{\s*"schema": "pressq\.')
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe of that name must not block
_BINARY = getattr(os, "O_BINARY", 0)


def failure_log(output: str) -> Path:
    """The path of the list of failures of a run that writes `output`."""
    return Path(output).with_suffix(".failed.jsonl")


def files_of_run(output: str) -> list[Path]:
    """All files that a run may write for `output`; none of them is read as an article."""
    target = Path(os.path.realpath(output))
    return [
        target,
        *(target.with_name(f"{target.name}.{end}") for end in ("part", "kept", "options")),
        failure_log(output),
    ]


def refuse_inputs(output: str, inputs: Iterable[str], *, alone: bool = False) -> None:
    """Check that no input is a file that the run will write, under any name.

    Args:
        alone: the run writes no other file than `output`.

    Raises:
        UsageError: an input would be overwritten.
    """
    made = [path for path in ([Path(output)] if alone else files_of_run(output)) if path.exists()]
    for source in inputs if made else ():
        for path in made:
            if source != "-" and os.path.exists(source) and os.path.samefile(source, path):
                raise UsageError(
                    f"-o {output}: {source} would be written over, and it is an input", "name another file"
                )


def refuse_link(output: str) -> None:
    """Check that `output` is not a symbolic link to a file.

    Raises:
        UsageError: it is one.
    """
    if os.path.islink(output) and (os.path.isfile(output) or not os.path.exists(output)):
        raise UsageError(f"-o {output}: this is a symbolic link", f"-o {os.path.realpath(output)}")


def refuse_foreign(path: Path) -> None:
    """Check that a file which stands where a run keeps its own can be one of them.

    Raises:
        UsageError: it is a link, a pipe, a device or a hard link.
    """
    with suppress(FileNotFoundError):
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise _foreign(path)


def is_result(path: Path) -> bool:
    """Is the file, by its first bytes, a result of pressq: JSON, JSON Lines, CSV or a page?"""
    from pressq.output.results import COLUMNS

    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff")
    header = head.partition("\n")[0].rstrip("\r")
    return _JSON.match(head) is not None or GENERATOR in head or header in map(",".join, COLUMNS.values())


def create_file(path: Path) -> BinaryIO:
    """Create the file exclusively; a file or link of that name is removed first.

    Raises:
        OSError: it cannot be created.
    """
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY, 0o666), "wb")


def replace_file(path: Path, text: str) -> None:
    """Write a file whole, in place of a result of an earlier run.

    Raises:
        OSError: it cannot be written.
        UsageError: a link, or a file that is no result, has its name.
    """
    refuse_link(str(path))
    if path.exists() and not (path.is_file() and is_result(path)):
        raise UsageError(f"{path}: would be overwritten, and is no result of pressq", "name another folder")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with create_file(part) as file:
            file.write(text.encode("utf-8", "backslashreplace"))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def open_to_append(path: Path) -> BinaryIO:
    """Open a file to append to it; it is created if needed.

    Raises:
        OSError: it cannot be opened, or is a link.
        UsageError: it is a pipe, a device or a hard link, and so no file of a run.
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
