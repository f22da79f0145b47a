"""Many inputs: results in input order; failures are events and never stop the run."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from typing import Literal, TypeVar

from pressq.article import Article
from pressq.batch.jobs import annotated_article, quotations, quoted_page, summary, whole
from pressq.batch.work import Done, Event, Failed, Known, Readable, Task, perform
from pressq.errors import PressqError
from pressq.load import DeferredArticle, deferred_articles
from pressq.quotes import quotes

__all__ = [
    "Done",
    "Event",
    "Failed",
    "Known",
    "annotated_article",
    "each",
    "map",
    "quotations",
    "quoted_page",
    "summary",
    "whole",
]

T = TypeVar("T")

_WORTH_WORKERS = 8  # from so many articles on, workers are started by default


def each(
    sources: Iterable[str],
    job: Callable[[Article], T],
    read: Callable[[str], Iterator[DeferredArticle]] = deferred_articles,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    known: Callable[[str], frozenset[str]] | None = None,
    max_seconds: float | None = None,
) -> Generator[Event[T], None, None]:
    """Run `job` on every article of every source, lazily, in the order of the sources.

    Args:
        job: a function of an article; with more than one worker it must be picklable.
        read: the articles of a source.
        jobs: the number of worker processes; 1 works in this process, None uses all cores where there are many
            articles.
        cluster: the address of a Dask scheduler; its workers replace the processes.
        known: returns the fingerprints of the articles of a name that have a result already; their events are `Known`.
        max_seconds: the time limit for reading and analysing one article.

    Raises:
        UsageError: the options are wrong for every source, or there is no such cluster.
        MissingExtraError: `cluster` is given, and Dask is not installed.
    """
    return _events(_tasks(list(sources), read, known), job, jobs, cluster, max_seconds)


def map(
    articles: Iterable[Article | str | os.PathLike[str]],
    job: Callable[[Article], T] = quotes,  # type: ignore[assignment]  # T is Quotes where nothing else is given
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    on_error: Literal["raise", "skip"] | Callable[[str, PressqError], object] = "raise",
    max_seconds: float | None = None,
) -> Iterator[T]:
    """Run `job` on many articles and yield the results lazily, in the order of the articles.

        if __name__ == "__main__":  # worker processes import the script
            for found in pressq.map(["monday/", "dump.jsonl.gz"], jobs=4, on_error="skip"):
                print(found.article.source, len(found.quotes))

    Args:
        articles: articles, or names as for `pressq.load_all`; consumed a few at a time.
        job: `pressq.quotes`, `pressq.summarize`, or any picklable function of an article.
        jobs: the number of worker processes; 1 works in this process, None uses all cores where there are many
            articles.
        cluster: the address of a Dask scheduler; its workers replace the processes.
        on_error: for an input that cannot be read: "raise" its error, "skip" it, or a function of its name and error.
        max_seconds: the time limit for reading and analysing one article. Without workers it interrupts only Python
            code, not a library's.

    Raises:
        TypeError: one name is given, not several.
        PressqError: an input cannot be read, with `on_error="raise"`.
    """
    if isinstance(articles, (str, os.PathLike, Article)):
        raise TypeError("pressq.map takes several articles or names: write pressq.map([one])")
    tasks = (Task(deferred, deferred.source) for one in articles for deferred in _deferred_of(one))
    return _results(_events(tasks, job, jobs, cluster, max_seconds), on_error)


def _results(
    events: Iterable[Event[T]], on_error: Literal["raise", "skip"] | Callable[[str, PressqError], object]
) -> Iterator[T]:
    for event in events:
        match event:
            case Done(_, result):
                yield result
            case Failed(source, error):
                if on_error == "raise":
                    raise error
                if on_error != "skip":
                    on_error(source, error)


class _Loaded:
    """An article that is already read, in the shape of a deferred one."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self.source = article.source

    def read(self) -> Article:
        return self._article


def _deferred_of(one: Article | str | os.PathLike[str]) -> Iterable[Readable]:
    return [_Loaded(one)] if isinstance(one, Article) else deferred_articles(os.fspath(one))


def _tasks(
    sources: list[str], read: Callable[[str], Iterator[DeferredArticle]], known: Callable[[str], frozenset[str]] | None
) -> Iterator[Task]:
    for number, source in enumerate(sources):
        for deferred in read(source):
            share = (number + deferred.share) / len(sources)
            yield Task(deferred, source, share, known(deferred.source) if known else frozenset())


def _events(
    tasks: Iterator[Task], job: Callable[[Article], T], jobs: int | None, cluster: str | None, seconds: float | None
) -> Generator[Event[T], None, None]:
    first: list[Task] = []
    if cluster is None and jobs != 1:
        enough = _WORTH_WORKERS if jobs is None else 2
        first = list(islice(tasks, enough))
        jobs = (jobs or _cores()) if len(first) == enough else 1
    tasks = chain(first, tasks)
    if cluster is None and jobs == 1:
        for task in tasks:
            yield perform(task, job, seconds)
        return
    from pressq.batch.workers import Processes, Workers, in_order

    with ExitStack() as stack:
        workers: Workers
        if cluster is None:
            assert jobs is not None
            workers = stack.enter_context(Processes(jobs, seconds))
        else:
            from pressq.batch.cluster import DaskCluster

            workers = stack.enter_context(DaskCluster(cluster))
        yield from in_order(tasks, job, workers, seconds)


def _cores() -> int:
    """The cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
