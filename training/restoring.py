"""From the files that ship back to a network that learns on: nearly what it was, as weights were rounded to int8."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from training.model import Layer, Shape, Tagger

__all__ = ["restored"]

_LAYER = ("output", "up", "down")


def restored(folder: Path) -> Tagger:
    """The network that `export` and `ship` wrote to `folder`."""
    graph = onnx.load(folder / "network.onnx").graph
    weights = _Weights({each.name: numpy_helper.to_array(each) for each in graph.initializer})
    layers = range(sum(name.endswith(".output.weight") for name in weights.stored))
    shape = Shape(
        vocabulary=len(weights.stored["pieces.table.rows"]) - 1,
        heads=tuple(len(weights.stored[f"layer{n}.output.weight"]) // Shape.head_width for n in layers),
        inner=tuple(len(weights.stored[f"layer{n}.down.weight"]) for n in layers),
    )
    model = Tagger(shape)
    with torch.no_grad():
        _fill(model, weights)
        _fill_head(model, weights, folder)
    model.eval()
    return model


class _Weights:
    """The stored arrays, as they were before they were rounded."""

    def __init__(self, stored: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self.stored = stored

    def plain(self, name: str) -> Tensor:
        return torch.from_numpy(self.stored[name].astype(np.float32))

    def linear(self, name: str) -> tuple[Tensor, Tensor]:
        """Weights [outputs, inputs] and biases of a layer that was rounded."""
        return (self.plain(name + ".weight") * self.plain(name + ".scale")).T, self.plain(name + ".bias")

    def into(self, layer: nn.Module, name: str) -> None:
        """The weights of a layer that was kept in full."""
        layer.load_state_dict({part: self.plain(f"{name}.{part}") for part in ("weight", "bias")})


def _fill(model: Tagger, weights: _Weights) -> None:
    model.pieces.weight.copy_(weights.plain("pieces.table.rows") * weights.plain("pieces.table.scales"))
    model.position.weight.copy_(weights.plain("positions"))
    for number, table in enumerate(model.features):
        table.load_state_dict({"weight": weights.plain(f"feature{number}")})
    weights.into(model.norm, "norm")
    for number, layer in enumerate(model.layers):
        assert isinstance(layer, Layer)
        attention = zip(*(part.chunk(3) for part in weights.linear(f"layer{number}.attention")), strict=True)
        for target, (weight, bias) in zip((layer.query, layer.key, layer.value), attention, strict=True):
            target.load_state_dict({"weight": weight, "bias": bias})
        for name in _LAYER:
            weight, bias = weights.linear(f"layer{number}.{name}")
            getattr(layer, name).load_state_dict({"weight": weight, "bias": bias})
        for name in ("norm1", "norm2"):
            weights.into(getattr(layer, name), f"layer{number}.{name}")


def _fill_head(model: Tagger, weights: _Weights, folder: Path) -> None:
    with np.load(folder / "links.npz") as stored:
        links = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files}
    weight, bias = weights.linear("head")
    state = model.head.state_dict()
    state["project.weight"] = torch.cat([weight, links.pop("mention.weight")])
    state["project.bias"] = torch.cat([bias, links.pop("mention.bias")])
    learned = json.loads((folder / "learned.json").read_text(encoding="utf-8"))
    state |= links | {name: torch.tensor(learned[name]) for name in ("distance", "paragraph", "none")}
    model.head.load_state_dict(state)
