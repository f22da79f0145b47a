"""Confidence: how often attributions that look like this one were right, on articles kept out of training.

Right means that letters and digits of the content agree at an intersection over union of one half or more with a gold
content (each gold content counts once), and that the source overlaps the gold source, or both have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pressq.article import Span
from pressq.quotes.attribution import Attribution

__all__ = ["fit", "matches", "reliability", "right"]

_LEAST_OVERLAP = 0.5
_RIDGE = 1.0


def matches(text: str, gold: Sequence[dict[str, Any]], found: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the gold one whose content it matches, best overlap first, one to one."""
    golds = [_letters(text, item["content"]) for item in gold]
    owners: dict[int, list[int]] = {}
    for number, letters in enumerate(golds):
        for place in letters:
            owners.setdefault(place, []).append(number)
    pairs = []
    for index, attribution in enumerate(found):
        letters = _letters(text, [(span.start, span.end) for span in attribution.content])
        for number in {number for place in letters for number in owners.get(place, ())}:
            both = len(letters & golds[number])
            overlap = both / (len(letters) + len(golds[number]) - both)
            if overlap >= _LEAST_OVERLAP:
                pairs.append((-overlap, index, number))
    matched: list[int | None] = [None] * len(found)
    used: set[int] = set()
    for _, index, number in sorted(pairs):
        if matched[index] is None and number not in used:
            matched[index] = number
            used.add(number)
    return matched


def right(text: str, gold: Sequence[dict[str, Any]], found: Sequence[Attribution]) -> list[bool]:
    """For each attribution whether content and source are right."""
    return [
        number is not None and _same_source(attribution.source, gold[number]["source"])
        for attribution, number in zip(found, matches(text, gold, found), strict=True)
    ]


def _letters(text: str, spans: Iterable[Sequence[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


def _same_source(source: Span | None, gold: Sequence[Sequence[int]]) -> bool:
    if source is None or not gold:
        return source is None and not gold
    return any(source.start < end and start < source.end for start, end in gold)


def fit(features: Sequence[Sequence[float]], labels: Sequence[bool], counts: Sequence[float]) -> list[float]:
    """Weights of a logistic regression, the constant first, by Newton's method with a small ridge.

    Args:
        features: [examples, features].
        labels: [examples] which are right.
        counts: [examples] how much each counts.
    """
    x = np.column_stack([np.ones(len(features)), np.array(features, float)])
    y, count = np.array(labels, float), np.array(counts, float)
    weights = np.zeros(x.shape[1])
    ridge = np.diag([0.0, *[_RIDGE] * (x.shape[1] - 1)])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (count * (y - chances)) - ridge @ weights
        curvature = (x * (count * chances * (1 - chances))[:, None]).T @ x + ridge
        weights += np.linalg.solve(curvature, gradient)
    return [round(float(weight), 4) for weight in weights]


def reliability(confidences: Sequence[float], labels: Sequence[bool], bins: int = 10) -> list[tuple[int, float, float]]:
    """For each tenth of the scale: how many attributions, their mean confidence, and the share that is right."""
    given: npt.NDArray[np.float64] = np.array(confidences, float)
    truth = np.array(labels, float)
    place = np.minimum((given * bins).astype(int), bins - 1)
    return [
        (int(chosen.sum()), float(given[chosen].mean()), float(truth[chosen].mean()))
        for number in range(bins)
        if (chosen := place == number).any()
    ]
