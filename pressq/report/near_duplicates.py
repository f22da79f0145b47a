"""Near-duplicate quotations: they share rare shingles, and most of their words in order.

Candidates share shingles, runs of three words (Broder, 1997). All shingles are sorted once, and of those that many
share neighbours only are compared, so the work grows as the number of words times its logarithm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import LCSseq

from pressq.text.lexicon import lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["near_duplicate_groups", "without_stock_phrases"]

_SHINGLE = 3
_LEAST_SHARED = 0.25  # of the shingles of the shorter wording
_LEAST_WORDS = 0.65  # of its words, in order
_LEAST_CONTENT = 0.6  # of its words that are no function words
_FACTORS = np.array([1, 1_000_003, 998_244_353], np.uint64)


def without_stock_phrases(keys: Sequence[str]) -> list[str]:
    """The words without phrases that everybody says ("Thank you very much")."""
    kept: list[str] = []
    position = 0
    while position < len(keys):
        phrases = _stock().get(keys[position], ())
        length = next((len(one) for one in phrases if tuple(keys[position : position + len(one)]) == one), 0)
        if not length:
            kept.append(keys[position])
        position += length or 1
    return kept


def near_duplicate_groups(wordings: Sequence[Sequence[str]]) -> list[list[int]]:
    """The wordings that are one quotation, by their numbers, in order; those of which there is one are left out.

    Args:
        wordings: the words of each, as keys, no two the same.
    """
    numbers: dict[str, int] = {}
    rows = [np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64) for keys in wordings]
    function_words = lexicon("function-words")
    content = {number for key, number in numbers.items() if key not in function_words}
    root = list(range(len(rows)))
    for one, other, shared in _candidates(rows):
        first, second = _find(root, one), _find(root, other)
        if first != second and _are_one(rows[one].tolist(), rows[other].tolist(), shared, content):
            root[max(first, second)] = min(first, second)
    found: dict[int, list[int]] = {}
    for number in range(len(rows)):
        found.setdefault(_find(root, number), []).append(number)
    return [members for members in found.values() if len(members) > 1]


def _candidates(rows: list[NDArray[np.int64]]) -> Iterator[tuple[int, int, int]]:
    """Pairs of wordings and how many shingles they were seen to share, most first."""
    shingles = [_shingles(row) for row in rows]
    values = np.concatenate([np.empty(0, np.uint64), *shingles])
    owners = np.repeat(np.arange(len(rows)), [len(each) for each in shingles])
    order = np.lexsort((owners, values))
    values, owners = values[order], owners[order]
    begins = np.flatnonzero(np.append(True, values[1:] != values[:-1])) if len(values) else np.empty(0, np.int64)
    heads = np.repeat(owners[begins], np.diff(np.append(begins, len(values))))
    next_same = np.append(values[1:] == values[:-1], False)[: len(values)]
    with_next = np.stack([owners[:-1], owners[1:]])[:, next_same[:-1]] if len(values) else np.empty((2, 0), np.int64)
    with_head = np.stack([heads, owners])
    pairs = np.concatenate([with_next, with_head[:, with_head[0] != with_head[1]]], axis=1)
    codes, counts = np.unique(pairs[0] * len(rows) + pairs[1], return_counts=True)
    for place in np.argsort(-counts, kind="stable"):
        one, other = divmod(int(codes[place]), len(rows))
        yield one, other, int(counts[place])


def _shingles(row: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The distinct shingles of a wording, hashed."""
    if len(row) < _SHINGLE:
        return np.empty(0, np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(row.astype(np.uint64) + np.uint64(1), _SHINGLE)
    hashed: NDArray[np.uint64] = np.unique((runs * _FACTORS * _FACTORS[::-1]).sum(axis=1, dtype=np.uint64))
    return hashed


def _are_one(one: list[int], other: list[int], shared: int, content: set[int]) -> bool:
    short, long = sorted((one, other), key=len)
    if 2 * shared < _LEAST_SHARED * (len(short) - _SHINGLE + 1):  # a shingle of many was seen with neighbours only
        return False
    blocks = LCSseq.editops(short, long).as_matching_blocks()
    equal = [word for block in blocks for word in short[block.a : block.a + block.size]]
    expected = sum(word in content for word in short)
    if len(equal) < _LEAST_WORDS * len(short):
        return False
    if expected < 2:
        return len(equal) == len(short)
    return sum(word in content for word in equal) >= max(2.0, _LEAST_CONTENT * expected)


def _find(root: list[int], number: int) -> int:
    while root[number] != number:
        root[number] = number = root[root[number]]
    return number


@cache
def _stock() -> dict[str, list[tuple[str, ...]]]:
    """Stock phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(lexicon("stock-phrases"), key=len, reverse=True):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found
