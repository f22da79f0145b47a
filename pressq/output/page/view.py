"""An article as the page shows it: its text cut where a quotation or key sentence begins or ends, and its speakers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import quote as percent_encoded

from pressq.article import Article, Block, Passage, Quote, Quotes, SummarySentence
from pressq.output.phrasing import certainty, citation, count_quotes, lead_in, provenance, reference
from pressq.output.printable import one_line
from pressq.output.verification_records import changed_words, place_words, sentence_around
from pressq.report.annotated import AnnotatedArticle
from pressq.report.speaker_profiles import SpeakerProfile, SpeakerProfiles, speakers
from pressq.report.verification import Check, Verification

__all__ = ["Card", "CheckedPart", "Paragraph", "SpeakerRow", "TextPiece", "View", "file_name", "view_of"]

_COLOURS = 12
_ADDRESS = re.compile(r"https?://[\x21-\x7e]+")
_FRAGMENT = 5  # words at each end of a long quotation


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Words that all stand in the same quotations.

    `quotes` are these, the innermost first; `begins` and `ends` those that begin or end here. `key` is the number of
    the key sentence that begins here.
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

    @property
    def initials(self) -> str:
        """What tells the speaker apart where the colours are used up; empty before that."""
        if self.number <= _COLOURS:
            return ""
        return "".join(word[0] for word in self.profile.speaker.name.split()[:3]).upper()


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A part of a checked quotation beside what a source has: stretches of words, each with whether it is changed.

    `sentence` is the source's whole sentence, empty if the part is all of it.
    """

    source: str
    place: str
    quoted: tuple[tuple[str, bool], ...]
    said: tuple[tuple[str, bool], ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Card:
    """A quotation with its speakers, none where it is unattributed.

    `citation` is the quotation ready to print, `source` where it is from; `original` links to the words on the page
    that the article was read from.
    """

    quote: Quote
    speakers: tuple[SpeakerRow, ...]
    citation: str
    source: str
    original: str | None = None
    check: Check | None = None
    parts: tuple[CheckedPart, ...] = ()

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

    @property
    def strip(self) -> list[tuple[float, float, Card]]:
        """Where in the article each quotation stands: start and length in thousandths of the text."""
        whole = max(1, len(self.article.text)) / 1000
        return [
            (span.start / whole, max(2.0, (span.end - span.start) / whole), card)
            for card in self.cards
            for span in card.quote.spans
        ]


def view_of(one: AnnotatedArticle, prefix: str = "") -> View:
    """What the page shows of an article."""
    article, found, summary = one.article, one.quotes, one.summary
    heard = speakers([found]) if found is not None else None
    rows = _speakers(heard) if heard is not None else ()
    cards = _cards(one, found, rows) if found is not None else ()
    sentences = summary.sentences if summary is not None else ()
    title = article.title or file_name(article)
    first = next(article.of_kind("title"), None)
    headline = tuple(_pieces(article, first, cards, sentences)) if first else (TextPiece(title),)
    return View(
        prefix=prefix,
        article=article,
        title=title,
        headline=headline,
        provenance=" · ".join(filter(None, [file_name(article) if article.title else "", provenance(article)])),
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


def file_name(article: Article) -> str:
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

    def card(quote: Quote) -> Card:
        each = tuple(heard[quote.id][one.name] for one in quote.speaker.each) if quote.speaker else ()
        check = checks.get(quote.id)
        parts = tuple(_checked_parts(check, one.verification)) if check and one.verification else ()
        words = citation(quote, one.article)
        return Card(quote, each, words, reference(one.article), _original(one.article, quote), check, parts)

    return tuple(map(card, found.quotes))


def _checked_parts(check: Check, verification: Verification) -> Iterator[CheckedPart]:
    for part in check.parts:
        for match in part.matches:
            source = verification.sources[match.source]
            quoted = [(one.quote.start, one.quote.end) for one in part.changes]
            said = [(one.source.start, one.source.end) for one in part.changes if match.start <= one.source.start]
            yield CheckedPart(
                file_name(source),
                place_words(match),
                tuple(changed_words(part.text, part.start, quoted)),
                tuple(changed_words(match.text, match.start, said)),
                sentence_around(match),
            )


def _original(article: Article, quote: Quote) -> str | None:
    """A link to the words on the page that an article was read from, as a text fragment (WICG, 2023)."""
    address = article.url or article.source
    if not _ADDRESS.fullmatch(address):
        return None
    words = one_line(quote.spans[0].of(article.text)).split(" ")
    ends = [words[:_FRAGMENT], words[-_FRAGMENT:]] if len(words) > 2 * _FRAGMENT else [words]
    fragment = ",".join(percent_encoded(" ".join(some), safe="").replace("-", "%2D") for some in ends)
    return f"{address.partition('#')[0]}#:~:text={fragment}"


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
    inside.sort(key=lambda one: one[1] - one[0])  # the innermost of nested quotations first
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
