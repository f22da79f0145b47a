"""Credit lines: the source of a quotation after a dash ("..." - Ann Lee), in its paragraph or below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pressq.article import Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens
from pressq.text.lexicon import lexicon

__all__ = ["apply_credits"]

_CREDIT = re.compile(r"\s*(?:--|[-–—―~])\s*(?P<source>[A-Z][^\n]{1,120}?)\s*\Z")
_NAME = re.compile(r"[A-Z][\w'’-]*\.?(?: (?:[a-z]{1,3} )?[A-Z][\w'’.-]*)*(?:, [^.:;!?]{1,80})?")  # "Ann Lee, Acme"
_LIST_ITEM = re.compile(r"[-–—*•]\s")


def apply_credits(attributions: Iterable[Attribution], tokens: Tokens) -> Iterator[Attribution]:
    """The attributions; a quotation with a credit is the credited source's, unless its paragraph has a cue.

    If the cue is in another paragraph, the credit must look like a name.
    """
    credits = _credits(tokens)
    for attribution in attributions:
        for credit, content in groupby(attribution.content, key=lambda span: credits.get(tokens.segment_of(span))):
            part = attribution.with_content(content)
            if credit is not None and _overrides(tokens, credit, part):
                part = Attribution(part.content, credit, None, origin="credit")
            yield part


def _credits(tokens: Tokens) -> dict[int, Span]:
    """The credits of marked segments, by number; that of a quotation holds for the paragraphs it continues."""
    credits: dict[int, Span] = {}
    for index in reversed(range(len(tokens.segments))):
        credit = _credit(tokens, index)
        if credit is None and index + 1 in credits and tokens.segments[index + 1].continues:
            credit = credits[index + 1]
        if credit is not None:
            credits[index] = credit
    return credits


def _overrides(tokens: Tokens, credit: Span, attribution: Attribution) -> bool:
    """Does a credit override the source of an attribution?"""
    cue, (first, *_) = attribution.cue, attribution.content
    if cue is None:
        return True
    near = tokens.paragraph_of(cue) == tokens.paragraph_of(first)
    return not near and _NAME.fullmatch(tokens.text, credit.start, credit.end) is not None


def _credit(tokens: Tokens, index: int) -> Span | None:
    """The credit after a marked segment, at the end of its paragraph or as the next one."""
    segment = tokens.segments[index]
    after = segment.closing.end if segment.closing else segment.end
    number = tokens.paragraph_of(segment)
    block = tokens.blocks[number]
    match = _CREDIT.match(tokens.text, after, block.end)
    # after a dash in a title, or at the beginning of a list item, anything may stand
    strict = block.kind != "body" or (match is None and _LIST_ITEM.match(block.of(tokens.text)))
    if match is None and after >= block.end - 1 and number + 1 < len(tokens.blocks):
        following = tokens.blocks[number + 1]
        match = _CREDIT.match(tokens.text, following.start, following.end)
    if match is None or _is_sentence(match["source"]):
        return None
    return None if strict and not _NAME.fullmatch(match["source"]) else Span(*match.span("source"))


def _is_sentence(words: str) -> bool:
    """Is this a question or statement ("– How do you live?"), or closed by a dash ("-- END --")?"""
    states = words.endswith(".") and not lexicon("auxiliaries").isdisjoint(words.casefold().split())
    return states or words.endswith(("?", "!")) or words.rstrip(".").endswith(("-", "–", "—"))
