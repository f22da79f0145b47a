"""From a trained network to the files that ship: an int8 ONNX model, its word pieces, what was learned for joining.

The graph is written node by node: one window, no padding, no mask. Weights are int8 per output channel within ±63:
without VNNI, processors add two products of a byte and a signed byte in 16 bits, which larger weights overflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.model import Head, Layer, Tagger

__all__ = ["export"]

_OPSET, _IR = 17, 9
_CONTRIB = "com.microsoft"
_WEIGHT_RANGE = 63
_EMBEDDING_RANGE = 127


class _Graph:
    """Nodes and their weights as they are written down."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Any) -> str:
        self.weights.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [output], domain=domain, **attributes))
        return output

    def linear(self, name: str, x: str, layer: nn.Linear) -> str:
        weight, scale, bias = self._quantised(name, layer)
        return self.node("DynamicQuantizeMatMul", [x, weight, scale, "", bias], name, _CONTRIB)

    def attention(self, name: str, x: str, layer: Layer) -> str:
        """What each head takes from all words; the words are quantised once for queries, keys and values."""
        weight, scale, bias = self._quantised(name, layer.query, layer.key, layer.value)
        codes, step, zero = (f"{name}.{part}" for part in ("codes", "step", "zero"))
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], [codes, step, zero]))
        inputs = [codes, weight, bias, step, scale, "", zero]
        return self.node("QAttention", inputs, name, _CONTRIB, num_heads=layer.heads)

    def _quantised(self, name: str, *layers: nn.Linear) -> tuple[str, str, str]:
        """The int8 weights of layers side by side, their scale for each output, and their biases."""
        weight = np.concatenate([_array(layer.weight).T for layer in layers], axis=1)
        scale = np.maximum(np.abs(weight).max(0), 1e-8) / _WEIGHT_RANGE
        return (
            self.constant(name + ".weight", np.round(weight / scale).astype(np.int8)),
            self.constant(name + ".scale", scale.astype(np.float32)),
            self.constant(name + ".bias", np.concatenate([_array(layer.bias) for layer in layers])),
        )

    def norm(self, name: str, x: str, layer: nn.LayerNorm) -> str:
        inputs = [
            x,
            self.constant(name + ".weight", _array(layer.weight)),
            self.constant(name + ".bias", _array(layer.bias)),
        ]
        return self.node("LayerNormalization", inputs, name, axis=-1, epsilon=layer.eps)

    def embedding(self, name: str, table: Tensor, ids: str) -> str:
        """Rows of a table that is kept in int8, each row with its own scale."""
        values = _array(table)
        scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-8) / _EMBEDDING_RANGE
        rows = self.node(
            "Gather", [self.constant(name + ".rows", np.round(values / scale).astype(np.int8)), ids], name + ".taken"
        )
        scales = self.node("Gather", [self.constant(name + ".scales", scale.astype(np.float32)), ids], name + ".scale")
        return self.node("Mul", [self.node("Cast", [rows], name + ".cast", to=TensorProto.FLOAT), scales], name)


def _array(tensor: Tensor) -> np.ndarray[Any, np.dtype[np.float32]]:
    values: np.ndarray[Any, np.dtype[np.float32]] = tensor.detach().float().numpy()
    return values


def export(model: Tagger, path: Path) -> None:
    """Write the network to `path`.

    Inputs `pieces` [n, 4] and `features` [n, 4], int64; outputs, float32, `labels` [n, 20] (scores of tags, names,
    descriptions, roles, and of what is said, side by side), `pointers` [2, n, n] and `states` [n, hidden], of which
    the vectors of mentions are made: few words need one.
    """
    graph = _Graph()
    x = _embed(graph, model)
    for number, layer in enumerate(model.layers):
        assert isinstance(layer, Layer)
        name = f"layer{number}"
        attended = graph.attention(name + ".attention", x, layer)
        mixed = graph.node("Add", [x, graph.linear(name + ".output", attended, layer.output)], name + ".mixed")
        x = graph.norm(name + ".norm1", mixed, layer.norm1)
        raised = graph.node("Gelu", [graph.linear(name + ".up", x, layer.up)], name + ".gelu", _CONTRIB)
        fed = graph.node("Add", [x, graph.linear(name + ".down", raised, layer.down)], name + ".fed")
        x = graph.norm(name + ".norm2", fed, layer.norm2)
    _outputs(graph, x, model.head)
    integers, floats = TensorProto.INT64, TensorProto.FLOAT
    inputs = [
        helper.make_tensor_value_info("pieces", integers, ["n", 4]),
        helper.make_tensor_value_info("features", integers, ["n", len(model.features)]),
    ]
    outputs = [
        helper.make_tensor_value_info("labels", floats, ["n", sum(model.head.sizes[:5])]),
        helper.make_tensor_value_info("pointers", floats, [2, "n", "n"]),
        helper.make_tensor_value_info("states", floats, ["n", model.shape.hidden]),
    ]
    proto = helper.make_model(
        helper.make_graph(graph.nodes, "tagger", inputs, outputs, graph.weights),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)],
        ir_version=_IR,
    )
    path.write_bytes(proto.SerializeToString())


def _embed(graph: _Graph, model: Tagger) -> str:
    """[1, n, hidden]: the mean of a word's pieces, its place, its features."""
    axis0, axis1 = graph.constant("axis0", np.array([0])), graph.constant("axis1", np.array([1]))
    pieces = graph.embedding("pieces.table", model.pieces.weight, "pieces")
    total = graph.node("ReduceSum", [pieces, axis1], "pieces.total", keepdims=0)
    known = graph.node(
        "Cast",
        [graph.node("Greater", ["pieces", graph.constant("nothing", np.array(0))], "pieces.any")],
        "pieces.known",
        to=TensorProto.FLOAT,
    )
    count = graph.node("ReduceSum", [known, axis1], "pieces.count", keepdims=1)
    x = graph.node("Div", [total, count], "pieces.mean")
    shape = graph.node("Shape", ["pieces"], "shape")
    size = graph.node("Slice", [shape, axis0, axis1, axis0], "size")
    positions = graph.node(
        "Slice", [graph.constant("positions", _array(model.position.weight)), axis0, size, axis0], "position"
    )
    x = graph.node("Add", [x, positions], "placed")
    for column, embedding in enumerate(model.features):
        assert isinstance(embedding, nn.Embedding)
        ids = graph.node(
            "Gather", ["features", graph.constant(f"column{column}", np.array(column))], f"ids{column}", axis=1
        )
        rows = graph.node(
            "Gather", [graph.constant(f"feature{column}", _array(embedding.weight)), ids], f"rows{column}"
        )
        x = graph.node("Add", [x, rows], f"featured{column}")
    return graph.node("Unsqueeze", [graph.norm("norm", x, model.norm), axis0], "embedded")


def _outputs(graph: _Graph, x: str, head: Head) -> None:
    """The scores of labels, and of pointers from each word to each: the products of queries and keys."""
    flat = graph.node("Squeeze", [x, "axis0"], "states")
    *labels, pointing, _ = head.sizes
    width = sum(labels) + pointing
    scores = nn.Linear(head.shape.hidden, width)
    scores.load_state_dict({name: value[:width] for name, value in head.project.state_dict().items()})
    projected = graph.linear("head", flat, scores)
    sizes = graph.constant("sizes", np.array([sum(labels), pointing]))
    graph.nodes.append(helper.make_node("Split", [projected, sizes], ["labels", "pointing"], axis=1))
    pointer = head.shape.pointer
    pairs = graph.node("Reshape", ["pointing", graph.constant("parts", np.array([0, 2, 2, pointer]))], "pairs")
    queries = graph.node("Gather", [pairs, graph.constant("query", np.array(0))], "queries.words", axis=2)
    keys = graph.node("Gather", [pairs, graph.constant("key", np.array(1))], "keys.words", axis=2)
    queries = graph.node("Transpose", [queries], "queries", perm=[1, 0, 2])
    keys = graph.node("Transpose", [keys], "keys", perm=[1, 2, 0])
    root = graph.constant("root", np.array(pointer**0.5, np.float32))
    graph.node("Div", [graph.node("MatMul", [queries, keys], "products"), root], "pointers")
