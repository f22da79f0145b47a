"""Speed of every method beside sumy's own, and quality on articles with human summaries.

    python -m tests.bench_summary                      rank 500 sentences, by our methods and sumy's
    python -m tests.bench_summary --sentences 4000     as many as a long report has; sumy takes many minutes
    python -m tests.bench_summary --skip-sumy          by ours only
    python -m tests.bench_summary --quality FILE       ROUGE of three sentences by every method and of the lead, and the
                                                       95% interval of news minus the lead; needs rouge-score

FILE has an article a line: {"article": text, "set": name, "summary": text or "summaries": [text, ...]}.
Times are CPU seconds of one run on the same sentences, made up of words of our samples. sumy's kl is cubic in the
number of sentences and runs up to 200 only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from pressq.load import load, parse
from pressq.summary import METHODS, summarize
from pressq.summary.languages import Tokenizer, stemmer, stop_words
from pressq.summary.methods import summarizer

SAMPLES = Path(__file__).parents[1] / "samples"


def sumy_class(method: str) -> Any:
    """sumy's own class of a method, None for ours."""
    ours = type(summarizer(method, "en"))
    return next(
        (base for base in ours.__mro__ if base.__module__ == f"sumy.summarizers.{method.replace('-', '_')}"), None
    )


def made_up(count: int) -> Any:
    """A document of `count` sentences whose words follow those of the samples."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    text = " ".join(load(path).text for path in sorted(SAMPLES.glob("*.txt")))
    words = re.findall(r"\w+", text)
    chance = random.Random(7)
    tokenizer = Tokenizer()
    sentences = [" ".join(chance.choices(words, k=chance.randint(8, 30))) + "." for _ in range(count)]
    document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in sentences])])
    for sentence in document.sentences:
        for word in sentence.words:
            stemmer("en")(word.lower())
    return document


def seconds(ready: Any, document: Any) -> float:
    """The CPU seconds of one ranking."""
    start = time.process_time()
    ready(document, 3)
    return time.process_time() - start


def speed(count: int, skip_sumy: bool) -> None:
    """Print the time of every method."""
    document = made_up(count)
    print(f"{'method':10s} {'pressq s':>9s} {'sumy s':>9s} {'times':>7s} {'peak MiB':>9s}   {count} sentences")
    for method in METHODS:
        ours = seconds(summarizer(method, "en"), document)
        line = f"{method:10s} {ours:9.3f}"
        theirs = None if skip_sumy or method == "edmundson" or (method == "kl" and count > 200) else sumy_class(method)
        if theirs is not None:
            ready = theirs(stemmer("en"))
            if method != "random":
                ready.stop_words = stop_words("en")
            took = seconds(ready, document)
            line += f" {took:9.3f} {took / ours:7.1f}"
        else:
            line += " " * 18
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{line} {peak:9.0f}", flush=True)


def chosen(text: str, method: str) -> list[str]:
    """The three sentences of a method; `lead` is the first three of the body."""
    from pressq.text.sentences import sentences

    article = parse(text)
    if method == "lead":
        return [sentence.of(text) for sentence in sentences(article)[:3]]
    return [sentence.text for sentence in summarize(article, method=method, sentences=3).sentences]


def rouge(scorer: Any, summary: list[str], references: list[str]) -> list[float]:
    """ROUGE-1, -2, -Lsum F1 in per cent, mean over the references."""
    text = "\n".join(" ".join(sentence.split()) for sentence in summary)
    lines = [ref if "\n" in ref else "\n".join(re.split(r"(?<=[.!?])\s+", ref)) for ref in references]
    scores = [scorer.score(reference, text) for reference in lines]
    return [100 * float(np.mean([s[kind].fmeasure for s in scores])) for kind in ("rouge1", "rouge2", "rougeLsum")]


def quality(gold: Path) -> None:
    """Print ROUGE of every method on each set of the file."""
    from rouge_score import rouge_scorer

    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)
    articles = list(_lines(gold))
    sets = np.array([article["set"] for article in articles])
    names = sorted(set(sets))
    print(f"{'method':10s} " + " | ".join(f"{name + ' (R1 R2 RLsum)':>22s}" for name in names))
    table: dict[str, Any] = {}
    for method in ("lead", *METHODS):
        table[method] = np.array(
            [rouge(scorer, chosen(a["article"], method), a.get("summaries") or [a["summary"]]) for a in articles]
        )
        means = (table[method][sets == name].mean(axis=0) for name in names)
        print(f"{method:10s} " + " | ".join(f"{m[0]:8.2f}{m[1]:7.2f}{m[2]:7.2f}" for m in means), flush=True)
    chance = np.random.default_rng(0)
    for name in names:
        gain = (table["news"] - table["lead"])[sets == name]
        draws = np.array([gain[chance.integers(0, len(gain), len(gain))].mean(axis=0) for _ in range(2000)])
        low, high = np.percentile(draws, [2.5, 97.5], axis=0)
        triples = zip(gain.mean(axis=0), low, high, strict=True)
        print(f"news - lead, {name}: " + "  ".join(f"{m:+.2f} [{a:+.2f}, {b:+.2f}]" for m, a, b in triples))


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    """Read the arguments, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--skip-sumy", action="store_true")
    parser.add_argument("--quality", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    if arguments.quality:
        quality(arguments.quality)
    else:
        speed(arguments.sentences, arguments.skip_sumy)


if __name__ == "__main__":
    main()
