"""Transcripts as data: records of who speaks and what they say, which are the turns of one article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

__all__ = ["Turn", "transcript", "turn_of", "turns_of"]

_SPEAKER = ("speaker", "speaker_name", "speakername")
_WORDS = ("text", "words", "content", "transcript", "utterance")
_TURNS = ("turns", "utterances", "segments", "transcript", "speeches")
_OF_ARTICLES = frozenset({"id", "_id", "title", "headline", "byline", "author", "date", "published", "url"})

Turn = tuple[str, str]
"""A speaker and their words."""


def turn_of(value: Any) -> Turn | None:
    """The turn that a record is; None where it is no turn, or a speech with a title, a date or an id of its own."""
    if not isinstance(value, dict):
        return None
    named = {str(name).casefold(): content for name, content in value.items()}
    return None if not _OF_ARTICLES.isdisjoint(named) else _turn(named)


def turns_of(named: Mapping[str, Any]) -> list[Turn]:
    """The turns in a record that holds a transcript, its names in small letters; none where it holds no such list."""
    for name in _TURNS:
        inside = named.get(name)
        if isinstance(inside, list) and inside and all(isinstance(each, dict) for each in inside):
            turns = [_turn({str(field).casefold(): content for field, content in each.items()}) for each in inside]
            if all(turns):
                return [turn for turn in turns if turn]
    return []


def _turn(named: Mapping[str, Any]) -> Turn | None:
    speaker, words = _text(named, _SPEAKER), _text(named, _WORDS)
    return (speaker, words) if speaker and words else None


def _text(named: Mapping[str, Any], names: Iterable[str]) -> str:
    found = (named[name] for name in names if isinstance(named.get(name), str))
    return " ".join(next(found, "").split())


def transcript(turns: Iterable[Turn]) -> str:
    """The turns as a text with labels; what one speaker says in several records becomes one turn."""
    spoken = groupby(turns, key=lambda turn: turn[0])
    return "\n\n".join(f"{speaker}: {' '.join(words for _, words in said)}" for speaker, said in spoken)
