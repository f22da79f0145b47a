"""Speed of every method beside sumy's own, and quality on articles with human summaries.

    python -m tests.bench_summary                      rank 500 sentences, by our methods and sumy's
    python -m tests.bench_summary --sentences 4000 --method lex-rank --method text-rank
                                                       as many as a long report has; sumy takes many minutes
    python -m tests.bench_summary --skip-sumy          by ours only
    python -m tests.bench_summary --articles 10        news beside sumy's luhn on articles of 1,000 words
    python -m tests.bench_summary --quality FILE       a Markdown table: ROUGE of three sentences by every method and of
                                                       the lead, and CPU time an article, reading it and finding its
                                                       keywords included; then the 95% interval of news minus the lead
                                                       (paired bootstrap); needs rouge-score

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
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from pressq.load import load, parse
from pressq.summary import METHODS, summarize
from pressq.summary.languages import Tokenizer, stemmer, stop_words
from pressq.summary.methods import summarizer
from pressq.text.paragraphs import paragraphs
from pressq.text.sentences import sentences, split

SAMPLES = Path(__file__).parents[1] / "samples"
LEADS = ("first three", "first three, cleaned")
"""The first three sentences of the text, and of the body that is left without datelines, bylines and the like."""
REPEATED = 20


def sumy_class(method: str) -> Any:
    """sumy's own class of a method, None for ours."""
    ours = type(summarizer(method, "en"))
    return next(
        (base for base in ours.__mro__ if base.__module__ == f"sumy.summarizers.{method.replace('-', '_')}"), None
    )


def made_up(count: int, seed: int = 7) -> Any:
    """A document of `count` sentences, 19 words each in the mean, whose words follow those of the samples."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    text = " ".join(load(path).text for path in sorted(SAMPLES.glob("*.txt")))
    words = re.findall(r"\w+", text)
    chance = random.Random(seed)
    tokenizer = Tokenizer()
    sentences = [" ".join(chance.choices(words, k=chance.randint(8, 30))) + "." for _ in range(count)]
    document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in sentences])])
    for sentence in document.sentences:
        for word in sentence.words:
            stemmer("en")(word.lower())
    return document


def few(count: int) -> None:
    """Print the time of news and of sumy's luhn with sumy's stemmer on articles of 1,000 words."""
    from sumy.nlp.stemmers import Stemmer

    documents = [made_up(52, seed) for seed in range(count)]
    contenders = {"news": summarizer("news", "en"), "sumy's luhn": sumy_class("luhn")(Stemmer("english"))}
    contenders["sumy's luhn"].stop_words = stop_words("en")
    took: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(REPEATED):
        for name, ready in contenders.items():
            took[name].append(sum(seconds(ready, document) for document in documents))
    for name, times in took.items():
        print(f"{name:12s} {1000 * min(times):8.1f} ms for {count} articles of 1,000 words, best of {REPEATED}")


def seconds(ready: Any, document: Any) -> float:
    """The CPU seconds of one ranking."""
    start = time.process_time()
    ready(document, 3)
    return time.process_time() - start


def speed(count: int, methods: Sequence[str], skip_sumy: bool) -> None:
    """Print the time of each of the methods."""
    document = made_up(count)
    print(f"{'method':10s} {'pressq s':>9s} {'sumy s':>9s} {'times':>7s} {'peak MiB':>9s}   {count} sentences")
    for method in methods:
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
    """The three sentences of a method, or of one of `LEADS`."""
    if method == LEADS[0]:
        return [span.of(text) for place in paragraphs(text) for span in split(text, place.start, place.end)][:3]
    article = parse(text)
    if method == LEADS[1]:
        return [sentence.of(text) for sentence in sentences(article)[:3]]
    return [sentence.text for sentence in summarize(article, method=method, sentences=3).sentences]


def rouge(scorer: Any, summary: list[str], references: list[str]) -> list[float]:
    """ROUGE-1, -2, -Lsum F1 in per cent, mean over the references."""
    text = "\n".join(" ".join(sentence.split()) for sentence in summary)
    lines = [ref if "\n" in ref else "\n".join(re.split(r"(?<=[.!?])\s+", ref)) for ref in references]
    scores = [scorer.score(reference, text) for reference in lines]
    return [100 * float(np.mean([s[kind].fmeasure for s in scores])) for kind in ("rouge1", "rouge2", "rougeLsum")]


def quality(gold: Path) -> None:
    """Print ROUGE of every method on each set of the file, and its time, as a Markdown table."""
    from rouge_score import rouge_scorer

    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)
    with gold.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    sets = np.array([article["set"] for article in articles])
    names = sorted(set(sets))
    print(f"| R1 / R2 / RLsum | {' | '.join(f'{name} ({(sets == name).sum()})' for name in names)} | CPU ms |")
    print(f"|---{'|---' * len(names)}|---|")
    table: dict[str, Any] = {}
    for method in (*LEADS, *METHODS):
        summarize(parse(articles[0]["article"]), method=method if method in METHODS else "news")  # imports, word lists
        start = time.process_time()
        summaries = [chosen(article["article"], method) for article in articles]
        took = 1000 * (time.process_time() - start) / len(articles)
        references = [article.get("summaries") or [article["summary"]] for article in articles]
        table[method] = np.array([rouge(scorer, *pair) for pair in zip(summaries, references, strict=True)])
        means = (table[method][sets == name].mean(axis=0) for name in names)
        print(
            f"| {method} | {' | '.join(' / '.join(f'{m:.1f}' for m in mean) for mean in means)} | {took:.1f} |",
            flush=True,
        )
    print()
    chance = np.random.default_rng(0)
    for name, lead in product(names, LEADS):
        gain = (table["news"] - table[lead])[sets == name]
        draws = np.array([gain[chance.integers(0, len(gain), len(gain))].mean(axis=0) for _ in range(2000)])
        low, high = np.percentile(draws, [2.5, 97.5], axis=0)
        triples = zip(gain.mean(axis=0), low, high, strict=True)
        print(f"news - {lead}, {name}: " + "  ".join(f"{m:+.2f} [{a:+.2f}, {b:+.2f}]" for m, a, b in triples))


def main() -> None:
    """Read the arguments, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--method", choices=METHODS, action="append", metavar="NAME")
    parser.add_argument("--skip-sumy", action="store_true")
    parser.add_argument("--articles", type=int, metavar="N")
    parser.add_argument("--quality", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    if arguments.quality:
        quality(arguments.quality)
    elif arguments.articles:
        few(arguments.articles)
    else:
        speed(arguments.sentences, arguments.method or METHODS, arguments.skip_sumy)


if __name__ == "__main__":
    main()
