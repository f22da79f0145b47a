"""A process that reads for this one, since a library written in C may crash, hang or take all memory on a hostile file.

Both processes exchange messages of bytes, each after its length.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from io import FileIO
from multiprocessing.spawn import get_executable
from typing import IO, TYPE_CHECKING, Any

from pressq.errors import InputError, PressqError
from pressq.limits import MOST_MEMORY, die_with, limit_memory

if TYPE_CHECKING:
    from pressq.load.read_options import ReadOptions
    from pressq.load.records import Record

__all__ = ["end", "read_message", "records_in", "serve_records", "start", "write_message"]

_SECONDS = 120.0
"""The longest wait for a record."""
_LENGTH = struct.Struct("<Q")
_MOST = 1 << 30
_END = "end"
_LOST = "damaged, or too much for the library that reads it: the rest of it is lost"


def start(function: str, *given: object, stdin: IO[bytes] | int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """Start a process that calls a function, named as "module:function"; its standard streams are the pipes."""
    module, _, name = function.partition(":")
    arguments = ", ".join(map(repr, given))
    code = f"import sys; sys.path[:] = {sys.path!r}; from {module} import {name}; {name}({arguments})"
    command = [os.fsdecode(get_executable()), "-I", "-c", code]
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def end(process: subprocess.Popen[bytes]) -> None:
    """End the process, whatever it is doing."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def write_message(stream: IO[bytes], content: bytes) -> None:
    """Write a message."""
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def read_message(stream: IO[bytes], most: int = sys.maxsize) -> bytes | None:
    """The next message; None at the end, or if it is longer than `most`."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = stream.read(length) if length <= most else b""
    return content if len(content) == length else None


def records_in(file: IO[bytes], reader: str, options: ReadOptions) -> Iterator[Record]:
    """The records of a file, read in another process as they are asked for.

    If that crashes, needs more than 4 GB or two minutes for a record, the last record is an error.

    Args:
        file: an open file of the system's.
        reader: "module:function", which yields records of a binary file and options.

    Raises:
        PressqError: as the reader raises it.
    """
    from pressq.load.records import Record

    process = start(f"{__name__}:serve_records", reader, pickle.dumps(options), os.getpid(), stdin=file)
    number = 0
    try:
        while (message := _next(process)) != _END:
            if isinstance(message, PressqError):
                raise message
            number += 1
            yield Record(number, InputError(_LOST)) if message is None else message
            if message is None:
                return
    finally:
        end(process)


def _next(process: subprocess.Popen[bytes]) -> Any:
    """What the process sends next; None if it ended instead, or is ended as it takes too long."""
    assert process.stdout is not None
    watch = threading.Timer(_SECONDS, process.kill)
    watch.start()
    try:
        content = read_message(process.stdout, _MOST)
    finally:
        watch.cancel()
    return None if content is None else pickle.loads(content)


def serve_records(reader: str, options: bytes, parent: int) -> None:
    """Send the process `parent` the records of the file that is standard input, an error that ends them, or the end."""
    die_with(parent)
    limit_memory(MOST_MEMORY)
    module, _, function = reader.partition(":")
    last: Any = _END
    try:
        for record in getattr(import_module(module), function)(FileIO(sys.stdin.fileno()), pickle.loads(options)):
            write_message(sys.stdout.buffer, pickle.dumps(record))
    except MemoryError:
        return
    except Exception as fault:
        last = PressqError.of(fault)
    write_message(sys.stdout.buffer, pickle.dumps(last))
