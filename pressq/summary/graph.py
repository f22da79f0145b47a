"""sumy's methods that compare every sentence with every other: lex-rank, text-rank and reduction, vectorised.

Each computes what sumy computes, to the same ranking; only the sums run over what two sentences share instead of over
all pairs in Python.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from pressq.summary.shape import DistinctSummarizer
from pressq.summary.terms import Indices, Terms, Vector, sums

__all__ = ["LexRank", "Reduction", "TextRank"]

# OpenBLAS multiplies a matrix of fewer than 9,216 cells in one thread. Up to there sumy's own power method is used, so
# that even ties which only rounding breaks come out as they do there; above, sums run in an order of our own, the same
# for any number of threads.
_ONE_THREAD = 96


class LexRank(DistinctSummarizer, LexRankSummarizer):
    """Centrality among sentences with an idf-modified cosine above a threshold (Erkan and Radev, JAIR 2004)."""

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        """The most central sentences of `document`, in reading order."""
        sentences = document.sentences
        scores = iter(self.rate(Terms([self._to_words_set(s) for s in sentences])))
        return self._get_best_sentences(sentences, sentences_count, lambda _: next(scores))

    def rate(self, terms: Terms) -> list[float]:
        """The score of each of the n sentences; 0 for all where no sentence has a term."""
        source, target = self._neighbours(terms)
        if not len(source):
            return [0.0] * terms.size
        share = 1 / np.maximum(np.bincount(source, minlength=terms.size), 1)
        if terms.size < _ONE_THREAD:
            return _list(self.power_method(_matrix(terms.size, source, target, share[source]), self.epsilon))
        scores = np.full(terms.size, 1 / terms.size)
        change = 1.0
        while change > self.epsilon:
            spread = sums(target, (share * scores)[source], terms.size)
            spread /= np.linalg.norm(spread)
            change = float(np.linalg.norm(spread - scores))
            scores = spread
        return _tied(scores)

    def _neighbours(self, terms: Terms) -> tuple[Indices, Indices]:
        """All pairs of similar sentences, as two arrays of the same length, sorted."""
        heaviest = np.zeros(terms.size)
        np.maximum.at(heaviest, terms.sentence, terms.count)
        logs = {df: math.log(terms.size / (1 + df)) for df in set(terms.document_frequency.tolist())}
        idf = np.array([logs[df] for df in terms.document_frequency.tolist()])
        weights = terms.count / heaviest[terms.sentence] * idf[terms.term]
        norms = np.sqrt(terms.by_sentence(weights * weights))
        norms[norms == 0] = np.inf
        near = [
            np.flatnonzero(row / (norms[i] * norms) > self.threshold) for i, row in enumerate(terms.products(weights))
        ]
        return _edges(near)


class _OfSharedWords(DistinctSummarizer):
    """Rates sentences by `rate`, from the words that sumy's class finds in each."""

    def rate_sentences(self, document: Any) -> dict[Any, float]:
        """The score of every sentence of `document`."""
        sentences = document.sentences
        terms = Terms([self._to_words_set(s) for s in sentences])
        return dict(zip(sentences, self.rate(terms), strict=True))


class TextRank(_OfSharedWords, TextRankSummarizer):
    """PageRank over shared words, divided by the logs of the lengths (Mihalcea and Tarau, EMNLP 2004)."""

    def rate(self, terms: Terms) -> list[float]:
        """The score of each of the n sentences."""
        logs = _logs(terms)
        near, values = [], []
        for i, shared in enumerate(terms.products(terms.count)):
            others = np.flatnonzero(shared)
            norms = logs[i] + logs[others]
            norms[norms == 0] = 1.0  # two sentences of one word each: the weight is the word they share
            near.append(others)
            values.append(shared[others] / norms)
        source, target = _edges(near)
        weight = np.concatenate(values)
        if terms.size < _ONE_THREAD:
            weights = _matrix(terms.size, source, target, weight)
            weights /= weights.sum(axis=1)[:, np.newaxis] + self._ZERO_DIVISION_PREVENTION
            jumps = np.full((terms.size, terms.size), (1.0 - self.damping) / terms.size)
            return _list(self.power_method(jumps + self.damping * weights, self.epsilon))
        weight /= (sums(source, weight, terms.size) + self._ZERO_DIVISION_PREVENTION)[source]
        scores = np.full(terms.size, 1 / terms.size)
        change = 1.0
        while change > self.epsilon:
            spread = self.damping * sums(target, weight * scores[source], terms.size)
            spread += (1 - self.damping) / terms.size * scores.sum()
            change = float(np.linalg.norm(spread - scores))
            scores = spread
        return _tied(scores)


class Reduction(_OfSharedWords, ReductionSummarizer):
    """The sum of a sentence's text-rank weights to all others (Jung, Reduction, 2012)."""

    def rate(self, terms: Terms) -> list[float]:
        """The score of each of the n sentences."""
        logs = _logs(terms)
        scores = [0.0] * terms.size
        for i, shared in enumerate(terms.products(terms.count)):
            shared[i] = 0
            others = np.flatnonzero(shared)
            norms = logs[i] + logs[others]
            norms[norms == 0] = np.inf  # two sentences of one word each do not count
            if len(others):
                scores[i] = float(np.cumsum(shared[others] / norms)[-1])  # one by one, as sumy adds
        return scores


def _logs(terms: Terms) -> Vector:
    """The logarithm of each sentence's length, 0 where it has none."""
    return np.array([math.log(length) if length else 0.0 for length in terms.lengths.tolist()])


def _edges(near: list[Indices]) -> tuple[Indices, Indices]:
    """The lists of neighbours of all sentences as pairs: sources and targets."""
    if not near:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.repeat(np.arange(len(near)), [len(row) for row in near]), np.concatenate(near)


def _matrix(size: int, source: Indices, target: Indices, weight: Vector) -> Vector:
    """The pairs as a square matrix."""
    matrix = np.zeros((size, size))
    matrix[source, target] = weight
    return matrix


def _list(scores: Vector) -> list[float]:
    return [float(score) for score in scores]


def _tied(scores: Vector) -> list[float]:
    """The scores to 12 digits of the largest, so that rounding errors break no tie: equals stay in reading order."""
    largest = float(scores.max(initial=0.0))
    return _list(np.round(scores / largest, 12) * largest) if largest else _list(scores)
