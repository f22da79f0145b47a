"""The network of several languages: multilingual E5's lowest layers, trained on French, German, Spanish and English.

Its vocabulary is cut to the pieces of which the words of these languages are made. It has the heads of the English
network and is exported as that is; what was collected and marked for English is learned beside the rest, since
everything but the words is the same.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import torch

from pressq.quotes.encoding.encoder import MODEL, Encoder
from pressq.quotes.encoding.subwords import Vocabulary
from pressq.quotes.encoding.unigram import Unigram
from training.annotations import annotated
from training.augmentation import Augmenter
from training.card import multilingual_card
from training.checking import quick_check
from training.data import Chunk, chunks, taken_for_mentions
from training.gold import Gold, Labels, labelled, lines_of
from training.model import Tagger, load, save
from training.pretrained import e5_pieces, from_e5, moved
from training.recipe import gathered, ship
from training.restoring import restored
from training.train import Recipe, train
from training.written import WRITTEN, parsed

__all__ = [
    "LANGUAGES",
    "LanguagePlan",
    "average",
    "divided_languages",
    "fit_and_ship",
    "is_held",
    "mean_of",
    "pieces_for",
    "teach",
]

LANGUAGES = ("de", "es", "fr")
_HELD_OUT = 5  # one article of so many, where none of `held` is one of the language
_COMMON = 60_000  # words of each language by which pieces are chosen
_REPORTED = {"Reported": False}
_SAID = {"Speech": True, "Writing": True, "SW": True, "Thought": False, "TW": False, "none": False}
_CHECKED = ("tags", "names", "descriptions", "pointers", "link pronoun", "link description")


@dataclass(frozen=True)
class LanguagePlan:
    """What the network is made of.

    `gold` is the folder of `Plan`, with `languages/CODE/train.jsonl` for each language, articles without marks in
    `languages/CODE/texts.jsonl`, of which those are learned from that were marked for pressq, and
    `languages/de/quotations-train.jsonl`. `own` is a folder of articles with marks in their text, one folder a
    language. `start` is the folder of an earlier run, or of the files that ship, whose network learns on; with `mean`,
    folders of runs that began there, nothing is trained: their mean with it is what ships. In each of
    the `passes` the collected articles are learned from twice `repeats` times, in other windows, `own` ones and a
    `share` of the English ones once. `held` tells which are kept out, as `divided_languages` takes it.

    More of `own` than that costs names far from their quotations, of which they have few.
    """

    gold: Path
    out: Path
    own: Path = WRITTEN / "languages"
    held: Sequence[str] = ()
    start: Path | None = None
    mean: Sequence[Path] = ()
    passes: float = 2
    repeats: int = 3
    batch: int = 8
    rate: float = 4e-4
    layers: int = 0
    pieces: int = 36_000
    share: float = 0.06
    threads: int = 2
    checks: int = 4
    seed: int = 1


def teach(plan: LanguagePlan) -> None:
    """Train the network of several languages and leave it, with its pieces, in `plan.out`."""
    torch.set_num_threads(plan.threads)
    plan.out.mkdir(parents=True, exist_ok=True)
    kept, held = divided_languages(plan.gold, plan.held)
    own = list(_written(plan.own))
    pieces = _pieces_of(plan)
    vocabulary = Unigram(pieces)
    rng = random.Random(plan.seed)
    english = gathered(plan.gold)[0] if plan.share else []
    english = [labels for labels in english if rng.random() < plan.share * _worth(labels)]
    before = _shipped(plan.start) if plan.start else None
    taken = taken_for_mentions([*kept, *own], Encoder(before)) if before and before.exists() else None
    rng.shuffle(own)
    named = [labels for labels in kept if labels.described]
    parts = [
        chunk
        for repeat in range(plan.repeats)
        for chunk in chunks([*kept, *named, *own[repeat :: plan.repeats]], taken, rng)
    ]
    beside = chunks(english, None, rng)
    counts = [sum(len(chunk.rows) for chunk in each) for each in (parts, beside)]
    print(f"{len(kept) + len(own)} articles, {counts[0]} windows; English {len(english)}, {counts[1]}", flush=True)
    torch.manual_seed(plan.seed)
    network = _learned(plan.start).train() if plan.start else _begun(plan, pieces)
    recipe = Recipe(passes=plan.passes, batch=plan.batch, rate=plan.rate, checks=plan.checks, seed=plan.seed)
    parts = [*parts, *beside]
    train(network, parts, vocabulary, recipe, plan.out, _check(held, vocabulary), Augmenter(parts, plan.seed))
    fit_and_ship(plan)


def average(plan: LanguagePlan) -> None:
    """Write the mean of `plan.start` and of the networks that learned on from it, in `plan.out`.

    What each run unlearned by chance weighs less so (Wortsman et al. 2022, Model soups).

    Raises:
        ValueError: no `plan.start`.
    """
    if plan.start is None:
        raise ValueError("a mean needs the network from which the others began")
    plan.out.mkdir(parents=True, exist_ok=True)
    (plan.out / "pieces.txt").write_text((_shipped(plan.start) / "pieces.txt").read_text("utf-8"), encoding="utf-8")
    save(mean_of([_learned(folder).folded() for folder in (plan.start, *plan.mean)]), plan.out / "best.pt")
    fit_and_ship(plan)


def mean_of(networks: Sequence[Tagger]) -> Tagger:
    """The network each of whose weights is the mean of those of some networks of one shape."""
    states = [network.state_dict() for network in networks]
    mean = Tagger(networks[0].shape)
    mean.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    mean.eval()
    return mean


def fit_and_ship(plan: LanguagePlan) -> None:
    """Fit what is fitted to articles kept out of training, English ones among them, and write the files that ship."""
    folder = plan.out / "network"
    folder.mkdir(exist_ok=True)
    kept, held = divided_languages(plan.gold, plan.held)
    english = [labels for labels in gathered(plan.gold)[1] if labels.id]
    told = [labels for labels in (*kept, *chain(*held.values())) if labels.offices]
    lines = (plan.out / "pieces.txt").read_text(encoding="utf-8").splitlines()
    network = load(plan.out / "best.pt").folded()
    ship(network, lines, [*chain(*held.values()), *english], told, folder, multilingual_card)


def _shipped(start: Path) -> Path:
    """The folder of the files that ship, within that of a run or that itself."""
    return start if (start / "network.onnx").exists() else start / "network"


def _learned(start: Path) -> Tagger:
    """The network of an earlier run, or of the files that ship."""
    return load(start / "best.pt") if (start / "best.pt").exists() else restored(start)


def _begun(plan: LanguagePlan, pieces: dict[str, float]) -> Tagger:
    """The English network under the pieces of E5; where `layers` are asked for, E5's own lowest."""
    from wordfreq import top_n_list, word_frequency

    if plan.layers:
        return from_e5(list(pieces), plan.layers)
    words = {word: word_frequency(word, "en") for word in top_n_list("en", _COMMON // 2) if word.isalpha()}
    words |= {word.capitalize(): share for word, share in list(words.items())[: _COMMON // 6]}
    return moved(restored(MODEL), Vocabulary.read(MODEL / "pieces.txt"), pieces, words)


def _worth(labels: Labels) -> float:
    """How likely an English article is taken, beside others: those that tell most of who says what first."""
    if labels.described:
        return 1.0 if labels.id else 0.35
    return 0.4


def divided_languages(gold: Path, held_ids: Sequence[str] = ()) -> tuple[list[Labels], dict[str, list[Labels]]]:
    """The articles to learn from, and those kept out of each language.

    Args:
        gold: the folder of `LanguagePlan`.
        held_ids: with what the ids of those begin that are kept out, as all of a publisher do. Of a language that none
            of them names one in five is.
    """
    kept, held = list[Labels](), {language: list[Labels]() for language in LANGUAGES}
    quotations = {item["id"]: _quotations(item) for item in lines_of(gold / "languages/de/quotations-train.jsonl")}
    for language in LANGUAGES:
        for item in lines_of(gold / "languages" / language / "train.jsonl"):
            if language == "fr":  # of reported speech not all is marked there, nor below
                item["indirect_complete"] = False
            labels = labelled(item, quotations.pop(item["id"], None))
            (held[language] if is_held(item["id"], language, held_ids) else kept).append(labels)
    kept += annotated(
        Labels(item["text"], item["id"], "de", item["attributions"], attitudes=True, complete=True)
        for item in quotations.values()
    )
    for language in LANGUAGES:
        texts = gold / "languages" / language / "texts.jsonl"
        if texts.exists():
            found = annotated(Labels(item["text"], item["id"], language) for item in lines_of(texts))
            kept += [replace(labels, complete=labels.complete and language != "fr") for labels in found]
    return kept, held


def is_held(number: str, language: str, held_ids: Sequence[str]) -> bool:
    """Is an article, by its id, kept out of training?"""
    if any(start.startswith(language) for start in held_ids):
        return number.startswith(tuple(held_ids))
    return int(hashlib.sha256(number.encode()).hexdigest(), 16) % _HELD_OUT == 0


def _quotations(item: Gold) -> Gold:
    """German quotations, each with what is known of whether it was said: an act that is reported was not."""
    attributions = [
        each | {"speech": _REPORTED.get(each["type"], _SAID.get(each["medium"]))}
        for each in item["attributions"]
        if each["content"]
    ]
    return item | {"attributions": attributions}


def _written(folder: Path) -> Iterator[Labels]:
    for path in sorted(folder.glob("*/*.txt")):
        if path.parent.name in LANGUAGES:
            yield from (replace(labels, roles=None) for labels in parsed(path.read_text(encoding="utf-8")))


def _pieces_of(plan: LanguagePlan) -> dict[str, float]:
    """The pieces of the network to be trained, written down beside it."""
    stored = [folder / "pieces.txt" for folder in (plan.start, plan.out) if folder and (folder / "pieces.txt").exists()]
    if stored:
        text = stored[0].read_text(encoding="utf-8")
    else:
        texts = (labels.text for labels in divided_languages(plan.gold, plan.held)[0])
        chosen = pieces_for(chain.from_iterable(map(str.split, texts)), plan.pieces)
        text = "".join(f"{piece}\t{score:.4f}\n" for piece, score in chosen.items())
    (plan.out / "pieces.txt").write_text(text, encoding="utf-8")
    return {piece: float(score) for piece, score in (line.split("\t") for line in text.splitlines())}


def pieces_for(seen: Iterable[str], count: int) -> dict[str, float]:
    """The pieces of E5 that these languages need most: `count` of them, with their scores, in the order of E5.

    Args:
        seen: words of texts, beside those that are most frequent in each language.
        count: how many to keep.
    """
    from wordfreq import top_n_list, word_frequency

    pieces = e5_pieces()
    names, whole = list(pieces), Unigram(pieces)
    mass, shares = defaultdict[str, float](float), defaultdict[str, float](float)
    for language in (*LANGUAGES, "en"):
        for word in top_n_list(language, _COMMON):
            frequency = word_frequency(word, language)
            for form, part in ((word, 1.0), (word.capitalize(), 0.5)):
                shares[form] += part * frequency
    for word in seen:
        shares[word.strip(".,;:!?()[]«»„“”\"'…")] += 1e-7
    for word, share in shares.items():
        for number in whole.of_word(word):
            mass[names[number - 1]] += share if number else 0.0
    letters = {
        piece for piece in pieces if len(piece.strip("▁")) == 1 and piece[-1].isprintable() and piece[-1] < "\u0250"
    }
    special = {"[CLS]", "[SEP]", "[UNK]"}
    chosen = special | letters | set(sorted(mass, key=mass.__getitem__)[len(letters) - count :])
    return {piece: score for piece, score in pieces.items() if piece in chosen}


def _check(held: dict[str, list[Labels]], vocabulary: Unigram) -> Callable[[Tagger], float]:
    parts: dict[str, Sequence[Chunk]] = {language: chunks(articles) for language, articles in held.items()}

    def check(model: Tagger) -> float:
        total = 0.0
        for language, each in parts.items():
            scores = quick_check(model, each, vocabulary)
            print(
                f"  {language} " + "  ".join(f"{kind} {100 * value:.1f}" for kind, value in scores.items()), flush=True
            )
            total += float(sum(scores.get(kind, 0.0) for kind in _CHECKED)) / len(_CHECKED)
        return total / len(parts)

    return check
