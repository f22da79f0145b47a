"""Training: passes over the windows, with checks on held-out articles, keeping the best averaged weights."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from torch.nn import functional as F  # noqa: N812

from pressq.quotes.wordpiece import Vocabulary
from pressq.training.augmentation import Augmenter
from pressq.training.data import IGNORED, Batch, Example, batches
from pressq.training.model import Head, Tagger, save

__all__ = ["Recipe", "loss_of", "train"]

# Products in bfloat16, sums and weights in full: half of the time where the processor has them, no loss seen.
_SHORT = partial(torch.autocast, "cpu", torch.bfloat16)


@dataclass(frozen=True)
class Recipe:
    """How to train. Rates are per step for the top; each layer under it takes `decay` of the rate above."""

    passes: float = 5
    batch: int = 12
    rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.88
    warmup: float = 0.06
    weight_decay: float = 0.01
    smoothing: float = 0.05
    average: float = 0.995
    checks: int = 2  # per pass
    seed: int = 1


def loss_of(
    head: Head,
    tags: torch.Tensor,
    vectors: torch.Tensor,
    batch: Batch,
    smoothing: float,
    teacher: tuple[torch.Tensor, torch.Tensor] | None = None,
) -> torch.Tensor:
    """Cross-entropy of the tags and of the pointers; with a `teacher`'s scores, half of it towards those."""
    loss = F.cross_entropy(tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED, label_smoothing=smoothing)
    logp = head.pointers(vectors, batch.distance, batch.paragraph, batch.mask)
    right = logp.masked_fill(~batch.pointers, -1e4).logsumexp(-1)
    pointing = -(right * batch.pointing).sum() / batch.pointing.sum().clamp(min=1)
    if teacher is None:
        return loss + pointing
    words = batch.tags != IGNORED
    soft = F.kl_div(tags[words].log_softmax(-1), teacher[0][words], log_target=True, reduction="batchmean")
    cross = (teacher[1].exp() * (teacher[1] - logp)).sum(-1)
    soft_pointing = (cross * batch.pointing).sum() / batch.pointing.sum().clamp(min=1)
    return 0.5 * (loss + pointing) + 1.0 * (soft + soft_pointing)


def train(
    model: Tagger,
    rows: Sequence[Example],
    vocabulary: Vocabulary,
    recipe: Recipe,
    out: Path,
    check: Callable[[Tagger], float],
    weights: dict[int, float],
    augmenter: Augmenter | None,
    teachers: Sequence[Tagger] = (),
) -> None:
    """Train `model` in place and leave the averaged weights of the best check in `out`/best.pt.

    Args:
        check: how good a model is; called with the averaged weights `recipe.checks` times a pass.
        weights: what the loss of each exit counts.
        teachers: trained networks; the mean of what their exits say is to be imitated.
    """
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    groups = _groups(model, recipe)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)
    per_pass = -(-len(rows) // recipe.batch)
    total = max(1, int(recipe.passes * per_pass))
    warm = max(1, int(recipe.warmup * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate_at(step, warm, total))
    averaged = copy.deepcopy(model).eval()
    every = max(1, per_pass // recipe.checks)
    best, step, started = -1.0, 0, time.perf_counter()
    running = 0.0
    out.mkdir(parents=True, exist_ok=True)
    while step < total:
        if augmenter is not None:
            augmenter.renew()
        for batch in batches(rows, vocabulary, recipe.batch, rng):
            model.train()
            with _SHORT():
                outputs = model(batch.pieces, batch.features, batch.mask)
                soft = _taught(teachers, batch) if teachers else None
            loss = torch.zeros(())
            for number, weight in weights.items():
                tags, vectors = outputs[number]
                scores = tags.float(), vectors.float()
                loss = loss + weight * loss_of(model.head(number), *scores, batch, recipe.smoothing, soft)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            keep = min(recipe.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for a, m in zip(averaged.parameters(), model.parameters(), strict=True):
                    a.lerp_(m, 1 - keep)
            running = 0.98 * running + 0.02 * float(loss.detach()) if step > 1 else float(loss.detach())
            if step % 20 == 0:
                print(f"step {step}/{total}  loss {running:.3f}  {time.perf_counter() - started:.0f} s", flush=True)
            if step % every == 0 or step == total:
                value = check(averaged)
                print(
                    f"pass {step / per_pass:.1f}  check {100 * value:.2f}  best {100 * max(best, value):.2f}",
                    flush=True,
                )
                save(averaged, out / "last.pt")
                if value > best:
                    best = value
                    (out / "last.pt").replace(out / "best.pt")
            if step >= total:
                break


@torch.no_grad()
def _taught(teachers: Sequence[Tagger], batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Log-probabilities of tags and pointers, the mean of what the teachers' exits say."""
    tags, pointers = [], []
    for teacher in teachers:
        for number, (scores, vectors) in teacher(batch.pieces, batch.features, batch.mask).items():
            head = teacher.head(number)
            tags.append(scores.float().softmax(-1))
            pointers.append(head.pointers(vectors.float(), batch.distance, batch.paragraph, batch.mask).exp())
    return (sum(tags, torch.zeros(())) / len(tags)).clamp(min=1e-9).log(), (
        sum(pointers, torch.zeros(())) / len(pointers)
    ).clamp(min=1e-9).log()


def _rate_at(step: int, warm: int, total: int) -> float:
    """Linear up to `warm` steps, then linear down."""
    return min((step + 1) / warm, max(0.02, (total - step) / max(1, total - warm)))


def _groups(model: Tagger, recipe: Recipe) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers slower, heads and features faster."""

    def rated(module: torch.nn.Module, rate: float) -> list[dict[str, object]]:
        plain = [p for p in module.parameters() if p.dim() < 2]
        decayed = [p for p in module.parameters() if p.dim() >= 2]
        return [
            {"params": plain, "lr": rate, "weight_decay": 0.0},
            {"params": decayed, "lr": rate, "weight_decay": recipe.weight_decay},
        ]

    depth = len(model.layers)
    groups = rated(model.exits, recipe.head_rate) + rated(model.features, recipe.head_rate)
    for number, layer in enumerate(model.layers):
        groups += rated(layer, recipe.rate * recipe.decay ** (depth - 1 - number))
    lowest = recipe.rate * recipe.decay**depth
    for module in (model.pieces, model.position, model.norm):
        groups += rated(module, lowest)
    return groups
