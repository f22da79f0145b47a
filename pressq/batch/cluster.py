"""A Dask cluster as workers; no other module imports Dask."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pressq.errors import UsageError
from pressq.extras import library

__all__ = ["DaskCluster"]

T = TypeVar("T")

_ANSWERS_WITHIN = 5  # seconds; a running scheduler answers at once
_PATIENCE = 30  # seconds for a cluster that grows on demand to start its first worker


class DaskCluster:
    """The workers of a Dask scheduler. They read files themselves, so paths must be valid on them.

    Tasks of a lost worker go to another one; a chunk fails when it has ended as many workers as the scheduler allows
    (`distributed.scheduler.allowed-failures`).

    Args:
        address: of the scheduler, as `tcp://host:8786`.

    Raises:
        MissingExtraError: Dask is not installed.
        UsageError: no scheduler answers at the address, or it has no workers.
    """

    chunk_size = 8  # the scheduler costs about a millisecond a task

    def __init__(self, address: str) -> None:
        distributed = library("distributed", "dask", "clusters")
        try:
            _knock(address)
            self._client = distributed.Client(address, timeout=_ANSWERS_WITHIN, set_as_default=False)
        except (OSError, ValueError, MemoryError) as error:  # MemoryError where another service answers
            raise UsageError(f"no Dask scheduler answers at {address}", "it is as tcp://host:8786") from error
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            self._client.close()
            raise UsageError(f"the Dask scheduler at {address} has no workers") from None
        self.most_in_flight = 4 * sum(self._client.nthreads().values())
        self._executor = self._client.get_executor(pure=False)

    def submit(self, function: Callable[..., T], /, *arguments: Any) -> Future[T]:
        future: Future[T] = self._executor.submit(function, *arguments)
        return future

    def renew(self) -> None:
        """Nothing to do: the scheduler replaces its workers."""

    def __enter__(self) -> DaskCluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=False)
        self._client.close()


def _knock(address: str) -> None:
    """Check that the address answers; a Dask client would need half a minute for that."""
    place = urlsplit(address if "://" in address else f"tcp://{address}")
    if place.scheme in {"tcp", "tls"}:
        socket.create_connection((place.hostname or "", place.port or 0), timeout=_ANSWERS_WITHIN).close()
