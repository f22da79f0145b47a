"""The confidence of an attribution: logistic regression on features of its decoding and of its source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from pressq.article import Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.mentions.mention import NAME_KINDS, MentionSet
from pressq.quotes.sources.ranking import SourcedCandidate
from pressq.quotes.speakers.speaker_table import SpeakerTable

__all__ = ["N_CONFIDENCE_FEATURES", "calibrate", "confidence_features", "logistic", "logit"]

N_CONFIDENCE_FEATURES = 20


def calibrate(
    candidates: Iterable[SourcedCandidate],
    mention_set: MentionSet,
    speakers: SpeakerTable,
    weights: Mapping[str, Sequence[float]],
) -> list[Attribution]:
    """The attributions of candidates, each with its confidence.

    Args:
        candidates: the candidates with their sources.
        mention_set: the mentions of the article.
        speakers: their speakers.
        weights: "marked" for content with quotation marks and "unmarked" for the rest, [1 + `N_CONFIDENCE_FEATURES`]
            each, the constant first.
    """
    return [_attribution(each, mention_set, speakers, weights) for each in candidates]


def _attribution(
    each: SourcedCandidate, mention_set: MentionSet, speakers: SpeakerTable, weights: Mapping[str, Sequence[float]]
) -> Attribution:
    coordinated = speakers.coordinated(each.mention, each.candidate.source)
    numbers = coordinated if each.mention in coordinated else (each.mention,)  # the source of "they" is the pronoun
    source = [mention_set.mentions[number] for number in numbers if number is not None]
    return Attribution(
        each.candidate.content,
        Span(source[0].start, source[-1].end) if source else None,
        each.candidate.cue,
        logistic(confidence_features(each, speakers), weights["marked" if each.candidate.is_marked else "unmarked"]),
        each.mention,
        each.candidate.p_speech,
        coordinated=coordinated,
    )


def confidence_features(each: SourcedCandidate, speakers: SpeakerTable) -> tuple[float, ...]:
    """The features of the confidence: of the decoding, of the source, and of its cluster [`N_CONFIDENCE_FEATURES`]."""
    others = (probability for number, probability in each.probabilities.items() if number != each.mention)
    kind = speakers.kind(each.mention)
    return (
        *each.candidate.features,
        logit(each.probability),
        logit(max(others, default=0.0)),
        logit(speakers.probability_of(each.mention)) if each.mention is not None else 0.0,
        float(each.mention is None),
        float(kind in NAME_KINDS),
        float(kind == "organisation"),
        each.candidate.p_speech,
    )


def logistic(features: Sequence[float], weights: Sequence[float]) -> float:
    """The probability by logistic regression; the first weight is the constant."""
    score = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def logit(probability: float) -> float:
    """The logarithm of the odds, of a probability clipped to 0.01 to 0.99."""
    probability = min(max(probability, 1e-2), 1 - 1e-2)
    return math.log(probability / (1 - probability))
