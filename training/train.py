"""Training: passes over the chunks, with checks on held-out articles, keeping the best averaged weights."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from pressq.quotes.encoding.subwords import Vocabulary
from pressq.quotes.mentions.mention import MENTION_KINDS
from training.augmentation import Augmenter
from training.batching import Batch, batches
from training.data import IGNORED, Chunk, Links
from training.model import Head, Outputs, Tagger, save

__all__ = ["Recipe", "Taught", "linked", "loss_of", "train"]

# Products in bfloat16, sums and weights in full: half of the time where the processor has them (elsewhere it takes ten
# times as long), no loss seen.
_SHORT = partial(torch.autocast, "cpu", torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())
_WEIGHTS = {"tags": 1.0, "names": 1.0, "descriptions": 1.2, "roles": 0.7, "said": 0.4, "links": 1.0}
_LINKED = (0.3, 0.3, 1.5, 1.0)  # what links of each of KINDS weigh: names are joined by their words
_SOFT = 0.5  # how much of what is learned is learned from a teacher, where there is one
_THIRDS = (2, 3)  # after so many thirds of all layers states are compared with a teacher's


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
    smoothing: float = 0.03
    average: float = 0.995
    checks: int = 2  # per pass
    seed: int = 1


@dataclass(frozen=True)
class Taught:
    """What a teacher says of a batch, and the head by which it makes pointers and links of that.

    `maps` are linear ones from states of the network that is taught to those of the teacher: they learn with it.
    """

    head: Head
    outputs: Outputs
    maps: nn.ModuleList


def loss_of(head: Head, out: Outputs, batch: Batch, smoothing: float = 0.0, taught: Taught | None = None) -> Tensor:
    """What is wrong with `out`, over all that is told of the words, pointers and links of `batch`.

    Where it is `taught` half of it is the distance to that, on all words, pointers and links, told or not; and what
    its states do not tell of the teacher's is added.
    """
    hard = _word_loss(out, batch, smoothing)
    hard = hard + _pointer_loss(head, out, batch)
    if batch.links:
        losses = [_link_loss(head, out, first, links) for first, links in batch.links]
        hard = hard + _WEIGHTS["links"] * torch.stack(losses).mean()
    if taught is None:
        return hard
    soft = _word_distance(out, batch, taught.outputs) + _pointer_distance(head, out, batch, taught)
    if batch.links:
        distances = [_link_distance(head, out, first, links, taught) for first, links in batch.links]
        soft = soft + _WEIGHTS["links"] * torch.stack(distances).mean()
    return (1 - _SOFT) * hard + _SOFT * 2.0 * soft + _state_distance(out, batch, taught)


def _word_loss(out: Outputs, batch: Batch, smoothing: float) -> Tensor:
    loss = torch.zeros(())
    for kind in ("tags", "names", "descriptions", "roles"):
        gold = getattr(batch, kind).flatten()
        if (gold != IGNORED).any():
            scores = getattr(out, kind).flatten(0, 1).float()
            smooth = smoothing if kind == "tags" else 0.0
            loss = loss + _WEIGHTS[kind] * F.cross_entropy(scores, gold, ignore_index=IGNORED, label_smoothing=smooth)
    told = batch.said != IGNORED
    if told.any():
        loss = loss + _WEIGHTS["said"] * F.binary_cross_entropy_with_logits(
            out.said[told].float(), batch.said[told].float()
        )
    return loss


def _pointer_loss(head: Head, out: Outputs, batch: Batch) -> Tensor:
    if not batch.pointing.any():
        return torch.zeros(())
    logp = head.pointers(out.pointing.float(), batch.distance, batch.paragraph, batch.mask)
    right = logp.masked_fill(~batch.pointers, -1e4).logsumexp(-1)
    return -(right * batch.pointing).sum() / batch.pointing.sum()


def _link_loss(head: Head, out: Outputs, first: int, links: Links) -> Tensor:
    """How unlikely the right links are: of each mention, any that is right will do."""
    scores = linked(head, out, first, links)
    right = torch.from_numpy(links.right)
    nothing = ~right.any(1, keepdim=True)
    logp = scores.log_softmax(1)
    gained = logp.masked_fill(~torch.cat([nothing, right], 1), -1e4).logsumexp(1)
    weights = _weights_of(links) * torch.from_numpy(links.known)
    return -(gained * weights).sum() / weights.sum().clamp(min=1)


def _weights_of(links: Links) -> Tensor:
    """What the link of each mention weighs."""
    kinds = links.codes.diagonal(0, 0, 1)[3] // len(MENTION_KINDS)
    return torch.tensor(_LINKED)[torch.from_numpy(kinds).long()]


def linked(head: Head, out: Outputs, first: int, links: Links) -> Tensor:
    """Scores [m, 1 + m] of what each mention of a chunk, whose windows begin at row `first`, may go back to."""
    places = torch.from_numpy(links.places) + torch.tensor([first, 1, 1])
    scores = head.links(out.mentioning.float(), places, torch.from_numpy(links.codes).long())
    allowed = torch.from_numpy(links.allowed)
    allowed = torch.cat([torch.ones(len(allowed), 1, dtype=torch.bool), allowed], 1)
    return scores.masked_fill(~allowed, -1e4)


def _word_distance(out: Outputs, batch: Batch, teacher: Outputs) -> Tensor:
    """The distance to what a teacher says of the words."""
    words = batch.mask
    loss = torch.zeros(())
    for kind in ("tags", "names", "descriptions", "roles"):
        ours, theirs = getattr(out, kind)[words].float(), getattr(teacher, kind)[words].float()
        loss = loss + _WEIGHTS[kind] * F.kl_div(
            ours.log_softmax(-1), theirs.log_softmax(-1), log_target=True, reduction="batchmean"
        )
    said = torch.sigmoid(teacher.said[words].float())
    return loss + _WEIGHTS["said"] * F.binary_cross_entropy_with_logits(out.said[words].float(), said)


def _pointer_distance(head: Head, out: Outputs, batch: Batch, taught: Taught) -> Tensor:
    """The distance to where a teacher points from the words that it takes for parts of attributions."""
    around = batch.distance, batch.paragraph, batch.mask
    ours = head.pointers(out.pointing.float(), *around)
    theirs = taught.head.pointers(taught.outputs.pointing.float(), *around)
    weights = (1 - taught.outputs.tags.float().softmax(-1)[..., 0]) * batch.mask
    distances = F.kl_div(ours, theirs, log_target=True, reduction="none").sum(-1)
    return (distances * weights[:, None]).sum() / (2 * weights.sum()).clamp(min=1)


def _link_distance(head: Head, out: Outputs, first: int, links: Links, taught: Taught) -> Tensor:
    """The distance to what a teacher says mentions go back to."""
    ours, theirs = (linked(*by, first, links).log_softmax(1) for by in ((head, out), (taught.head, taught.outputs)))
    weights = _weights_of(links)
    distances = F.kl_div(ours, theirs, log_target=True, reduction="none").sum(1)
    return (distances * weights).sum() / weights.sum().clamp(min=1)


def _state_distance(out: Outputs, batch: Batch, taught: Taught) -> Tensor:
    """The share of a teacher's states that linear maps of ours leave unexplained (Romero et al. 2015).

    A batch tells little by its labels, much by what a teacher makes of each word on the way to them.
    """
    loss = torch.zeros(())
    ours, theirs = out.states, taught.outputs.states
    for third, learned in zip(_THIRDS, taught.maps, strict=True):
        known, wanted = ours[len(ours) * third // 3 - 1], theirs[len(theirs) * third // 3 - 1][batch.mask].float()
        loss = loss + F.mse_loss(learned(known[batch.mask].float()), wanted) / wanted.var(0).mean()
    return loss


def train(
    model: Tagger,
    parts: Sequence[Chunk],
    vocabulary: Vocabulary,
    recipe: Recipe,
    out: Path,
    check: Callable[[Tagger], float],
    augmenter: Augmenter | None = None,
    teacher: Tagger | None = None,
) -> None:
    """Train `model` in place and leave the averaged weights of the best check in `out`/best.pt.

    Args:
        check: how good a model is; called with the averaged weights `recipe.checks` times a pass.
        augmenter: gives articles other names before each pass.
        teacher: a trained network that is to be imitated.
    """
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    maps = nn.ModuleList(_map(model, teacher) for _ in _THIRDS) if teacher is not None else nn.ModuleList()
    groups = [*_groups(model, recipe), {"params": list(maps.parameters()), "lr": recipe.head_rate, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
    per_pass = sum(1 for _ in _plan(parts, recipe))
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
        for batch in batches(parts, vocabulary, recipe.batch, rng):
            model.train()
            read = batch.pieces, batch.features, batch.mask
            with _SHORT():
                outputs = model(*read)
                with torch.no_grad():
                    taught = Taught(teacher.head, teacher(*read), maps) if teacher is not None else None
            loss = loss_of(model.head, outputs, batch, recipe.smoothing, taught)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            keep = min(recipe.average, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), 1 - keep)
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


def _map(model: Tagger, teacher: Tagger) -> nn.Linear:
    """From states to a teacher's: nothing at first, so that it learns before the network learns by it."""
    learned = nn.Linear(model.shape.hidden, teacher.shape.hidden)
    nn.init.zeros_(learned.weight)
    nn.init.zeros_(learned.bias)
    return learned


def _plan(parts: Sequence[Chunk], recipe: Recipe) -> range:
    """As many steps as a pass has, more or less."""
    words = sum(len(row.words) for chunk in parts for row in chunk.rows)
    return range(-(-words // (150 * recipe.batch)))


def _rate_at(step: int, warm: int, total: int) -> float:
    """Linear up to `warm` steps, then linear down."""
    return min((step + 1) / warm, max(0.02, (total - step) / max(1, total - warm)))


def _groups(model: Tagger, recipe: Recipe) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers slower, head and features faster; word pieces stay as they are."""

    def rated(module: torch.nn.Module, rate: float) -> list[dict[str, object]]:
        plain = [p for p in module.parameters() if p.dim() < 2]
        decayed = [p for p in module.parameters() if p.dim() >= 2]
        return [
            {"params": plain, "lr": rate, "weight_decay": 0.0},
            {"params": decayed, "lr": rate, "weight_decay": recipe.weight_decay},
        ]

    depth = len(model.layers)
    model.pieces.requires_grad_(False)
    groups = rated(model.head, recipe.head_rate) + rated(model.features, recipe.head_rate)
    groups += rated(model.adapter, recipe.head_rate) if model.adapter is not None else []
    for number, layer in enumerate(model.layers):
        groups += rated(layer, recipe.rate * recipe.decay ** (depth - 1 - number))
    lowest = recipe.rate * recipe.decay**depth
    for module in (model.position, model.norm, model.relative):
        groups += rated(module, lowest) if module is not None else []
    return groups
