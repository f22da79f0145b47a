"""Which mention is the source: a second look at an attribution, with all mentions of the article at hand.

The network's pointers tell where in a window the source may be; the mentions tell which stretches can be one, and the
pair scorer who would say this quotation. A conditional logit over the mentions weighs all three (McFadden 1974).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressq.quotes.decoding import Candidate
from pressq.quotes.linking import Links
from pressq.quotes.mentions import KINDS, NAMED, Found, Mention
from pressq.quotes.tokens import Tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

__all__ = ["FEATURES", "Chooser", "Sourced"]

FEATURES = 30
_NEAR = 24  # mentions before and after the content that are looked at
_LEAST = 1e-3  # what the logarithm of no mass is taken of
_NOWHERE = -1e9  # an offset that nothing has
_FURTHEST = -8.0  # log-probability of a link that is out of the question

_CLITICS = frozenset({"'s", "’s", "'", "’"})
_OBLIQUE = frozenset({"of", "for", "to", "by", "with", "from", "at", "in", "on"})


@dataclass(frozen=True)
class Sourced:
    """An attribution with its source: the number of a mention (None: it has none), and the chance that it is right."""

    candidate: Candidate
    mention: int | None
    chance: float


class Chooser:
    """The second look at one article.

    Args:
        found, scored: its mentions and what the pair scorer says of them.
        tokens: its words.
    """

    def __init__(self, found: Found, scored: Links, tokens: Tokens) -> None:
        import numpy as np

        mentions = found.mentions
        self._mentions, self._scored, self._tokens = mentions, scored, tokens
        self._starts = [mention.start for mention in mentions]
        self._quotation = {m.start: number for number, m in enumerate(mentions) if m.kind == "quotation"}
        columns = [
            (m.start, m.end, m.first, m.last, m.paragraph, m.sentence, KINDS.index(m.kind), m.quoted) for m in mentions
        ]
        self._columns: Ints = np.array(columns, np.int64).reshape(len(columns), 8)
        self._fixed: Floats = np.array([self._alone(number) for number in range(len(mentions))], np.float64).reshape(
            -1, 9
        )

    def chosen(self, candidates: Sequence[Candidate], weights: Sequence[float]) -> list[Sourced]:
        """The attributions with their likeliest sources.

        Args:
            candidates: what was decoded.
            weights: [features + 1] of the conditional logit; the last is what having no source weighs.
        """
        import numpy as np

        choices = [self.choices(candidate) for candidate in candidates]
        scores = self.features(candidates, choices) @ np.array(weights[:-1])
        found = []
        for candidate, numbers, given in zip(candidates, choices, _parted(scores, choices), strict=True):
            chances = np.append(given, weights[-1])
            chances = np.exp(chances - chances.max())
            chances /= chances.sum()
            best = int(chances.argmax())
            found.append(Sourced(candidate, int(numbers[best]) if best < len(numbers) else None, float(chances[best])))
        return found

    def choices(self, candidate: Candidate) -> Ints:
        """The numbers of the mentions that may be the source: those near by, outside of marks and of what is said."""
        import numpy as np

        low = max(0, bisect_left(self._starts, candidate.content[0].start) - _NEAR)
        high = bisect_left(self._starts, candidate.content[-1].end) + _NEAR
        start, end, *_, kind, quoted = self._columns[low:high].T
        may = (kind != KINDS.index("quotation")) & (quoted == 0)
        for span in candidate.content:
            may &= (start < span.start) | (end > span.end)
        chosen: Ints = low + np.nonzero(may)[0]
        return chosen

    def features(self, candidates: Sequence[Candidate], choices: Sequence[Ints]) -> Floats:
        """What speaks for each choice of each attribution, all of them one below the other: [all choices, features]."""
        import numpy as np

        if not candidates:
            return np.zeros((0, FEATURES))
        numbers = np.concatenate(choices)
        of = np.repeat(np.arange(len(candidates)), [len(each) for each in choices])
        start, end, first, last, paragraph, sentence, kind, _ = self._columns[numbers].T
        low, high, nowhere, begin, at_paragraph, at_sentence, marked, unsourced, shown, stop, before, after = np.array(
            [self._stated(candidate) for candidate in candidates]
        )[of].T
        inside = (low <= start) & (start < high)
        mass = np.concatenate([self._mass(*pair) for pair in zip(candidates, choices, strict=True)])
        link = np.concatenate([self._link_scores(*pair) for pair in zip(candidates, choices, strict=True)])
        opened, closed = (start == shown) * 1.0, (end == stop) * 1.0
        both = np.minimum(end, stop) - np.maximum(start, shown)
        covered = np.maximum(0, both) / (np.maximum(end, stop) - np.minimum(start, shown))
        back = at_paragraph - paragraph
        sentences = at_sentence - sentence
        parts = (
            np.where(inside, np.log(np.maximum(mass, 0) + _LEAST), 0.0),
            inside,
            np.where(inside, 0.0, np.log(nowhere + _LEAST)),
            opened,
            closed,
            opened * closed,
            covered,
            (start <= shown) & (stop <= end),
            link * marked,
            link * marked * ~inside,
            link * marked * unsourced,
            sentences == 0,
            sentences == 1,
            sentences < 0,
            np.clip(back, 0, 4),
            back < 0,
            back == 0,
            (last == before) | (first == after),
            np.log(1 + np.abs(begin - first)),
            (kind <= 1) * covered,
            (kind == 2) * covered,
        )
        return np.column_stack([*parts, self._fixed[numbers]]).astype(np.float64)

    def _stated(self, candidate: Candidate) -> tuple[float, ...]:
        """What an attribution itself tells, the same for all choices."""
        tokens, window, source = self._tokens, candidate.read.window, candidate.source
        place = self._place((candidate.cue or candidate.content[0]).start)
        cue = tokens.range(candidate.cue) if candidate.cue is not None else None
        return (
            window.start[0],
            window.end[-1],
            float(candidate.pointed[0]),
            self._place(candidate.content[0].start),
            tokens.paragraph[place],
            tokens.sentence[place],
            candidate.is_marked,
            source is None,
            source.start if source is not None else _NOWHERE,
            source.end if source is not None else _NOWHERE,
            cue[0] - 1 if cue is not None else _NOWHERE,
            cue[1] if cue is not None else _NOWHERE,
        )

    def _mass(self, candidate: Candidate, choices: Ints) -> Floats:
        """How much the attribution's words point to each choice."""
        import numpy as np

        window = candidate.read.window
        start, end = self._columns[choices, 0], self._columns[choices, 1]
        totals = np.concatenate([candidate.pointed, [0.0]]).cumsum()
        mass: Floats = totals[np.searchsorted(window.start, end)] - totals[np.searchsorted(window.end, start, "right")]
        return mass

    def _place(self, offset: int) -> int:
        return min(self._tokens.at(offset), len(self._tokens) - 1)

    def _alone(self, number: int) -> tuple[float, ...]:
        """What speaks for a mention whatever the attribution."""
        tokens, mention = self._tokens, self._mentions[number]
        following = tokens.lower[mention.last + 1] if mention.last + 1 < len(tokens) else ""
        before = tokens.lower[mention.first - 1] if mention.first else ""
        around = self._mentions[max(0, number - 3) : number + 3]
        within = any(_holds(other, mention) for other in around)
        named = mention.kind in NAMED
        return (
            within,
            named and within,
            following in _CLITICS,
            before in _OBLIQUE,
            mention.kind == "pronoun",
            mention.kind == "description",
            mention.kind == "person",
            tokens.sentence_bounds(mention.first)[0] >= mention.first - 1,
            mention.last - mention.first >= 6,
        )

    def _link_scores(self, candidate: Candidate, choices: Ints) -> Floats:
        """For each choice the log-probability that the quotation goes back to it, among all choices."""
        import numpy as np

        starts = (span.start for span in candidate.content if span.quoted)
        number = next((self._quotation[start] for start in starts if start in self._quotation), None)
        scores = np.full(len(choices), _FURTHEST)
        if number is None or not len(choices):
            return scores * 0
        columns, given = self._scored.targets[number]
        at = np.searchsorted(columns, choices)
        there = at < len(columns)
        there[there] = columns[at[there]] == choices[there]
        if there.any():
            raw = given[at[there]].astype(np.float64)
            top = raw.max()
            scores[there] = np.maximum(_FURTHEST, raw - top - np.log(np.exp(raw - top).sum()))
        return scores


def _parted(values: Floats, choices: Sequence[Ints]) -> list[Floats]:
    """The values of all choices, attribution by attribution."""
    import numpy as np

    return np.split(values, np.cumsum([len(each) for each in choices])[:-1]) if choices else []


def _holds(other: Mention, mention: Mention) -> bool:
    """Is the mention a part of a longer one?"""
    longer = other.end - other.start > mention.end - mention.start
    return longer and other.kind != "quotation" and other.start <= mention.start and mention.end <= other.end
