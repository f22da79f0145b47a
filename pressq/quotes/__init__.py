"""Who said what: quotations, direct, mixed and indirect, each with its speaker.

One way leads through: a network reads the article's words; its scores become mentions, which are linked to entities,
and attributions, each of which gets a mention as its source; the form of the page adds what it tells; and each source
is shown under its fullest name. What is shown is chosen when all is known, so that no choice changes who speaks.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, get_args

from pressq.article import Article, Passage, Quote, QuoteKind, Quotes, Span, Speaker, checked
from pressq.errors import UsageError

if TYPE_CHECKING:
    from pressq.quotes.attribution import Attribution
    from pressq.quotes.encoding.encoder import Encoder
    from pressq.quotes.encoding.tokens import Tokens

__all__ = ["KINDS", "analyse_quotes", "filter_quotes", "quotes"]

KINDS: tuple[QuoteKind, ...] = get_args(QuoteKind)


def quotes(
    article: Article,
    *,
    kinds: Collection[QuoteKind] = KINDS,
    attitudes: bool = False,
    threads: int = 1,
) -> Quotes:
    """The quotations of an article with their speakers, in reading order.

    An article in a language that is not supported has none, and `notes` says so. Where its language was not recognised
    rightly, `pressq.load(path, language="en")` states it.

        >>> article = pressq.parse('"We stay," said Ann Lee, the mayor.')
        >>> for quote in pressq.quotes(article, kinds=["direct"]):
        ...     print(quote.speaker.name, quote.quoted)
        Ann Lee “We stay”

    Args:
        article: the article, as `pressq.load` gives it.
        kinds: which kinds to show.
        attitudes: also return beliefs, wishes and acts, and reports of low confidence.
        threads: for the model; 1 is fastest where many articles are read side by side.

    Raises:
        TypeError: what is given is no article.
        UsageError: there is no such kind.
    """
    from pressq.quotes.encoding.encoder import load_encoder
    from pressq.quotes.supported_languages import supported_language

    language = supported_language(checked(article, "quotes"))
    if language is None:
        return filter_quotes(Quotes(article, (), (*article.notes, "language")), kinds, attitudes=attitudes)
    found = analyse_quotes(article, load_encoder(threads, language))
    return filter_quotes(found, kinds, attitudes=attitudes)


def filter_quotes(found: Quotes, kinds: Collection[QuoteKind], *, attitudes: bool) -> Quotes:
    """The quotations of these kinds, each as it was found, with the number it had.

    Args:
        attitudes: also those which were only thought, wished or done, and not said.

    Raises:
        UsageError: there is no such kind.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"{kind!r} is not one of {', '.join(KINDS)}")
    shown = (quote for quote in found.quotes if quote.kind in kinds and (attitudes or quote.speech))
    return replace(found, quotes=tuple(shown))


def analyse_quotes(article: Article, using: Encoder) -> Quotes:
    """All quotations of the article, attitudes included, as a network reads it."""
    from pressq.text.lexicon import in_language

    with in_language(article.language):
        return _analysed(article, using)


def _analysed(article: Article, using: Encoder) -> Quotes:
    from pressq.quotes.pipeline import analyse

    analysis = analyse(article, using)
    tokens, weights = analysis.tokens, using.learned["reported"]
    rows = [*zip(analysis.attributions, analysis.named, analysis.confidences, strict=True), *analysis.retold]
    rows.sort(key=lambda row: row[0].content)
    found = [_quote(tokens, *row, weights) for row in rows]
    numbers = count(1)
    numbered = {id(quote): next(numbers) for quote in sorted(found, key=lambda quote: not quote.speech)}
    return Quotes(article, tuple(replace(quote, id=numbered[id(quote)]) for quote in found), article.notes)


def _quote(
    tokens: Tokens, attribution: Attribution, speaker: Speaker | None, confidence: float, weights: Sequence[float]
) -> Quote:
    """A quotation of an attribution, not yet numbered; `weights` are those of `is_reported_speech`."""
    from pressq.quotes.content.polarity import is_denial, polarity
    from pressq.quotes.content.reported_speech import is_reported_speech
    from pressq.quotes.speakers.keys import with_key

    article, passages = tokens.article, tokens.passages
    cue = _passage(article, attribution.cue)
    return Quote(
        id=0,
        kind=attribution.kind,
        text=" ".join(span.of(article.text) for span in attribution.content),
        spans=attribution.content,
        speaker=speaker and with_key(speaker, article.sha256),
        mention=_passage(article, attribution.source),
        cue=cue,
        confidence=confidence,
        speech=is_denial(article.text, attribution) or is_reported_speech(tokens, attribution, weights),
        quoted=passages.quoted(attribution.content),
        sentence=passages.sentences(attribution.content),
        paragraph=passages.paragraph(attribution.content[0].start),
        polarity=polarity(article.text, attribution),
        origin=attribution.origin,
    )


def _passage(article: Article, span: Span | None) -> Passage | None:
    return Passage.cut(article.text, span.start, span.end) if span is not None else None
