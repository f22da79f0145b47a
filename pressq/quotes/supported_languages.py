"""The languages in which quotations are attributed. An article in another one gets none: never made-up speakers."""

from __future__ import annotations

from pressq.article import Article
from pressq.errors import UsageError
from pressq.text.language_detection import function_word_share, language_names

__all__ = ["SUPPORTED", "supported_code", "supported_language"]

SUPPORTED = ("en", "de", "es", "fr")
"""ISO 639-1 codes."""

_PARTLY_WRITTEN = 0.15  # share of function words in an article of which a third is in the language
_NOT_WRITTEN = 0.05
_RECOGNISED = 0.2  # a language that is recognised by fewer function words may be a chance resemblance
_SHORT = 200  # characters, in which function words may be missing by chance


def supported_language(article: Article) -> str | None:
    """The language in which the article is written, if it is supported; English where a good part of it is English."""
    if article.language == "en":
        return "en"
    ours = function_word_share(article.text, "en") or 0.0
    if article.language is None:
        return "en" if ours >= _NOT_WRITTEN or len(article.text) < _SHORT else None
    theirs = function_word_share(article.text, article.language)  # None of a script that no other language has
    recognised = theirs is None or theirs >= _RECOGNISED
    if article.language in SUPPORTED and (recognised or len(article.text) < _SHORT):
        return article.language
    return "en" if ours >= (_PARTLY_WRITTEN if recognised else _NOT_WRITTEN) else None


def supported_code(language: str) -> str:
    """The code of a language that is given by its code or its English name.

    Raises:
        UsageError: quotations are not attributed in it.
    """
    for code in SUPPORTED:
        if language.strip().casefold() in (code, language_names()[code].casefold()):
            return code
    known = ", ".join(f"{code} ({language_names()[code]})" for code in SUPPORTED)
    raise UsageError(f"quotations are not attributed in {language!r}", f"supported: {known}")
