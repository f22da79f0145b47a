"""Many inputs, one after the other: results in the order given, a failure is an event and never the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pressq.article import Article, QuoteKind, Quotes, Summary
from pressq.errors import PressqError, UsageError
from pressq.load import load
from pressq.quotes import quotes
from pressq.summary import summarize

__all__ = ["Done", "Failed", "article", "each", "internal_error", "quotations", "summary"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """An input that was read, and what came of it."""

    source: str
    result: T


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not be read, and why."""

    source: str
    error: PressqError


def each(sources: Iterable[str], job: Callable[[str], T]) -> Iterator[Done[T] | Failed]:
    """Do `job` for every source, one at a time, as the results are asked for.

    Raises:
        UsageError: as `job` raises it: what was asked for makes no sense, for no source.
    """
    for source in sources:
        try:
            result = job(source)
        except UsageError:
            raise
        except PressqError as error:
            yield Failed(source, error)
        except Exception as fault:
            yield Failed(source, internal_error(fault))
        else:
            yield Done(source, result)


def internal_error(fault: Exception) -> PressqError:
    """A fault of pressq itself, as an error to report."""
    error = PressqError(f"internal error: {type(fault).__name__}: {fault}", "--debug shows the traceback")
    error.__cause__ = fault
    return error


def article(source: str, *, encoding: str | None = None) -> Article:
    """The job of `pressq text`."""
    return load(source, encoding=encoding)


def summary(
    source: str,
    *,
    encoding: str | None = None,
    **wish: Any,
) -> Summary:
    """The job of `pressq summarize`; `wish` is handed on."""
    return summarize(load(source, encoding=encoding), **wish)


def quotations(
    source: str,
    *,
    encoding: str | None = None,
    kinds: tuple[QuoteKind, ...] = ("direct", "mixed", "indirect"),
    speakers: Collection[str] = (),
    min_words: int = 0,
    min_confidence: float = 0.0,
    speech_only: bool = False,
    threads: int = 1,
) -> Quotes:
    """The job of `pressq quotes`: find, then choose."""
    from pressq.selection import select

    found = quotes(load(source, encoding=encoding), kinds=kinds, speech_only=speech_only, threads=threads)
    return select(found, speakers=speakers, min_words=min_words, min_confidence=min_confidence)
