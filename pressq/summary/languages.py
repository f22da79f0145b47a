"""What a language needs to be summarised: words, stop words and stems, as sumy has them where it does."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache

from pressq.errors import MissingExtraError, UsageError
from pressq.text.language_detection import function_words
from pressq.text.sentences import split
from pressq.text.words import words

__all__ = ["LANGUAGES", "Tokenizer", "language_code", "stemmer", "stop_words"]


@dataclass(frozen=True, slots=True)
class _Language:
    """A language by its English name.

    Attributes:
        words_need, stems_need: the package without which sumy cannot find its words or its stems.
        beside: what that package needs and cannot bring.
        stems: whether sumy has a stemmer.
        stop_words: whether sumy has stop words; the function words that tell languages apart stand in for them.
    """

    name: str
    words_need: str | None = None
    stems_need: str | None = None
    beside: str | None = None
    stems: bool = True
    stop_words: bool = True


LANGUAGES = {
    "ar": _Language("arabic", words_need="pyarabic"),
    "cs": _Language("czech"),
    "da": _Language("danish", stop_words=False),
    "de": _Language("german"),
    "el": _Language("greek", stems_need="greek-stemmer-pos"),
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
    "pl": _Language("polish", stems_need="pystempel"),
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
    """The stop words of the language with this code, in lower case."""
    from sumy.utils import get_stop_words

    known = LANGUAGES[language]
    if not known.stop_words:
        return function_words()[language]
    found: frozenset[str] = get_stop_words(known.name)
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
    if language in ("cs", "sk"):
        return cache(lambda word: stem(word) if word.islower() else word)  # else sumy warns: of numbers, too
    return cache(stem)


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

    What some of the packages print while they load, even to standard output, is nobody's business.
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
