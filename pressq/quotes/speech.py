"""Said, or only thought, wished and done: which attributions are speech.

The network scores its words; whether what stands outside of marks is a report that a reader would call one is weighed
by a logistic regression, as the confidence is.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressq.quotes.analysis import confidence, logit
from pressq.quotes.attribution import PHRASE, Attribution
from pressq.quotes.cues import is_cue_verb
from pressq.quotes.tokens import Tokens
from pressq.text.lexicon import lexicon
from pressq.text.words import words

__all__ = ["FEATURES", "features", "is_speech"]

FEATURES = 7
# The chances from which it counts as speech, between marks and outside of them: most of what is less sure is wrong.
_SPOKEN, _REPORTED = 0.1, 0.47
_FEW = 3  # words: hardly a report


def is_speech(tokens: Tokens, attribution: Attribution, weights: Sequence[float]) -> bool:
    """Was it said, as far as one can be sure of it at all? Nobody quotes at length what was only thought.

    Args:
        tokens: the article's words.
        attribution: with the edges of its content set right.
        weights: [1 + `FEATURES`] of what stands outside of marks, the constant first.
    """
    marked = [span for span in attribution.content if span.quoted]
    if not marked:
        return confidence(features(tokens, attribution), weights) >= _REPORTED
    at_length = any(len(words(tokens.text, span.start, span.end)) > PHRASE for span in marked)
    return attribution.confidence * (1.0 if at_length else attribution.said) >= _SPOKEN


def features(tokens: Tokens, attribution: Attribution) -> tuple[float, ...]:
    """What tells whether something outside of marks is reported speech: [`FEATURES`]."""
    forms = (form for span in attribution.content for form in tokens.lower[slice(*tokens.range(span))])
    told = [form for form in forms if form[0].isalnum()]
    cue = tokens.lower[slice(*tokens.range(attribution.cue))] if attribution.cue is not None else []
    first, _ = tokens.range(attribution.content[0])
    return (
        logit(attribution.confidence),
        logit(attribution.said),
        len(told) <= _FEW,
        "that" in (*told[:1], *tokens.lower[max(0, first - 1) : first]),
        not lexicon("auxiliaries").isdisjoint(told),
        bool(cue) and not any(map(is_cue_verb, cue)),
        attribution.mention is None,
    )
