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
      | [@\#]?{_CHARACTER}+                             # word, @handle, #tag
    )
    (?:{_JOINT}{_CHARACTER}+(?:[.,]\d+)*)*              # don't, COVID-19, U.S.-led, AT&T
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=256)  # an article's words are asked for more than once
def words(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """Where the words of `text[start:end]` start and end, in reading order; punctuation is not a word.

    What a reader takes for one word is one: don't, COVID-19, U.S., 3.5, $4m, AT&T. An apostrophe at either edge
    ('em, players') is left out, since it may be a quotation mark.

    Args:
        text: the article's text.
        start, end: the stretch to look at, in code points; offsets in the result are of `text`.
    """
    stretch = len(text) if end is None else end
    return tuple(match.span() for match in _WORD.finditer(text, start, stretch))
