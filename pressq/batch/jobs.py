"""What can be done for an article: the functions that the commands hand to workers."""

from __future__ import annotations

from collections.abc import Collection

from pressq.article import Article, QuoteKind, Quotes
from pressq.quotes import quotes
from pressq.report.annotated import AnnotatedArticle
from pressq.report.traces import QuotedPage
from pressq.summary import summarize as summary  # the job of `pressq summarize`

__all__ = ["annotated_article", "quotations", "quoted_page", "summary", "whole"]


def whole(article: Article) -> Article:
    """The job of `pressq text`."""
    return article


def quotations(
    article: Article,
    *,
    kinds: tuple[QuoteKind, ...] = ("direct", "mixed", "indirect"),
    speakers: Collection[str] = (),
    min_words: int = 0,
    min_confidence: float = 0.0,
    attitudes: bool = False,
    threads: int = 1,
) -> Quotes:
    """The job of `pressq quotes`: find, then choose."""
    from pressq.report.selection import select

    found = quotes(article, kinds=kinds, attitudes=attitudes, threads=threads)
    return select(found, speakers=speakers, min_words=min_words, min_confidence=min_confidence)


def annotated_article(
    article: Article, *, sentences: int | None = None, attitudes: bool = False, threads: int = 1
) -> AnnotatedArticle:
    """The job of `pressq report`."""
    found = quotes(article, attitudes=attitudes, threads=threads)
    return AnnotatedArticle(article, found, summary(article, sentences=sentences))


def quoted_page(article: Article, *, threads: int = 1) -> QuotedPage:
    """The job of `pressq trace`: all that it needs of an article, and not its text."""
    return QuotedPage.of(quotes(article, attitudes=True, threads=threads))
