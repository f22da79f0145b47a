"""Wordings of one quotation: they share a passage that aligns word by word, not words that lie scattered.

Candidates share shingles, runs of three words (Broder, 1997). All shingles are sorted once, and of those that many
share neighbours only are compared, so the work grows as the number of words times its logarithm. Two wordings are one
if, of the words that they have in common and in order, a stretch is dense enough: most of the shorter wording, or an
excerpt of both that is long enough. Groups are stars: all wordings of a group align with its first, so that no chain
of them leads from one quotation to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import LCSseq

from pressq.report.fitting_alignment import Run
from pressq.text.lexicon import lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["dense_stretch", "near_duplicate_groups", "without_stock_phrases"]

_SHINGLE = 3
_LEAST_SHARED = 0.25  # of the shingles of the shorter wording, or
_MANY_SHARED = 4  # so many of them
_GAP = 0.75  # equal words that a word between them costs
_LEAST_DENSE = 0.6  # of the words of the stretch in the longer of both are equal
_LEAST_WORDS = 0.65  # of the shorter wording's words are in the stretch, or
_EXCERPT = 12  # so many
_LEAST_SHARE = 0.5  # of its words, each weighted by how rare it is
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


def near_duplicate_groups(
    wordings: Sequence[NDArray[np.int32]], weights: Sequence[int], rarity: NDArray[np.float64]
) -> list[list[int]]:
    """The wordings that are one quotation, by their numbers; those of which there is one are left out.

    Args:
        wordings: the words of each as numbers, no two the same.
        weights: how many articles print each.
        rarity: how much the word of each number tells; nothing if it is a function word.

    Returns:
        Groups with the wording first to which the most printed ones align, of several the longest.
    """
    alike: dict[int, set[int]] = {}
    for one, other in _candidates(wordings):
        if _are_one(wordings[one], wordings[other], rarity):
            alike.setdefault(one, set()).add(other)
            alike.setdefault(other, set()).add(one)

    def rank(number: int) -> tuple[int, int, int]:
        return -sum(weights[other] for other in (number, *alike[number])), -len(wordings[number]), number

    groups: list[list[int]] = []
    taken: set[int] = set()
    for first in sorted(alike, key=rank):
        if first in taken:
            continue
        near = alike[first].union(*(alike[other] for other in alike[first])) - taken - {first}
        others = [
            other
            for other in sorted(near)
            if other in alike[first] or _are_one(wordings[first], wordings[other], rarity)
        ]
        if others:
            groups.append([first, *others])
            taken.update(groups[-1])
    return groups


def _candidates(rows: Sequence[NDArray[np.int32]]) -> Iterator[tuple[int, int]]:
    """Pairs of wordings that share enough shingles."""
    shingles = [_shingles(row) for row in rows]
    sizes = np.array([len(each) for each in shingles], np.int64)
    if not sizes.sum():
        return
    values = np.concatenate(shingles)
    owners = np.repeat(np.arange(len(rows), dtype=np.int64), sizes)
    order = np.lexsort((owners, values))
    values, owners = values[order], owners[order]
    begins = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    heads = np.repeat(owners[begins], np.diff(np.append(begins, len(values))))
    same = values[1:] == values[:-1]
    with_next = owners[:-1][same] * len(rows) + owners[1:][same]
    with_head = (heads * len(rows) + owners)[heads != owners]
    codes, counts = np.unique(np.concatenate([with_next, with_head]), return_counts=True)
    one, other = np.divmod(codes, len(rows))
    # A shingle of three wordings or more is seen twice by neighbours of the first one, and by others not with all.
    enough = (2 * counts >= _LEAST_SHARED * np.minimum(sizes[one], sizes[other])) | (counts >= _MANY_SHARED)
    yield from zip(one[enough].tolist(), other[enough].tolist(), strict=True)


def _shingles(row: NDArray[np.int32]) -> NDArray[np.uint64]:
    """The distinct shingles of a wording, hashed."""
    if len(row) < _SHINGLE:
        return np.empty(0, np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(row.astype(np.uint64) + np.uint64(1), _SHINGLE)
    hashed: NDArray[np.uint64] = np.unique((runs * _FACTORS * _FACTORS[::-1]).sum(axis=1, dtype=np.uint64))
    return hashed


def _are_one(one: NDArray[np.int32], other: NDArray[np.int32], rarity: NDArray[np.float64]) -> bool:
    short, long = sorted((one, other), key=len)
    equal = [
        number
        for run in dense_stretch(short.tolist(), long.tolist())
        for number in range(run.first, run.first + run.length)
    ]
    if len(equal) < min(_LEAST_WORDS * len(short), _EXCERPT):
        return False
    shared, whole = float(rarity[short[equal]].sum()), float(rarity[short].sum())
    if len(equal) < _LEAST_WORDS * len(short):  # an excerpt of both
        return int((rarity[short[equal]] > 0).sum()) >= _EXCERPT // 3
    return shared >= _LEAST_SHARE * whole and (int((rarity[short[equal]] > 0).sum()) >= 2 or len(equal) == len(short))


def dense_stretch(one: Sequence[int], other: Sequence[int]) -> list[Run]:
    """The runs of equal words in the stretch that has the most of them, less what lies between them.

    The best of the runs that are in both in order is found as Kadane finds the largest sum of a row. None where the
    stretch holds too few equal words for its length.
    """
    runs = [
        Run(block.a, block.b, block.size) for block in LCSseq.editops(one, other).as_matching_blocks() if block.size
    ]
    best, score, begun = (0.0, 0, 0), 0.0, 0
    for number, run in enumerate(runs):
        if number:
            last = runs[number - 1]
            score -= _GAP * max(run.first - last.first - last.length, run.begin - last.begin - last.length)
        if score <= 0:
            score, begun = 0.0, number
        score += run.length
        best = max(best, (score, begun, number + 1), key=lambda each: each[0])
    stretch = runs[best[1] : best[2]]
    if not stretch:
        return []
    first, last = stretch[0], stretch[-1]
    size = max(last.first + last.length - first.first, last.begin + last.length - first.begin)
    return stretch if sum(run.length for run in stretch) >= _LEAST_DENSE * size else []


@cache
def _stock() -> dict[str, list[tuple[str, ...]]]:
    """Stock phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(lexicon("stock-phrases"), key=len, reverse=True):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found
