"""Examples for training: windows of gold articles with a tag for each word and the words each one points to."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from pressq.quotes.joining import TAGS, bucket, paragraph_bucket
from pressq.quotes.windows import Shape, Window, windows
from pressq.quotes.wordpiece import Vocabulary
from pressq.text.marks import marked_segments
from pressq.training.gold import Gold, article_of

__all__ = ["Batch", "Example", "batches", "examples", "vocabulary_for"]

CLS, SEP = "[CLS]", "[SEP]"
IGNORED = -100


@dataclass
class Example:
    """One window: its words, and for each attribution the places of its parts among them (from 0)."""

    words: list[str]
    window: Window
    tags: list[int]
    attributions: list[tuple[list[int] | None, list[int] | None, list[int]]]  # source, cue, content; None: elsewhere
    article: int = 0
    names: dict[str, str] = field(default_factory=dict)


def examples(golds: Sequence[Gold]) -> list[Example]:
    """The windows of gold articles with what is marked in them."""
    out = []
    for number, gold in enumerate(golds):
        article = article_of(gold["text"])
        for window in windows(article, marked_segments(article)):
            out.append(_example(article.text, window, gold["attributions"], number))
    return out


def _example(text: str, window: Window, attributions: Iterable[dict[str, Any]], number: int) -> Example:
    tags = [0] * len(window)
    found = []
    for item in attributions:
        parts = []
        for kind in ("source", "cue", "content"):
            spans = item.get(kind) or []
            places = [[i for i in _covered(window, s, e) if text[s:e].strip()] for s, e in spans]
            places = [p for p in places if p]
            parts.append((places, bool(spans)))
        for (places, _), kind in zip(parts, ("content", "cue", "source")[::-1], strict=True):
            for place in places:
                for i in place:
                    if tags[i] == 0 or kind != "content":
                        inside = i > place[0] and TAGS[tags[i - 1]].endswith(kind)
                        tags[i] = TAGS.index(("I-" if inside else "B-") + kind)
        flat = [[i for place in places for i in place] for places, _ in parts]
        if flat[2] or flat[1]:
            source = flat[0] if flat[0] else None if parts[0][1] else []
            cue = flat[1] if flat[1] else None if parts[1][1] else []
            found.append((source, cue, flat[2]))
    words = [text[s:e] for s, e in zip(window.start, window.end, strict=True)]
    return Example(words, window, tags, found, number)


def _covered(window: Window, start: int, end: int) -> list[int]:
    """The words of the window of which more than half is in text[start:end]."""
    first = max(0, bisect_left(window.start, start) - 1)
    out = []
    for i in range(first, len(window)):
        s, e = window.start[i], window.end[i]
        if s >= end:
            break
        if 2 * (min(e, end) - max(s, start)) >= e - s:
            out.append(i)
    return out


@dataclass
class Batch:
    """Padded tensors; word 0 of each row stands for the window's start, and for "none" in pointers."""

    pieces: torch.Tensor
    features: torch.Tensor
    mask: torch.Tensor
    tags: torch.Tensor
    distance: torch.Tensor
    paragraph: torch.Tensor
    pointers: torch.Tensor  # [b, 2, n, n] bool: the words that are right
    pointing: torch.Tensor  # [b, 2, n] bool: the words that point
    rows: list[Example]


def collate(rows: Sequence[Example], vocabulary: Vocabulary, rng: random.Random | None = None) -> Batch:
    """One batch; with `rng`, case is changed in a few windows."""
    n = max(len(row.words) for row in rows) + 2
    b = len(rows)
    pieces = np.zeros((b, n, 4), np.int64)
    features = np.zeros((b, n, 4), np.int64)
    mask = np.zeros((b, n), bool)
    tags = np.full((b, n), IGNORED, np.int64)
    paragraph = np.zeros((b, n), np.int64)
    pointers = np.zeros((b, 2, n, n), bool)
    pointing = np.zeros((b, 2, n), bool)
    for r, row in enumerate(rows):
        k = len(row.words)
        words = [row.names.get(word, word) for word in row.words] if row.names else row.words
        pieces[r, 0], pieces[r, k + 1] = vocabulary.special(CLS), vocabulary.special(SEP)
        pieces[r, 1 : k + 1] = [vocabulary.of_word(word) for word in words]
        features[r, 1 : k + 1] = row.window.features
        if rng is not None and (chance := rng.random()) < 0.04:
            features[r, 1 : k + 1, 1] = Shape.LOWER if chance < 0.025 else Shape.UPPER
        mask[r, : k + 2] = True
        tags[r, 1 : k + 1] = row.tags
        paragraph[r, 1 : k + 1] = row.window.paragraph
        for source, cue, content in row.attributions:
            at = np.array(content, int) + 1
            cues = np.array(cue or [], int) + 1
            for p, (target, from_) in enumerate(((source, np.concatenate([at, cues])), (cue, at))):
                if target is None or not len(from_):
                    continue
                pointing[r, p, from_] = True
                for t in (np.array(target, int) + 1) if target else [0]:
                    pointers[r, p, from_, t] = True
    step = np.arange(n)
    distance = bucket(step[None, :] - step[:, None])
    par = paragraph_bucket(paragraph[:, None, :] - paragraph[:, :, None])
    as_tensor = torch.from_numpy
    return Batch(
        as_tensor(pieces),
        as_tensor(features),
        as_tensor(mask),
        as_tensor(tags),
        as_tensor(np.broadcast_to(distance, (b, n, n)).copy()),
        as_tensor(par),
        as_tensor(pointers),
        as_tensor(pointing),
        list(rows),
    )


def batches(
    rows: Sequence[Example], vocabulary: Vocabulary, size: int, rng: random.Random | None = None
) -> Iterator[Batch]:
    """Batches of windows of like length; in random order with `rng`."""
    jitter = rng.random if rng else lambda: 0.0
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i].words) + 24 * jitter(), i))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield collate([rows[i] for i in group], vocabulary, rng)


def vocabulary_for(rows: Sequence[Example], pieces: Sequence[str], common: int = 22000) -> list[str]:
    """The pieces worth keeping: those seen in training and the `common` first ones (BERT sorts by frequency)."""
    full = Vocabulary(list(pieces))
    seen: Counter[int] = Counter()
    for row in rows:
        for word in row.words:
            seen.update(full.of_word(word))
    special = {"[CLS]", "[SEP]", "[UNK]"}
    return [
        piece
        for number, piece in enumerate(pieces)
        if piece in special or (not piece.startswith("[") and piece.isascii() and (number < common or seen[number + 1]))
    ]
