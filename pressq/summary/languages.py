"""What a language needs to be summarised: words, stop words and stems, as sumy has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pressq.errors import MissingExtraError, UsageError
from pressq.text.words import words

__all__ = ["LANGUAGES", "Tokenizer", "language_code", "stemmer", "stop_words"]


@dataclass(frozen=True, slots=True)
class _Language:
    """A language's English name, and the package without which sumy cannot find its words or its stems."""

    name: str
    words_need: str | None = None
    stems_need: str | None = None
    stems: bool = True


LANGUAGES = {
    "ar": _Language("arabic", words_need="pyarabic"),
    "cs": _Language("czech"),
    "de": _Language("german"),
    "el": _Language("greek", stems_need="greek-stemmer-pos"),
    "en": _Language("english"),
    "es": _Language("spanish"),
    "fr": _Language("french"),
    "he": _Language("hebrew", words_need="hebrew-tokenizer"),
    "it": _Language("italian"),
    "ja": _Language("japanese", words_need="tinysegmenter"),
    "ko": _Language("korean", words_need="konlpy"),
    "pl": _Language("polish", stems_need="pystempel"),
    "pt": _Language("portuguese"),
    "sk": _Language("slovak"),
    "sv": _Language("swedish"),
    "th": _Language("thai", words_need="pythainlp", stems=False),
    "uk": _Language("ukrainian"),
    "zh": _Language("chinese", words_need="jieba"),
}
"""The languages for which sumy has stop words, by ISO 639-1 code."""


def language_code(language: str) -> str:
    """The code of a language that is given by its code or its English name.

    Raises:
        UsageError: sumy has no stop words for it.
    """
    wanted = language.strip().lower()
    for code, known in LANGUAGES.items():
        if wanted in (code, known.name):
            return code
    raise UsageError(f"cannot summarise in {language!r}", f"one of {', '.join(sorted(LANGUAGES))}")


@cache
def stop_words(language: str) -> frozenset[str]:
    """sumy's stop words of the language with this code, in lower case."""
    from sumy.utils import get_stop_words

    found: frozenset[str] = get_stop_words(LANGUAGES[language].name)
    return frozenset(word.lower() for word in found)


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """sumy's stemmer of the language with this code; no word is stemmed twice.

    Raises:
        MissingExtraError: it needs a package that is not installed.
    """
    from sumy.nlp.stemmers import Stemmer, null_stemmer

    known = LANGUAGES[language]
    if not known.stems:
        return cache(null_stemmer)
    stem: Callable[[str], str] = Stemmer(known.name)
    if known.stems_need:
        _need(known.stems_need, known, lambda: stem("word"))
    return cache(stem)


class Tokenizer:
    """A tokenizer as sumy wants one, on our own words and sentences: it needs no data of NLTK's.

    Args:
        language: the language's code.

    Raises:
        MissingExtraError: words of this language are found by a package that is not installed.
    """

    def __init__(self, language: str = "en") -> None:
        self._special: Callable[[str], object] | None = None
        known = LANGUAGES[language]
        if known.words_need:
            from sumy.nlp.tokenizers import Tokenizer as Sumy

            special = Sumy.SPECIAL_WORD_TOKENIZERS[known.name].tokenize
            _need(known.words_need, known, lambda: list(special("word")))
            self._special = special

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph."""
        from pressq.text.sentences import split

        return tuple(span.of(paragraph) for span in split(paragraph, 0, len(paragraph)))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, punctuation left out; a curly apostrophe becomes the one that stop words have."""
        if self._special is not None:
            found = map(str, self._special(sentence))  # type: ignore[call-overload]
            return tuple(word for word in found if any(char.isalnum() for char in word))
        return tuple(span.of(sentence).replace("’", "'") for span in words(sentence))


def _need(package: str, language: _Language, attempt: Callable[[], object]) -> None:
    """Try what needs `package`; sumy says by a ValueError that it is missing."""
    try:
        attempt()
    except (ValueError, ImportError) as error:
        message = f"{language.name.capitalize()} needs the package {package}"
        raise MissingExtraError(message, f"pip install {package}") from error
