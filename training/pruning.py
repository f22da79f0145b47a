"""A smaller network from a trained one: the same layers, less the attention heads and inner neurons that matter least.

What a part matters is how much the loss would change without it, to first order: |activation x gradient| summed over
examples (Michel et al. 2019; Molchanov et al. 2017). The narrower network is then trained to imitate the large one.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from training.batching import Batch
from training.model import Layer, Tagger
from training.train import loss_of

__all__ = ["STEP", "pruned"]

_LEAST_HEADS, _LEAST_INNER = 3, 128
STEP = 32  # neurons are counted in groups of this size, as processors like it


def pruned(model: Tagger, heads: int, inner: int, batches: Iterable[Batch]) -> Tagger:
    """A copy with `heads` attention heads and `inner` neurons left in all layers together.

    Args:
        model: a trained network.
        batches: the examples that decide which parts matter.
    """
    head_worth, inner_worth = _worth(model, batches)
    kept_heads = _most_worth(head_worth, heads, _LEAST_HEADS, 1)
    kept_inner = _most_worth(inner_worth, inner, _LEAST_INNER, STEP)
    shape = model.shape
    small = model.resized(tuple(map(len, kept_heads)), tuple(map(len, kept_inner)))
    for target, source, which, neurons in zip(small.layers, model.layers, kept_heads, kept_inner, strict=False):
        assert isinstance(target, Layer)
        assert isinstance(source, Layer)
        width = shape.head_width
        rows = torch.cat([torch.arange(head * width, (head + 1) * width) for head in which.tolist()])
        with torch.no_grad():
            for part in ("query", "key", "value"):
                _copy(getattr(target, part), getattr(source, part), rows=rows)
            _copy(target.output, source.output, columns=rows)
            _copy(target.up, source.up, rows=neurons)
            _copy(target.down, source.down, columns=neurons)
    return small


def _worth(model: Tagger, batches: Iterable[Batch]) -> tuple[list[Tensor], list[Tensor]]:
    """For each layer what each of its heads and neurons is worth."""
    model.eval()
    chosen = [layer for layer in model.layers if isinstance(layer, Layer)]
    heads = [torch.zeros(layer.heads) for layer in chosen]
    inner = [torch.zeros(layer.up.out_features) for layer in chosen]
    for batch in batches:
        out = model(batch.pieces, batch.features, batch.mask)
        watched = [tensor for layer in chosen for tensor in (layer.attended, layer.raised) if tensor is not None]
        gradients = torch.autograd.grad(loss_of(model.head, out, batch), watched)
        for number, layer in enumerate(chosen):
            attended = (watched[2 * number] * gradients[2 * number]).unflatten(-1, (layer.heads, -1)).sum(-1)
            heads[number] += attended.abs().sum((0, 1)).detach()
            inner[number] += (watched[2 * number + 1] * gradients[2 * number + 1]).abs().sum((0, 1)).detach()
    return heads, inner


def _most_worth(worth: list[Tensor], total: int, least: int, step: int) -> list[Tensor]:
    """The parts to keep of each layer, in order: those worth most of all layers together, `least` of each layer."""
    ranked = [w.sort(descending=True) for w in worth]
    sizes = [least] * len(worth)
    while sum(sizes) + step <= total:
        gains = [
            float(r.values[s : s + step].mean()) if s + step <= len(r.values) else -1.0
            for r, s in zip(ranked, sizes, strict=True)
        ]
        sizes[gains.index(max(gains))] += step
    return [r.indices[:size].sort().values for r, size in zip(ranked, sizes, strict=True)]


def _copy(target: nn.Linear, source: nn.Linear, rows: Tensor | None = None, columns: Tensor | None = None) -> None:
    weight = source.weight if rows is None else source.weight[rows]
    target.weight.copy_(weight if columns is None else weight[:, columns])
    target.bias.copy_(source.bias if rows is None else source.bias[rows])
