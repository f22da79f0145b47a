"""JSON Lines as pressq writes them, to be counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pressq.errors import EmptyInputError, InputError
from pressq.load.files import opened
from pressq.load.records import LARGEST_RECORD, too_large
from pressq.load.unpack import unpacked

__all__ = ["json_lines"]


def json_lines(source: str) -> Iterator[tuple[int, Any]]:
    """The numbers and values of the lines of the file at the path `source`, packed or not, or of standard input (`-`).

    Blank lines are left out. In place of a value there is an `InputError` where a line is no JSON or too long.

    Raises:
        InputError: the file, or the rest of it, cannot be read.
        MissingExtraError: it is packed in a way that needs a library that is not installed.
    """
    with opened(source) as stream:
        content, _ = unpacked(stream, source)
        number, seen = 0, False
        while line := content.readline(LARGEST_RECORD):
            number += 1
            seen = seen or not line.isspace()
            if len(line) == LARGEST_RECORD and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = content.readline(LARGEST_RECORD)
                yield number, too_large()
            elif not line.isspace():
                yield number, _value(line)
    if not seen:
        raise EmptyInputError("there is nothing in it")


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return InputError("no valid JSON")
