"""Nested speech: in "Lee said Okoro called it 'a farce'" the words between marks are Okoro's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import BE_FORMS
from pressq.quotes.mentions.mention import Mention
from pressq.quotes.speakers.speaker_table import SpeakerTable
from pressq.text.lexicon import lexicon

__all__ = ["split_nested"]

# the cues of nested speech; other verbs ("found", "offer", "going") may lead to no words
_CUES = frozenset(
    {"said", "says", "told", "tells", "called", "calls", "wrote", "writes", "written", "described", "describes"}
    | {"warned", "warns", "promised", "joked", "boasted"}
)
_OPENING = 1  # words of an outer report before the inner source: "that"


def split_nested(
    tokens: Tokens, mentions: Sequence[Mention], speakers: SpeakerTable, attributions: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions; a quotation with a source of its own inside reported speech becomes another one.

    In the annotation that the network learned from all of it is the outer source's. An outer report that only names
    the inner source is dropped.

    Args:
        tokens: the article's words.
        mentions: its mentions.
        speakers: the speakers of the mentions.
        attributions: in reading order.
    """
    return [part for each in attributions for part in _split(tokens, mentions, speakers, each)]


def _split(
    tokens: Tokens, mentions: Sequence[Mention], speakers: SpeakerTable, attribution: Attribution
) -> Iterator[Attribution]:
    if attribution.kind == "direct":  # speech nested in a turn has an attribution already
        yield attribution
        return
    outer: list[QuoteSpan] = []
    nested: list[Attribution] = []
    for span in _joined(tokens, attribution.content):
        inner = None
        if span.quoted and outer and not outer[-1].quoted:
            inner = _inner_source(tokens, mentions, outer[-1], span)
        if inner is None or (attribution.mention is not None and speakers.corefer(attribution.mention, inner[0])):
            outer.append(span)
            continue
        number, cue = inner
        source = mentions[number]
        if source.first - tokens.range(outer[-1])[0] <= _OPENING:
            outer.pop()
        nested.append(
            replace(
                attribution,
                content=(span,),
                source=Span(source.start, source.end),
                cue=tokens.span(cue, cue + 1),
                mention=number,
                coordinated=(),
                origin="nested",
            )
        )
    if outer:
        yield attribution.with_content(outer)
    yield from nested


def _joined(tokens: Tokens, content: Sequence[QuoteSpan]) -> list[QuoteSpan]:
    """The content; unquoted spans without a word between them are one."""
    joined: list[QuoteSpan] = []
    for span in content:
        plain = joined and not joined[-1].quoted and not span.quoted
        if plain and tokens.range(joined[-1])[1] == tokens.range(span)[0]:
            joined[-1] = QuoteSpan(joined[-1].start, span.end, False)
        else:
            joined.append(span)
    return joined


def _inner_source(
    tokens: Tokens, mentions: Sequence[Mention], report: QuoteSpan, quotation: QuoteSpan
) -> tuple[int, int] | None:
    """The number of the mention in a report that is the source of the quotation after it, and its cue's position."""
    begin, first = (tokens.range(span)[0] for span in (report, quotation))
    if first >= len(tokens):
        return None
    begin = max(begin, tokens.sentence_bounds(first)[0])
    cue = next((place for place in reversed(range(begin, first)) if tokens.lower[place] in _CUES), None)
    if cue is None:
        return None
    low, high = (bisect_left(mentions, place, key=lambda mention: mention.first) for place in (begin, first))
    inside = (number for number in range(low, high) if not mentions[number].quoted)
    return next(((number, cue) for number in inside if _is_subject(tokens, mentions[number], cue)), None)


def _is_subject(tokens: Tokens, mention: Mention, cue: int) -> bool:
    """Does a mention stand before a cue with only auxiliaries and adverbs between them, or after "by"?"""
    if tokens.lower[cue + 1] == "by":
        return mention.first == cue + 2
    light = (lexicon("auxiliaries") | {","}) - BE_FORMS  # the subject of a passive is not the source
    between = tokens.lower[mention.last + 1 : cue]
    return mention.last < cue and all(word in light or word.endswith("ly") for word in between)
