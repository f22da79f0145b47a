"""A choice among the quotations of one analysis: of what kind, by whom, how long, how sure. Nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from pressq.article import Quote, QuoteKind, Quotes, Speaker
from pressq.quotes import KINDS, of_kinds
from pressq.text.names import plain
from pressq.text.words import words

__all__ = ["select"]

_APOSTROPHES = re.compile("['’‘ʼʻ`´]")
_HYPHENS = re.compile(r"[-‐‑–—\s]+")


def select(
    found: Quotes,
    *,
    kinds: Collection[QuoteKind] = KINDS,
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
    requested = re.compile("|".join(rf"(?<!\w){re.escape(_folded(name))}(?!\w)" for name in speakers))

    def is_chosen(quote: Quote) -> bool:
        return (
            quote.confidence >= min_confidence
            and (not speakers or (quote.speaker is not None and _answers(quote.speaker, requested)))
            and (not min_words or len(words(quote.text)) >= min_words)
        )

    of_kind = of_kinds(found, kinds, attitudes=attitudes)
    return replace(of_kind, quotes=tuple(filter(is_chosen, of_kind.quotes)))


def _answers(speaker: Speaker, requested: re.Pattern[str]) -> bool:
    return any(requested.search(_folded(form)) for form in (speaker.name, *speaker.aliases))


def _folded(name: str) -> str:
    """A name as somebody may type it who has no accents, no curly apostrophes and no time."""
    return plain(_HYPHENS.sub(" ", _APOSTROPHES.sub("", name))).strip()
