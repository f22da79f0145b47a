"""What failed in a run, in a file beside its result."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from pressq.errors import PressqError
from pressq.output.records import Result
from pressq.output.writers import JsonLinesWriter

__all__ = ["FailureLog"]


class FailureLog:
    """The file `out.failed.jsonl` beside `out.jsonl`: a line for each input that failed; no failure, no file.

    Args:
        output: the file of the results; of an earlier run's log beside it nothing is left.
        kind: the type of the results.
    """

    def __init__(self, output: str, kind: type[Result]) -> None:
        self.path = Path(output).with_suffix(".failed.jsonl")
        self.path.unlink(missing_ok=True)
        self._kind = kind
        self._stream: TextIO | None = None

    def add(self, source: str, error: PressqError) -> None:
        """Write a line."""
        if self._stream is None:
            self._stream = self.path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        JsonLinesWriter(self._stream, self._kind).fail(source, error)
        self._stream.flush()

    def __enter__(self) -> FailureLog:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()
