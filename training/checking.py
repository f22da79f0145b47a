"""A quick look at a network while it is trained: labels, pointers and links one by one, nothing decided together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import torch

from pressq.quotes.encoding.subwords import Vocabulary
from pressq.quotes.mentions.mention import MENTION_KINDS
from training.batching import Batch, batches
from training.data import IGNORED, Chunk
from training.model import Head, Outputs, Tagger
from training.train import linked

__all__ = ["quick_check"]

_SPANS = {"tags": 3, "names": 2, "descriptions": 1, "roles": 1}  # kinds of spans among the labels


@torch.no_grad()
def quick_check(model: Tagger, parts: Sequence[Chunk], vocabulary: Vocabulary, batch: int = 16) -> dict[str, float]:
    """F1 of exact spans of each kind of labels, accuracy of speech, of pointers, and of links by kind of mention."""
    counts: Counter[tuple[str, str]] = Counter()
    for b in batches(parts, vocabulary, batch):
        out = model(b.pieces, b.features, b.mask)
        for kind, spans in _SPANS.items():
            _count_spans(counts, kind, spans, getattr(out, kind).argmax(-1), getattr(b, kind))
        told = b.said != IGNORED
        counts["said", "right"] += int(((out.said > 0).long() == b.said)[told].sum())
        counts["said", "all"] += int(told.sum())
        top = model.head.pointers(out.pointing, b.distance, b.paragraph, b.mask).argmax(-1)
        counts["pointers", "right"] += int((b.pointers.gather(-1, top[..., None])[..., 0] & b.pointing).sum())
        counts["pointers", "all"] += int(b.pointing.sum())
        _count_links(counts, model.head, out, b)
    found = {}
    for kind in dict.fromkeys(kind for kind, _ in counts):
        if (kind, "gold") in counts:
            found[kind] = 2 * counts[kind, "right"] / max(1, counts[kind, "gold"] + counts[kind, "found"])
        else:
            found[kind] = counts[kind, "right"] / max(1, counts[kind, "all"])
    return found


def _count_spans(
    counts: Counter[tuple[str, str]], kind: str, spans: int, found: torch.Tensor, gold: torch.Tensor
) -> None:
    for ours, theirs in zip(found.tolist(), gold.tolist(), strict=True):
        known = [i for i, label in enumerate(theirs) if label != IGNORED]
        if not known:
            continue
        ours = [label if theirs[i] != IGNORED else 0 for i, label in enumerate(ours)]
        right, wrong = _spans(theirs, spans), _spans(ours, spans)
        counts[kind, "gold"] += len(right)
        counts[kind, "found"] += len(wrong)
        counts[kind, "right"] += len(right & wrong)


def _spans(labels: Sequence[int], spans: int) -> set[tuple[int, int, int]]:
    """The spans that labels 1, 3, ... begin and the next number continues; other labels are spans of one word."""
    found = set()
    i = 0
    while i < len(labels):
        label, first = labels[i], i
        i += 1
        if label <= 0:
            continue
        if label > 2 * spans:
            found.add((label, first, i))
            continue
        inside = label if label % 2 == 0 else label + 1
        while i < len(labels) and labels[i] == inside:
            i += 1
        found.add((inside, first, i))
    return found


def _count_links(counts: Counter[tuple[str, str]], head: Head, out: Outputs, batch: Batch) -> None:
    for first, links in batch.links:
        top = linked(head, out, first, links).argmax(1)
        right = torch.from_numpy(links.right)
        right = torch.cat([~right.any(1, keepdim=True), right], 1)
        hit = right.gather(1, top[:, None])[:, 0].tolist()
        for number, known in enumerate(links.known.tolist()):
            if known:
                kind = MENTION_KINDS[int(links.codes[number, number, 3]) // len(MENTION_KINDS)]
                counts["link " + kind, "right"] += hit[number]
                counts["link " + kind, "all"] += 1
