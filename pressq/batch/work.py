"""One task, and the event that it ends with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pressq.article import Article, ArticleNote
from pressq.errors import PressqError, UsageError
from pressq.limits import at_most
from pressq.load import LoadFailure
from pressq.report.traces import ArticleMetadata

__all__ = ["Done", "Event", "Failed", "Known", "Readable", "Task", "perform", "perform_all"]

T = TypeVar("T")


class Readable(Protocol):
    """An article that is still to be read."""

    @property
    def source(self) -> str:
        """Its name."""
        ...

    def read(self) -> Article | LoadFailure:
        """Read it."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be read and analysed.

    `given` is the input that it comes from, a folder for example; `share`, 0 to 1, is the part of all inputs
    that is done with it; `known` are the fingerprints of the articles that have a result already.
    """

    deferred: Readable
    given: str
    share: float = 0.0
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """An article that was read: the result, the encoding of its bytes, its language, and the notes from loading."""

    source: str
    result: T
    given: str
    share: float
    encoding: str | None
    language: str | None
    notes: tuple[ArticleNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """An article, by its fingerprint, that has a result already."""

    source: str
    fingerprint: str
    given: str
    share: float


@dataclass(frozen=True, slots=True)
class Failed:
    """An input, or an article in it, that could not be read, and the error."""

    source: str
    error: PressqError
    given: str
    share: float


Event = Done[T] | Known | Failed


def perform(task: Task, job: Callable[[Article], T], seconds: float | None = None) -> Event[T]:
    """Read an article and run `job` on it.

    Args:
        seconds: the time limit.

    Raises:
        UsageError: from `job`: the options are wrong for every article.
    """
    source = task.deferred.source
    try:
        with at_most(seconds):
            article = task.deferred.read()
            if isinstance(article, LoadFailure):
                return Failed(article.source, article.error, task.given, task.share)
            source = article.source
            if task.known and (fingerprint := ArticleMetadata.of(article).fingerprint) in task.known:
                return Known(source, fingerprint, task.given, task.share)
            return Done(source, job(article), task.given, task.share, article.encoding, article.language, article.notes)
    except UsageError:
        raise
    except Exception as fault:
        return Failed(source, PressqError.of(fault), task.given, task.share)


def perform_all(tasks: Sequence[Task], job: Callable[[Article], T], seconds: float | None = None) -> list[Event[T]]:
    """`perform` for each of some tasks."""
    return [perform(task, job, seconds) for task in tasks]
