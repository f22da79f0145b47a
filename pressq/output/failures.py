"""What failed in a run, in a file beside its result."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TextIO

from pressq.errors import PressqError, UsageError
from pressq.output.owned import log_of, new
from pressq.output.results import Result
from pressq.output.writers import JsonLinesWriter

__all__ = ["FailureLog"]


class FailureLog:
    """The file `out.failed.jsonl` beside `out.jsonl`: a line for each input that failed; no failure, no file.

    Args:
        output: the file of the results; of an earlier run's log beside it nothing is left.
        kind: the type of the results.

    Raises:
        UsageError: a file of that name is there that is no log.
    """

    def __init__(self, output: str, kind: type[Result]) -> None:
        self.path = log_of(output)
        if not _may_go(self.path):
            raise UsageError(f"{self.path}: failures would be listed there, and it is no such list", "move it")
        self.path.unlink(missing_ok=True)
        self._kind = kind
        self._stream: TextIO | None = None

    def add(self, source: str, error: PressqError) -> None:
        """Write a line."""
        if self._stream is None:
            self._stream = io.TextIOWrapper(new(self.path), "utf-8", "backslashreplace", "")
        JsonLinesWriter(self._stream, self._kind).fail(source, error)
        self._stream.flush()

    def __enter__(self) -> FailureLog:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()


def _may_go(path: Path) -> bool:
    """Whether what has the name of a log is one, or nothing."""
    if not path.is_file():  # the other end of a pipe may never answer
        return not path.exists()
    try:
        with path.open("rb") as lines:
            first = lines.readline()
            value = json.loads(first) if first else {"schema": "pressq.", "error": None}
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "error" in value and str(value.get("schema")).startswith("pressq.")
