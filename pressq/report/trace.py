"""One quotation through many articles: first publication, cuts, changes, and other speakers."""

from __future__ import annotations

from collections.abc import Iterable

from pressq.article import Quotes
from pressq.report.traces import ArticleQuotes, Traces

__all__ = ["trace"]


def trace(quotes: Iterable[Quotes | ArticleQuotes], *, min_words: int = 6) -> Traces:
    """The quotations that stand in two or more articles, whole, trimmed or changed.

    Args:
        quotes: what `pressq.quotes` finds in each article; of direct and mixed quotations what stands between marks is
            compared. Only it and the headers of the articles are kept.
        min_words: the fewest words of a quotation, phrases that everybody says ("Thank you very much") not counted.
    """
    from pressq.report.tracing import trace_quotations

    return trace_quotations(
        (ArticleQuotes.of(found) if isinstance(found, Quotes) else found for found in quotes), min_words
    )
