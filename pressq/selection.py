"""A choice among the quotations of one analysis: of what kind, by whom, how long, how sure. Nothing else changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from typing import get_args

from pressq.article import Quote, QuoteKind, Quotes, Speaker
from pressq.errors import UsageError
from pressq.text.words import words

__all__ = ["select"]


_KINDS: tuple[QuoteKind, ...] = get_args(QuoteKind)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")
_HYPHENS = re.compile(r"[-‐‑–—\s]+")


def select(
    found: Quotes,
    *,
    kinds: Collection[QuoteKind] = _KINDS,
    attitudes: bool = True,
    speakers: Collection[str] = (),
    min_words: int = 0,
    min_confidence: float = 0.0,
) -> Quotes:
    """The quotations that meet all conditions, each as it was found, with the number it had.

    Args:
        found: the quotations of an article.
        kinds: direct, mixed, indirect.
        attitudes: also those which were only thought, wished or done, and not said.
        speakers: names, whole or in part ("Li", "li changan"), of which one must be a speaker's name or alias, or a
            run of whole words in it; case, accents, apostrophes and hyphens make no difference. Empty: everybody,
            unattributed ones too.
        min_words: the fewest words.
        min_confidence: the least confidence, 0 to 1.

    Raises:
        UsageError: there is no such kind.
    """
    for kind in kinds:
        if kind not in _KINDS:
            raise UsageError(f"{kind!r} is not one of {', '.join(_KINDS)}")
    wanted = re.compile("|".join(rf"(?<!\w){re.escape(_folded(name))}(?!\w)" for name in speakers))

    def chosen(quote: Quote) -> bool:
        return (
            quote.kind in kinds
            and (attitudes or quote.speech)
            and quote.confidence >= min_confidence
            and (not speakers or (quote.speaker is not None and _answers(quote.speaker, wanted)))
            and (not min_words or len(words(quote.text)) >= min_words)
        )

    return replace(found, quotes=tuple(filter(chosen, found.quotes)))


def _answers(speaker: Speaker, wanted: re.Pattern[str]) -> bool:
    return any(wanted.search(_folded(form)) for form in (speaker.name, *speaker.aliases))


def _folded(name: str) -> str:
    """A name as somebody may type it who has no accents, no curly apostrophes and no time."""
    plain = _HYPHENS.sub(" ", _APOSTROPHES.sub("", name.casefold())).translate(_LETTERS).strip()
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
