"""The values that tell how quotations travel through articles."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, fields
from typing import Literal

from pressq.article import Article, Quote, Quotes, QuotesNote, Speaker
from pressq.exports import Exportable
from pressq.report.verification import Change, Note

__all__ = ["PUBLISHED", "ArticleMetadata", "ArticleQuotes", "Claim", "Occurrence", "Trace", "Traces", "Variant"]

PUBLISHED = {
    "anyOf": [
        {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}"},
        {"type": "null"},
    ]
}
"""The schema of `published`: a date, with time and zone where the page gives them."""

Variant = Literal["whole", "trimmed", "changed"]

_SURE = 0.6
"""Confidence below which an attribution contradicts no other."""


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """Metadata of an article without its text: fields of `Article`, length and digest of its text."""

    source: str
    title: str | None
    byline: str | None
    dateline: str | None
    published: str | None = field(metadata=PUBLISHED)
    publisher: str | None
    language: str | None
    characters: int
    sha256: str = field(metadata={"pattern": "^[0-9a-f]{64}$"})
    url: str | None = None

    @classmethod
    def of(cls, article: Article) -> ArticleMetadata:
        """The header of an article."""
        own = {one.name: getattr(article, one.name) for one in fields(cls) if one.name != "characters"}
        return cls(**own, characters=len(article.text))

    @property
    def fingerprint(self) -> str:
        """A digest of all fields: two articles have one only where their names, texts and metadata are the same."""
        from hashlib import sha256  # 1 ms that the command line's --version need not pay

        return sha256(ascii(astuple(self)).encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class ArticleQuotes:
    """The quotations of an article with its metadata, without its text."""

    header: ArticleMetadata
    quotes: tuple[Quote, ...]
    notes: tuple[QuotesNote, ...] = ()

    @classmethod
    def of(cls, found: Quotes) -> ArticleQuotes:
        """The same quotations without the article's text."""
        return cls(ArticleMetadata.of(found.article), found.quotes, found.notes)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A quotation in one article, as a form of the words that it shares with others.

    `changes` lead from its words (`quote`) to those of the trace (`source`, offsets in `Trace.text`); words that are
    only left out at its ends are none, nor are those with which it goes on beyond the trace. `similarity` is 2 × words
    shared / words of both, 0 to 1. `notes` are those of `verify`, on the changes and on what is left out. `reprints`
    are articles that print the same text: they do not count as articles of their own.
    """

    header: ArticleMetadata
    quote: Quote
    form: Variant
    similarity: float
    changes: tuple[Change, ...]
    notes: tuple[Note, ...] = ()
    reprints: tuple[ArticleMetadata, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A speaker, by the fullest name, and the number of articles that attribute the words to that speaker.

    `confidence` is that of the surest of these attributions.
    """

    speaker: Speaker
    articles: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Trace:
    """The same words in two or more articles, in order of publication, then as they were read; undated ones last.

    `text` is the wording to which all others align. `speakers` are those with a name where there are any, the one named
    by most articles first. `certain` tells whether the first occurrence is known to be the first: none is undated or of
    the same day without a time.
    """

    id: int
    text: str
    speakers: tuple[Claim, ...]
    occurrences: tuple[Occurrence, ...]
    certain: bool = True

    @property
    def first(self) -> Occurrence:
        """Where the words stood first."""
        return self.occurrences[0]

    @property
    def disagreement(self) -> bool:
        """Whether articles give the words to different people, each of them surely enough."""
        people = (one for one in self.speakers if one.speaker.kind == "person" and one.confidence >= _SURE)
        return len(list(people)) > 1

    def is_odd(self, speaker: Speaker) -> bool:
        """Does this occurrence disagree with the majority speaker?"""
        from pressq.report.speaker_matching import match_speakers

        return self.disagreement and match_speakers(speaker, self.speakers[0].speaker) == 0


@dataclass(frozen=True, slots=True)
class Traces(Exportable):
    """All traces, those through most articles first, and how many quotations and articles were looked at."""

    traces: tuple[Trace, ...]
    quotes: int
    articles: int
