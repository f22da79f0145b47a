"""An article as the page shows it: its text cut where a quotation or key sentence begins or ends, and its speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pressq.article import Article, Block, Passage, Quote, Quotes, SummarySentence
from pressq.output.phrasing import certainty, citation, count_quotes, lead_in, provenance
from pressq.report.annotated import AnnotatedArticle
from pressq.report.speaker_profiles import SpeakerProfile, SpeakerProfiles, speakers
from pressq.report.verification import Check

__all__ = ["Card", "Paragraph", "SpeakerRow", "TextPiece", "View", "view_of"]

_COLOURS = 12


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Words that all stand in the same quotations.

    `quotes` are these; `begins` and `ends` those whose first words or last words they are. `key` is the number of the
    key sentence that begins here.
    """

    text: str
    quotes: tuple[Card, ...] = ()
    begins: tuple[Card, ...] = ()
    ends: tuple[Card, ...] = ()
    key: int | None = None
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article, a dateline together with what follows it."""

    kind: str
    pieces: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker with a number and a colour of the page's; `share` of all words, 0 to 1."""

    number: int
    colour: int
    profile: SpeakerProfile
    share: float


@dataclass(frozen=True, slots=True)
class Card:
    """A quotation with its speakers, none where it is unattributed, and as it can be printed elsewhere."""

    quote: Quote
    speakers: tuple[SpeakerRow, ...]
    citation: str
    check: Check | None = None

    @property
    def doubtful(self) -> bool:
        """Whether it is not to be relied on unseen."""
        return self.certainty == "doubtful"

    @property
    def certainty(self) -> str:
        """How sure it is, in a word."""
        return certainty(self.quote.confidence)

    @property
    def lead_in(self) -> str:
        """The reporter's words that belong in front of the quotation's."""
        return lead_in(self.quote)

    @property
    def disproved(self) -> bool:
        """Whether it was checked and does not hold."""
        return self.check is not None and not self.check.holds

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a check found: the verdict, what a change touches, and whether another person says it in the source."""
        if self.check is None:
            return ()
        return (self.check.verdict, *self.check.notes, *(["other speaker"] if self.check.speaker == "other" else []))


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows of an article; `prefix` keeps its ids apart from those of other articles."""

    prefix: str
    article: Article
    title: str
    headline: tuple[TextPiece, ...]
    provenance: str
    caption: str
    paragraphs: tuple[Paragraph, ...]
    speakers: tuple[SpeakerRow, ...]
    profiles: SpeakerProfiles | None
    cards: tuple[Card, ...]
    key_sentences: tuple[SummarySentence, ...]
    keywords: tuple[str, ...]


def view_of(one: AnnotatedArticle, prefix: str = "") -> View:
    """What the page shows of an article."""
    article, found, summary = one.article, one.quotes, one.summary
    heard = speakers([found]) if found is not None else None
    rows = _speakers(heard) if heard is not None else ()
    cards = _cards(one, found, rows) if found is not None else ()
    sentences = summary.sentences if summary is not None else ()
    title = article.title or _file_name(article)
    first = next(article.of_kind("title"), None)
    headline = tuple(_pieces(article, first, cards, sentences)) if first else (TextPiece(title),)
    return View(
        prefix=prefix,
        article=article,
        title=title,
        headline=headline,
        provenance=" · ".join(filter(None, [_file_name(article) if article.title else "", provenance(article)])),
        caption=_caption(one),
        paragraphs=tuple(_paragraphs(article, [one for one in article.blocks if one != first], cards, sentences)),
        speakers=rows,
        profiles=heard,
        cards=cards,
        key_sentences=sentences,
        keywords=tuple(word.text for word in summary.keywords) if summary is not None else (),
    )


def _caption(one: AnnotatedArticle) -> str:
    """How many quotations, and how many of those that were checked hold."""
    stated = count_quotes(one.quotes) if one.quotes is not None else ""
    if one.verification is None:
        return stated
    checks = one.verification.checks
    return f"{stated} · {sum(check.holds for check in checks)} of {len(checks):,} checked hold"


def _file_name(article: Article) -> str:
    """Where the article was read from, without the folders of the machine on which the page is made."""
    return article.source if "://" in article.source else article.source.replace("\\", "/").rpartition("/")[2]


def _speakers(heard: SpeakerProfiles) -> tuple[SpeakerRow, ...]:
    return tuple(
        SpeakerRow(number, (number - 1) % _COLOURS, profile, heard.share(profile))
        for number, profile in enumerate(heard.profiles, start=1)
    )


def _cards(one: AnnotatedArticle, found: Quotes, rows: Sequence[SpeakerRow]) -> tuple[Card, ...]:
    checks = {check.quote.id: check for check in one.verification.checks} if one.verification else {}
    heard: defaultdict[int, dict[str, SpeakerRow]] = defaultdict(dict)  # by each of their names
    for row in rows:
        speaker = row.profile.speaker
        for utterance in row.profile.utterances:
            heard[utterance.quote.id] |= dict.fromkeys((speaker.name, *speaker.aliases), row)

    def speaking(quote: Quote) -> tuple[SpeakerRow, ...]:
        return tuple(heard[quote.id][one.name] for one in quote.speaker.each) if quote.speaker else ()

    return tuple(Card(quote, speaking(quote), citation(quote), checks.get(quote.id)) for quote in found.quotes)


def _paragraphs(
    article: Article, blocks: Sequence[Block], cards: Sequence[Card], sentences: Sequence[Passage]
) -> Iterator[Paragraph]:
    before: tuple[TextPiece, ...] = ()
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        pieces = tuple(_pieces(article, block, cards, sentences))
        if block.kind == "dateline":
            pieces = tuple(replace(piece, dateline=True) for piece in pieces)
            gap = article.text[block.end : following.start] if following and following.kind == "body" else "\n"
            if "\n" not in gap:
                before = (*pieces, TextPiece(gap))
                continue
        yield Paragraph(block.kind, before + pieces)
        before = ()


def _pieces(article: Article, block: Block, cards: Sequence[Card], sentences: Sequence[Passage]) -> Iterator[TextPiece]:
    """The words of a block, cut wherever the quotations that they stand in change, or a key sentence begins."""
    inside = [
        (max(span.start, block.start), min(span.end, block.end), card)
        for card in cards
        for span in card.quote.spans
        if span.start < block.end and span.end > block.start
    ]
    keys = {one.start: number for number, one in enumerate(sentences, start=1) if block.start <= one.start < block.end}
    cuts = sorted({block.start, block.end, *keys, *(place for start, end, _ in inside for place in (start, end))})
    for start, end in pairwise(cuts):
        held = tuple(card for first, last, card in inside if first <= start and end <= last)
        yield TextPiece(
            article.text[start:end],
            quotes=held,
            begins=tuple(card for card in held if card.quote.spans[0].start == start),
            ends=tuple(card for card in held if card.quote.spans[-1].end == end),
            key=keys.get(start),
        )
