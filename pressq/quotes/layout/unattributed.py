"""Quotations that no attribution covers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pressq.article import QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens

__all__ = ["unattributed_quotations"]

_MAX_PHRASE = 5  # words: a longer quotation counts even without a cue
_CONFIDENCE = 0.2


def unattributed_quotations(
    attributions: Sequence[Attribution], tokens: Tokens, titles: Collection[int]
) -> Iterator[Attribution]:
    """The quotations longer than a phrase that are in no attribution and are no title.

    Args:
        attributions: those found so far.
        tokens: the article's words.
        titles: the numbers of the marked segments that are titles.
    """
    covered = bytearray(len(tokens))
    for first, end in (tokens.range(span) for each in attributions for span in each.content):
        covered[first:end] = b"\1" * (end - first)
    for index, (segment, (first, end)) in enumerate(zip(tokens.segments, tokens.bounds, strict=True)):
        words = sum(form[0].isalnum() for form in tokens.forms[first:end])
        if words > _MAX_PHRASE and index not in titles and not any(covered[first:end]):
            span = QuoteSpan(segment.start, segment.end, True)
            yield Attribution((span,), None, None, _CONFIDENCE)
