"""A choice among the quotations of one analysis: by kind, speaker, length and confidence. Nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from pressq.article import Quote, QuoteKind, Quotes, Speaker
from pressq.quotes import KINDS, filter_quotes
from pressq.text.names import plain
from pressq.text.words import words

__all__ = ["Selection", "select"]

_APOSTROPHES = re.compile("['’‘ʼʻ`´]")
_HYPHENS = re.compile(r"[-‐‑–—\s]+")


@dataclass(frozen=True, slots=True)
class Selection:
    """What `select` asks of a quotation, as a value; attitudes are excluded by default."""

    kinds: tuple[QuoteKind, ...] = KINDS
    attitudes: bool = False
    speakers: tuple[str, ...] = ()
    min_words: int = 0
    min_confidence: float = 0.0

    def among(self, found: Quotes) -> Quotes:
        """The quotations that meet all conditions, each as it was found, with the number it had.

        Raises:
            UsageError: there is no such kind.
        """
        of_kind = filter_quotes(found, self.kinds, attitudes=self.attitudes)
        names = re.compile("|".join(rf"(?<!\w){re.escape(_folded(name))}(?!\w)" for name in self.speakers))
        return replace(of_kind, quotes=tuple(quote for quote in of_kind.quotes if self._meets(quote, names)))

    def _meets(self, quote: Quote, names: re.Pattern[str]) -> bool:
        return (
            quote.confidence >= self.min_confidence
            and (not self.speakers or (quote.speaker is not None and _answers(quote.speaker, names)))
            and (not self.min_words or len(words(quote.text)) >= self.min_words)
        )


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
    return Selection(tuple(kinds), attitudes, tuple(speakers), min_words, min_confidence).among(found)


def _answers(speaker: Speaker, names: re.Pattern[str]) -> bool:
    return any(names.search(_folded(form)) for one in speaker.each for form in (one.name, *one.aliases))


def _folded(name: str) -> str:
    """A name in the form for comparison: without accents, case and curly apostrophes."""
    return plain(_HYPHENS.sub(" ", _APOSTROPHES.sub("", name))).strip()
