"""Where words stand in the sources: an index of all their words and pairs of words.

A passage is looked for as sequence aligners do (seeds, then the diagonals on which most of them lie): the rarest words
and pairs that it shares with the sources vote for the places where it may stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pressq.report.normalisation import NormalisedText

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Places = NDArray[np.int64]

__all__ = ["Index"]

_SENTENCE_END = re.compile(r"[.!?…]\W*\s|\n\s*\n")
_UNKNOWN = -1
_BREAK = -2  # between two texts; no passage goes over it
_SEEDS = 20_000  # shared words and pairs that are looked at for one passage, the rarest first
_BAND = 8  # words by which two seeds of one passage may be shifted against each other


class Index:
    """The words of several texts, one behind the other.

    A place is the number of a word, counted through all texts.

    Args:
        texts: the words of each text.
    """

    def __init__(self, texts: Sequence[NormalisedText]) -> None:
        self._texts = texts
        self._numbers: dict[str, int] = {}
        self._begins: list[int] = []
        rows: list[_Places] = []
        reached = 0
        for text in texts:
            self._begins.append(reached)
            number = self._numbers.setdefault
            row = np.fromiter((number(key, len(self._numbers)) for key in text.keys), np.int64, len(text.keys))
            rows += [row, np.array([_BREAK])]
            reached += len(row) + 1
        self._words = np.concatenate([*rows, np.array([_BREAK])])
        self._single = _Postings(self._words)
        self._pairs = _Postings(self._paired(self._words[:-1], self._words[1:]))

    def numbers(self, keys: Sequence[str]) -> list[int]:
        """The words as numbers, for `occurrences`, `neighbourhoods` and `words`."""
        return [self._numbers.get(key, _UNKNOWN) for key in keys]

    def words(self, start: int, end: int) -> list[int]:
        """The words at these places, as numbers; fewer at an end of all texts."""
        found: list[int] = self._words[max(0, start) : end].tolist()
        return found

    def windows(self, begins: Sequence[int], length: int) -> tuple[list[int], _Places]:
        """So many words from each of these places on, as rows of numbers, and where the rows begin."""
        length = min(length, len(self._words))
        fitted = np.clip(begins, 0, len(self._words) - length)
        return fitted.tolist(), self._words[fitted[:, None] + np.arange(length)]

    def text_at(self, place: int) -> tuple[int, int]:
        """The number of the text in which a place is, and the number of the word in it."""
        text = bisect_right(self._begins, place) - 1
        return text, place - self._begins[text]

    def spelled(self, start: int, end: int) -> str:
        """The keys of the words at these places, of one text, run together."""
        text, first = self.text_at(start)
        return "".join(self._texts[text].keys[first : first + end - start])

    def opens_sentence(self, place: int) -> bool:
        """Whether a sentence, or a text, begins with the word at this place, by the marks before it."""
        text, word = self.text_at(place)
        spans = self._texts[text].spans
        if not 0 < word < len(spans):
            return True
        between = self._texts[text].text[spans[word - 1][1] : spans[word][0]]
        return _SENTENCE_END.search(between) is not None

    def occurrences(self, words: Sequence[int]) -> list[int]:
        """The places where exactly these words begin."""
        if _UNKNOWN in words or not words:
            return []
        if len(words) == 1:
            return _numbers(self._single.of(words[0]))
        found = [(shift, self._pairs.of(self._pair(words, shift))) for shift in range(len(words) - 1)]
        shift, places = min(found, key=lambda one: len(one[1]))
        begins = places - shift
        begins = begins[(begins >= 0) & (begins + len(words) <= len(self._words))]
        for offset, word in enumerate(words):
            begins = begins[self._words[begins + offset] == word]
        return _numbers(begins)

    def neighbourhoods(self, words: Sequence[int], most: int) -> list[int]:
        """The places, at most so many and the likeliest first, near which a passage like this one may begin."""
        seeds = [(shift, self._single.of(word)) for shift, word in enumerate(words) if word != _UNKNOWN]
        for shift in range(len(words) - 1):
            if _UNKNOWN not in words[shift : shift + 2]:
                seeds.append((shift, self._pairs.of(self._pair(words, shift))))
        seeds = sorted((seed for seed in seeds if len(seed[1])), key=lambda seed: len(seed[1]))
        begins: list[_Places] = []
        weights: list[NDArray[np.float64]] = []
        room = _SEEDS
        for shift, places in seeds:
            if begins and len(places) > room:
                break
            room -= len(places)
            begins.append(places - shift)
            weights.append(np.full(len(places), np.log1p(len(self._words) / len(places))))
        if not begins:
            return []
        return _peaks(np.concatenate(begins), np.concatenate(weights), most)

    def _paired(self, first: _Places, second: _Places) -> _Places:
        pairs: _Places = np.where(np.minimum(first, second) < 0, _BREAK, first * len(self._numbers) + second)
        return pairs

    def _pair(self, words: Sequence[int], shift: int) -> int:
        return words[shift] * len(self._numbers) + words[shift + 1]


class _Postings:
    """The places of each value of a row."""

    def __init__(self, values: _Places) -> None:
        self._places = np.argsort(values, kind="stable")
        self._values = values[self._places]

    def of(self, value: int) -> _Places:
        first = np.searchsorted(self._values, value, "left")
        return self._places[first : np.searchsorted(self._values, value, "right")]


def _peaks(begins: _Places, weights: NDArray[np.float64], most: int) -> list[int]:
    """The bands of places with the most weight, at most so many, the heaviest first."""
    bands, of_seed = np.unique(begins // _BAND, return_inverse=True)
    weight = np.bincount(of_seed, weights)
    adjacent = np.append(np.diff(bands) == 1, False)
    weight += np.where(adjacent, np.append(weight[1:], 0.0), 0.0)
    heaviest = np.argsort(-weight, kind="stable")[:most]
    return _numbers(bands[heaviest] * _BAND)


def _numbers(places: _Places) -> list[int]:
    numbers: list[int] = places.tolist()
    return numbers
