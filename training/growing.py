"""A larger network from a trained one: what it says is the same at first, and there is room to learn more.

New heads and neurons are those of the pretrained network that were once cut; what they find counts for nothing until
training gives it weight (Chen et al. 2016).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.model import Layer, Tagger
from training.pruning import STEP

__all__ = ["grown"]


def grown(model: Tagger, whole: Tagger, heads: int, inner: int) -> Tagger:
    """A copy with `heads` attention heads and `inner` neurons in all layers together.

    Args:
        model: a trained network.
        whole: the pretrained one of which it is a part, as wide and as deep.
    """
    shape = model.shape
    more_heads = _filled(shape.heads, heads, whole.shape.heads, 1)
    more_inner = _filled(shape.inner, inner, whole.shape.inner, STEP)
    large = model.resized(more_heads, more_inner)
    for target, source, origin in zip(large.layers, model.layers, whole.layers, strict=True):
        assert isinstance(target, Layer)
        assert isinstance(source, Layer)
        assert isinstance(origin, Layer)
        width = shape.head_width
        new = _missing(source.query.weight, origin.query.weight, width, target.heads - source.heads)
        _widen(target, source, origin, ("query", "key", "value"), "output", new)
        new = _missing(source.up.weight, origin.up.weight, 1, target.up.out_features - source.up.out_features)
        _widen(target, source, origin, ("up",), "down", new)
    return large


def _filled(sizes: Sequence[int], total: int, most: Sequence[int], step: int) -> tuple[int, ...]:
    """Sizes of layers that add up to `total`: what is added goes where there is least, the first layer left alone."""
    filled = list(sizes)
    while sum(filled) + step <= total:
        free = [layer for layer in range(1, len(filled)) if filled[layer] + step <= most[layer]]
        if not free:
            break
        filled[min(free, key=filled.__getitem__)] += step
    return tuple(filled)


def _missing(ours: Tensor, theirs: Tensor, width: int, count: int) -> Tensor:
    """The first rows of `theirs`, `width` at a time, that are like none of `ours`: of `count` heads or neurons."""
    one, other = (F.normalize(rows.unflatten(0, (-1, width)).flatten(1), dim=1) for rows in (ours, theirs))
    known = set((one @ other.T).argmax(1).tolist())
    parts = [part for part in range(len(other)) if part not in known][:count]
    return (torch.tensor(parts, dtype=torch.long)[:, None] * width + torch.arange(width)).flatten()


def _widen(target: Layer, source: Layer, origin: Layer, inward: Sequence[str], outward: str, new: Tensor) -> None:
    """Give a layer what it had, and rows of the pretrained one whose results count for nothing."""
    with torch.no_grad():
        for name in inward:
            part, before, pretrained = (getattr(layer, name) for layer in (target, source, origin))
            part.weight.copy_(torch.cat([before.weight, pretrained.weight[new]]))
            part.bias.copy_(torch.cat([before.bias, pretrained.bias[new]]))
        part, before = getattr(target, outward), getattr(source, outward)
        part.weight.zero_()
        part.weight[:, : before.in_features] = before.weight
        part.bias.copy_(before.bias)
