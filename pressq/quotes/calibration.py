"""The confidence of an attribution: logistic regression on features of its decoding and its source."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pressq.quotes.mentions.mention import NAME_KINDS
from pressq.quotes.sources.ranking import SourcedCandidate
from pressq.quotes.speakers.profiles import SpeakerTable

__all__ = ["N_CONFIDENCE_FEATURES", "confidence_features", "logistic", "logit"]

N_CONFIDENCE_FEATURES = 20  # what the confidence is computed from


def confidence_features(each: SourcedCandidate, cast: SpeakerTable) -> tuple[float, ...]:
    """What the confidence of an attribution is computed from: its words, its source, and who that is."""
    others = (chance for number, chance in each.probabilities.items() if number != each.mention)
    kind = cast.kind(each.mention)
    return (
        *each.candidate.features,
        logit(each.probability),
        logit(max(others, default=0.0)),
        logit(cast.probability_of(each.mention)) if each.mention is not None else 0.0,
        float(each.mention is None),
        float(kind in NAME_KINDS),
        float(kind == "organisation"),
        each.candidate.p_speech,
    )


def logistic(features: Sequence[float], weights: Sequence[float]) -> float:
    """The chance that what has these features is right, by logistic regression; the first weight is the constant."""
    score = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def logit(chance: float) -> float:
    """The logarithm of the odds of a chance, which is never quite 0 or 1."""
    chance = min(max(chance, 1e-2), 1 - 1e-2)
    return math.log(chance / (1 - chance))
