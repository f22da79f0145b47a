"""From the network's scores to attributions: spans from tags, sources and cues from pointers, fragments joined by cue.

The network gives each word a score for each tag, and a query and a key for each of two pointers (to the words of the
source, to the words of the cue). A marked segment is content as a whole or not at all. In the annotation the model
learned from, every attribution has a cue of its own: fragments that point to the same cue are one attribution.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.windows import LIMIT, Inside, Window

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

    from pressq.text.marks import MarkedSegment

__all__ = ["DISTANCES", "PARAGRAPHS", "TAGS", "Candidate", "Joiner", "bucket", "paragraph_bucket"]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
DISTANCES = 17
PARAGRAPHS = 7
_CONTENT = TAGS.index("B-content")
_NEVER = -1e4
_LEAST_MASS = 0.1  # of a pointer on a span that it chooses

Place = tuple[int, int]  # a span of words in a window: the first, and the one after the last


def bucket(distance: Ints) -> Ints:
    """Distances in words on a logarithmic scale, 0 to `DISTANCES` - 1; 8 is no distance."""
    import numpy as np

    size = np.minimum(np.ceil(np.log2(np.abs(distance) + 1)), 8).astype(np.int64)
    placed: Ints = np.where(distance < 0, 8 - size, 8 + size)
    return placed


def paragraph_bucket(distance: Ints) -> Ints:
    """Distances in paragraphs, 0 to `PARAGRAPHS` - 1; 3 is the same paragraph."""
    import numpy as np

    clipped: Ints = np.clip(distance, -3, 3) + 3
    return clipped


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribution found in a window, with what its confidence is computed from. Words are places in the window."""

    contents: tuple[Place, ...]
    source: Place | None
    cue: Place | None
    traits: tuple[float, ...]


class Joiner:
    """How scores become attributions, with what was learned for it.

    Args:
        learned: `distance`, `paragraph` and `none` (what the pointers add to a score), `segment` (from which mean
            probability on a marked segment is content: of one word, two, three or more), `least` (the confidence under
            which nothing is reported) and `weights` (of the confidence's logistic regression).
    """

    def __init__(self, learned: Mapping[str, Any]) -> None:
        import numpy as np

        places = np.arange(LIMIT)
        self._distance = np.array(learned["distance"], np.float32)[:, bucket(places - places[:, None])]
        self._paragraph = np.array(learned["paragraph"], np.float32)
        self._none = np.array(learned["none"], np.float32)
        self._segment: list[float] = learned["segment"]
        self.least: float = learned["least"]
        self._weights: list[float] = learned["weights"]

    def attribution(self, candidate: Candidate, window: Window, segments: Sequence[MarkedSegment]) -> Attribution:
        """The candidate in offsets of the article, with its confidence.

        Args:
            candidate: what was found in `window`.
            segments: the article's marked segments.
        """
        content = tuple(span for first, stop in candidate.contents for span in _content(first, stop, window, segments))
        confidence = self.confidence(candidate.traits)
        return Attribution(content, _span(candidate.source, window), _span(candidate.cue, window), confidence)

    def confidence(self, traits: Sequence[float]) -> float:
        """The chance that content and source are right, by logistic regression."""
        score = self._weights[0] + sum(w * t for w, t in zip(self._weights[1:], traits, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def candidates(self, window: Window, tags: Floats, pointers: Floats) -> list[Candidate]:
        """What stands in a window, however doubtful, in reading order.

        Args:
            window: its n words.
            tags: [n + 2, 7] scores of the tags; the first and last row are those of the window's edges.
            pointers: [2, n + 2, n + 2] scores of source and cue: from the word of a row to that of a column.
        """
        import numpy as np

        chances = _softmax(tags[1:-1])
        emissions = np.log(chances + 1e-9)
        self._decide_segments(window, chances, emissions)
        sources, cues, contents = _spans(emissions.tolist())
        if not contents:
            return []
        to_source, to_cue = self._pointers(contents + cues, window, pointers)
        on_cues = _masses(cues, to_cue[: len(contents)].cumsum(-1))
        groups: dict[int, list[int]] = {}  # contents by the cue they share, each without one by a number below 0
        for number, masses in enumerate(on_cues):
            chosen = _most(masses)
            groups.setdefault(-1 - number if chosen is None else chosen, []).append(number)
        pointed = _pooled(groups, contents, to_source)
        totals = pointed.cumsum(-1)
        wide = chances.astype(np.float64)
        likely = (wide[:, 1::2] + wide[:, 2::2]).T.tolist()
        begins = chances[:, _CONTENT].tolist()
        found = []
        for (key, members), row, total, masses in zip(
            groups.items(), pointed, totals, _masses(sources, totals), strict=True
        ):
            chosen = _most(masses)
            source = _grown(row) if chosen is None else sources[chosen]
            mass, nowhere = float(total[source[1]] - total[source[0]]) if source else 0.0, float(row[0])
            if source is None or mass < nowhere:
                source, mass = None, nowhere
            cue, cue_mass = (cues[key], min(on_cues[m][key] for m in members)) if key >= 0 else (None, 0.0)
            found.append(
                _candidate([contents[m] for m in members], source, cue, mass, cue_mass, likely, begins, window)
            )
        return sorted(found, key=lambda candidate: candidate.contents)

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
                emissions[first:stop, :_CONTENT] = _NEVER
                emissions[first + 1 : stop, _CONTENT] = _NEVER
            else:
                emissions[first:stop, _CONTENT:] = _NEVER

    def _pointers(self, spans: Sequence[Place], window: Window, pointers: Floats) -> Floats:
        """Where the words of each span point to on average: [2, spans, 1 + words], place 0 for nowhere."""
        import numpy as np

        rows = np.concatenate([np.arange(first, stop) for first, stop in spans])
        scores = pointers[:, rows + 1, :-1]
        scores[..., 0] += self._none[:, None]
        scores[..., 1:] += self._distance[:, rows, : len(window)]
        paragraph = np.array(window.paragraph)
        first, last = window.paragraph[0], window.paragraph[-1]
        between = self._paragraph[:, paragraph_bucket(paragraph - np.arange(first, last + 1)[:, None])]
        scores[..., 1:] += between[:, paragraph[rows] - first]
        lengths = np.array([stop - first for first, stop in spans])
        mean: Floats = np.add.reduceat(_softmax(scores), np.cumsum(lengths) - lengths, axis=1)
        mean /= lengths[:, None]
        return mean


def _pooled(groups: Mapping[int, Sequence[int]], contents: Sequence[Place], to_source: Floats) -> Floats:
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


def _candidate(
    contents: list[Place],
    source: Place | None,
    cue: Place | None,
    mass: float,
    cue_mass: float,
    likely: Sequence[list[float]],
    begins: list[float],
    window: Window,
) -> Candidate:
    """A candidate with its traits.

    Args:
        contents, source, cue: its parts, as places in `window`.
        mass: how much its words point to the source, or to nowhere where there is none.
        cue_mass: how much the words of its least certain content point to the cue.
        likely: the chance of each word to be in a source, in a cue, and in a content.
        begins: the chance of each word to begin a content.
    """
    in_source, in_cue, in_content = likely

    def average(chances: list[float], span: Place | None) -> float:
        return sum(chances[slice(*span)]) / (span[1] - span[0]) if span else 0.0

    content = [chance for first, stop in contents for chance in in_content[first:stop]]
    mean = sum(content) / len(content)
    marked = sum(index >= 0 for first, stop in contents for index in window.segment[first:stop]) / len(content)
    traits = (
        mean,
        min(content),
        min(begins[first] for first, _ in contents),
        marked,
        marked * mean,
        mass,
        _logit(mass),
        average(in_source, source),
        cue_mass,
        average(in_cue, cue),
        float(source is None),
        math.log(len(content)),
        math.log(len(contents)),
    )
    return Candidate(tuple(contents), source, cue, traits)


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(chance / (1 - chance))


def _softmax(scores: Floats) -> Floats:
    import numpy as np

    chances: Floats = np.exp(scores - scores.max(-1, keepdims=True))
    chances /= chances.sum(-1, keepdims=True)
    return chances


def _masses(spans: Sequence[Place], totals: Floats) -> list[list[float]]:
    """How much falls on each span, for each row of `totals` [rows, 1 + words], the sums up to each place."""
    import numpy as np

    edges = np.array(spans, np.intp).reshape(-1, 2)
    masses: list[list[float]] = (totals[:, edges[:, 1]] - totals[:, edges[:, 0]]).tolist()
    return masses


def _most(masses: Sequence[float]) -> int | None:
    """Which of several spans is pointed to most, None where hardly any is."""
    most = max(masses, default=0.0)
    return masses.index(most) if most > _LEAST_MASS else None


def _grown(chances: Floats) -> Place | None:
    """The words around the one that is pointed to most, where no tag says that a source stands there."""
    top = int(chances[1:].argmax()) + 1
    if chances[top] < 0.2:
        return None
    first = last = top
    while first > 1 and chances[first - 1] > 0.3 * chances[top]:
        first -= 1
    while last + 1 < len(chances) and chances[last + 1] > 0.3 * chances[top]:
        last += 1
    return first - 1, last


def _spans(emissions: Sequence[Sequence[float]]) -> tuple[list[Place], list[Place], list[Place]]:
    """Sources, cues and contents of the best sequence of tags where a part goes on only if it was begun (Viterbi).

    Args:
        emissions: of each word, what each tag adds to the score of a sequence.
    """
    none, source, cue, content = 0.0, _NEVER, _NEVER, _NEVER  # the best score that ends in no part, a source, ...
    before: list[int] = []  # the part in which the best sequence before each word ends, 0 for none
    begun: list[tuple[bool, bool, bool, bool]] = []
    for out, b_source, i_source, b_cue, i_cue, b_content, i_content in emissions:
        best, part = none, 0
        if source > best:
            best, part = source, 1
        if cue > best:
            best, part = cue, 2
        if content > best:
            best, part = content, 3
        before.append(part)
        new_source, new_cue, new_content = best + b_source, best + b_cue, best + b_content
        none, source, cue, content = best + out, source + i_source, cue + i_cue, content + i_content
        begun.append((True, new_source > source, new_cue > cue, new_content > content))
        source, cue, content = max(source, new_source), max(cue, new_cue), max(content, new_content)
    scores = (none, source, cue, content)
    part, place = scores.index(max(scores)), len(emissions)
    found: tuple[list[Place], ...] = ([], [], [], [])
    while place:
        stop = place
        place -= 1
        while not begun[place][part]:
            place -= 1
        found[part].append((place, stop))
        part = before[place]
    _, sources, cues, contents = (spans[::-1] for spans in found)
    return sources, cues, contents


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


def _span(words: Place | None, window: Window) -> Span | None:
    return Span(window.start[words[0]], window.end[words[1] - 1]) if words else None
