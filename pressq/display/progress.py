"""The progress of a run: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from abc import ABC, abstractmethod
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

__all__ = ["Bar", "Lines", "Progress"]

_EVERY = 10.0  # seconds between two lines


class Progress(ABC):
    """Shows the state of a run on standard error, from `__enter__` to `__exit__`."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._counts = "nothing done"

    def show(self, done: int, failed: int, share: float) -> None:
        """Show how many articles are done and failed, and how much of the input, 0 to 1, is behind."""
        lost = f", {failed:,} failed" if failed else ""
        self._counts = f"{done:,} done{lost}, {(done + failed) / max(self._seconds, 1e-9):.1f} a second"
        self._show(share)

    @abstractmethod
    def _show(self, share: float) -> None: ...

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._begun

    def __enter__(self) -> Progress:
        return self

    @abstractmethod
    def __exit__(self, *_: object) -> None: ...


class Lines(Progress):
    """A line every ten seconds, and one at the end."""

    _told = 0.0

    def _show(self, share: float) -> None:
        if self._seconds - self._told >= _EVERY:
            self._told = self._seconds
            self._tell(f"{share:.0%} in {_time(self._seconds)}")

    def __exit__(self, *_: object) -> None:
        self._tell(f"{_time(self._seconds)} in all")

    def _tell(self, passed: str) -> None:
        print(f"pressq: {self._counts}, {passed}", file=sys.stderr, flush=True)


class Bar(Progress):
    """A bar with the time that is left, on a terminal; it is gone at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = RichProgress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[counts]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,  # that is where results go
        )
        self._task = self._bar.add_task("", total=1.0, counts="")

    def _show(self, share: float) -> None:
        self._bar.update(self._task, completed=share, counts=self._counts)

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _time(seconds: float) -> str:
    """Hours, minutes and seconds."""
    return str(timedelta(seconds=round(seconds)))
