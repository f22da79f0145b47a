"""Fitting alignment: a passage, whole, against the stretch of a longer text that it fits best (Sellers, 1980)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Run", "equal_runs"]

_EDIT = 1000  # so that an equal word, -1, only tells two ways with as many edits apart


class Run(NamedTuple):
    """Equal words: `length` of them from `first` in the passage and from `begin` in the text."""

    first: int
    begin: int
    length: int


def equal_runs(passage: Sequence[int], windows: NDArray[np.int64]) -> Iterator[list[Run]]:
    """The runs of equal words where a passage fits best in each window, what stands around it in the window being free.

    Args:
        passage: words as numbers.
        windows: a row for each stretch of text, words as numbers; all of one length.
    """
    costs = _costs(passage, windows)
    for number, window in enumerate(windows):
        yield _traced(passage, window, costs[:, number])


def _costs(passage: Sequence[int], windows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The edit distance of the passage's first words to the best stretch that ends at each place of each window."""
    rows, length = windows.shape
    steps = _EDIT * np.arange(length + 1)
    costs = np.zeros((len(passage) + 1, rows, length + 1), np.int64)
    for position, word in enumerate(passage):
        before = costs[position]
        here = before + _EDIT
        here[:, 1:] = np.minimum(here[:, 1:], before[:, :-1] + np.where(windows == word, -1, _EDIT))
        costs[position + 1] = np.minimum.accumulate(here - steps, axis=1) + steps
    return costs


def _traced(passage: Sequence[int], window: NDArray[np.int64], costs: NDArray[np.int64]) -> list[Run]:
    """The runs of equal words on the way back from the cheapest end."""
    runs: list[Run] = []
    table, there = costs.tolist(), window.tolist()
    first, begin = len(passage), int(costs[-1].argmin())
    while first and begin:
        equal = passage[first - 1] == there[begin - 1]
        if table[first][begin] == table[first - 1][begin - 1] + (-1 if equal else _EDIT):
            first, begin = first - 1, begin - 1
            if equal and runs and (runs[-1].first, runs[-1].begin) == (first + 1, begin + 1):
                runs[-1] = Run(first, begin, runs[-1].length + 1)
            elif equal:
                runs.append(Run(first, begin, 1))
        elif table[first][begin] == table[first - 1][begin] + _EDIT:
            first -= 1
        else:
            begin -= 1
    return runs[::-1]
