"""The cue right beside the marks: forms so plain that they hold whatever else the sentence suggests.

"...," she said; "..." said X; X said: "..."; "...," as X put it; "is called a '...' by X"; "the paper quoted X as
saying '...'"; "what X called '...'"; "X's claim that '...'".
"""

from __future__ import annotations

from dataclasses import replace

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_finite_cue, is_speech, is_speech_noun
from pressq.quotes.sources import NamedReading
from pressq.text.lexicon import lexicon

__all__ = ["adjoining", "agent"]

_QUOTING = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
_CALLED = frozenset(
    {"called", "described", "dubbed", "labelled", "labeled", "branded", "hailed", "denounced", "termed"}
)
_CALLS = _CALLED | {"call", "calls", "describe", "describes", "term", "terms", "dubs", "dub"}
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_PRONOUNS = frozenset({"he", "she", "they"})
_CLOSES_SPEECH = (",", "?", "!", "—", "–", "-", "…")


def adjoining(named: NamedReading, attribution: Attribution) -> list[Attribution]:
    """The attribution, with the source that stands right beside its marks; two where two sources do."""
    attribution = _of_possessor(named, _as_saying(named, attribution))
    parts: list[Attribution] = []
    for span in attribution.content:
        beside = _beside(named, span) if span.quoted else None
        differs = beside is not None and not _overlap(beside[0], parts[-1].source if parts else attribution.source)
        if beside is not None and differs:
            parts.append(replace(attribution, content=(span,), source=beside[0], cue=beside[1]))
        elif not parts:
            parts.append(replace(attribution, content=(span,)))
        else:
            parts[-1] = replace(parts[-1], content=(*parts[-1].content, span))
    return parts


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _beside(named: NamedReading, span: QuoteSpan) -> tuple[Span, Span] | None:
    """Source and cue beside a quoted span, where their form is plain."""
    first, last = named.reading.range(span)
    if first >= last:
        return None
    return agent(named, span) or _after(named, span, last) or _before(named, first)


def _after(named: NamedReading, span: QuoteSpan, last: int) -> tuple[Span, Span] | None:
    """ "...," she said / said X / as X put it."""
    reading = named.reading
    lower = reading.lower
    if last + 1 >= len(reading) or reading.sentence[last] != reading.sentence[last - 1] or reading.quotation[last] >= 0:
        return None
    comma = lower[last] == ","
    start = last + 1 if comma else last
    if start + 1 >= len(reading):
        return None
    if not comma and not span.of(reading.text).rstrip("’' ").endswith(_CLOSES_SPEECH) and lower[start] != "as":
        return None
    stop = reading.sentence_bounds(start)[1]
    if lower[start] == "as":
        for put in range(start + 2, min(stop - 1, start + 14)):
            if lower[put] in ("put", "puts") and lower[put + 1] == "it":
                return reading.span(start + 1, put), reading.span(put, put + 2)
        return None
    if is_speech(lower[start]) and is_finite_cue(lower[start]) and reading.forms[start].islower():
        name = named.name_from(start + 1)
        if name is not None and name.kind != "thing" and name.title == start + 1 and name.end <= stop:
            return reading.span(name.title, name.end), reading.span(start, start + 1)
        return None
    end = _subject_end(named, start)
    if end is not None and end < stop and is_speech(lower[end]) and is_finite_cue(lower[end]):
        return reading.span(start, end), reading.span(end, end + 1)
    return None


def _before(named: NamedReading, first: int) -> tuple[Span, Span] | None:
    """X said: "...", X said, "...", what X called "..."."""
    reading = named.reading
    lower = reading.lower
    start = reading.sentence_bounds(first)[0]
    if first - 2 >= start and lower[first - 1] in (":", ","):
        cue = first - 2
        if reading.quotation[cue] < 0 and is_speech(lower[cue]) and is_finite_cue(lower[cue]):
            subject = _subject_before(named, cue, start)
            if subject is not None:
                return reading.span(*subject), reading.span(cue, cue + 1)
    verb = first - 1
    while verb > start and lower[verb] in ("a", "an", "the", "as"):
        verb -= 1
    if verb - 2 >= start and lower[verb] in _CALLS:
        for what in range(verb - 2, max(start, verb - 8) - 1, -1):
            if lower[what] == "what" and reading.quotation[what] < 0 and lower[what + 1] not in _PRONOUNS | {"it"}:
                return reading.span(what + 1, verb), reading.span(verb, verb + 1)
    return None


def _subject_end(named: NamedReading, start: int) -> int | None:
    """Past the name or pronoun that begins at `start`."""
    if named.reading.lower[start] in _PRONOUNS:
        return start + 1
    name = named.name_from(start)
    return name.end if name is not None and name.kind != "thing" and name.title == start else None


def _subject_before(named: NamedReading, cue: int, floor: int) -> tuple[int, int] | None:
    """The name or pronoun right before the verb at `cue`."""
    lower = named.reading.lower
    if cue - 1 < floor:
        return None
    if lower[cue - 1] in _PRONOUNS:
        return cue - 1, cue
    name = named.name_ending(cue)
    if name is None or name.kind == "thing" or name.title < floor:
        return None
    start = name.title
    while start > floor and lower[start - 1] in lexicon("determiners"):
        start -= 1
    before = lower[start - 1] if start > floor else ""
    if before in lexicon("prepositions") or before in ("and", "or", "'s", "’s", "'"):
        return None
    return name.title, name.end


def agent(named: NamedReading, span: QuoteSpan) -> tuple[Span, Span] | None:
    """The one by whom somebody "is called a '...'", and the cue."""
    reading = named.reading
    first, last = reading.range(span)
    if first >= last:
        return None
    start, stop = reading.sentence_bounds(first)
    verb = first - 2 if reading.lower[first - 1] in ("a", "an", "the", "as") else first - 1
    if verb <= start or last + 1 >= stop or reading.lower[last] != "by":
        return None
    if reading.lower[verb] not in _CALLED or reading.lower[verb - 1] not in _BE:
        return None
    phrase = named.phrase_from(last + 1, stop)
    return (reading.span(*phrase), reading.span(verb, verb + 1)) if phrase is not None else None


def _as_saying(named: NamedReading, attribution: Attribution) -> Attribution:
    """ "the paper quoted X as saying": X speaks, not the paper."""
    reading = named.reading
    if attribution.cue is None:
        return attribution
    cue, after = reading.range(attribution.cue)
    stop = min(reading.sentence_bounds(min(cue, len(reading) - 1))[1] - 1, after + 14)
    quoting = next((i for i in range(cue, after) if reading.lower[i] in _QUOTING), None)
    if quoting is None:
        return attribution
    for position in range(quoting + 2, stop):
        if reading.lower[position] == "as" and reading.lower[position + 1].endswith("ing"):
            saying = reading.span(position + 1, position + 2)
            return replace(attribution, source=reading.span(quoting + 1, position), cue=saying)
    return attribution


def _of_possessor(named: NamedReading, attribution: Attribution) -> Attribution:
    """ "she seized on X's claim that '...'": the one whose claim it is speaks."""
    reading = named.reading
    if attribution.cue is None or attribution.source is None:
        return attribution
    cue, after = reading.range(attribution.cue)
    follows = reading.range_of(attribution.cue.end, attribution.content[0].start) == (after, after)
    if after - cue != 1 or cue < 2 or not follows or not is_speech_noun(reading.lower[cue]):
        return attribution
    owner = named.name_ending(cue - 1) if reading.lower[cue - 1] in ("'s", "’s", "'", "’") else None
    if owner is None or owner.kind == "thing":
        return attribution
    possessor = reading.span(owner.title, owner.end)
    return attribution if _overlap(possessor, attribution.source) else replace(attribution, source=possessor)
