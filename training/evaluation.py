"""How good the shipped files are: by kind of attribution, and whether confidence keeps its word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pressq.article import Article
from pressq.quotes.attribution import Attribution
from pressq.quotes.encoding.encoder import Encoder
from pressq.quotes.pipeline import analyse
from training.gold import article_of
from training.reliability import matches, reliability, right

__all__ = ["evaluate"]

_KINDS = ("direct", "mixed", "indirect")


def evaluate(folder: Path, golds: Sequence[dict[str, Any]]) -> str:
    """Figures of the model in `folder` on gold articles, as two tables in Markdown.

    An attribution is found where the contents' letters and digits overlap by half or more (intersection over union),
    one to one; with its source where the sources overlap too.
    """
    encoder = Encoder(folder)
    counts: Counter[tuple[str, str]] = Counter()
    confidences: list[float] = []
    verdicts: list[bool] = []
    for gold in golds:
        article = article_of(gold["text"])
        analysis = analyse(article, encoder)
        found = analysis.attributions
        items = [item for item in gold["attributions"] if item["content"]]
        confidences += analysis.confidences
        verdicts += right(gold["text"], items, found)
        for kind in ("all", *_KINDS):
            _count(counts, kind, article, items, found)
    lines = ["| kind | gold | found | precision | recall | F1 | F1 with source |", "|---|---|---|---|---|---|---|"]
    for kind in ("all", *_KINDS):
        gold_count, found_count = counts[kind, "gold"], counts[kind, "found"]
        same, sourced = counts[kind, "same"], counts[kind, "sourced"]
        shares = (
            same / max(1, found_count),
            same / max(1, gold_count),
            2 * same / max(1, gold_count + found_count),
            2 * sourced / max(1, gold_count + found_count),
        )
        lines.append(
            f"| {kind} | {gold_count} | {found_count} | " + " | ".join(f"{100 * s:.1f}" for s in shares) + " |"
        )
    lines += ["", "| confidence | attributions | mean confidence | right |", "|---|---|---|---|"]
    for count, mean, share in reliability(confidences, verdicts):
        lines.append(
            f"| {int(mean * 10) / 10:.1f}-{int(mean * 10) / 10 + 0.1:.1f} | {count} | {mean:.2f} | {share:.2f} |"
        )
    return "\n".join(lines) + "\n"


def _count(
    counts: Counter[tuple[str, str]], kind: str, article: Article, items: list[dict[str, Any]], found: list[Attribution]
) -> None:
    """Add up what of one kind was found in one article, gold ones and found ones of this kind alone."""
    if kind != "all":
        items = [item for item in items if item["kind"] == kind]
        found = [attribution for attribution in found if attribution.kind == kind]
    counts[kind, "gold"] += len(items)
    counts[kind, "found"] += len(found)
    counts[kind, "same"] += sum(number is not None for number in matches(article.text, items, found))
    counts[kind, "sourced"] += sum(right(article.text, items, found))
