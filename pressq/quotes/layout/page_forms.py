"""Attribution by the form of the page: credits, quotations that go on over paragraphs, what stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.layout.quotation_titles import is_quoted_title
from pressq.text.lexicon import lexicon

__all__ = ["apply_page_form"]

_CREDIT = re.compile(r"\s*(?:--|[-–—―~])\s*(?P<source>[A-Z][^\n]{1,120}?)\s*\Z")
_NAME = re.compile(r"[A-Z][\w'’-]*\.?(?: (?:[a-z]{1,3} )?[A-Z][\w'’.-]*)*(?:, [^.:;!?]{1,80})?")  # "Ann Lee, Acme"
_ITEM = re.compile(r"[-–—*•]\s")  # of a list
_CREDIT_CONFIDENCE = 0.9
_PHRASE = 5  # words: what is longer, between marks, was said or written by somebody, whatever the cue
_APART = 0.2  # the confidence of what is nobody's, which is mostly somebody's


def apply_page_form(tokens: Tokens, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, and those which the form of the page adds or corrects, in reading order.

    Args:
        tokens: the article's words.
        attributions: what the network found.
    """
    unspoken = {index for index in range(len(tokens.segments)) if is_quoted_title(tokens, index)}
    parts = [part for each in attributions for part in _parted(tokens, each)]
    spoken = [kept for each in parts if (kept := _without(tokens, each, unspoken)) is not None]
    found = _continued(tokens, sorted(spoken, key=_start))
    found += _left(tokens, found, unspoken)
    return sorted(_credited(tokens, found), key=_start)


def _parted(tokens: Tokens, attribution: Attribution) -> Iterator[Attribution]:
    """The attribution, what is quoted in other sentences than its reported speech apart: both are quotations."""
    reported = [span for span in attribution.content if not span.quoted]
    sentences = set(map(tokens.sentence_of, reported))
    apart = [span for span in attribution.content if span.quoted and tokens.sentence_of(span) not in sentences]
    if not reported or not apart:
        yield attribution
        return
    yield attribution.with_content(span for span in attribution.content if span not in apart)
    yield attribution.with_content(apart)


def _without(tokens: Tokens, attribution: Attribution, unspoken: AbstractSet[int]) -> Attribution | None:
    """The attribution without what stands between marks and is no speech; None where nothing else is left.

    A title inside reported speech stays, with its marks, a part of the unquoted words around it.
    """
    content: list[QuoteSpan] = []
    bridge = False
    for span in attribution.content:
        if tokens.segment_of(span) in unspoken:
            bridge = bool(content) and not content[-1].quoted
        elif bridge and not span.quoted:
            content[-1] = QuoteSpan(content[-1].start, span.end, False)
            bridge = False
        else:
            content.append(span)
            bridge = False
    return attribution.with_content(content) if content else None


def _start(attribution: Attribution) -> tuple[int, int]:
    return attribution.content[0].start, attribution.content[0].end


def _continued(tokens: Tokens, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations whose marks say that they go on from the paragraph before, joined to what they go on from."""
    joined: list[Attribution] = []
    for attribution in found:
        content = list(attribution.content)
        last = max((tokens.segment_of(span) for span in joined[-1].content), default=-1) if joined else -1
        while content and last >= 0 and joined[-1].source is not None:
            index = tokens.segment_of(content[0])
            if index != last + 1 or not tokens.segments[index].continues or not tokens.is_bare(index):
                break
            joined[-1] = joined[-1].with_content((*joined[-1].content, content.pop(0)))
            last = index
        if content:
            joined.append(attribution.with_content(content))
    return joined


def _left(tokens: Tokens, found: Sequence[Attribution], unspoken: AbstractSet[int]) -> list[Attribution]:
    """What is quoted at length and belongs to none of the attributions: nobody's, but no less a quotation."""
    taken = bytearray(len(tokens))
    for first, end in (tokens.range(span) for each in found for span in each.content):
        taken[first:end] = b"\1" * (end - first)
    left = []
    for index, (segment, (first, end)) in enumerate(zip(tokens.segments, tokens.bounds, strict=True)):
        words = sum(form[0].isalnum() for form in tokens.forms[first:end])
        if words > _PHRASE and index not in unspoken and not any(taken[first:end]):
            span = QuoteSpan(segment.start, segment.end, True)
            left.append(Attribution((span,), None, None, _APART))
    return left


def _credited(tokens: Tokens, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions; what a credit stands below or after, where no cue of its paragraph says otherwise, is his.

    "..." - Name, at the end of a paragraph or as a paragraph of its own. Where another paragraph has a cue a credit
    must look like a name.
    """
    credited: dict[int, Span] = {}
    for index in reversed(range(len(tokens.segments))):
        source = _credit(tokens, index)
        if source is None and index + 1 in credited and tokens.segments[index + 1].continues:
            source = credited[index + 1]
        if source is not None:
            credited[index] = source
    for each in found:
        for source, content in groupby(each.content, key=lambda span: credited.get(tokens.segment_of(span))):
            part = each.with_content(content)
            if source is not None and _goes_before(tokens, source, part):
                part = Attribution(part.content, source, None, _CREDIT_CONFIDENCE)
            yield part


def _goes_before(tokens: Tokens, credit: Span, attribution: Attribution) -> bool:
    """Does a credit go before the cue that an attribution has, if any?"""
    cue, (first, *_) = attribution.cue, attribution.content
    told = cue is not None and tokens.paragraph_of(cue) == tokens.paragraph_of(first)
    return not told and (cue is None or _NAME.fullmatch(tokens.text, credit.start, credit.end) is not None)


def _credit(tokens: Tokens, index: int) -> Span | None:
    segment = tokens.segments[index]
    after = segment.closing.end if segment.closing else segment.end
    number = tokens.paragraph_of(segment)
    block = tokens.blocks[number]
    match = _CREDIT.match(tokens.text, after, block.end)
    is_listed = block.kind != "body" or (match is None and _ITEM.match(block.of(tokens.text)))
    if match is None and after >= block.end - 1 and number + 1 < len(tokens.blocks):
        following = tokens.blocks[number + 1]
        match = _CREDIT.match(tokens.text, following.start, following.end)
    if match is None or _is_sentence(match["source"]):
        return None
    # what dashes join in a title, or begin in a list, may be anything
    return Span(*match.span("source")) if not is_listed or _NAME.fullmatch(match["source"]) else None


def _is_sentence(words: str) -> bool:
    """Does somebody ask or tell something? "– How do you live?" after a quotation is the next question, no name.

    Nor is what a dash ends: "– a widow herself –", "-- END --".
    """
    told = words.endswith(".") and not lexicon("auxiliaries").isdisjoint(words.casefold().split())
    return told or words.endswith(("?", "!")) or words.rstrip(".").endswith(("-", "–", "—"))
