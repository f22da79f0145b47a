"""Who said what: quotations, direct, mixed and indirect, each with its speaker.

One way leads through: the marked segments of the article, the attributions that the tagger (or, where it cannot run,
the rules) finds, what the form of the page adds, and from every local mention to the speaker. What is shown is chosen
when all is known, so that no choice changes who speaks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from pressq.article import Article, Passage, Quote, QuoteKind, Quotes, Span, Speaker, checked
from pressq.selection import select

if TYPE_CHECKING:
    from pressq.quotes.attribution import Attribution
    from pressq.quotes.passages import Passages

__all__ = ["quotes"]

_UNNAMED = 0.9  # of sources without a name, one in ten more is wrong


def quotes(
    article: Article,
    *,
    kinds: Collection[QuoteKind] = ("direct", "mixed", "indirect"),
    attitudes: bool = False,
    threads: int = 1,
) -> Quotes:
    """The quotations of an article with their speakers, in reading order.

        >>> article = pressq.parse('"We stay," said Ann Lee, the mayor.')
        >>> for quote in pressq.quotes(article, kinds=["direct"]):
        ...     print(quote.speaker.name, quote.quoted)
        Ann Lee “We stay”

    Args:
        article: the article, as `pressq.load` gives it.
        kinds: which kinds to show.
        attitudes: show also what was only thought, wished or done, and not said; cue and content decide.
        threads: for the model; 1 is fastest where many articles are read side by side.

    Raises:
        TypeError: what is given is no article.
        UsageError: there is no such kind.
    """
    return select(_analysed(checked(article, "quotes"), threads), kinds=kinds, attitudes=attitudes)


def _analysed(article: Article, threads: int) -> Quotes:
    """All quotations of the article."""
    from pressq.quotes import tagger
    from pressq.quotes.edges import with_edges
    from pressq.quotes.names import names
    from pressq.quotes.passages import Passages
    from pressq.quotes.reading import Reading
    from pressq.quotes.reported import is_likely, is_said
    from pressq.quotes.sources import NamedReading
    from pressq.quotes.speakers import speakers
    from pressq.quotes.structure import structural
    from pressq.text.marks import marked_segments

    segments = marked_segments(article)
    reading = Reading(article, segments)
    named = NamedReading(reading, names(reading))
    if tagger.available():
        found = tagger.attributions(article, segments, threads=threads)
    else:
        from pressq.quotes import rules

        found = rules.attributions(article, segments)
    found = [replace(each, source=named.whole(each.source)) if each.source else each for each in found]
    found = [with_edges(reading, each) for each in structural(named, found)]
    given = speakers(named, found)
    passages = Passages(article)
    likely = [pair for pair in zip(found, given, strict=True) if is_likely(reading, pair[0])]
    return Quotes(
        article,
        tuple(
            _quote(article, passages, number, attribution, speaker, speech=is_said(reading, attribution))
            for number, (attribution, speaker) in enumerate(likely, start=1)
        ),
    )


def _quote(
    article: Article,
    passages: Passages,
    number: int,
    attribution: Attribution,
    speaker: Speaker | None,
    *,
    speech: bool,
) -> Quote:
    return Quote(
        id=number,
        kind=attribution.kind,
        text=" ".join(span.of(article.text) for span in attribution.content),
        spans=attribution.content,
        speaker=speaker,
        mention=_passage(article, attribution.source),
        cue=_passage(article, attribution.cue),
        confidence=attribution.confidence * (_UNNAMED if speaker is None or speaker.kind == "unnamed" else 1.0),
        speech=speech,
        quoted=passages.quoted(attribution.content),
        sentence=passages.sentences(attribution.content),
        paragraph=passages.paragraph(attribution.content[0].start),
    )


def _passage(article: Article, span: Span | None) -> Passage | None:
    return Passage.cut(article.text, span.start, span.end) if span is not None else None
