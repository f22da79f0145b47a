"""Reported speech: what was said, not only thought, wished or done.

Quotations were said. Of other attributions a logistic regression decides, by the network's scores and by their form.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_cue_verb
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.regression import logistic, logit
from pressq.text.lexicon import lexicon

__all__ = ["N_SPEECH_FEATURES", "is_reported_speech", "speech_features"]

N_SPEECH_FEATURES = 7
_MIN_PROBABILITY = 0.47  # below it most attributions are no reported speech
_FEW = 3  # words


def is_reported_speech(tokens: Tokens, attribution: Attribution, weights: Sequence[float]) -> bool:
    """Was the content said?

    Args:
        tokens: the article's words.
        attribution: with its final content.
        weights: [1 + `N_SPEECH_FEATURES`], the constant first.
    """
    return attribution.kind != "indirect" or logistic(speech_features(tokens, attribution), weights) >= _MIN_PROBABILITY


def speech_features(tokens: Tokens, attribution: Attribution) -> tuple[float, ...]:
    """The features of reported speech [`N_SPEECH_FEATURES`]."""
    words = [word for span in attribution.content for word in tokens.words_of(span) if word[0].isalnum()]
    cue = tokens.words_of(attribution.cue) if attribution.cue is not None else []
    first, _ = tokens.range(attribution.content[0])
    return (
        logit(attribution.score) if attribution.score is not None else 0.0,
        logit(attribution.p_speech),
        len(words) <= _FEW,
        not lexicon("subordinators").isdisjoint((*words[:1], *tokens.lower[max(0, first - 1) : first])),
        not lexicon("auxiliaries").isdisjoint(words),
        bool(cue) and not any(map(is_cue_verb, cue)),
        attribution.mention is None,
    )
