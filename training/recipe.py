"""From gold articles to the files that ship: a large network is trained, a small one cut from it and taught."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from pressq.checksums import write_checksums
from pressq.quotes.calibration import N_CONFIDENCE_FEATURES
from pressq.quotes.candidate_scores import N_SCORE_FEATURES
from pressq.quotes.content.reported_speech import N_SPEECH_FEATURES
from pressq.quotes.encoding.encoder import Encoder
from pressq.quotes.encoding.subwords import Vocabulary
from pressq.quotes.sources.implicit import POINTER_ONLY
from pressq.quotes.sources.ranking import N_SOURCE_FEATURES
from pressq.quotes.speakers.roles import N_ROLE_FEATURES
from training.annotations import annotated
from training.augmentation import Augmenter
from training.batching import batches
from training.card import card
from training.checking import quick_check
from training.data import Chunk, chunks, taken_for_mentions, vocabulary_for
from training.export import export
from training.fitting import fit_confidence, fit_reports, fit_roles, fit_scores, fit_sources, fit_unsourced
from training.forms import formed
from training.gold import Labels, read_articles, read_attributions, read_coreference, read_names, read_texts
from training.growing import grown
from training.model import Tagger, load
from training.pretrained import from_minilm, from_mpnet, minilm_pieces
from training.pruning import pruned
from training.restoring import restored
from training.train import Recipe, train
from training.written import WRITTEN, written

__all__ = ["Plan", "divided", "gathered", "make", "ship", "store"]

_HELD_OUT = 8  # one article of so many with speakers is kept for linking, confidence and the reading of errors
_GAP = 3  # one passage of so many: each tells one pronoun only
_FORMED = 120  # articles made of forms
_RATE, _RATE_ON, _RATE_LATE = 4e-4, 2.5e-4, 2.2e-4  # of a small network just cut, of one that learns on, at the end
_RATE_WIDE = 1e-4  # of the teacher
_OWN_LATE = 4  # one of so many articles of our own is left at the end, when it is learned how real ones are marked
_SEGMENT = [0.8, 0.7, 0.5]  # mean probability from which a segment of one, two, more words is content
_LEAST = 0.12  # score under which a candidate is dropped
_LINKING = ("one", "other", "left", "right", "both", "between", "score", "alone", "kinds_alone")
_CHECKED = ("tags", "names", "descriptions", "pointers", "link pronoun", "link description")


@dataclass(frozen=True)
class Plan:
    """What is made of what. `heads` and `inner` are what the small network keeps of 72 heads and 9216 neurons.

    `passes` are those of the network that is cut, `teacher_passes` those of a wider one that teaches what is left of
    it; where there are none, the network that was cut does.

    `gold` is a folder with `attributions/train.jsonl`, `speakers/train.jsonl`, `names/worldwide.jsonl`,
    `coreference/gum.jsonl`, `coreference/gap.jsonl` and `summaries/dev.jsonl`, whose texts alone are read. `start` is a
    folder of files that ship: its network learns on, for `small_passes`, in place of a new one; where it is larger than
    what is to be kept it is cut, where it is smaller it grows. `own` is a folder of articles with marks in their text,
    as `written` reads them; few of them are left in the `late_passes`.
    """

    gold: Path
    out: Path
    passes: float = 5
    teacher_passes: float = 0
    small_passes: float = 6
    late_passes: float = 3
    heads: int = 36
    inner: int = 2688
    layers: int = 6
    seed: int = 1
    limit: int | None = None
    start: Path | None = None
    own: Path = WRITTEN


def gathered(folder: Path, limit: int | None = None, own: Path = WRITTEN) -> tuple[list[Labels], list[Labels]]:
    """The articles of all origins to learn from, and those kept out: some of each genre."""
    attributed = read_attributions(folder / "attributions" / "train.jsonl")
    articles = read_articles(folder / "speakers" / "train.jsonl", attributed)
    names = read_names(folder / "names" / "worldwide.jsonl")
    gum, gap = read_coreference(folder / "coreference" / "gum.jsonl", folder / "coreference" / "gap.jsonl")
    texts = read_texts(folder / "summaries" / "dev.jsonl")
    ours = (replace(labels, roles=None) for labels in written(own)[:limit])  # trades are roles there, elsewhere offices
    kept, held = divided([*articles[:limit], *ours])
    return annotated([*kept, *names[:limit], *texts[:limit], *gum[:limit], *gap[::_GAP][:limit]]), held


def divided(articles: Sequence[Labels]) -> tuple[list[Labels], list[Labels]]:
    """Articles to learn from, and one of each so many with described entities, from each genre."""
    kept, held = [], []
    seen: dict[str, int] = {}
    for labels in articles:
        if labels.described:
            seen[labels.genre] = seen.get(labels.genre, 0) + 1
            if seen[labels.genre] % _HELD_OUT == 3:
                held.append(labels)
                continue
        kept.append(labels)
    return kept, held


def make(plan: Plan) -> None:
    """Train what the plan asks for and write the files that ship to `plan.out`."""
    kept, held = gathered(plan.gold, plan.limit, plan.own)
    parts, held_parts = chunks(kept), chunks(held)
    pieces = _pieces_of(plan.start) if plan.start else vocabulary_for(parts, minilm_pieces())
    vocabulary = Vocabulary(pieces)
    windows = sum(len(chunk.rows) for chunk in parts)
    print(
        f"{len(kept)} articles, {windows} windows, {len(pieces)} word pieces; {len(held)} articles kept out", flush=True
    )
    check = _check(held_parts, vocabulary)
    lesson = _Lesson(plan, parts, vocabulary, check)
    if not plan.start:
        whole = lesson.learned("large", partial(from_minilm, pieces, plan.layers), Recipe(passes=plan.passes))
        store(whole, pieces, plan.out / "large")
    teacher = None
    if plan.teacher_passes:
        wide = Recipe(passes=plan.teacher_passes, rate=_RATE_WIDE, decay=0.9, average=0.99)
        teacher = lesson.learned("teacher", partial(from_mpnet, pieces), wide)
    taken = taken_for_mentions(kept, Encoder(plan.start or plan.out / "large"))
    attributed = [{"text": labels.text, "attributions": labels.attributions} for labels in kept if labels.attitudes]
    rng = random.Random(plan.seed)
    articles = [*kept, *formed(attributed, min(_FORMED, len(attributed)), plan.seed)]
    parts = chunks(articles, taken, rng)
    small, rate = (restored(plan.start), _RATE_ON) if plan.start else (load(plan.out / "large" / "best.pt"), _RATE)
    if sum(small.shape.heads) > plan.heads or sum(small.shape.inner) > plan.inner:
        deciding = itertools.islice(batches(parts, vocabulary, Recipe.batch, random.Random(plan.seed)), 16)
        cut = pruned(small, plan.heads, plan.inner, deciding)
        teacher, small = teacher or small.requires_grad_(False), cut
    elif sum(small.shape.heads) < plan.heads or sum(small.shape.inner) < plan.inner:
        small = grown(small, from_minilm(pieces, small.shape.layers), plan.heads, plan.inner)
    recipe = Recipe(passes=plan.small_passes, rate=rate, decay=0.9, seed=plan.seed)
    train(small, parts, vocabulary, recipe, plan.out / "small", check, Augmenter(parts, plan.seed + 1), teacher)
    articles = [labels for number, labels in enumerate(articles) if labels.id or number % _OWN_LATE == 0]
    parts = chunks(articles, taken, rng)
    late, small = replace(recipe, passes=plan.late_passes, rate=_RATE_LATE), load(plan.out / "small" / "best.pt")
    train(small, parts, vocabulary, late, plan.out / "late", check, Augmenter(parts, plan.seed + 2), teacher)
    told = [labels for labels in (*kept, *held) if labels.offices]
    ship(load(plan.out / "late" / "best.pt"), pieces, held, told, plan.out, card)


def _pieces_of(folder: Path) -> list[str]:
    return (folder / "pieces.txt").read_text(encoding="utf-8").splitlines()


@dataclass(frozen=True)
class _Lesson:
    """What large networks are trained with."""

    plan: Plan
    parts: Sequence[Chunk]
    vocabulary: Vocabulary
    check: Callable[[Tagger], float]

    def learned(self, name: str, begun: Callable[[], Tagger], recipe: Recipe) -> Tagger:
        """A large network, trained once: a run that was stopped after it goes on with it."""
        seed, folder = self.plan.seed, self.plan.out / name
        if not (folder / "done").exists():
            torch.manual_seed(seed)
            names = Augmenter(self.parts, seed)
            train(begun(), self.parts, self.vocabulary, replace(recipe, seed=seed), folder, self.check, names)
            (folder / "done").touch()
        network = load(folder / "best.pt")
        network.requires_grad_(False)
        return network


def store(model: Tagger, pieces: Sequence[str], out: Path) -> dict[str, Any]:
    """Write a network as `Encoder` reads it, nothing fitted yet, and return what was written as learned.json."""
    export(model, out / "network.onnx")
    (out / "pieces.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    weights = {name: value for name, value in model.head.state_dict().items() if name.split(".")[0] in _LINKING}
    weights["mention.weight"] = model.head.project.weight.detach()[-model.head.sizes[-1] :]
    weights["mention.bias"] = model.head.project.bias.detach()[-model.head.sizes[-1] :]
    np.savez(out / "links.npz", **{name: value.numpy().astype(np.float16) for name, value in weights.items()})
    learned: dict[str, Any] = {
        name: [[round(v, 4) for v in row] for row in getattr(model.head, name).tolist()]
        for name in ("distance", "paragraph")
    }
    learned |= {"none": [round(v, 4) for v in model.head.none.tolist()], "segment": _SEGMENT, "least": 0.0}
    learned |= {
        "source": [0.0] * (N_SOURCE_FEATURES + 1),
        "role": [0.0] * (N_ROLE_FEATURES + 1),
        "unsourced": POINTER_ONLY,
    }
    learned |= {"marked": [0.0] * (N_SCORE_FEATURES + 1), "unmarked": [0.0] * (N_SCORE_FEATURES + 1)}
    learned |= {"reported": [0.0] * (N_SPEECH_FEATURES + 1), "confidence": [0.0] * (N_CONFIDENCE_FEATURES + 1)}
    _write(learned, out)
    return learned


def ship(
    model: Tagger,
    pieces: Sequence[str],
    held: Sequence[Labels],
    told: Sequence[Labels],
    out: Path,
    described: Callable[[Tagger, int], str],
) -> None:
    """Write the files that ship.

    Args:
        model, pieces: the network and the word pieces that it knows, each a line of `pieces.txt`.
        held: articles kept out of the network's training.
        told: articles, seen or not, that tell the roles of those they name.
        out: a folder.
        described: gives the text of the card, of the network and how many pieces it knows.
    """
    learned = store(model, pieces, out)
    learned["source"] = fit_sources(Encoder(out), held)
    learned["role"] = fit_roles(Encoder(out), told)
    _write(learned, out)
    learned["unsourced"] = fit_unsourced(Encoder(out), held)
    _write(learned, out)
    learned |= {**fit_scores(Encoder(out), held), "least": _LEAST}
    _write(learned, out)
    learned["reported"] = fit_reports(Encoder(out), held)
    learned["confidence"] = fit_confidence(Encoder(out), held)
    _write(learned, out)
    (out / "CARD.md").write_text(described(model, len(pieces)), encoding="utf-8")
    write_checksums(out)


def _write(learned: dict[str, Any], out: Path) -> None:
    (out / "learned.json").write_text(json.dumps(learned, indent=1), encoding="utf-8")
    write_checksums(out)


def _check(parts: Sequence[Chunk], vocabulary: Vocabulary) -> Callable[[Tagger], float]:
    def check(model: Tagger) -> float:
        scores = quick_check(model, parts, vocabulary)
        print("  " + "  ".join(f"{kind} {100 * value:.1f}" for kind, value in scores.items()), flush=True)
        return float(sum(scores.get(kind, 0.0) for kind in _CHECKED)) / len(_CHECKED)

    return check
