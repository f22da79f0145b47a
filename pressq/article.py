"""The values that pass between the stages: an article, its parts, and what is found in it.

Every offset counts Unicode code points in `Article.text`, end exclusive. The text never changes after loading, so an
offset that was right once stays right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pressq.exports import Annotated, Exportable

__all__ = [
    "Article",
    "ArticleNote",
    "Block",
    "BlockKind",
    "Keyword",
    "LeftOut",
    "Origin",
    "Passage",
    "Polarity",
    "Pronoun",
    "Quote",
    "QuoteKind",
    "QuoteSpan",
    "Quotes",
    "QuotesNote",
    "ScorePart",
    "Sentence",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Summary",
    "SummarySentence",
    "checked",
]

BlockKind = Literal["title", "byline", "dateline", "subhead", "body", "boilerplate"]
ArticleNote = Literal["incomplete"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Polarity = Literal["asserted", "denied"]
Origin = Literal["model", "turn", "credit", "headline", "nested"]
"""What decided on a speaker: the network and the scorers after it, the layout of the page (a turn of a transcript, a
credit line, a headline that repeats the body), nested speech."""
SpeakerKind = Literal["person", "organisation", "unnamed"]
Pronoun = Literal["he", "she", "they"]
QuotesNote = Literal["incomplete", "language"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span in `text`, the article's text."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Block(Span):
    """A part of the page with one function. Blocks are in reading order and never overlap.

    A paragraph that opens with a dateline gives two blocks, the dateline and the body after it. White space around a
    block is not part of it; the line breaks of hard-wrapped text inside it are.
    """

    kind: BlockKind


@dataclass(frozen=True, slots=True, order=True)
class Sentence(Span):
    """A sentence of the body: `index` counts sentences, `paragraph` body blocks, both from 0."""

    index: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Passage(Span):
    """A span with its words: always `article.text[start:end] == text`."""

    text: str

    @classmethod
    def cut(cls, article_text: str, start: int, end: int) -> Passage:
        """The passage from `start` to `end` of the article's text."""
        return cls(start, end, article_text[start:end])


@dataclass(frozen=True)
class Article(Exportable):
    """A press article as it was read: its text, where it came from, and its structure.

    `source` is the path, `-` or URL it came from. `title` and the other header fields are None where the article does
    not give them; `published` is an ISO date, with time and zone where a page gives both, `url` the canonical
    address of a page, `language` an ISO 639-1 code. `encoding` tells how the bytes were decoded, None for text that
    never was bytes. `notes` has "incomplete" where much of a web page's text was left out. `pages` are the offsets at
    which the pages of a PDF begin.
    """

    text: str
    source: str
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    encoding: str | None = None
    notes: tuple[ArticleNote, ...] = ()
    url: str | None = None
    pages: tuple[int, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        import hashlib  # 4 ms that the command line's --version need not pay

        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def __repr__(self) -> str:
        return f"<Article {self.source!r}: {len(self.text):,} characters>"

    def _repr_html_(self) -> str:
        from pressq.output.page import frame
        from pressq.report.annotated import AnnotatedArticle

        return frame([AnnotatedArticle(self)])

    def of_kind(self, *kinds: BlockKind) -> Iterator[Block]:
        """The blocks of these kinds, in reading order."""
        return (block for block in self.blocks if block.kind in kinds)


def checked(article: object, function: str) -> Article:
    """What is given to `pressq.<function>`, which has to be an article.

    Raises:
        TypeError: it is something else, a path or a text for example.
    """
    if isinstance(article, Article):
        return article
    hint = f"pressq.{function}(pressq.load(path)) or pressq.{function}(pressq.parse(text))"
    raise TypeError(f"pressq.{function} takes an Article, not {type(article).__name__}: write {hint}")


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one thing adds to the score of a sentence."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class SummarySentence(Passage):
    """A sentence chosen for a summary; `score` is comparable within one summary only.

    `parts` add up to the score, where the summary is explained. `source` is the article's, where there are several.
    """

    index: int
    paragraph: int
    score: float
    parts: tuple[ScorePart, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut(Passage):
    """A sentence that would be in a summary, had not another one said the same.

    `score` is what it would have had. `near` tells the other one, counting the summary's sentences from 0;
    `similarity` is their cosine, 0 to 1.
    """

    index: int
    paragraph: int
    score: float
    near: int
    similarity: float
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Keyword:
    """A key phrase, spelled as in the text; `score` is comparable within one article only."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Summary(Annotated):
    """The key sentences of an article in reading order, and its key phrases, best first.

    `left_out` is filled where the summary is explained. A summary of several articles names the first as `article` and
    the rest as `others`.
    """

    article: Article
    method: str
    sentences: tuple[SummarySentence, ...]
    keywords: tuple[Keyword, ...]
    left_out: tuple[LeftOut, ...] = ()
    others: tuple[Article, ...] = ()

    def __iter__(self) -> Iterator[SummarySentence]:
        return iter(self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    def __repr__(self) -> str:
        return f"<Summary of {self.article.source!r}: {len(self)} sentence{'' if len(self) == 1 else 's'}>"


@dataclass(frozen=True, slots=True)
class QuoteSpan(Span):
    """A part of a quotation; `quoted` where it stands between marks (which it excludes)."""

    quoted: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the fullest form of the name in the article, without titles.

    For unnamed sources `name` is the noun phrase as written. `role` is a verbatim passage; `aliases` are the other
    forms in which the article names the speaker. `pronoun` is the one that the article itself uses for a person, None
    where it uses none.

    Of several who speak together `members` are the speakers, and `name` has the names of all ("Ann Lee; Tim Okoro");
    `kind` is that of the first of them who has a name, and what else is known is known of each.

    `key` is the same in all articles that name the speaker in full ("person:ann-lee"), and belongs to one article where
    they do not ("person:lee@91ab..."); `pressq.quotes.speakers.keys` makes it.
    """

    name: str
    kind: SpeakerKind
    role: str | None = None
    aliases: tuple[str, ...] = ()
    pronoun: Pronoun | None = None
    key: str = ""
    members: tuple[Speaker, ...] = ()

    @property
    def each(self) -> tuple[Speaker, ...]:
        """The members, or, of one who speaks alone, that one."""
        return self.members or (self,)

    @classmethod
    def joint(cls, members: Iterable[Speaker]) -> Speaker:
        """Several who speak together as one speaker."""
        speakers = tuple(members)
        named = (one.kind for one in speakers if one.kind != "unnamed")
        key = " + ".join(one.key for one in speakers if one.key)
        return cls("; ".join(one.name for one in speakers), next(named, "unnamed"), key=key, members=speakers)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: its words, who said them, and where both stand.

    `id` counts from 1 what was said, in reading order, and after that what was not, shown or not. `text` joins the
    spans by single spaces. `confidence`, 0 to 1, is the chance that words and speaker are right. `speech` tells whether
    the words were said or written, and not only thought, wished or done, as far as pressq is sure enough of them.

    `quoted` is `text` as a reader must see it: marked words between curly marks, " … " where words of the reporter's
    were left out, an empty line between paragraphs. `sentence` is the sentences in which the quotation stands, and
    `paragraph` the number of the first body paragraph of them, from 1; a headline counts to the paragraph after it.

    `polarity` is "denied" where the source denies, rejects, disputes or doubts the content. `origin` is what decided on
    the speaker: the model, the label of a turn, a credit, the body under a headline, or the speech around it.

    Every output follows from these fields (`pressq.output.fields`).
    """

    id: int = field(metadata={"minimum": 1})
    kind: QuoteKind
    text: str
    spans: tuple[QuoteSpan, ...] = field(metadata={"minItems": 1})
    speaker: Speaker | None
    mention: Passage | None
    cue: Passage | None
    confidence: float = field(metadata={"minimum": 0, "maximum": 1})
    speech: bool
    quoted: str
    sentence: Passage
    paragraph: int = field(metadata={"minimum": 1})
    polarity: Polarity = "asserted"
    origin: Origin = "model"

    def to_dict(self) -> dict[str, Any]:
        """The object of the quotation in what `pressq quotes --json` prints."""
        from pressq.output.results import quote_record

        return quote_record(self)

    def _repr_html_(self) -> str:
        from pressq.output.frames import html_table

        name = self.speaker.name if self.speaker else "unattributed"
        return html_table(["Speaker", "Words", "Kind"], [[name, self.quoted, self.kind]])


@dataclass(frozen=True, slots=True)
class Quotes(Annotated):
    """The quotations of an article, ordered by their first span.

    `notes` say why there may be fewer than the article holds. `incomplete`: much of a web page's text was left out.
    `language`: it is written in a language in which quotations are not attributed.
    """

    article: Article
    quotes: tuple[Quote, ...]
    notes: tuple[QuotesNote, ...] = ()

    def __iter__(self) -> Iterator[Quote]:
        return iter(self.quotes)

    def __len__(self) -> int:
        return len(self.quotes)

    def __repr__(self) -> str:
        return f"<Quotes of {self.article.source!r}: {len(self)} quotation{'' if len(self) == 1 else 's'}>"
