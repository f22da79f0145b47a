"""Reprints: articles that print one text, such as an agency's, by their quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest
from math import ceil

from pressq.report.traces import ArticleMetadata, ArticleQuotes

__all__ = ["UNDATED", "PrintedArticle", "reprints"]

UNDATED = float("inf")
_DAY = 86_399.0  # seconds
_SAME_SENTENCES = 0.8  # of those with quotations that articles of one text share
_MOST = 200  # originals with one rare sentence that are compared
_FEWEST = 4  # sentences, all of which an article with one more has, too


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """An article, and the hashes of the sentences that hold its quotations.

    It was published between two moments, in seconds: of a day without time the first and the last one, in UTC.
    """

    header: ArticleMetadata
    sentences: frozenset[int]
    earliest: float
    latest: float

    @classmethod
    def of(cls, page: ArticleQuotes) -> PrintedArticle:
        """The article of a page of quotations."""
        sentences = frozenset(hash(" ".join(quote.sentence.text.split())) for quote in page.quotes)
        return cls(page.header, sentences, *_published(page.header.published))


def _published(moment: str | None) -> tuple[float, float]:
    try:
        read = datetime.fromisoformat(moment or "")
    except ValueError:  # none, or in a record that another program wrote
        return UNDATED, UNDATED
    if read.tzinfo is None:
        read = read.replace(tzinfo=UTC)
    seconds = read.timestamp()
    return seconds, seconds + (_DAY if len(moment or "") == len("2025-01-01") else 0.0)


def reprints(orders: Sequence[int], articles: Sequence[PrintedArticle]) -> dict[int, list[int]]:
    """The articles that each original reprints, by their numbers; the first that prints a text is its original.

    Two print one text by its hash, or if they share nearly all sentences with quotations; one alone needs the title.
    Sentences are compared with those of articles that share a rare one (prefix filtering, Chaudhuri et al., 2006), so
    that the work does not grow as the square of the articles.

    Args:
        orders: the numbers of the articles to compare, in the order of publication.
        articles: all articles.
    """
    counts = Counter(sentence for order in orders for sentence in articles[order].sentences)
    places = {order: place for place, order in enumerate(orders)}
    originals: dict[int, list[int]] = {}
    known: dict[object, int] = {}
    near: dict[int, list[int]] = {}
    for order in orders:
        article = articles[order]
        exact = list(_exact(article))
        rare = _rare(article.sentences, counts)
        found = [known[key] for key in exact if key in known]
        found += [
            other
            for sentence in rare
            for other in near.get(sentence, ())
            if _alike(article.sentences, articles[other].sentences)
        ]
        if found:
            originals[min(found, key=places.__getitem__)].append(order)
            continue
        originals[order] = []
        for same in exact:
            known.setdefault(same, order)
        for sentence in rare:
            if len(sharing := near.setdefault(sentence, [])) < _MOST:
                sharing.append(order)
    return originals


def _exact(article: PrintedArticle) -> Iterator[object]:
    """What only reprints have in common."""
    yield article.header.sha256
    if len(article.sentences) > 1:
        yield article.sentences
    elif article.header.title is not None:
        yield article.sentences, article.header.title


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    shared = len(one & other)
    return shared > 1 and shared >= _SAME_SENTENCES * len(one | other)


def _rare(sentences: frozenset[int], counts: Counter[int]) -> list[int]:
    """The rarest sentences, of which another article that shares nearly all has one; none where all must be equal."""
    if len(sentences) < _FEWEST:
        return []
    needed = ceil(_SAME_SENTENCES * len(sentences))
    fewest = nsmallest(len(sentences) - needed + 1, ((counts[one], one) for one in sentences))
    return [one for _, one in fewest]
