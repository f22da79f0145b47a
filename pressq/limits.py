"""Limits of reading and analysing an article: seconds, memory, and processes that end with their parent."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from pressq.errors import LimitError

__all__ = [
    "FOREVER",
    "MOST_MEMORY",
    "MOST_SECONDS",
    "Overtime",
    "at_most",
    "die_with",
    "limit_memory",
    "time_limit",
    "too_long",
]

MOST_SECONDS = 300.0
"""For an article, unless another limit is asked for."""

MOST_MEMORY = 4 << 30
"""Bytes for a worker process."""

FOREVER = 10.0**8
"""Seconds: alarms take no infinity."""

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


class Overtime(BaseException):
    """The time is over. No `Exception`, as libraries catch those to go on."""


def too_long(seconds: float) -> LimitError:
    """The error of what took longer than that."""
    return LimitError(f"it takes longer than {seconds:g} seconds", "--max-seconds N allows more")


@contextmanager
def at_most(seconds: float | None) -> Iterator[None]:
    """The same as `time_limit`, for code that reports errors.

    Raises:
        LimitError: the block took longer.
    """
    try:
        with time_limit(seconds):
            yield
    except Overtime:
        assert seconds is not None
        raise too_long(seconds) from None


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise `Overtime` in the block after so many seconds, and again each second until it ends; None is no limit.

    It reaches what Python runs, regular expressions included, not a library that does not come back; and nothing where
    there are no alarms: on Windows, and outside of the main thread.
    """
    if seconds is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_: int, __: FrameType | None) -> None:
        raise Overtime

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, min(seconds, FOREVER), 1.0)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_memory(size: int) -> None:
    """Let this process have no more than so many bytes; only Linux counts them as they are used."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (size if most < 0 else min(size, most), most))


def die_with(parent: int) -> None:
    """End this process when its parent ends, whatever it is doing; on Linux, where the kernel sees to it."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it ended before
            os._exit(1)
