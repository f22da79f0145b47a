"""A worker process that reads PDF files, because their library is large, written in C, and made for trusted files.

It starts with the first PDF and serves this process until that ends. Memory and time are limited. A file that exceeds
them, or crashes the worker, is an error; the next file gets a new worker.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from pressq.errors import EmptyInputError, InputError, LimitError
from pressq.limits import die_with, limit_memory
from pressq.load import reader_process
from pressq.load.reader_process import read_message, write_message

__all__ = ["pdf_paragraphs", "serve"]

_SECONDS = 120.0
_MEMORY = 256 << 20
"""Bytes in addition to three copies of the file."""
_ERRORS: dict[str, type[InputError]] = {kind.code: kind for kind in (InputError, EmptyInputError, LimitError)}
_MOST_REPLY = 1 << 28


def pdf_paragraphs(raw: bytes) -> list[tuple[str, int]]:
    """The paragraphs of a PDF, as `pressq.load.pdf.paragraphs_in` finds them.

    Raises:
        InputError: it cannot be read.
        LimitError: it takes more than 120 seconds, or 256 MB in addition to its own size.
    """
    with _lock:
        reply = _ask(raw)
    if reply is None:
        raise LimitError("a PDF that takes too much time or memory")
    if "code" in reply:
        raise _ERRORS[reply["code"]](reply["message"], reply["hint"])
    return [(text, page) for text, page in reply["paragraphs"]]


_lock = threading.Lock()
_reader: tuple[int, subprocess.Popen[bytes]] | None = None
"""The worker, and the id of the process that it serves: a fork of that starts its own."""


def _ask(raw: bytes) -> dict[str, Any] | None:
    """The worker's answer; None if it ended instead. An old worker may have ended before: then a new one is asked."""
    fresh = False
    while not fresh:
        before = _reader
        process = _started()
        fresh = _reader is not before
        watch = threading.Timer(_SECONDS, process.kill)
        watch.start()
        try:
            reply = _exchange(process, raw)
        except OSError:
            reply = None
        except BaseException:  # the unread answer must not become the next file's
            _end()
            raise
        finally:
            watch.cancel()
        if reply is not None:
            return reply
        _end()
    return None


def _exchange(process: subprocess.Popen[bytes], raw: bytes) -> dict[str, Any] | None:
    assert process.stdin is not None
    assert process.stdout is not None
    write_message(process.stdin, raw)
    reply = read_message(process.stdout, _MOST_REPLY)
    return json.loads(reply) if reply is not None else None


def _started() -> subprocess.Popen[bytes]:
    global _reader
    if _reader is None or _reader[0] != os.getpid() or _reader[1].poll() is not None:
        _end()
        _reader = os.getpid(), reader_process.start(f"{__name__}:serve", os.getpid())
    return _reader[1]


@atexit.register
def _end() -> None:
    """End the worker."""
    global _reader
    if _reader is not None and _reader[0] == os.getpid():
        reader_process.end(_reader[1])
    _reader = None


def serve(parent: int) -> None:
    """The worker's loop: answer the process `parent` until that ends."""
    die_with(parent)
    from pressq.load.pdf import paragraphs_in

    used = _data_in_use()
    while (raw := read_message(sys.stdin.buffer)) is not None:
        limit_memory(used + _MEMORY + 3 * len(raw))
        try:
            reply: dict[str, Any] = {"paragraphs": paragraphs_in(raw)}
        except InputError as error:
            reply = {"code": error.code, "message": error.message, "hint": error.hint}
        except MemoryError:
            return
        write_message(sys.stdout.buffer, json.dumps(reply).encode("ascii"))


def _data_in_use() -> int:
    """Bytes that this process uses, as its limit counts them."""
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as pages:
        return int(pages.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    return 0
