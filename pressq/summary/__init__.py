"""What does an article say: its key sentences, by sumy's methods or our own, and its key phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressq.article import Article, Summary, checked
from pressq.errors import UsageError
from pressq.summary.methods import METHODS, Method

if TYPE_CHECKING:
    from pressq.summary.summary_options import SummaryOptions

__all__ = ["METHODS", "Method", "summarize", "summary", "together"]


def summarize(
    article: Article,
    *,
    method: str = "news",
    sentences: int | None = None,
    percent: float | None = None,
    words: int | None = None,
    characters: int | None = None,
    language: str | None = None,
    query: str | None = None,
    quotes: bool = True,
    lead: bool = False,
    explain: bool = False,
) -> Summary:
    """The key sentences of an article in reading order, and its key phrases.

        >>> article = pressq.parse("The harbour wall will be raised by two metres. The sea was calm.")
        >>> [sentence.text for sentence in pressq.summarize(article, sentences=1)]
        ['The harbour wall will be raised by two metres.']

    Args:
        article: what to summarise; only its body is looked at.
        method: one of `METHODS`.
        sentences, percent, words, characters: how long the summary is, in one of these units; three sentences where
            none is given. Percent are of the article's sentences. Words and characters are a limit that is never
            passed; a sentence that would pass it gives way to others that fill the room.
        language: code or English name; None: as the article says, English where that is not known.
        query: words to lean towards.
        quotes: whether sentences that hold a quotation may be chosen.
        lead: whether the first sentence is always chosen (of the first article, where there are several).
        explain: give the parts of each score, and what was left out because it was said already.

    Raises:
        TypeError: what is given is no article.
        UsageError: a value that cannot be used.
        MissingExtraError: the language needs a package that is not installed.
    """
    from pressq.summary.summary_options import SummaryOptions

    options = SummaryOptions(sentences, percent, words, characters, method, language, query, quotes, lead, explain)
    return summary([checked(article, "summarize")], options)


def together(
    articles: Sequence[Article],
    *,
    method: str = "news",
    sentences: int | None = None,
    percent: float | None = None,
    words: int | None = None,
    characters: int | None = None,
    language: str | None = None,
    query: str | None = None,
    quotes: bool = True,
    lead: bool = False,
    explain: bool = False,
) -> Summary:
    """One summary of several articles on one event, which says nothing twice; each sentence names its source.

    Sentences are in the order of the articles, then in reading order. The arguments are those of `summarize`; the
    language is by default that of the first article.

    Raises:
        UsageError: no article, or a value that cannot be used.
        MissingExtraError: the language needs a package that is not installed.
    """
    from pressq.summary.summary_options import SummaryOptions

    options = SummaryOptions(sentences, percent, words, characters, method, language, query, quotes, lead, explain)
    return summary([checked(article, "summarize") for article in articles], options)


def summary(articles: Sequence[Article], options: SummaryOptions) -> Summary:
    """One summary of all articles, made as `options` say.

    Raises:
        UsageError: no article, or a language that sumy does not know.
        MissingExtraError: the language needs a package that is not installed.
    """
    from pressq.summary.choosing import summarized

    if not articles:
        raise UsageError("there is no article to summarise")
    return summarized(articles, options)
