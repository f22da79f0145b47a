"""The key phrases of an article: what it speaks of most, in its own spelling."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from pressq.article import Keyword
from pressq.summary.news import speech_verbs
from pressq.text.lexicon import lexicon

__all__ = ["keywords"]

_LONGEST = 4  # words
_FADES = 8.0  # sentences until a first mention counts half of the lead's bonus

Key = tuple[str, ...]


def keywords(
    sentences: Sequence[Any], stem: Callable[[str], str], stop_words: Collection[str], limit: int = 10
) -> tuple[Keyword, ...]:
    """The key phrases of the sentences, best first, scored from 1 down.

    Runs of up to four words between punctuation and stop words are counted by their stems. A phrase is worth its
    C-value (Frantzi, Ananiadou and Mima, 2000), how often it occurs outside of longer phrases, times the logarithm of
    its length; names and what the article opens with weigh more. Of phrases that contain one another one is given.

    Args:
        sentences: sumy's sentences.
        stem: the stem of a word in lower case.
        stop_words: in lower case.
        limit: how many phrases at most.
    """
    counts: Counter[Key] = Counter()
    first: dict[Key, int] = {}
    forms: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    names: set[Key] = set()
    stems: dict[str, str] = {}
    for order, sentence in enumerate(sentences):
        for key, form, opens in _phrases(sentence, stems, stem, stop_words):
            counts[key] += 1
            first.setdefault(key, order)
            forms[key][form] += 1
            if not opens and all(word[:1].isupper() for word in form.split()):
                names.add(key)  # at the start of a sentence every word has a capital
    longer: defaultdict[Key, list[int]] = defaultdict(list)
    for key, count in counts.items():
        for part in {key[i:j] for i in range(len(key)) for j in range(i + 1, len(key) + 1)} - {key}:
            if part in counts:
                longer[part].append(count)
    worth: list[tuple[float, int, Key]] = []
    for key, count in counts.items():
        inside = longer.get(key)
        alone = count - sum(inside) / len(inside) if inside else count
        name = key in names
        if count == 1 and not (name and len(key) > 1):
            continue
        lead = 1 + 1 / (1 + first[key] / _FADES)
        worth.append((alone * math.log2(len(key) + 1) * (1.5 if name else 1.0) * lead, -first[key], key))
    worth.sort(key=lambda entry: (-entry[0], -entry[1], entry[2]))
    chosen: list[tuple[float, Key]] = []
    for value, _, key in worth:
        if len(chosen) == limit or value <= 0:
            break
        if not any(_within(key, other) or _within(other, key) for _, other in chosen):
            chosen.append((value, key))
    return tuple(Keyword(forms[key].most_common(1)[0][0], round(value / chosen[0][0], 4)) for value, key in chosen)


def _phrases(
    sentence: Any, stems: dict[str, str], stem: Callable[[str], str], stop_words: Collection[str]
) -> Iterator[tuple[Key, str, bool]]:
    """Every candidate in the sentence: the stems of its words, the phrase as written, and whether it comes first."""
    text = str(sentence)
    plain = text.replace("’", "'")
    run: list[tuple[int, int, str]] = []  # where a content word stands, and its stem
    at = 0
    for word in sentence.words:
        start = plain.find(word, at)
        if start < 0:
            continue
        lower = word.lower()
        content = lower not in stop_words and not _is_empty(word, lower)
        if run and (not content or text[at:start].strip()):
            yield from _parts(run, text)
            run = []
        at = start + len(word)
        if content:
            if lower not in stems:
                stems[lower] = stem(lower)
            run.append((start, at, stems[lower]))
    yield from _parts(run, text)


def _parts(run: list[tuple[int, int, str]], text: str) -> Iterator[tuple[Key, str, bool]]:
    for i in range(len(run)):
        for j in range(i, min(i + _LONGEST, len(run))):
            form = text[run[i][0] : run[j][1]].removesuffix("'s").removesuffix("’s")
            yield tuple(stem for _, _, stem in run[i : j + 1]), form, not any(map(str.isalnum, text[: run[i][0]]))


def _is_empty(word: str, lower: str) -> bool:
    """Whether the word names nothing: a number, a single letter, a day or a month, a verb of speech."""
    return (
        len(word) < 2
        or not any(char.isalpha() for char in word)
        or word in lexicon("calendar")
        or lower in speech_verbs()
    )


def _within(short: Key, long: Key) -> bool:
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))
