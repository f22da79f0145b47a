"""What all our methods add to sumy's: equal sentences are chosen once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.utils import ItemsCount

__all__ = ["DistinctSummarizer"]


class DistinctSummarizer(AbstractSummarizer):
    """A summarizer that never chooses two equal sentences when asked for a number of them.

    A callable count gets the whole ranking, as with sumy, repetitions included.
    """

    @staticmethod
    def _get_best_sentences(
        sentences: Sequence[Any], count: Any, rating: Any, *args: Any, **kwargs: Any
    ) -> tuple[Any, ...]:
        counted = count if callable(count) else _once(ItemsCount(count))
        chosen: tuple[Any, ...] = AbstractSummarizer._get_best_sentences(sentences, counted, rating, *args, **kwargs)
        return chosen


def _once(count: Callable[[Sequence[Any]], Sequence[Any]]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """`count`, applied to the best-ranked of every set of equal sentences."""

    def counted(ranking: Sequence[Any]) -> Sequence[Any]:
        best: dict[Any, Any] = {}
        for info in ranking:
            best.setdefault(info.sentence, info)
        return count(list(best.values()))

    return counted
