"""Sentences as bags of terms, and what any two of them share, without comparing every pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["Indices", "Postings", "Terms", "Vector", "sums"]

Vector = NDArray[np.float64]
Indices = NDArray[np.int64]


def sums(places: Indices, values: Vector, size: int) -> Vector:
    """A vector of `size` with each value added at its place, one after the other."""
    return np.asarray(np.bincount(places, weights=values, minlength=size), dtype=np.float64)


class Terms:
    """A sentence-term matrix that stores only what occurs.

    Terms are numbered as they first occur and every sum runs in reading order, so nothing here depends on the hash
    seed, and nothing goes through BLAS, so nothing depends on its threads.

    Attributes:
        size: number of sentences, n.
        vocabulary: number of each term.
        sentence, term, count: the sentence, the term and how often it occurs there, for each of the m entries that are
            not zero, sentence by sentence, shape (m,).
        bounds: entries of sentence i are `bounds[i]:bounds[i + 1]`, shape (n + 1,).
        lengths: terms of each sentence, repetitions counted, shape (n,).
        document_frequency: in how many sentences each term occurs, shape (number of terms,).
        by_term: the entries sorted by term, then sentence, shape (m,).
        term_bounds: `by_term[term_bounds[t]:term_bounds[t + 1]]` are the entries of term t.
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
        self.by_term: Indices = np.argsort(self.term, kind="stable")
        self.term_bounds: Indices = np.concatenate(([0], np.cumsum(self.document_frequency)))

    def by_sentence(self, values: Vector) -> Vector:
        """Sums over each sentence's entries, shape (m,) to (n,)."""
        return sums(self.sentence, values, self.size)

    def products(self, weights: Vector) -> Iterator[Vector]:
        """Row after row of the n x n matrix of dot products between sentences, given the weights of the m entries.

        The cost is the number of pairs of sentences that share a term, counted once a term, not n squared times their
        lengths; memory is linear.
        """
        postings = Postings(self, weights)
        return (postings.products(i) for i in range(self.size))


class Postings:
    """The sentences in which each term occurs, weighted."""

    def __init__(self, terms: Terms, weights: Vector) -> None:
        self._size = terms.size
        self._bounds: list[int] = terms.bounds.tolist()
        self._terms: list[int] = terms.term.tolist()
        self._weights: list[float] = weights.tolist()
        sentences, values = terms.sentence[terms.by_term], weights[terms.by_term]
        edges = list(pairwise(terms.term_bounds.tolist()))
        self._sentences = [sentences[a:b] for a, b in edges]
        self._values = [values[a:b] for a, b in edges]

    def products(self, i: int) -> Vector:
        """The dot products of sentence i with all n sentences, itself included."""
        a, b = self._bounds[i], self._bounds[i + 1]
        if a == b:
            return np.zeros(self._size)
        own = self._terms[a:b]
        places = np.concatenate([self._sentences[t] for t in own])
        values = np.concatenate([self._values[t] * w for t, w in zip(own, self._weights[a:b], strict=True)])
        return sums(places, values, self._size)
