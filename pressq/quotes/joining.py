"""From the network's scores to attributions: spans from tags, sources and cues from pointers, fragments joined by cue.

The network gives each word a score for each tag, and a query and a key for each of two pointers (to the words of the
source, to the words of the cue). A marked segment is content as a whole or not at all. In the annotation the model
learned from, every attribution has a cue of its own: fragments that point to the same cue are one attribution.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.windows import Inside, Window

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
_SOURCE, _CUE, _CONTENT = 1, 3, 5  # the "B-" tag of each kind
_NEVER = -1e4
_LEAST_MASS = 0.1  # of a pointer on a span that it chooses


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

    contents: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
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

        self._distance = np.array(learned["distance"], np.float32)
        self._paragraph = np.array(learned["paragraph"], np.float32)
        self._none: list[float] = learned["none"]
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

    def candidates(self, window: Window, tags: Floats, vectors: Floats) -> list[Candidate]:
        """What stands in a window, however doubtful, in reading order.

        Args:
            window: its n words.
            tags: [n + 2, 7] scores of the tags; the first and last row are those of the window's edges.
            vectors: [n + 2, 4, width] query and key of the source pointer, query and key of the cue pointer.
        """
        import numpy as np

        chances = _softmax(tags[1:-1])
        emissions = np.log(chances + 1e-9)
        self._decide_segments(window, chances, emissions)
        spans = _spans(_viterbi(emissions.tolist()))
        contents = [(first, stop) for kind, first, stop in spans if kind == _CONTENT]
        if not contents:
            return []
        sources = [(first, stop) for kind, first, stop in spans if kind == _SOURCE]
        cues = [(first, stop) for kind, first, stop in spans if kind == _CUE]
        to_source = self._pointer(0, contents + cues, window, vectors)
        to_cue = self._pointer(1, contents, window, vectors)
        on_cues = _masses(cues, to_cue)
        groups: dict[tuple[int, int] | int, list[int]] = {}
        for number in range(len(contents)):
            chosen = _best(cues, on_cues[number])
            groups.setdefault(chosen if chosen is not None else -1 - number, []).append(number)
        tags_of = chances.T.tolist()
        found = []
        for key, members in groups.items():
            cue = key if isinstance(key, tuple) else None
            lengths = [contents[m][1] - contents[m][0] for m in members]
            weights = np.array([math.sqrt(n) for n in lengths], np.float32)
            pointed = (weights[:, None] * to_source[members]).sum(0) / weights.sum()
            if cue is not None:
                pointed = (2 * pointed + to_source[len(contents) + cues.index(cue)]) / 3
            source = _best(sources, _masses(sources, pointed)) or _grown(pointed)
            mass, nowhere = float(_masses([source], pointed)[0]) if source else 0.0, float(pointed[0])
            if source is not None and mass < nowhere:
                source = None
            cue_mass = min(on_cues[m][cues.index(cue)] for m in members) if cue is not None else 0.0
            found.append(
                _candidate(
                    [contents[m] for m in members], source, cue, mass if source else nowhere, cue_mass, tags_of, window
                )
            )
        return sorted(found, key=lambda candidate: candidate.contents)

    def _decide_segments(self, window: Window, chances: Floats, emissions: Floats) -> None:
        """Make each marked segment content or not, as a whole."""
        content = chances[:, _CONTENT:].sum(1).tolist()
        first = 0
        count = len(window)
        while first < count:
            index = window.segment[first]
            stop = first + 1
            while stop < count and window.segment[stop] == index:
                stop += 1
            if index >= 0:
                limit = self._segment[min(stop - first, 3) - 1]
                if sum(content[first:stop]) / (stop - first) >= limit:
                    emissions[first:stop, :_CONTENT] = _NEVER
                    emissions[first + 1 : stop, _CONTENT] = _NEVER
                else:
                    emissions[first:stop, _CONTENT:] = _NEVER
            first = stop

    def _pointer(self, which: int, spans: Sequence[tuple[int, int]], window: Window, vectors: Floats) -> Floats:
        """For each span where its words point to on average: [spans, 1 + words], place 0 for nowhere."""
        import numpy as np

        rows = np.concatenate([np.arange(first, stop) for first, stop in spans])
        count = len(window)
        paragraph = np.array(window.paragraph)
        query, key = vectors[rows + 1, 2 * which], vectors[:-1, 2 * which + 1]
        scores = query @ key.T / math.sqrt(query.shape[1])
        scores[:, 0] += self._none[which]
        by_distance = self._distance[which][bucket(np.arange(1 - count, count))]
        scores[:, 1:] += by_distance[np.arange(count) - rows[:, None] + count - 1]
        scores[:, 1:] += self._paragraph[which][paragraph_bucket(paragraph[None, :] - paragraph[rows][:, None])]
        chances = _softmax(scores)
        edges = np.cumsum([0] + [stop - first for first, stop in spans])
        lengths = np.diff(edges).astype(np.float32)
        mean: Floats = (np.add.reduceat(chances, edges[:-1]) / lengths[:, None]).astype(np.float32)
        return mean


def _candidate(
    contents: list[tuple[int, int]],
    source: tuple[int, int] | None,
    cue: tuple[int, int] | None,
    mass: float,
    cue_mass: float,
    chances: list[list[float]],
    window: Window,
) -> Candidate:
    """A candidate with its traits.

    Args:
        contents, source, cue: its parts, as places in `window`.
        mass: how much its words point to the source, or to nowhere where there is none.
        cue_mass: how much the words of its least certain content point to the cue.
        chances: for each tag its chance at each word.
    """

    def likely(kind: int, first: int, stop: int) -> list[float]:
        return [b + i for b, i in zip(chances[kind][first:stop], chances[kind + 1][first:stop], strict=True)]

    def average(kind: int, span: tuple[int, int] | None) -> float:
        return sum(likely(kind, *span)) / (span[1] - span[0]) if span else 0.0

    content = [chance for first, stop in contents for chance in likely(_CONTENT, first, stop)]
    mean = sum(content) / len(content)
    marked = sum(index >= 0 for first, stop in contents for index in window.segment[first:stop]) / len(content)
    traits = (
        mean,
        min(content),
        min(chances[_CONTENT][first] for first, _ in contents),
        marked,
        marked * mean,
        mass,
        _logit(mass),
        average(_SOURCE, source),
        cue_mass,
        average(_CUE, cue),
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

    raised = np.exp(scores - scores.max(-1, keepdims=True))
    chances: Floats = raised / raised.sum(-1, keepdims=True)
    return chances


def _masses(spans: Sequence[tuple[int, int]], chances: Floats) -> Any:
    """How much of chances [..., 1 + words] falls on each span, as lists [..., spans]."""
    import numpy as np

    total = np.cumsum(chances, -1)
    return (total[..., [stop for _, stop in spans]] - total[..., [first for first, _ in spans]]).tolist()


def _best(spans: Sequence[tuple[int, int]], masses: Sequence[float]) -> tuple[int, int] | None:
    """The span that is pointed to most, None where hardly any is."""
    most = max(masses, default=0.0)
    return spans[masses.index(most)] if most > _LEAST_MASS else None


def _grown(chances: Floats) -> tuple[int, int] | None:
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


def _viterbi(emissions: list[list[float]]) -> list[int]:
    """The best sequence of tags in which a part goes on only where one of its kind was begun."""
    back: list[tuple[int, int, int, int]] = []
    o, bs, is_, bc, ic, bt, it = 0.0, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER, _NEVER
    for e in emissions:
        scores = (o, bs, is_, bc, ic, bt, it)
        top = max(scores)
        source, cue, content = (1 if bs > is_ else 2), (3 if bc > ic else 4), (5 if bt > it else 6)
        back.append((scores.index(top), source, cue, content))
        o, bs, is_ = top + e[0], top + e[1], scores[source] + e[2]
        bc, ic, bt, it = top + e[3], scores[cue] + e[4], top + e[5], scores[content] + e[6]
    scores = (o, bs, is_, bc, ic, bt, it)
    tag = scores.index(max(scores))
    path = []
    for before in reversed(back):
        path.append(tag)
        tag = before[tag // 2] if tag and tag % 2 == 0 else before[0]
    return path[::-1]


def _spans(path: Sequence[int]) -> list[tuple[int, int, int]]:
    """(kind, first word, word after the last) of each span of a valid sequence of tags."""
    found: list[tuple[int, int, int]] = []
    for place, tag in enumerate(path):
        if tag % 2:
            found.append((tag, place, place + 1))
        elif tag:
            kind, first, _ = found[-1]
            found[-1] = kind, first, place + 1
    return found


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


def _span(words: tuple[int, int] | None, window: Window) -> Span | None:
    return Span(window.start[words[0]], window.end[words[1] - 1]) if words else None
