"""The failures of a run, in a file next to its result."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TextIO

from pressq.errors import PressqError, UsageError
from pressq.output.results import Result
from pressq.output.safe_files import create_file, failure_log
from pressq.output.writers import JsonLinesWriter

__all__ = ["FailureLog"]


class FailureLog:
    """The file `out.failed.jsonl` next to `out.jsonl`: one line for each failed input; without failures no file.

    Args:
        output: the file of the results; the list of an earlier run is removed.
        kind: the type of the results.

    Raises:
        UsageError: another file has that name.
    """

    def __init__(self, output: str, kind: type[Result]) -> None:
        self.path = failure_log(output)
        if not _may_go(self.path):
            raise UsageError(f"{self.path}: failures would be listed there, and it is no such list", "move it")
        self.path.unlink(missing_ok=True)
        self._kind = kind
        self._stream: TextIO | None = None

    def add(self, source: str, error: PressqError) -> None:
        """Write a line."""
        if self._stream is None:
            self._stream = io.TextIOWrapper(create_file(self.path), "utf-8", "backslashreplace", "")
        JsonLinesWriter(self._stream, self._kind).fail(source, error)
        self._stream.flush()

    def __enter__(self) -> FailureLog:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()


def _may_go(path: Path) -> bool:
    """Can the path be used: is it a list of failures, or free?"""
    if not path.is_file():  # reading a pipe could block
        return not path.exists()
    try:
        with path.open("rb") as lines:
            first = lines.readline()
            value = json.loads(first) if first else {"schema": "pressq.", "error": None}
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "error" in value and str(value.get("schema")).startswith("pressq.")
