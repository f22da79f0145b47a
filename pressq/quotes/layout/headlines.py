"""What titles and subheads quote, which is said by whoever says it in the body ("‘We stay’, says mayor").

So is a line of the body that is all quotation, as subheads of some papers are.
"""

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
from pressq.quotes.speakers.profiles import SpeakerTable

__all__ = ["attribute_headlines"]

_ORNAMENTS = " \t\n-–—*_#\"'“”‘’"  # around what a line quotes
_MOST_ORNAMENTS = 20  # characters

_Spoken = Mapping[str, Sequence[tuple[str, Attribution]]]


def attribute_headlines(tokens: Tokens, cast: SpeakerTable, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions; what titles, subheads and whole lines quote is given to who says it in the body.

    Whomever a headline names; but what a credit stands below is his.

    Args:
        tokens: the article's words.
        cast: who its mentions are.
        found: the attributions so far.
    """
    credited = {tokens.segment_of(span) for each in found if _is_credited(each) for span in each.content}
    lines = {index for index in range(len(tokens.segments)) if index not in credited and _is_line(tokens, index)}
    titles = {index for index, (first, _) in enumerate(tokens.bounds) if tokens.kind(first) != "body"} - credited
    if not lines and not titles:
        return list(found)
    spoken = _spoken(tokens, found, lines)
    bodies = {index: _in_body(spoken, _words(tokens, *tokens.bounds[index])) for index in sorted(lines | titles)}
    said = {index: body for index, body in bodies.items() if body is not None}
    parts = [part for each in found for part in _given(tokens, cast, said, each)]
    new = said.keys() - {tokens.segment_of(span) for each in found for span in each.content}
    quoted = ((index, tokens.segments[index]) for index in sorted(new))
    return [*parts, *(said[n].with_content([QuoteSpan(span.start, span.end, True)]) for n, span in quoted)]


def _given(
    tokens: Tokens, cast: SpeakerTable, said: Mapping[int, Attribution], each: Attribution
) -> Iterator[Attribution]:
    """An attribution, what it quotes from the body given to who says it there; what it tells beside that stays.

    Where the headline names nobody else, all of it is his, under what it calls him: ‘We stay’, says mayor <after vote>.
    """
    rest = [span for span in each.content if tokens.segment_of(span) not in said]
    bodies = list(dict.fromkeys(said[n] for span in each.content if (n := tokens.segment_of(span)) in said))
    if len(bodies) == 1 and _is_same(cast, each, bodies[0]):
        body = bodies[0]
        source, sure = each.source or body.source, body.confidence
        yield replace(each, source=source, mention=body.mention, coordinated=body.coordinated, confidence=sure)
        return
    for body in bodies:
        yield body.with_content(span for span in each.content if said.get(tokens.segment_of(span)) is body)
    if rest:
        yield each.with_content(rest)


def _is_same(cast: SpeakerTable, above: Attribution, body: Attribution) -> bool:
    """May a headline mean who says its words in the body: does it name nobody, or him?"""
    if above.mention is None or body.mention is None:
        return body.mention is not None
    return cast.kind(above.mention) not in NAME_KINDS or cast.corefer(above.mention, body.mention)


def _in_body(spoken: _Spoken, words: str) -> Attribution | None:
    """Who says some words in the body, and little more than them; a single word, which is anybody's, alone."""
    if " " not in words:
        return next((each for said, each in spoken.get(words, ()) if said == words), None)
    pair = " ".join(words.split(" ", 2)[:2])
    return next((each for said, each in spoken.get(pair, ()) if f" {words} " in f" {said} "), None)


def _spoken(tokens: Tokens, found: Sequence[Attribution], lines: AbstractSet[int]) -> _Spoken:
    """What is said in the body or a turn, by somebody, by its words side by side, or its only one; the short first.

    What stands in `lines`, segments by their numbers, tells nothing of others.
    """
    spans = [(span, each) for each in found if each.source for span in each.content if span.quoted or each.turn]
    told = ((span, each) for span, each in spans if not (span.quoted and tokens.segment_of(span) in lines))
    body = ((tokens.range(span), each) for span, each in told)
    said = [(_words(tokens, first, end), each) for (first, end), each in body if tokens.kind(first) == "body"]
    spoken: defaultdict[str, list[tuple[str, Attribution]]] = defaultdict(list)
    for words, each in sorted(said, key=lambda pair: len(pair[0])):
        split = words.split()
        for key in dict.fromkeys(map(" ".join, pairwise(split))) if len(split) > 1 else split:
            spoken[key].append((words, each))
    return spoken


def _is_credited(attribution: Attribution) -> bool:
    return attribution.source is not None and attribution.cue is None and attribution.mention is None


def _is_line(tokens: Tokens, index: int) -> bool:
    """Is a quotation, without a mark that ends a sentence, all that stands in its paragraph ("- ‘We stay’ -")?"""
    segment = tokens.segments[index]
    block = tokens.blocks[tokens.paragraph_of(segment)]
    if block.end - block.start > segment.end - segment.start + _MOST_ORNAMENTS:
        return False
    words = segment.of(tokens.text).strip(_ORNAMENTS)
    return block.of(tokens.text).strip(_ORNAMENTS) == words and words[-1:].isalnum()


def _words(tokens: Tokens, first: int, end: int) -> str:
    return " ".join(word for word in tokens.lower[first:end] if word[0].isalnum())
