"""Where results go: standard output, or a file that is replaced only when it is complete."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from pressq.errors import OutputError
from pressq.output.safe_files import create_file, refuse_link

__all__ = ["destination"]


@contextmanager
def destination(path: str | None) -> Iterator[TextIO]:
    """A text stream in UTF-8 to `path`, or to standard output (None, "-").

    A file is written under a temporary name next to its place and renamed at the end, so that a reader never sees half
    of it. It stays as it was when the block raises or writes nothing. A pipe or a device is written directly.

    Raises:
        OutputError: `path` cannot be written, or standard output is closed.
        UsageError: `path` is a symbolic link to a file.
    """
    if path in {None, "-"}:
        yield _standard_output()
        return
    target = Path(str(path))
    refuse_link(str(path))
    straight = target.exists() and not target.is_file()
    part = target if straight else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        file = part.open("wb") if straight else create_file(part)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        with io.TextIOWrapper(file, "utf-8", "backslashreplace", "") as stream:
            yield stream
        if not straight and part.stat().st_size:
            if target.exists():
                part.chmod(target.stat().st_mode)
            part.replace(target)
    finally:
        if not straight:
            with suppress(FileNotFoundError):
                part.unlink()


def _standard_output() -> TextIO:
    stream = sys.stdout
    if stream is None:
        raise OutputError("standard output is closed")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return stream
