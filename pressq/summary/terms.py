"""Sentences as bags of terms, and what any two of them share, without comparing every pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["Indices", "Terms", "Vector", "sums"]

Vector = NDArray[np.float64]
Indices = NDArray[np.int64]


def sums(places: Indices, values: Vector, size: int) -> Vector:
    """A vector of `size` with each value added at its place, one after the other."""
    return np.asarray(np.bincount(places, weights=values, minlength=size), dtype=np.float64)


class Terms:
    """A sentence-term matrix that stores only what occurs, by sentences and by terms.

    Terms are numbered as they first occur and every sum runs in reading order, so nothing here depends on the hash
    seed, and nothing goes through BLAS, so nothing depends on its threads.

    Attributes:
        size: number of sentences, n.
        vocabulary: number of each term.
        lengths: terms of each sentence with repetitions, shape (n,).
        sentence, term, count: the sentence, the term and how often it occurs there, for each of the m entries that are
            not zero, sentence by sentence, shape (m,).
        bounds: entries of sentence i are `bounds[i]:bounds[i + 1]`, shape (n + 1,).
    """

    def __init__(self, sentences: Sequence[Iterable[str]]) -> None:
        self.size = len(sentences)
        self.vocabulary: dict[str, int] = {}
        ids: list[int] = []
        counts: list[int] = []
        bounds = [0]
        number = self.vocabulary.setdefault
        for sentence in sentences:
            bag = Counter(sentence)
            ids.extend(number(term, len(self.vocabulary)) for term in bag)
            counts.extend(bag.values())
            bounds.append(len(ids))
        self.term: Indices = np.array(ids, dtype=np.int64)
        self.count: Vector = np.array(counts, dtype=np.float64)
        self.bounds: Indices = np.array(bounds, dtype=np.int64)
        self.sentence: Indices = np.repeat(np.arange(self.size), np.diff(self.bounds))
        self.lengths: Indices = self.by_sentence(self.count).astype(np.int64)
        self.document_frequency: Indices = np.bincount(self.term, minlength=len(self.vocabulary))

    def by_sentence(self, values: Vector) -> Vector:
        """Sums over each sentence's entries, shape (m,) to (n,), added up in reading order."""
        return sums(self.sentence, values, self.size)

    def products(self, weights: Vector) -> Iterator[Vector]:
        """Row after row of the n x n matrix of dot products between sentences, given the weights of the m entries.

        The cost is the number of pairs of sentences that share a term, counted once a term, not n squared times their
        lengths; memory is linear.
        """
        by_term = np.argsort(self.term, kind="stable")
        sentences, values = self.sentence[by_term], weights[by_term]
        starts = np.concatenate(([0], np.cumsum(self.document_frequency)))
        postings = [sentences[a:b] for a, b in pairwise(starts)]
        weighted = [values[a:b] for a, b in pairwise(starts)]
        terms = self.term.tolist()
        for a, b in pairwise(self.bounds.tolist()):
            if a == b:
                yield np.zeros(self.size)
                continue
            columns = np.concatenate([postings[t] for t in terms[a:b]])
            shares = np.concatenate([weighted[t] * w for t, w in zip(terms[a:b], weights[a:b].tolist(), strict=True)])
            yield sums(columns, shares, self.size)
