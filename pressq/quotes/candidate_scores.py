"""The score of a candidate attribution: logistic regression on features of its decoding and of its source.

Unlikely candidates are dropped by it. The confidence that a reader sees is computed last, from the score among others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pressq.article import Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.mentions.mention import NAME_KINDS, MentionSet
from pressq.quotes.regression import logistic, logit
from pressq.quotes.sources.ranking import SourcedCandidate
from pressq.quotes.speakers.speaker_table import SpeakerTable

__all__ = ["N_SCORE_FEATURES", "score_candidates", "score_features"]

N_SCORE_FEATURES = 20


def score_candidates(
    candidates: Iterable[SourcedCandidate],
    mention_set: MentionSet,
    speakers: SpeakerTable,
    marked: Sequence[float],
    unmarked: Sequence[float],
) -> list[Attribution]:
    """The attributions of candidates, each with its score.

    Args:
        candidates: the candidates with their sources.
        mention_set: the mentions of the article.
        speakers: their speakers.
        marked, unmarked: the weights for content with quotation marks and for the rest, [1 + `N_SCORE_FEATURES`]
            each, the constant first.
    """
    return [
        _attribution(each, mention_set, speakers, marked if each.candidate.is_marked else unmarked)
        for each in candidates
    ]


def _attribution(
    each: SourcedCandidate, mention_set: MentionSet, speakers: SpeakerTable, weights: Sequence[float]
) -> Attribution:
    coordinated = speakers.coordinated(each.mention, each.candidate.source)
    numbers = coordinated if each.mention in coordinated else (each.mention,)  # the source of "they" is the pronoun
    source = [mention_set.mentions[number] for number in numbers if number is not None]
    return Attribution(
        each.candidate.content,
        Span(source[0].start, source[-1].end) if source else None,
        each.candidate.cue,
        logistic(score_features(each, speakers), weights),
        each.mention,
        each.candidate.p_speech,
        coordinated=coordinated,
    )


def score_features(each: SourcedCandidate, speakers: SpeakerTable) -> tuple[float, ...]:
    """The features of the score: of the decoding, of the source, and of its cluster [`N_SCORE_FEATURES`]."""
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
