"""An article as sumy sees it: paragraphs of sentences, each of which knows its place in the article."""

from __future__ import annotations

from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence

from pressq.article import Article, Sentence
from pressq.summary.languages import Tokenizer
from pressq.text.marks import marked_segments
from pressq.text.sentences import sentences

__all__ = ["PlacedSentence", "document"]


class PlacedSentence(SumySentence):
    """A sentence of sumy's with its place in the article and the share of it that is quoted, 0 to 1."""

    __slots__ = ("place", "quoted")

    def __init__(self, text: str, tokenizer: Tokenizer, place: Sentence, quoted: float) -> None:
        super().__init__(text, tokenizer)
        self.place = place
        self.quoted = quoted


def document(article: Article, tokenizer: Tokenizer) -> Any:
    """sumy's document model of the article's body, with title and subheads as headings of what follows them."""
    paragraphs: list[list[Any]] = []
    headings = [article.title] if article.title else []
    subheads = iter(list(article.of_kind("subhead")))
    subhead = next(subheads, None)
    placed = sentences(article)
    for place, quoted in zip(placed, _quoted_shares(article, placed), strict=True):
        while subhead is not None and subhead.start < place.start:
            headings.append(subhead.of(article.text))
            subhead = next(subheads, None)
        if place.paragraph >= len(paragraphs):
            paragraphs.extend([] for _ in range(place.paragraph + 1 - len(paragraphs)))
        paragraphs[-1].extend(SumySentence(_line(text), tokenizer, is_heading=True) for text in headings)
        headings.clear()
        paragraphs[-1].append(PlacedSentence(_line(place.of(article.text)), tokenizer, place, quoted))
    return ObjectDocumentModel([Paragraph(sentences) for sentences in paragraphs])


def _line(text: str) -> str:
    """The text on one line, so that a hard-wrapped sentence equals the same one wrapped elsewhere."""
    return " ".join(text.split())


def _quoted_shares(article: Article, places: tuple[Sentence, ...]) -> list[float]:
    """The share of each sentence's characters that stand between quotation marks."""
    segments = iter(marked_segments(article))
    segment = next(segments, None)
    shares = []
    for place in places:
        inside = 0
        while segment is not None and segment.start < place.end:
            inside += max(0, min(segment.end, place.end) - max(segment.start, place.start))
            if segment.end > place.end:
                break
            segment = next(segments, None)
        shares.append(inside / (place.end - place.start))
    return shares
