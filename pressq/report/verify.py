"""Check quotations against sources: wording, context and speaker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pressq.article import Article, Quote, Quotes, QuoteSpan
from pressq.report.verification import Verification

if TYPE_CHECKING:
    from pressq.report.source_texts import Sources

__all__ = ["as_quotation", "check_quotes", "verify"]

_OPENING, _CLOSING = frozenset("\"'“‘„«"), frozenset("\"'”’“»")
_LEAST_WORDS = 5  # of a marked passage that is no quotation of the analysis


def verify(article: Article | Quotes, sources: Article | Iterable[Article] | Sources) -> Verification:
    """Look for the quotations of an article in sources.

    Each direct or mixed quotation, and each other marked passage of five words or more, is aligned word by word with
    the passage of the sources that fits it best. A source that is the article itself is skipped.

    Args:
        article: the article, or its quotations where `pressq.quotes` has found them already.
        sources: one or several, as `pressq.load` gives them; or made ready once for many articles, as
            `pressq.report.source_texts.Sources`.
    """
    from pressq.quotes import quotes
    from pressq.report.source_texts import Sources

    found = article if isinstance(article, Quotes) else quotes(article, attitudes=True)
    if not isinstance(sources, Sources):
        sources = Sources([sources] if isinstance(sources, Article) else sources)
    return check_quotes(found, sources.without(found.article))


def check_quotes(found: Quotes, sources: Sources) -> Verification:
    """Check the quotations of an article against all these sources."""
    from pressq.report.verdicts import check_quotation

    checks = [check_quotation(quote, found.article, sources) for quote in _marked(found)]
    checked = tuple(check for check in checks if check.parts)
    return Verification(found.article, sources.articles, checked, found.notes, len(checks) - len(checked))


def as_quotation(article: Article) -> Quotes:
    """The text of an article as one quotation without a speaker; quotation marks around it are left out."""
    text = article.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if end - start > 2 and text[start] in _OPENING and text[end - 1] in _CLOSING:
        start, end = start + 1, end - 1
    return Quotes(article, (_unattributed(article, 1, start, end),), article.notes)


def _marked(found: Quotes) -> list[Quote]:
    """Direct and mixed quotations, and marked passages outside them, in reading order."""
    from pressq.text.marks import marked_segments
    from pressq.text.words import words

    text = found.article.text
    known = [quote for quote in found.quotes if quote.kind != "indirect"]
    taken = [span for quote in known for span in quote.spans]
    number = max((quote.id for quote in found.quotes), default=0)
    for segment in marked_segments(found.article):
        if any(span.start < segment.end and segment.start < span.end for span in taken):
            continue
        if len(words(text, segment.start, segment.end)) >= _LEAST_WORDS:
            number += 1
            known.append(_unattributed(found.article, number, segment.start, segment.end))
    return sorted(known, key=lambda quote: quote.spans[0].start)


def _unattributed(article: Article, number: int, start: int, end: int) -> Quote:
    from pressq.text.passages import Passages

    span = QuoteSpan(start, end, True)
    about = Passages(article)
    return Quote(
        id=number,
        kind="direct",
        text=span.of(article.text),
        spans=(span,),
        speaker=None,
        mention=None,
        cue=None,
        confidence=0.0,
        speech=True,
        quoted=about.quoted((span,)),
        sentence=about.sentences((span,)),
        paragraph=about.paragraph(start),
    )
