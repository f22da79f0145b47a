"""Source ranking: which mention is the source of a candidate attribution.

A conditional logit (McFadden 1974) over the mentions near the content, by the source pointer of the network, the
position, and the cue.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.mentions.mention import MentionSet
from pressq.quotes.sources.decoding import Candidate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

__all__ = ["N_SOURCE_FEATURES", "SourceRanker", "SourcedCandidate"]

N_SOURCE_FEATURES = 8
_NEAR = 24  # mentions before and after the content that are eligible
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
        self._columns: Ints = np.array(columns, np.int64).reshape(len(columns), 5)
        self._edges: dict[int, tuple[Ints, Ints]] = {}  # the offsets of a window's words, by its identity

    def rank(self, candidates: Sequence[Candidate], weights: Sequence[float]) -> list[SourcedCandidate]:
        """The candidates with their most likely sources.

        Args:
            candidates: the candidates.
            weights: [`N_SOURCE_FEATURES` + 1] of the conditional logit; the last is the bias of no source.
        """
        import numpy as np

        found = []
        known, bias = np.array(weights[:-1]), weights[-1]
        for candidate in candidates:
            choices = self.eligible(candidate)
            scores = np.append(self.features(candidate, choices) @ known, bias)
            probabilities = np.exp(scores - scores.max())
            probabilities /= probabilities.sum()
            best = int(probabilities.argmax())
            mention = int(choices[best]) if best < len(choices) else None
            shares = dict(zip(choices.tolist(), probabilities.tolist(), strict=False))
            found.append(SourcedCandidate(candidate, mention, float(probabilities[best]), shares))
        return found

    def eligible(self, candidate: Candidate) -> Ints:
        """The numbers of the mentions that may be the source: near the content, outside of it and of quotations."""
        import numpy as np

        low = max(0, bisect_left(self._starts, candidate.content[0].start) - _NEAR)
        high = bisect_left(self._starts, candidate.content[-1].end) + _NEAR
        start, end, _, _, quoted = self._columns[low:high].T
        may = quoted == 0
        for span in candidate.content:
            may &= (start < span.start) | (end > span.end)
        chosen: Ints = low + np.nonzero(may)[0]
        return chosen

    def features(self, candidate: Candidate, choices: Ints) -> Floats:
        """The features of each eligible mention [choices, `N_SOURCE_FEATURES`]."""
        import numpy as np

        window, source, cue = candidate.window, candidate.source, candidate.cue
        start, end, first, last, _ = self._columns[choices].T
        if id(window) not in self._edges:
            self._edges[id(window)] = np.array(window.start), np.array(window.end)
        starts, ends = self._edges[id(window)]
        totals = candidate.source_pointer.cumsum(dtype=np.float64)
        mass = totals[np.searchsorted(starts, end)] - totals[np.searchsorted(ends, start, "right")]
        inside = (window.start[0] <= start) & (start < window.end[-1])
        shown, stop = (source.start, source.end) if source is not None else (_NOWHERE, _NOWHERE)
        both = np.minimum(end, stop) - np.maximum(start, shown)
        before, after = self._tokens.range(cue) if cue is not None else (_NOWHERE, _NOWHERE)
        begin = min(self._tokens.at(candidate.content[0].start), len(self._tokens) - 1)
        nowhere = np.log(candidate.source_pointer[0] + _EPSILON)
        parts = (
            np.where(inside, np.log(np.maximum(mass, 0) + _EPSILON), 0.0),
            inside,
            np.where(inside, nowhere, 0.0),
            np.where(inside, 0.0, nowhere),
            start == shown,
            np.maximum(0, both) / (np.maximum(end, stop) - np.minimum(start, shown)),
            (last == before - 1) | (first == after),
            np.log(1 + np.abs(begin - first)),
        )
        return np.array(parts, np.float64).T
