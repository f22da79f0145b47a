"""Logistic regression and conditional logit: what the learned scorers of quotations are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]

__all__ = ["conditional_logit", "logistic", "logit"]


def logistic(features: Sequence[float], weights: Sequence[float]) -> float:
    """The probability by logistic regression; the first weight is the constant."""
    score = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def logit(probability: float, least: float = 1e-2) -> float:
    """The logarithm of the odds, of a probability clipped to `least` to 1 - `least`."""
    probability = min(max(probability, least), 1 - least)
    return math.log(probability / (1 - probability))


def conditional_logit(features: Floats, weights: Sequence[float], eligible: Bools | None = None) -> Floats:
    """The probability of each choice [..., choices + 1], that of no choice last (McFadden 1974).

    Args:
        features: [..., choices, features].
        weights: [features + 1]; the last is the bias of no choice.
        eligible: which choices may be made [..., choices]; all by default.
    """
    import numpy as np

    scores = np.full((*features.shape[:-2], features.shape[-2] + 1), weights[-1])
    scores[..., :-1] = features @ np.array(weights[:-1])
    if eligible is not None:
        scores[..., :-1][~eligible] = -np.inf
    chances: Floats = np.exp(scores - scores.max(-1, keepdims=True))
    chances /= chances.sum(-1, keepdims=True)
    return chances
