"""Bytes from a path or standard input, read once from front to end, and what can go wrong on the way."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pressq.errors import InputError

__all__ = ["HEAD", "LARGEST", "Stream", "in_memory", "opened"]

LARGEST = 256 * 1024 * 1024
"""Bytes that are read of an input that is one article, packed or not."""

HEAD = 1 << 16
"""Bytes at the beginning of an input by which its format is detected."""

_STEP = 1 << 20


class Stream(io.BufferedReader):
    """Bytes to be read once. Its faults are `InputError`.

    Args:
        read: gives the next bytes, as many as it is asked for at most, none at the end.
        fault: the error to report for what `read` raises.
        excess: the beginning of the error message for too many bytes.
        file: the regular file that has the bytes, unbuffered; its other readers share the position.
    """

    def __init__(
        self,
        read: Callable[[int], bytes],
        fault: Callable[[Exception], InputError],
        excess: str = "larger than",
        file: io.FileIO | None = None,
    ) -> None:
        self.file = file
        self._counted = _Counted(read, fault)
        self._excess = excess
        super().__init__(self._counted, HEAD)

    @property
    def taken(self) -> int:
        """Bytes that were read so far, those looked ahead at included."""
        return self.file.tell() if self.file is not None else self._counted.taken

    def head(self) -> bytes:
        """The first bytes, without reading them; only before anything else is read."""
        return self.peek(HEAD)

    def whole(self) -> bytes:
        """All bytes that are left.

        Raises:
            InputError: they are more than 256 MB.
        """
        raw = self.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise InputError(f"{self._excess} {LARGEST // 1024 // 1024} MB")
        return raw


class _Counted(io.RawIOBase):
    def __init__(self, read: Callable[[int], bytes], fault: Callable[[Exception], InputError]) -> None:
        self._read = read
        self._fault = fault
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # of a narrower type than all buffers
        """Fill `buffer`; less is the end."""
        filled = 0
        try:
            while filled < len(buffer) and (chunk := self._read(min(_STEP, len(buffer) - filled))):
                buffer[filled : filled + len(chunk)] = chunk
                filled += len(chunk)
        except InputError:
            raise
        except Exception as error:
            raise self._fault(error) from None
        self.taken += filled
        return filled


@contextmanager
def opened(source: str) -> Iterator[Stream]:
    """The bytes of the file at the path `source`, or of standard input where it is `-`.

    Raises:
        InputError: there is no such file, it is a folder, or may not be read.
    """
    if source == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed")
        yield Stream(_to_one_end(sys.stdin.buffer.read), _fault)
        return
    try:
        file = open(source, "rb", buffering=0)  # noqa: SIM115 - what goes wrong below is not about opening it
    except (OSError, ValueError) as error:
        raise _fault(error) from None
    with file:
        yield Stream(file.read, _fault, file=file if file.seekable() else None)


def _to_one_end(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Reading that is over when it is over: at a terminal one would be asked for the end again and again."""
    ended = False

    def read_on(size: int) -> bytes:
        nonlocal ended
        chunk = b"" if ended else read(size)
        ended = len(chunk) < size
        return chunk

    return read_on


def in_memory(raw: bytes) -> Stream:
    """The bytes of `raw`."""
    content = io.BytesIO(raw)
    return Stream(content.read, _fault)


def _fault(error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("no such file")
    if isinstance(error, IsADirectoryError):
        return InputError("is a folder, not a file")
    if isinstance(error, PermissionError):
        return InputError("permission denied")
    if isinstance(error, ValueError):  # a path with a NUL in it
        return InputError("not a valid path")
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return InputError("no such file: the name is too long")
    return InputError((getattr(error, "strerror", None) or "cannot be read").lower())
