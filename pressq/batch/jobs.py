"""The jobs that commands give to workers: functions of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressq.article import Article, Quotes, Summary
from pressq.quotes import quotes
from pressq.report.annotated import AnnotatedArticle
from pressq.report.selection import Selection
from pressq.report.traces import ArticleQuotes
from pressq.summary import summarize
from pressq.summary import summary as summarized

if TYPE_CHECKING:
    from pressq.summary.summary_options import SummaryOptions

__all__ = ["annotated_article", "quotations", "quoted_page", "summary", "whole"]


def whole(article: Article) -> Article:
    """The job of `pressq text`."""
    return article


def quotations(article: Article, options: Selection | None = None, *, threads: int = 1) -> Quotes:
    """The job of `pressq quotes`: find quotations, then filter them."""
    return (options or Selection()).among(quotes(article, attitudes=True, threads=threads))


def summary(article: Article, options: SummaryOptions) -> Summary:
    """The job of `pressq summarize`."""
    return summarized([article], options)


def annotated_article(
    article: Article, *, sentences: int | None = None, attitudes: bool = False, threads: int = 1
) -> AnnotatedArticle:
    """The job of `pressq report`."""
    found = quotes(article, attitudes=attitudes, threads=threads)
    return AnnotatedArticle(article, found, summarize(article, sentences=sentences))


def quoted_page(article: Article, *, threads: int = 1) -> ArticleQuotes:
    """The job of `pressq trace`: the quotations without the article's text."""
    return ArticleQuotes.of(quotes(article, attitudes=True, threads=threads))
