"""Names, split and compared: the only place that says when two forms can be the name of one person or organisation."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["is_initials", "is_person_form", "is_short_form", "name_words", "without_clitic"]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_CLITIC = re.compile(r"(?:['’]s|(?<=s)['’])\Z", re.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_FIRMS = frozenset(
    {"inc", "corp", "co", "ltd", "llc", "plc", "company", "corporation", "limited", "group", "ag", "gmbh", "sa"}
)
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "a"})


def without_clitic(form: str) -> str:
    """A name without a possessive ending ("Okoro's", "the Jets'")."""
    return _CLITIC.sub("", form)


@lru_cache(maxsize=1 << 14)
def name_words(form: str) -> tuple[str, ...]:
    """The words of a name in lower case, without an article before it, marks and a possessive ending."""
    words = tuple(word.casefold().replace("’", "'") for word in _WORD.findall(without_clitic(form)))
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def is_person_form(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Can a person of the name `full` be called `short`? Both are `name_words`.

    A surname, a first name, or some of the words, initials standing for names: ("lee",), ("a", "lee") and
    ("ann", "lee") for ("ann", "b", "lee").
    """
    short, full = _unsuffixed(short), _unsuffixed(full)
    if not short or len(short) > len(full):
        return False
    if len(short) == 1:
        return short[0] in (full[-1], full[0]) or (len(full) > 2 and short[0] in full)
    if short[-1] != full[-1]:
        return short == full[: len(short)] or short == full[-len(short) :]
    rest = list(full[:-1])
    for word in short[:-1]:
        match = next((place for place, other in enumerate(rest) if _alike(word, other)), None)
        if match is None:
            return False
        del rest[: match + 1]
    return True


def _alike(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])


def _unsuffixed(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 1 and words[-1] in _SUFFIXES else words


def is_short_form(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Can an organisation of the name `full` be called `short`? Both are `name_words`.

    The same but for words such as "Inc"; its first words; its last words, if they are two at least.
    """
    bare = tuple(word for word in full if word not in _FIRMS) or full
    short = tuple(word for word in short if word not in _FIRMS) or short
    if not short or len(short) > len(full):
        return False
    if short in (full, bare) or short == full[: len(short)]:
        return True
    return len(short) > 1 and short == full[-len(short) :]


def is_initials(short: str, full: str) -> bool:
    """Is `short` made of the first letters of the words of `full` ("BCC" for "Bay City Council")?"""
    letters = re.sub(r"[^\w]", "", without_clitic(short))
    if len(letters) < 2 or not letters[0].isupper() or " " in short:
        return False
    words = [word for word in _WORD.findall(full) if word.casefold() not in _ARTICLES]
    firsts = [part[0] for word in words for part in word.split("-") if part]
    heavy = [word[0] for word in words if word.casefold() not in _SMALL]
    return letters.casefold() in ("".join(firsts).casefold(), "".join(heavy).casefold())
