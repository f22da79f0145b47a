"""Labels of words as spans: the best sequence in which a span goes on only if it was begun."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressq.quotes.encoding.viterbi import IMPOSSIBLE, TokenSpan, spans_from_scores


def by_trying_all(emissions: list[list[float]]) -> tuple[float, set[tuple[tuple[TokenSpan, ...], ...]]]:
    """The best score of any sequence, and the spans of all sequences that reach it."""
    kinds = (len(emissions[0]) - 1) // 2
    best, found = None, set()
    for labels in product(range(2 * kinds + 1), repeat=len(emissions)):
        previous = (0, *labels)
        if any(on and not on % 2 and before not in (on, on - 1) for before, on in zip(previous, labels, strict=False)):
            continue
        score = sum(scores[label] for scores, label in zip(emissions, labels, strict=True))
        spans: list[list[TokenSpan]] = [[] for _ in range(kinds)]
        for place, label in enumerate(labels):
            if label % 2:
                spans[label // 2].append((place, place + 1))
            elif label:
                spans[label // 2 - 1][-1] = (spans[label // 2 - 1][-1][0], place + 1)
        if best is None or score > best:
            best, found = score, set()
        if score == best:
            found.add(tuple(map(tuple, spans)))
    assert best is not None
    return best, found


def best_spans(emissions: list[list[float]]) -> tuple[list[TokenSpan], ...]:
    """The best spans where all words may be in one."""
    return spans_from_scores(np.array(emissions, float), np.ones(len(emissions), bool))


def scored(kinds: int) -> st.SearchStrategy[list[list[float]]]:
    scores = st.lists(st.integers(-9, 9), min_size=2 * kinds + 1, max_size=2 * kinds + 1)
    return st.lists(scores, min_size=1, max_size=5)


@given(st.one_of(scored(1), scored(2)))
def test_the_best_of_all_sequences(emissions: list[list[float]]) -> None:
    _, best = by_trying_all(emissions)
    assert tuple(map(tuple, best_spans(emissions))) in best


@pytest.mark.parametrize(
    ("emissions", "spans"),
    [
        ([[0, 5, 0], [0, 0, 5], [5, 0, 0]], [(0, 2)]),
        ([[0, 5, 0], [0, 5, 0]], [(0, 1), (1, 2)]),
        ([[6, 0, 0], [0, 0, 5]], []),  # nothing was begun, and to begin with it costs too much
        ([[0, 0, 9], [0, 0, 9]], [(0, 2)]),
        ([[0, 9, 0], [0, 0, IMPOSSIBLE]], [(0, 1)]),
    ],
)
def test_spans_of_one_kind(emissions: list[list[float]], spans: list[TokenSpan]) -> None:
    assert best_spans(emissions) == (spans,)


@given(st.one_of(scored(1), scored(2)), st.lists(st.booleans(), min_size=5, max_size=5))
def test_only_words_that_may_be_in_a_span_are_in_one(emissions: list[list[float]], busy: list[bool]) -> None:
    may = np.array(busy[: len(emissions)])
    barred = [
        [scores[0], *[s if free else IMPOSSIBLE for s in scores[1:]]]
        for scores, free in zip(emissions, may, strict=True)
    ]
    found = spans_from_scores(np.array(emissions, float), may)
    assert all(may[first:stop].all() for spans in found for first, stop in spans)
    assert tuple(map(tuple, found)) in by_trying_all(barred)[1]
