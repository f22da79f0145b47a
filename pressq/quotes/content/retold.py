"""Retold speech: in “My uncle told me, ‘Go home’” the inner words are the uncle's.

To the network a quotation is content as a whole. What stands in it is read again as if its marks were not there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.article import Article, Block, QuoteSpan, Span, Speaker
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_speech_verb
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import FIRST_PERSON_PLURAL, FIRST_PERSON_SINGULAR, SECOND_PERSON, THIRD_PERSON
from pressq.quotes.mentions.mention import Mention
from pressq.quotes.speakers.speaker_table import SpeakerTable
from pressq.text.lexicon import lexicon
from pressq.text.marks import MarkedSegment, marked_segments
from pressq.text.names import without_clitic

__all__ = ["inner_segments", "leads_to_speech", "retold_speech"]

_MAX_OBJECT = 4  # words between a verb of speech and the marks: "told the whole village,"
_MIN_PROBABILITY = 0.8  # of a pronoun's antecedent


def inner_segments(article: Article, segments: Sequence[MarkedSegment]) -> tuple[MarkedSegment, ...]:
    """The stretches between quotation marks inside those of an article, in reading order."""
    quoted = tuple(Block(segment.start, segment.end, "body") for segment in segments)
    found = marked_segments(replace(article, blocks=quoted))
    return tuple(segment for segment in found if segment.opening is not None and segment.closing is not None)


def retold_speech(
    tokens: Tokens, mentions: Sequence[Mention], speakers: SpeakerTable, quotations: Sequence[Span]
) -> Iterator[tuple[Attribution, Speaker | None]]:
    """The quotations inside quotations that a clause with a verb of speech leads to, with their speakers.

    Args:
        tokens: the article's words; their marked segments are those inside quotations.
        mentions: the mentions of that reading.
        speakers: its speakers.
        quotations: the article's marked segments.
    """
    starts = [quotation.start for quotation in quotations]
    for segment in tokens.segments:
        found = _source_and_cue(tokens, mentions, tokens.range(segment)[0])
        if found is None:
            continue
        number, cue = found
        source = mentions[number]
        content = (QuoteSpan(segment.start, segment.end, True),)
        span, verb = Span(source.start, source.end), tokens.span(cue, cue + 1)
        attribution = Attribution(content, span, verb, mention=number, origin="nested")
        speaker = speakers.speaker_of(attribution)
        inside = source.start >= quotations[bisect_right(starts, segment.start) - 1].start
        if inside and _is_named(speaker) and _may_retell(tokens, source, speakers.probability_of(number)):
            yield attribution, speaker


def leads_to_speech(tokens: Tokens, segment: MarkedSegment) -> bool:
    """Does a verb of speech stand before marked words in their sentence?"""
    return _cue(tokens, tokens.range(segment)[0]) is not None


def _cue(tokens: Tokens, place: int) -> int | None:
    """The position of the verb of speech before marked words at a position."""
    if place >= len(tokens):
        return None
    near = range(max(_clause_start(tokens, place), place - 1 - _MAX_OBJECT), place)
    return next((before for before in reversed(near) if is_speech_verb(tokens.lower[before])), None)


def _clause_start(tokens: Tokens, place: int) -> int:
    """The first position in the sentence of a word after the last marked words before it."""
    begin = tokens.sentence_bounds(place)[0]
    return next((before + 1 for before in reversed(range(begin, place)) if tokens.quotation[before] >= 0), begin)


def _source_and_cue(tokens: Tokens, mentions: Sequence[Mention], place: int) -> tuple[int, int] | None:
    """The number of the subject of the verb of speech before marked words at a position, and the verb's position."""
    cue = _cue(tokens, place)
    if cue is None:
        return None
    begin = _clause_start(tokens, place)
    low = bisect_left(mentions, begin, key=lambda mention: mention.first)
    numbers = [number for number in range(low, len(mentions)) if begin <= mentions[number].last < cue]
    light = lexicon("auxiliaries") | {","}
    for number in reversed(numbers):
        between = tokens.lower[mentions[number].last + 1 : cue]
        if all(word in light or word.endswith("ly") for word in between):
            return number, cue
    is_second_verb = tokens.lower[cue - 1] in lexicon("coordinators")  # "She rang and said"
    return (numbers[0], cue) if numbers and is_second_verb else None


def _may_retell(tokens: Tokens, source: Mention, probability: float) -> bool:
    """Is a mention a name, a nominal, or "he", "she" or "they" with an antecedent that is probable enough?"""
    if source.kind != "pronoun":
        return True
    return without_clitic(source.of(tokens.text)).casefold() in THIRD_PERSON and probability >= _MIN_PROBABILITY


def _is_named(speaker: Speaker | None) -> bool:
    """Is a speaker called by more than a pronoun?"""
    others = (THIRD_PERSON, FIRST_PERSON_SINGULAR, FIRST_PERSON_PLURAL, SECOND_PERSON)
    return speaker is not None and not any(speaker.name.casefold() in pronouns for pronouns in others)
