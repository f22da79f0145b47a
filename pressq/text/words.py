"""Words: where they start and end in a text."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["words"]

# A combining accent belongs to the letter before it, a soft hyphen to the word it may break.
_LETTER = r"[^\W\d_]"
_CHARACTER = r"[\w\u00ad\u0300-\u036f]"
_JOINT = r"[-\u2010\u2011'\u2019&]"

_WORD = re.compile(
    rf"""
    (?:
        {_LETTER}(?:\.{_LETTER})+(?!{_CHARACTER})\.?    # U.S., a.m., e.g. (the last stop too)
      | [$€£¥]?\d+(?:[.,:/]\d+)*{_CHARACTER}*%?         # 3.5, $4m, 10,000, 7:30, 1990s, 12%
      | [@\#]?{_CHARACTER}+(?:\+{{1,2}}(?![\w+]))?       # word, @handle, #tag, Disney+
    )
    (?:{_JOINT}{_CHARACTER}+(?:[.,]\d+)*)*              # don't, COVID-19, U.S.-led, AT&T
    """,
    re.VERBOSE,
)

# French joins with an apostrophe or a hyphen what are two words: l'affaire, qu'il, dit-elle, a-t-on.
_ELIDED = r"\b(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['\u2019](?=\w)"
_INVERTED = r"-(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous|ce|t)\b"
_FRENCH = re.compile(
    rf"{_ELIDED}|" + _WORD.pattern.replace(f"(?:{_JOINT}", f"(?:(?!{_INVERTED}){_JOINT}"), re.VERBOSE | re.IGNORECASE
)


@lru_cache(maxsize=256)  # an article's words are asked for more than once
def words(
    text: str, start: int = 0, end: int | None = None, language: str | None = None
) -> tuple[tuple[int, int], ...]:
    """Where the words of `text[start:end]` start and end, in reading order; punctuation is not a word.

    What a reader takes for one word is one: don't, COVID-19, U.S., 3.5, $4m, AT&T. An apostrophe at either edge
    ('em, players') is left out, since it may be a quotation mark.

    Args:
        text: the article's text.
        start, end: the stretch to look at, in code points; offsets in the result are of `text`.
        language: the ISO 639-1 code of its language; None for one that joins no words.
    """
    stretch = len(text) if end is None else end
    pattern = _FRENCH if language == "fr" else _WORD
    return tuple(match.span() for match in pattern.finditer(text, start, stretch))
