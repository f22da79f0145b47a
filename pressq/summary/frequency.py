"""sumy's methods that count words (luhn, edmundson, sum-basic, kl, lsa) and its baseline, random."""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter
from typing import Any

import numpy as np
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.random import RandomSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer

from pressq.summary.shape import DistinctSummarizer
from pressq.summary.terms import Terms

__all__ = ["KL", "Edmundson", "Lsa", "Luhn", "Random", "SumBasic"]


class Luhn(DistinctSummarizer, LuhnSummarizer):
    """The densest cluster of significant words in a sentence (Luhn, IBM Journal 1958)."""

    def _get_significant_words(self, words: Any) -> frozenset[str]:
        return frozenset(super()._get_significant_words(words))  # sumy looks words up in a tuple


class Edmundson(DistinctSummarizer, EdmundsonSummarizer):
    """Cue words, title words and place in the article (Edmundson, JACM 1969)."""


class Random(DistinctSummarizer, RandomSummarizer):
    """Any sentences: the baseline. The same article always gives the same ones."""

    def _get_random_ratings(self, sentences: Any) -> dict[Any, int]:
        ratings = list(range(len(sentences)))
        random.Random("\n".join(map(str, sentences)).encode("utf-8", "surrogatepass")).shuffle(ratings)
        return dict(zip(sentences, ratings, strict=True))


class Lsa(DistinctSummarizer, LsaSummarizer):
    """The weight of a sentence in the topics of the article (Steinberger and Jezek, 2004).

    sumy keeps every dimension, and then a sentence's weight, the root of the sum of its squared topic weights, is the
    length of its vector: nothing has to be decomposed, and nothing depends on the order of words in a hash table.
    """

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        """The heaviest sentences of `document`, in reading order."""
        sentences = document.sentences
        known = self._create_dictionary(document)
        ranks = iter([self._length(sentence, known) for sentence in sentences])
        return self._get_best_sentences(sentences, sentences_count, lambda _: next(ranks))

    @staticmethod
    def _length_of(counts: list[int], words: int, smooth: float = 0.4) -> float:
        """The length of a vector of `words` smoothed term frequencies, of which all but `counts` are 0."""
        if not counts:
            return 0.0
        most = max(counts)
        present = sum((smooth + (1 - smooth) * count / most) ** 2 for count in sorted(counts))
        return math.sqrt(present + (words - len(counts)) * smooth**2)

    def _length(self, sentence: Any, known: dict[str, int]) -> float:
        counts = Counter(stem for stem in map(self.stem_word, sentence.words) if stem in known)
        return self._length_of(list(counts.values()), len(known))


class SumBasic(DistinctSummarizer, SumBasicSummarizer):
    """Greedily the sentence of the most probable words, which are then worth less (Nenkova and Vanderwende, 2005).

    A word's probability only falls, so a value that was computed before is an upper bound: a heap finds
    the best one without looking at all others again.
    """

    def _compute_ratings(self, sentences: Any) -> dict[Any, int]:
        frequency = self._compute_tf(sentences)
        contents = [self._get_content_words_in_sentence(s) for s in sentences]
        heap = [(-self._compute_average_probability_of_words(frequency, c), i) for i, c in enumerate(contents)]
        heapq.heapify(heap)
        ratings: dict[Any, int] = {}
        while heap:
            best = heap[0]
            words = contents[best[1]]
            now = (-self._compute_average_probability_of_words(frequency, words), best[1])
            if now > best:
                heapq.heapreplace(heap, now)
                continue
            heapq.heappop(heap)
            ratings.setdefault(sentences[best[1]], -len(ratings))
            self._update_tf(frequency, words)
        return ratings


class KL(DistinctSummarizer, KLSummarizer):
    """Greedily the sentence that brings the summary's words closest to the article's (Haghighi and Vanderwende, 2009).

    The divergence of the summary with a sentence added is kept as two sums over the sentence's words, and only the
    sentences that share a word with the last one chosen are summed up anew.
    """

    def _compute_ratings(self, sentences: Any) -> dict[Any, int]:
        frequency = self.compute_tf(sentences)
        contents = [self._get_content_words_in_sentence(s) for s in sentences]
        terms = Terms([[w for w in words if w in frequency] for words in contents])
        lengths = np.array([len(words) for words in contents], dtype=np.float64)
        shares = np.array([frequency[word] for word in terms.vocabulary])
        share = shares[terms.term]
        entry_gain = share * (np.log(share) - np.log(terms.count))
        mass, gain = terms.by_sentence(share), terms.by_sentence(entry_gain)
        chosen = np.zeros(len(terms.vocabulary))  # how often each term is in the summary
        present: set[str] = set()
        covered, summary_length = 0.0, 0
        waiting = np.zeros(terms.size)  # infinite once chosen
        ratings: dict[Any, int] = {}
        for _ in range(terms.size):
            scale = np.log(np.maximum(lengths + summary_length, 1))
            divergence = np.round(scale * (covered + mass) + gain, 12) + waiting
            best = int(divergence.argmin())
            ratings.setdefault(sentences[best], -len(ratings))
            waiting[best] = np.inf
            words = sentences[best].words
            summary_length += len(words)
            for word, count in Counter(words).items():  # as written, not in lower case: so does sumy
                if word not in present:
                    present.add(word)
                    covered += frequency.get(word, 0.0)
                term = terms.vocabulary.get(word)
                if term is None:
                    continue
                before, chosen[term] = chosen[term], chosen[term] + count
                entries = terms.by_term[terms.term_bounds[term] : terms.term_bounds[term + 1]]
                where = terms.sentence[entries]
                renewed = shares[term] * (math.log(chosen[term]) - np.log(chosen[term] + terms.count[entries]))
                gain[where] += renewed - entry_gain[entries]
                entry_gain[entries] = renewed
                if not before:
                    mass[where] -= shares[term]
        return ratings
