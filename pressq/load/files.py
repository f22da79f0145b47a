"""Bytes from a path or standard input, and what can go wrong on the way."""

from __future__ import annotations

import errno
import sys

from pressq.errors import InputError

__all__ = ["LARGEST", "read_bytes"]

LARGEST = 256 * 1024 * 1024
"""Bytes that are read of one input, packed or not."""


def read_bytes(source: str) -> bytes:
    """The bytes of the file at the path `source`, or of standard input where it is `-`.

    Raises:
        InputError: there is no such file, it is a folder, may not be read, or is larger than 256 MB.
    """
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(source, "rb") as file:
                raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise InputError("no such file") from None
    except IsADirectoryError:
        raise InputError("is a folder, not a file") from None
    except PermissionError:
        raise InputError("permission denied") from None
    except (OSError, ValueError) as error:
        raise InputError(_reason(error)) from None
    if len(raw) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1024 // 1024} MB")
    return raw


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):  # a path with a NUL in it
        return "not a valid path"
    if error.errno == errno.ENAMETOOLONG:
        return "no such file: the name is too long"
    return (error.strerror or "cannot be read").lower()
