"""Source ranking: which mention is the source of a candidate attribution.

A conditional logit over the mentions near the content, by the source pointer of the network, the position, and the
cue.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.mentions.mention import MentionSet
from pressq.quotes.regression import conditional_logit
from pressq.quotes.sources.decoding import Candidate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

__all__ = ["N_SOURCE_FEATURES", "SourceRanker", "SourcedCandidate"]

N_SOURCE_FEATURES = 8
_NEAR = 24  # mentions before and after the content that are eligible
_TOGETHER = 32  # candidates that are ranked at once
_EPSILON = 1e-3  # added before logarithms
_NOWHERE = -(10**9)  # an offset outside every text


@dataclass(frozen=True)
class SourcedCandidate:
    """A candidate attribution with its source.

    Attributes:
        candidate: the candidate.
        mention: the number of the mention that is the source, None without one.
        probability: that of this source.
        probabilities: those of all eligible mentions, by number.
    """

    candidate: Candidate
    mention: int | None
    probability: float
    probabilities: Mapping[int, float]


@dataclass(frozen=True)
class _Choices:
    """The mentions near some candidates, as choices for their sources.

    Attributes:
        low: the number of the first of the m mentions.
        eligible: which mentions may be the source of each candidate [candidates, m].
        features: their features [candidates, m, `N_SOURCE_FEATURES`].
    """

    low: int
    eligible: Bools
    features: Floats

    def numbers(self, candidate: int) -> list[int]:
        """The numbers of the mentions that may be the source of a candidate."""
        return [self.low + place for place in self.eligible[candidate].nonzero()[0].tolist()]


class SourceRanker:
    """Ranks the sources of one article.

    Args:
        mention_set: its mentions.
        tokens: its words.
    """

    def __init__(self, mention_set: MentionSet, tokens: Tokens) -> None:
        import numpy as np

        mentions, self._tokens = mention_set.mentions, tokens
        self._starts = [mention.start for mention in mentions]
        columns = [(m.start, m.end, m.first, m.last, m.quoted) for m in mentions]
        self._columns: Ints = np.array(columns, np.int64).reshape(len(columns), 5).T

    def rank(self, candidates: Sequence[Candidate], weights: Sequence[float]) -> list[SourcedCandidate]:
        """The candidates with their most likely sources.

        Args:
            candidates: the candidates, in the order of their windows.
            weights: [`N_SOURCE_FEATURES` + 1] of the conditional logit; the last is the bias of no source.
        """
        found: list[SourcedCandidate] = []
        for first in range(0, len(candidates), _TOGETHER):
            together = candidates[first : first + _TOGETHER]
            choices = self.choices(together)
            probabilities = conditional_logit(choices.features, weights, choices.eligible)
            rows = zip(together, probabilities.argmax(1).tolist(), probabilities, strict=True)
            for number, (candidate, best, row) in enumerate(rows):
                shares = dict(zip(choices.numbers(number), row[:-1][choices.eligible[number]].tolist(), strict=True))
                mention = choices.low + best if best < len(row) - 1 else None
                found.append(SourcedCandidate(candidate, mention, float(row[best]), shares))
        return found

    def choices(self, candidates: Sequence[Candidate]) -> _Choices:
        """The mentions near candidates that follow each other."""
        import numpy as np

        facts = np.array([self._facts(candidate) for candidate in candidates]).T
        low, high = int(facts[0].min()), int(facts[1].max())
        facts[:2] -= low
        nearest, farthest, begins, ends, shown, stop, before, after, begin = facts[:, :, None]
        start, end, first, last, quoted = self._columns[:, low:high]
        place = np.arange(high - low)
        eligible = (nearest <= place) & (place < farthest) & (quoted == 0) & ~_within(start, end, candidates)

        mass = np.concatenate([_masses(list(group), start, end) for _, group in groupby(candidates, key=_window)])
        inside = (begins <= start) & (start < ends)
        both = np.minimum(end, stop) - np.maximum(start, shown)
        nowhere = np.log(np.array([candidate.source_pointer[:1] for candidate in candidates]) + _EPSILON)
        features = np.empty((*eligible.shape, N_SOURCE_FEATURES))
        features[..., 0] = np.where(inside, np.log(np.maximum(mass, 0) + _EPSILON), 0.0)
        features[..., 1] = inside
        features[..., 2] = np.where(inside, nowhere, 0.0)
        features[..., 3] = np.where(inside, 0.0, nowhere)
        features[..., 4] = start == shown
        features[..., 5] = np.maximum(0, both) / (np.maximum(end, stop) - np.minimum(start, shown))
        features[..., 6] = (last == before - 1) | (first == after)
        features[..., 7] = np.log(1 + np.abs(begin - first))
        return _Choices(low, eligible, features)

    def _facts(self, candidate: Candidate) -> tuple[int, ...]:
        """Of a candidate: the mentions near it, the offsets of its window and its tagged source, the positions of
        its cue, and that of its content."""
        content, window, source, cue = candidate.content, candidate.window, candidate.source, candidate.cue
        low = max(0, bisect_left(self._starts, content[0].start) - _NEAR)
        high = min(len(self._starts), bisect_left(self._starts, content[-1].end) + _NEAR)
        shown, stop = (source.start, source.end) if source is not None else (_NOWHERE, _NOWHERE)
        before, after = self._tokens.range(cue) if cue is not None else (_NOWHERE, _NOWHERE)
        begin = min(self._tokens.at(content[0].start), len(self._tokens) - 1)
        return low, high, window.start[0], window.end[-1], shown, stop, before, after, begin


def _window(candidate: Candidate) -> int:
    return id(candidate.window)


def _within(start: Ints, end: Ints, candidates: Sequence[Candidate]) -> Bools:
    """Is a mention within the content of a candidate [candidates, mentions]?"""
    import numpy as np

    spans = [(span.start, span.end) for candidate in candidates for span in candidate.content]
    firsts = [0, *accumulate(len(candidate.content) for candidate in candidates[:-1])]
    begin, stop = np.array(spans).T[:, :, None]
    within: Bools = np.logical_or.reduceat((start >= begin) & (end <= stop), firsts)
    return within


def _masses(candidates: Sequence[Candidate], start: Ints, end: Ints) -> Floats:
    """The mass of the source pointers of a window's candidates on mentions [candidates, mentions]."""
    import numpy as np

    window = candidates[0].window
    totals = np.stack([candidate.source_pointer for candidate in candidates]).cumsum(1, dtype=np.float64)
    masses: Floats = (
        totals[:, np.searchsorted(window.start, end)] - totals[:, np.searchsorted(window.end, start, "right")]
    )
    return masses
