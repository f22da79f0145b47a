"""From gold articles to the files that ship: large networks are trained, a small one cut from one and taught by all."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from pressq.quotes.tagger import Tagger as Runner
from pressq.quotes.wordpiece import Vocabulary
from pressq.text.marks import marked_segments
from pressq.training.augmentation import Augmenter
from pressq.training.calibration import fit, right
from pressq.training.card import card
from pressq.training.checking import quick_check
from pressq.training.data import Example, batches, examples, vocabulary_for
from pressq.training.evaluation import evaluate
from pressq.training.export import export
from pressq.training.forms import formed
from pressq.training.gold import article_of, read_gold
from pressq.training.model import Tagger, from_minilm, load, minilm_weights
from pressq.training.pruning import pruned
from pressq.training.train import Recipe, train

__all__ = ["Plan", "make"]

_HELD_OUT = 15  # one article of so many is kept for the confidence
_EXITS = {3: 0.3, 4: 0.5, 6: 1.0}  # layers of the large network with heads, and what their loss counts
_FORMED = 120  # articles made of forms
_SEGMENT = [0.6, 0.4, 0.35]  # mean probability from which a segment of one, two, more words is content
_LEAST = 0.22  # confidence under which nothing is reported: F1 on dev is flat from 0.2 to 0.3
_TRAITS = 13


@dataclass(frozen=True)
class Plan:
    """What is made of what. `heads` and `inner` are what the small network keeps of 72 heads and 9216 neurons."""

    train: Path
    dev: Path
    out: Path
    passes: float = 6
    small_passes: float = 8
    heads: int = 36
    inner: int = 2560
    layers: int = 6
    teachers: int = 1
    seed: int = 1
    limit: int | None = None


def make(plan: Plan) -> None:
    """Train both networks, write the files that ship and their card to `plan.out`."""
    golds, dev = read_gold(plan.train)[: plan.limit], read_gold(plan.dev)[: plan.limit]
    held = golds[7 % len(golds) :: _HELD_OUT]
    golds = [gold for number, gold in enumerate(golds) if number % _HELD_OUT != 7 % len(golds)]
    rows, dev_rows = examples(golds), examples(dev)
    pieces = vocabulary_for(rows, minilm_weights()[1])
    vocabulary = Vocabulary(pieces)
    print(f"{len(golds)} articles, {len(rows)} windows, {len(pieces)} word pieces", flush=True)

    check = _check(dev_rows, vocabulary)
    teachers = []
    for seed in range(plan.seed, plan.seed + plan.teachers):
        out = plan.out / f"large-{seed}"
        if not (out / "done").exists():
            weights = {number: weight for number, weight in _EXITS.items() if number < plan.layers} | {plan.layers: 1.0}
            torch.manual_seed(seed)
            large = from_minilm(pieces, plan.layers, tuple(weights))
            recipe = Recipe(passes=plan.passes, seed=seed)
            train(large, rows, vocabulary, recipe, out, check, weights, Augmenter(rows, seed))
            (out / "done").touch()
        teachers.append(_teacher(out))

    rows = examples([*golds, *formed(golds, min(_FORMED, len(golds)), plan.seed)])
    deciding = itertools.islice(batches(rows, vocabulary, Recipe.batch, random.Random(plan.seed)), 12)
    small = pruned(load(plan.out / f"large-{plan.seed}" / "best.pt"), plan.layers, plan.heads, plan.inner, deciding)
    recipe = Recipe(passes=plan.small_passes, rate=4e-4, decay=0.9, seed=plan.seed)
    train(
        small,
        rows,
        vocabulary,
        recipe,
        plan.out / "small",
        check,
        {plan.layers: 1.0},
        Augmenter(rows, plan.seed + 1),
        teachers,
    )
    ship(load(plan.out / "small" / "best.pt"), pieces, held, dev, plan.out)


def _teacher(out: Path) -> Tagger:
    """The network in a folder with the best two of its exits, not to be trained any more."""
    teacher = load(out / "best.pt")
    for number in list(teacher.exits)[:-2]:
        del teacher.exits[number]
    teacher.requires_grad_(False)
    return teacher


def ship(
    model: Tagger, pieces: Sequence[str], held: Sequence[dict[str, Any]], dev: Sequence[dict[str, Any]], out: Path
) -> None:
    """Write model, word pieces, what joining needs, and the model card; `held` are articles kept out of training."""
    last = model.shape.layers
    export(model, last, out / "tagger.onnx")
    (out / "tagger-pieces.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    head = model.head(last)
    learned: dict[str, Any] = {
        name: [[round(v, 4) for v in row] for row in getattr(head, name).tolist()] for name in ("distance", "paragraph")
    }
    learned |= {
        "none": [round(v, 4) for v in head.none.tolist()],
        "segment": _SEGMENT,
        "least": 0.0,
        "weights": [0.0] * (_TRAITS + 1),
    }
    path = out / "tagger.json"
    path.write_text(json.dumps(learned), encoding="utf-8")
    learned |= {"weights": _confidence(Runner(out), held), "least": _LEAST}
    path.write_text(json.dumps(learned, indent=1), encoding="utf-8")
    (out / "MODEL_CARD.md").write_text(card(evaluate(out, dev), len(dev), model, len(pieces)), encoding="utf-8")


def _confidence(runner: Runner, held: Sequence[dict[str, Any]]) -> list[float]:
    """The weights of the confidence, from articles that the network has not seen."""
    traits, verdicts = [], []
    for gold in held:
        article = article_of(gold["text"])
        segments = marked_segments(article)
        found = list(runner.candidates(article, segments))
        traits += [candidate.traits for candidate, _ in found]
        verdicts += right(gold["text"], gold["attributions"], [attribution for _, attribution in found])
    return fit(traits, verdicts)


def _check(rows: Sequence[Example], vocabulary: Vocabulary) -> Callable[[Tagger], float]:
    def check(model: Tagger) -> float:
        scores = quick_check(model, rows, vocabulary)
        for number, values in scores.items():
            print(f"  exit {number}  source, cue, content F1, pointers: " + " ".join(f"{100 * v:.1f}" for v in values))
        last = scores[max(scores)]
        return float(sum(last) / len(last))

    return check
