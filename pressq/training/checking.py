"""A quick look at a network while it is trained: spans and pointers one by one, nothing joined."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from pressq.quotes.joining import TAGS
from pressq.quotes.wordpiece import Vocabulary
from pressq.training.data import Example, batches
from pressq.training.model import Tagger

__all__ = ["quick_check"]


@torch.no_grad()
def quick_check(
    model: Tagger, rows: Sequence[Example], vocabulary: Vocabulary, batch: int = 16
) -> dict[int, tuple[float, ...]]:
    """Per exit: F1 of source, cue and content spans at IoU 0.5, and accuracy of both pointers on gold words."""
    counts = {int(e): torch.zeros(3, 3) for e in model.exits}
    hits = {int(e): torch.zeros(2, 2) for e in model.exits}
    for b in batches(rows, vocabulary, batch):
        for e, (tags, vectors) in model(b.pieces, b.features, b.mask).items():
            logp = model.head(e).pointers(vectors, b.distance, b.paragraph, b.mask)
            top = logp.argmax(-1)
            ok = b.pointers.gather(-1, top[..., None])[..., 0] & b.pointing
            hits[e][:, 0] += ok.sum((0, 2))
            hits[e][:, 1] += b.pointing.sum((0, 2))
            best = tags.argmax(-1)
            for r, row in enumerate(b.rows):
                k = len(row.words)
                predicted, gold = _spans(best[r, 1 : k + 1].tolist()), _spans(row.tags)
                for t in range(3):
                    g, p = gold[t], predicted[t]
                    counts[e][t] += torch.tensor([sum(any(_iou(x, y) >= 0.5 for y in g) for x in p), len(p), len(g)])
    out = {}
    for e in counts:
        c = counts[e]
        f1 = 2 * c[:, 0] / (c[:, 1] + c[:, 2]).clamp(min=1)
        out[e] = (*f1.tolist(), *(hits[e][:, 0] / hits[e][:, 1].clamp(min=1)).tolist())
    return out


def _spans(tags: Sequence[int]) -> list[list[tuple[int, int]]]:
    found: list[list[tuple[int, int]]] = [[], [], []]
    for i, tag in enumerate(tags):
        if tag == 0:
            continue
        kind = (tag - 1) // 2
        if TAGS[tag].startswith("I") and i and found[kind] and found[kind][-1][1] == i:
            found[kind][-1] = (found[kind][-1][0], i + 1)
        else:
            found[kind].append((i, i + 1))
    return found


def _iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    inter = min(a[1], b[1]) - max(a[0], b[0])
    return inter / (max(a[1], b[1]) - min(a[0], b[0])) if inter > 0 else 0.0
