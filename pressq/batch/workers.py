"""Worker processes, and results in the order of the tasks.

Tasks run in processes on this machine, or on a Dask cluster (`pressq.batch.cluster`). The number of tasks in flight is
limited, so that memory does not grow with the number of inputs.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

from pressq.article import Article
from pressq.batch.work import Event, Failed, Task, perform_all
from pressq.errors import PressqError, UsageError
from pressq.limits import FOREVER, MOST_MEMORY, die_with, limit_memory, too_long

__all__ = ["Processes", "Workers", "in_order"]

T = TypeVar("T")

_GRACE = 5.0  # seconds beyond the limit before a worker ends itself
_ATTEMPTS = 2  # attempts, alone, before a task that crashes its worker fails


class Workers(Protocol):
    """Runs tasks: at most `most_in_flight` chunks at a time, of `chunk_size` tasks each."""

    most_in_flight: int
    chunk_size: int

    def submit(self, function: Callable[..., T], /, *arguments: Any) -> Future[T]:
        """Call the function in a worker.

        Raises:
            BrokenExecutor: a worker has died, and the pool is unusable.
        """
        ...

    def renew(self) -> None:
        """Replace the workers of a broken pool."""
        ...


class Processes:
    """Worker processes on this machine, which end when this process does or leaves the block.

    Args:
        number: the number of processes.
        seconds: the time limit of a task; a worker that exceeds it ends itself a little later.
    """

    chunk_size = 1

    def __init__(self, number: int, seconds: float | None = None) -> None:
        self._number = number
        self._seconds = None if seconds is None else min(1.2 * seconds + _GRACE, FOREVER)
        self._pool: ProcessPoolExecutor | None = None
        self.most_in_flight = 4 * number  # a long article must not leave the other workers idle
        self.renew()

    def submit(self, function: Callable[..., T], /, *arguments: Any) -> Future[T]:
        assert self._pool is not None
        try:
            if self._seconds is None:
                return self._pool.submit(function, *arguments)
            return self._pool.submit(_in_time, self._seconds, function, *arguments)
        except FileNotFoundError as error:  # a new worker starts in the working folder
            raise UsageError(
                "the working folder was deleted: no worker can be started in it", "-j 1 needs none"
            ) from error

    def renew(self) -> None:
        self._end()
        # Not forked: locks held by threads of this process would stay locked in the child.
        context = multiprocessing.get_context("spawn")
        ended, self._life = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self._number, context, _prepare, (ended, os.getpid()))

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self._end(idle=error is None)

    def _end(self, *, idle: bool = False) -> None:
        """End the workers; wait for idle ones, since the pool must be closed before Python ends."""
        if self._pool is not None:
            self._life.close()
            self._pool.shutdown(wait=idle, cancel_futures=True)


def _prepare(ended: Connection, parent: int) -> None:
    """Prepare a new worker: one thread for matrices, ignore SIGINT, exit with the parent."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(MOST_MEMORY)
    die_with(parent)
    threading.Thread(target=_end_with, args=(ended,), daemon=True).start()


def _end_with(ended: Connection) -> None:
    """Exit when the other end of the pipe is closed, by the parent or by its death."""
    ended.poll(None)
    os._exit(1)


def _in_time(seconds: float, function: Callable[..., T], /, *arguments: Any) -> T:
    """Call the function; exit when it exceeds the limit, even inside a library."""
    with open(os.devnull, "w", encoding="ascii") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return function(*arguments)
        finally:
            faulthandler.cancel_dump_traceback_later()


def in_order(
    tasks: Iterable[Task], job: Callable[[Article], T], workers: Workers, seconds: float | None = None
) -> Iterator[Event[T]]:
    """Run tasks in workers and yield their events in the order of the tasks.

    When a worker dies, the tasks in flight are repeated one by one; the task that ends its worker again fails.

    Args:
        seconds: the time limit of a task.

    Raises:
        UsageError: as `job` raises it.
    """
    tasks = iter(tasks)
    in_flight: deque[tuple[list[Task], Future[list[Event[T]]]]] = deque()
    broken = False

    def results() -> list[Event[T]]:
        nonlocal broken
        chunk, future = in_flight.popleft()
        try:
            return future.result()
        except BrokenExecutor:
            if not broken:
                workers.renew()
                broken = True
            return [_alone(task, job, workers, seconds) for task in chunk]
        except UsageError:
            raise
        except Exception as fault:  # the pool gave up, or the result cannot be pickled
            return [Failed(task.deferred.source, PressqError.of(fault), task.given, task.share) for task in chunk]

    while chunk := list(islice(tasks, workers.chunk_size)):
        in_flight.append((chunk, _submitted(workers, chunk, job, seconds)))
        while len(in_flight) >= workers.most_in_flight or (broken and in_flight):
            yield from results()
        broken = False
    while in_flight:
        yield from results()


def _submitted(
    workers: Workers, chunk: list[Task], job: Callable[[Article], T], seconds: float | None
) -> Future[list[Event[T]]]:
    """Submit the tasks; if a worker has just died, they count as in flight."""
    try:
        return workers.submit(perform_all, chunk, job, seconds)
    except BrokenExecutor as error:
        future: Future[list[Event[T]]] = Future()
        future.set_exception(error)
        return future


def _alone(task: Task, job: Callable[[Article], T], workers: Workers, seconds: float | None) -> Event[T]:
    """Run a task while no other is in flight, so that a crash can be assigned to it."""
    error = PressqError("its worker process died", "not enough memory? fewer workers (-j) need less")
    for _ in range(_ATTEMPTS):
        begun = time.monotonic()
        try:
            (event,) = workers.submit(perform_all, [task], job, seconds).result()
        except BrokenExecutor:
            workers.renew()
            if seconds is not None and time.monotonic() - begun > seconds:
                error = too_long(seconds)
                break
            continue
        return event
    return Failed(task.deferred.source, error, task.given, task.share)
