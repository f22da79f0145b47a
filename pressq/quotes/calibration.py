"""The confidence of a quotation: logistic regression on features of its finished attribution and of its speaker."""

from __future__ import annotations

from collections.abc import Sequence

from pressq.article import Speaker
from pressq.quotes.attribution import Attribution
from pressq.quotes.regression import logistic, logit
from pressq.text.names import name_words

__all__ = ["N_CONFIDENCE_FEATURES", "confidence", "confidence_features"]

N_CONFIDENCE_FEATURES = 13


def confidence(attribution: Attribution, speaker: Speaker | None, weights: Sequence[float]) -> float:
    """The probability that content and speaker are right.

    Args:
        attribution: as no later stage changes it.
        speaker: its speaker.
        weights: [1 + `N_CONFIDENCE_FEATURES`], the constant first.
    """
    return logistic(confidence_features(attribution, speaker), weights)


def confidence_features(attribution: Attribution, speaker: Speaker | None) -> tuple[float, ...]:
    """The features of the confidence [`N_CONFIDENCE_FEATURES`]: what the network makes of it, form, origin, speaker."""
    score, kind, origin = attribution.score, attribution.kind, attribution.origin
    evidence = logit(score) if score is not None else 0.0
    indirect = kind == "indirect"
    return (
        evidence,
        evidence * indirect,
        indirect,
        kind == "mixed",
        score is None and attribution.source is not None,
        score is None and attribution.source is None,
        origin == "credit",
        origin == "headline",
        origin == "nested",
        speaker is None,
        speaker is not None and speaker.kind == "unnamed",
        speaker is not None and speaker.kind == "organisation",
        speaker is not None and speaker.kind == "person" and len(name_words(speaker.name)) == 1,
    )
