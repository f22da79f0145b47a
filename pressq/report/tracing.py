"""Trace quotations through articles: group near duplicates, align each with the fullest wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from pressq.article import Passage, Quote, Speaker
from pressq.report.change_notes import notes_on_change
from pressq.report.context import goes_on_otherwise, is_turned
from pressq.report.near_duplicates import dense_stretch, near_duplicate_groups, without_stock_phrases
from pressq.report.normalisation import NormalisedText, normalise
from pressq.report.reprints import UNDATED, PrintedArticle, reprints
from pressq.report.speaker_matching import match_speakers
from pressq.report.traces import ArticleMetadata, ArticleQuotes, Claim, Occurrence, Trace, Traces
from pressq.report.verification import NOTES, Change, Note
from pressq.text.lexicon import lexicon
from pressq.text.names import is_misspelled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["trace_quotations"]

_EDGE = 8  # words at an end of both that may stand for each other
_SAID_BY_MANY = 10  # equal words: two people seldom both say so many
_SENTENCES_BEFORE = re.compile(r"\A.*[.!?…][\"'”’»)]*\s", re.DOTALL)
_SENTENCES_AFTER = re.compile(r"(?<=[.!?…]).*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation with its marked words: their keys, and where they stand in the marked words and in the article."""

    order: int
    article: PrintedArticle
    quote: Quote
    text: str
    keys: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    shift: tuple[int, ...]

    def passage(self, first: int, end: int) -> Passage:
        """Words of the article; those of one marked part, and where there are none the gap."""
        if first == end:
            offset = self.places[first - 1][1] + self.shift[first - 1] if first else self.places[0][0] + self.shift[0]
            return Passage(offset, offset, "")
        while self.shift[end - 1] != self.shift[first]:
            end -= 1
        start, stop = self.places[first][0], self.places[end - 1][1]
        return Passage(start + self.shift[first], stop + self.shift[first], self.text[start:stop])

    def own(self, first: int, end: int) -> Passage:
        """The same words in the marked words themselves."""
        if first == end:
            offset = self.places[first - 1][1] if first else self.places[0][0]
            return Passage(offset, offset, "")
        return Passage.cut(self.text, self.places[first][0], self.places[end - 1][1])


def trace_quotations(pages: Iterable[ArticleQuotes], min_words: int) -> Traces:
    """Traces of the quotations of many articles; see `pressq.trace`.

    Of each quotation only its words, as numbers, are kept beside it until it is known to be in several articles.
    """
    numbers: dict[str, int] = {}
    articles: list[PrintedArticle] = []
    printed: dict[bytes, list[tuple[int, Quote]]] = {}
    read: dict[str, bytes] = {}  # most quotations of an archive are there several times
    looked_at = 0
    for order, page in enumerate(pages):
        articles.append(PrintedArticle.of(page))
        for quote in page.quotes:
            parts = [part for part, _ in _marked_parts(quote)]
            text = " ".join(parts)
            if text not in read:
                keys = without_stock_phrases([key for part in parts for key in _words(part).keys])
                read[text] = np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int32).tobytes()
            if len(read[text]) >= min_words * np.dtype(np.int32).itemsize:
                printed.setdefault(read[text], []).append((order, quote))
                looked_at += 1
    read.clear()
    function_words = lexicon("function-words")
    together = near_duplicate_groups(
        [np.frombuffer(wording, np.int32) for wording in printed],
        [len({order for order, _ in each}) for each in printed.values()],
        np.array([0.0 if key in function_words else 1.0 for key in numbers]) * _rarity(printed, len(numbers)),
    )
    wordings = list(printed.values())
    groups = [[wordings[number] for number in group] for group in together]
    groups += [[wordings[number]] for number in sorted(set(range(len(wordings))).difference(*together))]
    made: list[tuple[tuple[int, float], Trace]] = []
    for group in groups:
        if len({order for each in group for order, _ in each}) > 1:
            said = [_said(order, articles[order], quote) for each in group for order, quote in each]
            model = min(said[: len(group[0])], key=lambda one: (one.article.earliest, one.order))
            members = _retold(said, model)
            if len({one.order for one in members}) > 1:
                trace = _trace(model, members, articles)
                sources = {one.header.source for one in trace.occurrences}
                made.append(((-len(sources), members[0].article.earliest), trace))
    made.sort(key=itemgetter(0))
    numbered = (replace(trace, id=number) for number, (_, trace) in enumerate(made, start=1))
    return Traces(tuple(numbered), looked_at, len(articles))


def _rarity(wordings: Iterable[bytes], words: int) -> NDArray[np.float64]:
    """How rare each word is: the logarithm of one in how many wordings has it (Spärck Jones, 1972)."""
    counts, number = np.zeros(words), 0
    for wording in wordings:
        counts[np.unique(np.frombuffer(wording, np.int32))] += 1
        number += 1
    rarity: NDArray[np.float64] = np.log1p(number / np.maximum(counts, 1))
    return rarity


def _marked_parts(quote: Quote) -> Iterator[tuple[str, int]]:
    """The marked parts of a quotation, by the lengths of its spans, and where they begin in the article."""
    reached = 0
    for span in quote.spans:
        part = quote.text[reached : reached + span.end - span.start]
        reached += len(part) + 1
        if span.quoted:
            yield part, span.start


@lru_cache(maxsize=1 << 12)
def _words(part: str) -> NormalisedText:
    return normalise(part)


def _said(order: int, article: PrintedArticle, quote: Quote) -> _Said:
    parts: list[str] = []
    keys: list[str] = []
    places: list[tuple[int, int]] = []
    shift: list[int] = []
    length = 0
    for part, start in _marked_parts(quote):
        words = _words(part)
        keys += words.keys
        places += [(first + length, end + length) for first, end in words.spans] if length else words.spans
        shift += [start - length] * len(words.keys)
        parts.append(part)
        length += len(part) + 1
    return _Said(order, article, quote, " ".join(parts), tuple(keys), tuple(places), tuple(shift))


def _retold(said: Iterable[_Said], model: _Said) -> list[_Said]:
    """Those that are the model's words; of one text and one speaker it is asked once."""
    known: dict[tuple[str, Speaker | None], bool] = {}
    members: list[_Said] = []
    for one in said:
        asked = one.text, one.quote.speaker
        if asked not in known:
            known[asked] = _is_retold(one, model)
        if known[asked]:
            members.append(one)
    return members


def _is_retold(one: _Said, model: _Said) -> bool:
    """Are these the model's words? Of a few that many may say ("we are above the law") only if one person says both."""
    speakers = one.quote.speaker, model.quote.speaker
    if speakers[0] is None or speakers[1] is None or match_speakers(speakers[0], speakers[1]):
        return True
    return one.keys == model.keys or _aligned(one.keys, model.keys).equal >= _SAID_BY_MANY


def _trace(model: _Said, members: list[_Said], articles: Sequence[PrintedArticle]) -> Trace:
    """A trace of quotations that align with the model."""
    members.sort(key=lambda one: (one.article.earliest, one.order, one.quote.spans[0].start))
    originals = reprints(list(dict.fromkeys(one.order for one in members)), articles)
    forms: dict[tuple[str, int], _Variation] = {}  # marked parts with one text may have words of other lengths
    occurrences: list[Occurrence] = []
    for one in members:
        if one.order in originals:
            same = one.text, len(one.keys)
            form = forms.get(same) or forms.setdefault(same, _form(one, model))
            copies = tuple(articles[copy].header for copy in originals[one.order])
            originals[one.order] = []  # listed at the first quotation of the article
            occurrences.append(_occurrence(one, model, form, copies))
    shown = [one for one in members if one.order in originals]
    return Trace(0, model.text, _claims(shown), tuple(occurrences), _is_first(members))


def _is_first(members: Sequence[_Said]) -> bool:
    """Is the first article surely the first?"""
    end = members[0].article.latest
    others = {one.order: one.article for one in members if one.order != members[0].order}
    return end < UNDATED and all(end < article.earliest < UNDATED for article in others.values())


@dataclass(frozen=True, slots=True)
class _Variation:
    """Words as a form of the model's."""

    aligned: _Aligned
    similarity: float
    notes: tuple[Note, ...]


def _form(one: _Said, model: _Said) -> _Variation:
    aligned = _aligned(one.keys, model.keys)
    notes: set[Note] = set()
    for own, theirs in aligned.edits:
        notes |= notes_on_change(Change(one.own(*own), model.own(*theirs)), one.text, model.text)
    if aligned.begin > 0 and is_turned(_SENTENCES_BEFORE.sub("", model.text[: model.places[aligned.begin][0]])):
        notes.add("context")
    if aligned.end < len(model.keys):
        after = model.text[model.places[aligned.end - 1][1] :]
        if goes_on_otherwise(_SENTENCES_AFTER.sub("", after)):
            notes.add("context")
    similarity = 2 * aligned.equal / (len(one.keys) + len(model.keys))
    return _Variation(aligned, similarity, tuple(note for note in NOTES if note in notes))


def _occurrence(one: _Said, model: _Said, form: _Variation, copies: tuple[ArticleMetadata, ...]) -> Occurrence:
    aligned = form.aligned
    trimmed = aligned.begin > 0 or aligned.end < len(model.keys)
    return Occurrence(
        one.article.header,
        one.quote,
        "changed" if aligned.edits else "trimmed" if trimmed else "whole",
        form.similarity,
        tuple(Change(one.passage(*own), model.own(*theirs)) for own, theirs in aligned.edits),
        form.notes,
        copies,
    )


_Edit = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Aligned:
    """What leads from words to those of the model from `begin` to `end`, and how many are equal."""

    edits: tuple[_Edit, ...]
    begin: int
    end: int
    equal: int


def _aligned(keys: Sequence[str], model: Sequence[str]) -> _Aligned:
    """The dense stretch of both, with the few words at its ends that stand for each other."""
    if tuple(keys) == tuple(model):
        return _Aligned((), 0, len(model), len(keys))
    numbers: dict[str, int] = {}
    own, theirs = ([numbers.setdefault(key, len(numbers)) for key in each] for each in (keys, model))
    runs = dense_stretch(own, theirs)
    if not runs:
        return _Aligned((((0, len(keys)), (0, len(model))),), 0, len(model), 0)
    first, last = runs[0], runs[-1]
    lead = min(first.first, first.begin)
    tail = min(len(own) - last.first - last.length, len(theirs) - last.begin - last.length)
    lead, tail = (few if few <= _EDGE else 0 for few in (lead, tail))
    start, stop = first.first - lead, last.first + last.length + tail
    begin, end = first.begin - lead, last.begin + last.length + tail
    edits: list[_Edit] = []
    for step in Indel.opcodes(own[start:stop], theirs[begin:end]):
        if step.tag == "equal":
            continue
        edit = (start + step.src_start, start + step.src_end), (begin + step.dest_start, begin + step.dest_end)
        if edits and edits[-1][0][1] == edit[0][0] and edits[-1][1][1] == edit[1][0]:
            before = edits.pop()
            edit = (before[0][0], edit[0][1]), (before[1][0], edit[1][1])
        edits.append(edit)
    changed = [(mine, other) for mine, other in edits if "".join(keys[slice(*mine)]) != "".join(model[slice(*other)])]
    return _Aligned(tuple(changed), begin, end, sum(run.length for run in runs))


def _claims(group: list[_Said]) -> tuple[Claim, ...]:
    """Speakers named by the articles; unnamed speakers only where no article names one."""
    heard: list[tuple[Speaker, dict[int, float]]] = []
    voiced = [(one.quote.speaker, one.order, one.quote.confidence) for one in group if one.quote.speaker is not None]
    named = [each for each in voiced if each[0].kind != "unnamed"]
    for speaker, order, confidence in sorted(
        named or voiced, key=lambda each: (len(each[0].members), -len(each[0].name))
    ):
        known = next((orders for other, orders in heard if _is_same(speaker, other)), None)
        if known is None:
            known = {}
            heard.append((speaker, known))
        known[order] = max(confidence, known.get(order, 0.0))
    claims = (Claim(speaker, len(orders), max(orders.values())) for speaker, orders in heard)
    return tuple(sorted(claims, key=lambda one: -one.articles))


def _is_same(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are one, or one speaks for the other: "Alsea Ferries", "spokeswoman for Alsea Ferries".

    A name with one wrong letter is the same speaker's.
    """
    if match_speakers(one, other) or _is_misspelled(one.name, other.name):
        return True
    return one.kind != other.kind and any(
        name.casefold() in (speaker.role or "").casefold() for name, speaker in ((one.name, other), (other.name, one))
    )


def _is_misspelled(one: str, other: str) -> bool:
    pairs = list(zip(one.casefold().split(), other.casefold().split(), strict=False))
    alike = len(one.split()) == len(other.split()) > 1
    return alike and all(word == right or is_misspelled(word, right) for word, right in pairs)
