"""Compressed files: gzip, bzip2, xz, Zstandard. What unpacks beyond all measure is refused on the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, cast

from pressq.errors import InputError
from pressq.extras import library
from pressq.load.files import LARGEST, Stream

__all__ = ["PACKED", "refuse_bomb", "unpacked", "without_packing"]

_LAYERS = 3
_MOST = 250
"""How many times its size a large file may unpack to; text comes to 3 to 30 times."""

_SIP = 256
"""Bytes that are given to Zstandard at once: each may become 32 KB."""

_MAGIC = ((b"\x1f\x8b\x08", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zst"))
PACKED = tuple(f".{name}" for _, name in _MAGIC)
"""The extensions of packed files."""


def without_packing(name: str) -> str:
    """A file's name without the extension of a packed file."""
    return os.path.splitext(name)[0] if name.lower().endswith(PACKED) else name


def unpacked(stream: Stream, name: str) -> tuple[Stream, str]:
    """What is packed in `stream`, in up to three layers, or the stream itself; and its name without their extensions.

    Reading it raises InputError where it is damaged or cut off, or unpacks to more than 256 MB and 250 times its size.

    Raises:
        MissingExtraError: there is no library for Zstandard.
    """
    for _ in range(_LAYERS):
        head = stream.head()
        kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
        if kind is None:
            break
        stream = _layer(stream, kind)
        name = without_packing(name)
    return stream, name


def refuse_bomb(unpacked: int, packed: int) -> None:
    """Go no further with what unpacks beyond all measure; sizes are bytes.

    Raises:
        InputError: it is more than 256 MB and 250 times its size.
    """
    if unpacked > LARGEST and unpacked > _MOST * packed:
        raise InputError(f"unpacks to more than {LARGEST // 1024 // 1024} MB, {_MOST} times its size")


def _layer(packed: Stream, kind: str) -> Stream:
    openers: dict[str, Callable[[Stream], Any]] = {"gz": _gzip, "bz2": _bzip2, "xz": _xz, "zst": _Zstandard}
    content = openers[kind](packed)
    taken = 0

    def read(size: int) -> bytes:
        nonlocal taken
        chunk = cast(bytes, content.read(size))
        taken += len(chunk)
        refuse_bomb(taken, packed.taken)
        return chunk

    def fault(error: Exception) -> InputError:
        if kind == "zst" and "memory" in str(error):
            return InputError("packed over more than 128 MB at once", "unpack it first: zstd -d --long=31 FILE")
        return InputError(f"a damaged or cut off .{kind} file")

    return Stream(read, fault, "unpacks to more than")


def _gzip(packed: Stream) -> Any:
    import gzip

    return gzip.GzipFile(fileobj=packed)


def _bzip2(packed: Stream) -> Any:
    import bz2

    return bz2.BZ2File(packed)


def _xz(packed: Stream) -> Any:
    import lzma

    return lzma.LZMAFile(packed)


class _Zstandard:
    """The content of the frames of a Zstandard file; one that does not end is an error, as for the other packers."""

    def __init__(self, packed: Stream) -> None:
        self._packed = packed
        self._frames = library("zstandard", "zst", "Zstandard files").ZstdDecompressor()
        self._frame: Any = None
        self._rest = b""
        self._content = b""

    def read(self, size: int) -> bytes:
        while not self._content:
            raw = self._rest or self._packed.read(_SIP)
            if not raw:
                if self._frame is not None:
                    raise EOFError
                return b""
            self._frame = self._frame or self._frames.decompressobj()
            self._content = self._frame.decompress(raw)
            self._rest = self._frame.unused_data
            if self._frame.eof:
                self._frame = None
        chunk, self._content = self._content[:size], self._content[size:]
        return chunk
