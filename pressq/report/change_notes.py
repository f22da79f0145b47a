"""Notes on a change of words: it touches a negation, a number or a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pressq.article import Passage
from pressq.report.context import negations
from pressq.report.normalisation import normalise
from pressq.report.verification import Change, Note
from pressq.text.lexicon import lexicon

__all__ = ["notes_on_change"]

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_OPENING = re.compile(r"(?:^|[.!?:…\n\"“‘(])\W*$")
_NEAR = 12


def notes_on_change(change: Change, article_text: str, source_text: str) -> set[Note]:
    """Notes on a change between the text of an article and the text of a source."""
    notes: set[Note] = set()
    quoted, said = ([match[0] for match in _WORD.finditer(side.text)] for side in (change.quote, change.source))
    if negations(quoted) != negations(said) or _is_opposite(quoted, said):
        notes.add("negation")
    if _numbers(change.quote) != _numbers(change.source):
        notes.add("number")
    if Counter(_names(change.quote, article_text)) != Counter(_names(change.source, source_text)):
        notes.add("name")
    return notes


def _is_opposite(quoted: list[str], said: list[str]) -> bool:
    """Does a word gain or lose a negating prefix ("able", "unable")?"""
    one, other = ({word.casefold() for word in words} for words in (quoted, said))
    return any(
        prefix + word in theirs
        for mine, theirs in ((one, other), (other, one))
        for word in mine
        for prefix in _PREFIXES
    )


def _numbers(side: Passage) -> Counter[str]:
    return Counter(key for key in normalise(side.text).keys if key[0].isdigit())


def _names(side: Passage, text: str) -> Iterator[str]:
    """The words with a capital; one that opens a sentence only where it is known as a name."""
    for match in _WORD.finditer(side.text):
        word = match[0]
        if not word[0].isupper() or word == "I" or word.startswith(("I'", "I’")):
            continue
        start = side.start + match.start()
        if not _OPENING.search(text[max(0, start - _NEAR) : start]) or word in _known():
            yield word.casefold()


def _known() -> frozenset[str]:
    return lexicon("given-names", "places", "countries", "demonyms", "calendar")
