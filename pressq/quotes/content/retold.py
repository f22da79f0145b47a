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

__all__ = ["inner_segments", "leads_to_speech", "retold_speech", "with_blocks_near", "within_blocks"]

_MAX_OBJECT = 4  # words between a verb of speech and the marks: "told the whole village,"
_OPENING = 4_000  # characters at the beginning of an article that are read again
_BEFORE, _AFTER = 6_000, 1_500  # characters before and after retold speech that are read again
_MIN_PROBABILITY = 0.8  # of a pronoun's antecedent


def inner_segments(article: Article, segments: Sequence[MarkedSegment]) -> tuple[MarkedSegment, ...]:
    """The stretches between quotation marks inside those of an article, in reading order."""
    quoted = tuple(Block(segment.start, segment.end, "body") for segment in segments)
    found = marked_segments(replace(article, blocks=quoted))
    return tuple(segment for segment in found if segment.opening is not None and segment.closing is not None)


def with_blocks_near(article: Article, segments: Sequence[Span]) -> Article:
    """An article with the blocks at its beginning, where people are introduced, and those near some segments."""
    ends = [segment.end for segment in segments]

    def is_near(block: Block) -> bool:
        following = bisect_left(ends, block.start - _AFTER)  # the first segment that is not far before it
        return block.start < _OPENING or (following < len(ends) and segments[following].start < block.end + _BEFORE)

    return replace(article, blocks=tuple(filter(is_near, article.blocks)))


def within_blocks(segments: Sequence[MarkedSegment], blocks: Sequence[Block]) -> tuple[MarkedSegment, ...]:
    """The segments that begin in some blocks."""
    starts = [block.start for block in blocks]
    places = ((segment, bisect_right(starts, segment.start) - 1) for segment in segments)
    return tuple(segment for segment, place in places if place >= 0 and segment.start < blocks[place].end)


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
