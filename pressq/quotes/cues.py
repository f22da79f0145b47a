"""Cues: verbs that attribute words, thoughts or wishes."""

from __future__ import annotations

from pressq.text.lexicon import lexicon, once_a_language

__all__ = ["is_cue_verb", "is_speech_verb"]


@once_a_language(4)
def _forms(name: str) -> frozenset[str]:
    """Every form of the verbs in a lexicon."""
    return frozenset(form for entry in lexicon(name) for form in entry.split())


def is_speech_verb(form: str) -> bool:
    """Is a word in lower case a form of a verb of speech or writing ("said", "adding")?"""
    return form in _forms("speech-verbs")


def is_cue_verb(form: str) -> bool:
    """Is a word in lower case a form of a verb that attributes speech, thought, wish or feeling ("wanted")?"""
    return is_speech_verb(form) or form in _forms("belief-verbs")
