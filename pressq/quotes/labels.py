"""What the network tells of a word: the labels, in the order of its scores, and the best spans that they make."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = [
    "DESCRIPTIONS",
    "NAMES",
    "NEVER",
    "NOTHING",
    "ROLES",
    "TAGS",
    "Place",
    "best_spans",
    "likely_spans",
    "spans_among",
]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", "B-person", "I-person", "B-organisation", "I-organisation", "pronoun")
DESCRIPTIONS = ("O", "B-description", "I-description")
ROLES = ("O", "B-role", "I-role")
NEVER = -1e4
NOTHING = 0.93  # the chance from which a word is taken to be in no span, without a look at its neighbours

_ALONE = [0, 1, 3, 5]  # the labels of a word between words that are in no span: none, and those that begin one

Place = tuple[int, int]  # a span of words in a window: the first, and the one after the last


def best_spans(emissions: Sequence[Sequence[float]]) -> tuple[list[Place], ...]:
    """The spans of each kind in the best sequence of labels where a span goes on only if it was begun (Viterbi).

    Args:
        emissions: of each word, what each label adds to the score of a sequence: none, and of each kind of span its
            beginning and its going on.
    """
    if not emissions:
        return ()
    kinds = range(1, (len(emissions[0]) + 1) // 2)
    ending = [0.0, *(NEVER for _ in kinds)]  # the best score that ends in no span, or in one of each kind
    before: list[int] = []  # the kind in which the best sequence before each word ends
    begun: list[list[bool]] = []  # whether a span of each kind that holds the word begins with it
    for scores in emissions:
        best = max(ending)
        before.append(ending.index(best))
        ending[0] = best + scores[0]
        begins = [True]
        for kind in kinds:
            new, on = best + scores[2 * kind - 1], ending[kind] + scores[2 * kind]
            begins.append(new > on)
            ending[kind] = max(new, on)
        begun.append(begins)
    kind, place = ending.index(max(ending)), len(emissions)
    found: tuple[list[Place], ...] = tuple([] for _ in (0, *kinds))
    while place:
        stop = place
        place -= 1
        while not begun[place][kind]:
            place -= 1
        found[kind].append((place, stop))
        kind = before[place]
    return tuple(spans[::-1] for spans in found[1:])


def likely_spans(chances: npt.NDArray[np.float32], parted: Collection[int] = ()) -> tuple[list[Place], ...]:
    """The spans of each kind in the best sequence of labels; only words that may be in one are looked at.

    Args:
        chances: [n, labels] probabilities, none first; a kind without a going on is one word long.
        parted: the words over whose beginning no span goes.
    """
    import numpy as np

    words, labels = chances.shape
    scores = np.full((words, labels + 1 - labels % 2), NEVER)
    scores[:, :labels] = np.log(chances + 1e-9)
    scores[list(parted), 2::2] = NEVER
    return spans_among(scores, chances[:, 0] < NOTHING)


def spans_among(scores: npt.NDArray[np.floating], busy: npt.NDArray[np.bool_]) -> tuple[list[Place], ...]:
    """The spans of each kind in the best sequence of labels, where all other words are in none.

    Args:
        scores: [n, labels] what each label adds to the score of a sequence, as of `best_spans`.
        busy: [n] the words that may be in a span.
    """
    import numpy as np

    places = np.flatnonzero(busy)
    runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    single = [int(run[0]) for run in runs if len(run) == 1]
    kinds = scores.shape[1] // 2
    found: tuple[list[Place], ...] = tuple([] for _ in range(kinds))
    for word, kind in zip(single, scores[single][:, _ALONE[: kinds + 1]].argmax(1).tolist(), strict=True):
        if kind:
            found[kind - 1].append((word, word + 1))
    for run in runs:
        if len(run) > 1:
            first = int(run[0])
            for kind, spans in enumerate(best_spans(scores[first : int(run[-1]) + 1].tolist())):
                found[kind].extend((first + start, first + stop) for start, stop in spans)
    for spans in found:
        spans.sort()
    return found
