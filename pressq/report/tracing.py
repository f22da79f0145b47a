"""Trace quotations through articles: group near duplicates, align each with the fullest wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

from pressq.article import Passage, Quote, Speaker
from pressq.report.fitting_alignment import equal_runs
from pressq.report.near_duplicates import near_duplicate_groups, without_stock_phrases
from pressq.report.normalisation import normalise
from pressq.report.speaker_matching import match_speakers
from pressq.report.traces import ArticleMetadata, ArticleQuotes, Claim, Occurrence, Trace, Traces
from pressq.report.verification import Change

__all__ = ["trace_quotations"]

_UNDATED = "9999-99-99"
_MODELS = 20  # wordings of one quotation that are compared with all others


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
    """Traces of the quotations of many articles; see `pressq.trace`."""
    said: dict[tuple[str, ...], list[_Said]] = {}
    articles = looked_at = 0
    for page in pages:
        for quote in page.quotes:
            one = _said(articles, page.header, quote)
            if len(one.keys) >= min_words and len(without_stock_phrases(one.keys)) >= min_words:
                said.setdefault(one.keys, []).append(one)
                looked_at += 1
        articles += 1
    wordings = list(said)
    together = near_duplicate_groups([without_stock_phrases(keys) for keys in wordings])
    alone = set(range(len(wordings))).difference(*together)
    members = [[each for number in group for each in said[wordings[number]]] for group in together]
    members += [said[wordings[number]] for number in sorted(alone)]
    several = [group for group in members if len({one.order for one in group}) > 1]
    for group in several:
        group.sort(key=lambda one: (one.header.published or _UNDATED, one.order, one.quote.spans[0].start))
    several.sort(key=lambda group: (-len({one.order for one in group}), group[0].header.published or _UNDATED))
    return Traces(tuple(_trace(number, group) for number, group in enumerate(several, start=1)), looked_at, articles)


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


def _trace(number: int, group: list[_Said]) -> Trace:
    model = _model(group)
    return Trace(number, model.text, _claims(group), tuple(_occurrence(one, model) for one in group))


def _model(group: list[_Said]) -> _Said:
    """The wording that holds most of the others; of two the longer, then the first."""
    count = Counter(one.keys for one in group)
    spaced = {keys: f" {' '.join(keys)} " for keys in count}
    likeliest = sorted(count, key=lambda keys: (-count[keys], -len(keys)))[:_MODELS]
    likeliest += sorted(count, key=lambda keys: -len(keys))[:_MODELS]
    held = {
        keys: sum(times for other, times in count.items() if spaced[other] in spaced[keys]) for keys in set(likeliest)
    }
    return max(group, key=lambda one: (held.get(one.keys, 0), len(one.keys), -group.index(one)))


def _occurrence(one: _Said, model: _Said) -> Occurrence:
    """A quotation as a form of the model's words."""
    edits, begin, stop, equal = _edits(one.keys, model.keys)
    similarity = 2 * equal / (len(one.keys) + len(model.keys))
    changes = tuple(Change(one.passage(*own), model.own(*theirs)) for own, theirs in edits)
    trimmed = begin > 0 or stop < len(model.keys)
    return Occurrence(
        one.header, one.quote, "changed" if changes else "trimmed" if trimmed else "whole", similarity, changes
    )


_Edit = tuple[tuple[int, int], tuple[int, int]]


def _edits(keys: Sequence[str], model: Sequence[str]) -> tuple[list[_Edit], int, int, int]:
    """What leads from words to those of the model, which of the model's they stand for, and how many are equal."""
    if tuple(keys) == tuple(model):
        return [], 0, len(model), len(keys)
    numbers: dict[str, int] = {}
    own, theirs = ([numbers.setdefault(key, len(numbers)) for key in each] for each in (keys, model))
    (runs,) = equal_runs(own, np.array([theirs]))
    if not runs:
        return [((0, len(keys)), (0, len(model)))], 0, len(model), 0
    begin = max(0, runs[0].begin - runs[0].first)
    last = runs[-1]
    stop = min(len(model), last.begin + len(keys) - last.first)
    edits: list[_Edit] = []
    for step in Indel.opcodes(own, theirs[begin:stop]):
        if step.tag == "equal":
            continue
        edit = (step.src_start, step.src_end), (begin + step.dest_start, begin + step.dest_end)
        if edits and edits[-1][0][1] == edit[0][0] and edits[-1][1][1] == edit[1][0]:
            before = edits.pop()
            edit = (before[0][0], edit[0][1]), (before[1][0], edit[1][1])
        edits.append(edit)
    changed = [(mine, other) for mine, other in edits if "".join(keys[slice(*mine)]) != "".join(model[slice(*other)])]
    return changed, begin, stop, sum(run.length for run in runs)


def _claims(group: list[_Said]) -> tuple[Claim, ...]:
    """Speakers named by the articles; unnamed speakers only where no article names one."""
    heard: list[tuple[Speaker, set[int]]] = []
    speakers = [(one.quote.speaker, one.order) for one in group if one.quote.speaker is not None]
    named = [(speaker, order) for speaker, order in speakers if speaker.kind != "unnamed"]
    for speaker, order in sorted(named or speakers, key=lambda pair: (len(pair[0].members), -len(pair[0].name))):
        known = next((number for number, (other, _) in enumerate(heard) if _is_same(speaker, other)), None)
        if known is None:
            heard.append((speaker, {order}))
        else:
            heard[known][1].add(order)
    claims = (Claim(speaker, len(orders)) for speaker, orders in heard)
    return tuple(sorted(claims, key=lambda one: -one.articles))


def _is_same(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are one, or one speaks for the other: "Alsea Ferries", "spokeswoman for Alsea Ferries"."""
    if match_speakers(one, other):
        return True
    return one.kind != other.kind and any(
        name.casefold() in (speaker.role or "").casefold() for name, speaker in ((one.name, other), (other.name, one))
    )
