"""Many inputs, one after the other: results in the order given, a failure is an event and never the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pressq.article import Article, QuoteKind, Quotes, Summary
from pressq.errors import PressqError, UsageError
from pressq.load import Unread, load_all
from pressq.quotes import quotes
from pressq.summary import summarize

__all__ = ["Done", "Failed", "each", "internal_error", "quotations", "summary", "whole"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """An article that was read, and what came of it; `given` is the input it comes from, a folder for example."""

    source: str
    result: T
    given: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An input, or an article in it, that could not be read, and why."""

    source: str
    error: PressqError
    given: str


def each(
    sources: Iterable[str],
    job: Callable[[Article], T],
    read: Callable[[str], Iterable[Article | Unread]] = load_all,
) -> Iterator[Done[T] | Failed]:
    """Do `job` for every article of every source, one at a time, as the results are asked for.

    Raises:
        UsageError: as `job` or `read` raises it: what was asked for makes no sense, for no source.
    """
    for source in sources:
        try:
            for found in read(source):
                if isinstance(found, Unread):
                    yield Failed(found.source, found.error, source)
                else:
                    yield _done(found, job, source)
        except UsageError:
            raise
        except Exception as fault:
            yield Failed(source, internal_error(fault), source)


def _done(article: Article, job: Callable[[Article], T], given: str) -> Done[T] | Failed:
    try:
        return Done(article.source, job(article), given)
    except UsageError:
        raise
    except PressqError as error:
        return Failed(article.source, error, given)
    except Exception as fault:
        return Failed(article.source, internal_error(fault), given)


def internal_error(fault: Exception) -> PressqError:
    """A fault of pressq itself, as an error to report."""
    error = PressqError(f"internal error: {type(fault).__name__}: {fault}", "--debug shows the traceback")
    error.__cause__ = fault
    return error


def whole(article: Article) -> Article:
    """The job of `pressq text`."""
    return article


def summary(article: Article, **wish: Any) -> Summary:
    """The job of `pressq summarize`; `wish` is handed on."""
    return summarize(article, **wish)


def quotations(
    article: Article,
    *,
    kinds: tuple[QuoteKind, ...] = ("direct", "mixed", "indirect"),
    speakers: Collection[str] = (),
    min_words: int = 0,
    min_confidence: float = 0.0,
    speech_only: bool = False,
    threads: int = 1,
) -> Quotes:
    """The job of `pressq quotes`: find, then choose."""
    from pressq.selection import select

    found = quotes(article, kinds=kinds, speech_only=speech_only, threads=threads)
    return select(found, speakers=speakers, min_words=min_words, min_confidence=min_confidence)
