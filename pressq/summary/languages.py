"""What a language needs to be summarised: words, stop words and stems, as sumy has them where it does."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pressq.errors import MissingExtraError, UsageError
from pressq.text.language_detection import function_words
from pressq.text.sentences import split
from pressq.text.words import words

__all__ = ["LANGUAGES", "Tokenizer", "language_code", "stemmer", "stop_words"]


@dataclass(frozen=True, slots=True)
class _Language:
    """A language by its English name.

    Attributes:
        words_need: the package without which sumy cannot find its words.
        beside: what that package needs and cannot bring.
        stems: whether sumy has a stemmer.
        stop_words: whether sumy has stop words; the function words that tell languages apart stand in for them.
    """

    name: str
    words_need: str | None = None
    beside: str | None = None
    stems: bool = True
    stop_words: bool = True


LANGUAGES = {
    "ar": _Language("arabic", words_need="pyarabic"),
    "cs": _Language("czech"),
    "da": _Language("danish", stop_words=False),
    "de": _Language("german"),
    "el": _Language("greek"),
    "en": _Language("english"),
    "es": _Language("spanish"),
    "fi": _Language("finnish", stop_words=False),
    "fr": _Language("french"),
    "he": _Language("hebrew", words_need="hebrew-tokenizer"),
    "hu": _Language("hungarian", stop_words=False),
    "it": _Language("italian"),
    "ja": _Language("japanese", words_need="tinysegmenter"),
    "ko": _Language("korean", words_need="konlpy", beside="Java"),
    "nl": _Language("dutch", stop_words=False),
    "no": _Language("norwegian", stop_words=False),
    "pl": _Language("polish"),
    "pt": _Language("portuguese"),
    "ro": _Language("romanian", stop_words=False),
    "ru": _Language("russian", stop_words=False),
    "sk": _Language("slovak"),
    "sv": _Language("swedish"),
    "th": _Language("thai", words_need="pythainlp", stems=False),
    "uk": _Language("ukrainian"),
    "zh": _Language("chinese", words_need="jieba"),
}
"""The languages for which sumy has stop words or a stemmer, by ISO 639-1 code."""


def language_code(language: str) -> str:
    """The code of a language that is given by its code or its English name.

    Raises:
        UsageError: sumy knows nothing of it.
    """
    requested = language.strip().lower()
    for code, known in LANGUAGES.items():
        if requested in (code, known.name):
            return code
    raise UsageError(f"cannot summarise in {language!r}", f"one of {', '.join(sorted(LANGUAGES))}")


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of the language with this code, in lower case: sumy's lists, our function words elsewhere."""
    known = LANGUAGES[language]
    if not known.stop_words:
        return function_words()[language]
    listed = files("sumy").joinpath("data", "stopwords", f"{known.name}.txt").read_text("utf-8")
    return frozenset(word.rstrip().lower() for word in listed.splitlines() if word)


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of the language with this code: Snowball's, else sumy's. Each word is stemmed once."""
    from Stemmer import Stemmer as Snowball
    from Stemmer import algorithms

    known = LANGUAGES[language]
    if known.name in algorithms():
        stem: Callable[[str], str] = Snowball(known.name).stemWord
    elif known.stems:
        stem = _stemmer_of_sumy(language)
    else:
        return str
    return cache(lambda word: stem(word.lower()))


def _stemmer_of_sumy(language: str) -> Callable[[str], str]:
    from sumy.nlp.stemmers import Stemmer

    known = LANGUAGES[language]
    stem: Callable[[str], str] = Stemmer(known.name)
    if language == "sk":
        return lambda word: stem(word) if word.islower() else word  # sumy warns of all others, numbers included
    return stem


class Tokenizer:
    """A tokenizer as sumy wants one, on our own words and sentences: it needs no data of NLTK's.

    Args:
        language: the language's code.

    Raises:
        MissingExtraError: words of this language are found by a package that is not installed.
    """

    def __init__(self, language: str = "en") -> None:
        self._language = language
        self._special: Callable[[str], object] | None = None
        known = LANGUAGES[language]
        if known.words_need:
            from sumy.nlp.tokenizers import Tokenizer as Sumy

            special = Sumy.SPECIAL_WORD_TOKENIZERS[known.name].tokenize
            _need(known.words_need, known, lambda: list(special("word")))
            self._special = special

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph."""
        return tuple(span.of(paragraph) for span in split(paragraph, language=self._language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, punctuation left out; a curly apostrophe becomes the one that stop words have."""
        if self._special is not None:
            found = map(str, self._special(sentence))  # type: ignore[call-overload]  # of a library without types
            return tuple(word for word in found if any(char.isalnum() for char in word))
        return tuple(sentence[start:end].replace("’", "'") for start, end in words(sentence))


def _need(package: str, language: _Language, attempt: Callable[[], object]) -> None:
    """Try what needs `package`; sumy says by a ValueError that it is missing.

    Some of the packages print while they load, even to standard output: that is discarded.
    """
    nowhere = io.StringIO()
    try:
        with warnings.catch_warnings(action="ignore"), redirect_stdout(nowhere), redirect_stderr(nowhere):
            attempt()
    except (ValueError, ImportError) as error:
        message, hint = f"{language.name.capitalize()} needs the package {package}", f"pip install {package}"
        if language.beside:
            message, hint = f"{message} and {language.beside}", f"{hint}, and install {language.beside}"
        raise MissingExtraError(message, hint) from error
