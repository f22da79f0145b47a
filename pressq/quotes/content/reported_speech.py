"""Said, or only thought, wished and done: which attributions are speech.

What stands between marks is. Whether the rest is a report that a reader would call one is weighed by a logistic
regression, as the confidence is: by how the network scores it, and by its form.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressq.quotes.attribution import Attribution
from pressq.quotes.calibration import logistic, logit
from pressq.quotes.cues import is_cue_verb
from pressq.quotes.encoding.tokens import Tokens
from pressq.text.lexicon import lexicon

__all__ = ["N_SPEECH_FEATURES", "is_reported_speech", "speech_features"]

N_SPEECH_FEATURES = 7
_REPORTED = 0.47  # the chance from which it is a report: most of what is less sure is none
_FEW = 3  # words: hardly one


def is_reported_speech(tokens: Tokens, attribution: Attribution, weights: Sequence[float]) -> bool:
    """Was it said, as far as one can be sure of it?

    Args:
        tokens: the article's words.
        attribution: with the edges of its content set right.
        weights: [1 + `N_SPEECH_FEATURES`] of what stands outside of marks, the constant first.
    """
    return attribution.kind != "indirect" or logistic(speech_features(tokens, attribution), weights) >= _REPORTED


def speech_features(tokens: Tokens, attribution: Attribution) -> tuple[float, ...]:
    """What tells whether something outside of marks is reported speech: [`N_SPEECH_FEATURES`]."""
    told = [word for span in attribution.content for word in tokens.words_of(span) if word[0].isalnum()]
    cue = tokens.words_of(attribution.cue) if attribution.cue is not None else []
    first, _ = tokens.range(attribution.content[0])
    return (
        logit(attribution.confidence),
        logit(attribution.p_speech),
        len(told) <= _FEW,
        not lexicon("subordinators").isdisjoint((*told[:1], *tokens.lower[max(0, first - 1) : first])),
        not lexicon("auxiliaries").isdisjoint(told),
        bool(cue) and not any(map(is_cue_verb, cue)),
        attribution.mention is None,
    )
