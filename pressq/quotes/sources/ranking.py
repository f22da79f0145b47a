"""Which mention is the source: a second look at an attribution, with all mentions of the article at hand.

The network's pointers tell where in a window the source may be, the mentions which stretches can be one. A conditional
logit over the mentions weighs both, and what stands beside the cue (McFadden 1974).
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
_NEAR = 24  # mentions before and after the content that are looked at
_LEAST = 1e-3  # what the logarithm of no mass is taken of
_NOWHERE = -(10**9)  # an offset that nothing has


@dataclass(frozen=True)
class SourcedCandidate:
    """An attribution with its source.

    Attributes:
        candidate: the attribution.
        mention: the number of the source among the mentions, None where it has none.
        chance: that this is right.
        chances: of all mentions that may be the source, by number.
    """

    candidate: Candidate
    mention: int | None
    probability: float
    probabilities: Mapping[int, float]


class SourceRanker:
    """The second look at one article.

    Args:
        found: its mentions.
        tokens: its words.
    """

    def __init__(self, found: MentionSet, tokens: Tokens) -> None:
        import numpy as np

        mentions, self._tokens = found.mentions, tokens
        self._starts = [mention.start for mention in mentions]
        columns = [(m.start, m.end, m.first, m.last, m.quoted) for m in mentions]
        self._columns: Ints = np.array(columns, np.int64).reshape(len(columns), 5)
        self._edges: dict[int, tuple[Ints, Ints]] = {}  # where the words of a window start and end, by its identity

    def rank(self, candidates: Sequence[Candidate], weights: Sequence[float]) -> list[SourcedCandidate]:
        """The attributions with their likeliest sources.

        Args:
            candidates: what was decoded.
            weights: [features + 1] of the conditional logit; the last is what having no source weighs.
        """
        import numpy as np

        found = []
        telling, nothing = np.array(weights[:-1]), weights[-1]
        for candidate in candidates:
            choices = self.eligible(candidate)
            scores = np.append(self.features(candidate, choices) @ telling, nothing)
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            best = int(chances.argmax())
            mention = int(choices[best]) if best < len(choices) else None
            shares = dict(zip(choices.tolist(), chances.tolist(), strict=False))
            found.append(SourcedCandidate(candidate, mention, float(chances[best]), shares))
        return found

    def eligible(self, candidate: Candidate) -> Ints:
        """The numbers of the mentions that may be the source: those near by, outside of marks and of what is said."""
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
        """What speaks for each choice: [choices, features]."""
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
        nowhere = np.log(candidate.source_pointer[0] + _LEAST)
        parts = (
            np.where(inside, np.log(np.maximum(mass, 0) + _LEAST), 0.0),
            inside,
            np.where(inside, nowhere, 0.0),
            np.where(inside, 0.0, nowhere),
            start == shown,
            np.maximum(0, both) / (np.maximum(end, stop) - np.minimum(start, shown)),
            (last == before - 1) | (first == after),
            np.log(1 + np.abs(begin - first)),
        )
        return np.array(parts, np.float64).T
