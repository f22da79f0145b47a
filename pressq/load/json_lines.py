"""JSON and JSON Lines as pressq writes them, to be counted or traced."""

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

    Blank lines are left out. In place of a value there is an `InputError` where a line is no JSON or too long. A file
    that starts with a bracket alone in its line is one object over several lines, or an array of objects.

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
            elif line.strip() in {b"{", b"["} and number == 1:
                yield from _over_lines(line + content.read())
                return
            elif not line.isspace():
                yield number, _value(line)
    if not seen:
        raise EmptyInputError("there is nothing in it")


def _over_lines(content: bytes) -> Iterator[tuple[int, Any]]:
    value = _value(content)
    yield from enumerate(value if isinstance(value, list) else [value], 1)


def _value(content: bytes) -> Any:
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        return InputError(f"no valid JSON: {line}column {error.colno}: {error.msg}")
    except (ValueError, RecursionError):
        return InputError("no valid JSON")
