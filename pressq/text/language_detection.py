"""The language of a text, recognised by its function words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pressq.text.lexicon import lexicon

__all__ = ["detect", "function_word_share", "function_words", "language_names"]

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 0.08
_FEWEST = 3

# Scripts of one language each: their letters, and the share of such letters that is enough.
_SCRIPTS = (
    ("ja", "\u3040-\u30ff", 0.05),
    ("ko", "\uac00-\ud7af", 0.3),
    ("zh", "\u4e00-\u9fff", 0.3),
    ("el", "\u0370-\u03ff", 0.3),
    ("he", "\u0590-\u05ff", 0.3),
    ("th", "\u0e00-\u0e7f", 0.3),
    ("hy", "\u0530-\u058f", 0.3),
    ("ka", "\u10a0-\u10ff", 0.3),
)
_TELLING = re.compile(f"[{''.join(script for _, script, _ in _SCRIPTS)}]")


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None if unclear.

    Counts the function words of every language in a sample from the middle of the text, where no header is.
    """
    sample = _sample(text)
    words = _WORD.findall(sample)
    if _TELLING.search(sample):
        letters = sum(map(len, words))
        for language, script, least in _SCRIPTS:
            if len(re.findall(f"[{script}]", sample)) > least * letters:
                return language
    if len(words) < 2 * _FEWEST:
        return None
    counts = Counter(words)
    scores = {
        language: sum(counts[word] for word in known & counts.keys()) for language, known in function_words().items()
    }
    best, second = sorted(scores, key=lambda language: -scores[language])[:2]
    return best if scores[best] > scores[second] and scores[best] >= max(_FEWEST, _LEAST * len(words)) else None


def function_word_share(text: str, language: str) -> float | None:
    """The share of words that are function words of `language`, 0 to 1; None where there are none to count.

    Of 2,920 English press articles it is 0.21 to 0.56 for English, of 1,970 French, Spanish and German ones 0 to 0.18.
    """
    words = _WORD.findall(_sample(text))
    known = function_words().get(language)
    return sum(word in known for word in words) / len(words) if known and words else None


def _sample(text: str) -> str:
    start = max(0, (len(text) - _SAMPLE) // 2)
    return text[start : start + _SAMPLE].casefold()


@cache
def language_names() -> dict[str, str]:
    """The English names of languages, by ISO 639-1 code."""
    entries = (entry.partition(": ") for entry in lexicon("language-names"))
    return {code: name for code, _, name in entries}


@cache
def function_words() -> dict[str, frozenset[str]]:
    """The most frequent function words of every language, in lower case, by its ISO 639-1 code."""
    entries = (entry.partition(":") for entry in lexicon("language-words"))
    return {language: frozenset(words.split()) for language, _, words in entries}
