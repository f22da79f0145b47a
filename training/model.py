"""The network: a BERT encoder over words with features, labels of words, pointers between words, links of mentions.

A word is the mean of its word pieces, plus what stands around it. Pointers follow Lee et al. 2018: from each word of a
content (or cue) to the words of its source and cue.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from pressq.quotes.coreference.pair_features import PAIR_FEATURE_SIZES
from pressq.quotes.encoding.distances import DISTANCES, PARAGRAPHS
from pressq.quotes.encoding.labels import DESCRIPTIONS, NAMES, ROLES, TAGS
from pressq.quotes.encoding.windows import FEATURE_SIZES
from pressq.quotes.mentions.mention import MENTION_KINDS

__all__ = ["Head", "Layer", "Outputs", "Shape", "Tagger", "load", "save"]

_OFFSETS = torch.tensor(
    [sum(PAIR_FEATURE_SIZES[:i]) for i in range(len(PAIR_FEATURE_SIZES))]
)  # of the features of pairs in one table


@dataclass(frozen=True)
class Shape:
    """The size of a network; of each layer, `heads` counts attention heads, `inner` is the feed-forward width.

    `relative` counts the distances between words that weigh in attention, as in MPNet: 0 for none. Where word pieces
    are `adapted` they are those of another network, and a linear map leads from them to what the layers expect.
    """

    vocabulary: int
    heads: tuple[int, ...]
    inner: tuple[int, ...]
    hidden: int = 384
    head_width: int = 32
    positions: int = 512
    relative: int = 0
    adapted: bool = False
    epsilon: float = 1e-12  # of the norms
    pointer: int = 64
    mention: int = 96
    product: int = 48
    pair: int = 96

    @property
    def layers(self) -> int:
        """How many layers there are."""
        return len(self.heads)


class Layer(nn.Module):
    """One layer of BERT. `attended` and `raised` are what went through heads and feed-forward the last time."""

    def __init__(self, shape: Shape, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        hidden, width = shape.hidden, heads * shape.head_width
        self.query, self.key, self.value = (nn.Linear(hidden, width) for _ in range(3))
        self.output = nn.Linear(width, hidden)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm1, self.norm2 = (nn.LayerNorm(hidden, eps=shape.epsilon) for _ in range(2))
        self.attended: Tensor | None = None
        self.raised: Tensor | None = None

    def forward(self, x: Tensor, mask: Tensor, dropout: float, between: Tensor | None = None) -> Tensor:
        """Hidden states [b, n, hidden] after this layer; `between` [heads, n, n] is what distances weigh."""
        b, n, _ = x.shape
        q, k, v = (f(x).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        # written out: on processors the backward pass of torch's own attention takes three times as long
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
        scores = scores if between is None else scores + between
        a = scores.masked_fill(~mask[:, None, None, :], -1e4).softmax(-1).to(v.dtype) @ v
        self.attended = a = a.transpose(1, 2).reshape(b, n, -1)
        x = self.norm1(x + _dropped(self.output(a), dropout, self.training))
        self.raised = raised = F.gelu(self.up(x))
        f = _dropped(self.down(raised), dropout, self.training)
        out: Tensor = self.norm2(x + f)
        return out


def _dropped(x: Tensor, rate: float, training: bool) -> Tensor:
    """Dropout with one mask for all words of a row (Gal and Ghahramani 2016), which takes few random numbers."""
    if not training:
        return x
    return x * F.dropout(torch.ones(x.shape[0], 1, x.shape[2], dtype=x.dtype), rate)


@dataclass
class Outputs:
    """What the network says of each word: scores [b, n, labels] of each kind, and vectors.

    `pointing` [b, n, 4, width] are queries and keys of the two pointers; `mentioning` [b, n, 3, width] what a word
    adds to the vector of a mention as its first, its last and any word. `states` are [b, n, hidden] of each layer.
    """

    tags: Tensor
    names: Tensor
    descriptions: Tensor
    roles: Tensor
    said: Tensor
    pointing: Tensor
    mentioning: Tensor
    states: tuple[Tensor, ...] = ()


class Head(nn.Module):
    """All that is read off the last layer, side by side in one projection; and the scorer of pairs of mentions.

    A pair's score is a layer over both vectors, their product, and what stands between them (Lee et al. 2017; at the
    level of words as in Dobrovolskii 2021).
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.sizes = (len(TAGS), len(NAMES), len(DESCRIPTIONS), len(ROLES), 1, 4 * shape.pointer, 3 * shape.mention)
        self.project = nn.Linear(shape.hidden, sum(self.sizes))
        self.distance = nn.Parameter(torch.zeros(2, DISTANCES))
        self.paragraph = nn.Parameter(torch.zeros(2, PARAGRAPHS))
        self.none = nn.Parameter(torch.zeros(2))
        self.one, self.other = nn.Linear(shape.mention, shape.pair), nn.Linear(shape.mention, shape.pair, bias=False)
        self.left, self.right = (nn.Linear(shape.mention, shape.product, bias=False) for _ in range(2))
        self.both = nn.Linear(shape.product, shape.pair, bias=False)
        self.between = nn.Parameter(torch.zeros(sum(PAIR_FEATURE_SIZES), shape.pair))
        self.score = nn.Linear(shape.pair, 1)
        self.alone = nn.Linear(shape.mention, 1)
        self.kinds_alone = nn.Parameter(torch.zeros(len(MENTION_KINDS)))

    def forward(self, x: Tensor) -> Outputs:
        """What is said of the words [b, n, hidden]."""
        tags, names, descriptions, roles, said, pointing, mentioning = self.project(x).split(self.sizes, -1)
        return Outputs(
            tags,
            names,
            descriptions,
            roles,
            said[..., 0],
            pointing.unflatten(-1, (4, self.shape.pointer)),
            mentioning.unflatten(-1, (3, self.shape.mention)),
        )

    def pointers(self, vectors: Tensor, distance: Tensor, paragraph: Tensor, mask: Tensor) -> Tensor:
        """Log-probabilities [b, 2, n, n] that a word's source (0) or cue (1) is at a word; word 0 stands for none."""
        query, key = vectors[:, :, 0::2], vectors[:, :, 1::2]
        scores = torch.einsum("bipw,bjpw->bpij", query, key) / math.sqrt(self.shape.pointer)
        bias = self.distance[:, distance][None] + self.paragraph[:, paragraph].transpose(0, 1)
        bias = torch.cat([self.none[None, :, None, None].expand(*bias.shape[:3], 1), bias[..., 1:]], -1)
        scores = (scores + bias).masked_fill(~mask[:, None, None, :], -1e4)
        return scores.log_softmax(-1)

    def links(self, mentioning: Tensor, places: Tensor, codes: Tensor) -> Tensor:
        """Scores [m, 1 + m] that a mention goes back to none, or to each other one.

        Args:
            mentioning: [b, n, 3, width] of the windows of one chunk.
            places: [m, 3] window, first and last word (word 0 is the window's start) of each mention.
            codes: [m, m, features] of `pairs`.
        """
        window, first, last = places.unbind(-1)
        sums = mentioning[:, :, 2].cumsum(1)
        mean = (sums[window, last] - sums[window, first - 1]) / (last - first + 1)[:, None]
        vectors = mentioning[window, first, 0] + mentioning[window, last, 1] + mean
        product = self.left(vectors)[:, None] * self.right(vectors)[None]
        hidden = self.one(vectors)[:, None] + self.other(vectors)[None] + self.both(product)
        hidden = hidden + F.embedding(codes + _OFFSETS, self.between).sum(-2)
        scores: Tensor = self.score(F.relu(hidden))[..., 0]
        kind = codes.diagonal(0, 0, 1)[3] // len(MENTION_KINDS)
        return torch.cat([self.alone(vectors) + self.kinds_alone[kind][:, None], scores], 1)


class Tagger(nn.Module):
    """The whole network."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary + 1, shape.hidden, padding_idx=0)
        self.adapter = nn.Linear(shape.hidden, shape.hidden) if shape.adapted else None
        self.position = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.ModuleList(nn.Embedding(size, shape.hidden) for size in FEATURE_SIZES)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(
            Layer(shape, heads, inner) for heads, inner in zip(shape.heads, shape.inner, strict=True)
        )
        self.relative = nn.Embedding(shape.relative, shape.heads[0]) if shape.relative else None
        self.head = Head(shape)
        self.dropout = 0.1

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Outputs:
        """What the head says.

        Args:
            pieces: [b, n, 4] word pieces, 0 for none.
            features: [b, n, 4] values of the features.
            mask: [b, n] true for words.
        """
        counts = (pieces > 0).sum(-1, keepdim=True).clamp(min=1)
        x = self.pieces(pieces).sum(2) / counts
        x = (self.adapter(x) if self.adapter is not None else x) + self.position.weight[: pieces.shape[1]]
        for column, embedding in enumerate(self.features):
            x = x + embedding(features[..., column])
        x = _dropped(self.norm(x), self.dropout, self.training)
        between = None
        if self.relative is not None:
            between = self.relative(_distances(pieces.shape[1], self.shape.relative)).permute(2, 0, 1)
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], mask, self.dropout, between))
        outputs: Outputs = self.head(states[-1])
        outputs.states = tuple(states[1:])
        return outputs

    def folded(self) -> Tagger:
        """The same network without an adapter: its word pieces are what the adapter makes of them."""
        other = Tagger(replace(self.shape, adapted=False))
        state = {name: value for name, value in self.state_dict().items() if not name.startswith("adapter.")}
        if self.adapter is not None:
            with torch.no_grad():
                state["pieces.weight"] = self.adapter(self.pieces.weight)
                state["pieces.weight"][0] = 0
        other.load_state_dict(state)
        other.eval()
        return other

    def resized(self, heads: tuple[int, ...], inner: tuple[int, ...]) -> Tagger:
        """A network whose layers have other sizes: all that does not depend on them is copied, the rest is to be."""
        other = Tagger(replace(self.shape, heads=heads, inner=inner))
        for name in ("pieces", "position", "features", "norm", "head"):
            getattr(other, name).load_state_dict(getattr(self, name).state_dict())
        for target, source in zip(other.layers, self.layers, strict=True):
            for name in ("norm1", "norm2"):
                getattr(target, name).load_state_dict(getattr(source, name).state_dict())
        return other


def _distances(words: int, buckets: int) -> Tensor:
    """[n, n] how far each word stands from each other one: exact for near ones, logarithmic up to 128 (Raffel 2020)."""
    half, exact, farthest = buckets // 2, buckets // 4, 128
    places = torch.arange(words)
    ahead = places[None, :] - places[:, None]
    size = ahead.abs()
    far = torch.log(size.clamp(min=1) / exact) / math.log(farthest / exact) * (half - exact)
    return half * (ahead > 0) + torch.where(size < exact, size, (exact + far.long()).clamp(max=half - 1))


def save(model: Tagger, path: Path) -> None:
    """Write a network to a file that `load` reads."""
    torch.save({"shape": asdict(model.shape), "weights": model.state_dict()}, path)


def load(path: Path) -> Tagger:
    """The network that `save` wrote, ready for use."""
    saved = torch.load(path)
    model = Tagger(Shape(**saved["shape"]))
    model.load_state_dict(saved["weights"])
    model.eval()
    return model
