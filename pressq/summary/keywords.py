"""The key phrases of an article: what it speaks of most, in its own spelling."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pressq.article import Keyword
from pressq.summary.phrases import Key, Phrase, names_and_nouns
from pressq.text.lexicon import lexicon

__all__ = ["keywords"]

_FADES = 8.0  # sentences until a first mention counts half of the lead's bonus
_NAME = 2.0  # what a name is worth beside a noun
_SOURCES_FROM = 2  # sentences: an agency named later is only where something was published


def keywords(sentences: Sequence[Any], language: str, limit: int = 10) -> tuple[Keyword, ...]:
    """The key phrases of the sentences, best first, scored from 1 down.

    A noun phrase is worth its C-value (Frantzi, Ananiadou and Mima, 2000), how often it occurs outside of longer
    phrases, times the logarithm of its length; a name how often it is mentioned; both weigh more the earlier they come.
    Of phrases that contain one another one is given.

    Args:
        sentences: sumy's sentences.
        language: their language's code.
        limit: how many phrases at most.
    """
    names, nouns = names_and_nouns(sentences, language)
    worth = [
        (_NAME * phrase.count * _lead(phrase), key, phrase)
        for key, phrase in names.items()
        if (phrase.count > 1 or len(key) > 1) and not _is_source(phrase) and not _is_generic(phrase)
    ]
    alone = _outside_longer(nouns)
    worth += [
        (alone[key] * math.log2(len(key) + 1) * _lead(phrase), key, phrase)
        for key, phrase in nouns.items()
        if phrase.count > 1 and not _is_generic(phrase)
    ]
    worth.sort(key=lambda entry: (-entry[0], entry[2].first, entry[1]))
    chosen: list[tuple[float, Key, Phrase]] = []
    for value, key, phrase in worth:
        if len(chosen) == limit or value <= 0:
            break
        if not any(_within(key, other) or _within(other, key) for _, other, _ in chosen):
            chosen.append((value, key, phrase))
    return tuple(Keyword(phrase.form, round(value / chosen[0][0], 4)) for value, _, phrase in chosen)


def _lead(phrase: Phrase) -> float:
    """From 2 for what the article opens with down to 1."""
    return 1 + 1 / (1 + phrase.first / _FADES)


def _is_source(phrase: Phrase) -> bool:
    return phrase.first >= _SOURCES_FROM and phrase.form in lexicon("agencies", "wire-services")


def _is_generic(phrase: Phrase) -> bool:
    return phrase.form.lower() in lexicon("generic-nouns")


def _outside_longer(nouns: dict[Key, Phrase]) -> dict[Key, float]:
    """How often each phrase occurs, less the mean count of the longer ones that it is a part of."""
    longer: defaultdict[Key, list[int]] = defaultdict(list)
    for key, phrase in nouns.items():
        for part in {key[i:j] for i in range(len(key)) for j in range(i + 1, len(key) + 1)} - {key}:
            if part in nouns:
                longer[part].append(phrase.count)
    return {key: phrase.count - sum(longer[key]) / max(1, len(longer[key])) for key, phrase in nouns.items()}


def _within(short: Key, long: Key) -> bool:
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))
