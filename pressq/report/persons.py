"""Whether two names are one person's: surnames, given names that fit, without titles, accents and capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from pressq.article import Speaker
from pressq.text.lexicon import lexicon

__all__ = ["likeness", "without_titles"]

_PART = re.compile(r"[^\W_][\w.'’-]*")
_ACCENT = re.compile("[\u0300-\u036f]")
_EQUAL, _SHORTENED, _FIRST_NAME = 3, 2, 1


def likeness(one: Speaker, other: Speaker) -> int | None:
    """How surely two speakers, as two texts name them, are one: 3 the same name, 2 a shorter form of it, 1 a first name
    only, 0 different names; None where the names cannot tell, as with "the president" and an organisation.
    """
    if one.kind == other.kind == "person":
        return max(_same_person(mine, theirs) for mine in _forms(one) for theirs in _forms(other))
    if any(_folded(mine) == _folded(theirs) for mine in _forms(one) for theirs in _forms(other)):
        return _EQUAL
    if one.kind == "unnamed" and other.kind != "unnamed":
        return likeness(other, one)
    if other.kind == "unnamed":
        told = [_bare(_folded(form)) for form in (*_forms(one), one.role or "")]
        label = _bare(_folded(other.name))
        return _SHORTENED if label and any(form[: len(label)] == label for form in told) else None
    return None


def without_titles(name: str) -> str:
    """A name without what stands before it: "SEN. VARGA" is VARGA."""
    parts = name.split()
    while len(parts) > 1 and _is_title(parts[0]):
        parts.pop(0)
    return " ".join(parts)


def _is_title(word: str) -> bool:
    forms = {word, word.rstrip("."), word.capitalize(), word.capitalize().rstrip(".")}
    return bool(forms & lexicon("titles", "honorifics")) or word.lower() == "the"


def _forms(speaker: Speaker) -> tuple[str, ...]:
    return speaker.name, *speaker.aliases


def _folded(name: str) -> list[str]:
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", name)).casefold().replace("’", "'")
    return [part.rstrip(".").removesuffix("'s") for part in _PART.findall(plain)]


def _bare(parts: Sequence[str]) -> Sequence[str]:
    return parts[parts[:1] == ["the"] :]


def _same_person(one: str, other: str) -> int:
    suffixes = {suffix.rstrip(".").casefold() for suffix in lexicon("name-suffixes")}
    names = [[part for part in _folded(without_titles(name)) if part not in suffixes] for name in (one, other)]
    short, full = sorted(names, key=len)
    if not short:
        return 0
    if sorted(short) == sorted(full):
        return _EQUAL
    if len(short) == 1:
        return _SHORTENED if short[0] == full[-1] else _FIRST_NAME if short[0] in full else 0
    if all(part in full for part in short):
        return _SHORTENED
    given = any(_same_given(short[0], part) for part in full[:-1])
    return _SHORTENED if short[-1] == full[-1] and given else 0


def _same_given(one: str, other: str) -> bool:
    """Whether two given names are equal, or one is short for the other."""
    if one == other or (1 in {len(one), len(other)} and one[:1] == other[:1]):
        return True
    return bool(_called().get(one, {one}) & _called().get(other, {other}))


@cache
def _called() -> dict[str, set[str]]:
    """Of each given name and each short form the given names that it may stand for."""
    given: dict[str, set[str]] = {}
    for entry in lexicon("nicknames"):
        name, *short = entry.casefold().split()
        for form in (name, *short):
            given.setdefault(form, set()).add(name)
    return given
