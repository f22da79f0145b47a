"""What does an article say: its key sentences, by sumy's methods or our own, and its key phrases."""

from __future__ import annotations

from typing import Any

from pressq.article import Article, Summary, SummarySentence
from pressq.errors import UsageError

__all__ = ["METHODS", "summarize"]

METHODS = ("news", "edmundson", "kl", "lex-rank", "lsa", "luhn", "random", "reduction", "sum-basic", "text-rank")
"""The names of all methods, our own first."""


def summarize(article: Article, *, method: str = "news", sentences: int = 3, language: str | None = None) -> Summary:
    """The key sentences of an article in reading order, and its key phrases.

    Args:
        article: what to summarise; only its body is looked at.
        method: one of `METHODS`.
        sentences: how many sentences at most.
        language: code or English name; None: as the article says, English where it does not.

    Raises:
        UsageError: a value that cannot be used.
        MissingExtraError: the language needs a package that is not installed.
    """
    if method not in METHODS:
        raise UsageError(f"no such method: {method!r}", f"one of {', '.join(METHODS)}")
    if sentences < 1:
        raise UsageError(f"cannot choose {sentences} sentences", "a number from 1 up")

    from pressq.summary.document import document
    from pressq.summary.keywords import keywords
    from pressq.summary.languages import LANGUAGES, Tokenizer, language_code, stemmer, stop_words
    from pressq.summary.methods import summarizer

    code = language_code(language) if language else article.language if article.language in LANGUAGES else "en"
    model = document(article, Tokenizer(code))
    ranking = _ranking(summarizer(method, code), model)
    chosen: dict[Any, SummarySentence] = {}
    for info in ranking:
        if len(chosen) == sentences:
            break
        place = info.sentence.place
        text = place.of(article.text)
        found = SummarySentence(
            place.start, place.end, text, place.index, place.paragraph, round(float(info.rating), 4)
        )
        chosen.setdefault(info.sentence, found)
    return Summary(
        article=article,
        method=method,
        sentences=tuple(sorted(chosen.values(), key=lambda sentence: sentence.index)),
        keywords=keywords(model.sentences, stemmer(code), stop_words(code)),
    )


def _ranking(summarizer: Any, model: Any) -> list[Any]:
    """All sentences as sumy ranks them, best first, each with its order and rating."""
    ranking: list[Any] = []

    def look(infos: list[Any]) -> list[Any]:
        ranking.extend(infos)
        return []

    summarizer(model, look)
    return ranking
