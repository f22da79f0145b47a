"""Our own method for news: sentences that are central to the article and near its top, none said twice.

The cost is linear in the length of the text: centrality is measured against the sum of all sentences, and only the
best few hundred are compared with each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressq.summary.terms import Indices, Postings, Terms, Vector, sums
from pressq.text.lexicon import lexicon

__all__ = ["Account", "News", "speech_verbs"]

Flags = NDArray[np.bool_]

# Chosen on 635 articles with human summaries, amid values that do nearly as well.
_LEAD = 0.35  # the lead prior's share of a score; the rest is centrality
_FORWARD = 0.3  # of centrality, the share that only looks at what follows
_LEAD_DECAY = 4.0  # sentences
_LONG, _PER_WORD = 20, 0.008  # what every word after the twentieth costs
_QUERY = 0.6  # what a sentence gains that is all about what was asked for
_REDUNDANCY = 0.2  # what a sentence loses that is the same as one chosen before
_SHORTEST = 6  # words
_MOSTLY_QUOTED = 0.5  # of the characters
_SAME = 0.8  # of the shorter sentence's terms: the two say the same
_FEWEST_SAME = 4  # terms
_COMPARED = 300  # sentences, the best, that are weighed against each other
_UNFIT, _REPEATED = -2.0, -4.0  # comes after all that is fit; after all that is new

# "Pictured", "(left)", and a label before the sentence: "Emotional: The parents said ...".
_CAPTION = re.compile(r"\bpictured\b|\((?:left|right|cent(?:re|er)|above|below|top|bottom)\)|\bscroll down\b", re.I)
_LABEL = re.compile(r"(?P<label>[^\W\d_a-z][\w'’-]*(?: [\w'’-]+){0,2}): [^\W\d_a-z'‘\"“]")


@dataclass(frozen=True, slots=True)
class Account:
    """Why a sentence has its score: the score is the sum of `parts`.

    Attributes:
        parts: centrality, lead, length, query, redundancy; and where they apply short, quoted, caption, repeated.
        near: the sentence chosen before that it is most like, None where it is like none.
        similarity: to that one, a cosine.
    """

    parts: dict[str, float]
    near: int | None
    similarity: float

    @property
    def score(self) -> float:
        """The sum of the parts."""
        return math.fsum(self.parts.values())

    @property
    def relevance(self) -> float:
        """The score without what others have said."""
        return math.fsum(value for name, value in self.parts.items() if name not in ("redundancy", "repeated"))

    @property
    def is_fit(self) -> bool:
        """Whether the sentence is a good one at all, and new."""
        return min(self.parts.values()) > _UNFIT


class News:
    """Centrality and a prior for the lead, by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).

    Sentences that are mostly quoted, very short or captions come after all others, and repetitions last of all.

    Attributes:
        stop_words: words that do not count, in lower case.
        query: words to lean towards.
    """

    stop_words: frozenset[str] = frozenset()
    query: Sequence[str] = ()

    def __init__(self, stemmer: Callable[[str], str]) -> None:
        """Args: stemmer: from a word in lower case to its stem."""
        self._stemmer = stemmer

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        """The key sentences of `document`, in reading order; called as sumy's summarizers are."""
        from pressq.summary.shape import DistinctSummarizer

        sentences = document.sentences
        scores = iter([account.score for account in self.account(sentences)])
        return DistinctSummarizer._get_best_sentences(sentences, sentences_count, lambda _: next(scores))

    def account(self, sentences: Sequence[Any]) -> list[Account]:
        """The account of each of the n sentences; the highest score belongs to the one to choose first."""
        if not sentences:
            return []
        bags = [self._terms(sentence.words) for sentence in sentences]
        terms = Terms(bags)
        unfit = [self._unfit(sentence) for sentence in sentences]
        fit = np.array([reason is None for reason in unfit])
        if not fit.any():
            fit[:] = True
            unfit = [None] * len(unfit)
        article = np.array([getattr(sentence, "article", 0) for sentence in sentences])
        unit = self._unit_weights(terms)
        parts = {
            "centrality": (1 - _LEAD) * self._centrality(terms, unit, fit, article),
            "lead": _LEAD * np.exp(-self._places(article, fit) / _LEAD_DECAY),
            "length": -_PER_WORD * np.array([max(0, len(sentence.words) - _LONG) for sentence in sentences]),
        }
        if self.query:
            parts["query"] = _QUERY * self._match(terms)
        score = sum(parts.values(), start=np.where(fit, 0.0, _UNFIT))
        near, similarity, repeated = _redundancy(bags, terms, unit, score, [str(sentence) for sentence in sentences])
        parts["redundancy"] = -_REDUNDANCY * similarity
        rows = zip(*(np.round(values, 9).tolist() for values in parts.values()), strict=True)
        accounts = []
        for i, (reason, row) in enumerate(zip(unfit, rows, strict=True)):
            own = dict(zip(parts, row, strict=True))
            if reason is not None:
                own[reason] = _UNFIT
            if repeated[i]:
                own["repeated"] = _REPEATED
            accounts.append(Account(own, near[i], float(similarity[i])))
        return accounts

    def _terms(self, words: Sequence[str]) -> list[str]:
        lower = map(str.lower, words)
        return [self._stemmer(word) for word in lower if word not in self.stop_words]

    @staticmethod
    def _unfit(sentence: Any) -> str | None:
        """Why a sentence is no good in a summary, or None."""
        text = str(sentence)
        label = _LABEL.match(text)
        if len(sentence.words) < _SHORTEST:
            return "short"
        if getattr(sentence, "quoted", 0.0) > _MOSTLY_QUOTED:
            return "quoted"
        if _CAPTION.search(text) or (label and label["label"].split()[-1].lower() not in speech_verbs()):
            return "caption"
        return None

    @staticmethod
    def _places(article: Indices, fit: Flags) -> Vector:
        """The place of every sentence among the fit ones of its article, from 0."""
        before: Indices = np.cumsum(fit) - fit
        first = np.searchsorted(article, article)  # articles are numbered in order
        return (before - before[first]).astype(np.float64)

    @staticmethod
    def _unit_weights(terms: Terms) -> Vector:
        """tf-idf weights of the entries, each sentence of length 1."""
        idf = np.array([math.log1p(terms.size / df) for df in terms.document_frequency.tolist()])
        weights = terms.count * idf[terms.term]
        norms = np.sqrt(terms.by_sentence(weights * weights))
        return np.asarray(weights / norms[terms.sentence])

    @staticmethod
    def _centrality(terms: Terms, unit: Vector, fit: Flags, article: Indices) -> Vector:
        """How much of the article each sentence is like, as a share of the highest, shape (n,).

        The sum of a sentence's cosines to all others is one to the sum of all; to those that follow it, which weigh
        more (Zheng and Lapata, "Sentence Centrality Revisited", ACL 2019), one to a sum that is taken from the end.
        """
        centroid = sums(terms.term, unit, len(terms.vocabulary))
        around = terms.by_sentence(unit * centroid[terms.term])

        entries = terms.by_term
        sentence = terms.sentence[entries]
        weight = np.where(fit[sentence], unit[entries], 0.0)
        turns = (np.diff(terms.term[entries]) != 0) | (np.diff(article[sentence]) != 0)
        group = np.concatenate(([0], np.cumsum(turns))) if len(entries) else entries
        upto = np.cumsum(weight)
        last = np.flatnonzero(np.append(turns, True)) if len(entries) else entries
        following = np.zeros(len(entries))
        following[entries] = upto[last][group] - upto
        after = np.where(fit, terms.by_sentence(unit * following), 0.0)
        return (1 - _FORWARD) * _share(around) + _FORWARD * _share(after)

    def _match(self, terms: Terms) -> Vector:
        """How much of the query each sentence holds, rare words counting more, 0 to 1."""
        found = {terms.vocabulary[stem] for stem in self._terms(self.query) if stem in terms.vocabulary}
        weight = np.zeros(len(terms.vocabulary))
        for term in found:
            weight[term] = math.log1p(terms.size / int(terms.document_frequency[term]))
        return terms.by_sentence(weight[terms.term]) / (math.fsum(weight) or 1.0)


def _share(values: Vector) -> Vector:
    """The values as shares of the highest."""
    return np.asarray(values / (values.max() or 1.0))


@cache
def speech_verbs() -> frozenset[str]:
    """Every form of every verb of speech, in lower case."""
    return frozenset(form for forms in lexicon("speech-verbs") for form in forms.split())


def _redundancy(
    bags: Sequence[Sequence[str]], terms: Terms, unit: Vector, score: Vector, texts: Sequence[str]
) -> tuple[list[int | None], Vector, list[bool]]:
    """What the sentences chosen before have said, sentence by sentence as they are chosen.

    Returns:
        For each sentence the one chosen before that it is most like (None: like none), the cosine, and whether it says
        the same. Sentences that are not among the best are only looked through for equal ones.
    """
    near: list[int | None] = [None] * terms.size
    similarity = np.zeros(terms.size)
    repeated = np.zeros(terms.size, dtype=np.bool_)
    first: dict[str, int] = {}
    pool: list[int] = []
    for i in np.argsort(-np.round(score, 9), kind="stable").tolist():
        twin = first.setdefault(texts[i], i)
        if twin != i:
            near[i], similarity[i], repeated[i] = twin, 1.0, True
        elif len(pool) < _COMPARED:
            pool.append(i)
    pool.sort()
    among = Terms([bags[i] for i in pool])
    entries = [np.arange(terms.bounds[i], terms.bounds[i + 1]) for i in pool]
    weighted, plain = Postings(among, unit[np.concatenate(entries)]), Postings(among, np.ones(len(among.term)))
    distinct = np.diff(among.bounds)
    places = np.array(pool, dtype=np.int64)
    waiting = np.ones(len(pool), dtype=np.bool_)
    while waiting.any():
        value = score[places] - _REDUNDANCY * similarity[places] + _REPEATED * repeated[places]
        best = int(np.where(waiting, np.round(value, 9), -np.inf).argmax())
        waiting[best] = False
        cosines = weighted.products(best)
        same = plain.products(best) >= np.maximum(_SAME * np.minimum(distinct, distinct[best]), _FEWEST_SAME)
        repeated[places[waiting & same]] = True
        closer = waiting & (cosines > similarity[places])
        similarity[places[closer]] = cosines[closer]
        for i in places[closer].tolist():
            near[i] = pool[best]
    return near, np.minimum(similarity, 1.0), repeated.tolist()
