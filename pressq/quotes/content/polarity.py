"""Polarity: whether the source asserts the content, or denies, rejects, disputes or doubts it.

The cue decides: a verb or noun of denial, or a negation of any other verb. `polarity` is the one place that decides, so
that a learned scorer can take its place.
"""

from __future__ import annotations

import re

from pressq.article import Polarity
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_speech_verb, word_forms
from pressq.text.lexicon import lexicon, once_a_language

__all__ = ["is_denial", "polarity"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NEGATED = r"(?:\b(?:not|never|cannot|no longer)\b|n['’]t\b)(?! (?:only|just|merely|simply)\b)"
_NO_ONE = re.compile(r"(?:nobody|no[ -]one|none|neither)\b", re.IGNORECASE)
_AS = re.compile(r"\bas(?: an?| the)? *[\"'“‘«]? *$")  # "dismissed the report as “nonsense”" asserts the nonsense
_OBJECT = re.compile(r"[\w ’'-]{0,40}[\"“‘«] *")
_HEAD = 4  # words of a content in which the noun stands that names a claim
_BEFORE = 20  # characters before a cue in which its negation may stand


@once_a_language(8)
def _negations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A negation in a cue, and one that stands before it."""
    words = "|".join(sorted(map(re.escape, lexicon("negating-words"))))
    negated = rf"{_NEGATED}|(?<!\w)(?:{words})(?!\w)" if words else _NEGATED
    return re.compile(negated, re.IGNORECASE), re.compile(rf"(?:{negated}) ?(?:\w+ )?$", re.IGNORECASE)


def is_denial(text: str, attribution: Attribution) -> bool:
    """Whether the source denies a claim, which is speech: "denied that she left", "denied leaving", "rejected claims".

    Who rejects an offer or is denied bail says nothing, nor does who did not say whether she left.
    """
    if attribution.cue is None or polarity(text, attribution) == "asserted":
        return False
    cue = _words(attribution.cue.of(text))
    said = [word for span in attribution.content for word in _words(span.of(text))]
    that = "that" in (*said[:1], *_words(text[: attribution.content[0].start][-_BEFORE:])[-1:])
    if word_forms("denial-cues").isdisjoint(cue):
        return that and word_forms("refusal-cues").isdisjoint(cue) and any(map(is_speech_verb, cue))
    clause = that or said[:1] == [word for word in said[:1] if word.endswith("ing")]
    return (
        clause
        or not lexicon("auxiliaries").isdisjoint(said)
        or not word_forms("claim-nouns").isdisjoint((*cue, *said[:_HEAD]))
    )


def polarity(text: str, attribution: Attribution) -> Polarity:
    """Whether the source asserts the content or denies it.

    Args:
        text: the article's.
        attribution: with its final content, cue and source.
    """
    if attribution.cue is None:
        return "asserted"
    cue = attribution.cue.of(text)
    words = _words(cue)
    denied = not word_forms("denial-cues").isdisjoint(words)
    inside, ahead = _negations()
    before = text[max(0, attribution.cue.start - _BEFORE) : attribution.cue.start]
    negated = bool(inside.search(cue) or ahead.search(before)) or not word_forms("refusal-cues").isdisjoint(words)
    if attribution.source is not None and _NO_ONE.match(attribution.source.of(text)):
        negated = not negated
    return "denied" if denied != negated and not _is_own_words(text, attribution, words) else "asserted"


def _is_own_words(text: str, attribution: Attribution, cue: list[str]) -> bool:
    """Whether the quoted words are the source's own, not those denied: "No," she denied; dismissed it as “nonsense”."""
    assert attribution.cue is not None
    quoted = next((span for span in attribution.content if span.quoted), None)
    if quoted is None:
        return False
    between = text[attribution.cue.end : quoted.start]
    if _AS.search(text[attribution.cue.start : quoted.start]) and not word_forms("dismissals").isdisjoint(cue):
        return True
    return attribution.kind == "direct" and not _OBJECT.fullmatch(between)


def _words(cue: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(cue)]
