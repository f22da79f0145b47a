"""Articles with all that was found in them, for a page to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pressq.article import Article, Quotes, QuotesNote, Summary, checked
from pressq.report.verification import Verification

if TYPE_CHECKING:
    from pressq.report.source_texts import Sources

__all__ = ["AnnotatedArticle", "Report", "annotated", "report", "verified"]


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its quotations and key sentences, and what sources say of its words, where they were asked."""

    article: Article
    quotes: Quotes | None = None
    summary: Summary | None = None
    verification: Verification | None = None

    @property
    def notes(self) -> tuple[QuotesNote, ...]:
        """The notes of its quotations."""
        return self.quotes.notes if self.quotes is not None else ()


@dataclass(frozen=True, slots=True)
class Report:
    """Articles, each with its quotations and key sentences; in a notebook it shows itself as the page."""

    articles: tuple[AnnotatedArticle, ...]

    def __iter__(self) -> Iterator[AnnotatedArticle]:
        return iter(self.articles)

    def __len__(self) -> int:
        return len(self.articles)

    def __repr__(self) -> str:
        return f"<Report: {len(self)} article{'' if len(self) == 1 else 's'}>"

    def to_html(self) -> str:
        """The page, which needs nothing from outside."""
        from pressq.output.page import page

        return page(self.articles)

    def _repr_html_(self) -> str:
        from pressq.output.page import frame

        return frame(self.articles)


def report(articles: Article | Iterable[Article], *, against: Article | Iterable[Article] | Sources = ()) -> Report:
    """Find the quotations and the key sentences of one article or of several, for a page to read.

        >>> article = pressq.parse('"We stay," said Ann Lee, the mayor.')
        >>> page = pressq.report(article).to_html()
        >>> "Ann Lee" in page
        True

    Args:
        articles: as `pressq.load` and `pressq.load_all` give them.
        against: sources, in which the quoted words are looked for, as `pressq.verify` does.

    Raises:
        TypeError: what is given is no article.
    """
    from pressq.quotes import quotes
    from pressq.summary import summarize

    several = [articles] if isinstance(articles, Article) else articles
    found = (AnnotatedArticle(checked(one, "report"), quotes(one), summarize(one)) for one in several)
    if against == ():
        return Report(tuple(found))
    from pressq.report.source_texts import Sources

    if not isinstance(against, Sources):
        against = Sources([against] if isinstance(against, Article) else against)
    return Report(tuple(verified(one, against) for one in found))


def verified(one: AnnotatedArticle, sources: Sources) -> AnnotatedArticle:
    """The article with its quotations checked; words between marks that were no quotation before become one."""
    from pressq.report.verify import verify

    assert one.quotes is not None
    verification = verify(one.quotes, sources)
    known = {quote.id for quote in one.quotes}
    more = [check.quote for check in verification.checks if check.quote.id not in known]
    together = sorted((*one.quotes, *more), key=lambda quote: quote.spans[0].start)
    return replace(one, quotes=replace(one.quotes, quotes=tuple(together)), verification=verification)


def annotated(found: Quotes | Summary) -> list[AnnotatedArticle]:
    """What was found as articles: of a summary of several articles each with its own sentences."""
    if isinstance(found, Quotes):
        return [AnnotatedArticle(found.article, quotes=found)]
    if not found.others:
        return [AnnotatedArticle(found.article, summary=found)]
    made = []
    for article in (found.article, *found.others):
        own = tuple(sentence for sentence in found.sentences if sentence.source == article.source)
        summary = replace(found, article=article, sentences=own, others=(), left_out=())
        made.append(AnnotatedArticle(article, summary=summary))
    return made
