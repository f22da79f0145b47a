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
from pressq.quotes.adjoining import adjoining, agent
from pressq.quotes.attribution import Attribution
from pressq.quotes.headlines import headlines
from pressq.quotes.reading import Reading
from pressq.quotes.sources import NamedReading
from pressq.quotes.transcripts import turns
from pressq.quotes.unspoken import is_distanced, is_unspoken

__all__ = ["structural"]

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
    distanced = [is_distanced(reading, each) for each in spoken]
    unspoken |= {i for each, held in zip(spoken, distanced, strict=True) if held for i in _segments(reading, each)}
    spoken = [_unmarked(reading, each) if held else each for each, held in zip(spoken, distanced, strict=True)]
    spoken = _continued(reading, sorted(_contiguous(reading, spoken), key=_start))
    spoken = headlines(reading, turns(reading, spoken), unspoken)
    found = sorted((part for each in spoken for part in adjoining(named, each)), key=_start)
    found = [_credited(reading, attribution) for attribution in found]
    found = _nearest_speaker(reading, found)
    for place, attribution in enumerate(found):
        index = min(_segments(reading, attribution), default=None) if attribution.source is None else None
        if index is not None:
            like = _without_cue(named, index, found) or _by_subject(named, index)
            if like is not None:
                found[place] = replace(
                    attribution, source=like.source, confidence=min(attribution.confidence, _SUBJECT)
                )
    taken = {index for attribution in found for index in _segments(reading, attribution)} | unspoken
    for index in range(len(reading.segments)):
        if index in taken:
            continue
        extra = _without_cue(named, index, found)
        if extra is not None:
            insort(found, extra, key=_start)
    return found


def _credited(reading: Reading, attribution: Attribution) -> Attribution:
    """The attribution, to the one whom a credit after its marks names where no cue says otherwise."""
    segments = _segments(reading, attribution)
    if attribution.cue is not None or len(segments) != 1 or attribution.kind != "direct":
        return attribution
    credit = _credit(reading, min(segments))
    return attribution if credit is None else replace(attribution, source=credit.source, confidence=credit.confidence)


def _without_cue(named: NamedReading, index: int, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution of a segment for which no cue was found."""
    reading = named.reading
    return (
        _credit(reading, index)
        or _called(named, index)
        or _headline(reading, index, found)
        or _follow_on(named, index, found)
    )


def _called(named: NamedReading, index: int) -> Attribution | None:
    """ "is called a 'fraud' by X"."""
    segment = named.reading.segments[index]
    content = QuoteSpan(segment.start, segment.end, True)
    by = agent(named, content)
    return Attribution((content,), *by, _FOLLOW) if by is not None else None


def _by_subject(named: NamedReading, index: int) -> Attribution | None:
    """ "Citing 'deep concerns', the senator urged ...": the subject of the sentence is the source."""
    reading = named.reading
    segment = reading.segments[index]
    first, stop = reading.sentence_bounds(reading.bounds[index][0])
    subject = named.first_subject(first, stop)
    if subject is None:
        return None
    content = (QuoteSpan(segment.start, segment.end, True),)
    return Attribution(content, reading.span(*subject), None, _SUBJECT)


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


def _contiguous(reading: Reading, found: Sequence[Attribution]) -> list[Attribution]:
    """No quotation goes on, alone in its paragraph, beyond one of somebody else: what does is set apart."""
    owner = {index: place for place, attribution in enumerate(found) for index in _segments(reading, attribution)}
    parts: list[Attribution] = []
    for place, attribution in enumerate(found):
        content: list[QuoteSpan] = []
        source, cue = attribution.source, attribution.cue
        for span in attribution.content:
            index = reading.quotation[min(reading.at(span.start), len(reading) - 1)] if span.quoted else -1
            if content and index > 0 and owner.get(index - 1, place) != place and _is_bare(reading, index):
                parts.append(replace(attribution, content=tuple(content), source=source, cue=cue))
                content, source, cue = [], None, None
            content.append(span)
        parts.append(replace(attribution, content=tuple(content), source=source, cue=cue))
    return parts


def _nearest_speaker(reading: Reading, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations that stand alone do not reach back past whoever was quoted last, right before them."""
    changed: list[Attribution] = []
    speaking: dict[int, Attribution] = {}
    for attribution in found:
        indices = _segments(reading, attribution)
        first = min(indices, default=None)
        if first is not None and attribution.source is not None and _is_bare(reading, first):
            before = speaking.get(first - 1)
            if before is not None and before.source is not None and attribution.source.start < before.source.start:
                near = reading.paragraph[reading.bounds[first][0]] - reading.paragraph[reading.bounds[first - 1][0]]
                if before.source.end <= attribution.content[0].start and near <= 1:
                    attribution = replace(attribution, source=before.source)
        speaking.update(dict.fromkeys(indices, attribution))
        changed.append(attribution)
    return changed


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


def _unmarked(reading: Reading, attribution: Attribution) -> Attribution:
    """The attribution with the words between marks, and the marks, a part of the unquoted words around them."""
    content: list[QuoteSpan] = []
    for span in attribution.content:
        start, end = span.start, span.end
        index = reading.quotation[min(reading.at(start), len(reading) - 1)] if span.quoted else -1
        if index >= 0:
            segment = reading.segments[index]
            start, end = (segment.opening or segment).start, (segment.closing or segment).end
        if content and not reading.text[content[-1].end : start].strip():
            start = content.pop().start
        content.append(QuoteSpan(start, end, False))
    return replace(attribution, content=tuple(content))


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
    near = _near(found, segment.start)
    before = [each for each in near if _start(each) < segment.start and each.source and each.kind != "indirect"]
    if before:
        last = max(before, key=lambda each: (each.content[-1].end, _start(each)))
        gap = reading.paragraph[begin] - reading.paragraph[min(reading.at(last.content[-1].start), len(reading) - 1)]
        if gap <= _FOLLOWS_WITHIN:
            return Attribution(content, last.source, None, min(last.confidence, _FOLLOW))
    for sentence in range(reading.sentence[begin] - 1, max(reading.sentence[begin] - 1 - _FOLLOWS_WITHIN, -1), -1):
        subject = named.first_subject(*reading.sentences[sentence])
        if subject is not None:
            return Attribution(content, reading.span(*subject), None, _SUBJECT)
    return None
