"""Logistic regression, as the scores and the confidence of attributions use it."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["logistic", "logit"]


def logistic(features: Sequence[float], weights: Sequence[float]) -> float:
    """The probability by logistic regression; the first weight is the constant."""
    score = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def logit(probability: float) -> float:
    """The logarithm of the odds, of a probability clipped to 0.01 to 0.99."""
    probability = min(max(probability, 1e-2), 1 - 1e-2)
    return math.log(probability / (1 - probability))
