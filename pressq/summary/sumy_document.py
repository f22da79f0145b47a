"""Articles as sumy sees them: paragraphs of sentences, each of which knows its place in its article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence

from pressq.article import Article, Sentence
from pressq.summary.languages import Tokenizer
from pressq.text.marks import marked_segments
from pressq.text.sentences import sentences

__all__ = ["PlacedSentence", "document"]


class PlacedSentence(SumySentence):
    """A sentence of sumy's that knows where it stands.

    Attributes:
        place: where in the article.
        article: the number of the article.
        quoted: the share of its characters that stand between quotation marks, 0 to 1.
        torn: whether it begins or ends amid a quotation, so that it cannot be shown by itself.
    """

    __slots__ = ("article", "place", "quoted", "torn")

    def __init__(
        self, text: str, tokenizer: Tokenizer, place: Sentence, article: int, quoted: float, *, torn: bool
    ) -> None:
        super().__init__(text, tokenizer)
        self.place = place
        self.article = article
        self.quoted = quoted
        self.torn = torn


def document(articles: Sequence[Article], tokenizer: Tokenizer, language: str | None = None) -> Any:
    """sumy's document model of the bodies of the articles, with titles and subheads as headings of what follows.

    Sentences are split as in `language`, a code; by default as in the article's own.
    """
    found: list[Any] = []
    for number, article in enumerate(articles):
        found += _paragraphs(article, number, tokenizer, language)
    return ObjectDocumentModel(found)


def _paragraphs(article: Article, number: int, tokenizer: Tokenizer, language: str | None) -> list[Any]:
    found: list[list[Any]] = []
    headings = [article.title] if article.title else []
    subheads = list(article.of_kind("subhead"))[::-1]
    places = sentences(article, language)
    for place, (quoted, torn) in zip(places, _quoted_shares(article, places), strict=True):
        while subheads and subheads[-1].start < place.start:
            headings.append(subheads.pop().of(article.text))
        while place.paragraph >= len(found):
            found.append([])
        found[-1].extend(SumySentence(_line(text), tokenizer, is_heading=True) for text in headings)
        headings.clear()
        line = _line(place.of(article.text))
        found[-1].append(PlacedSentence(line, tokenizer, place, number, quoted, torn=torn))
    return [Paragraph(sentences) for sentences in found]


def _line(text: str) -> str:
    """The text on one line, so that a hard-wrapped sentence equals the same one wrapped elsewhere."""
    return " ".join(text.split())


def _quoted_shares(article: Article, places: Sequence[Sentence]) -> list[tuple[float, bool]]:
    """Of each sentence, the share of its characters between quotation marks, and whether an edge lies amid some."""
    waiting = list(marked_segments(article))[::-1]
    shares = []
    for place in places:
        inside, torn = 0, False
        while waiting and waiting[-1].start < place.end:
            segment = waiting[-1]
            inside += max(0, min(segment.end, place.end) - max(segment.start, place.start))
            if segment.end > place.start:
                outside = article.text[segment.start : place.start] + article.text[place.end : segment.end]
                torn = torn or any(map(str.isalnum, outside))
            if segment.end > place.end:
                break
            waiting.pop()
        shares.append((inside / (place.end - place.start), torn))
    return shares
