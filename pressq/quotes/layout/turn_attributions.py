"""Attributions from turns: in a transcript or interview the turn decides who speaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import FIRST_PERSON_PLURAL, FIRST_PERSON_SINGULAR, THIRD_PERSON
from pressq.quotes.layout.interviews import interview_turns
from pressq.quotes.layout.label_forms import CLOCK
from pressq.quotes.layout.transcripts import transcript_turns
from pressq.quotes.layout.turns import Turn, is_between_marks
from pressq.quotes.mentions.mention import Mention
from pressq.quotes.speakers.speaker_table import Labels, SpeakerTable
from pressq.text.boilerplate import is_aside, is_boilerplate

__all__ = ["add_turns"]

_SUBTITLE_TIME = re.compile(rf"(?:\d+\s+)?{CLOCK} --> ")
_MY = re.compile(r"\b[Mm]y (?!own\b)\w+")

_Spoken = Sequence[tuple[Span, Attribution]]
"""The paragraphs of all turns, in reading order, each with the attribution of its turn."""


def add_turns(
    tokens: Tokens, mentions: Sequence[Mention], speakers: SpeakerTable, attributions: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions of a transcript or interview: its turns, what is outside of them, and speech nested in them.

    Args:
        tokens: the article's words.
        mentions: its mentions.
        speakers: the speakers of the mentions.
        attributions: those found so far; they are returned as they are if the page has no turns.
    """
    persons = [mention for mention in mentions if mention.kind == "person"]
    turns = transcript_turns(tokens, persons) or interview_turns(tokens)
    interviewee = None
    if turns and turns[0].label is None:
        interviewee = speakers.introduced_person(turns[0].paragraphs[0].start)
        if interviewee is None:
            return list(attributions)
    answers = mentions[interviewee] if interviewee is not None else None
    spoken: list[tuple[Span, Attribution]] = []
    found: list[Attribution] = []
    for turn in turns:
        each = _attribution(tokens, turn, answers, interviewee)
        spoken += [(paragraph, each) for paragraph in turn.paragraphs]
        found += [each] if each.content else []
    labels = speakers.labels_of(found)
    if answers is not None:
        attributions = [_headed(each, answers, interviewee, turns[0].paragraphs[0].start) for each in attributions]
    return found + [
        part for each in attributions for part in _outside(tokens, mentions, speakers, labels, spoken, each)
    ]


def _headed(attribution: Attribution, answers: Span, interviewee: int | None, begin: int) -> Attribution:
    """What is quoted without a cue above the answers of an interview, which begin at an offset, is its answerer's."""
    if attribution.content[-1].end > begin or attribution.cue is not None or attribution.kind != "direct":
        return attribution
    source = Span(answers.start, answers.end)
    return replace(attribution, source=source, mention=interviewee, coordinated=(), origin="headline")


def _attribution(tokens: Tokens, turn: Turn, answers: Span | None, interviewee: int | None) -> Attribution:
    spans = (span for paragraph in turn.paragraphs for span in _words(tokens, paragraph))
    content = tuple(span for span in spans if not _is_note(span.of(tokens.text)))
    source = turn.label or (Span(answers.start, answers.end) if answers else None)
    return Attribution(content, source, None, mention=interviewee, origin="turn")


def _is_note(words: str) -> bool:
    """Are these no words of the speaker: a stage direction, a time of a recording, boilerplate?"""
    spoken = any(map(str.isalnum, words)) and not _SUBTITLE_TIME.match(words)
    return not spoken or is_aside(words) or is_boilerplate(words)


def _words(tokens: Tokens, paragraph: Span) -> list[QuoteSpan]:
    """The content of a paragraph: what its marks enclose if nothing stands outside of them, else all of it."""
    if is_between_marks(tokens, paragraph):
        indices = dict.fromkeys(tokens.quotation[slice(*tokens.range(paragraph))])
        segments = (tokens.segments[index] for index in indices)
        return [QuoteSpan(max(paragraph.start, each.start), each.end, True) for each in segments]
    words = paragraph.of(tokens.text)
    start = paragraph.end - len(words.lstrip())
    return [QuoteSpan(start, start + len(words.strip()), False)]


def _outside(
    tokens: Tokens,
    mentions: Sequence[Mention],
    speakers: SpeakerTable,
    labels: Labels,
    spoken: _Spoken,
    attribution: Attribution,
) -> Iterator[Attribution]:
    """What an attribution has outside of the turns, or speech of another source nested in a turn."""
    rest = tuple(span for span in attribution.content if not _turn_around(spoken, span))
    source, cue = attribution.source, attribution.cue
    if rest:
        yield attribution.with_content(rest)
    elif source is not None and cue is not None and (turn := _turn_around(spoken, cue)):
        if source.of(tokens.text).casefold() in FIRST_PERSON_SINGULAR | FIRST_PERSON_PLURAL:
            yield replace(attribution, source=turn.source, mention=turn.mention, coordinated=())
            return
        relative = _relative(tokens, mentions, speakers, turn, attribution)
        if relative is not None:
            yield replace(attribution, source=relative, mention=None, coordinated=())
            return
        speaking = speakers.clusters_of(attribution, labels)
        if not speaking or speaking != speakers.clusters_of(turn, labels):  # a speaker is not "he" in his own words
            yield attribution


def _relative(
    tokens: Tokens, mentions: Sequence[Mention], speakers: SpeakerTable, turn: Attribution, attribution: Attribution
) -> Span | None:
    """The nominal that a turn introduces before "he" or "she": "My mother kept bees. She told me".

    None where the turn names or describes the antecedent of the pronoun.
    """
    source, start = attribution.source, turn.content[0].start
    if source is None or source.of(tokens.text).casefold() not in THIRD_PERSON:
        return None
    for number, mention in enumerate(mentions):
        here = start <= mention.start < source.start and mention.kind != "pronoun" and " " in mention.of(tokens.text)
        if here and attribution.mention is not None and speakers.corefer(number, attribution.mention):
            return None
    *_, found = [None, *_MY.finditer(tokens.text, start, source.start)]
    return Span(*found.span()) if found is not None else None


def _turn_around(spoken: _Spoken, span: Span) -> Attribution | None:
    """The turn with the paragraph in which a span begins."""
    index = bisect_right(spoken, span.start, key=lambda each: each[0].end)
    return spoken[index][1] if index < len(spoken) and spoken[index][0].start < span.end else None
