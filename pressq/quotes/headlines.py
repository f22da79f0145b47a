"""What titles and subheads quote, which is said by whoever says it in the body ("‘We stay’, says mayor").

So is a line of the body that is all quotation, as subheads of some papers are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from pressq.article import QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.tokens import Tokens

__all__ = ["headlines"]

_ORNAMENTS = " \t\n-–—*_#\"'“”‘’"  # around what a line quotes
_MOST_ORNAMENTS = 20  # characters

_Spoken = Mapping[str, Sequence[tuple[str, Attribution]]]


def headlines(tokens: Tokens, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions; what titles, subheads and whole lines quote is given to who says it in the body.

    Whomever a headline names; but what a credit stands below is his.

    Args:
        tokens: the article's words.
        found: the attributions so far.
    """
    credited = {tokens.segment_of(span) for each in found if _is_credited(each) for span in each.content}
    lines = {index for index in range(len(tokens.segments)) if index not in credited and _is_line(tokens, index)}
    asked = [index for index, (first, _) in enumerate(tokens.bounds) if index in lines or tokens.kind(first) != "body"]
    if not asked:
        return list(found)
    spoken = _spoken(tokens, found, lines)
    said: dict[int, Attribution] = {}  # in the body
    for index in asked:
        body = _in_body(spoken, _words(tokens, *tokens.bounds[index]))
        if body is not None:
            said[index] = body
    parts = []
    for each in found:
        above = [span for span in each.content if tokens.segment_of(span) in said]
        rest = [span for span in each.content if span not in above]
        if above:
            whole = not any(span.quoted for span in rest)  # ‘We stay’, says mayor <after vote>
            part = each if whole else each.with_content(above)
            parts.append(_said_by(said[tokens.segment_of(above[0])], part))
            rest = [] if whole else rest
        if rest:
            parts.append(each.with_content(rest))
    new = said.keys() - {tokens.segment_of(span) for each in found for span in each.content}
    quoted = ((index, tokens.segments[index]) for index in sorted(new))
    return [*parts, *(said[n].with_content([QuoteSpan(span.start, span.end, True)]) for n, span in quoted)]


def _said_by(body: Attribution, above: Attribution) -> Attribution:
    """What stands in a headline, given to who says it in the body, under whatever the headline calls him."""
    if above.source is None or body.mention is None:
        return body.with_content(above.content)
    return replace(above, mention=body.mention, confidence=body.confidence)


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
