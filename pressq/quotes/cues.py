"""Cues: the verbs and nouns that say that words, thoughts or wishes are somebody's."""

from __future__ import annotations

from functools import cache

from pressq.text.lexicon import lexicon

__all__ = [
    "is_belief",
    "is_cue_verb",
    "is_finite_cue",
    "is_speech",
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


def is_cue_verb(form: str) -> bool:
    """Is this, in lower case, a form of a verb that attributes, be it speech or thought?"""
    return is_speech(form) or is_belief(form)


def is_finite_cue(form: str) -> bool:
    """A cue that can be the verb of a clause by itself: not an infinitive and not a participle in -ing."""
    verb = _forms("speech-verbs").get(form) or _forms("belief-verbs").get(form)
    return (
        verb is not None and not form.endswith("ing") and (form != verb or verb in ("read", "put", "hit", "forecast"))
    )
