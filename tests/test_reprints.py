"""Reprints: articles of one text are told apart from articles that share a quotation."""

from __future__ import annotations

import random

import pytest

from pressq.report.reprints import PrintedArticle, reprints
from pressq.report.traces import ArticleMetadata


def printed(sentences: set[int], *, sha256: str, title: str | None = None) -> PrintedArticle:
    header = ArticleMetadata(f"{sha256}.txt", title, None, None, "2025-05-01", None, "en", 100, sha256)
    return PrintedArticle(header, frozenset(sentences), 0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (printed({1, 2}, sha256="a"), printed({1, 2}, sha256="b"), {0: [1]}),
        (printed({1, 2}, sha256="a"), printed({1, 3}, sha256="b"), {0: [], 1: []}),
        (printed({1}, sha256="a"), printed({1}, sha256="b"), {0: [], 1: []}),
        (printed({1}, sha256="a", title="Eggs"), printed({1}, sha256="b", title="Eggs"), {0: [1]}),
        (printed({1}, sha256="a"), printed({2}, sha256="a"), {0: [1]}),
        (printed({1, 2, 3, 4}, sha256="a"), printed({1, 2, 3, 4, 5}, sha256="b"), {0: [1]}),
        (printed({1, 2, 3, 4}, sha256="a"), printed({1, 2, 3, 5}, sha256="b"), {0: [], 1: []}),
    ],
)
def test_nearly_the_same_sentences_make_a_reprint(one, other, expected):
    assert reprints([0, 1], [one, other]) == expected


@pytest.mark.parametrize("seed", range(20))
def test_the_index_finds_what_comparing_all_with_all_finds(seed):
    chance = random.Random(seed)
    articles = [
        printed(set(chance.sample(range(12), chance.randint(1, 9))), sha256=str(chance.randint(1, 60)), title="Eggs")
        for _ in range(60)
    ]
    expected: dict[int, list[int]] = {}
    for order, article in enumerate(articles):
        original = next((other for other in expected if is_reprint(article, articles[other])), None)
        expected.setdefault(order if original is None else original, [])
        if original is not None:
            expected[original].append(order)
    assert reprints(range(60), articles) == expected


def is_reprint(one: PrintedArticle, other: PrintedArticle) -> bool:
    shared, whole = len(one.sentences & other.sentences), len(one.sentences | other.sentences)
    return one.header.sha256 == other.header.sha256 or shared >= 0.8 * whole
