"""Headlines: some name their source before a colon ("Oyelaran: Port Opens on Monday", "Poll: Voters Want It Open"), and
what one quotes is said by whoever says it in the body ("‘We stay’, says mayor")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby

from pressq.article import Block, QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.tokens import Tokens
from pressq.text.lexicon import lexicon

__all__ = ["headlines"]

_CONFIDENCE = 0.85
_LONGEST = 6  # words of a source
_LEAST_WORDS = 2  # of what is quoted: a single word is anybody's
_REPORTS = frozenset(
    {"affidavit", "audit", "documents", "filing", "indictment", "lawsuit", "memo", "poll", "polls", "records"}
    | {"report", "reports", "study", "suit", "survey"}
)


def headlines(tokens: Tokens, found: Sequence[Attribution], unspoken: AbstractSet[int]) -> list[Attribution]:
    """The attributions, with what titles and subheads say and quote.

    Args:
        tokens: the article's words.
        found: the attributions so far.
        unspoken: the marked segments that are no speech.
    """
    return _repeated(tokens, _led(tokens, found, unspoken), unspoken)


def _led(tokens: Tokens, found: Sequence[Attribution], unspoken: AbstractSet[int]) -> list[Attribution]:
    """The attributions, with each headline that names its source before a colon as a whole given to that.

    What stands before the colon may also be what the story is about ("Floods: Port Shut for a Week"): it says nothing.
    """
    sources = [tokens.range(each.source) for each in found if each.source is not None]
    speaking = {word for first, end in sources if tokens.kind(first) == "body" for word in tokens.lower[first:end]}
    kept = list(found)
    for block in tokens.blocks:
        if block.kind not in ("title", "subhead"):
            continue
        first, end = tokens.range(block)
        colon = next((i for i in range(first, min(first + _LONGEST + 1, end)) if tokens.forms[i] == ":"), first)
        if first == colon or max(tokens.quotation[first : colon + 1]) >= 0:
            continue
        if not _is_source(tokens, first, colon, speaking):
            kept = [each for each in kept if each.cue or not each.source or tokens.range(each.source)[1] != colon]
        elif content := tuple(_parts(tokens, colon + 1, end, unspoken)):
            kept = [rest for each in kept if (rest := _outside(each, block)) is not None]
            kept.append(Attribution(content, tokens.span(first, colon), None, _CONFIDENCE))
    return kept


def _is_source(tokens: Tokens, first: int, end: int, speaking: AbstractSet[str]) -> bool:
    """Do these words mean people who speak, or what they publish, or somebody who speaks in the body?

    Places are none: where a headline names one before its colon, the news comes from there.
    """
    words = tokens.lower[first:end]
    if not lexicon("prepositions").isdisjoint(words) or tokens.words(first, end).title() in lexicon("places"):
        return False
    head = words[-1]
    return head not in lexicon("determiners") and (
        head in speaking or head in _REPORTS or head.removesuffix("s") in lexicon("roles") or head in lexicon("groups")
    )


def _parts(tokens: Tokens, first: int, end: int, unspoken: AbstractSet[int]) -> Iterator[QuoteSpan]:
    """What stands inside and what outside of marks from position `first` to before `end`."""
    for index, group in groupby(range(first, end), key=lambda i: -1 if (q := tokens.quotation[i]) in unspoken else q):
        if index >= 0:
            yield QuoteSpan(tokens.segments[index].start, tokens.segments[index].end, True)
        elif words := [position for position in group if any(map(str.isalnum, tokens.forms[position]))]:
            yield QuoteSpan(tokens.starts[words[0]], tokens.ends[words[-1]], False)


def _outside(attribution: Attribution, block: Block) -> Attribution | None:
    """The attribution without what it has of `block`; None where nothing is left."""
    content = tuple(span for span in attribution.content if not block.start <= span.start < block.end)
    return replace(attribution, content=content) if content else None


def _repeated(tokens: Tokens, found: Sequence[Attribution], unspoken: AbstractSet[int]) -> list[Attribution]:
    """The attributions, with what is quoted in titles and subheads given to the source that it has in the body."""
    spoken = [(_words(tokens, *tokens.range(span)), each) for each in found for span in _in_body(tokens, each)]
    kept = list(found)
    for index, (first, end) in enumerate(tokens.bounds):
        words = _words(tokens, first, end)
        if index in unspoken or len(words.split()) < _LEAST_WORDS or tokens.kind(first) == "body":
            continue
        body = next((each for said, each in spoken if f" {words} " in f" {said} "), None)
        if body is None or _has_source_beside(tokens, found, index):
            continue
        parts = [tuple(span for span in each.content if tokens.segment_of(span) != index) for each in kept]
        kept = [replace(each, content=rest) for each, rest in zip(kept, parts, strict=True) if rest]
        segment = tokens.segments[index]
        kept.append(replace(body, content=(QuoteSpan(segment.start, segment.end, True),)))
    return kept


def _words(tokens: Tokens, first: int, end: int) -> str:
    return " ".join(word for word in tokens.lower[first:end] if word[0].isalnum())


def _in_body(tokens: Tokens, attribution: Attribution) -> list[QuoteSpan]:
    """What is quoted in the body, of an attribution that has a source."""
    spans = [span for span in attribution.content if span.quoted and attribution.source is not None]
    return [span for span in spans if tokens.kind(tokens.range(span)[0]) == "body"]


def _has_source_beside(tokens: Tokens, found: Sequence[Attribution], index: int) -> bool:
    """Does the headline itself name who says the marked segment with this index?"""
    owners = (each for each in found if index in map(tokens.segment_of, each.content))
    paragraph = tokens.paragraph_of(tokens.segments[index])
    return any(each.source is not None and tokens.paragraph_of(each.source) == paragraph for each in owners)
