"""Examples for training: articles in windows, with all that is known of each word and of each pair of mentions."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pressq.quotes.coreference.pair_features import antecedent_mask, pair_features
from pressq.quotes.cues import is_cue_verb
from pressq.quotes.encoding.encoder import Encoder
from pressq.quotes.encoding.labels import NAMES, TAGS
from pressq.quotes.encoding.subwords import Vocabulary
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.encoding.windows import WINDOW_WORDS, Window, windows
from pressq.quotes.mentions.mention import Mention
from pressq.quotes.pipeline import analyse
from pressq.text.language_detection import detect
from pressq.text.lexicon import in_language, lexicon
from pressq.text.marks import marked_segments
from training.gold import Labels, article_of

__all__ = ["IGNORED", "Chunk", "Example", "Links", "chunks", "taken_for_mentions", "vocabulary_for"]

IGNORED = -100
_SIZES = (96, 176)  # words of a window
_CHUNK = 10  # windows of an article that are learned from together

Ints = npt.NDArray[np.int64]


@dataclass
class Example:
    """One window: its words and what they are, IGNORED where nobody told.

    `tags`, `names`, `descriptions`, `roles` and `said` have a number for each word. `attributions` have the places of
    their source, cue and content among the words (None: elsewhere).
    """

    words: list[str]
    window: Window
    tags: list[int]
    names: list[int]
    descriptions: list[int]
    roles: list[int]
    said: list[int]
    attributions: list[tuple[list[int] | None, list[int] | None, list[int]]]
    others: dict[str, str] = field(default_factory=dict)  # words to be replaced


@dataclass(frozen=True)
class Links:
    """The mentions of a chunk, and which go together.

    Attributes:
        places: [m, 3] window of the chunk, first and last word in it.
        codes: [m, m, features] of `pairs`.
        allowed: [m, m] which mention may go back to which.
        right: [m, m] those of `allowed` that are right.
        known: [m] whether it is known what the mention goes back to.
    """

    places: Ints
    codes: npt.NDArray[np.int8]
    allowed: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]


@dataclass
class Chunk:
    """Windows of one article that follow each other, with the links between their mentions."""

    rows: list[Example]
    links: Links | None
    labels: Labels


def chunks(
    articles: Sequence[Labels],
    found: Mapping[str, Sequence[Mention]] | None = None,
    rng: random.Random | None = None,
) -> list[Chunk]:
    """The articles in chunks.

    Args:
        articles: what is known of each.
        found: what a network takes for mentions, by text. Those of it that are none stand among the others where all
            are marked, since the linker will meet such.
        rng: where it is given the windows of each article have a size of their own, about that which is read.
    """
    parts: list[Chunk] = []
    for labels in articles:
        with in_language(detect(labels.text)):
            marker = _Marker(labels, (found or {}).get(labels.text, ()))
            parts += marker.chunks(rng.randint(*_SIZES) if rng else WINDOW_WORDS)
    return parts


def taken_for_mentions(articles: Sequence[Labels], encoder: Encoder) -> dict[str, list[Mention]]:
    """What a network takes for mentions in the articles in which all are marked, by their texts."""
    told = (labels.text for labels in articles if labels.described)
    return {text: analyse(article_of(text), encoder).mention_set.mentions for text in told}


class _Marker:
    """What the labels of one article say of its windows."""

    def __init__(self, labels: Labels, found: Sequence[Mention] = ()) -> None:
        self.labels = labels
        self.found = found if labels.described else ()
        self.article = article_of(labels.text)
        self.segments = marked_segments(self.article)
        self.reading = Tokens(self.article, self.segments)
        self._unlisted = self._sentences_of_unlisted()

    def chunks(self, size: int) -> Iterator[Chunk]:
        found = list(windows(self.article, self.segments, size))
        for first in range(0, len(found), _CHUNK):
            part = found[first : first + _CHUNK]
            links = self._links(part) if self.labels.mentions else None
            yield Chunk([self._example(window) for window in part], links, self.labels)

    # ------------------------------------------------------------------------------------------------- words
    def _example(self, window: Window) -> Example:
        labels, text = self.labels, self.labels.text
        tags, attributions = self._attributions(window)
        names = self._names(window)
        described = labels.described and not window.aside
        spans = [(m.start, m.end) for m in labels.mentions if m.kind == "description"]
        return Example(
            [text[s:e] for s, e in zip(window.start, window.end, strict=True)],
            window,
            tags,
            names,
            _begun(window, _outermost(spans), 1) if described else [IGNORED] * len(window),
            _begun(window, labels.roles, 1) if described and labels.roles is not None else [IGNORED] * len(window),
            self._said(window, tags),
            attributions,
        )

    def _attributions(self, window: Window) -> tuple[list[int], list[Any]]:
        labels = self.labels
        if labels.attributions is None or window.aside:
            return [IGNORED] * len(window), []
        tags, found = [0] * len(window), []
        for item in labels.attributions:
            words = {kind: _tagged(tags, window, item, kind) for kind in ("source", "cue", "content")}
            if words["content"] or words["cue"]:
                found.append((_pointed(words, item, "source"), _pointed(words, item, "cue"), words["content"]))
        if not labels.attitudes:
            unspoken = {i for span in labels.unspoken for i in _covered(window, *span)}
            for i, tag in enumerate(tags):
                if tag == 0 and i not in unspoken and self._is_unlisted(window.start[i]):
                    tags[i] = IGNORED
        return tags, found

    def _sentences_of_unlisted(self) -> set[int]:
        """Sentences in which an attribution may stand that nobody marked: with marks, or a verb that attributes."""
        reading = self.reading
        if self.labels.attitudes or self.labels.attributions is None:
            return set()
        return {
            reading.sentence[position]
            for position, word in enumerate(reading.lower)
            if reading.quotation[position] >= 0 or is_cue_verb(word)
        }

    def _is_unlisted(self, offset: int) -> bool:
        position = min(self.reading.at(offset), len(self.reading) - 1)
        return self.reading.sentence[position] in self._unlisted

    def _said(self, window: Window, tags: Sequence[int]) -> list[int]:
        """1 for cues and contents of speech, 0 for those of thoughts, and where all speech is told for other words."""
        labels = self.labels
        said = [IGNORED] * len(window)
        if window.aside or labels.attributions is None:
            return said
        if labels.complete and not labels.attitudes:
            for i, tag in enumerate(tags):
                if tag == IGNORED and window.segment[i] < 0 and not self._beside_marks(window.start[i]):
                    said[i] = 0
        for item in labels.attributions:
            if item.get("speech") is not None:
                for span in [*item["cue"], *item["content"]]:
                    for i in _covered(window, *span):
                        said[i] = int(item["speech"])
        return said

    def _beside_marks(self, offset: int) -> bool:
        reading = self.reading
        position = min(reading.at(offset), len(reading) - 1)
        return any(reading.quotation[i] >= 0 for i in range(*reading.sentence_bounds(position)))

    def _names(self, window: Window) -> list[int]:
        labels = self.labels
        if labels.names is None:
            return [IGNORED] * len(window)
        names = [0] * len(window)
        for i in self._undecided(window):
            names[i] = IGNORED
        for start, end, kind in labels.names:
            for number, i in enumerate(_covered(window, start, end)):
                names[i] = NAMES.index(("B-" if number == 0 else "I-") + kind)
        for mention in labels.mentions if labels.described else ():
            if mention.kind == "pronoun":
                for i in _covered(window, mention.start, mention.end):
                    names[i] = NAMES.index("pronoun")
        return names

    def _undecided(self, window: Window) -> Iterator[int]:
        """Words of which nobody said what they are: places, and pronouns where only names are marked."""
        for span in self.labels.places:
            yield from _covered(window, *span)
        if not self.labels.described:
            for i, (start, end) in enumerate(zip(window.start, window.end, strict=True)):
                if self.labels.text[start:end].casefold() in lexicon("pronouns"):
                    yield i

    # ------------------------------------------------------------------------------------------------- links
    def _links(self, part: Sequence[Window]) -> Links | None:
        labels = self.labels
        marked = [(m.start, m.end, m.kind, m.entities) for m in labels.mentions]
        marked += [(m.start, m.end, m.kind, frozenset()) for m in self._mistaken()]
        mentions, owners, places = [], [], []
        for start, end, kind, entities in sorted(marked, key=lambda m: (m[0], m[1])):
            place = next(
                (
                    (w, covered[0], covered[-1])
                    for w, window in enumerate(part)
                    if (covered := _covered(window, start, end))
                ),
                None,
            )
            if place is not None:
                mentions.append(self._mention(start, end, kind))
                owners.append(entities)
                places.append(place)
        if len(mentions) < 2:
            return None
        may = antecedent_mask(mentions)
        same = np.array([[bool(a & b) for b in owners] for a in owners])
        right = may & same
        told = np.array([bool(each) for each in owners])
        if not labels.described:
            told &= right.any(1)
        i, j = np.indices(may.shape).reshape(2, -1)
        between = pair_features(mentions, labels.text, i, j).astype(np.int8).reshape(*may.shape, -1)
        return Links(np.array(places, np.int64), between, may, right, told)

    def _mistaken(self) -> Iterator[Mention]:
        """What a network takes for a mention, and nobody marked anything there."""
        ends = sorted((m.end, m.start) for m in self.labels.mentions)
        for mention in self.found:
            place = bisect_right(ends, (mention.start, len(self.labels.text)))
            if all(start >= mention.end for _, start in ends[place:]):
                yield mention

    def _mention(self, start: int, end: int, kind: Any) -> Mention:
        reading = self.reading
        first = min(bisect_right(reading.ends, start), len(reading) - 1)
        last = max(first, bisect_left(reading.starts, end) - 1)
        paragraph, sentence, quoted = reading.paragraph[first], reading.sentence[first], reading.quotation[first] >= 0
        return Mention(start, end, kind, first, last, paragraph, sentence, quoted)


def _outermost(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(s, e) for s, e in sorted(set(spans)) if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in spans)]


def _begun(window: Window, spans: Sequence[tuple[int, int]], first: int) -> list[int]:
    """`first` where a span begins, the next number where it goes on, else 0."""
    out = [0] * len(window)
    for span in spans:
        for number, i in enumerate(_covered(window, *span)):
            out[i] = first if number == 0 else first + 1
    return out


def _tagged(tags: list[int], window: Window, item: dict[str, Any], kind: str) -> list[int]:
    """The words of a part of an attribution, after they are tagged; a content keeps off what has a tag."""
    words: list[int] = []
    for span in item.get(kind) or []:
        place = _covered(window, *span)
        for i in place:
            if tags[i] == 0 or kind != "content":
                inside = i > place[0] and TAGS[tags[i - 1]].endswith(kind)
                tags[i] = TAGS.index(("I-" if inside else "B-") + kind)
        words += place
    return words


def _pointed(words: dict[str, list[int]], item: dict[str, Any], kind: str) -> list[int] | None:
    """The words of a part to which contents point: none where there is no such part, None where they are elsewhere."""
    return words[kind] or (None if item.get(kind) or item.get("elsewhere", False) else [])


def _covered(window: Window, start: int, end: int) -> list[int]:
    """The words of the window of which at least half is in text[start:end]."""
    first = max(0, bisect_left(window.start, start) - 1)
    out = []
    for i in range(first, len(window)):
        s, e = window.start[i], window.end[i]
        if s >= end:
            break
        if 2 * (min(e, end) - max(s, start)) >= e - s:
            out.append(i)
    return out


def vocabulary_for(parts: Sequence[Chunk], pieces: Sequence[str], common: int = 22000) -> list[str]:
    """The pieces worth keeping: those seen in training and the `common` first ones (BERT sorts by frequency)."""
    full = Vocabulary(list(pieces))
    seen: Counter[int] = Counter()
    for chunk in parts:
        for row in chunk.rows:
            for word in row.words:
                seen.update(full.of_word(word))
    special = {"[CLS]", "[SEP]", "[UNK]"}
    return [
        piece
        for number, piece in enumerate(pieces)
        if piece in special or (not piece.startswith("[") and piece.isascii() and (number < common or seen[number + 1]))
    ]
