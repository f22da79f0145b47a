"""Sources prepared for search: their words, sentences and speaker turns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from pressq.article import Article, Passage, Quote, Span, Speaker
from pressq.report.index import Index
from pressq.report.normalisation import normalise
from pressq.report.record_turns import page_furniture
from pressq.report.source_places import SourcePlaces
from pressq.report.source_turns import source_turns, speech_giver
from pressq.report.speaker_matching import match_speakers
from pressq.report.verification import Match, SpeakerVerdict
from pressq.text.names import is_initials
from pressq.text.sentences import split

__all__ = ["Source", "Sources"]

_FAR = 2000  # characters around a passage in which its sentences are looked for
_WORDS = 50  # of a passage that is looked for elsewhere
_PLACES = 100  # of which the speakers are named


class Source:
    """An article, a transcript or a speech to search."""

    def __init__(self, article: Article, names: Mapping[str, str] | None = None) -> None:
        self.article = article
        self.turns = source_turns(article, names)
        self.furniture = page_furniture(article.text)
        unsaid = [(one.start, one.end) for one in [*(turn.label for turn in self.turns), *self.furniture]]
        self.normalised = normalise(article.text, unsaid=sorted(unsaid))
        self._blocks = [block.start for block in article.blocks]

    def turn_at(self, offset: int) -> int:
        """The number of the turn that an offset is in; -1 if it is in none."""
        number = bisect_right(self.turns, offset, key=lambda turn: turn.start) - 1
        return number if number >= 0 and offset < self.turns[number].end else -1

    def has_turn_within(self, start: int, end: int) -> bool:
        """Does another speaker begin inside this passage?"""
        first, last = self.turn_at(start), self.turn_at(end - 1)
        if first == last or min(first, last) < 0:
            return first != last
        return any(one.speaker != self.turns[first].speaker for one in self.turns[first : last + 1])

    def sentences(self, start: int, end: int) -> list[Span]:
        """The sentences that the stretch from `start` to `end` touches, each within its paragraph and its turn."""
        text = self.article.text
        found: list[Span] = []
        first = max(0, bisect_right(self._blocks, start) - 1)
        for block in self.article.blocks[first : bisect_right(self._blocks, max(start, end - 1))] or [
            Span(0, len(text))
        ]:
            near = max(block.start, start - _FAR), min(block.end, end + _FAR)
            for sentence in split(text, *near, language=self.article.language or "en"):
                if sentence.start < end and start < sentence.end:
                    found.append(sentence)
        turn = self.turn_at(start)
        if turn >= 0 and found and found[0].start < self.turns[turn].start:
            found[0] = Span(self.turns[turn].start, found[0].end)
        return found or [Span(start, end)]

    def sentences_apart(self, one: int, other: int) -> int:
        """How many sentences lie from that at the offset `one` to that at `other`, which is behind it: 0, 1 or more."""
        if other - one > _FAR:
            return 2
        return len(self.sentences(one, other + 1)) - 1

    def speaker_of(self, start: int, end: int) -> Speaker | None:
        """Speaker of a passage, None where the source has none."""
        if (speaker := self.turn_speaker(start)) is not None:
            return speaker
        if not self._is_marked(start, end):
            return self._giver if not self.turns else None
        around = [quote for quote in self._quotes if any(span.start < end and start < span.end for span in quote.spans)]
        return min(around, key=lambda quote: len(quote.text)).speaker if around else None  # the innermost quotation

    def sentence_of(self, start: int, end: int) -> Passage:
        """The sentences that hold a passage, without the label and the white space before them."""
        sentences, text = self.sentences(start, end), self.article.text
        first, last = min(sentences[0].start, start), max(sentences[-1].end, end)
        return Passage.cut(text, last - len(text[first:last].lstrip()), last)

    def turn_speaker(self, offset: int) -> Speaker | None:
        """The speaker of the turn that an offset is in."""
        turn = self.turn_at(offset)
        return self.turns[turn].speaker if turn >= 0 else None

    @cached_property
    def places(self) -> SourcePlaces:
        """Where its passages stand, for a reader."""
        return SourcePlaces(self.article)

    def stands_to(self, claimed: Speaker | None, said: Speaker | None) -> SpeakerVerdict:
        """Do article and source attribute the words to the same speaker?"""
        if claimed is None or said is None:
            return "unknown"
        alike = match_speakers(claimed, said)
        others = max((match_speakers(claimed, one) or 0 for one in {turn.speaker for turn in self.turns}), default=0)
        if is_initials(said.name, claimed.name):
            return "same"
        if alike:
            return "same" if alike >= others else "other"
        return "other" if alike == 0 or others > 0 else "unknown"

    @cached_property
    def _giver(self) -> Speaker | None:
        return speech_giver(self.article)

    @cached_property
    def _marked(self) -> list[Span]:
        from pressq.text.marks import marked_segments

        return list(marked_segments(self.article))

    @cached_property
    def _quotes(self) -> tuple[Quote, ...]:
        """The source's own attributions; the model reads it only where words were found between marks."""
        from pressq.quotes import quotes

        return quotes(self.article).quotes

    def _is_marked(self, start: int, end: int) -> bool:
        position = bisect_right(self._marked, end - 1, key=lambda segment: segment.start) - 1
        return position >= 0 and self._marked[position].end > start


class Sources:
    """Sources prepared once for many articles.

    Args:
        articles: from `pressq.load`, or `Source` objects of other `Sources`.
        who: the person behind a label of a transcript: {"THE CHAIR": "Ann Holt"}.
    """

    def __init__(self, articles: Iterable[Article | Source], who: Mapping[str, str] | None = None) -> None:
        self.all = tuple(one if isinstance(one, Source) else Source(one, who) for one in articles)
        self.index = Index([source.normalised for source in self.all])

    def without(self, article: Article) -> Sources:
        """All sources except the article itself (same path or same text)."""
        others = [source for source in self.all if not _is_same(source.article, article)]
        return self if len(others) == len(self.all) else Sources(others)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, in the order given."""
        return tuple(source.article for source in self.all)

    def match(self, begin: int, stop: int) -> Match:
        """The passage of the words at the places from `begin` to `stop`, at least one, of one source."""
        number, first = self.index.text_at(begin)
        source = self.all[number]
        start, end = source.normalised.spans[first][0], source.normalised.spans[first + stop - begin - 1][1]
        return Match(start, end, source.article.text[start:end], number)

    def located(self, begin: int, stop: int) -> Match:
        """The same with its place, its sentence, and where else its words stand."""
        match = self.match(begin, stop)
        source = self.all[match.source]
        words = self.index.words(begin, min(stop, begin + _WORDS))
        begins = self.index.occurrences(words)
        speakers = [self._turn_speaker(each) for each in begins[:_PLACES]]
        return replace(
            match,
            place=source.places.place(match.start),
            sentence=source.sentence_of(match.start, match.end),
            occurrences=len(begins),
            said_by=tuple(dict.fromkeys(one.name for one in speakers if one is not None)),
        )

    def _turn_speaker(self, place: int) -> Speaker | None:
        number, word = self.index.text_at(place)
        source = self.all[number]
        return source.turn_speaker(source.normalised.spans[word][0])

    def gap(self, place: int) -> Match:
        """The empty passage before the word at this place."""
        number, word = self.index.text_at(place)
        spans = self.all[number].normalised.spans
        offset = spans[word][0] if word < len(spans) else spans[-1][1]
        return Match(offset, offset, "", number)


def _is_same(one: Article, other: Article) -> bool:
    """Whether two articles have the same text, or were read from the same path."""
    return one.sha256 == other.sha256 or (one.source == other.source != "-")
