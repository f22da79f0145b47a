"""The first part of a page of several articles: who is quoted most, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pressq.output.page.view import View
from pressq.output.phrasing import count, count_speakers
from pressq.report.annotated import AnnotatedArticle
from pressq.report.speaker_profiles import SpeakerProfile, SpeakerProfiles, speakers

__all__ = ["Overview", "OverviewRow", "Place", "overview_of"]

_MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Place:
    """An article that quotes a person, how often, and the id of the first quotation there."""

    title: str
    anchor: str
    quotes: int


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A speaker with the share of all words, 0 to 1, and the articles that quote him, her or it."""

    profile: SpeakerProfile
    share: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Who is quoted most in articles; `more` speakers are not listed."""

    title: str
    caption: str
    profiles: SpeakerProfiles
    speakers: tuple[OverviewRow, ...]
    more: int


def overview_of(articles: Sequence[AnnotatedArticle], views: Sequence[View]) -> Overview:
    """The overview of these articles, shown as `views`."""
    found = speakers([one.quotes for one in articles if one.quotes is not None])
    prefixes = {id(view.article): view for view in views}
    most = found.profiles[:_MOST_LISTED]
    listed = [OverviewRow(profile, found.share(profile), _places(profile, prefixes)) for profile in most]
    caption = count_speakers(found) if found.articles else ""
    return Overview(count(len(articles), "article"), caption, found, tuple(listed), len(found.profiles) - len(listed))


def _places(profile: SpeakerProfile, views: dict[int, View]) -> tuple[Place, ...]:
    times = Counter(id(utterance.article) for utterance in profile.utterances)
    first = {id(utterance.article): utterance.quote.id for utterance in reversed(profile.utterances)}
    return tuple(Place(views[one].title, f"{views[one].prefix}q{first[one]}", number) for one, number in times.items())
