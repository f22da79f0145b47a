"""From the network's scores to attributions: spans from tags, sources and cues from pointers, fragments joined by cue.

The network gives each word a score for each tag, and a query and a key for each of two pointers (to the words of the
source, to the words of the cue). A marked segment is content as a whole or not at all. In the annotation the model
learned from, every attribution has a cue of its own: fragments of a paragraph that point to the same cue are one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from pressq.article import QuoteSpan, Span
from pressq.quotes.encoding.distances import distance_bucket, paragraph_bucket
from pressq.quotes.encoding.encoder import WindowScores
from pressq.quotes.encoding.labels import TAGS
from pressq.quotes.encoding.viterbi import IMPOSSIBLE, OUTSIDE_THRESHOLD, TokenSpan, spans_from_scores
from pressq.quotes.encoding.windows import MAX_WINDOW_WORDS, Inside, Window

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

    from pressq.text.marks import MarkedSegment

__all__ = ["Candidate", "Decoder"]

_CONTENT = TAGS.index("B-content")
_LEAST_MASS = 0.1  # of a pointer on a span that it chooses
_NEARLY = 0.6  # of what points to another cue, from which a cue that has nothing takes it


@dataclass(frozen=True)
class Candidate:
    """An attribution found in a window, before its source is chosen.

    Attributes:
        content, source, cue: offsets in the article; the source is what the tags call one, if anything.
        pointed: [1 + n] where its words point to as their source: nowhere, or to each word of the window.
        said: the chance that it is speech.
        features: what its confidence is computed from.
        window: where it was found.
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
        """Does any of it stand between quotation marks?"""
        return any(span.quoted for span in self.content)


class Decoder:
    """How scores become attributions, with what was learned for it.

    Args:
        learned: `distance`, `paragraph` and `none` (what the pointers add to a score), and `segment` (from which mean
            probability on a marked segment is content: of one word, two, three or more).
    """

    def __init__(self, learned: Mapping[str, Any]) -> None:
        import numpy as np

        places = np.arange(MAX_WINDOW_WORDS)
        distance = np.array(learned["distance"], np.float32)[:, distance_bucket(places - places[:, None])]
        none = np.array(learned["none"], np.float32)[:, None, None]
        self._offsets = np.concatenate([np.broadcast_to(none, (2, MAX_WINDOW_WORDS, 1)), distance], axis=2)
        self._paragraph = np.array(learned["paragraph"], np.float32)
        self._segment: list[float] = learned["segment"]

    def candidates(self, read: WindowScores, segments: Sequence[MarkedSegment]) -> list[Candidate]:
        """What stands in a window, however doubtful, in reading order.

        Args:
            read: the window as the network reads it.
            segments: the article's marked segments.
        """
        import numpy as np

        window, chances = read.window, read.tags.copy()
        emissions = np.log(chances + 1e-9)
        self._decide_segments(window, chances, emissions)
        busy = (chances[:, 0] < OUTSIDE_THRESHOLD) | (emissions[:, 0] <= IMPOSSIBLE)
        sources, cues, contents = spans_from_scores(emissions, busy)
        if not contents:
            return []
        to_source, to_cue = self._pointers(contents + cues, window, read.pointers)
        on_cues = _masses(cues, to_cue[: len(contents)].cumsum(-1))
        wide = chances.astype(np.float64)
        likely = (wide[:, 1::2] + wide[:, 2::2]).T.tolist()
        groups: dict[int, list[int]] = {}  # contents by the cue they share, each without one by a number below 0
        for number, led in enumerate(_leads(on_cues, [_average(likely[1], place) for place in cues])):
            groups.setdefault(-1 - number if led is None else led, []).append(number)
        groups = dict(_connected(groups, contents, cues, window, segments))
        pointed = _pooled(groups, contents, to_source)
        totals = pointed.cumsum(-1)
        begins = chances[:, _CONTENT].tolist()
        found = []
        for (key, members), row, total, masses in zip(
            groups.items(), pointed, totals, _masses(sources, totals), strict=True
        ):
            chosen = _most(masses)
            source = sources[chosen] if chosen is not None else None
            mass, nowhere = float(total[source[1]] - total[source[0]]) if source else 0.0, float(row[0])
            if source is None or mass < nowhere:
                source, mass = None, nowhere
            cue, cue_mass = (cues[key], min(on_cues[m][key] for m in members)) if key >= 0 else (None, 0.0)
            places = [contents[m] for m in members]
            features = _features(places, source, cue, mass, cue_mass, likely, begins, window)
            content = tuple(span for first, stop in places for span in _content(first, stop, window, segments))
            heard = [*places, cue] if cue else places
            said = float(np.concatenate([read.p_speech[first:stop] for first, stop in heard]).mean())
            found.append(Candidate(content, _span(source, window), _span(cue, window), row, said, features, window))
        return sorted(found, key=lambda candidate: candidate.content)

    def _decide_segments(self, window: Window, chances: Floats, emissions: Floats) -> None:
        """Make each marked segment content or not, as a whole."""
        content = chances[:, _CONTENT:].sum(1).tolist()
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
        """Where the words of each span point to on average: [2, spans, 1 + words], place 0 for nowhere."""
        import numpy as np

        rows = np.concatenate([np.arange(first, stop) for first, stop in spans])
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


def _softmax(scores: Floats) -> Floats:
    """Scores made probabilities, along the last axis."""
    import numpy as np

    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    return scores


def _pooled(groups: Mapping[int, Sequence[int]], contents: Sequence[TokenSpan], to_source: Floats) -> Floats:
    """Where each group points to as its source: its contents by the root of their lengths, its cue half as much."""
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
    """What the confidence of an attribution is computed from.

    Args:
        contents, source, cue: its parts, as places in `window`.
        mass: how much its words point to the source, or to nowhere where there is none.
        cue_mass: how much the words of its least certain content point to the cue.
        likely: the chance of each word to be in a source, in a cue, and in a content.
        begins: the chance of each word to begin a content.
    """
    in_source, in_cue, in_content = likely

    content = [chance for first, stop in contents for chance in in_content[first:stop]]
    mean = sum(content) / len(content)
    marked = sum(index >= 0 for first, stop in contents for index in window.segment[first:stop]) / len(content)
    return (
        mean,
        min(content),
        min(begins[first] for first, _ in contents),
        marked,
        marked * mean,
        mass,
        _logit(mass),
        _average(in_source, source),
        cue_mass,
        _average(in_cue, cue),
        float(source is None),
        math.log(len(content)),
        math.log(len(contents)),
    )


def _average(chances: list[float], span: TokenSpan | None) -> float:
    return sum(chances[slice(*span)]) / (span[1] - span[0]) if span else 0.0


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(chance / (1 - chance))


def _masses(spans: Sequence[TokenSpan], totals: Floats) -> list[list[float]]:
    """How much falls on each span, for each row of `totals` [rows, 1 + words], the sums up to each place."""
    import numpy as np

    edges = np.array(spans, np.intp).reshape(-1, 2)
    masses: list[list[float]] = (totals[:, edges[:, 1]] - totals[:, edges[:, 0]]).tolist()
    return masses


def _most(masses: Sequence[float]) -> int | None:
    """Which of several spans is pointed to most, None where hardly any is."""
    most = max(masses, default=0.0)
    return masses.index(most) if most > _LEAST_MASS else None


def _leads(on_cues: Sequence[list[float]], certain: Sequence[float]) -> list[int | None]:
    """Which cue leads to each content, None where hardly any is pointed to.

    Each cue leads to something: one to which nothing points most takes, from one that has more, what points to it
    nearly as much.

    Args:
        on_cues: how much the words of each content point to each cue.
        certain: the chance of each cue to be one.
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
    """The groups, each in one paragraph, but for what marks say to go on: what is nearest to the cue keeps it."""
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
    """The parts of a content inside and outside of marks; whole segments keep their first and last punctuation."""
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
