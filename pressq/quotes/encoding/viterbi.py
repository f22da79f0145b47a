"""Decode label scores into the best sequence of spans (Viterbi over begin and inside labels)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["IMPOSSIBLE", "OUTSIDE_THRESHOLD", "TagSpans", "TokenSpan", "spans_from_probabilities", "spans_from_scores"]

IMPOSSIBLE = -1e4
OUTSIDE_THRESHOLD = 0.93  # the probability of no label from which a word is in no span, whatever its neighbours

TokenSpan = tuple[int, int]
"""Words of a window: the first, and the one after the last."""


class TagSpans(NamedTuple):
    """The spans that the tags of a window give."""

    sources: list[TokenSpan]
    cues: list[TokenSpan]
    contents: list[TokenSpan]


def _best_labels(scores: Sequence[Sequence[float]]) -> list[int]:
    """Viterbi: the best sequence of labels in which no span continues that has not begun."""
    kinds = range(1, (len(scores[0]) + 1) // 2)
    ending = [0.0, *(IMPOSSIBLE for _ in kinds)]  # the best score that ends outside, or in each kind
    before: list[int] = []  # the kind in which the best sequence before a word ends
    begun: list[list[bool]] = []  # does a span of each kind begin with the word?
    for added in scores:
        best = max(ending)
        before.append(ending.index(best))
        ending[0] = best + added[0]
        begins = [True]
        for kind in kinds:
            new, on = best + added[2 * kind - 1], ending[kind] + added[2 * kind]
            begins.append(new > on)
            ending[kind] = new if new > on else on
        begun.append(begins)
    kind = ending.index(max(ending))
    labels = []
    for begins, earlier in zip(reversed(begun), reversed(before), strict=True):
        labels.append(2 * kind - begins[kind] if kind else 0)
        kind = earlier if begins[kind] else kind
    return labels[::-1]


def spans_from_probabilities(
    probabilities: npt.NDArray[np.float32], is_boundary: Callable[[int], bool] = lambda _: False
) -> tuple[list[TokenSpan], ...]:
    """The spans of each kind in the best sequence of labels; words that are surely outside are skipped.

    Args:
        probabilities: of labels [n, labels], O first; a kind without an inside label is one word long.
        is_boundary: may no span cross the beginning of a word? Asked of words that may be in one.
    """
    import numpy as np

    words, labels = probabilities.shape
    busy = probabilities[:, 0] < OUTSIDE_THRESHOLD
    if not busy.any():
        return tuple([] for _ in range(labels // 2))
    scores = np.full((words, labels + 1 - labels % 2), IMPOSSIBLE)
    scores[:, :labels] = np.log(probabilities + 1e-9)
    scores[list(filter(is_boundary, busy.nonzero()[0].tolist())), 2::2] = IMPOSSIBLE
    return spans_from_scores(scores, busy)


def spans_from_scores(scores: npt.NDArray[np.floating], busy: npt.NDArray[np.bool_]) -> tuple[list[TokenSpan], ...]:
    """The spans of each kind in the best sequence of labels.

    The best label of each word alone makes the best sequence, except where a span would continue that has not begun.

    Args:
        scores: the score of each label of a word [n, labels]: O, then begin and inside of each kind.
        busy: the words that may be in a span [n].
    """
    import numpy as np

    labels = np.where(busy, scores.argmax(1), 0)
    kinds = (labels + 1) // 2
    lost = (labels > 0) & (labels % 2 == 0)  # continues a span that has not begun
    lost[1:] &= kinds[1:] != kinds[:-1]
    idle = (~busy).nonzero()[0]
    stop = 0
    for word in lost.nonzero()[0].tolist():
        if word >= stop:
            place = int(np.searchsorted(idle, word))
            first = int(idle[place - 1]) + 1 if place else 0
            stop = int(idle[place]) if place < len(idle) else len(labels)
            labels[first:stop] = _best_labels(scores[first:stop].tolist())
    found: tuple[list[TokenSpan], ...] = tuple([] for _ in range(scores.shape[1] // 2))
    words = labels.nonzero()[0]
    for word, label in zip(words.tolist(), labels[words].tolist(), strict=True):
        spans = found[(label - 1) // 2]
        first = word if label % 2 else spans.pop()[0]
        spans.append((first, word + 1))
    return found
