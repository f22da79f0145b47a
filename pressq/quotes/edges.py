"""Where reported speech begins and ends: without small gaps, without the hearer, and without loose ends.

"told <him that it was late>" begins at "that"; "said <it was late, and> went home" ends at "late".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_cue_verb, is_telling
from pressq.quotes.reading import Reading
from pressq.quotes.reported import is_clause
from pressq.text.lexicon import lexicon

__all__ = ["with_edges"]

_GAP = 1  # words between two parts that belong to neither cue nor source, and so to what is said
_LONGEST_HEARER = 8  # words
_LOOSE = frozenset({"the", "a", "an", "and", "but", "or", "nor", "which", "who", "while", "because", "although"})
_PAUSES = frozenset({",", ";", ":", "-", "--", "—", "–", "("})
_SUBJECTS = frozenset({"he", "she", "they", "we", "i"})


def with_edges(reading: Reading, attribution: Attribution) -> Attribution:
    """The attribution, if it is indirect, with the edges of its content set right; else as it is."""
    if attribution.kind != "indirect":
        return attribution
    parts = _beside_cue(reading, _filled(reading, attribution), attribution.cue)
    begin = _after_hearer(reading, attribution.cue, parts[0])
    parts[0] = QuoteSpan(begin, parts[0].end, False)
    parts[-1] = QuoteSpan(parts[-1].start, _before_aside(reading, parts[-1]), False)
    parts[-1] = QuoteSpan(parts[-1].start, _before_loose_end(reading, parts[-1]), False)
    return replace(attribution, content=tuple(parts))


def _filled(reading: Reading, attribution: Attribution) -> list[QuoteSpan]:
    """The parts of the content, those made one between which a word or so of the same sentence is left out."""
    outside = [span for span in (attribution.source, attribution.cue) if span is not None]
    parts = [attribution.content[0]]
    for part in attribution.content[1:]:
        first, end = reading.range_of(parts[-1].end, part.start)
        words = [word for word in reading.lower[first:end] if word[0].isalnum()]
        small = len(words) <= _GAP and not any(map(is_cue_verb, words))
        same = len(set(reading.sentence[max(first - 1, 0) : end + 1])) == 1
        if small and same and not any(span.start < part.start and span.end > parts[-1].end for span in outside):
            parts[-1] = QuoteSpan(parts[-1].start, part.end, False)
        else:
            parts.append(part)
    return parts


def _beside_cue(reading: Reading, parts: Sequence[QuoteSpan], cue: Span | None) -> list[QuoteSpan]:
    """The parts without those in a headline where the cue is in the body, or the other way round."""
    kinds = [reading.kind(min(reading.at(part.start), len(reading) - 1)) for part in parts]
    of_cue = reading.kind(min(reading.at(cue.start), len(reading) - 1)) if cue is not None else ""
    kept = of_cue if of_cue in kinds else kinds[0]
    return [part for part, kind in zip(parts, kinds, strict=True) if kind == kept]


def _after_hearer(reading: Reading, cue: Span | None, content: QuoteSpan) -> int:
    """Where the content begins after those to whom it is told: at "that", or at the subject of what they are told."""
    if cue is None or not any(map(is_telling, reading.lower[slice(*reading.range(cue))])):
        return content.start
    first, end = reading.range(content)
    plain = True  # no preposition so far: "him of the dangers he faced" has no clause of its own
    for position in range(first, min(first + _LONGEST_HEARER, end)):
        word = reading.lower[position]
        if position > first and (word == "that" or (plain and word in _SUBJECTS)):
            return reading.starts[position]
        if word in ("of", "about") or word in lexicon("auxiliaries") or word in lexicon("conjunctions"):
            break
        plain = plain and word not in lexicon("prepositions")
    return content.start


def _before_aside(reading: Reading, content: QuoteSpan) -> int:
    """Where a noun phrase ends before what the reporter adds: "the port, which failed", "the port, calling it old"."""
    first, end = reading.range(content)
    words = reading.lower[first:end]
    for comma in range(2, len(words) - 2):
        if words[comma] == "," and (words[comma + 1] in ("which", "where") or _is_participle(words, comma + 1)):
            aside = "," not in words[comma + 1 :] and not is_clause(words[:comma])
            return reading.ends[first + comma - 1] if aside else content.end
    return content.end


def _is_participle(words: Sequence[str], position: int) -> bool:
    """ "..., calling it a crime"; not "something", "including", nor one of several as in "selling, renting"."""
    word, after = words[position : position + 2]
    verb = (
        word.endswith("ing") and not word.endswith("thing") and word.isalpha() and word not in lexicon("prepositions")
    )
    return verb and after not in ("and", "or", ",") and not any(before.endswith("ing") for before in words[:position])


def _before_loose_end(reading: Reading, content: QuoteSpan) -> int:
    """Where the content ends before a conjunction or comma with which it breaks off."""
    first, end = reading.range(content)
    stop = end
    while stop - 1 > first and (reading.lower[stop - 1] in _LOOSE or reading.lower[stop - 1] in _PAUSES):
        stop -= 1
    closed = reading.text[reading.ends[end - 1] : content.end].strip() if first < end else ""
    return reading.ends[stop - 1] if stop < end and not closed else content.end
