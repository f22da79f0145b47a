"""Quotations in titles, subheads and lines of their own ("‘We stay’, says mayor"): the body decides who says them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from pressq.article import QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.mentions.mention import NAME_KINDS
from pressq.quotes.speakers.speaker_table import SpeakerTable

__all__ = ["attribute_headlines"]

_ORNAMENTS = " \t\n-–—*_#\"'“”‘’"  # around the words of a line
_MAX_ORNAMENTS = 20  # characters

_Spoken = Mapping[str, Sequence[tuple[str, Attribution]]]
"""What is said in the body, by each pair of neighbouring words, or by a single word; the shortest first."""

_Bodies = Mapping[int, Attribution]
"""The attribution in the body of the words of a headline, by the number of its marked segment."""


def attribute_headlines(
    tokens: Tokens, speakers: SpeakerTable, attributions: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions; what a headline or a line of its own quotes is given to its source in the body.

    A credit line is stronger than the body, the body stronger than a name in the headline.

    Args:
        tokens: the article's words.
        speakers: the speakers of its mentions.
        attributions: those found so far.
    """
    bodies = _bodies(tokens, attributions)
    if not bodies:
        return list(attributions)
    parts = [part for each in attributions for part in _split(tokens, speakers, bodies, each)]
    new = bodies.keys() - _segments(tokens, attributions)
    segments = ((index, tokens.segments[index]) for index in sorted(new))
    return [*parts, *(_from_body(bodies[n], [QuoteSpan(each.start, each.end, True)]) for n, each in segments)]


def _bodies(tokens: Tokens, attributions: Sequence[Attribution]) -> _Bodies:
    """The attributions in the body of all headlines and whole lines without a credit."""
    credited = _segments(tokens, [each for each in attributions if each.origin == "credit"])
    lines = {index for index in range(len(tokens.segments)) if index not in credited and _is_line(tokens, index)}
    titles = {index for index, (first, _) in enumerate(tokens.bounds) if tokens.kind(first) != "body"} - credited
    if not lines and not titles:
        return {}
    spoken = _spoken(tokens, attributions, lines)
    found = ((index, _in_body(spoken, _words(tokens, *tokens.bounds[index]))) for index in sorted(lines | titles))
    return {index: body for index, body in found if body is not None}


def _segments(tokens: Tokens, attributions: Sequence[Attribution]) -> set[int]:
    """The marked segments in the content of some attributions."""
    return {tokens.segment_of(span) for each in attributions for span in each.content}


def _from_body(body: Attribution, content: Sequence[QuoteSpan]) -> Attribution:
    return replace(body, content=tuple(content), origin="headline")


def _split(tokens: Tokens, speakers: SpeakerTable, bodies: _Bodies, each: Attribution) -> Iterator[Attribution]:
    """An attribution, the words that the body repeats given to their source there.

    Where a headline has no other name, all of it is that source's, under the name that the headline has: "‘We stay’,
    says mayor <after vote>".
    """
    repeated = [body for span in each.content if (body := bodies.get(tokens.segment_of(span)))]
    distinct = list(dict.fromkeys(repeated))
    if len(distinct) == 1 and _may_be_same(speakers, each, distinct[0]):
        body = distinct[0]
        source, origin = each.source or body.source, each.origin if each.origin == "turn" else "headline"
        yield replace(
            each,
            source=source,
            mention=body.mention,
            coordinated=body.coordinated,
            score=body.score,
            origin=origin,
        )
        return
    for body in distinct:
        yield _from_body(body, [span for span in each.content if bodies.get(tokens.segment_of(span)) is body])
    rest = [span for span in each.content if tokens.segment_of(span) not in bodies]
    if rest:
        yield each.with_content(rest)


def _may_be_same(speakers: SpeakerTable, above: Attribution, body: Attribution) -> bool:
    """May the source of a headline be that of its words in the body: does it have no name, or the same?"""
    if above.mention is None or body.mention is None:
        return body.mention is not None
    return speakers.kind(above.mention) not in NAME_KINDS or speakers.corefer(above.mention, body.mention)


def _in_body(spoken: _Spoken, words: str) -> Attribution | None:
    """The attribution in the body that contains some words; a single word only if it is all of the content."""
    if " " not in words:
        return next((each for said, each in spoken.get(words, ()) if said == words), None)
    pair = " ".join(words.split(" ", 2)[:2])
    return next((each for said, each in spoken.get(pair, ()) if f" {words} " in f" {said} "), None)


def _spoken(tokens: Tokens, attributions: Sequence[Attribution], lines: AbstractSet[int]) -> _Spoken:
    """What is quoted in the body, or said in a turn, with a source; not the lines of their own."""
    said: list[tuple[str, Attribution]] = []
    for each in attributions:
        for span in each.content if each.source else ():
            first, end = tokens.range(span)
            is_line = span.quoted and tokens.segment_of(span) in lines
            if (span.quoted or each.origin == "turn") and not is_line and tokens.kind(first) == "body":
                said.append((_words(tokens, first, end), each))
    spoken: defaultdict[str, list[tuple[str, Attribution]]] = defaultdict(list)
    for words, each in sorted(said, key=lambda pair: len(pair[0])):
        split = words.split()
        for key in dict.fromkeys(map(" ".join, pairwise(split))) if len(split) > 1 else split:
            spoken[key].append((words, each))
    return spoken


def _is_line(tokens: Tokens, index: int) -> bool:
    """Is a quotation that ends no sentence all of its paragraph ("- ‘We stay’ -")?"""
    segment = tokens.segments[index]
    block = tokens.blocks[tokens.paragraph_of(segment)]
    if block.end - block.start > segment.end - segment.start + _MAX_ORNAMENTS:
        return False
    words = segment.of(tokens.text).strip(_ORNAMENTS)
    return block.of(tokens.text).strip(_ORNAMENTS) == words and words[-1:].isalnum()


def _words(tokens: Tokens, first: int, end: int) -> str:
    return " ".join(word for word in tokens.lower[first:end] if word[0].isalnum())
