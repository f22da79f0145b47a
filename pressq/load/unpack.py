"""Compressed files: gzip, bzip2, xz, Zstandard. What unpacks to more than a file may hold is refused on the way."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, Any

from pressq.errors import InputError
from pressq.load.extras import library
from pressq.load.files import LARGEST

__all__ = ["PACKED", "packing", "unpack"]

_PIECE = 1 << 20
_MAGIC = ((b"\x1f\x8b\x08", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zst"))
PACKED = tuple(f".{name}" for _, name in _MAGIC)
"""The extensions of packed files."""


def packing(head: bytes) -> str | None:
    """How a file that begins with `head` is packed: gz, bz2, xz, zst; None where it is not."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def unpack(raw: bytes, kind: str) -> bytes:
    """What is packed in `raw`; `kind` as `packing` names it.

    Raises:
        InputError: it is damaged, cut off, or unpacks to more than 256 MB.
        MissingExtraError: there is no library for Zstandard.
    """
    import lzma
    import zlib

    openers: dict[str, Callable[[IO[bytes]], Any]] = {"gz": _gzip, "bz2": _bzip2, "xz": lzma.LZMAFile, "zst": _zstd}
    content = bytearray()
    opener = openers[kind]
    faults: tuple[type[Exception], ...] = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError)
    if kind == "zst":
        faults += (library("zstandard", "zst", "Zstandard files").ZstdError,)
    try:
        with opener(io.BytesIO(raw)) as stream:
            while piece := stream.read(_PIECE):
                content += piece
                if len(content) > LARGEST:
                    raise InputError(f"unpacks to more than {LARGEST // 1024 // 1024} MB")
    except faults:
        raise InputError(f"a damaged or cut off .{kind} file") from None
    return bytes(content)


def _gzip(file: IO[bytes]) -> Any:
    import gzip

    return gzip.GzipFile(fileobj=file)


def _bzip2(file: IO[bytes]) -> Any:
    import bz2

    return bz2.BZ2File(file)


def _zstd(file: IO[bytes]) -> Any:
    zstandard = library("zstandard", "zst", "Zstandard files")
    return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
