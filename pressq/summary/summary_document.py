"""An article as a summariser reads it: sentences and headings, each sentence with its place in its article.

The classes have the attributes of sumy's document model, so that sumy's methods take them, and do not import sumy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pressq.article import Article, Sentence
from pressq.summary.languages import Tokenizer
from pressq.text.marks import marked_segments
from pressq.text.sentences import sentences

__all__ = ["Heading", "ParagraphLines", "PlacedSentence", "SummaryDocument", "read_document"]


class Heading:
    """A line of text with its words. Two are equal if their texts are."""

    is_heading = True

    def __init__(self, text: str, tokenizer: Tokenizer) -> None:
        self._text = text
        self._tokenizer = tokenizer

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, punctuation left out."""
        return self._tokenizer.to_words(self._text)

    def __str__(self) -> str:
        return self._text

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and str(other) == self._text

    def __hash__(self) -> int:
        return hash((self.is_heading, self._text))


class PlacedSentence(Heading):
    """A sentence of a body.

    Attributes:
        place: its span, index and paragraph in the article.
        article: the number of the article, from 0.
        quoted: the share of its characters between quotation marks, 0 to 1.
        torn: it begins or ends inside a quotation, so it cannot be shown by itself.
    """

    is_heading = False

    def __init__(
        self, text: str, tokenizer: Tokenizer, place: Sentence, article: int, quoted: float, *, torn: bool
    ) -> None:
        super().__init__(text, tokenizer)
        self.place = place
        self.article = article
        self.quoted = quoted
        self.torn = torn


@dataclass(frozen=True)
class ParagraphLines:
    """The sentences of a paragraph, and the title and subheads that stand above it."""

    sentences: tuple[PlacedSentence, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class SummaryDocument:
    """The paragraphs of one or several articles, in reading order."""

    paragraphs: tuple[ParagraphLines, ...]

    @cached_property
    def sentences(self) -> tuple[PlacedSentence, ...]:
        """The sentences of all paragraphs."""
        return tuple(sentence for each in self.paragraphs for sentence in each.sentences)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of all paragraphs."""
        return tuple(heading for each in self.paragraphs for heading in each.headings)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of all headings and sentences."""
        lines = (line for each in self.paragraphs for line in (*each.headings, *each.sentences))
        return tuple(word for line in lines for word in line.words)


def read_document(articles: Sequence[Article], tokenizer: Tokenizer, language: str | None = None) -> SummaryDocument:
    """The bodies of the articles, with titles and subheads as headings of what follows.

    Args:
        articles: one or several.
        tokenizer: splits sentences into words.
        language: code of the language that the sentences are split in; default: the article's own.
    """
    return SummaryDocument(
        tuple(
            paragraph
            for number, article in enumerate(articles)
            for paragraph in _paragraphs(article, number, tokenizer, language)
        )
    )


def _paragraphs(article: Article, number: int, tokenizer: Tokenizer, language: str | None) -> list[ParagraphLines]:
    placed: list[tuple[list[PlacedSentence], list[Heading]]] = []
    headings = [article.title] if article.title else []
    subheads = list(article.of_kind("subhead"))[::-1]
    places = sentences(article, language)
    for place, (quoted, torn) in zip(places, _quoted_shares(article, places), strict=True):
        while subheads and subheads[-1].start < place.start:
            headings.append(subheads.pop().of(article.text))
        while place.paragraph >= len(placed):
            placed.append(([], []))
        placed[-1][1].extend(Heading(_on_one_line(text), tokenizer) for text in headings)
        headings.clear()
        line = _on_one_line(place.of(article.text))
        placed[-1][0].append(PlacedSentence(line, tokenizer, place, number, quoted, torn=torn))
    return [ParagraphLines(tuple(sentences), tuple(titles)) for sentences, titles in placed]


def _on_one_line(text: str) -> str:
    """The text with white space folded, so that a hard-wrapped sentence equals the same one wrapped elsewhere."""
    return " ".join(text.split())


def _quoted_shares(article: Article, places: Sequence[Sentence]) -> list[tuple[float, bool]]:
    """For each sentence, the share of its characters between quotation marks, and whether an edge lies inside them."""
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
