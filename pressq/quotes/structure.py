"""Attribution by the form of the page, where no cue stands: it holds whichever way found the rest.

Transcript turns ("WALLACE: ...", "Q: ..."), dash credits, headlines, pull quotes that repeat words of the article, and
quotations that follow on from one that was attributed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.reading import Reading
from pressq.quotes.sources import NamedReading
from pressq.quotes.transcripts import turns
from pressq.quotes.unspoken import is_unspoken

__all__ = ["structural"]

_QUOTING = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
_CALLED = frozenset(
    {"called", "described", "dubbed", "labelled", "labeled", "branded", "hailed", "denounced", "termed"}
)
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_CREDIT = re.compile(r"\s*(?:--|[-–—―~])\s*(?P<source>[A-Z][^\n]{1,120}?)\s*\Z")
_CREDIT_CONFIDENCE, _REPEATED, _FOLLOW, _SUBJECT = 0.9, 0.85, 0.75, 0.6
_LEAST_WORDS = 5  # of a quotation without a cue
_NEAR = 40  # attributions
_FOLLOWS_WITHIN = 3  # paragraphs, and sentences where nobody has spoken


def structural(named: NamedReading, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, and those which the form of the page adds or corrects, in reading order.

    Args:
        named: the article's words with its names.
        attributions: what rules or the tagger found.
    """
    reading = named.reading
    unspoken = {index for index in range(len(reading.segments)) if is_unspoken(reading, index)}
    spoken = [kept for each in attributions if (kept := _without(reading, each, unspoken)) is not None]
    spoken = _continued(reading, sorted(spoken, key=_start))
    found = sorted((_nested(named, each) for each in turns(reading, spoken)), key=_start)
    for place, attribution in enumerate(found):
        if attribution.source is None and attribution.kind == "direct":
            index = min(_segments(reading, attribution), default=None)
            like = _without_cue(named, index, found) if index is not None else None
            if like is not None:
                found[place] = replace(attribution, source=like.source, confidence=like.confidence)
    taken = {index for attribution in found for index in _segments(reading, attribution)} | unspoken
    for index in range(len(reading.segments)):
        if index in taken:
            continue
        extra = _without_cue(named, index, found)
        if extra is not None:
            insort(found, extra, key=_start)
    return found


def _without_cue(named: NamedReading, index: int, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution of a segment for which no cue was found."""
    reading = named.reading
    return _credit(reading, index) or _headline(reading, index, found) or _follow_on(named, index, found)


def _is_bare(reading: Reading, index: int) -> bool:
    """Is the segment a sentence of its own?"""
    begin, end = reading.bounds[index]
    first, stop = reading.sentence_bounds(begin)
    return begin == first and end >= stop - 1


def _continued(reading: Reading, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations whose marks say that they go on from the paragraph before, joined to what they go on from."""
    joined: list[Attribution] = []
    for attribution in found:
        content = list(attribution.content)
        last = max(_segments(reading, joined[-1]), default=None) if joined else None
        while content and joined and joined[-1].source is not None and last is not None:
            index = reading.quotation[min(reading.at(content[0].start), len(reading) - 1)]
            if index != last + 1 or not reading.segments[index].continues or not _is_bare(reading, index):
                break
            joined[-1] = replace(joined[-1], content=(*joined[-1].content, content.pop(0)))
            last = index
        if content:
            joined.append(replace(attribution, content=tuple(content)))
    return joined


def _start(attribution: Attribution) -> int:
    return attribution.content[0].start


def _near(found: Sequence[Attribution], offset: int) -> Sequence[Attribution]:
    """The attributions around `offset`: so many before and after it that long texts take no longer than linear."""
    index = bisect_left(found, offset, key=_start)
    return found[max(0, index - _NEAR) : index + _NEAR]


def _segments(reading: Reading, attribution: Attribution) -> set[int]:
    """The marked segments in which content of the attribution lies."""
    touched = set()
    for span in attribution.content:
        position = reading.at(span.start)
        if position < len(reading) and reading.quotation[position] >= 0:
            touched.add(reading.quotation[position])
    return touched


def _without(reading: Reading, attribution: Attribution, unspoken: AbstractSet[int]) -> Attribution | None:
    """The attribution with what is unspoken no longer counted as quoted; None where nothing else is left.

    A title inside reported speech stays, with its marks, a part of the unquoted words around it.
    """
    if not _segments(reading, attribution) & unspoken:
        return attribution
    content: list[QuoteSpan] = []
    bridge = False
    for span in attribution.content:
        index = reading.quotation[min(reading.at(span.start), len(reading) - 1)] if span.quoted else -1
        if span.quoted and index in unspoken:
            bridge = bool(content) and not content[-1].quoted
            continue
        if bridge and not span.quoted:
            content[-1] = QuoteSpan(content[-1].start, span.end, False)
        else:
            content.append(span)
        bridge = False
    return replace(attribution, content=tuple(content)) if content else None


# -------------------------------------------------------------------------------------------- nested sources
def _nested(named: NamedReading, attribution: Attribution) -> Attribution:
    """ "the paper quoted X as saying": X speaks, not the paper. "is called a 'fraud' by X": X calls."""
    reading = named.reading
    if attribution.cue is not None:
        cue, after = reading.range(attribution.cue)
        stop = min(reading.sentence_bounds(min(cue, len(reading) - 1))[1] - 1, after + 14)
        quoting = next((i for i in range(cue, after) if reading.lower[i] in _QUOTING), None)
        for position in range(quoting + 2, stop) if quoting is not None else ():
            if reading.lower[position] == "as" and reading.lower[position + 1].endswith("ing"):
                saying = reading.span(position + 1, position + 2)
                return replace(attribution, source=reading.span(quoting + 1, position), cue=saying)
    for span in attribution.content:
        if span.quoted and (agent := _agent(named, span)) is not None:
            return replace(attribution, source=agent)
    return attribution


def _agent(named: NamedReading, span: QuoteSpan) -> Span | None:
    """The one by whom somebody "is called a '...'"."""
    reading = named.reading
    first, last = reading.range(span)
    start, stop = reading.sentence_bounds(min(first, len(reading) - 1))
    verb = first - 2 if reading.lower[first - 1] in ("a", "an", "the", "as") else first - 1
    if verb <= start or last + 1 >= stop or reading.lower[last] != "by":
        return None
    if reading.lower[verb] not in _CALLED or reading.lower[verb - 1] not in _BE:
        return None
    phrase = named.phrase_from(last + 1, stop)
    return reading.span(*phrase) if phrase is not None else None


# -------------------------------------------------------------------------------------------- single segments
def _credit(reading: Reading, index: int) -> Attribution | None:
    """ "..." - Name, at the end of a paragraph or as a paragraph of its own."""
    segment = reading.segments[index]
    after = segment.closing.end if segment.closing else segment.end
    number = reading.paragraph[reading.bounds[index][0]]
    block = reading.blocks[number]
    match = _CREDIT.match(reading.text, after, block.end)
    if match is None and after >= block.end - 1 and number + 1 < len(reading.blocks):
        following = reading.blocks[number + 1]
        match = _CREDIT.match(reading.text, following.start, following.end)
    if match is None:
        return None
    source = Span(*match.span("source"))
    return Attribution((QuoteSpan(segment.start, segment.end, True),), source, None, _CREDIT_CONFIDENCE)


def _key(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _headline(reading: Reading, index: int, found: Sequence[Attribution]) -> Attribution | None:
    """Words in a headline or pull quote that the body attributes."""
    segment = reading.segments[index]
    key = _key(segment.of(reading.text))
    heading = reading.kind(reading.bounds[index][0]) in ("title", "subhead")
    if not heading and len(key.split()) < 5:
        return None
    for attribution in _near(found, segment.start):
        quoted = " ".join(_key(span.of(reading.text)) for span in attribution.content if span.quoted)
        if f" {key} " in f" {quoted} " and attribution.source is not None:
            content = (QuoteSpan(segment.start, segment.end, True),)
            return Attribution(content, attribution.source, None, _REPEATED)
    return None


def _follow_on(named: NamedReading, index: int, found: Sequence[Attribution]) -> Attribution | None:
    """A quotation that is a sentence of its own, after one that was attributed or after who is spoken of.

    The source is that of the last quotation not more than three paragraphs before; else, the subject of the sentence
    before.
    """
    reading = named.reading
    begin, end = reading.bounds[index]
    first = begin
    words = sum(reading.forms[i][0].isalnum() for i in range(begin, end))
    if not _is_bare(reading, index) or words < _LEAST_WORDS or first == 0:
        return None
    segment = reading.segments[index]
    content = (QuoteSpan(segment.start, segment.end, True),)
    before = [each for each in _near(found, segment.start) if _start(each) < segment.start and each.source]
    if before:
        last = max(before, key=lambda attribution: attribution.content[-1].end)
        gap = reading.paragraph[begin] - reading.paragraph[min(reading.at(last.content[-1].start), len(reading) - 1)]
        if gap <= _FOLLOWS_WITHIN:
            return Attribution(content, last.source, None, min(last.confidence, _FOLLOW))
    for sentence in range(reading.sentence[begin] - 1, max(reading.sentence[begin] - 1 - _FOLLOWS_WITHIN, -1), -1):
        subject = named.first_subject(*reading.sentences[sentence])
        if subject is not None:
            return Attribution(content, reading.span(*subject), None, _SUBJECT)
    return None
