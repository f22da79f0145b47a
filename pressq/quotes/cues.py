"""Cues: verbs that attribute words, thoughts or wishes."""

from __future__ import annotations

from pressq.text.lexicon import lexicon, once_a_language

__all__ = ["is_cue_verb", "is_speech_verb", "word_forms"]


@once_a_language(16)
def word_forms(name: str) -> frozenset[str]:
    """Every form of the words in a lexicon that has all forms of a word in one line."""
    return frozenset(form for entry in lexicon(name) for form in entry.split())


def is_speech_verb(form: str) -> bool:
    """Is a word in lower case a form of a verb of speech or writing ("said", "adding")?"""
    return form in word_forms("speech-verbs")


def is_cue_verb(form: str) -> bool:
    """Is a word in lower case a form of a verb that attributes speech, thought, wish or feeling ("wanted")?"""
    return is_speech_verb(form) or form in word_forms("belief-verbs")
