"""Trace quotations through articles: group near duplicates, align each with the fullest wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from pressq.article import Passage, Quote, Speaker
from pressq.report.change_notes import notes_on_change
from pressq.report.context import goes_on_otherwise, is_turned
from pressq.report.near_duplicates import dense_stretch, near_duplicate_groups, without_stock_phrases
from pressq.report.normalisation import normalise
from pressq.report.speaker_matching import match_speakers
from pressq.report.traces import ArticleMetadata, ArticleQuotes, Claim, Occurrence, Trace, Traces
from pressq.report.verification import NOTES, Change, Note
from pressq.text.lexicon import lexicon
from pressq.text.names import is_misspelled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["trace_quotations"]

_UNDATED = float("inf")
_DAY = 86_399.0  # seconds
_EDGE = 8  # words at an end of both that may stand for each other
_SAID_BY_MANY = 10  # equal words: two people seldom both say so many
_SAME_SENTENCES = 0.8  # of those with quotations that articles of one text share
_SENTENCES_BEFORE = re.compile(r"\A.*[.!?…][\"'”’»)]*\s", re.DOTALL)
_SENTENCES_AFTER = re.compile(r"(?<=[.!?…]).*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation with its marked words: their keys, and where they stand in the marked words and in the article."""

    order: int
    header: ArticleMetadata
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
    articles: list[_Printed] = []
    printed: dict[bytes, list[tuple[int, Quote]]] = {}
    looked_at = 0
    for order, page in enumerate(pages):
        sentences = frozenset(hash(" ".join(quote.sentence.text.split())) for quote in page.quotes)
        articles.append(_Printed(page.header, sentences))
        for quote in page.quotes:
            keys = without_stock_phrases(_said(order, page.header, quote).keys)
            if len(keys) >= min_words:
                wording = np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int32).tobytes()
                printed.setdefault(wording, []).append((order, quote))
                looked_at += 1
    function_words = lexicon("function-words")
    together = near_duplicate_groups(
        [np.frombuffer(wording, np.int32) for wording in printed],
        [len({order for order, _ in each}) for each in printed.values()],
        np.array([0.0 if key in function_words else 1.0 for key in numbers]) * _rarity(printed, len(numbers)),
    )
    wordings = list(printed.values())
    groups = [[wordings[number] for number in group] for group in together]
    groups += [[wordings[number]] for number in sorted(set(range(len(wordings))).difference(*together))]
    made: list[Trace] = []
    for group in groups:
        if len({order for each in group for order, _ in each}) > 1:
            said = [_said(order, articles[order].header, quote) for each in group for order, quote in each]
            model = min(said[: len(group[0])], key=lambda one: (_instant(one.header), one.order))
            members = [one for one in said if _is_retold(one, model)]
            if len({one.order for one in members}) > 1:
                made.append(_trace(model, members, articles))
    made.sort(key=lambda trace: (-len({one.header.source for one in trace.occurrences}), _instant(trace.first.header)))
    numbered = (replace(trace, id=number) for number, trace in enumerate(made, start=1))
    return Traces(tuple(numbered), looked_at, len(articles))


def _rarity(wordings: Iterable[bytes], words: int) -> NDArray[np.float64]:
    """How rare each word is: the logarithm of one in how many wordings has it (Spärck Jones, 1972)."""
    counts, number = np.zeros(words), 0
    for wording in wordings:
        counts[np.unique(np.frombuffer(wording, np.int32))] += 1
        number += 1
    rarity: NDArray[np.float64] = np.log1p(number / np.maximum(counts, 1))
    return rarity


@dataclass(frozen=True, slots=True)
class _Printed:
    """An article, and the hashes of the sentences that hold its quotations."""

    header: ArticleMetadata
    sentences: frozenset[int]

    def is_reprint_of(self, other: _Printed) -> bool:
        """Do both print one text? By its hash, or nearly all sentences with quotations; one alone needs the title."""
        if self.header.sha256 == other.header.sha256:
            return True
        shared, whole = len(self.sentences & other.sentences), len(self.sentences | other.sentences)
        title = self.header.title is not None and self.header.title == other.header.title
        return shared >= _SAME_SENTENCES * whole and (shared > 1 or title)


def _said(order: int, header: ArticleMetadata, quote: Quote) -> _Said:
    """The marked words of a quotation, by the lengths of its spans."""
    parts: list[str] = []
    keys: list[str] = []
    places: list[tuple[int, int]] = []
    shift: list[int] = []
    length = reached = 0
    for span in quote.spans:
        part = quote.text[reached : reached + span.end - span.start]
        reached += len(part) + 1
        if span.quoted:
            words = normalise(part)
            keys += words.keys
            places += [(start + length, end + length) for start, end in words.spans]
            shift += [span.start - length] * len(words.keys)
            parts.append(part)
            length += len(part) + 1
    return _Said(order, header, quote, " ".join(parts), tuple(keys), tuple(places), tuple(shift))


def _is_retold(one: _Said, model: _Said) -> bool:
    """Are these the model's words? Of a few that many may say ("we are above the law") only if one person says both."""
    speakers = one.quote.speaker, model.quote.speaker
    if speakers[0] is None or speakers[1] is None or match_speakers(speakers[0], speakers[1]):
        return True
    return one.keys == model.keys or _aligned(one.keys, model.keys).equal >= _SAID_BY_MANY


def _trace(model: _Said, members: list[_Said], articles: list[_Printed]) -> Trace:
    """A trace of quotations that align with the model."""
    members.sort(key=lambda one: (_instant(one.header), one.order, one.quote.spans[0].start))
    kept: list[int] = []  # articles
    copies: dict[int, list[int]] = {}
    for order in dict.fromkeys(one.order for one in members):
        original = next((other for other in kept if articles[order].is_reprint_of(articles[other])), None)
        if original is None:
            kept.append(order)
        else:
            copies.setdefault(original, []).append(order)
    shown = [one for one in members if one.order in kept]
    firsts = {one.order: number for number, one in reversed(list(enumerate(shown)))}
    occurrences = tuple(
        replace(
            _occurrence(one, model),
            reprints=tuple(articles[copy].header for copy in copies.get(one.order, ()) if firsts[one.order] == number),
        )
        for number, one in enumerate(shown)
    )
    return Trace(0, model.text, _claims(shown), occurrences, _is_first(members))


def _is_first(members: Sequence[_Said]) -> bool:
    """Is the first article surely the first?"""
    end = _instant(members[0].header, last=True)
    others = {one.order: one.header for one in members if one.order != members[0].order}
    return end < _UNDATED and all(end < _instant(header) < _UNDATED for header in others.values())


def _instant(header: ArticleMetadata, *, last: bool = False) -> float:
    """When an article was published, in seconds; of a day without time the first or the last one, in UTC."""
    if header.published is None:
        return _UNDATED
    try:
        moment = datetime.fromisoformat(header.published)
    except ValueError:  # of a record that another program wrote
        return _UNDATED
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp() + (_DAY if last and len(header.published) == len("2025-01-01") else 0.0)


def _occurrence(one: _Said, model: _Said) -> Occurrence:
    """A quotation as a form of the model's words."""
    aligned = _aligned(one.keys, model.keys)
    similarity = 2 * aligned.equal / (len(one.keys) + len(model.keys))
    notes: set[Note] = set()
    for own, theirs in aligned.edits:
        notes |= notes_on_change(Change(one.own(*own), model.own(*theirs)), one.text, model.text)
    if aligned.begin > 0 and is_turned(_SENTENCES_BEFORE.sub("", model.text[: model.places[aligned.begin][0]])):
        notes.add("context")
    if aligned.end < len(model.keys):
        after = model.text[model.places[aligned.end - 1][1] :]
        if goes_on_otherwise(_SENTENCES_AFTER.sub("", after)):
            notes.add("context")
    trimmed = aligned.begin > 0 or aligned.end < len(model.keys)
    return Occurrence(
        one.header,
        one.quote,
        "changed" if aligned.edits else "trimmed" if trimmed else "whole",
        similarity,
        tuple(Change(one.passage(*own), model.own(*theirs)) for own, theirs in aligned.edits),
        tuple(note for note in NOTES if note in notes),
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
