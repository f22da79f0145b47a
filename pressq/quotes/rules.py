"""Direct and mixed quotations by rules: the way to attribute that needs no model.

A stretch between marks is speech where a cue verb and its subject stand in the reporter's sentence around it, or where
it goes on from a quotation that was attributed. What is between marks for another reason is left out: titles of works,
nicknames, defined terms, words held at a distance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pressq.article import Article, QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_cue_noun, is_cue_verb, is_finite_cue, is_speech
from pressq.quotes.names import names
from pressq.quotes.reading import Reading
from pressq.quotes.sources import NamedReading, Phrase
from pressq.quotes.unspoken import is_unspoken
from pressq.text.lexicon import lexicon
from pressq.text.marks import MarkedSegment

__all__ = ["attributions"]

_SHORT = 3  # words; up to here, marks without a cue hold words at a distance, not speech
_REACH = 30  # words between a cue and the marks
_QUESTION_ENDS = ("?", "!", ",", "—", "–", "-", "…", "...")

# How often each way was right on development articles, rounded.
_AFTER, _BEFORE, _FOLLOWS, _NOUN, _GUESS = 0.93, 0.85, 0.8, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class _Finding:
    """Who says a segment, as far as its sentence tells."""

    source: Phrase | None
    cue: Phrase | None
    confidence: float


def attributions(article: Article, segments: Sequence[MarkedSegment]) -> list[Attribution]:
    """The direct and mixed quotations among the marked segments, each with its local source and cue.

    Args:
        article: the article, with its anatomy.
        segments: its marked segments, in reading order.

    Returns:
        Attributions in reading order; a source is a mention as it stands ("he", "the mayor").
    """
    reading = Reading(article, segments)
    return _Rules(NamedReading(reading, names(reading))).attributions()


class _Rules:
    def __init__(self, named: NamedReading) -> None:
        self.named = named
        self.reading = named.reading
        self.found: list[_Finding | None] = []
        self.joins: list[bool] = []  # does the segment go on with the quotation before it?

    def attributions(self) -> list[Attribution]:
        """All attributions, segments of one quotation joined."""
        groups: list[list[int]] = []
        previous: int | None = None
        for index in range(len(self.reading.segments)):
            finding, joins = self._segment(index, previous)
            self.found.append(finding)
            if finding is None:
                continue
            if joins and previous is not None and groups and groups[-1][-1] == previous:
                groups[-1].append(index)
            else:
                groups.append([index])
            previous = index
        return [self._attribution(group) for group in groups]

    def _attribution(self, group: list[int]) -> Attribution:
        reading = self.reading
        finding = self.found[group[0]]
        assert finding is not None
        content: list[QuoteSpan] = []
        for index in group:
            segment = reading.segments[index]
            content.append(QuoteSpan(segment.start, segment.end, True))
        lead = self._unquoted_lead(group[0], finding)
        if lead is not None:
            content.insert(0, lead)
        source = reading.span(*finding.source) if finding.source else None
        cue = reading.span(*finding.cue) if finding.cue else None
        return Attribution(tuple(content), source, cue, finding.confidence)

    def _unquoted_lead(self, index: int, finding: _Finding) -> QuoteSpan | None:
        """The unquoted words between the cue and a quotation that goes on with them: said [it was] "a great day"."""
        reading = self.reading
        begin, _ = reading.bounds[index]
        if finding.cue is None or finding.cue[1] >= begin or finding.confidence == _FOLLOWS:
            return None
        if finding.source and finding.cue[1] <= finding.source[0] < begin:
            return None
        first = finding.cue[1]
        if reading.sentence[first] != reading.sentence[begin] or any(
            reading.quotation[i] >= 0 for i in range(first, begin)
        ):
            return None
        if reading.lower[begin - 1] in (":", ","):
            return None
        while first < begin and reading.lower[first] in ("that", ",", "--"):
            first += 1
        if begin - first < 1:
            return None
        span = reading.span(first, begin)
        return QuoteSpan(span.start, span.end, False)

    # ---------------------------------------------------------------- one segment
    def _segment(self, index: int, previous: int | None) -> tuple[_Finding | None, bool]:
        reading = self.reading
        begin, end = reading.bounds[index]
        if begin == end:
            return None, False
        if reading.kind(begin) == "boilerplate" or is_unspoken(reading, index):
            return None, False
        before = self.found[index - 1] if index else None
        if reading.segments[index].continues and before is not None and previous == index - 1:
            own = self._after(index)
            return own or _Finding(before.source, before.cue, min(before.confidence, _FOLLOWS)), True
        first, stop = self._sentence(index)
        after = self._after(index)
        if after is not None:
            return after, self._same_sentence(index, previous) and self._same_source(previous, after)
        ahead = self._before(index, first)
        if ahead is not None:
            return ahead, self._same_sentence(index, previous) and self._same_source(previous, ahead)
        if previous == index - 1 and before is not None and self._same_sentence(index, previous):
            return _Finding(before.source, before.cue, before.confidence - 0.05), True
        following = self._shared_ahead(index, stop)
        if following is not None:
            return following, False
        if (colon := self._colon(first)) is not None:
            return colon, False
        bare = begin == first and end >= stop - 1
        if previous is not None and before is not None and (bare or begin == first):
            gap = reading.paragraph[begin] - reading.paragraph[reading.bounds[previous][0]]
            if gap == 0 or (gap == 1 and bare):
                return _Finding(before.source, before.cue, _FOLLOWS if gap == 0 else 0.7), gap == 0
        return self._guess(index, first), False

    def _sentence(self, index: int) -> tuple[int, int]:
        begin, end = self.reading.bounds[index]
        first, stop = self.reading.sentence_bounds(begin)
        if end > stop:
            stop = self.reading.sentence_bounds(end - 1)[1]
        return first, stop

    def _same_sentence(self, index: int, previous: int | None) -> bool:
        if previous is None:
            return False
        reading = self.reading
        return reading.sentence[reading.bounds[index][0]] == reading.sentence[reading.bounds[previous][1] - 1]

    def _same_source(self, previous: int | None, finding: _Finding) -> bool:
        earlier = self.found[previous] if previous is not None else None
        return earlier is not None and earlier.cue == finding.cue and earlier.source == finding.source

    def _words(self, index: int) -> int:
        begin, end = self.reading.bounds[index]
        return sum(self.reading.forms[i][0].isalnum() for i in range(begin, end))

    # ---------------------------------------------------------------- where the cue stands
    def _after(self, index: int) -> _Finding | None:
        """ "...," X said / said X / X, a Y, said."""
        reading = self.reading
        lower = reading.lower
        _, end = reading.bounds[index]
        _, stop = self._sentence(index)
        stop = min(stop, self._next_quotation(end, stop))
        start = end
        while start < stop and lower[start] in (",", ")", "--", "—", "-", "–", "’", "'"):
            start += 1
        if start >= stop:
            return None
        comma = start > end or reading.segments[index].of(reading.text).rstrip("’' ").endswith(_QUESTION_ENDS)
        if start < stop and lower[start] == "according" and start + 1 < stop and lower[start + 1] == "to":
            phrase = self.named.phrase_from(start + 2, stop)
            return _Finding(phrase, (start, start + 2), _AFTER) if phrase else None
        if not comma and not self._starts_source(start):
            return None
        for position in range(start, min(stop, start + _REACH)):
            if reading.quotation[position] >= 0:
                break
            if lower[position] in ("quoted", "cited") and (quoted := self._as_saying(position, stop)) is not None:
                return quoted
            if not (is_finite_cue(lower[position]) and reading.forms[position].islower()):
                if lower[position] in ("which", "that", ";", "but", "because", "although") or (
                    lower[position] == "and" and position == start
                ):
                    break
                continue
            if position == start:
                phrase = self.named.subject_after(position, stop)
                if phrase is None or lower[phrase[0]] in ("it", "that", "in"):
                    return None
                return _Finding(phrase, (position, position + 1), _AFTER if comma else _BEFORE)
            if not comma and not is_speech(lower[position]):
                break
            phrase = self.named.subject_before(position, start)
            if phrase is None:
                break
            return _Finding(phrase, (position, position + 1), _AFTER if comma else _BEFORE)
        return None

    def _as_saying(self, position: int, stop: int) -> _Finding | None:
        """ "...," the paper quoted X as saying: X is the source."""
        lower = self.reading.lower
        for ahead in range(position + 1, min(stop - 1, position + 14)):
            if lower[ahead] == "as" and lower[ahead + 1] in ("saying", "telling"):
                return _Finding((position + 1, ahead), (ahead + 1, ahead + 2), _AFTER)
        return None

    def _starts_source(self, position: int) -> bool:
        name = self.named.name_from(position)
        lower = self.reading.lower
        if name is not None and lower[name.end : name.end + 1] and is_finite_cue(lower[name.end]):
            return True
        return lower[position] in ("he", "she", "they") or lower[position] in ("said", "says")

    def _before(self, index: int, first: int) -> _Finding | None:
        """X said: "...", X called it "...", according to X, "..."."""
        reading = self.reading
        lower = reading.lower
        begin, _ = reading.bounds[index]
        for position in range(begin - 1, max(first, begin - _REACH) - 1, -1):
            if reading.quotation[position] >= 0:
                continue
            word = lower[position]
            if word == "according" and lower[position + 1] == "to":
                phrase = self.named.phrase_from(position + 2, begin)
                if phrase:
                    return _Finding(phrase, (position, position + 2), _BEFORE)
            if word == "as" and lower[position + 1] in ("saying", "telling") and position > first:
                quoted = self.named.phrase_ending(position, first)
                if quoted is not None:
                    start = (
                        next((i for i in range(position - 1, first, -1) if is_cue_verb(lower[i])), quoted[0] - 1) + 1
                    )
                    return _Finding((max(start, quoted[0]), quoted[1]), (position + 1, position + 2), _BEFORE)
            if is_cue_verb(word) and self._is_verb(position, first):
                phrase = None
                if position == first or lower[position - 1] in (":", "_") or lower[position + 1] == ",":
                    phrase = (
                        self.named.subject_after(position, begin)
                        if word in ("said", "says", "added", "asked")
                        else None
                    )
                if (
                    word in ("said", "says")
                    and phrase is None
                    and self.named.name_from(position + 1) is not None
                    and (lower[begin - 1] in (":", ","))
                ):
                    phrase = self.named.subject_after(position, begin)
                phrase = (
                    phrase
                    or self.named.subject_before(position, first)
                    or (self.named.first_subject(position, begin) if position == first else None)
                )
                if phrase is not None:
                    return _Finding(phrase, (position, position + 1), _BEFORE)
            if (
                is_cue_noun(word)
                and position > first + 1
                and lower[position - 1] in ("'s", "’s", "his", "her", "their")
            ):
                owner = (
                    self.named.phrase_ending(position - 1, first)
                    if lower[position - 1] in ("'s", "’s")
                    else (position - 1, position)
                )
                if owner is not None:
                    return _Finding(owner, (position, position + 1), _NOUN)
        return None

    def _is_verb(self, position: int, first: int) -> bool:
        """Is a form that may be a noun too ("call", "judge", "reports") a verb here?"""
        form, before = self.reading.forms[position], self.reading.lower[position - 1] if position > first else ""
        if not form.islower():
            return position == first or self.reading.kind(position) in ("title", "subhead")
        if form.endswith(("ed", "ing", "id")):
            return True
        return not (
            before in lexicon("determiners")
            or before in ("'s", "’s")
            or (before in lexicon("prepositions") and before != "to")
            or before.endswith(("al", "ive", "ous", "ic"))
        )

    def _shared_ahead(self, index: int, stop: int) -> _Finding | None:
        """ "A" and "B," X said: the next segment of the sentence has the cue."""
        following = index + 1
        reading = self.reading
        while following < len(reading.segments) and reading.bounds[following][0] < stop:
            if (finding := self._after(following)) is not None and not is_unspoken(reading, following):
                return _Finding(finding.source, finding.cue, finding.confidence - 0.1)
            following += 1
        return None

    def _next_quotation(self, start: int, stop: int) -> int:
        for position in range(start, stop):
            if self.reading.quotation[position] >= 0:
                return position
        return stop

    def _colon(self, first: int) -> _Finding | None:
        """X said: as a sentence, and a paragraph, of its own."""
        reading = self.reading
        if first == 0 or reading.lower[first - 1] not in (":", ","):
            return None
        start, stop = reading.sentence_bounds(first - 1)
        for position in range(stop - 1, start - 1, -1):
            if is_cue_verb(reading.lower[position]) and reading.quotation[position] < 0:
                phrase = self.named.subject_before(position, start) or self.named.subject_after(position, stop)
                if phrase is not None:
                    return _Finding(phrase, (position, position + 1), _BEFORE)
        phrase = self.named.first_subject(start, stop)
        return _Finding(phrase, None, _NOUN) if phrase else None

    def _guess(self, index: int, first: int) -> _Finding | None:
        """Words in marks amid a sentence without a cue: speech of its subject where they are many."""
        reading = self.reading
        begin, end = reading.bounds[index]
        if self._words(index) <= _SHORT:
            return None
        phrase = self.named.first_subject(first, begin)
        if phrase is None:
            phrase = self.named.first_subject(end, self._sentence(index)[1])
        if phrase is None and first > 0 and reading.paragraph[first - 1] == reading.paragraph[first]:
            start, stop = reading.sentence_bounds(first - 1)
            phrase = self.named.first_subject(start, stop)
        return _Finding(phrase, None, _GUESS) if phrase else None
