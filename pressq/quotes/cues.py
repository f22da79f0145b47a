"""Cues: the verbs and nouns that say that words, thoughts or wishes are somebody's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pressq.text.lexicon import lexicon

__all__ = [
    "is_belief",
    "is_cue_noun",
    "is_cue_verb",
    "is_finite_cue",
    "is_heard",
    "is_order",
    "is_speech",
    "is_speech_noun",
    "is_telling",
]


@cache
def _forms(name: str) -> dict[str, str]:
    """Every form of the verbs in a lexicon, with the verb."""
    return {form: entry.split()[0] for entry in lexicon(name) for form in entry.split()}


def is_speech(form: str) -> bool:
    """Is this, in lower case, a form of a verb that reports speech or writing ("said", "adding")?"""
    return form in _forms("speech-verbs")


def is_belief(form: str) -> bool:
    """Is this, in lower case, a form of a verb of thought, wish or feeling ("believes", "wanted")?"""
    return form in _forms("belief-verbs")


def is_telling(form: str) -> bool:
    """Is this, in lower case, a form of a verb whose object is the hearer or the accused ("told", "accuses")?"""
    return form in _forms("telling-verbs")


def is_order(form: str) -> bool:
    """Is this, in lower case, a form of a verb by which somebody is asked or told to do something ("urged")?"""
    return form in _forms("order-verbs")


def is_cue_verb(form: str) -> bool:
    """Is this, in lower case, a form of a verb that attributes, be it speech or thought?"""
    return is_speech(form) or is_belief(form)


def is_finite_cue(form: str) -> bool:
    """A cue that can be the verb of a clause by itself: not an infinitive and not a participle in -ing."""
    verb = _forms("speech-verbs").get(form) or _forms("belief-verbs").get(form)
    return (
        verb is not None and not form.endswith("ing") and (form != verb or verb in ("read", "put", "hit", "forecast"))
    )


def is_cue_noun(form: str) -> bool:
    """Is this, in lower case and singular or plural, a noun that attributes ("claim", "statements")?"""
    nouns = lexicon("cue-nouns")
    return form in nouns or (form.endswith("s") and form[:-1] in nouns)


def is_speech_noun(form: str) -> bool:
    """Is this a noun that attributes speech or writing ("claim", "statements"), not thought ("hope")?"""
    return is_cue_noun(form) and not {form, form.removesuffix("s")} & lexicon("thought-nouns")


def is_heard(cue: Iterable[str]) -> bool:
    """Does a cue, its words in lower case, tell of speech or writing ("said", "repeated claims", "according to")?"""
    return any(word == "according" or is_speech(word) or is_speech_noun(word) for word in cue)
