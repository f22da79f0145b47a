"""Pages of several articles: each speaker with all quotations over all articles, and the tables of the overview."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pressq.article import Speaker
from pressq.output.page.view import View
from pressq.output.phrasing import certainty, count, count_speakers, lead_in
from pressq.report.annotated import AnnotatedArticle
from pressq.report.speaker_profiles import SpeakerProfile, SpeakerProfiles, Utterance, speakers

__all__ = ["ArticleRow", "Overview", "PersonQuote", "PersonView", "overview_of"]

_MOST_LISTED = 100
"""Speakers in the table of the overview; the search finds all."""


@dataclass(frozen=True, slots=True)
class PersonQuote:
    """A quotation on the page of its speaker: the article, the anchor of the words there, and the role stated there."""

    utterance: Utterance
    title: str
    anchor: str
    role: str | None

    @property
    def lead_in(self) -> str:
        """The reporter's words in front of the quotation's."""
        return lead_in(self.utterance.quote)

    @property
    def certainty(self) -> str:
        """The confidence as a word."""
        return certainty(self.utterance.quote.confidence)

    @property
    def day(self) -> str:
        """The date of the article, without the time; empty where it has none."""
        return (self.utterance.article.published or "")[:10]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A speaker over all articles; `share` is of all words, 0 to 1, and `said` is sorted by date, undated last."""

    anchor: str
    speaker: Speaker | None
    profile: SpeakerProfile | None
    share: float
    said: tuple[PersonQuote, ...]

    @property
    def name(self) -> str:
        """The fullest name."""
        return self.speaker.name if self.speaker else "Without a speaker"

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles as the articles state them, the most frequent first."""
        found = Counter(one.role for one in self.said if one.role)
        return tuple(role for role, _ in found.most_common())

    @property
    def articles(self) -> int:
        """The number of articles."""
        return len({id(one.utterance.article) for one in self.said})


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in the table of the overview."""

    view: View
    quotes: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All articles, and all speakers, most words first; `people` ends with the quotations without a known speaker."""

    title: str
    caption: str
    profiles: SpeakerProfiles
    people: tuple[PersonView, ...]
    articles: tuple[ArticleRow, ...]

    @property
    def listed(self) -> tuple[PersonView, ...]:
        """The speakers in the table."""
        return tuple(one for one in self.people[:_MOST_LISTED] if one.speaker)

    @property
    def more(self) -> int:
        """The number of speakers that are not in the table."""
        return len(self.profiles) - len(self.listed)


def overview_of(articles: Sequence[AnnotatedArticle], views: Sequence[View]) -> Overview:
    """The overview of these articles, shown as `views`."""
    found = speakers([one.quotes for one in articles if one.quotes is not None])
    shown = {id(view.article): view for view in views}
    people = [
        PersonView(
            _anchor(profile.speaker),
            profile.speaker,
            profile,
            found.share(profile),
            _said(profile.utterances, shown, profile.speaker),
        )
        for profile in found.profiles
    ]
    if found.unattributed:
        people.append(PersonView("p-none", None, None, 0.0, _said(found.unattributed, shown, None)))
    caption = count_speakers(found) if found.articles else ""
    rows = tuple(ArticleRow(view, len(view.cards), len(view.speakers)) for view in views)
    return Overview(count(len(articles), "article"), caption, found, tuple(people), rows)


def _said(utterances: Sequence[Utterance], views: dict[int, View], speaker: Speaker | None) -> tuple[PersonQuote, ...]:
    made = []
    for one in utterances:
        view = views[id(one.article)]
        forms = {speaker.name, *speaker.aliases} if speaker else set()
        named = one.quote.speaker.each if one.quote.speaker else ()
        role = next((each.role for each in named if each.name in forms), None)
        made.append(PersonQuote(one, view.title, f"{view.prefix}q{one.quote.id}", role))
    return tuple(sorted(made, key=lambda said: (not said.day, said.utterance.article.published or "")))


def _anchor(speaker: Speaker) -> str:
    """The id of a person's page, made of the key alone: the same in every report."""
    bare = speaker.key.partition(":")[2]
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60]
    if speaker.kind == "person" and re.fullmatch(r"[a-z0-9-]+", bare):
        return f"p-{slug}"
    return f"p-{slug}-{hashlib.sha256(speaker.key.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
