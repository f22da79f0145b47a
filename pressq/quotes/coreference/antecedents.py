"""Antecedent scores: how likely each mention refers back to another one, by the pair scorer of the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pressq.quotes.coreference.pair_features import antecedent_mask, pair_features, summed_embeddings
from pressq.quotes.mentions.mention import MENTION_KINDS, NAME_KINDS, Mention, MentionSet
from pressq.text.names import name_words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]

__all__ = ["AntecedentScores", "score_antecedents"]

_BLOCK, _BACK, _AHEAD = 96, 160, 64  # mentions that are scored together, and those around that they may go back to


@dataclass(frozen=True)
class AntecedentScores:
    """The antecedent scores of all mentions.

    Attributes:
        no_antecedent: for each mention the score of having none.
        antecedents: for each mention the numbers of its admissible antecedents, and their scores.
    """

    no_antecedent: list[float]
    antecedents: list[tuple[npt.NDArray[np.int64], Floats]]


def score_antecedents(mention_set: MentionSet, text: str, learned: Mapping[str, Floats]) -> AntecedentScores:
    """The scores of all admissible pairs of mentions.

    Args:
        mention_set: the mentions of an article.
        text: its text.
        learned: the weights of the pair scorer.
    """
    none: list[float] = []
    targets: list[tuple[npt.NDArray[np.int64], Floats]] = []
    for first in range(0, len(mention_set.mentions), _BLOCK):
        low, high = max(0, first - _BACK), min(len(mention_set.mentions), first + _BLOCK + _AHEAD)
        rows = range(first - low, min(first + _BLOCK, len(mention_set.mentions)) - low)
        alone, scored = _scores(mention_set.mentions[low:high], mention_set.vectors[low:high], rows, text, learned)
        none += alone
        targets += [(columns + low, scores) for columns, scores in scored]
    return AntecedentScores(none, targets)


def _scores(
    mentions: Sequence[Mention], vectors: Floats, rows: range, text: str, learned: Mapping[str, Floats]
) -> tuple[list[float], list[tuple[npt.NDArray[np.int64], Floats]]]:
    """For the mentions in `rows`: the score of no antecedent, and the admissible antecedents with their scores."""
    import numpy as np

    may = antecedent_mask(mentions) & _requested(mentions, rows, text)[:, None]
    i, j = np.nonzero(may)
    one = vectors @ learned["one.weight"].T + learned["one.bias"]
    other = vectors @ learned["other.weight"].T
    product = (vectors @ learned["left.weight"].T)[i] * (vectors @ learned["right.weight"].T)[j]
    hidden = one[i] + other[j] + product @ learned["both.weight"].T
    hidden += summed_embeddings(pair_features(mentions, text, i, j), learned["between"])
    scores = np.maximum(hidden, 0) @ learned["score.weight"][0] + learned["score.bias"][0]
    kinds = [MENTION_KINDS.index(mention.kind) for mention in mentions]
    alone = vectors @ learned["alone.weight"][0] + learned["alone.bias"][0] + learned["kinds_alone"][kinds]
    ends = np.searchsorted(i, np.arange(rows.start, rows.stop + 1))
    scored = [(j[first:stop], scores[first:stop]) for first, stop in pairwise(ends)]
    return alone[rows.start : rows.stop].tolist(), scored


def _requested(mentions: Sequence[Mention], rows: range, text: str) -> npt.NDArray[np.bool_]:
    """The mentions that are scored [n]: the first of each full name, and all other mentions."""
    import numpy as np

    seen: set[tuple[str, ...]] = set()
    wanted = np.zeros(len(mentions), bool)
    for number in rows:
        mention = mentions[number]
        words = name_words(mention.of(text)) if mention.kind in NAME_KINDS else ()
        wanted[number] = len(words) < 2 or words not in seen
        seen.add(words)
    return wanted
