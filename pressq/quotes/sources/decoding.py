"""Decoding: from the scores of a window to candidate attributions.

Tags give spans, pointers give sources and cues. A marked segment is content as a whole or not at all. In the annotation
that the network learned from every attribution has a cue of its own, so contents that point to the same cue are one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pressq.article import QuoteSpan, Span
from pressq.quotes.encoding.distances import distance_bucket, paragraph_bucket
from pressq.quotes.encoding.encoder import Encoder, Learned, WindowScores
from pressq.quotes.encoding.labels import TAGS
from pressq.quotes.encoding.viterbi import IMPOSSIBLE, OUTSIDE_THRESHOLD, TagSpans, TokenSpan, spans_from_scores
from pressq.quotes.encoding.windows import MAX_WINDOW_WORDS, Inside, Window
from pressq.quotes.regression import logit

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

    from pressq.text.marks import MarkedSegment

__all__ = ["Candidate", "Decoder", "load_decoder"]

_CONTENT = TAGS.index("B-content")
_MIN_MASS = 0.1  # of a pointer on a span that it chooses
_NEARLY = 0.6  # the share of the mass on another cue that lets a cue without contents take one


@dataclass(frozen=True)
class Candidate:
    """A candidate attribution of a window, before its source is ranked.

    Attributes:
        content, source, cue: offsets in the article; the source is one that the tags show, if any.
        source_pointer: the distribution of its source pointer over nowhere and the words of the window [1 + n].
        p_speech: the probability that it is speech.
        features: the features of its confidence.
        window: the window.
    """

    content: tuple[QuoteSpan, ...]
    source: Span | None
    cue: Span | None
    source_pointer: Floats
    p_speech: float
    features: tuple[float, ...]
    window: Window

    @property
    def is_marked(self) -> bool:
        """Is any of its content between quotation marks?"""
        return any(span.quoted for span in self.content)


class Decoder:
    """Decodes windows.

    Args:
        learned: what was learned with the network.
    """

    def __init__(self, learned: Learned) -> None:
        import numpy as np

        places = np.arange(MAX_WINDOW_WORDS)
        distance = np.array(learned["distance"], np.float32)[:, distance_bucket(places - places[:, None])]
        none = np.array(learned["none"], np.float32)[:, None, None]
        self._offsets = np.concatenate([np.broadcast_to(none, (2, MAX_WINDOW_WORDS, 1)), distance], axis=2)
        self._paragraph = np.array(learned["paragraph"], np.float32)
        self._segment = learned["segment"]

    def spans(self, scores: WindowScores) -> TagSpans:
        """The sources, cues and contents of a window; none of the elided middle of a quotation."""
        import numpy as np

        if scores.window.aside:
            return TagSpans([], [], [])
        emissions = np.log(scores.tags + 1e-9)
        self._decide_segments(scores.window, scores.tags, emissions)
        busy = (scores.tags[:, 0] < OUTSIDE_THRESHOLD) | (emissions[:, 0] <= IMPOSSIBLE)
        return TagSpans(*spans_from_scores(emissions, busy))

    def candidates(self, scores: WindowScores, spans: TagSpans, segments: Sequence[MarkedSegment]) -> list[Candidate]:
        """All candidates of a window in reading order, however unlikely.

        Args:
            scores: the scores of the window.
            spans: its spans.
            segments: the article's marked segments.
        """
        import numpy as np

        window, probabilities = scores.window, scores.tags
        sources, cues, contents = spans
        if not contents:
            return []
        to_source, to_cue = self._pointers(contents + cues, window, scores.pointers)
        on_cues = _masses(cues, to_cue[: len(contents)].cumsum(-1))
        wide = probabilities.astype(np.float64)
        likely = (wide[:, 1::2] + wide[:, 2::2]).T.tolist()
        groups = _groups(_leads(on_cues, [_average(likely[1], place) for place in cues]))
        groups = dict(_connected(groups, contents, cues, window, segments))
        pointed = _pooled(groups, contents, to_source)
        totals = pointed.cumsum(-1)
        begins = probabilities[:, _CONTENT].tolist()
        found = []
        on_sources = _masses(sources, totals)
        for (key, members), row, total, masses in zip(groups.items(), pointed, totals, on_sources, strict=True):
            source, mass = _source(sources, masses, total, float(row[0]))
            cue, cue_mass = (cues[key], min(on_cues[m][key] for m in members)) if key >= 0 else (None, 0.0)
            places = [contents[m] for m in members]
            features = _features(places, source, cue, mass, cue_mass, likely, begins, window)
            content = tuple(span for first, stop in places for span in _content(first, stop, window, segments))
            said = [*places, cue] if cue else places
            p_speech = float(np.concatenate([scores.p_speech[first:stop] for first, stop in said]).mean())
            found.append(Candidate(content, _span(source, window), _span(cue, window), row, p_speech, features, window))
        return sorted(found, key=lambda candidate: candidate.content)

    def _decide_segments(self, window: Window, probabilities: Floats, emissions: Floats) -> None:
        """Decide for each marked segment as a whole whether it is content."""
        content = probabilities[:, _CONTENT:].sum(1).tolist()
        stop = 0
        for index, run in groupby(window.segment):
            first, stop = stop, stop + len(list(run))
            if index < 0:
                continue
            limit = self._segment[min(stop - first, 3) - 1]
            if sum(content[first:stop]) / (stop - first) >= limit:
                emissions[first:stop, :_CONTENT] = IMPOSSIBLE
                emissions[first + 1 : stop, _CONTENT] = IMPOSSIBLE
            else:
                emissions[first:stop, _CONTENT:] = IMPOSSIBLE

    def _pointers(self, spans: Sequence[TokenSpan], window: Window, pointers: Floats) -> Floats:
        """The mean pointer distributions of the words of each span [2, spans, 1 + words]; place 0 is nowhere."""
        import numpy as np

        rows = np.array([row for first, stop in spans for row in range(first, stop)])
        scores = pointers[:, rows + 1, :-1]
        scores += self._offsets[:, rows, : len(window) + 1]
        paragraph = np.array(window.paragraph)
        first, last = window.paragraph[0], window.paragraph[-1]
        between = self._paragraph[:, paragraph_bucket(paragraph - np.arange(first, last + 1)[:, None])]
        scores[..., 1:] += between[:, paragraph[rows] - first]
        lengths = np.array([stop - first for first, stop in spans])
        mean: Floats = np.add.reduceat(_softmax(scores), np.cumsum(lengths) - lengths, axis=1)
        mean /= lengths[:, None]
        return mean


@cache
def load_decoder(encoder: Encoder) -> Decoder:
    """The decoder of a network, built once."""
    return Decoder(encoder.learned)


def _softmax(scores: Floats) -> Floats:
    """The softmax along the last axis, in place."""
    import numpy as np

    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    return scores


def _pooled(groups: Mapping[int, Sequence[int]], contents: Sequence[TokenSpan], to_source: Floats) -> Floats:
    """The mean source pointer of each group: contents weighted by sqrt(length), the cue by 1/2."""
    import numpy as np

    order = [number for members in groups.values() for number in members]
    weights = np.sqrt([contents[number][1] - contents[number][0] for number in order]).astype(np.float32)
    sizes = np.array([len(members) for members in groups.values()])
    starts = np.cumsum(sizes) - sizes
    pointed: Floats = np.add.reduceat(weights[:, None] * to_source[order], starts)
    pointed /= np.add.reduceat(weights, starts)[:, None]
    cues = np.array(list(groups))
    led = cues >= 0
    pointed[led] = (2 * pointed[led] + to_source[len(contents) + cues[led]]) / 3
    return pointed


def _features(
    contents: list[TokenSpan],
    source: TokenSpan | None,
    cue: TokenSpan | None,
    mass: float,
    cue_mass: float,
    likely: Sequence[list[float]],
    begins: list[float],
    window: Window,
) -> tuple[float, ...]:
    """The features of the confidence that a window shows.

    Args:
        contents, source, cue: the parts of the attribution, as words of `window`.
        mass: the pointer mass on the source, or on nowhere without one.
        cue_mass: the pointer mass on the cue, of the content with the lowest one.
        likely: the probability of each word to be in a source, in a cue, and in a content.
        begins: the probability of each word to begin a content.
    """
    in_source, in_cue, in_content = likely

    content = [probability for first, stop in contents for probability in in_content[first:stop]]
    mean = sum(content) / len(content)
    marked = sum(index >= 0 for first, stop in contents for index in window.segment[first:stop]) / len(content)
    return (
        mean,
        min(content),
        min(begins[first] for first, _ in contents),
        marked,
        marked * mean,
        mass,
        logit(mass, 1e-3),
        _average(in_source, source),
        cue_mass,
        _average(in_cue, cue),
        float(source is None),
        math.log(len(content)),
        math.log(len(contents)),
    )


def _groups(leads: Sequence[int | None]) -> dict[int, list[int]]:
    """The contents by the cue that they share; each without a cue by a number below 0."""
    groups: dict[int, list[int]] = {}
    for number, cue in enumerate(leads):
        groups.setdefault(-1 - number if cue is None else cue, []).append(number)
    return groups


def _source(
    sources: Sequence[TokenSpan], masses: Sequence[float], total: Floats, nowhere: float
) -> tuple[TokenSpan | None, float]:
    """The source with the highest mass, and that mass; none if the pointer prefers nowhere."""
    chosen = _most(masses)
    if chosen is not None:
        source = sources[chosen]
        mass = float(total[source[1]] - total[source[0]])
        if mass >= nowhere:
            return source, mass
    return None, nowhere


def _average(probabilities: list[float], span: TokenSpan | None) -> float:
    return sum(probabilities[slice(*span)]) / (span[1] - span[0]) if span else 0.0


def _masses(spans: Sequence[TokenSpan], totals: Floats) -> list[list[float]]:
    """The mass on each span, for each row of `totals`, the cumulative sums of pointers [rows, 1 + words]."""
    import numpy as np

    edges = np.array(spans, np.intp).reshape(-1, 2)
    masses: list[list[float]] = (totals[:, edges[:, 1]] - totals[:, edges[:, 0]]).tolist()
    return masses


def _most(masses: Sequence[float]) -> int | None:
    """The span with the highest mass, None below the threshold."""
    most = max(masses, default=0.0)
    return masses.index(most) if most > _MIN_MASS else None


def _leads(on_cues: Sequence[list[float]], certain: Sequence[float]) -> list[int | None]:
    """The cue of each content span, None below the pointer threshold.

    A cue without contents takes one that points to it nearly as much from a cue with several.

    Args:
        on_cues: the pointer mass of each content on each cue.
        certain: the probability of each cue to be one.
    """
    chosen = [_most(masses) for masses in on_cues]
    for cue in sorted({*range(len(certain))}.difference(chosen)):
        likeliest = max(range(len(on_cues)), key=lambda number: on_cues[number][cue])
        masses, before = on_cues[likeliest], chosen[likeliest]
        if before is None or chosen.count(before) == 1:
            continue
        if masses[cue] * certain[cue] >= _NEARLY * masses[before]:
            chosen[likeliest] = cue
    return chosen


def _connected(
    groups: Mapping[int, Sequence[int]],
    contents: Sequence[TokenSpan],
    cues: Sequence[TokenSpan],
    window: Window,
    segments: Sequence[MarkedSegment],
) -> Iterator[tuple[int, list[int]]]:
    """The groups split at paragraph breaks unless a quotation continues; the part nearest to the cue keeps it."""
    paragraph = window.paragraph
    for key, members in groups.items():
        runs = [[members[0]]]
        for before, number in pairwise(members):
            index = window.segment[contents[number][0]]
            goes_on = index >= 0 and segments[index].continues
            if not goes_on and paragraph[contents[number][0]] > paragraph[contents[before][0]]:
                runs.append([])
            runs[-1].append(number)
        at = paragraph[cues[key][0]] if key >= 0 else 0
        near = min(runs, key=lambda run: min(abs(paragraph[contents[number][0]] - at) for number in run))
        yield from ((key if run is near else -1 - run[0], run) for run in runs)


def _content(first: int, stop: int, window: Window, segments: Sequence[MarkedSegment]) -> Iterator[QuoteSpan]:
    """The parts of a content inside and outside of quotation marks; whole segments keep their punctuation."""
    while first < stop:
        index = window.segment[first]
        last = first
        while last + 1 < stop and window.segment[last + 1] == index:
            last += 1
        start, end = window.start[first], window.end[last]
        if index >= 0:
            if window.features[first][0] in (Inside.FIRST, Inside.ONLY):
                start = segments[index].start
            if window.features[last][0] in (Inside.LAST, Inside.ONLY):
                end = segments[index].end
        yield QuoteSpan(start, end, index >= 0)
        first = last + 1


def _span(words: TokenSpan | None, window: Window) -> Span | None:
    return Span(window.start[words[0]], window.end[words[1] - 1]) if words else None
