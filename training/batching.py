"""Batches: windows of some chunks as padded tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from pressq.quotes.encoding.distances import distance_bucket, paragraph_bucket
from pressq.quotes.encoding.subwords import Vocabulary
from pressq.quotes.encoding.windows import Shape
from training.data import IGNORED, Chunk, Example, Links

__all__ = ["Batch", "batches", "collate"]

CLS, SEP = "[CLS]", "[SEP]"
_RECASED = 0.02  # of the windows are in small letters, and as many in capitals
_HIDDEN = 0.04  # how many of the words are hidden, so that less is learned by heart


@dataclass
class Batch:
    """Padded tensors of the windows of some chunks; word 0 of each row is the window's start, "none" to pointers.

    `pointers` [b, 2, n, n] are the words that are right, `pointing` [b, 2, n] the words that point; `links` has for
    each chunk the row where it begins and its links.
    """

    pieces: torch.Tensor
    features: torch.Tensor
    mask: torch.Tensor
    tags: torch.Tensor
    names: torch.Tensor
    descriptions: torch.Tensor
    roles: torch.Tensor
    said: torch.Tensor
    distance: torch.Tensor
    paragraph: torch.Tensor
    pointers: torch.Tensor
    pointing: torch.Tensor
    links: list[tuple[int, Links]]
    rows: list[Example]


_WORDWISE = ("tags", "names", "descriptions", "roles", "said")


def collate(parts: Sequence[Chunk], vocabulary: Vocabulary, rng: random.Random | None = None) -> Batch:
    """One batch; with `rng`, case is changed in a few windows, and some words are hidden."""
    rows = [row for chunk in parts for row in chunk.rows]
    n = max(len(row.words) for row in rows) + 2
    b = len(rows)
    pieces = np.zeros((b, n, 4), np.int64)
    features = np.zeros((b, n, 4), np.int64)
    mask = np.zeros((b, n), bool)
    wordwise = {kind: np.full((b, n), IGNORED, np.int64) for kind in _WORDWISE}
    paragraph = np.zeros((b, n), np.int64)
    pointers = np.zeros((b, 2, n, n), bool)
    pointing = np.zeros((b, 2, n), bool)
    for r, row in enumerate(rows):
        k = len(row.words)
        words, case = _altered(row, rng)
        pieces[r, 0], pieces[r, k + 1] = vocabulary.special(CLS), vocabulary.special(SEP)
        pieces[r, 1 : k + 1] = [vocabulary.of_word(word) for word in words]
        features[r, 1 : k + 1] = row.window.features
        if case is not None:
            features[r, 1 : k + 1, 1] = case
        mask[r, : k + 2] = True
        for kind, array in wordwise.items():
            array[r, 1 : k + 1] = getattr(row, kind)
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
    distance = distance_bucket(step[None, :] - step[:, None])
    par = paragraph_bucket(paragraph[:, None, :] - paragraph[:, :, None])
    links, first = [], 0
    for chunk in parts:
        if chunk.links is not None:
            links.append((first, chunk.links))
        first += len(chunk.rows)
    as_tensor = torch.from_numpy
    return Batch(
        as_tensor(pieces),
        as_tensor(features),
        as_tensor(mask),
        **{kind: as_tensor(array) for kind, array in wordwise.items()},
        distance=as_tensor(distance),
        paragraph=as_tensor(par),
        pointers=as_tensor(pointers),
        pointing=as_tensor(pointing),
        links=links,
        rows=rows,
    )


def _altered(row: Example, rng: random.Random | None) -> tuple[list[str], Shape | None]:
    """The words of a window as they are learned from, names replaced; with `rng` some are hidden ("").

    In a few windows all are in small or in capital letters: the shape is told.
    """
    words = [row.others.get(word, word) for word in row.words] if row.others else row.words
    if rng is None:
        return words, None
    words = ["" if rng.random() < _HIDDEN else word for word in words]
    chance = rng.random()
    if chance < _RECASED:
        return [word.lower() for word in words], Shape.LOWER
    if chance < 2 * _RECASED:
        return [word.upper() for word in words], Shape.UPPER
    return words, None


def batches(
    parts: Sequence[Chunk], vocabulary: Vocabulary, size: int, rng: random.Random | None = None
) -> Iterator[Batch]:
    """Batches of about `size` windows, those of a chunk together; in random order with `rng`."""
    order = list(range(len(parts)))
    if rng is not None:
        rng.shuffle(order)
        # windows of a length together: a third of what is computed would be padding otherwise, so it is a fifth
        order.sort(key=lambda i: max(len(row.words) for row in parts[i].rows) // 8)
    groups: list[list[Chunk]] = [[]]
    words = 0
    for i in order:
        of_chunk = sum(len(row.words) for row in parts[i].rows)
        if groups[-1] and words + of_chunk > 165 * size:
            groups.append([])
            words = 0
        groups[-1].append(parts[i])
        words += of_chunk
    if rng is not None:
        rng.shuffle(groups)
    for group in groups:
        yield collate(group, vocabulary, rng)
