"""Our own method for news: sentences that are central to the article and near its top, none said twice.

The cost is linear in the length of the text: centrality is the similarity to the article's centroid, and only the best
few hundred sentences are compared with each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from pressq.summary.shape import DistinctSummarizer
from pressq.summary.terms import Terms, Vector

__all__ = ["News"]

_CENTRALITY, _LEAD, _REDUNDANCY = 0.5, 0.5, 0.2
_LEAD_DECAY = 3.0  # sentences
_SHORTEST = 6  # words
_MOSTLY_QUOTED = 0.5  # of the characters
_SAME = 0.8  # share of the shorter sentence's terms, from which two sentences say the same
_COMPARED = 300  # sentences, the best, that are weighed against each other


class News(DistinctSummarizer):
    """Centrality and a prior for the lead, by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).

    Sentences that are mostly quoted or very short, and those that repeat a better one, come after all others.
    """

    stop_words: frozenset[str] = frozenset()

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        """The key sentences of `document`, in reading order."""
        sentences = document.sentences
        scores = iter(self.rate(sentences))
        return self._get_best_sentences(sentences, sentences_count, lambda _: next(scores))

    def rate(self, sentences: Sequence[Any]) -> list[float]:
        """A score for each of the n sentences, highest for the one to choose first."""
        if not sentences:
            return []
        terms = Terms([self._terms(sentence) for sentence in sentences])
        fit = np.array([self._is_fit(sentence) for sentence in sentences])
        if not fit.any():
            fit[:] = True
        unit = self._unit_weights(terms)
        place = np.cumsum(fit) - 1
        score = _CENTRALITY * self._centrality(terms, unit) + _LEAD * np.exp(-place / _LEAD_DECAY)
        return [float(value) for value in self._ranked(terms, unit, np.where(fit, score, score - 2))]

    def _terms(self, sentence: Any) -> list[str]:
        words = map(self.normalize_word, sentence.words)
        return [self.stem_word(word) for word in words if word not in self.stop_words]

    @staticmethod
    def _is_fit(sentence: Any) -> bool:
        return len(sentence.words) >= _SHORTEST and getattr(sentence, "quoted", 0.0) <= _MOSTLY_QUOTED

    @staticmethod
    def _unit_weights(terms: Terms) -> Vector:
        """tf-idf weights of the entries, each sentence of length 1."""
        idf = np.array([math.log1p(terms.size / df) for df in terms.document_frequency.tolist()])
        weights = terms.count * idf[terms.term]
        norms = np.sqrt(terms.by_sentence(weights * weights))
        return np.asarray(weights / norms[terms.sentence])

    @staticmethod
    def _centrality(terms: Terms, unit: Vector) -> Vector:
        """Each sentence's cosine to the sum of all, as a share of the highest, shape (n,)."""
        centroid = np.bincount(terms.term, weights=unit, minlength=len(terms.vocabulary))
        cosine = terms.by_sentence(unit * centroid[terms.term])
        return np.asarray(cosine / (cosine.max() or 1.0))

    @staticmethod
    def _ranked(terms: Terms, unit: Vector, score: Vector) -> Vector:
        """The scores, lowered for what the sentences chosen before have said."""
        order = np.argsort(-np.round(score, 9), kind="stable")
        pool = order[:_COMPARED].tolist()
        bags = {
            i: dict(
                zip(
                    terms.term[terms.bounds[i] : terms.bounds[i + 1]].tolist(),
                    unit[terms.bounds[i] : terms.bounds[i + 1]].tolist(),
                    strict=True,
                )
            )
            for i in pool
        }
        nearest = dict.fromkeys(pool, 0.0)
        final = score.copy()
        while nearest:
            best = max(nearest, key=lambda i: (round(float(score[i] - _REDUNDANCY * nearest[i]), 9), -i))
            final[best] = score[best] - _REDUNDANCY * nearest.pop(best)
            chosen = bags.pop(best)
            for i, bag in bags.items():
                shared = bag.keys() & chosen.keys()
                cosine = sum(bag[term] * chosen[term] for term in sorted(shared))
                if len(shared) >= max(_SAME * min(len(bag), len(chosen)), 4):
                    cosine += 4.0
                nearest[i] = max(nearest[i], cosine)
        return final
