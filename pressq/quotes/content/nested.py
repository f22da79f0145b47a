"""Words passed on: in "Lee said Okoro called it 'a farce'" what stands between marks is Okoro's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.mentions.mention import Mention
from pressq.quotes.speakers.profiles import SpeakerTable
from pressq.text.lexicon import lexicon

__all__ = ["split_nested"]

# Verbs that lead from whoever stands before them into words of theirs; others ("found", "offer", "going") may not.
_TELLS = frozenset(
    {"said", "says", "told", "tells", "called", "calls", "wrote", "writes", "written", "described", "describes"}
    | {"warned", "warns", "promised", "joked", "boasted"}
)
_BE = frozenset(
    {"am", "are", "be", "been", "being", "is", "was", "were", "'s", "’s"}
)  # who is told something tells nothing
_OPENS = 1  # words before the teller with which a report may begin: "that"


def split_nested(
    tokens: Tokens, mentions: Sequence[Mention], cast: SpeakerTable, attributions: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions, what somebody in them says between marks as theirs.

    The network has learned from an annotation in which all of it is the outer speaker's. A report that tells no more
    than who said the words is left out.

    Args:
        tokens: the article's words.
        mentions: its mentions.
        cast: who they are.
        attributions: in reading order.
    """
    return [part for each in attributions for part in _parted(tokens, mentions, cast, each)]


def _parted(
    tokens: Tokens, mentions: Sequence[Mention], cast: SpeakerTable, attribution: Attribution
) -> Iterator[Attribution]:
    if attribution.kind == "direct":  # what is passed on in a turn stands beside it
        yield attribution
        return
    kept: list[QuoteSpan] = []
    others: list[Attribution] = []
    for span in _joined(tokens, attribution.content):
        led = _teller(tokens, mentions, kept[-1], span) if span.quoted and kept and not kept[-1].quoted else None
        if led is None or (attribution.mention is not None and cast.corefer(attribution.mention, led[0])):
            kept.append(span)
            continue
        number, verb = led
        teller = mentions[number]
        if teller.first - tokens.range(kept[-1])[0] <= _OPENS:
            kept.pop()  # no more than who told it
        source, cue = Span(teller.start, teller.end), tokens.span(verb, verb + 1)
        others.append(replace(attribution, content=(span,), source=source, cue=cue, mention=number, coordinated=()))
    if kept:
        yield attribution.with_content(kept)
    yield from others


def _joined(tokens: Tokens, content: Sequence[QuoteSpan]) -> list[QuoteSpan]:
    """The content, parts outside of marks between which no word stands as one."""
    joined: list[QuoteSpan] = []
    for span in content:
        plain = joined and not joined[-1].quoted and not span.quoted
        if plain and tokens.range(joined[-1])[1] == tokens.range(span)[0]:
            joined[-1] = QuoteSpan(joined[-1].start, span.end, False)
        else:
            joined.append(span)
    return joined


def _teller(
    tokens: Tokens, mentions: Sequence[Mention], part: QuoteSpan, quotation: QuoteSpan
) -> tuple[int, int] | None:
    """Which mention, by its number, leads from an unquoted part into a quotation, and the place of its verb."""
    begin, first = (tokens.range(span)[0] for span in (part, quotation))
    if first >= len(tokens):
        return None
    begin = max(begin, tokens.sentence_bounds(first)[0])
    verb = next((place for place in reversed(range(begin, first)) if tokens.lower[place] in _TELLS), None)
    if verb is None:
        return None
    light = (lexicon("auxiliaries") | {","}) - _BE
    by = verb + 2 if tokens.lower[verb + 1] == "by" else None
    low, high = (bisect_left(mentions, place, key=lambda mention: mention.first) for place in (begin, first))
    for number in range(low, high):
        mention = mentions[number]
        between = tokens.lower[mention.last + 1 : verb]
        leads = mention.last < verb and all(word in light or word.endswith("ly") for word in between)
        if (mention.first == by if by else leads) and not mention.quoted:
            return number, verb
    return None
