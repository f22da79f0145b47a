"""Speaker matching across texts: do two names mean one speaker?"""

from __future__ import annotations

from pressq.article import Speaker
from pressq.text.names import name_likeness, name_words, plain

__all__ = ["match_speakers"]

_EQUAL, _SHORTENED = 3, 2


def match_speakers(one: Speaker, other: Speaker) -> int | None:
    """Rank how surely two speakers of two texts are one.

    Of two persons it is that of their names (`pressq.text.names.name_likeness`); else 3 where the names are the same, 2
    where one is what the other is called or its role begins with, and None where they cannot tell, as with "the
    president" and an organisation. Of several who speak together the likest count.
    """
    if one.members or other.members:
        alike = [match_speakers(mine, theirs) for mine in one.each for theirs in other.each]
        return max((each for each in alike if each is not None), default=None)
    if one.kind == other.kind == "person":
        return max(name_likeness(mine, theirs) for mine in _forms(one) for theirs in _forms(other))
    if not {_words(form) for form in _forms(one)}.isdisjoint(map(_words, _forms(other))):
        return _EQUAL
    if one.kind == "unnamed" and other.kind != "unnamed":
        return match_speakers(other, one)
    if other.kind == "unnamed":
        label = _words(other.name)
        known = [_words(form) for form in (*_forms(one), one.role or "")]
        return _SHORTENED if label and any(form[: len(label)] == label for form in known) else None
    return None


def _forms(speaker: Speaker) -> tuple[str, ...]:
    return speaker.name, *speaker.aliases


def _words(name: str) -> tuple[str, ...]:
    return name_words(plain(name))
