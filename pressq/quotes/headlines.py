"""What titles and subheads quote, which is said by whoever says it in the body ("‘We stay’, says mayor")."""

from __future__ import annotations

from collections.abc import Sequence

from pressq.article import QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.tokens import Tokens

__all__ = ["headlines"]

_SURE = 0.86  # the confidence from which a headline itself tells who says it
_ORNAMENTS = " \t\n-–—*_#\"'“”‘’"


def headlines(tokens: Tokens, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions; what titles and subheads quote, unsure of its source, is given to the one it has in the body.

    Args:
        tokens: the article's words.
        found: the attributions so far.
    """
    spoken = [(_words(tokens, *tokens.range(span)), each) for each in found for span in _in_body(tokens, each)]
    kept = list(found)
    for index, (first, end) in enumerate(tokens.bounds):
        words, whole = _words(tokens, first, end), _is_subhead(tokens, index)
        if not words or (tokens.kind(first) == "body" and not whole):
            continue
        sourced = (each for each in found if each.source and index in map(tokens.segment_of, each.content))
        holding = [(said, each) for said, each in spoken if _holds(said, words)]
        if not holding or (not whole and any(each.confidence >= _SURE for each in sourced)):
            continue
        _, body = min(holding, key=lambda pair: len(pair[0]))  # what says little more than the headline
        parts = [tuple(span for span in each.content if tokens.segment_of(span) != index) for each in kept]
        kept = [each.with_content(rest) for each, rest in zip(kept, parts, strict=True) if rest]
        segment = tokens.segments[index]
        kept.append(body.with_content([QuoteSpan(segment.start, segment.end, True)]))
    return kept


def _holds(said: str, words: str) -> bool:
    """Is what a headline quotes a part of what is said; and a single word, which is anybody's, all of it?"""
    return said == words or (" " in words and f" {words} " in f" {said} ")


def _is_subhead(tokens: Tokens, index: int) -> bool:
    """Is a quotation, without a mark that ends a sentence, all that stands in its paragraph ("- ‘We stay’ -")?"""
    segment = tokens.segments[index]
    block = tokens.blocks[tokens.paragraph_of(segment)]
    words = segment.of(tokens.text).strip(_ORNAMENTS)
    return block.of(tokens.text).strip(_ORNAMENTS) == words and words[-1:].isalnum()


def _words(tokens: Tokens, first: int, end: int) -> str:
    return " ".join(word for word in tokens.lower[first:end] if word[0].isalnum())


def _in_body(tokens: Tokens, attribution: Attribution) -> list[QuoteSpan]:
    """What is quoted in the body, or a turn, of an attribution that has a source."""
    said = [span for span in attribution.content if span.quoted or attribution.turn] if attribution.source else []
    body = (span for span in said if tokens.kind(tokens.range(span)[0]) == "body")
    return [span for span in body if not (span.quoted and _is_subhead(tokens, tokens.segment_of(span)))]
