"""A choice among quotations: by who speaks, how long, how sure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from pressq.article import Quote, Quotes, Speaker
from pressq.text.words import words

__all__ = ["select"]


def select(found: Quotes, *, speakers: Collection[str] = (), min_words: int = 0, min_confidence: float = 0.0) -> Quotes:
    """The quotations that meet all conditions, numbered anew.

    Args:
        found: the quotations of an article.
        speakers: names, whole or in part ("Li", "li changan"), of which one must be a speaker's name or alias, or a
            run of whole words in it; upper and lower case are the same. Empty: everybody, unattributed ones too.
        min_words: the fewest words.
        min_confidence: the least confidence, 0 to 1.
    """
    wanted = re.compile("|".join(rf"(?<!\w){re.escape(' '.join(name.casefold().split()))}(?!\w)" for name in speakers))

    def chosen(quote: Quote) -> bool:
        return (
            quote.confidence >= min_confidence
            and (not speakers or (quote.speaker is not None and _answers(quote.speaker, wanted)))
            and (not min_words or len(words(quote.text)) >= min_words)
        )

    kept = filter(chosen, found.quotes)
    return replace(found, quotes=tuple(replace(quote, id=number) for number, quote in enumerate(kept, start=1)))


def _answers(speaker: Speaker, wanted: re.Pattern[str]) -> bool:
    return any(wanted.search(" ".join(form.casefold().split())) for form in (speaker.name, *speaker.aliases))
