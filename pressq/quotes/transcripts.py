"""Interviews and transcripts: turns that begin with the speaker's name and a colon, or with "Q:" and "A:"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.tokens import Tokens
from pressq.text.boilerplate import is_aside, is_boilerplate

__all__ = ["turns"]

_TURN = re.compile(
    r"(?P<name>(?:(?:MR|MRS|MS|DR|SEN|REP|GOV|PRESIDENT|THE)\.?[ ])?[A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Z.'’-]*){0,3}|Q|A"
    r"|[A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]+){0,3})(?:[ ]\([^)]{1,40}\))?:[ \n]"
)
_LEAST_TURNS = 3
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where a turn's speaker is named, and where the words begin."""

    name: Span
    words: int


def _opened(tokens: Tokens) -> dict[int, _Turn]:
    """The turns by the block in which they begin: three at least, of which somebody has two."""
    opened: dict[int, _Turn] = {}
    for number, block in enumerate(tokens.blocks):
        if block.kind != "body":
            continue
        start = block.start
        while start < block.end and not (tokens.text[start].isalnum() or tokens.text[start] in "(["):
            start += 1
        match = _TURN.match(tokens.text, start, block.end)
        if match is not None:
            opened[number] = _Turn(Span(*match.span("name")), match.end())
    names = [turn.name.of(tokens.text) for turn in opened.values()]
    return opened if len(names) >= _LEAST_TURNS and len(set(names)) < len(names) else {}


def turns(tokens: Tokens, attributions: list[Attribution]) -> list[Attribution]:
    """Replace what was found inside a transcript by its turns."""
    opened = _opened(tokens)
    if not opened:
        return attributions
    found: list[Attribution] = []
    covered: list[Span] = []
    current: _Turn | None = None
    for number, block in enumerate(tokens.blocks):
        if block.kind != "body":
            continue
        words = block.start
        if number in opened:
            current, words = opened[number], opened[number].words
        elif current is None or not _goes_on(tokens, block.start, block.end):
            current = None
            continue
        content = _turn_content(tokens, words, block.end)
        said = content.of(tokens.text) if content is not None else ""
        if is_aside(said) or is_boilerplate(said):
            covered.append(Span(block.start, block.end))
            continue
        if content is None:
            continue
        covered.append(Span(block.start, block.end))
        if number in opened or not found:
            found.append(Attribution((content,), current.name, None, _CONFIDENCE, turn=True))
        else:
            found[-1] = replace(found[-1], content=(*found[-1].content, content))
    return _outside(covered, attributions) + found


def _outside(covered: Sequence[Span], attributions: Sequence[Attribution]) -> list[Attribution]:
    """What the attributions have outside of the covered stretches."""
    kept = []
    for attribution in attributions:
        rest = tuple(span for span in attribution.content if not _covers(covered, span))
        if rest:
            kept.append(replace(attribution, content=rest))
    return kept


def _covers(covered: Sequence[Span], span: Span) -> bool:
    """Does one of the covered stretches, which are in order, overlap `span`?"""
    index = bisect_right(covered, span.start, key=lambda each: each.end)
    return index < len(covered) and covered[index].start < span.end


def _goes_on(tokens: Tokens, start: int, end: int) -> bool:
    """Is this paragraph, between two turns or after one, wholly between marks, so that the turn goes on?"""
    first, last = tokens.range(Span(start, end))
    return first < last and all(tokens.quotation[i] >= 0 for i in range(first, last))


def _turn_content(tokens: Tokens, start: int, end: int) -> QuoteSpan | None:
    position = tokens.at(start)
    if position >= len(tokens) or tokens.starts[position] >= end:
        return None
    index = tokens.quotation[position]
    if index >= 0:
        segment = tokens.segments[index]
        return QuoteSpan(max(start, segment.start), max(segment.end, start), True)
    while end > start and tokens.text[end - 1].isspace():
        end -= 1
    return QuoteSpan(tokens.starts[position], end, False)
